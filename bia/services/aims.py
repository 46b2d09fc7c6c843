"""What the organisation wants to achieve: which functions serve it, and what that makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from bia.choices import Degree
from bia.models import BusinessFunction, Contribution, StrategicObjective
from bia.services import riskcauses
from bia.services.tiers import Tier
from core import services
from core.models import User

RAISES_FROM = 0.5
"""The share of the objectives' weight from which a function comes one tier earlier."""
FULL = max(Degree.values)


@dataclass(frozen=True)
class Alignment:
    """What a function serves, and what share of all objectives' weight that is (0 to 1)."""

    share: float = 0.0
    contributions: list[Contribution] = field(default_factory=list)

    @property
    def percent(self) -> int:
        """The share as a person reads it."""
        return round(100 * self.share)


def alignments(functions: Iterable[BusinessFunction]) -> dict[int, Alignment]:
    """What functions serve, by id: each objective's weight counts in thirds, by how much."""
    whole = StrategicObjective.objects.aggregate(all=Sum("weight"))["all"] or 0
    found: dict[int, list[Contribution]] = {one.pk: [] for one in functions}
    rows = Contribution.objects.filter(function__in=found).select_related("objective")
    for row in rows.order_by("-degree", "-objective__weight", "objective__name"):
        found[row.function_id].append(row)
    return {pk: Alignment(_share(served, whole), served) for pk, served in found.items()}


def _share(served: list[Contribution], whole: int) -> float:
    carried = sum(one.objective.weight * one.degree for one in served)
    return carried / (whole * FULL) if whole else 0.0


@dataclass(frozen=True)
class Criticality:
    """When a function's turn comes, and why it is not only its MTD."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"T{self.number}"


def criticality(tier: Tier | None, alignment: Alignment) -> Criticality | None:
    """The tier by MTD, one earlier where the function carries much; None where no MTD is known.

    An objective never makes a function later than its MTD asks.
    """
    if tier is None:
        return None
    number = raised(tier.number, alignment)
    values = {"tier": tier, "share": alignment.percent, "from": round(100 * RAISES_FROM)}
    if alignment.share < RAISES_FROM:
        words = _("%(tier)s by its MTD; it carries %(share)s %% of the objectives' weight.")
        return Criticality(number, words % values)
    if number == tier.number:
        words = _("T0 by its MTD, and it carries %(share)s %% of the objectives' weight.")
        return Criticality(number, words % values)
    words = _(
        "%(tier)s by its MTD, one tier earlier because it carries %(share)s %% of the objectives'"
        " weight (%(from)s %% or more)."
    )
    return Criticality(number, words % values)


def raised(tier: int, alignment: Alignment) -> int:
    """The number of a tier once objectives are considered: one earlier for who carries much."""
    return max(0, tier - 1) if alignment.share >= RAISES_FROM else tier


@transaction.atomic
def save_objective(
    objective: StrategicObjective, *, by: User | None, at: datetime, **how: Any
) -> StrategicObjective:
    """Save an objective; another weight has the risks beneath the functions it rests on reviewed."""
    new = objective._state.adding
    before = None if new else StrategicObjective.objects.get(pk=objective.pk).weight
    saved: StrategicObjective = services.save(objective, by=by, at=at, **how)
    if before is not None and before != saved.weight:
        riskcauses.of_weight(saved, before, at=at)
    return saved


@transaction.atomic
def save_contribution(
    served: Contribution, *, by: User | None, at: datetime, **how: Any
) -> Contribution:
    """Save how much a function serves an objective; where that changes, risks beneath are reviewed."""
    new = served._state.adding
    before = None if new else Contribution.objects.get(pk=served.pk).degree
    saved: Contribution = services.save(served, by=by, at=at, **how)
    if before != saved.degree:
        riskcauses.of_degree(saved, before, saved.degree, at=at)
    return saved


@transaction.atomic
def remove_contribution(served: Contribution, *, by: User | None, at: datetime, **how: Any) -> None:
    """A function serves an objective no more; the risks beneath it are reviewed."""
    riskcauses.of_degree(served, served.degree, None, at=at)
    services.delete(served, by=by, at=at, **how)
