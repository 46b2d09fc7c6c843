"""Answers by spreadsheet, coming back: what each sheet would change, and taking it over.

A dry run comes first. A function is taken over whole or not at all, and what was typed in the browser
since the workbook was made is replaced only where a person has chosen so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from bia.models import Interview
from bia.services import answers as sheets
from bia.services import delegations, interviews, items, sheet
from bia.services.answersheet import MARK, SALT
from bia.services.sheet import MAIN_FIELD, STEPS, Sheet
from core.exports import unsafe
from core.models import User
from core.spreadsheets import plain
from core.values import storable
from core.workbooks import Unreadable, cells_of

FORM = "bia.answersheet"
LISTED = ("peak", "need", "resource", "workaround")
THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Line:
    """One answer of a sheet that is not as it was."""

    name: str
    place: str
    """Sheet and cell."""
    now: str
    said: str
    problem: str = ""
    is_conflict: bool = False
    """Somebody has said something else in the browser since the workbook was made."""
    unknown: tuple[str, ...] | None = None
    """The nearest names of the estate, where it names something that is not in it."""


@dataclass(frozen=True)
class Proposal:
    """What a sheet would do to one function."""

    function: str
    interview: Interview | None = None
    answers: Any = None
    """The interview as it stands."""
    refusal: str = ""
    lines: tuple[Line, ...] = ()
    same: int = 0

    @property
    def problems(self) -> list[Line]:
        """What cannot be read; then nothing of this function is taken over."""
        return [line for line in self.lines if line.problem]

    @property
    def conflicts(self) -> list[Line]:
        """What a person has to choose."""
        return [line for line in self.lines if line.is_conflict and not line.problem]

    @property
    def changes(self) -> list[Line]:
        """What simply changes."""
        return [line for line in self.lines if not line.is_conflict and not line.problem]

    @property
    def can_be_taken(self) -> bool:
        """Whether there is something to take over and nothing against it."""
        return bool(self.lines) and not self.refusal and not self.problems


def parse(name: str, content: bytes) -> dict[str, Any]:
    """What a workbook says, as kept until it is confirmed. Raises Unreadable with one sentence."""
    if len(content) > settings.FILE_SIZE_LIMIT:
        limit = settings.FILE_SIZE_LIMIT // 2**20
        said = _("The file is larger than %(limit)s MB. Upload the workbook that was sent out.")
        raise Unreadable(said % {"limit": limit})
    if not name.lower().endswith(".xlsx"):
        raise Unreadable(_("Upload the workbook as XLSX. Macros and other formats are not read."))
    cells = cells_of(content)
    told = _mark(cells)
    functions = [_said(one, cells) for one in told["functions"]]
    known = {MARK, "Lists", *(one["sheet"] for one in told["functions"])}
    strangers = [title for title, found in cells.items() if title not in known and found]
    return {"name": name[:200], "functions": functions, "strangers": strangers}


def _mark(cells: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    pieces = cells.get(MARK, {})
    if not pieces:
        raise Unreadable(
            _("This workbook was not made here. Download one, and copy your answers into it.")
        )
    text = "".join(str(pieces.get(f"A{row}", "")) for row in range(1, len(pieces) + 1))
    try:
        told: dict[str, Any] = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        said = _(
            "The hidden mark of the workbook was changed. Download a fresh one and fill it in."
        )
        raise Unreadable(said) from error
    return told


def _said(one: dict[str, Any], cells: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What the sheet of one function says, by the names of its answers."""
    found = cells.get(one["sheet"])
    kept = {
        key: one[key]
        for key in ("interview", "function", "campaign", "scale", "number", "questions", "was")
    }
    if found is None:
        return kept | {"missing": True, "said": {}, "places": {}, "heading": ""}
    said, places = {}, {}
    for cell, name in one["cells"].items():
        text = storable(str(unsafe(plain(found.get(cell))))).replace("\r\n", "\n").strip()
        said[name] = _meant(text, one["words"].get(one["lists"][name], {}))
        places[name] = f"{one['sheet']}!{cell}"
    heading = str(unsafe(plain(found.get("A1"))))
    return kept | {"missing": False, "said": said, "places": places, "heading": heading}


def _meant(text: str, words: Mapping[str, str]) -> str:
    """What is meant by words of a list; anything else stays as it was typed."""
    folded = {said.casefold(): meant for said, meant in words.items()}
    return folded.get(text.casefold(), text)


def propose(kept: Mapping[str, Any], allowed: Mapping[int, Interview]) -> list[Proposal]:
    """What a workbook would do to the interviews somebody may answer, by their ids."""
    names = [str(one.function) for one in allowed.values()]
    found = [_proposal(one, allowed, names) for one in kept["functions"] if not one["missing"]]
    return found + [_stranger(title, names) for title in kept["strangers"]]


def _stranger(name: str, names: list[str]) -> Proposal:
    said = _("No function of this workbook is called so. Nothing of the sheet is read.")
    return Proposal(name, refusal=f"{said} {_nearest(name, names)}".strip())


def _nearest(name: str, names: list[str]) -> str:
    among = [(at, one, "") for at, one in enumerate(names)]
    near = [f"“{one.name}”" for one in items.best(name, among, limit=3, at_least=items.LIKELY)]
    return _("Nearest: %(names)s.") % {"names": ", ".join(near)} if near else ""


