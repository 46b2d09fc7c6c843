"""Lists as CSV and XLSX, safe to open: no cell is ever a formula."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tablib
from django.http import HttpResponse
from django.utils.text import capfirst

from core.values import cell

KINDS = {"csv": "CSV", "xlsx": "XLSX"}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it.

    So does what looks like such a text already, so that `unsafe` gives back every text. Control
    characters, which no workbook can hold, are left out.

    >>> safe("=1+1"), safe("'=1+1"), safe("plain"), safe(-3)
    ("'=1+1", "''=1+1", 'plain', -3)
    """
    if not isinstance(value, str):
        return value
    value = UNPRINTABLE.sub("", value)
    return "'" + value if value.lstrip("'").startswith(FORMULA_STARTS) else value


def unsafe(value: Any) -> Any:
    """Undo `safe` when a sheet comes back.

    >>> unsafe("'=1+1"), unsafe("''=1+1"), unsafe("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    if not isinstance(value, str) or not value.startswith("'"):
        return value
    if value.lstrip("'").startswith(FORMULA_STARTS):
        return value[1:]
    return value


def sheet(page: Any, rows: Iterable[Any]) -> tuple[list[str], Iterator[list[Any]]]:
    """The headings and rows of an export: the fields of the form, so that an import reads them,
    then what the page adds to them.
    """
    names, added = list(page.fields), list(page.export_also)
    headings = [str(capfirst(page.model._meta.get_field(name).verbose_name)) for name in names]
    headings += [str(heading) for heading, _value in added]
    lines = (
        [cell(record, name) for name in names] + [value(record) for _heading, value in added]
        for record in rows
    )
    return headings, lines


def response(kind: str, name: str, headings: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """A download of the given kind ("csv" or "xlsx")."""
    data = tablib.Dataset(headers=headings, title=name[:31])
    for row in rows:
        data.append([safe(value) if value is not None else "" for value in row])
    content = data.export(kind)
    if kind == "csv":
        content = "\ufeff" + content
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )
