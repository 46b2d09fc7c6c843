"""Products, processes and activities: what the parts of a function ask of the whole."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from bia.models import BusinessFunction
from bia.services.posture import verdict_of
from core.durations import format_duration
from estate.services import mtd_words, need_words


@dataclass(frozen=True)
class Part:
    """A part with how it stands; `later` where it may stop for longer than the whole."""

    function: BusinessFunction
    mtd: str
    need: str
    verdict: str
    later: bool = False


@dataclass(frozen=True)
class RollUp:
    """The parts of a function, the most urgent first, and what they say together."""

    parts: list[Part]
    sentence: str = ""


def roll_up(function: BusinessFunction, actor: Any) -> RollUp:
    """What the parts in use that the reader may see ask of the whole.

    The whole is down when one of its parts is: it may not stop for longer than the strictest.
    """
    rows = BusinessFunction.objects.visible_to(actor).in_use().filter(part_of=function)
    found = sorted(rows.select_related("item__readiness", "item__unit"), key=_urgency)
    limit = _mtd(function)
    parts = [_part(one, limit) for one in found]
    return RollUp(parts, _sentence(function, found, limit) if parts else "")


def _mtd(function: BusinessFunction) -> timedelta | None:
    row = getattr(function.item, "readiness", None)
    return row.mtd if row else None


def _urgency(function: BusinessFunction) -> tuple[timedelta, str]:
    mtd = _mtd(function)
    return (timedelta.max if mtd is None else mtd, str(function))


def _part(one: BusinessFunction, limit: timedelta | None) -> Part:
    row, mtd = getattr(one.item, "readiness", None), _mtd(one)
    later = limit is not None and mtd is not None and mtd > limit
    said = (mtd_words(row), need_words(row)) if row else ("–", "–")
    return Part(one, *said, verdict_of(one), later)


def _sentence(
    function: BusinessFunction, parts: list[BusinessFunction], limit: timedelta | None
) -> str:
    strictest, least = parts[0], _mtd(parts[0])
    if least is None:
        return _("Nobody has said yet how long any of its parts may stop.")
    values = {"part": strictest, "part_mtd": format_duration(least), "whole": function}
    if limit is None:
        words = _(
            "“%(part)s” may stop for %(part_mtd)s at most, so “%(whole)s” may not stop for longer."
        )
    elif least < limit:
        values["mtd"] = format_duration(limit)
        words = _(
            "“%(whole)s” is said to bear %(mtd)s, but its part “%(part)s” only %(part_mtd)s: one of"
            " the two is mistaken."
        )
    else:
        words = _("No part has to be back before the whole.")
    return words % values
