"""What answers imply, and what the last interview said, on the scale and the peaks of this one."""

from django.utils.translation import gettext as _

from bia.models import Interview
from bia.services import answers as sheets
from bia.services import complete, scales
from bia.services.answers import Answers
from bia.services.doubt import Before
from bia.services.implied import Implied, imply, losses_of
from bia.services.sheet import ALL_DAYS, Reading


def before_of(base: Interview, answers: Answers) -> Before:
    """The last interview, its columns and peaks moved to those of this one."""
    own, scale = scales.read(base.scale), answers.scale
    reading = sheets.reading_of(sheets.stored(base, own), own)
    place = {until: at for at, until in enumerate(own.bands)}
    moved = {
        _same_days(variant, reading, answers.reading): {
            category.key: [
                levels[category.key][place[until]]
                if until in place and category.key in levels
                else None
                for until in scale.bands
            ]
            for category in scale.categories
        }
        for variant, levels in reading.variants.items()
    }
    implied = _implied_of(reading, own)
    changed = type(reading)(
        reading.values, reading.rows, moved, reading.losses, reading.replies, reading.errors
    )
    return Before(changed, implied, not complete.unrated(reading, own), own.bands)


def _same_days(variant: str, then: Reading, now: Reading) -> str:
    """The key under which this interview has a kind of day of the last one: a peak by its name."""
    name = next((row.values.get("name") for row in then.rows["peak"] if row.key == variant), None)
    same = (row.key for row in now.rows["peak"] if name and row.values.get("name") == name)
    return next(same, variant)


def implied_by(answers: Answers) -> Implied:
    """MTD and derived RTO of the answers, the worst of ordinary days and peaks."""
    return _implied_of(answers.reading, answers.scale)


def _implied_of(reading: Reading, scale: scales.Scale) -> Implied:
    names = {ALL_DAYS: _("Any day")}
    names |= {row.key: row.values.get("name", "") for row in reading.rows["peak"]}
    variants = {
        names.get(key) or key: levels
        for key, levels in reading.variants.items()
        if any(one is not None for row in levels.values() for one in row)
    }
    return imply(variants, scale, wrt=reading.values.get("wrt"), losses=losses_of(reading, scale))
