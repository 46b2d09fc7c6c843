"""The figures of the impact analysis and the risk register, each with the rows behind it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bia.choices import ANSWERABLE, InterviewState
from bia.models import (
    BusinessFunction,
    Interview,
    Objective,
    ResponsibilityMatrix,
    Risk,
    RiskReview,
)
from bia.services import responsibilities
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
    """Risk reviews due in the last year and done by their day."""
    rows = scope.rows(RiskReview).filter(due_on__lte=today).select_related("risk")
    due = [row for row in rows if YEAR.after(row.due_on) >= today]
    day = _days()
    return figure(
        "bia.risk_reviews",
        _("Risk reviews done on time"),
        due,
        lambda row: bool(row.done_at and day(row.done_at) <= row.due_on),
        url=reverse("bia:riskreview-list"),
    )


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
