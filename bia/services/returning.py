"""An owner who answered before is asked only what may have changed since, and told what did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bia.models import BusinessFunction, Interview
from bia.services import complete, conflicts, dependants, ownanswers
from bia.services.interviews import View
from core.clock import organisation_day
from core.durations import format_duration

PLACE = "dependants"
"""Where an owner says whether others rest on the function."""


@dataclass(frozen=True)
class News:
    """Something that changed since the last answers, and the place where it may matter."""

    text: str
    place: str = ""


def is_returning(seen: View) -> bool:
    """Whether all was answered before and still fits what is asked, so that changes are enough."""
    answers = seen.answers
    was_whole = seen.before is not None and seen.before.is_whole
    return was_whole and not complete.unrated(answers.reading, answers.scale)


def answered_on(base: Interview) -> date:
    """The day of the last answers."""
    return organisation_day(base.approved_at or base.created_at)


def news(seen: View) -> list[News]:
    """What others changed or said since: of the scale, of what is named, of who rests on it."""
    interview, base = seen.answers.interview, seen.based_on
    if base is None:
        return []
    return [
        *_of_questions(seen, base),
        *_of_scale(interview, base),
        *_of_needs(interview),
        *of_dependants(interview.function),
    ]


def _of_questions(seen: View, base: Interview) -> Iterator[News]:
    """Questions that are asked now and had no answer last time nor yet."""
    own = seen.answers.own
    known = ownanswers.earlier(base, own) if own else {}
    for one in own:
        if one.shown and one.read is None and one.name not in known:
            yield News(
                _("A new question: “%(question)s”") % {"question": one.text}, one.question.step
            )


def _of_scale(interview: Interview, base: Interview) -> Iterator[News]:
    if base.scale_id != interview.scale_id:
        words = _(
            "The impact scale has a new version (%(number)s). Your levels are carried over; see"
            " whether they still fit."
        )
        yield News(words % {"number": interview.scale.number}, "impact")


def _of_needs(interview: Interview) -> Iterator[News]:
    needs = list(interview.needs.filter(item__isnull=False).select_related("item"))
    known = conflicts.offered([need.item_id for need in needs if need.item_id])
    for need in needs:
        assert need.item is not None
        values = {"name": need.item}
        gone = need.item.retired_on or need.item.gone_on
        if gone:
            values["day"] = date_format(gone, "j F Y")
            words = _("“%(name)s” is out of use since %(day)s: name what took its place.")
            yield News(words % values, "needs")
            continue
        back = known.get(need.item.pk)
        if back is not None and need.needed_within is not None and back > need.needed_within:
            values |= {
                "back": format_duration(back),
                "within": format_duration(need.needed_within),
            }
            words = _("“%(name)s” is back in %(back)s, and you need it within %(within)s.")
            yield News(words % values, "needs")


def of_dependants(function: BusinessFunction) -> Iterator[News]:
    """Who says that they rest on a function, as far as its owner has not answered yet."""
    for one in dependants.of(function):
        if one.reply is not None:
            continue
        values = {"name": one.function, "within": format_duration(one.within)}
        if one.within is None:
            yield News(_("“%(name)s” says that it rests on this.") % values, PLACE)
        else:
            yield News(_("“%(name)s” says that it needs this within %(within)s.") % values, PLACE)
