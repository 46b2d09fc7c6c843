"""The recovery tier of a function, by rule from its MTD, with the reason in a sentence."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.models import BusinessFunction, RecoveryTier
from bia.services.implied import Implied, hours, mtd_words, time_of
from core import services
from core.durations import format_duration
from core.models import User
from engine import tiers as engine
from engine.results import Mtd
from estate.models import Readiness

USUAL = (
    gettext_lazy("Cannot stop: runs on without a break"),
    gettext_lazy("Back within the hours of one shift"),
    gettext_lazy("Back by the next day"),
    gettext_lazy("Back within three days"),
    gettext_lazy("Back within a week"),
    gettext_lazy("Can wait until all else runs"),
)


@dataclass(frozen=True)
class Tier:
    """A tier and why it is this one."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"T{self.number}"


@dataclass(frozen=True)
class Table:
    """The tiers in force, T0 first: the longest MTD of each but the last, and what each may hold."""

    edges: tuple[float, ...]
    budgets: tuple[int | None, ...]

    def number(self, limit: Mtd) -> int | None:
        """The tier of an MTD."""
        return engine.tier(limit, self.edges)


def table() -> Table:
    """The organisation's tiers; the usual where it has made none."""
    rows = list(RecoveryTier.objects.all())
    edges = tuple(hours(row.longest) for row in rows if row.longest is not None)
    if not edges:
        return Table(engine.EDGES, (None,) * (len(engine.EDGES) + 1))
    budgets = [row.budget for row in rows] + [None] * (len(edges) + 1 - len(rows))
    return Table(edges, tuple(budgets))


def tier_of(implied: Implied) -> Tier | None:
    """The tier that follows from the MTD; None where nothing was asked."""
    found = table()
    number = found.number(limit_of(implied))
    return None if number is None else Tier(number, _reason(number, implied, found.edges))


def limit_of(implied: Implied) -> Mtd:
    """What answers imply, in the engine's words."""
    least = None if implied.at_least is None else hours(implied.at_least)
    mtd = None if implied.mtd is None else hours(implied.mtd)
    return Mtd(mtd, implied.state, at_least_h=least)


def number_of(row: Readiness | None, found: Table) -> int | None:
    """The tier of a function by its stored verdict; None where no MTD is known."""
    if row is None:
        return None
    said = row.why.get("mtd", {})
    mtd = None if row.mtd is None else hours(row.mtd)
    state = said.get("state") or ("shown" if mtd is not None else "")
    return found.number(Mtd(mtd, state, at_least_h=said.get("at_least_h")))


def others_in(tier: int, function: BusinessFunction, found: Table) -> int:
    """How many other functions of its unit are in that tier."""
    others = BusinessFunction.objects.in_use().filter(item__unit=function.item.unit_id)
    rows = others.exclude(pk=function.pk).select_related("item__readiness")
    verdicts = [getattr(one.item, "readiness", None) for one in rows]
    return sum(number_of(row, found) == tier for row in verdicts)


@transaction.atomic
def take_usual(*, by: User | None, at: datetime) -> int:
    """Write the usual tiers down, to be changed; nothing where there are some. How many."""
    if RecoveryTier.objects.exists():
        return 0
    limits: list[timedelta | None] = [*(time_of(edge) for edge in engine.EDGES), None]
    for limit, meaning in zip(limits, USUAL, strict=True):
        services.save(RecoveryTier(longest=limit, meaning=str(meaning)), by=by, at=at)
    return len(limits)


def _reason(number: int, implied: Implied, limits: tuple[float, ...]) -> str:
    edges = [format_duration(time_of(edge)) for edge in limits]
    values = {"tier": f"T{number}", "mtd": mtd_words(implied), "category": implied.set_by}
    values |= {"most": edges[number]} if number < len(edges) else {"least": edges[-1]}
    if number == len(edges):
        return _("%(tier)s: the MTD (%(mtd)s) is longer than %(least)s.") % values
    if implied.category:
        return _("%(tier)s: the MTD (%(mtd)s, set by %(category)s) is at most %(most)s.") % values
    return _("%(tier)s or later: no MTD within the times asked (%(mtd)s).") % values
