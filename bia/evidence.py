"""What the impact analysis and the risk register can show an auditor, by kind of evidence."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bia.choices import AgreementState, CampaignState, GapState, InterviewState, ReviewState
from bia.models import (
    BiaReport,
    Campaign,
    Gap,
    ImpactScale,
    Interview,
    Objective,
    RecoveryAgreement,
    RecoveryTier,
    RiskAcceptance,
    RiskMatrix,
    RiskReview,
    RiskScore,
    RiskTreatment,
    ValidationRound,
)
from core import history
from core.clock import organisation_zone
from core.models.papers import State
from core.providers import Proof, Scope, evidence

BIA, RISKS, REVIEW, GAP = "bia", "risk_register", "programme_review", "deficiency"
"""Kinds of evidence as the catalogue of controls names them."""
APPROVED = (State.APPROVED, State.SUPERSEDED)


@evidence
def analyses(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """Impact analyses approved, objectives and recovery agreed, and reports made."""
    rows = scope.rows(Interview).filter(state=InterviewState.APPROVED)
    for one, day in _within(rows, "approved_at", "approved_by", since, until):
        what = _("Impact analysis of “%(name)s”") % {"name": one.function}
        yield Proof(BIA, what, day, str(one.approved_by), one)
    agreed = scope.rows(Objective).filter(state__in=APPROVED)
    for one, day in _within(agreed, "approved_at", "approved_by", since, until):
        what = _("Objectives of “%(name)s” agreed") % {"name": one.function}
        yield Proof(BIA, what, day, str(one.approved_by or ""), one)
    both = scope.rows(RecoveryAgreement).filter(state=AgreementState.AGREED)
    sides = ("dependent__item", "provider", "provider_signed_by")
    for one, day in _within(both, "closed_at", "dependent_signed_by", since, until, *sides):
        what = _("Recovery agreed: %(agreement)s. %(outcome)s")
        said = {"agreement": one, "outcome": one.outcome}
        yield Proof(
            BIA, what % said, day, f"{one.dependent_signed_by}, {one.provider_signed_by}", one
        )
    made = scope.rows(BiaReport).filter(file__isnull=False)
    for one, day in _within(made, "made_at", "made_by", since, until):
        what = _("BIA report: %(about)s") % {"about": one.about}
        yield Proof(BIA, what, day, str(one.made_by or ""), one)


@evidence
def risk_register(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """Risks assessed, reviewed, treated, and borne by somebody who may."""
    reviewed = RiskReview.objects.filter(after__isnull=False)
    scored = scope.rows(RiskScore).filter(by__isnull=False)
    scored = scored.exclude(pk__in=reviewed.values("after"))
    for one, day in _within(scored, "at", "by", since, until, "risk"):
        yield Proof(
            RISKS, _("Risk assessed: %(risk)s") % {"risk": one.risk}, day, str(one.by), one.risk
        )
    done = scope.rows(RiskReview).filter(state=ReviewState.DONE)
    for one, day in _within(done, "done_at", "done_by", since, until, "risk"):
        what = _("Risk reviewed: %(risk)s") % {"risk": one.risk}
        yield Proof(RISKS, what, day, str(one.done_by or ""), one)
    treated = scope.rows(RiskTreatment).filter(done_on__range=(since, until))
    for one in treated.select_related("risk", "owner"):
        what = _("Risk treated: %(risk)s. %(what)s") % {"risk": one.risk, "what": one.what}
        yield Proof(RISKS, what, one.done_on, str(one.owner or ""), one)
    borne = scope.rows(RiskAcceptance)
    for one, day in _within(borne, "at", "by", since, until, "risk"):
        what = _("Risk accepted: %(risk)s") % {"risk": one.risk}
        yield Proof(RISKS, what, day, str(one.by), one)


@evidence
def criteria(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """By what harm and risk are judged: scales and matrices put in force, tiers set."""
    for kind, model in ((BIA, ImpactScale), (RISKS, RiskMatrix)):
        rows = scope.rows(model).filter(state__in=APPROVED)
        for one, day in _within(rows, "approved_at", "approved_by", since, until):
            yield Proof(
                kind, _("In force: %(what)s") % {"what": one}, day, str(one.approved_by), one
            )
    tiers = {one.pk: one for one in scope.rows(RecoveryTier)}
    first, after, zone = _span(since, until)
    days = {"pgh_created_at__gte": first, "pgh_created_at__lt": after}
    for version, by in history.written(RecoveryTier, pgh_obj_id__in=tiers, **days):
        tier, day = tiers[version.pgh_obj_id], version.pgh_created_at.astimezone(zone).date()
        what = _("Recovery tier set: %(time)s, %(meaning)s")
        yield Proof(BIA, what % {"time": tier, "meaning": version.meaning}, day, by, tier)


@evidence
def gaps(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """Gaps that were closed, and those a head of a unit bears until a day."""
    rows, zone = scope.rows(Gap), ZoneInfo(organisation_zone())
    closed = rows.filter(state=GapState.CLOSED)
    for one, day in _within(closed, "closed_at", "owner", since, until):
        what = _("Gap closed: %(function)s, %(gap)s") % {"function": one.function, "gap": one}
        yield Proof(GAP, what, day, "", one)
    held = {one.pk: one for one in rows.select_related("function__item")}
    seen = set()
    for version, by in history.written(Gap, pgh_obj_id__in=held, state=GapState.ACCEPTED):
        borne = (version.pgh_obj_id, version.accepted_by_id, version.accepted_until)
        day = version.pgh_created_at.astimezone(zone).date()
        if borne not in seen and since <= day <= until:
            gap = held[version.pgh_obj_id]
            what = _("Gap accepted: %(function)s, %(gap)s") % {"function": gap.function, "gap": gap}
            yield Proof(GAP, what, day, by, gap)
        seen.add(borne)


@evidence
def rounds(scope: Scope, since: date, until: date) -> Iterator[Proof]:
    """Planned reviews carried through: campaigns and validation rounds that were closed."""
    campaigns = scope.rows(Campaign).filter(state=CampaignState.CLOSED)
    for one, day in _within(campaigns, "closed_at", "unit", since, until):
        yield Proof(REVIEW, _("BIA campaign closed: %(name)s") % {"name": one}, day, "", one)
    asked = scope.rows(ValidationRound).filter(state=CampaignState.CLOSED)
    for one, day in _within(asked, "closed_at", "started_by", since, until):
        what = _("Objectives validated: %(name)s") % {"name": one}
        yield Proof(REVIEW, what, day, str(one.started_by or ""), one)


def _within(
    rows: Any, moment: str, person: str, since: date, until: date, *also: str
) -> Iterator[tuple[Any, date]]:
    """The rows of these days in the organisation's zone, each with its day."""
    first, after, zone = _span(since, until)
    related = [*also, *(["function__item"] if hasattr(rows.model, "function_id") else [])]
    found = rows.filter(**{f"{moment}__gte": first, f"{moment}__lt": after})
    for one in found.select_related(person, *related):
        yield one, getattr(one, moment).astimezone(zone).date()


def _span(since: date, until: date) -> tuple[datetime, datetime, ZoneInfo]:
    """When these days begin and end for the organisation, and its zone."""
    zone = ZoneInfo(organisation_zone())
    first, after = (
        datetime.combine(day, time(), zone) for day in (since, until + timedelta(days=1))
    )
    return first, after, zone
