"""What an interview needs before it is handed in, so that its MTD and RTO can be reckoned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bia.services import objectives, ownanswers
from bia.services.answers import Answers
from bia.services.implied import Implied
from bia.services.scales import Scale
from bia.services.sheet import ALL_DAYS, Reading
from core.durations import format_duration


@dataclass(frozen=True)
class Unrated:
    """A category with times that were not rated, and what they would be, said as the time before."""

    category: str
    places: tuple[int, ...]
    fills: tuple[tuple[str, str], ...]


def unrated(reading: Reading, scale: Scale) -> list[Unrated]:
    """The categories not rated up to where they become intolerable, on any day.

    A peak says only what differs. A category judged by its amounts needs no levels.
    """
    found = []
    curves = reading.variants[ALL_DAYS]
    for category in scale.categories:
        if category.tolerance is not None and reading.losses:
            continue
        if category.is_counted:
            found.append(Unrated(category.name, tuple(range(len(scale.bands))), ()))
            continue
        levels = curves.get(category.key) or [None] * len(scale.bands)
        last, fills = 0, {}
        for at, level in enumerate(levels):
            if level is None:
                fills[at] = (f"rate.{ALL_DAYS}.{category.key}.{at}", str(last))
                continue
            last = level
            if level >= category.intolerable:
                break
        if fills:
            found.append(Unrated(category.name, tuple(fills), tuple(fills.values())))
    return found


def sentence(answers: Answers, found: list[Unrated]) -> str:
    """What is not rated, by name and time."""
    bands = [format_duration(until) for until in answers.scale.bands]
    named = [
        one.category
        if len(one.places) == len(bands)
        else _("%(category)s at %(times)s")
        % {"category": one.category, "times": ", ".join(bands[at] for at in one.places)}
        for one in found
    ]
    return _("Not rated yet: %(names)s.") % {"names": "; ".join(named)}


@dataclass(frozen=True)
class Missing:
    """Something that must be said before handing in: the sentence, and the step to say it in."""

    text: str
    step: str


def missing(answers: Answers, implied: Implied) -> list[Missing]:
    """What stands in the way of handing in, in the order it is asked."""
    found = [*_of_function(answers)]
    if all(one is None for curve in implied.curves for one in curve.levels):
        said = _("Say how bad it gets over time first: step 2 is still empty.")
        found.append(Missing(said, "impact"))
    elif without := unrated(answers.reading, answers.scale):
        found.append(Missing(sentence(answers, without), "impact"))
    found += [Missing(*one) for one in ownanswers.missing(answers.own)]
    if implied.is_used_up:
        said = _(
            "Catching up takes %(wrt)s, but the longest it may be down is %(mtd)s. Change one of both."
        )
        values = {"wrt": format_duration(implied.wrt), "mtd": format_duration(implied.mtd)}
        found.append(Missing(said % values, "impact"))
    if said := beyond(implied.mtd, answers.reading.values.get("agreed_rto")):
        found.append(Missing(said, "review"))
    return [*found, *_of_newer(answers, implied)]


def _of_newer(answers: Answers, implied: Implied) -> Iterator[Missing]:
    """An objective agreed meanwhile cannot stay where these answers leave less time than it takes."""
    present = objectives.newer_than(answers.interview)
    if present is None or not beyond(implied.mtd, present.agreed_rto):
        return
    replied = answers.reading.replies.get(objectives.decides_on(present), "").partition("|")[0]
    if replied or answers.reading.values.get("agreed_rto") == present.agreed_rto:
        return
    said = _(
        "%(agreed)s has been agreed since, which is beyond the MTD of %(mtd)s. Say at that doubt"
        " that your own time is meant to replace it, or change the answers that set the MTD."
    )
    values = {
        "agreed": format_duration(present.agreed_rto),
        "mtd": format_duration(implied.mtd or present.agreed_rto),
    }
    yield Missing(said % values, "review")


def _of_function(answers: Answers) -> Iterator[Missing]:
    """What it is for and how often it runs: who approves reads the one, doubts rest on the other."""
    if not answers.reading.values.get("purpose"):
        yield Missing(_("Say what it does, and for whom."), "function")
    if not answers.reading.values.get("frequency"):
        yield Missing(_("Choose how often it runs."), "function")


def check(answers: Answers, implied: Implied) -> None:
    """Refuse answers no MTD or RTO follows from. Raises ValidationError with what is missing."""
    if found := missing(answers, implied):
        raise ValidationError([one.text for one in found])


def beyond(mtd: timedelta | None, agreed: timedelta | None) -> str:
    """Why an agreed RTO beyond the MTD is refused, and what to do; empty where it is not."""
    if mtd is None or agreed is None or agreed <= mtd:
        return ""
    sentence = _(
        "The agreed RTO of %(agreed)s is beyond the MTD of %(mtd)s: it would be back too late."
        " Choose %(mtd)s or sooner, or change the answers that set the MTD."
    )
    return sentence % {"agreed": format_duration(agreed), "mtd": format_duration(mtd)}
