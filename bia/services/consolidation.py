"""The impact analyses put together: ranking, tiers, conflicts, coverage, what moved, who signed.

Everything is of the functions handed in, read in a constant number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from bia.choices import KNOWN, CampaignState, InterviewState
from bia.models import BusinessFunction, Campaign, Interview, Objective
from bia.services import aims, conflicts, sincelast, tiers
from bia.services.conflicts import Conflict, LateChain
from bia.services.implied import set_by
from bia.services.reviews import REVIEW_EVERY
from bia.services.sincelast import Moved
from core.clock import organisation_zone
from core.models import Unit
from core.models.papers import State
from estate.models import Claim, Item, Measurement, Readiness
from estate.services import mtd_words, need_words, providers_of

NO_LIMIT = timedelta.max
LEAST_CRITICAL = 4
"""Items are critical from 1 to 4: T0 and T1 come to 1, T2 to 2, T3 to 3, all later ones to 4."""


@dataclass(frozen=True)
class Ranked:
    """A function in the order of how soon its absence is intolerable, with who signed for it."""

    place: int
    function: BusinessFunction
    mtd: timedelta | None
    mtd_text: str
    need_text: str
    verdict: str
    by_mtd: int | None
    tier: int | None
    """The tier by rule: that of the MTD, one earlier where the function carries much."""
    known: Interview | None
    objective: Objective | None

    @property
    def tier_text(self) -> str:
        """The tier by rule, in a word."""
        return "–" if self.tier is None else f"T{self.tier}"

    @property
    def raised_from(self) -> str:
        """The tier of the MTD alone, where the objectives have brought it one earlier."""
        return "" if self.by_mtd == self.tier else f"T{self.by_mtd}"

    @property
    def differs(self) -> bool:
        """Whether the criticality in use is another than the rule gives."""
        used = self.function.item.tier
        if self.tier is None or used is None:
            return False
        return bool(min(max(self.tier, 1), LEAST_CRITICAL) != used)

    @property
    def category(self) -> str:
        """The category that sets the MTD, as last approved."""
        return set_by(self.known.mtd_category, self.known.mtd_day) if self.known else ""


@dataclass(frozen=True)
class Coverage:
    """How much of a unit's functions and of what they rest on is known. Nothing is taken as good."""

    unit: Unit | None
    functions: int
    current: int
    older: int
    imported: int
    items: int
    unspoken: int
    bare: int
    """Functions that are not known to rest on anything."""

    @property
    def never(self) -> int:
        """Functions of which nothing was ever known."""
        return self.functions - self.current - self.older - self.imported

    @property
    def is_whole(self) -> bool:
        """Whether every function is currently approved and all it rests on is known and has a time."""
        return self.current == self.functions and not self.unspoken and not self.bare


@dataclass(frozen=True)
class Consolidation:
    """All of it."""

    ranking: list[Ranked]
    conflicts: list[Conflict]
    late_chains: list[LateChain]
    """Needs that the chain alone misses: recovery gaps, no conflicts."""
    coverage: list[Coverage]
    moved: list[Moved]
    compared: int
    """How many functions have two analyses that can be compared."""
    signed: list[Ranked] = field(default_factory=list)

    @property
    def is_rejudged(self) -> bool:
        """Whether any two analyses were judged on different versions of the impact scale."""
        return any(each.is_rejudged for each in self.moved)

    @property
    def differing(self) -> int:
        """How many functions have another criticality than the rule gives."""
        return sum(each.differs for each in self.ranking)

    @property
    def unset(self) -> int:
        """How many functions have no criticality in use, so that nothing can differ."""
        return sum(each.function.item.tier is None for each in self.ranking)

    @property
    def unranked(self) -> int:
        """How many functions have no tier, because no MTD is known."""
        return sum(each.tier is None for each in self.ranking)


def seen_by(actor: Any) -> Any:
    """The functions in use a person may see, with what is put together of each."""
    rows = BusinessFunction.objects.visible_to(actor).in_use()
    return rows.select_related("item__unit", "item__owner", "item__readiness")


def comparable() -> Any:
    """The campaigns that can be compared: those that have begun."""
    return Campaign.objects.exclude(state=CampaignState.PLANNED)


def require_order(before: Campaign | None, after: Campaign | None) -> None:
    """Refuse to compare a campaign with itself or with an earlier one. Raises ValidationError."""
    if before is None or after is None:
        return
    if before == after:
        raise ValidationError(_("That is the same campaign twice. Choose two different ones."))
    if (before.due_on, before.pk) > (after.due_on, after.pk):
        words = _("“%(later)s” is the later of the two. Choose “%(earlier)s” as “From”.")
        raise ValidationError(words % {"later": before, "earlier": after})


def in_numbers(
    *, actor: Any, at: datetime, before: Campaign | None, after: Campaign | None
) -> Consolidation:
    """The impact analyses put together: ranking, conflicts, coverage, what moved, of what one may see."""
    return gather(
        seen_by(actor),
        at=at,
        before=before.pk if before else None,
        after=after.pk if after else None,
    )


