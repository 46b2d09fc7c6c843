"""Spreadsheets into records: columns mapped, a dry run shown, then all rows or none.

Each row goes through the same form and the same save service as the pages, so it obeys the same
rules. The dry run does the real work in a transaction and takes it back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.exports import UNPRINTABLE
from core.spreadsheets import plain
from core.values import cell, natural_field, whole

ALIKE = 20
"""Rows of one name that are looked through for the one a row of the sheet was exported from."""
YES, NO = {"yes", "true", "1", "x"}, {"no", "false", "0", "-"}


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

    @property
    def mark(self) -> str:
        """What tells two results apart: the same rows with the same changes have the same mark."""
        return sha256(repr(self).encode()).hexdigest()


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


def is_carried(record: Any, name: str, text: str) -> bool:
    """Whether a cell says what the record holds: its text as exported, or the same number."""
    held = cell(record, name)
    if isinstance(held, Decimal | float):
        try:
            return Decimal(text) == Decimal(str(held))
        except InvalidOperation:
            return False
    return _lines(plain(held)) == _lines(text)


def _lines(text: str) -> list[str]:
    """Lines as an export carries them, however they end: a workbook has line feeds only."""
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")


class Importer:
    """One import of rows into the model of a Pages class."""

    def __init__(
        self, page: Any, *, actor: Any, at: datetime, mapping: dict[str, str], where: str
    ) -> None:
        self.page, self.actor, self.at, self.where = page, actor, at, where
        self.mapping = mapping
        self.result = Result()
        self.known: dict[type, dict[str, Any]] = {}
        self.first: dict[tuple[str, ...], int] = {}

    def run(
        self,
        headings: list[str],
        rows: list[list[Any]],
        *,
        seen: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> Result:
        """Take the rows in turn; keep the work only where it is what was `seen` and none refused.

        `seen` is the mark of the result that a person was shown; "" for a dry run.
        """
        places = {
            name: headings.index(heading)
            for name, heading in self.mapping.items()
            if heading in headings
        }
        with transaction.atomic():
            for number, row in enumerate(rows, start=2):
                if not any(row):
                    continue
                values = {
                    name: row[place] if place < len(row) else "" for name, place in places.items()
                }
                self._take(number, values)
                if progress:
                    progress(number - 1, len(rows))
            if self.result.refused or self.result.mark != seen:
                transaction.set_rollback(True)
        return self.result

    def _take(self, number: int, values: dict[str, Any]) -> None:
        key = tuple(str(values.get(name, "")) for name in self.page.key)
        label = " · ".join(key)
        first = self.first.setdefault(tuple(part.lower() for part in key), number)
        stored, errors = self._stored(values)
        said = {
            name: text
            for name, text in values.items()
            if stored is None or not is_carried(stored, name, text)
        }
        if stored is not None and not said:
            self.result.unchanged.append(Outcome(number, label))
            return
        data, misread = self._data(said)
        errors |= misread
        if first != number and not errors:
            sentence = _("Row %(row)s is about the same one. Keep one of the two rows.")
            errors[self.page.key[0]] = sentence % {"row": first}
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
        values = {name: getattr(stored, name, None) for name in data}
        texts = {name: str(cell(stored, name)) if stored else "" for name in data}
        form = self.page.make_form()(
            data=self._complete(data, stored), instance=stored, actor=self.actor
        )
        if not form.is_valid():
            raise ValidationError(
                {name: list(said) for name, said in form.errors.items() if name in form.fields}
                or form.non_field_errors()
            )
        changes = [
            (self._label(name), texts[name], str(cell(form.instance, name)))
            for name in data
            if getattr(form.instance, name) != values[name]
            and str(cell(form.instance, name)) != texts[name]
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

    def _stored(self, values: dict[str, Any]) -> tuple[Any, dict[str, str]]:
        """The row recognised by the key, None if there is none; and what stands against telling."""
        wanted: dict[str, Any] = {}
        for name in self.page.key:
            if name not in values:
                sentence = _("Map a column to “%(field)s”: rows are recognised by it.")
                return None, {name: sentence % {"field": self._label(name)}}
            try:
                wanted |= self._recognised(name, values[name])
            except ValueError as error:
                return None, {name: str(error)}
        found = list(self.page.model.objects.visible_to(self.actor).filter(**wanted)[:ALIKE])
        same = [one for one in found if all(is_carried(one, *said) for said in values.items())]
        if len(found) > 1 and not same:
            return None, {
                self.page.key[0]: _("More than one row has this name. Change it by hand.")
            }
        return next(iter(same or found), None), {}

    def _recognised(self, name: str, text: str) -> dict[str, Any]:
        """What a row must meet to be the one with this text in a key column. Raises ValueError."""
        column = self.page.model._meta.get_field(name)
        if column.remote_field:
            natural = natural_field(column.related_model)
            if natural == "pk":
                return {name: whole(text)}
            return {f"{name}__{natural}__iexact": text} if text else {name: None}
        value = self._value(name, text)
        if isinstance(column, models.CharField | models.TextField) and value:
            return {f"{name}__iexact": value}
        return {name: value}

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
        return self._truth(text) if isinstance(column, models.BooleanField) else text

    def _truth(self, text: str) -> bool:
        said = text.lower()
        yes, no = {*YES, _("Yes").lower()}, {*NO, _("No").lower()}
        if said not in yes | no:
            raise ValueError(_("“%(text)s” is neither Yes nor No.") % {"text": text})
        return said in yes

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
