"""Spreadsheets into records: columns mapped, a dry run shown, then all rows or none.

Each row goes through the same form and the same save service as the pages, so it obeys the same
rules. The dry run does the real work in a transaction and takes it back.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.exports import unsafe
from core.values import cell, natural_field

ROW_LIMIT = 20_000
COLUMN_LIMIT = 500
LOWEST_ROW = 100_000
"""How far down a sheet is read, empty rows included."""
UNPACKED_LIMIT = 200 * 1024 * 1024


class Unreadable(Exception):
    """The file cannot be read as a sheet; the message says what to do."""


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of one row."""

    row: int
    label: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    column: str = ""
    error: str = ""


@dataclass
class Result:
    """What an import did, or would do."""

    created: list[Outcome] = field(default_factory=list)
    changed: list[Outcome] = field(default_factory=list)
    unchanged: list[Outcome] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)


def read_upload(file: "File[bytes]") -> tuple[list[str], list[list[Any]]]:
    """The headings and rows of an uploaded sheet. Raises Unreadable."""
    _check_size(file.size)
    return read_sheet(file.name or "", file.read())


def _check_size(size: int) -> None:
    if size > settings.FILE_SIZE_LIMIT:
        limit = settings.FILE_SIZE_LIMIT // 2**20
        raise Unreadable(_("The file is larger than %(limit)s MB. Split it.") % {"limit": limit})


def read_sheet(name: str, content: bytes) -> tuple[list[str], list[list[Any]]]:
    """The headings and rows of a CSV or XLSX file. Raises Unreadable."""
    _check_size(len(content))
    is_workbook = name.lower().endswith(".xlsx")
    rows = list(_within_limits(_xlsx(content) if is_workbook else _csv(content)))
    if not rows:
        raise Unreadable(_("The file is empty. Its first row must hold the column names."))
    headings = [str(value or "").strip() for value in rows[0]]
    return headings, [[unsafe(plain(value)) for value in row] for row in rows[1:]]


