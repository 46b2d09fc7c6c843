"""The figures of the impact analysis and the risk register, each with the rows behind it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bia.choices import ANSWERABLE, CauseKind, InterviewState, ReviewState
from bia.models import (
    BusinessFunction,
    Interview,
    Objective,
    ResponsibilityMatrix,
    Risk,
    RiskCause,
    RiskReview,
)
from bia.services import responsibilities, riskquarter
from bia.services.reviews import REVIEW_EVERY
from core.clock import organisation_zone
from core.models.papers import State
from core.periods import Period
from core.providers import Metric, Scope, metric
from estate.models import Item

YEAR = Period(months=12)
"""What was due is counted for a year."""


def figure(
    key: str,
    label: Any,
    rows: Iterable[Any],
    is_met: Callable[[Any], bool],
    is_unknown: Callable[[Any], bool] = lambda row: False,
    *,
    url: str,
) -> Metric:
    """A figure of rows, each asked whether it is as it should be and whether anything is recorded."""
    met, missed, unknown = [], [], []
    for row in rows:
        (met if is_met(row) else missed).append(row)
        if is_unknown(row):
            unknown.append(row)
    return Metric(key, label, tuple(met), tuple(missed), tuple(unknown), url)


@metric
def currency(scope: Scope, today: date) -> Metric:
    """Functions whose impact analysis was approved within the last year."""
    functions = list(scope.rows(BusinessFunction).in_use())
    approved = Interview.objects.filter(
        state=InterviewState.APPROVED, function__in=functions, approved_at__isnull=False
    )
    last = dict(approved.order_by("approved_at").values_list("function", "approved_at"))
    day = _days()
    return figure(
        "bia.currency",
        _("Impact analyses of the last 12 months"),
        functions,
        lambda row: row.pk in last and REVIEW_EVERY.after(day(last[row.pk])) >= today,
        lambda row: row.pk not in last,
        url=reverse("bia:businessfunction-list"),
    )


@metric
def interviews(scope: Scope, today: date) -> Metric:
    """Interviews of the last year handed in by the last day of their campaign, and not sent back."""
    rows = scope.rows(Interview).filter(campaign__due_on__lte=today, invited_at__isnull=False)
    rows = rows.select_related("campaign", "function__item")
    asked = [row for row in rows if YEAR.after(row.campaign.due_on) >= today]
    day = _days()
    return figure(
        "bia.interviews",
        _("Interviews handed in on time"),
        asked,
        lambda row: (
            row.state not in ANSWERABLE
            and row.submitted_at is not None
            and day(row.submitted_at) <= row.campaign.due_on
        ),
        url=reverse("bia:interview-list"),
    )


@metric
def objectives(scope: Scope, today: date) -> Metric:
    """Functions whose recovery objectives were agreed and signed."""
    agreed = set(Objective.objects.filter(state=State.APPROVED).values_list("function", flat=True))
    return figure(
        "bia.objectives",
        _("Objectives agreed and signed"),
        scope.rows(BusinessFunction).in_use(),
        lambda row: row.pk in agreed,
        lambda row: row.pk not in agreed,
        url=reverse("bia:objective-list"),
    )


@metric
def reviews(scope: Scope, today: date) -> Metric:
    """Risk reviews due in the last year and done by their day; one still open counts while it is late.

    A review left open over further quarters stands for each of them by that quarter's own day.
    """
    day, since = _days(), today - timedelta(days=2 * 366)
    rows = scope.rows(RiskReview).select_related("risk").filter(due_on__lte=today)
    asked = [
        (row, row.due_on, row)
        for row in rows.filter(Q(state=ReviewState.OPEN) | Q(due_on__gte=since))
    ]
    for cause in _quarters_beside(scope, since):
        if riskquarter.quarter_named(cause) != riskquarter.quarter_of(day(cause.review.opened_at)):
            asked.append((cause, riskquarter.due_of(cause, day(cause.at)), cause.review))
    met, missed = [], []
    for row, due_on, review in asked:
        if due_on <= today and (review.done_at is None or YEAR.after(due_on) >= today):
            on_time = review.done_at is not None and day(review.done_at) <= due_on
            (met if on_time else missed).append(row)
    label, url = _("Risk reviews done on time"), reverse("bia:riskreview-list")
    return Metric("bia.risk_reviews", label, tuple(met), tuple(missed), url=url)


def _quarters_beside(scope: Scope, since: date) -> Any:
    """The quarters that reviews were asked for, of reviews still open or asked since a day."""
    rows = RiskCause.objects.filter(kind=CauseKind.QUARTER, review__in=scope.rows(RiskReview))
    recent = Q(review__state=ReviewState.OPEN) | Q(at__date__gte=since)
    return rows.filter(recent).select_related("review", "risk")


@metric
def appetite(scope: Scope, today: date) -> Metric:
    """Risks within appetite. One that nobody rated is not within it: nothing is known of it."""
    return figure(
        "bia.appetite",
        _("Risks within appetite"),
        scope.rows(Risk).in_use(),
        lambda row: row.residual_rating is not None and not row.is_above,
        lambda row: row.residual_rating is None and not row.is_above,
        url=f"{reverse('bia:risk-list')}?attention=above",
    )


@metric
def shared(scope: Scope, today: date) -> Metric:
    """Bought services of which it is settled who does what."""
    items = responsibilities.bought().filter(pk__in=scope.rows(Item).values("pk"))
    said = {row.item_id: row for row in ResponsibilityMatrix.objects.filter(item__in=items)}
    return figure(
        "bia.responsibilities",
        _("Vendor services where who does what is settled"),
        items,
        lambda item: item.pk in said and not responsibilities.open_lines(said[item.pk]),
        lambda item: item.pk not in said,
        url=reverse("bia:responsibilitymatrix-list"),
    )


def _days() -> Callable[[datetime], date]:
    """What day a moment is for the organisation, its zone read once."""
    zone = ZoneInfo(organisation_zone())
    return lambda at: at.astimezone(zone).date()
