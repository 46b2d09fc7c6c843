"""What moved between two analyses of a function, and why as far as it was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bia.choices import InterviewState
from bia.models import BusinessFunction, Interview, Objective
from bia.services.implied import set_by
from core.durations import format_duration


@dataclass(frozen=True)
class Moved:
    """What differs between the last two analyses of a function, and why as far as it was said."""

    function: BusinessFunction
    before: Interview
    after: Interview
    mtd: tuple[timedelta | None, timedelta | None]
    rto: tuple[timedelta | None, timedelta | None]
    reasons: list[str]

    @property
    def is_rejudged(self) -> bool:
        """Whether the two were judged on different versions of the impact scale."""
        return self.before.scale_id != self.after.scale_id

    @property
    def span(self) -> str:
        """Which two analyses are compared."""
        values: dict[str, Any] = {"old": _named(self.before), "new": _named(self.after)}
        if not self.is_rejudged:
            return _("%(old)s → %(new)s") % values
        values |= {"scale": self.before.scale.number, "next": self.after.scale.number}
        return _("%(old)s (scale\u00a0%(scale)s) → %(new)s (scale\u00a0%(next)s)") % values

    @property
    def by(self) -> timedelta | None:
        """How much later (or, below zero, sooner) it may be back now."""
        old, new = self.rto
        return None if old is None or new is None else new - old


def compare(
    known: Mapping[int, list[Interview]],
    signed: Mapping[int, list[Objective]],
    before: int | None,
    after: int | None,
) -> tuple[list[Moved], int]:
    """What moved, the most first, and how many functions have two analyses to compare.

    `known` are the analyses of each function and `signed` its objectives, the oldest first; `before`
    and `after` are campaigns, None: the last analysis and the one before it.
    """
    pairs = [pair for found in known.values() if (pair := _pair(found, before, after))]
    agreed = {
        one.pk: _agreed(one, found, signed.get(pk, []))
        for pk, found in known.items()
        for one in found
    }
    moved = [
        each for old, new in pairs if (each := _moved(old, new, (agreed[old.pk], agreed[new.pk])))
    ]
    return sorted(moved, key=lambda each: abs(each.by or timedelta(0)), reverse=True), len(pairs)


def _pair(
    found: list[Interview], before: int | None, after: int | None
) -> tuple[Interview, Interview] | None:
    """The two analyses of a function to compare; None where there are not two."""
    new = next((one for one in found if one.campaign_id == after), None) if after else found[-1]
    if new is None:
        return None
    earlier = [one for one in found[: found.index(new)] if not before or one.campaign_id == before]
    return (earlier[-1], new) if earlier else None


def _agreed(one: Interview, found: list[Interview], signed: list[Objective]) -> timedelta | None:
    """The recovery time agreed last before the function was analysed again, wherever it was."""
    later = found[found.index(one) + 1 :]
    until = later[0].approved_at if later else None
    in_force = [
        each.agreed_rto
        for each in signed
        if until is None or (each.approved_at and each.approved_at < until)
    ]
    last: timedelta | None = in_force[-1] if in_force else one.agreed_rto
    return last


def _moved(
    before: Interview, after: Interview, agreed: tuple[timedelta | None, timedelta | None]
) -> Moved | None:
    """What moved between two analyses; None where both come to the same.

    The recovery time is the agreed one, else the derived, else as a sheet stated it.
    """
    mtd = (before.mtd, after.mtd)
    rto = (
        agreed[0] or before.derived_rto or before.stated_rto,
        agreed[1] or after.derived_rto or after.stated_rto,
    )
    is_asked_first = before.state == InterviewState.IMPORTED
    if rto[0] == rto[1] and (mtd[0] == mtd[1] or is_asked_first):
        return None
    reasons = _reasons(before, after)
    if agreed[1] is not None and agreed[0] != agreed[1]:
        reasons.insert(0, _("%(time)s is agreed.") % {"time": format_duration(agreed[1])})
    return Moved(after.function, before, after, mtd, rto, reasons)


def _named(one: Interview) -> str:
    """What an analysis is called beside another."""
    if one.campaign is not None:
        return str(one.campaign)
    if one.state != InterviewState.IMPORTED:
        return _("an interview")
    return (
        _("sheet of %(month)s") % {"month": date_format(one.stated_on, "F Y")}
        if one.stated_on
        else _("a sheet")
    )


def _reasons(before: Interview, after: Interview) -> list[str]:
    said, now = [], set_by(after.mtd_category, after.mtd_day)
    if before.state == InterviewState.IMPORTED:
        said.append(_("Before, it was stated on a sheet; now it follows from the harm."))
        if after.mtd_category:
            said.append(_("%(category)s sets the MTD.") % {"category": now})
    elif before.mtd_category != after.mtd_category and after.mtd_category:
        was = set_by(before.mtd_category, before.mtd_day)
        values = {"new": now, "old": was or _("nothing")}
        said.append(_("%(new)s sets the MTD instead of %(old)s.") % values)
    elif before.mtd != after.mtd:
        sooner = after.mtd is not None and (before.mtd is None or after.mtd < before.mtd)
        said.append(_("The harm comes sooner.") if sooner else _("The harm comes later."))
    if before.wrt is not None and before.wrt != after.wrt:
        values = {"old": format_duration(before.wrt), "new": format_duration(after.wrt) or "–"}
        said.append(_("Catching up takes %(new)s instead of %(old)s.") % values)
    return [*said, *(text for text in (after.rto_reason.strip(), after.comment.strip()) if text)]
