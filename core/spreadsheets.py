"""Sheets people upload, CSV or XLSX: headings and rows of text, or a sentence why not."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from core import workbooks
from core.exports import unsafe
from core.workbooks import Unreadable

ROW_LIMIT = 20_000
COLUMN_LIMIT = 500
LOWEST_ROW = 100_000
"""How far down a sheet is read, empty rows included."""
DELIMITERS = ",;\t"


def read_upload(file: "File[bytes]") -> tuple[list[str], list[list[Any]]]:
    """The headings and rows of an uploaded sheet. Raises Unreadable."""
    _check_size(file.size)
    return read_sheet(file.name or "", file.read())


def _check_size(size: int) -> None:
    if size > settings.FILE_SIZE_LIMIT:
        limit = settings.FILE_SIZE_LIMIT // 2**20
        raise Unreadable(_("The file is larger than %(limit)s MB. Split it.") % {"limit": limit})


def read_sheet(name: str, content: bytes) -> tuple[list[str], list[list[Any]]]:
    """The headings and rows of a CSV or XLSX file, empty rows as []. Raises Unreadable.

    The first of the rows is the file's second, so that they count as a person sees them.
    """
    _check_size(len(content))
    is_workbook = name.lower().endswith(".xlsx")
    rows = _within_limits(workbooks.rows_of(content) if is_workbook else _csv(content))
    headings = _headings(next(rows, []), is_workbook)
    found = [[unsafe(plain(value)) for value in row] for row in rows]
    while found and not any(found[-1]):
        found.pop()
    if not found:
        raise Unreadable(_("There are no rows below the column names. Fill in at least one."))
    return headings, found


def _headings(row: list[Any], is_workbook: bool) -> list[str]:
    headings = [str(value or "").strip() for value in row]
    if not any(headings):
        sentence = _("The first sheet of the workbook has nothing in its first row.")
        nothing = sentence if is_workbook else _("The file has nothing in its first row.")
        raise Unreadable(f"{nothing} {_('The first row must hold the column names.')}")
    twice = next((name for name, n in Counter(filter(None, headings)).items() if n > 1), "")
    if twice:
        sentence = _(
            "Two columns are called “%(name)s”. Give each a name of its own, or delete the one that"
            " is not needed."
        )
        raise Unreadable(sentence % {"name": twice})
    return headings


def _within_limits(table: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """The rows without the empty cells at their ends, which leaves nothing of an empty row."""
    kept = 0
    for number, row in enumerate(table, start=1):
        if number > LOWEST_ROW:
            sentence = _(
                "The sheet goes on below row %(count)s. Split it, or delete its empty rows."
            )
            raise Unreadable(sentence % {"count": LOWEST_ROW})
        width = next((n for n in range(len(row), 0, -1) if row[n - 1] not in (None, "")), 0)
        if width > COLUMN_LIMIT:
            sentence = _("The sheet has more than %(count)s columns. Leave out what is not needed.")
            raise Unreadable(sentence % {"count": COLUMN_LIMIT})
        kept += width > 0
        if kept > ROW_LIMIT:
            sentence = _("The file has more than %(count)s rows. Split it.")
            raise Unreadable(sentence % {"count": ROW_LIMIT})
        yield list(row[:width])


def plain(value: Any) -> Any:
    """A cell as text: dates in ISO form, whole numbers without a point.

    >>> plain(4.0), plain(None), plain(" x ")
    ('4', '', 'x')
    """
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _csv(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Unreadable(
            _("This is neither CSV nor XLSX. Save the sheet as one of these and try again.")
        )
    first = text.partition("\n")[0]
    try:
        yield from csv.reader(io.StringIO(text), delimiter=max(DELIMITERS, key=first.count))
    except csv.Error as error:
        sentence = _("The file cannot be read as CSV (%(error)s). Save it anew as XLSX or CSV.")
        raise Unreadable(sentence % {"error": error}) from error