def gather(
    functions: Iterable[BusinessFunction],
    *,
    at: datetime,
    before: int | None = None,
    after: int | None = None,
) -> Consolidation:
    """Put these functions together. Their items, units and stored verdicts must come along.

    `before` and `after` are campaigns to compare; otherwise the last analysis of each function is
    compared with the one before it.
    """
    rows = list(functions)
    known, signed = _known(rows), _signed(rows)
    ranking = _ranking(rows, known, signed)
    moved, compared = sincelast.compare(known, signed, before, after)
    contradicting = conflicts.of(rows, at=at)
    return Consolidation(
        ranking,
        contradicting,
        conflicts.late_chains(rows, contradicting),
        _coverage(rows, known, at=at),
        moved,
        compared,
        [each for each in ranking if _is_signed(each)],
    )


def _known(rows: list[BusinessFunction]) -> dict[int, list[Interview]]:
    """The analyses of each function that count, the oldest first."""
    by_id = {row.pk: row for row in rows}
    found: dict[int, list[Interview]] = {}
    asked = Interview.objects.filter(function__in=rows, state__in=KNOWN).order_by("pk")
    for one in asked.select_related("approved_by", "campaign", "scale"):
        one.function = by_id[one.function_id]
        found.setdefault(one.function_id, []).append(one)
    return found


def _signed(rows: list[BusinessFunction]) -> dict[int, list[Objective]]:
    """All objectives of each function that were ever in force, the oldest first."""
    found: dict[int, list[Objective]] = {}
    states = (State.APPROVED, State.SUPERSEDED)
    once = Objective.objects.filter(function__in=rows, state__in=states, approved_at__isnull=False)
    for one in once.select_related("approved_by").order_by("approved_at", "number"):
        found.setdefault(one.function_id, []).append(one)
    return found


def _is_signed(each: Ranked) -> bool:
    return bool(each.objective or (each.known and each.known.approved_by_id))


def _ranking(
    rows: list[BusinessFunction],
    known: dict[int, list[Interview]],
    signed: dict[int, list[Objective]],
) -> list[Ranked]:
    agreed = {
        pk: one for pk, found in signed.items() for one in found if one.state == State.APPROVED
    }
    turns = _turns(rows)
    placed = sorted(rows, key=lambda row: _urgency(row, turns[row.pk][1]))
    return [
        Ranked(
            place,
            row,
            _limit(row),
            mtd_words(readiness) if (readiness := _readiness(row)) else "–",
            need_words(readiness) if readiness else "–",
            str(readiness.verdict) if readiness else "unknown",
            *turns[row.pk],
            known[row.pk][-1] if known.get(row.pk) else None,
            agreed.get(row.pk),
        )
        for place, row in enumerate(placed, start=1)
    ]


def _turns(rows: list[BusinessFunction]) -> dict[int, tuple[int | None, int | None]]:
    """Of each function the tier of its MTD, and that with the objectives considered."""
    table, served = tiers.table(), aims.alignments(rows)
    by_mtd = {row.pk: tiers.number_of(_readiness(row), table) for row in rows}
    return {
        pk: (number, None if number is None else aims.raised(number, served[pk]))
        for pk, number in by_mtd.items()
    }


def _readiness(row: BusinessFunction) -> Readiness | None:
    return getattr(row.item, "readiness", None)


def _limit(row: BusinessFunction) -> timedelta | None:
    readiness = _readiness(row)
    return readiness.mtd if readiness else None


def _urgency(row: BusinessFunction, number: int | None) -> tuple[float, timedelta, timedelta, str]:
    """By tier, MTD, then need; what is not known comes last, not first."""
    readiness = _readiness(row)
    mtd = readiness.mtd if readiness and readiness.mtd is not None else None
    if mtd is None:
        mtd = timedelta(0) if number == 0 else NO_LIMIT
    need = readiness.need if readiness and readiness.need is not None else NO_LIMIT
    return (inf if number is None else number, mtd, need, row.item.name.lower())


def _coverage(
    rows: list[BusinessFunction], known: dict[int, list[Interview]], *, at: datetime
) -> list[Coverage]:
    beneath, zone = providers_of([row.item_id for row in rows]), ZoneInfo(organisation_zone())
    unspoken = set(_unspoken({pk for found in beneath.values() for pk in found}))
    units: dict[int | None, list[BusinessFunction]] = {}
    for row in rows:
        units.setdefault(row.item.unit_id, []).append(row)
    found = []
    for its in units.values():
        stands = [
            _how_known(known.get(row.pk, []), at.astimezone(zone).date(), zone) for row in its
        ]
        items = set().union(*(beneath[row.item_id] for row in its))
        found.append(
            Coverage(
                its[0].item.unit,
                len(its),
                stands.count("current"),
                stands.count("older"),
                stands.count("imported"),
                len(items),
                len(items & unspoken),
                sum(not beneath[row.item_id] for row in its),
            )
        )
    return sorted(found, key=lambda each: str(each.unit or ""))


def _how_known(found: list[Interview], today: date, zone: ZoneInfo) -> str:
    rows = [one for one in found if one.state == InterviewState.APPROVED]
    approved = [one.approved_at for one in rows if one.approved_at]
    if not approved:
        return "imported" if found else "never"
    last = approved[-1].astimezone(zone).date()
    return "current" if REVIEW_EVERY.after(last) >= today else "older"


def _unspoken(items: set[int]) -> Any:
    """The items that need a recovery time of their own and of which nobody has told one."""
    stated = Claim.objects.filter(item=OuterRef("pk"), superseded_at=None)
    measured = Measurement.objects.filter(item=OuterRef("pk"), retired_on=None)
    rows = Item.objects.in_use().filter(pk__in=items, passes_on=False)
    return rows.exclude(Exists(stated) | Exists(measured)).values_list("pk", flat=True)
