"""The recovery tier of a function, by rule from its MTD, with the reason in a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bia.services.implied import Implied, hours, mtd_words, time_of
from core.durations import format_duration
from engine import tiers as engine
from engine.results import Mtd


@dataclass(frozen=True)
class Tier:
    """A tier and why it is this one."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"T{self.number}"


def tier_of(implied: Implied) -> Tier | None:
    """The tier that follows from the MTD; None where nothing was asked."""
    least = None if implied.at_least is None else hours(implied.at_least)
    mtd = None if implied.mtd is None else hours(implied.mtd)
    number = engine.tier(Mtd(mtd, implied.state, at_least_h=least))
    return None if number is None else Tier(number, _reason(number, implied))


def _reason(number: int, implied: Implied) -> str:
    edges = [format_duration(time_of(edge)) for edge in engine.EDGES]
    values = {"tier": f"T{number}", "mtd": mtd_words(implied), "category": implied.category}
    values |= {"most": edges[number]} if number < len(edges) else {"least": edges[-1]}
    if number == len(edges):
        return _("%(tier)s: the MTD (%(mtd)s) is longer than %(least)s.") % values
    if implied.category:
        return _("%(tier)s: the MTD (%(mtd)s, set by %(category)s) is at most %(most)s.") % values
    return _("%(tier)s or later: no MTD within the times asked (%(mtd)s).") % values
