"""Values as a person reads them, and as a spreadsheet carries them."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from core.durations import format_duration

LONGEST_WHOLE = 18
"""Digits of a number that every integer column of the database can be asked about."""

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What no column of text can hold: NUL, and half of a sign that takes two."""


def storable(text: str) -> str:
    """A text without the characters that cannot be stored.

    >>> storable("a\\x00b\\ud83d"), storable("a\\\\u0000 \\U0001f600") == "a\\\\u0000 \\U0001f600"
    ('ab', True)
    """
    return UNSTORABLE.sub("", text)


def whole(text: str) -> int | None:
    """A count or an id as it stands in an address or a form: plain digits, else None.

    >>> whole("12"), whole("007"), whole("0")
    (12, 7, 0)
    >>> whole("²1"), whole("१२"), whole("-1"), whole(" 1"), whole(""), whole("9" * 19)
    (None, None, None, None, None, None)
    """
    plain = text.isascii() and text.isdecimal() and len(text) <= LONGEST_WHOLE
    return int(text) if plain else None


def readable(value: Any) -> str:
    """A value in words: times as said, dates in the person's zone, yes and no, a dash for nothing."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, int | float):
        return str(number_format(value, force_grouping=True))
    if isinstance(value, Decimal):
        return str(number_format(_short(value)))
    return str(value)


def _short(value: Decimal) -> str:
    """A number without the zeros that fill up its column: amounts keep their cents.

    >>> _short(Decimal("52.303000")), _short(Decimal("120.000000")), _short(Decimal("9.50"))
    ('52.303', '120', '9.50')
    """
    text = f"{value:f}"
    whole_part, _point, rest = text.partition(".")
    return text if len(rest) <= 2 else f"{whole_part}.{rest.rstrip('0')}".removesuffix(".")


def field_text(record: Any, name: str) -> str:
    """A field of a record in words, its choice by its label."""
    field = record._meta.get_field(name)
    if field.choices:
        return readable(getattr(record, f"get_{name}_display")())
    return readable(getattr(record, name))


def cell(record: Any, name: str) -> Any:
    """A field of a record as a sheet carries it, such that an import reads it back."""
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if field.choices:
        return "" if value in (None, "") else str(getattr(record, f"get_{name}_display")())
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0).isoformat(sep=" ")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, models.Model):
        return getattr(value, natural_field(type(value)))
    return "" if value is None else value


def natural_field(model: type[models.Model]) -> str:
    """The field by which people name a row of the model: its e-mail, its name, else its number."""
    names = {field.name for field in model._meta.concrete_fields}
    return next((name for name in ("email", "name", "title") if name in names), "pk")
