"""Doubts about impact curves, of ordinary days and of each peak alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _

from bia.choices import Frequency
from bia.services import sheet
from bia.services.answers import Answers
from bia.services.doubt import Before, Challenge, Reply
from bia.services.implied import Implied, imply, losses_of
from bia.services.scales import Category
from bia.services.sheet import ALL_DAYS
from core.durations import format_duration

RARE = {
    Frequency.MONTHLY: timedelta(days=1),
    Frequency.QUARTERLY: timedelta(days=2),
    Frequency.YEARLY: timedelta(days=5),
    Frequency.WEEKLY: timedelta(hours=4),
}
FULL_SHARE = 0.7
LONGEST_TAG = 30
Levels = list[int | None]


@dataclass(frozen=True)
class Days:
    """A kind of day with a curve of its own: ordinary ones, or a peak by its name."""

    key: str
    name: str
    curves: dict[str, Levels]

    def code(self, doubt: str) -> str:
        """The code of a doubt about these days; a peak's stays when its row gets an id."""
        tag = slugify(self.name, allow_unicode=True)[:LONGEST_TAG]
        return f"{doubt}-{tag}" if self.name else doubt

    def said(self, question: str) -> str:
        """A question, with the days it is about where they are not the ordinary ones."""
        return f"{self.name}: {question}" if self.name else question


def kinds_of_days(answers: Answers) -> list[Days]:
    """Ordinary days, and each peak that has its own curve."""
    names = {row.key: row.values.get("name") or "" for row in answers.reading.rows["peak"]}
    return [
        Days(key, names.get(key, ""), curves) for key, curves in answers.reading.variants.items()
    ]


def of_curves(answers: Answers) -> Iterator[Challenge]:
    """Impact that falls, that never grows, or that is intolerable nearly everywhere."""
    for days in kinds_of_days(answers):
        for category in answers.scale.categories:
            levels = days.curves[category.key]
            drop = _first_drop(levels)
            if drop is not None:
                yield _falls(answers, days, category, drop)
            elif _is_flat(levels):
                yield _flat(answers, days, category)
        yield from _all_at_the_top(answers, days)


def _falls(
    answers: Answers, days: Days, category: Category, drop: tuple[int, int, int]
) -> Challenge:
    at, before, after = drop
    values = {"category": category.name, "high": before, "low": after}
    values["time"] = format_duration(answers.scale.bands[at])
    question = _("%(category)s falls from %(high)s to %(low)s at %(time)s. Does it get better?")
    keep = ((f"rate.{days.key}.{category.key}.{at}", str(before)),)
    return Challenge(
        days.code(f"falls-{category.key}"),
        "impact",
        days.said(question % values),
        _("Harm rarely heals while the function stays down."),
        (
            Reply(_("Keep it at %(level)s") % {"level": before}, keep),
            Reply(_("It does get better")),
        ),
    )


def _flat(answers: Answers, days: Days, category: Category) -> Challenge:
    first, last = answers.scale.bands[0], answers.scale.bands[-1]
    values = {"category": category.name, "level": days.curves[category.key][0]}
    values |= {"first": format_duration(first), "last": format_duration(last)}
    question = _(
        "%(category)s is %(level)s from %(first)s to %(last)s. Does waiting not make it worse?"
    )
    return Challenge(
        days.code(f"flat-{category.key}"),
        "impact",
        days.said(question % values),
        _("An impact that never grows sets no time to be back by."),
        (Reply(_("It stays the same")),),
    )


def _is_flat(levels: Levels) -> bool:
    return bool(levels) and None not in levels and len(set(levels)) == 1 and levels[0] != 0


def _first_drop(levels: Levels) -> tuple[int, int, int] | None:
    before: int | None = None
    for at, one in enumerate(levels):
        if one is None:
            continue
        if before is not None and one < before:
            return at, before, one
        before = one
    return None


def _all_at_the_top(answers: Answers, days: Days) -> Iterator[Challenge]:
    everything = [one for levels in days.curves.values() for one in levels if one is not None]
    top = len(answers.scale.level_names) - 1
    high = [one for one in everything if one == top]
    if len(everything) > 4 and len(high) / len(everything) >= FULL_SHARE:
        question = _("%(share)s %% of the answers are at the highest level. Is all of it that bad?")
        yield Challenge(
            days.code("all-top"),
            "impact",
            days.said(question % {"share": round(100 * len(high) / len(everything))}),
            _("When everything is intolerable at once, nothing can be restored first."),
            (Reply(_("Yes, all of it")),),
        )


