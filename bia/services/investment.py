"""Objectives against evidence and money: what is recovered too late, and what sooner than needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
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
    derived_rpo: timedelta | None
    claim_rpo: timedelta | None
    proof_rpo: timedelta | None


@dataclass(frozen=True)
class Cost:
    """One of the times of a function, and what an outage of that length costs; None: not known."""

    name: str
    time: timedelta | None
    money: Decimal | None


@dataclass(frozen=True)
class Choice:
    """A time that may be agreed: against the best evidence, and what an outage so long costs."""

    time: timedelta
    best: timedelta | None
    """None: nobody has said or measured it."""
    money: Decimal | None = None

    @property
    def late(self) -> timedelta | None:
        """By how much the best evidence misses it."""
        return self.best - self.time if self.best is not None and self.best > self.time else None

    @property
    def spare(self) -> timedelta | None:
        """By how much the best evidence is better."""
        return self.time - self.best if self.best is not None and self.best <= self.time else None


@dataclass(frozen=True)
class Meaning:
    """What agreeing to an RTO and an RPO would mean, as far as each is said."""

    rto: Choice | None
    rpo: Choice | None
    derived: timedelta | None
    """The derived RTO, where the one to agree to is later."""

    @property
    def is_gap(self) -> bool:
        """Whether the best evidence misses one of them."""
        return any(one is not None and one.late for one in (self.rto, self.rpo))


@dataclass(frozen=True)
class Under:
    """A function whose best evidence misses its need: by how much, and what that costs."""

    function: BusinessFunction
    need: timedelta
    best: timedelta
    money: Decimal | None = None
    is_data: bool = False
    """What is missed is how much data may be lost, not how soon it is back."""

    @property
    def late(self) -> timedelta:
        """By how much it is missed."""
        return self.best - self.need


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
        return Figures(*[None] * len(fields(Figures)))
    wrt = profile.wrt if profile else None
    spent = wrt or timedelta(0)
    derived = row.mtd - spent if row.mtd is not None and row.mtd > spent else None
    if derived is None and row.need_basis == "at least":
        derived = row.need
    agreed_rpo = agreed.agreed_rpo if agreed else None
    derived_rpo = _derived_rpo(row, profile, agreed_rpo)
    return Figures(
        row.mtd,
        wrt,
        derived,
        agreed.agreed_rto if agreed else derived,
        derived_rpo if agreed_rpo is None else agreed_rpo,
        row.claim,
        row.proof,
        derived_rpo,
        _oldest(row, "claim_h"),
        _oldest(row, "proof_h"),
    )


def _derived_rpo(
    row: Readiness, profile: FunctionProfile | None, agreed: timedelta | None
) -> timedelta | None:
    """The least loss of data the owner said can be borne, else what those above pass down.

    What is agreed already is not taken for a derivation.
    """
    borne = [need["hours"] for need in profile.rpo_needs] if profile else []
    if not borne and agreed is None:
        borne = [point["required_h"] for point in row.why.get("data", [])]
    return estate.time_of(min(borne, default=None))


def _oldest(row: Readiness, name: str) -> timedelta | None:
    """The worst of a figure over all data a function rests on; None where one is not known."""
    found = [point[name] for point in row.why.get("data", [])]
    return None if None in found else estate.time_of(max(found, default=None))


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


def choice(row: Validation, time: timedelta, profile: FunctionProfile | None = None) -> Choice:
    """What agreeing to an RTO would mean, by the figures of the row."""
    return Choice(time, row.claim if row.proof is None else row.proof, cost_of(profile, time))


def meaning(
    row: Validation,
    rto: timedelta | None,
    rpo: timedelta | None,
    profile: FunctionProfile | None,
) -> Meaning:
    """What agreeing to these would mean, by the figures of the row."""
    best = row.claim_rpo if row.proof_rpo is None else row.proof_rpo
    return Meaning(
        None if rto is None else choice(row, rto, profile),
        None if rpo is None else Choice(rpo, best),
        row.derived_rto if rto and row.derived_rto and rto > row.derived_rto else None,
    )


def under(functions: list[BusinessFunction]) -> list[Under]:
    """The functions that by the best evidence are back too late or lose too much data.

    The most money first; what data lost costs nobody is asked.
    """
    known = profiles(functions)
    found = [
        one
        for function in functions
        if (row := getattr(function.item, "readiness", None)) is not None
        for one in (_too_late(function, row, known.get(function.item_id)), _too_old(function, row))
        if one is not None
    ]
    return sorted(found, key=lambda one: (-(one.money or 0), -one.late, str(one.function)))


def _too_late(
    function: BusinessFunction, row: Readiness, profile: FunctionProfile | None
) -> Under | None:
    best = estate.evidence_of(row)
    if best is None or row.need is None or best <= row.need:
        return None
    then, wanted = cost_of(profile, best), cost_of(profile, row.need)
    money = then - wanted if then is not None and wanted is not None else None
    return Under(function, row.need, best, money)


def _too_old(function: BusinessFunction, row: Readiness) -> Under | None:
    """The data set that misses its need by most."""
    missed = [
        Under(function, need, best, is_data=True)
        for point in row.why.get("data", [])
        if (need := estate.time_of(point["required_h"])) is not None
        and (best := estate.time_of(_best_of(point))) is not None
        and best > need
    ]
    return max(missed, key=lambda one: one.late, default=None)


def _best_of(point: Mapping[str, float | None]) -> float | None:
    """What was measured, else what is stated."""
    return point["claim_h"] if point["proof_h"] is None else point["proof_h"]


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
    beneath: set[int] = set().union(*estate.providers_of(own).values())
    return sorted(
        (
            Over(row.item, row.need, row.proof)
            for row in rows.select_related("item__unit", "item__owner")
            if row.item_id in beneath and is_over(row.proof / HOUR, row.need / HOUR)
        ),
        key=lambda one: (-(one.money or 0), one.proof / one.need, one.item.name),
    )
