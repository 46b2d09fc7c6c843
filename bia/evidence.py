"""What the impact analysis and the risk register can show an auditor, by kind of evidence."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bia.choices import InterviewState, ReviewState
from bia.models import BiaReport, Interview, Objective, RiskAcceptance, RiskReview
from core.clock import organisation_zone
from core.models.papers import State
from core.providers import Proof, Scope, evidence

BIA, RISKS = "bia", "risk_register"
"""Kinds of evidence as the catalogue of controls names them."""
APPROVED = (State.APPROVED, State.SUPERSEDED)


@evidence
def analyses(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """Impact analyses approved, objectives agreed, and reports made."""
    rows = scope.rows(Interview).filter(state=InterviewState.APPROVED)
    for one, day in _within(rows, "approved_at", "approved_by", since, until):
        what = _("Impact analysis of “%(name)s”") % {"name": one.function}
        yield Proof(BIA, what, day, str(one.approved_by), one)
    agreed = scope.rows(Objective).filter(state__in=APPROVED)
    for one, day in _within(agreed, "approved_at", "approved_by", since, until):
        what = _("Objectives of “%(name)s” agreed") % {"name": one.function}
        yield Proof(BIA, what, day, str(one.approved_by or ""), one)
    made = scope.rows(BiaReport).filter(file__isnull=False)
    for one, day in _within(made, "made_at", "made_by", since, until):
        what = _("BIA report: %(about)s") % {"about": one.about}
        yield Proof(BIA, what, day, str(one.made_by or ""), one)


@evidence
def risk_register(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """Risks reviewed, and risks borne by somebody who may."""
    done = scope.rows(RiskReview).filter(state=ReviewState.DONE)
    for one, day in _within(done, "done_at", "done_by", since, until, "risk"):
        what = _("Risk reviewed: %(risk)s") % {"risk": one.risk}
        yield Proof(RISKS, what, day, str(one.done_by or ""), one)
    borne = scope.rows(RiskAcceptance)
    for one, day in _within(borne, "at", "by", since, until, "risk"):
        what = _("Risk accepted: %(risk)s") % {"risk": one.risk}
        yield Proof(RISKS, what, day, str(one.by), one)


def _within(
    rows: Any, moment: str, person: str, since: date, until: date, *also: str
) -> Iterator[tuple[Any, date]]:
    """The rows of these days in the organisation's zone, each with its day."""
    zone = ZoneInfo(organisation_zone())
    first = datetime.combine(since, time(), zone)
    after = datetime.combine(until + timedelta(days=1), time(), zone)
    related = [*also, *(["function__item"] if hasattr(rows.model, "function_id") else [])]
    found = rows.filter(**{f"{moment}__gte": first, f"{moment}__lt": after})
    for one in found.select_related(person, *related):
        yield one, getattr(one, moment).astimezone(zone).date()
