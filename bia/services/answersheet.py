"""Answers by spreadsheet: the workbook an owner fills in, one sheet a function.

Only answers can be typed into; levels, kinds and times are chosen from lists. A hidden sheet holds a
signed mark: what each cell is, what stood in it, and from which interview, scale and questions it was
made. Reading it back is answersheetread's.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bia.choices import Frequency, NeedKind, PeakRule, QuestionKind, ResourceKind
from bia.models import Interview
from bia.services import answers as sheets
from bia.services.answers import Answers
from bia.services.ownanswers import NO, YES
from bia.services.sheet import ALL_DAYS
from core.durations import format_duration
from core.exports import safe

SALT = "bia.answersheet"
MARK, LISTS = "Mark", "Lists"
PIECE = 30_000
"""Characters of the mark a cell holds."""
MOST = 50
"""Functions in one workbook."""
SPARE = {"peak": 2, "need": 8, "resource": 4, "workaround": 3}
OFTEN = (0.25, 0.5, 1, 2, 4, 8, 12, 24, 48, 72, 120, 168, 336, 720)
"""Hours that are offered besides the bands of the scale."""
FILL = PatternFill("solid", fgColor="FFF7E0")
HEAD = PatternFill("solid", fgColor="E8ECF1")
LINE = Border(*(Side(style="thin", color="B8C0CC"),) * 4)


def offered(answers: Answers) -> dict[str, dict[str, str]]:
    """The lists to choose from: name of the list → words → what is meant."""
    scale = answers.scale
    hours = {timedelta(hours=one) for one in OFTEN} | set(scale.bands)
    return {
        "level": {f"{at} {name}": str(at) for at, name in enumerate(scale.level_names)},
        "time": {format_duration(one): format_duration(one) for one in sorted(hours)},
        "yes": {_("Yes"): "1", _("No"): ""},
        "yes_no": {_("Yes"): YES, _("No"): NO},
        "frequency": _words(Frequency),
        "need": _words(NeedKind),
        "resource": _words(ResourceKind),
        "rule": _words(PeakRule),
        **{
            one.name: {said: key for key, said in one.options} for one in answers.own if one.options
        },
    }


def _words(choices: Any) -> dict[str, str]:
    return {str(label): str(value) for value, label in choices.choices}


TIMES = ("wrt", "agreed_rto", "needed_within", "tolerates", "loss", "lasts", "backlog")
CHOSEN = {
    "frequency": "frequency",
    "need.kind": "need",
    "resource.kind": "resource",
    "peak.rule": "rule",
}


def list_of(name: str, answers: Answers) -> str:
    """The list an answer is chosen from; empty where it is typed."""
    head, *rest = name.split(".")
    last = rest[-1] if rest else head
    if head == "own":
        asked = next(one for one in answers.own if one.name == name)
        if asked.question.kind == QuestionKind.YES_NO:
            return "yes_no"
        return name if asked.options else ""
    if head == "rate":
        return "level"
    if f"{head}.{last}" in CHOSEN or head in CHOSEN:
        return CHOSEN.get(f"{head}.{last}", CHOSEN.get(head, ""))
    if last in ("staffed", "own_curve", "gone"):
        return "yes"
    return "time" if last in TIMES and (rest or head in TIMES) else ""


@dataclass
class _Page:
    """A sheet as it is being filled: the next row, and what its cells are."""

    ws: Any
    answers: Answers
    lists: dict[str, dict[str, str]]
    rows_of_lists: dict[str, str]
    row: int = 1
    cells: dict[str, str] = field(default_factory=dict)
    checks: dict[str, DataValidation] = field(default_factory=dict)

    def heading(self, *texts: str, large: bool = False) -> None:
        """A row of words nobody changes."""
        for at, text in enumerate(texts, start=1):
            cell = self.ws.cell(self.row, at, safe(text))
            cell.font = Font(bold=True, size=16 if large else 11)
            cell.alignment = Alignment(wrap_text=not large, vertical="top")
            if not large:
                cell.fill = HEAD
        self.row += 1

    def note(self, text: str) -> None:
        """A sentence."""
        self.ws.cell(self.row, 1, safe(text)).font = Font(italic=True, color="5A6472")
        self.row += 1

    def line(self, label: str, names: Iterable[str]) -> None:
        """A label and the answers beside it."""
        cell = self.ws.cell(self.row, 1, safe(label))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.put(names, first=2)

    def put(self, names: Iterable[str], *, first: int = 1) -> None:
        """Answers from a column on."""
        for at, name in enumerate(names, start=first):
            self._answer(self.ws.cell(self.row, at), name)
        self.row += 1

    def _answer(self, cell: Any, name: str) -> None:
        chosen = list_of(name, self.answers)
        value = self.answers.sheet.get(name, "")
        words = {meant: said for said, meant in self.lists.get(chosen, {}).items()}
        cell.value = safe(words.get(value, value)) if value else None
        cell.number_format = "@"
        cell.protection = Protection(locked=False)
        cell.fill, cell.border = FILL, LINE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.cells[cell.coordinate] = name
        if chosen:
            self._check(chosen).add(cell)

    def _check(self, chosen: str) -> DataValidation:
        if chosen not in self.checks:
            strict = chosen != "time"
            check = DataValidation(
                type="list", formula1=self.rows_of_lists[chosen], allow_blank=True
            )
            check.errorStyle = "stop" if strict else "warning"
            check.showErrorMessage = True
            check.errorTitle = _("Not on the list")
            said = _("Choose one from the list.")
            check.error = said if strict else _("Write a time like 40 min, 4 h or 2 days.")
            self.ws.add_data_validation(check)
            self.checks[chosen] = check
        return self.checks[chosen]


def workbook(interviews: list[Interview], *, at: datetime) -> bytes:
    """The workbook about these interviews. Raises ValidationError for none or too many."""
    if not interviews:
        raise ValidationError(_("Choose at least one function that is still being answered."))
    if len(interviews) > MOST:
        said = _("A workbook holds at most %(most)s functions. Choose fewer.")
        raise ValidationError(said % {"most": MOST})
    book = Workbook()
    book.remove(book.active)
    lists, mark = book.create_sheet(LISTS), book.create_sheet(MARK)
    made = [_function(book, lists, one) for one in interviews]
    text = signing.dumps({"made_at": at.isoformat(), "functions": made}, salt=SALT, compress=True)
    for row, start in enumerate(range(0, len(text), PIECE), start=1):
        mark.cell(row, 1, text[start : start + PIECE])
    for hidden in (lists, mark):
        hidden.sheet_state = "veryHidden"
        hidden.protection.sheet = True
    book.security.lockStructure = True
    book.active = 0
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _function(book: Workbook, lists: Any, interview: Interview) -> dict[str, Any]:
    """Add the sheet of a function; what the mark says of it."""
    answers = sheets.current(interview)
    ws = book.create_sheet(_title(book, str(interview.function)), len(book.sheetnames) - 2)
    found = offered(answers)
    page = _Page(ws, answers, found, {name: _listed(lists, said) for name, said in found.items()})
    _fill(page, interview)
    _set_up(ws, len(answers.scale.bands))
    return {
        "interview": interview.pk,
        "function": str(interview.function),
        "campaign": str(interview.campaign or ""),
        "scale": interview.scale_id,
        "number": answers.scale.number,
        "questions": sorted(one.name for one in answers.own),
        "version": interview.version,
        "sheet": ws.title,
        "cells": page.cells,
        "was": {name: answers.sheet.get(name, "") for name in page.cells.values()},
        "lists": {name: list_of(name, answers) for name in page.cells.values()},
        "words": found,
    }


def _listed(lists: Any, said: dict[str, str]) -> str:
    """Write a list into a column of the hidden sheet; where it stands."""
    first = lists.cell(1, 1).value is None
    column = 1 if first else lists.max_column + 1
    for row, words in enumerate(said, start=1):
        lists.cell(row, column, safe(words))
    letter = get_column_letter(column)
    return f"{LISTS}!${letter}$1:${letter}${max(len(said), 1)}"


def _title(book: Workbook, name: str) -> str:
    """A name a sheet may have, not yet taken."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", safe(name)).strip()[:27].strip() or "Function"
    taken = {one.casefold() for one in book.sheetnames}
    names = [plain, *(f"{plain} {number}" for number in range(2, MOST + 2))]
    return next(one for one in names if one.casefold() not in taken)


