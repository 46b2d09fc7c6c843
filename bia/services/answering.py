"""Answering as a program does: the whole sheet read at once, named answers written all or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.models import Delegation, Interview
from bia.services import answers as sheets
from bia.services import complete, delegations, implied, interviews, sheet
from bia.services.answers import Answers
from bia.services.doubt import Challenge
from bia.services.implied import Implied
from bia.services.ownanswers import Asked
from bia.services.scales import Scale
from bia.services.sheet import ALL_DAYS, MAIN_FIELD, STEPS, Sheet
from core import drafts, services
from core.models import User
from core.values import whole


@dataclass(frozen=True)
class Standing:
    """The answers of an interview as one person is asked for them, and what they come to."""

    version: str
    interview: Interview
    is_open: bool
    step: str
    """The one step this person is asked about; empty for all of them."""
    answers: Sheet
    errors: dict[str, str]
    scale: Scale
    own: list[Asked]
    doubts: list[Challenge]
    missing: list[complete.Missing]
    implied: Implied
    passed_on: list[Delegation]

    @property
    def mtd_words(self) -> str:
        """The MTD in words, also where nothing or everything is intolerable."""
        return implied.mtd_words(self.implied)


def read(interview: Interview, *, by: User) -> Standing:
    """The answers by name, what is asked, what is doubted, what is missing, and what it implies.

    Whoever was passed one step reads that step.
    """
    seen, only = interviews.view(interview), _only(interview, by)
    own = [one for one in seen.answers.own if only in ("", one.question.step)]
    lacking = complete.missing(seen.answers, seen.implied)
    return Standing(
        _mark(seen.answers),
        interview,
        interviews.is_open(interview),
        only,
        {name: said for name, said in seen.answers.sheet.items() if _is_of(name, only)},
        {name: said for name, said in seen.answers.reading.errors.items() if _is_of(name, only)},
        seen.answers.scale,
        own,
        [one for one in seen.challenges if only in ("", one.step)],
        [one for one in lacking if only in ("", one.step)],
        seen.implied,
        list(delegations.out_of(interview, by)),
    )


@transaction.atomic
def write(
    interview: Interview, said: Mapping[str, str], *, by: User, at: datetime, version: str
) -> None:
    """Write answers by name, as typing them and leaving their steps does; all of them or none.

    A row is added under a key of one's own, such as `need.new1.name`, and removed by
    `need.12.gone`: "1". Raises ValidationError by name, Conflict, PermissionDenied.
    """
    delegations.require_answering(interview, by=by)
    interview = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if not interviews.is_open(interview):
        raise ValidationError(_("This interview has been handed in already."))
    before = sheets.current(interview)
    if version != _mark(before):
        raise services.Conflict(interview)
    then = sheets.current(interview, sheet.known_changes(said))
    doubts = {one.code: one.step for one in interviews.view_of(then).challenges}
    places = {name: _place(name, doubts) for name in said}
    steps = [step for step in STEPS if step in places.values()]
    errors = {
        name: told for name, told in then.reading.errors.items() if sheet.step_of(name) in steps
    }
    errors |= _refused(said, places, before, then, only=_only(interview, by))
    if errors:
        raise ValidationError({name: [told] for name, told in errors.items()})
    interviews.begin(interview, by=by, at=at)
    try:
        sheets.keep(interview, {**said}, version=before.version)
    except drafts.Overtaken as newer:
        raise services.Conflict(interview) from newer
    for step in steps:
        # Read anew each time: a peak written with its step has its ratings renamed.
        sheets.write_step(sheets.current(interview), step, by=by, at=at)


def _mark(answers: Answers) -> str:
    """What tells these answers from any before: what was typed since, and what was written."""
    return f"{answers.interview.version}.{answers.version}"


def _only(interview: Interview, person: User) -> str:
    held = delegations.held_by(interview, person)
    return held.step if held else ""


def _is_of(name: str, only: str) -> bool:
    return not only or sheet.step_of(name) in (only, "reply")


def _place(name: str, doubts: Mapping[str, str]) -> str | None:
    """The step an answer belongs to, a reply to that of its doubt; None where there is none."""
    head, _dot, code = name.partition(".")
    return doubts.get(code) if head == "reply" else sheet.step_of(name)


def _refused(
    said: Mapping[str, str],
    places: Mapping[str, str | None],
    before: Answers,
    then: Answers,
    *,
    only: str,
) -> dict[str, str]:
    """Why these answers are not taken, by name: unknown, for somebody else, not asked, too long."""
    found = {}
    too_long = sheet.refused(said)
    known = sheet.known_changes(said).keys() | too_long.keys()
    hidden = {one.name for one in then.own if not one.shown}
    for name, value in said.items():
        if name not in known or places[name] is None or not _is_asked(name, before, then):
            found[name] = _("No answer is called so. Read which there are, and send their names.")
        elif only not in ("", places[name]):
            found[name] = _("You were asked about one step. Send the answers of that step.")
        elif name in hidden and value.strip():
            found[name] = _("This is not asked: other answers would have to be different for it.")
    return too_long | found


def _is_asked(name: str, before: Answers, then: Answers) -> bool:
    """Whether an answer of a known kind has a place: its question, category, time or row is there."""
    head, *rest = name.split(".")
    if head == "own":
        return name in {one.name for one in then.own}
    is_timed = head in sheet.PLACED or "at" in rest[1:2]
    if is_timed and (whole(rest[-1]) or 0) >= len(then.scale.bands):
        return False
    if head == "rate":
        peaks = {row.key for row in then.reading.rows["peak"]}
        categories = {one.key for one in then.scale.categories}
        return rest[0] in peaks | {ALL_DAYS} and rest[1] in categories
    if head in sheet.LISTS and whole(rest[0]) is not None:
        return f"{head}.{rest[0]}.{MAIN_FIELD[head]}" in before.sheet
    return True
