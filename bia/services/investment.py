"""Objectives against evidence and money: what is recovered too late, and what sooner than needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bia.models import BusinessFunction, Validation
from engine.investment import is_over, loss_after
from estate import services as estate
from estate.choices import Kind
from estate.models import FunctionProfile, Item, Readiness

HOUR = timedelta(hours=1)
WORST = ""
"""The variant of a profile that takes the worst of all days."""


@dataclass(frozen=True)
class Figures:
    """What the analysis says of one function now."""

    mtd: timedelta | None
    wrt: timedelta | None
    """None: not asked, which leaves all of the MTD for recovery."""
    derived_rto: timedelta | None
    proposed_rto: timedelta | None
    proposed_rpo: timedelta | None
    claim: timedelta | None
    proof: timedelta | None


@dataclass(frozen=True)
class Cost:
    """One of the times of a function, and what an outage of that length costs; None: not known."""

    name: str
    time: timedelta | None
    money: Decimal | None


@dataclass(frozen=True)
class Under:
    """A function whose best evidence is later than its need: by how much, and what that costs."""

    function: BusinessFunction
    need: timedelta
    best: timedelta
    late: timedelta
    money: Decimal | None


@dataclass(frozen=True)
class Over:
    """An item proven to come back in under a quarter of the tightest need of all that rests on it."""

    item: Item
    need: timedelta
    proof: timedelta

    @property
    def spare(self) -> timedelta:
        """How much sooner it is back than anything on it needs."""
        return self.need - self.proof

    @property
    def money(self) -> Decimal | None:
        """What keeping it that fast costs a year; None: nobody has said."""
        return self.item.yearly_cost


def profiles(functions: Iterable[BusinessFunction]) -> dict[int, FunctionProfile]:
    """The profiles of functions, by the id of their item."""
    items = [function.item_id for function in functions]
    rows = FunctionProfile.objects.filter(item__in=items, variant=WORST)
    return {row.item_id: row for row in rows}


def figures(
    function: BusinessFunction, profile: FunctionProfile | None, agreed: Any = None
) -> Figures:
    """The figures of one function; the proposal is what is agreed, until then what is derived."""
    row: Readiness | None = getattr(function.item, "readiness", None)
    if row is None:
        return Figures(None, None, None, None, None, None, None)
    wrt = profile.wrt if profile else None
    spent = wrt or timedelta(0)
    derived = row.mtd - spent if row.mtd is not None and row.mtd > spent else None
    if derived is None and row.need_basis == "at least":
        derived = row.need
    borne = [estate.time_of(point["required_h"]) for point in row.why.get("data", [])]
    least = min((time for time in borne if time is not None), default=None)
    return Figures(
        row.mtd,
        wrt,
        derived,
        agreed.agreed_rto if agreed else derived,
        agreed.agreed_rpo if agreed and agreed.agreed_rpo is not None else least,
        row.claim,
        row.proof,
    )


def rests_on_data(function: BusinessFunction) -> bool:
    """Whether the analysis knows any data the function rests on."""
    row = getattr(function.item, "readiness", None)
    return bool(row and row.why.get("data"))


def cost_of(profile: FunctionProfile | None, time: timedelta | None) -> Decimal | None:
    """What an outage of that length costs by the owner's amounts, at least; None: no amounts."""
    if profile is None or time is None or not profile.loss:
        return None
    curve = tuple((float(hour), float(amount)) for hour, amount in profile.loss)
    found = loss_after(curve, time / HOUR)
    return None if found is None else Decimal(round(found))


def costs(validation: Validation, profile: FunctionProfile | None) -> list[Decimal | None]:
    """The cost of an outage as long as proposed, derived, claimed and proven, in that order."""
    times = (validation.proposed_rto, validation.derived_rto, validation.claim, validation.proof)
    return [cost_of(profile, time) for time in times]


def under(functions: list[BusinessFunction]) -> list[Under]:
    """The functions that come back too late by the best evidence, the most money first."""
    known, found = profiles(functions), []
    for function in functions:
        row = getattr(function.item, "readiness", None)
        best = estate.evidence_of(row) if row else None
        if row is None or best is None or row.need is None or best <= row.need:
            continue
        profile = known.get(function.item_id)
        then, wanted = cost_of(profile, best), cost_of(profile, row.need)
        money = then - wanted if then is not None and wanted is not None else None
        found.append(Under(function, row.need, best, best - row.need, money))
    return sorted(found, key=lambda one: (-(one.money or 0), -one.late, str(one.function)))


def over(functions: list[BusinessFunction]) -> list[Over]:
    """The items beneath these functions that may be recovered faster than anything needs."""
    own = {function.item_id for function in functions}
    rows = Readiness.objects.exclude(item__kind=Kind.FUNCTION).filter(
        need__isnull=False,
        proof__isnull=False,
        proof_state__startswith="proven",
        functions__gt=0,
        item__retired_on=None,
    )
    beneath = _beneath(own)
    return sorted(
        (
            Over(row.item, row.need, row.proof)
            for row in rows.select_related("item__unit", "item__owner")
            if row.item_id in beneath and is_over(row.proof / HOUR, row.need / HOUR)
        ),
        key=lambda one: (-(one.money or 0), one.proof / one.need, one.item.name),
    )


def _beneath(own: set[int]) -> set[int]:
    """All that these items rest on, however deep."""
    model = estate.load_graph().model
    providers: dict[str, set[str]] = {}
    for edge in model.requires:
        providers.setdefault(edge.dependent, set()).add(edge.provider)
    for group in model.groups:
        providers.setdefault(group.dependent, set()).update(group.providers)
    found: set[str] = set()
    open_ = [str(pk) for pk in own]
    while open_:
        for provider in providers.get(open_.pop(), ()):
            if provider not in found:
                found.add(provider)
                open_.append(provider)
    return {int(pk) for pk in found}
