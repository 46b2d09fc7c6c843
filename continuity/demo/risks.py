"""Meridia's risk register: the matrix in force, a year of quarterly reviews, what is done and borne."""

from datetime import datetime, timedelta

from bia.choices import ReviewOutcome, ReviewState
from bia.models import Occurrence, Risk, RiskCategory, RiskReview, RiskTreatment, Threat
from bia.services import (
    riskacceptances,
    riskjudging,
    riskmatrix,
    riskoutcome,
    riskquarter,
    risks,
    threats,
    treatments,
)
from core import services
from core.clock import organisation_day
from core.heads import head_of
from core.models import User
from estate.models import Item

from .people import person
from .risktables import RISKS, Told

QUARTERS = 4
ACCEPTED = "Dublin cannot carry the load of both data centres"
KEEPER = "Lars Eriksen"
"""Owns the risks of places, which nobody owns by themselves."""
LEVELS = ("likelihood", "impact")
NOT_YET = 5
"""Of the present quarter's reviews, every fifth is still open."""


def build(*, at: datetime) -> None:
    """The catalogue, the matrix, the risks, and their reviews quarter by quarter until today."""
    manager = person("Iris Vos")
    began = at - timedelta(days=91 * QUARTERS + 20)
    make_matrix(manager, at=began)
    made: dict[str, Risk] = {}
    today = riskquarter.quarter_of(organisation_day(at))
    for back in range(QUARTERS, -1, -1):
        quarter = today
        for _turn in range(back):
            quarter = riskquarter.quarter_of(quarter.start - timedelta(days=1))
        when = at - timedelta(days=(organisation_day(at) - quarter.start).days)
        for told in RISKS:
            if told.quarters == back:
                made[told.title] = record(told, at=when)
        review(quarter_at=when, back=back, made=made, at=at)
    for told in RISKS:
        treat(made[told.title], told, at=at)
    accept(made[ACCEPTED], at=at)
    happen(manager, at=at)


def make_matrix(manager: User, *, at: datetime) -> None:
    """The common catalogue and matrix, put in force by the chief executive."""
    threats.take_catalogue(by=manager, at=at)
    draft = riskmatrix.start_draft(by=manager, at=at)
    draft.title = "Meridia risk matrix"
    services.save(draft, by=manager, at=at)
    draft = riskmatrix.submit(draft, by=manager, at=at)
    riskjudging.put_in_force(draft, by=person("Charlotte van Dam"), at=at)


def record(told: Told, *, at: datetime) -> Risk:
    """A risk as it was first scored."""
    first = told.was or told.residual
    rate_low, rate_likely, rate_high, low, likely, high = told.money or (None,) * 6
    item, keeper = Item.objects.get(name=told.item), person(KEEPER)
    risk = Risk(
        title=told.title,
        item=item,
        owner=item.owner or keeper,
        unit=item.unit or keeper.unit,
        threat=Threat.objects.get(code=told.threat),
        category=RiskCategory.objects.get(name=told.category),
        description=told.about,
        controls=told.controls,
        rate_low=rate_low,
        rate_likely=rate_likely,
        rate_high=rate_high,
        loss_low=low,
        loss_likely=likely,
        loss_high=high,
        **{f"inherent_{name}": max(level) for name, level in _pairs(told.inherent, first)},
        **{f"residual_{name}": level[0] for name, level in _pairs(first, first)},
    )
    return risks.save_risk(risk, by=None, at=at, reason="First assessment")


def _pairs(one: tuple[int, int], other: tuple[int, int]) -> list[tuple[str, tuple[int, int]]]:
    return list(zip(LEVELS, zip(one, other, strict=True), strict=True))


def review(*, quarter_at: datetime, back: int, made: dict[str, Risk], at: datetime) -> None:
    """One quarter's reviews: opened on its first day, done by the owners in the weeks after."""
    riskquarter.open_reviews(at=quarter_at, tell=back == 0)
    told_of = {made[told.title].pk: told for told in RISKS if told.title in made}
    waiting = RiskReview.objects.filter(state=ReviewState.OPEN).select_related("risk__owner")
    for place, one in enumerate(waiting.order_by("pk")):
        done_at = min(quarter_at + timedelta(days=4 + place % 19), at - timedelta(hours=place))
        owner = one.risk.owner
        if owner is None or (back == 0 and place % NOT_YET == 0):
            continue
        told = told_of[one.risk_id]
        changes = told.was is not None and told.changed == back
        scores = {f"residual_{name}": level[0] for name, level in _pairs(told.residual, (0, 0))}
        riskoutcome.complete(
            one,
            by=owner,
            at=done_at,
            outcome=ReviewOutcome.CHANGED if changes else ReviewOutcome.CONFIRMED,
            note=told.why if changes else "",
            scores=scores if changes else None,
        )


def treat(risk: Risk, told: Told, *, at: datetime) -> None:
    """What is done about a risk."""
    for what, kind, days, once, yearly, state in told.treated:
        row = RiskTreatment(
            risk=risk,
            what=what,
            kind=kind,
            due_on=at.date() + timedelta(days=days),
            cost_once=once,
            cost_yearly=yearly,
            state=state,
        )
        treatments.save_treatment(row, by=None, at=at - timedelta(days=100))


def accept(risk: Risk, *, at: datetime) -> None:
    """The one risk a head bears, until the hosts are there."""
    risk.refresh_from_db()
    head = head_of(risk.unit) or person("Charlotte van Dam")
    riskacceptances.accept(
        risk,
        by=head if head.pk != risk.owner_id else person("Charlotte van Dam"),
        at=at - timedelta(days=16),
        until=at.date() + timedelta(days=80),
        reason="The hosts are ordered. Until they run, claims and payments come first in Dublin.",
    )


def happen(manager: User, *, at: datetime) -> None:
    """A threat that came true at a supplier, and has its risks looked at again."""
    row = Occurrence(
        threat=Threat.objects.get(code="supplier-outage"),
        happened_on=at.date() - timedelta(days=6),
        where="supplier",
        item=Item.objects.get(name="Clearpath clearing"),
        what="Clearpath was down for five hours after a failed change of its own.",
    )
    threats.save_occurrence(row, by=manager, at=at - timedelta(days=5))