def of_rhythm(answers: Answers) -> Iterator[Challenge]:
    """Something that runs seldom and yet cannot wait, on days that are no peak of its own."""
    reading = answers.reading
    rhythm = reading.values.get("frequency") or ""
    limit = RARE.get(rhythm)  # type: ignore[arg-type]
    ordinary = imply(
        {ALL_DAYS: reading.variants[ALL_DAYS]},
        answers.scale,
        losses=losses_of(reading, answers.scale),
    ).mtd
    if limit is None or ordinary is None or ordinary > limit:
        return
    values = {
        "often": str(Frequency(rhythm).label).lower(),
        "mtd": format_duration(ordinary),
    }
    rated = [days.name for days in kinds_of_days(answers)[1:] if _is_rated(days)]
    if rated:
        values["peaks"] = ", ".join(f"“{name}”" for name in rated)
        yield _seldom_beside(values)
    else:
        yield _seldom(answers, values)


def _is_rated(days: Days) -> bool:
    return any(one is not None for levels in days.curves.values() for one in levels)


def _seldom_beside(values: dict[str, str]) -> Challenge:
    question = _(
        "It runs %(often)s, yet on days other than %(peaks)s it may be down for only %(mtd)s?"
    )
    return Challenge(
        "rhythm-peak",
        "impact",
        question % values,
        _("The peak has a curve of its own. Rate the other days as they are without it."),
        (Reply(_("Yes, on any day")),),
    )


def _seldom(answers: Answers, values: dict[str, str]) -> Challenge:
    replies = [Reply(_("Yes, on any day"))]
    if "peaks" not in answers.left_out:
        replies.append(Reply(_("Only on the day it runs"), _as_peak(answers), opens=True))
    return Challenge(
        "rhythm",
        "impact",
        _("It runs %(often)s, yet may be down for only %(mtd)s?") % values,
        _("If only the day it runs is meant, that day gets a curve of its own."),
        tuple(replies),
    )


def _as_peak(answers: Answers) -> tuple[tuple[str, str], ...]:
    """What makes the ordinary curve the curve of a peak: the first that is named, or a new one."""
    named = answers.reading.kept("peak")
    key = named[0].key if named else sheet.free_key(answers.reading.rows["peak"])
    name = () if named else ((f"peak.{key}.name", _("The day it runs")),)
    curves = tuple(
        (f"rate.{key}.{category}.{at}", str(level))
        for category, levels in answers.reading.variants[ALL_DAYS].items()
        for at, level in enumerate(levels)
        if level is not None
    )
    return (*name, (f"peak.{key}.own_curve", "1"), *curves)


def of_changes(answers: Answers, implied: Implied, before: Before | None) -> Iterator[Challenge]:
    """Levels that moved across what is tolerable, or by two and more, since last time."""
    if before is None:
        return
    for days in kinds_of_days(answers):
        earlier = before.reading.variants.get(days.key, {})
        for category in answers.scale.categories:
            then = earlier.get(category.key) or [None] * len(answers.scale.bands)
            moved = _first_move(then, days.curves[category.key], category.intolerable)
            if moved is not None:
                why = _moved(implied, before.implied)
                yield _changed(answers, days, category, moved, why)


def _first_move(before: Levels, after: Levels, top: int) -> tuple[int, int, int] | None:
    for at, (then, now) in enumerate(zip(before, after, strict=True)):
        if then is None or now is None or then == now:
            continue
        if (now >= top) != (then >= top) or abs(now - then) >= 2:
            return at, then, now
    return None


def _changed(
    answers: Answers, days: Days, category: Category, moved: tuple[int, int, int], why: str
) -> Challenge:
    at, then, now = moved
    values = {"category": category.name, "then": then, "now": now}
    values["time"] = format_duration(answers.scale.bands[at])
    question = _("%(category)s at %(time)s: %(then)s last time, %(now)s now. What changed?")
    return Challenge(
        days.code(f"changed-{category.key}"),
        "impact",
        days.said(question % values),
        why,
        (
            Reply(_("Volume has grown")) if now > then else Reply(_("Volume has fallen")),
            Reply(_("It was wrong before")),
            Reply(
                _("Back to %(level)s") % {"level": then},
                ((f"rate.{days.key}.{category.key}.{at}", str(then)),),
            ),
        ),
    )


def _moved(now: Implied, then: Implied) -> str:
    if now.mtd is None or then.mtd is None or now.mtd == then.mtd:
        return _("Who approves it will ask.")
    return _("This moves the limit from %(then)s to %(now)s.") % {
        "then": format_duration(then.mtd),
        "now": format_duration(now.mtd),
    }