def _proposal(one: dict[str, Any], allowed: Mapping[int, Interview], names: list[str]) -> Proposal:
    interview = allowed.get(one["interview"])
    if refusal := _refusal(one, interview, names):
        return Proposal(one["function"], refusal=refusal)
    assert interview is not None
    now = sheets.current(interview)
    said, was, places = _settled(one, now)
    changes = {
        name: value for name, value in said.items() if _plain(value) != _plain(was.get(name, ""))
    }
    wanted = {
        name: value
        for name, value in changes.items()
        if _plain(value) != _plain(now.sheet.get(name, ""))
    }
    lines = _lines(interview, now, wanted, was, places)
    return Proposal(
        str(interview.function), interview, now, lines=lines, same=len(said) - len(lines)
    )


def _refusal(one: dict[str, Any], interview: Interview | None, names: list[str]) -> str:
    """Why nothing of a sheet is taken over; empty where it can be."""
    if one["heading"] != one["function"]:
        said = _("Its first cell says “%(heading)s”, but the sheet was made for “%(function)s”.")
        near = _nearest(one["heading"], names)
        return f"{said % one} {near}".strip()
    if interview is None:
        asked = _("campaign “%(campaign)s”") % one if one["campaign"] else _("another interview")
        said = _("This sheet belongs to %(asked)s, and is not yours to answer here.")
        return said % {"asked": asked}
    if not interviews.is_open(interview):
        return _("This interview has been handed in or is over. Nothing can be changed any more.")
    if one["scale"] != interview.scale_id:
        said = _(
            "The sheet was made with version %(number)s of the impact scale, and another is asked"
            " now. Download a fresh one."
        )
        return said % one
    asked_now = sorted(each.name for each in sheets.current(interview).own)
    if one["questions"] != asked_now:
        return _("The questions have changed since the sheet was made. Download a fresh one.")
    return ""


def _settled(one: dict[str, Any], now: sheets.Answers) -> tuple[Sheet, Sheet, dict[str, str]]:
    """What is said, with a new row of a name that is there already meant as that row."""
    known = {
        (head, row.typed[MAIN_FIELD[head]].strip().casefold()): row.key
        for head in LISTED
        for row in now.reading.kept(head)
    }
    keys = {}
    for name, value in one["said"].items():
        head, *rest = name.split(".")
        is_new_name = head in LISTED and rest[0].startswith("new9") and rest[-1] == MAIN_FIELD[head]
        if is_new_name and (there := known.get((head, value.casefold()))):
            keys[head, rest[0]] = there
    renamed = {name: _renamed(name, keys) for name in one["said"]}
    blank = {name for name, value in one["said"].items() if not value and renamed[name] != name}
    said = {renamed[name]: value for name, value in one["said"].items() if name not in blank}
    was = {renamed[name]: value for name, value in one["was"].items() if renamed.get(name) == name}
    return said, was, {renamed[name]: place for name, place in one["places"].items()}


def _renamed(name: str, keys: Mapping[tuple[str, str], str]) -> str:
    head, *rest = name.split(".")
    there = keys.get((head, rest[0])) if rest else None
    return ".".join((head, there, *rest[1:])) if there else name


def _plain(text: str) -> str:
    return "".join(text.split())


def _lines(
    interview: Interview,
    now: sheets.Answers,
    wanted: Sheet,
    was: Sheet,
    places: Mapping[str, str],
) -> tuple[Line, ...]:
    differ = sheets.overtaken_by(interview, wanted, was)
    then = sheets.current(interview, sheet.known_changes(wanted))
    problems = {
        name: said
        for name, said in {**then.reading.errors, **sheet.refused(wanted)}.items()
        if name in wanted or name not in now.reading.errors
    }
    near = _unknown(wanted, then)
    named = {**wanted, **{name: then.sheet.get(name, "") for name in problems}}
    return tuple(
        Line(
            name,
            places.get(name, ""),
            now.sheet.get(name, ""),
            value,
            problems.get(name, ""),
            name in differ,
            near.get(name),
        )
        for name, value in named.items()
    )


def _unknown(wanted: Sheet, then: sheets.Answers) -> dict[str, tuple[str, ...]]:
    """The names that are no items yet, with the nearest that are."""
    found = {}
    for row in then.reading.kept("need"):
        name = f"need.{row.key}.name"
        if name not in wanted:
            continue
        kind = row.values.get("kind") or "application"
        if items.named(wanted[name], kind) is None:
            near = items.suggestions(wanted[name], kind, limit=3)
            found[name] = tuple(one.name for one in near)
    return found


@transaction.atomic
def take_over(proposal: Proposal, choices: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Take the answers of one function over, as if typed; `choices`: name → "mine" or "theirs".

    "mine" is what the workbook says. They are written as rows where a step can be read whole.
    """
    interview = proposal.interview
    if interview is None or not proposal.can_be_taken:
        return
    delegations.require_answering(interview, by=by)
    interviews.begin(interview, by=by, at=at)
    kept = {
        line.name: line.said
        for line in proposal.lines
        if not line.is_conflict or choices.get(line.name) == MINE
    }
    draft = sheets.find_draft(interview)
    answers = sheets.keep(interview, kept, version=draft.version if draft else 0)
    for step in STEPS:
        sheets.write_step(answers, step, by=by, at=at)
