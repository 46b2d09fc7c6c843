"""Which single answer would change the MTD, in sentences for the owner and whoever approves."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from bia.services import money
from bia.services.answers import Answers
from bia.services.implied import Levels, asked, impacts, limit_words, losses_of, time_of
from bia.services.posture import Impact
from bia.services.scales import Scale
from bia.services.sheet import ALL_DAYS, Reading
from core.durations import format_duration
from engine import sensitivity as engine

SHOWN = 6


@dataclass(frozen=True)
class Change:
    """One answer moved, and the MTD that follows."""

    said: str
    mtd: str
    was: str


def of_impact(impact: Impact) -> list[Change]:
    """What would change the MTD of a function, by its last approved answers."""
    return told(impact.reading, impact.scale, impact.names)


def of_answers(answers: Answers) -> list[Change]:
    """What would change the MTD of an interview as it stands."""
    names = {row.key: row.values.get("name", "") for row in answers.reading.rows["peak"]}
    return told(answers.reading, answers.scale, names)


def told(reading: Reading, scale: Scale, names: Mapping[str, str]) -> list[Change]:
    """The smallest single changes that move the MTD, told with the answers they move."""
    loss = losses_of(reading, scale).counted
    variants = {
        key: asked(impacts(levels, scale), loss)
        for key, levels in reading.variants.items()
        if key == ALL_DAYS or _says(levels)
    }
    found = engine.changes(variants, loss) if any(variants.values()) else ()
    return [_told(one, scale, names) for one in found[:SHOWN]]


def _says(levels: Mapping[str, Levels]) -> bool:
    return any(level is not None for row in levels.values() for level in row)


def _told(one: engine.Change, scale: Scale, names: Mapping[str, str]) -> Change:
    return Change(
        _level_words(one, scale, names) if one.category else _amount_words(one, scale),
        limit_words(one.mtd_after),
        limit_words(one.mtd_before),
    )


def _level_words(one: engine.Change, scale: Scale, names: Mapping[str, str]) -> str:
    said = _("%(category)s at %(time)s: %(new)s instead of %(old)s") % {
        "category": next(row.name for row in scale.categories if row.key == one.category),
        "time": format_duration(time_of(one.at_h)),
        "new": f"{one.after:g} {scale.level_names[int(one.after)]}",
        "old": f"{one.before:g} {scale.level_names[int(one.before)]}",
    }
    peak = names.get(one.variant, "") if one.variant != ALL_DAYS else ""
    return f"{peak}: {said}" if peak else said


def _amount_words(one: engine.Change, scale: Scale) -> str:
    return _("Loss by %(time)s: %(new)s instead of %(old)s") % {
        "time": format_duration(time_of(one.at_h)),
        "new": money.in_words(Decimal(round(one.after)), scale.currency),
        "old": money.in_words(Decimal(round(one.before)), scale.currency),
    }
