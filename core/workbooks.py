"""Excel workbooks as rows of values: what one holds is counted before any of it is built."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.parsers import expat

import openpyxl
from django.utils.translation import gettext as _

UNPACKED_LIMIT = 64 * 1024 * 1024
CELL_LIMIT = 500_000
COLUMNS_OF_EXCEL = 16_384
ELEMENT_LIMIT = 2_000_000
"""XML elements of a sheet, or of its texts."""
OTHER_LIMIT = 100_000
"""XML elements of any other part, such as the styles, which are slow to read."""
LARGE_PARTS = ("xl/worksheets/", "xl/sharedStrings.xml")


class Unreadable(Exception):
    """The file cannot be read as a sheet; the message says what to do."""


def rows_of(content: bytes) -> Iterator[Sequence[Any]]:
    """The rows of the first sheet, each as wide as its last cell. Raises Unreadable."""
    try:
        parts = _parts(content)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        sheet = book.worksheets[0]
        parts[sheet._worksheet_path].require_plain_cells()
        # The dimensions a workbook states may be any: rows would be filled up to them.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises zip, XML and key errors alike
        raise Unreadable(
            _("This is not an Excel workbook. Save it as XLSX or CSV and try again.")
        ) from error


def cells_of(content: bytes) -> dict[str, dict[str, Any]]:
    """What stands in the cells of every sheet, hidden ones too: sheet → cell → value.

    Raises Unreadable, also for macros and for a cell that holds a formula, which it names.
    """
    try:
        _parts(content)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if any("vba" in name.lower() or "macrosheets" in name for name in packed.namelist()):
                sentence = _("The workbook holds macros. Save it as XLSX without macros.")
                raise Unreadable(sentence)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return {sheet.title: _cells(sheet) for sheet in book.worksheets}
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises zip, XML and key errors alike
        raise Unreadable(
            _("This is not an Excel workbook. Save it as XLSX and try again.")
        ) from error


def _cells(sheet: Any) -> dict[str, Any]:
    sheet.reset_dimensions()
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            if cell.data_type == "f":
                sentence = _(
                    "Sheet “%(sheet)s”, cell %(cell)s holds a formula. Type the answer itself, and"
                    " upload the workbook again."
                )
                raise Unreadable(sentence % {"sheet": sheet.title, "cell": cell.coordinate})
            found[cell.coordinate] = cell.value
    return found


def _parts(content: bytes) -> dict[str, "_Part"]:
    """The XML parts of a workbook by their names, each counted as it streams by."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(member.file_size for member in packed.infolist()) > UNPACKED_LIMIT:
            limit = UNPACKED_LIMIT // 2**20
            sentence = _("Unpacked, the workbook is larger than %(limit)s MB. Split it.")
            raise Unreadable(sentence % {"limit": limit})
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                parts[name] = _Part(is_large=name.startswith(LARGE_PARTS))
                with packed.open(name) as stream:
                    parts[name].read(stream)
    return parts


class _Part:
    """What one part holds, so far as it says whether and how it can be read."""

    def __init__(self, *, is_large: bool) -> None:
        self.limit = ELEMENT_LIMIT if is_large else OTHER_LIMIT
        self.elements = self.cells = self.across = 0
        self.is_text = False
        self.cell = self.formula = self.empty_formula = self.merged = ""

    def read(self, stream: Any) -> None:
        """Count the elements of a stream. Raises Unreadable at the first that is too many."""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.ParseFile(stream)
        self.empty_formula = self.empty_formula or self.formula

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.cells, self.across = self.cells + 1, self.across + 1
            self.empty_formula = self.empty_formula or self.formula
            self.cell, self.formula = attributes.get("r", "?"), ""
            self.is_text = attributes.get("t") == "str"
        elif kind == "row":
            self.across = 0
        elif kind == "f":
            self.formula = "" if self.is_text else self.cell
        elif kind == "v" and self.formula:
            self.parser.CharacterDataHandler = self._result
        elif kind == "mergeCell":
            self.merged = self.merged or attributes.get("ref", "?")
        if self.elements > self.limit or self.cells > CELL_LIMIT or self.across > COLUMNS_OF_EXCEL:
            sentence = _(
                "The workbook holds more than can be read at once: up to %(count)s cells. Leave"
                " out the sheets, rows and columns that are not needed, or split it."
            )
            raise Unreadable(sentence % {"count": CELL_LIMIT})

    def _result(self, text: str) -> None:
        """The result of a formula; one that is a text may be empty, and is no longer asked about."""
        self.formula = "" if text.strip() else self.formula
        self.parser.CharacterDataHandler = None

    def require_plain_cells(self) -> None:
        """Refuse cells whose value would be lost without a word. Raises Unreadable."""
        if self.merged:
            sentence = _(
                "The cells %(cells)s are merged, so only the first of them holds the value."
                " Unmerge them, fill in each cell, and upload the sheet again."
            )
            raise Unreadable(sentence % {"cells": self.merged})
        if self.empty_formula:
            sentence = _(
                "Cell %(cell)s holds a formula without a result. Open the workbook in your"
                " spreadsheet program, save it, and upload it again."
            )
            raise Unreadable(sentence % {"cell": self.empty_formula})