def _set_up(ws: Any, bands: int) -> None:
    ws.protection.sheet = True
    ws.protection.formatColumns = ws.protection.formatRows = False
    ws.column_dimensions["A"].width = 44
    for at in range(2, max(bands, 8) + 2):
        ws.column_dimensions[get_column_letter(at)].width = 18
    ws.freeze_panes = "B2"
    ws.page_setup.orientation = "landscape"
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True


def _fill(page: _Page, interview: Interview) -> None:
    page.heading(str(interview.function), large=True)
    who = {"campaign": interview.campaign or "", "owner": interview.owner or ""}
    page.note(_("%(campaign)s, asked: %(owner)s") % who)
    page.note(_("Fill in the coloured cells; all others are locked. Send the file back as XLSX."))
    for step, title, fill in (
        ("function", _("1 The function"), _about),
        ("impact", _("2 How bad it gets over time"), _impact),
        ("needs", _("3 What it rests on"), _needs),
        ("resources", _("4 People and places"), _resources),
        ("workarounds", _("5 By hand"), _workarounds),
        ("review", _("6 To agree"), _agree),
    ):
        own = [one for one in page.answers.own if one.question.step == step and one.shown]
        if step in page.answers.left_out and not own:
            continue
        page.row += 1
        page.heading(title)
        if step not in page.answers.left_out:
            fill(page)
        for one in own:
            unit = f" ({one.question.unit})" if one.question.unit else ""
            page.line(f"{one.text}{unit}", [one.name])