def _within_limits(table: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """The rows that hold something, without the empty cells at their ends."""
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
        if width:
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


def _xlsx(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
        if unpacked > UNPACKED_LIMIT:
            limit = UNPACKED_LIMIT // 2**20
            sentence = _("Unpacked, the workbook is larger than %(limit)s MB. Split it.")
            raise Unreadable(sentence % {"limit": limit})
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # The dimensions a workbook states may be any: rows would be filled up to them.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises zip, XML and key errors alike
        raise Unreadable(
            _("This is not an Excel workbook. Save it as XLSX or CSV and try again.")
        ) from error


def _csv(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Unreadable(
            _("This is neither CSV nor XLSX. Save the sheet as one of these and try again.")
        )
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        yield from csv.reader(io.StringIO(text), dialect)
    except csv.Error as error:
        sentence = _("The file cannot be read as CSV (%(error)s). Save it anew as XLSX or CSV.")
        raise Unreadable(sentence % {"error": error}) from error


def guess_mapping(page: Any, headings: list[str]) -> dict[str, str]:
    """Field name → heading, where heading and field have the same words."""
    spoken = {_key(heading): heading for heading in headings if heading}
    found = {}
    for name in page.fields:
        label = page.model._meta.get_field(name).verbose_name
        heading = spoken.get(_key(str(label))) or spoken.get(_key(name))
        if heading:
            found[name] = heading
    return found


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


class Importer:
    """One import of rows into the model of a Pages class."""

    def __init__(
        self, page: Any, *, actor: Any, at: datetime, mapping: dict[str, str], where: str
    ) -> None:
        self.page, self.actor, self.at, self.where = page, actor, at, where
        self.mapping = mapping
        self.result = Result()
        self.known: dict[type, dict[str, Any]] = {}

    def run(
        self,
        headings: list[str],
        rows: list[list[Any]],
        *,
        apply: bool,
        progress: Callable[[int, int], None] | None = None,
    ) -> Result:
        """Take the rows in turn; keep the work only when applied and nothing was refused."""
        places = {
            name: headings.index(heading)
            for name, heading in self.mapping.items()
            if heading in headings
        }
        with transaction.atomic():
            for number, row in enumerate(rows, start=2):
                values = {
                    name: row[place] if place < len(row) else "" for name, place in places.items()
                }
                self._take(number, values)
                if progress:
                    progress(number - 1, len(rows))
            if not apply or self.result.refused:
                transaction.set_rollback(True)
        return self.result

    def _take(self, number: int, values: dict[str, Any]) -> None:
        label = " · ".join(str(values.get(name, "")) for name in self.page.key)
        data, errors = self._data(values)
        stored = None if errors else self._stored(data)
        if isinstance(stored, str):
            errors[self.page.key[0]] = stored
        if errors:
            self._refuse(number, label, errors)
            return
        try:
            with transaction.atomic():
                self._write(number, label, data, stored)
        except ValidationError as error:
            named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            self._refuse(number, label, {name: " ".join(said) for name, said in named.items()})
        except PermissionDenied as error:
            self._refuse(number, label, {"": str(error) or _("You may not change this row.")})

    def _write(self, number: int, label: str, data: dict[str, Any], stored: Any) -> None:
        before = {name: cell(stored, name) for name in self.mapping} if stored else {}
        form = self.page.make_form()(
            data=self._complete(data, stored), instance=stored, actor=self.actor
        )
        if not form.is_valid():
            raise ValidationError(
                {name: list(said) for name, said in form.errors.items() if name in form.fields}
                or form.non_field_errors()
            )
        changes = [
            (self._label(name), str(before.get(name, "")), str(cell(form.instance, name)))
            for name in self.mapping
            if str(before.get(name, "")) != str(cell(form.instance, name))
        ]
        outcome = Outcome(number, label, changes)
        if stored and not changes:
            self.result.unchanged.append(outcome)
            return
        self.page.save(form.instance, by=self.actor, at=self.at, where=self.where)
        (self.result.changed if stored else self.result.created).append(outcome)

    def _complete(self, data: dict[str, Any], stored: Any) -> dict[str, Any]:
        """The row's values over the stored ones: a column left out changes nothing."""
        if stored is None:
            blank = self.page.make_form()(actor=self.actor)
            return {
                **{name: blank.get_initial_for_field(f, name) for name, f in blank.fields.items()},
                **data,
            }
        form = self.page.make_form()(instance=stored, actor=self.actor)
        return {**form.initial, **data}

    def _stored(self, data: dict[str, Any]) -> Any:
        """The row recognised by the key; None if there is none; a sentence if it may not be told."""
        if any(name not in data for name in self.page.key):
            missing = next(name for name in self.page.key if name not in data)
            return _("Map a column to “%(field)s”: rows are recognised by it.") % {
                "field": self._label(missing)
            }
        wanted = {}
        for name in self.page.key:
            value = data[name]
            text = isinstance(
                self.page.model._meta.get_field(name), models.CharField | models.TextField
            )
            wanted[f"{name}__iexact" if text and value else name] = value or (
                None if not text else ""
            )
        found = list(self.page.model.objects.visible_to(self.actor).filter(**wanted)[:2])
        if len(found) > 1:
            return _("More than one row has this name. Change it by hand.")
        return found[0] if found else None

    def _data(self, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        data, errors = {}, {}
        for name, text in values.items():
            try:
                data[name] = self._value(name, text)
            except ValueError as error:
                errors[name] = str(error)
        return data, errors

    def _value(self, name: str, text: Any) -> Any:
        column = self.page.model._meta.get_field(name)
        if text == "":
            return "" if not column.remote_field else None
        if column.remote_field:
            return self._relation(column, str(text))
        if column.choices:
            labels = {_key(str(label)): value for value, label in column.flatchoices}
            labels |= {_key(str(value)): value for value, _label in column.flatchoices}
            if _key(str(text)) not in labels:
                options = ", ".join(str(label) for _value, label in column.flatchoices)
                raise ValueError(
                    _("“%(text)s” is not one of: %(options)s.") % {"text": text, "options": options}
                )
            return labels[_key(str(text))]
        if isinstance(column, models.BooleanField):
            return str(text).strip().lower() in {"yes", "true", "1", "x", str(_("Yes")).lower()}
        return text

    def _relation(self, column: Any, text: str) -> Any:
        model = column.related_model
        if model not in self.known:
            rows = model.objects.visible_to(self.actor).in_use()
            names: dict[str, Any] = {}
            for pk, name in rows.values_list("pk", natural_field(model)):
                names[str(name).lower()] = None if str(name).lower() in names else pk
            self.known[model] = names
        found = self.known[model].get(text.lower(), "")
        if found == "":
            raise ValueError(
                _("There is no %(kind)s “%(text)s”.")
                % {"kind": model._meta.verbose_name, "text": text}
            )
        if found is None:
            raise ValueError(
                _("More than one %(kind)s is called “%(text)s”.")
                % {"kind": model._meta.verbose_name, "text": text}
            )
        return found

    def _label(self, name: str) -> str:
        return str(capfirst(self.page.model._meta.get_field(name).verbose_name))

    def _refuse(self, number: int, label: str, errors: dict[str, str]) -> None:
        for name, sentence in errors.items():
            column = self.mapping.get(name, "")
            self.result.refused.append(Outcome(number, label, column=column, error=sentence))