def _about(page: _Page) -> None:
    page.line(_("What it does, and for whom"), ["purpose"])
    page.line(_("How often it runs"), ["frequency"])
    page.line(_("The least it must deliver: share of a normal day, in percent"), ["minimum_level"])
    page.line(_("The least it must deliver, in words"), ["minimum_service"])
    if "peaks" not in page.answers.left_out:
        page.heading(
            _("Times at which stopping is worse"),
            _("When"),
            _("Comes"),
            _("Which days"),
            _("Its own curve"),
            _("Remove"),
        )
        _rows(page, "peak", ("name", "when", "rule", "days", "own_curve"))


def _impact(page: _Page) -> None:
    answers, scale = page.answers, page.answers.scale
    times = [_("after %(time)s") % {"time": format_duration(one)} for one in scale.bands]
    peaks = [
        (row.key, row.values.get("name", ""))
        for row in answers.reading.rows["peak"]
        if row.pk and row.values.get("own_curve")
    ]
    for key, title in [(ALL_DAYS, _("On an ordinary day")), *peaks]:
        page.heading(title, *times)
        for one in scale.categories:
            if not one.is_counted:
                names = [f"rate.{key}.{one.key}.{at}" for at in range(len(times))]
                page.line(f"{one.name}: {one.hint}" if one.hint else one.name, names)
    counted = any(one.is_counted for one in scale.categories)
    in_money = any(one.tolerance is not None for one in scale.categories)
    if counted or (in_money and "money" not in answers.left_out):
        page.heading(_("Lost in all, in %(currency)s") % {"currency": scale.currency}, *times)
        heads = (("loss", _("Likely")), ("low", _("At least")), ("high", _("At most")))
        for head, label in heads:
            page.line(label, [f"{head}.{at}" for at in range(len(times))])
    page.line(_("Catching up takes"), ["wrt"])


def _needs(page: _Page) -> None:
    page.heading(
        _("Name"),
        _("Kind"),
        _("Needed within"),
        _("Can do without for"),
        _("Data only: loss that can be borne"),
        _("Data only: can be typed in again from"),
        _("Remove"),
    )
    _rows(page, "need", ("name", "kind", "needed_within", "tolerates", "loss", "reenter_from"))


def _resources(page: _Page) -> None:
    bands = page.answers.scale.bands
    times = [_("after %(time)s") % {"time": format_duration(one)} for one in bands]
    page.heading(_("What"), _("Kind"), _("Kept at"), *times, _("Remove"))
    amounts = tuple(f"at.{at}" for at in range(len(bands)))
    _rows(page, "resource", ("name", "kind", "kept_at", *amounts))


def _workarounds(page: _Page) -> None:
    page.heading(
        _("What you would do"),
        _("For how long"),
        _("Share of the work, in percent"),
        _("To catch up afterwards"),
        _("Last tried, such as 2026-03-14"),
        _("Enough people for it"),
        _("Remove"),
    )
    names = ("what", "lasts", "capacity", "backlog", "rehearsed_on", "staffed")
    _rows(page, "workaround", names)


def _agree(page: _Page) -> None:
    page.line(_("We agree to be back in"), ["agreed_rto"])
    page.line(_("Why another time than follows from the answers"), ["rto_reason"])
    page.line(_("Anything else we should know"), ["comment"])


def _rows(page: _Page, head: str, fields: tuple[str, ...]) -> None:
    for key in _keys(page.answers, head):
        gone = [] if key.startswith("new") else ["gone"]
        page.put(f"{head}.{key}.{name}" for name in (*fields, *gone))


def _keys(answers: Answers, head: str) -> Iterator[str]:
    """The rows there are, then new ones nobody has begun in the browser."""
    for row in answers.reading.kept(head):
        yield row.key
    for number in range(SPARE[head]):
        yield f"new{900_001 + number}"
