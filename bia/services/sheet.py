"""The sheet of an interview: every answer as one named text, as a browser sends it.

Names: `purpose`, `wrt`; `rate.all.money.3` (variant, category, column); `need.12.name` (list, row,
field), where a row's key is its id or, for a new one, a word the browser made;
`own.needs.outside` (step, key) for a question of one's own. A draft is a part of a sheet; leaving a step writes its part as rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from bia.choices import Frequency, NeedKind, PeakRule, ResourceKind
from bia.services import amounts, peaks
from core import values as numbers
from core.durations import parse_duration
from core.values import cell, storable

STEPS = ("function", "impact", "needs", "resources", "workarounds", "review")
ALL_DAYS = "all"
LONGEST_TEXT = 4000
LONGEST_NAME = 120
LONGEST_KEPT = 20_000
"""Characters of one answer that a draft keeps, too long or not."""
OWN_KEY = re.compile(r"[a-z0-9-]{1,40}")
MADE_HERE = re.compile(r"new(\d{1,9})")

Reader = Callable[[str], Any]
Sheet = dict[str, str]


def _too_long(limit: int) -> str:
    most = number_format(limit, force_grouping=True)
    return _("Too long: at most %(limit)s characters.") % {"limit": most}


def text(limit: int) -> Reader:
    """Any text as long as its column holds."""

    def read(value: str) -> str:
        plain = value.strip()
        if len(plain) > limit:
            raise ValueError(_too_long(limit))
        return plain

    return read


def duration(value: str) -> timedelta | None:
    """A time as people type it."""
    return parse_duration(value) if value.strip() else None


def percent(value: str) -> int | None:
    """A share from 1 to 100."""
    plain = value.strip().rstrip("%").strip()
    if not plain:
        return None
    share = numbers.whole(plain)
    if share is None or not 1 <= share <= 100:
        raise ValueError(_("Give a share from 1 to 100 percent."))
    return share


def whole(value: str) -> int | None:
    """A count, 0 or more."""
    plain = value.strip()
    if not plain:
        return None
    count = numbers.whole(plain)
    if count is None or count > 10_000_000:
        raise ValueError(_("Give a whole number."))
    return count


def day(value: str) -> date | None:
    """A day that has been."""
    if not value.strip():
        return None
    try:
        said = date.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError(_("Give a date such as 2026-03-14.")) from error
    if said > timezone.localdate():
        raise ValueError(_("This day is still to come. Give the day it was last tried, or none."))
    return said


def level(value: str) -> int | None:
    """A level of the scale."""
    plain = value.strip()
    if plain not in {"", "0", "1", "2", "3", "4"}:
        raise ValueError(_("Choose a level from 0 to 4."))
    return int(plain) if plain else None


def choice(allowed: Any) -> Reader:
    """One of the values of a set of choices."""

    def read(value: str) -> str:
        if value and value not in allowed.values:
            raise ValueError(_("Choose one from the list."))
        return value

    return read


def yes(value: str) -> bool:
    """Whether a box is ticked."""
    return value.strip() in {"1", "on", "true", "yes"}


FIELDS: dict[str, tuple[str, Reader]] = {
    "purpose": ("function", text(LONGEST_TEXT)),
    "frequency": ("function", choice(Frequency)),
    "minimum_level": ("function", percent),
    "minimum_service": ("function", text(300)),
    "wrt": ("impact", duration),
    "agreed_rto": ("review", duration),
    "rto_reason": ("review", text(LONGEST_TEXT)),
    "comment": ("review", text(LONGEST_TEXT)),
}
LISTS: dict[str, tuple[str, dict[str, Reader]]] = {
    "peak": (
        "function",
        {
            "name": text(80),
            "when": text(120),
            "rule": choice(PeakRule),
            "days": text(200),
            "own_curve": yes,
        },
    ),
    "need": (
        "needs",
        {
            "kind": choice(NeedKind),
            "name": text(200),
            "needed_within": duration,
            "tolerates": duration,
            "loss": duration,
            "reenter_from": text(200),
        },
    ),
    "resource": (
        "resources",
        {"kind": choice(ResourceKind), "name": text(200), "kept_at": text(200)},
    ),
    "workaround": (
        "workarounds",
        {
            "what": text(300),
            "lasts": duration,
            "capacity": percent,
            "backlog": duration,
            "rehearsed_on": day,
            "staffed": yes,
        },
    ),
}
PLACED = {"rate": 3, "loss": 1, "low": 1, "high": 1}
"""Names that end in a column, and how many parts follow their head."""
UNSAID = ("kind", "staffed", "own_curve", "gone")
"""What a row may hold although nobody has typed into it."""
CODE = 80
"""The most letters a challenge's code has."""
MAIN_FIELD = {"peak": "name", "need": "name", "resource": "name", "workaround": "what"}


def step_of(name: str) -> str | None:
    """The step a name belongs to; None for a name no step has."""
    if name in FIELDS:
        return FIELDS[name][0]
    head, *rest = name.split(".")
    if head in PLACED and len(rest) == PLACED[head] and _is_place(rest[-1]):
        return "impact"
    if head == "own" and len(rest) == 2:
        return rest[0] if rest[0] in STEPS[:-1] and OWN_KEY.fullmatch(rest[1]) else None
    if head == "reply" and len(rest) == 1 and len(rest[0]) <= CODE:
        return "reply"
    if head not in LISTS or len(rest) < 2:
        return None
    known = len(rest) == 2 and (rest[1] in LISTS[head][1] or rest[1] == "gone")
    amount = head == "resource" and len(rest) == 3 and rest[1] == "at" and _is_place(rest[2])
    return LISTS[head][0] if known or amount else None


def _is_place(text: str) -> bool:
    return len(text) < 3 and numbers.whole(text) is not None


def known_changes(changes: Mapping[str, Any]) -> Sheet:
    """What of a message from outside is a part of a sheet, texts no draft keeps left out."""
    return {name: value for name, value in _named(changes) if len(value) <= LONGEST_KEPT}


def refused(changes: Mapping[str, Any]) -> Sheet:
    """What of a message is too long even for a draft: name → what to do."""
    most = number_format(LONGEST_KEPT, force_grouping=True)
    said = _("Not kept: longer than %(most)s characters. Shorten it.")
    return {
        name: said % {"most": most} for name, value in _named(changes) if len(value) > LONGEST_KEPT
    }


def _named(changes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in changes.items():
        known = len(name) < LONGEST_NAME and name == storable(name) and step_of(name)
        if known and isinstance(value, str):
            yield name, storable(value).replace("\r\n", "\n")


@dataclass(frozen=True)
class Row:
    """One row of a list: its key, what was typed, and what it means as far as it can be read."""

    key: str
    typed: dict[str, str]
    values: dict[str, Any]
    gone: bool = False

    @property
    def pk(self) -> int | None:
        """The id of the stored row, if it is one."""
        return numbers.whole(self.key)

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands: stored rows first, then new ones as they were added."""
        made = MADE_HERE.match(self.key)
        return (0, self.pk, "") if self.pk else (1, int(made[1]) if made else 0, self.key)


@dataclass(frozen=True)
class Reading:
    """A sheet understood: values, rows, levels, and what could not be read, by name."""

    values: dict[str, Any]
    rows: dict[str, list[Row]]
    variants: dict[str, dict[str, list[int | None]]]
    losses: dict[int, Decimal]
    replies: dict[str, str]
    errors: dict[str, str]
    echoes: dict[str, str] = field(default_factory=dict)
    """How an amount was understood, by name, where one could have meant another."""
    lows: dict[int, Decimal] = field(default_factory=dict)
    highs: dict[int, Decimal] = field(default_factory=dict)
    """The loss at best and at worst, at the times where it was said."""

    def kept(self, head: str) -> list[Row]:
        """The rows of a list that stay and say something."""
        return [
            row
            for row in self.rows.get(head, [])
            if not row.gone and row.typed.get(MAIN_FIELD[head])
        ]


def read(sheet: Sheet, *, bands: int, categories: list[str], currency: str = "") -> Reading:
    """Understand a sheet against a scale of so many bands, these categories and this currency."""
    errors: dict[str, str] = {}

    def take(reader: Reader, name: str, value: str) -> Any:
        try:
            return reader(value)
        except ValueError as error:
            errors[name] = str(error)
            return None

    values = {
        name: take(reader, name, sheet[name])
        for name, (_step, reader) in FIELDS.items()
        if name in sheet
    }
    rows = {head: _rows(sheet, head, bands, take) for head in LISTS}
    _ask_for_names(rows, errors)
    _read_rules(rows["peak"], errors)
    _ask_for_data(rows["need"], errors)
    said = amounts.read(sheet, bands, currency, take, errors)
    replies = {
        name.split(".", 1)[1]: value
        for name, value in sheet.items()
        if name.startswith("reply.") and value
    }
    variants = _variants(sheet, rows["peak"], bands, categories, take)
    return Reading(
        values, rows, variants, said.likely, replies, errors, said.echoes, said.low, said.high
    )


def _ask_for_names(rows: Mapping[str, list[Row]], errors: dict[str, str]) -> None:
    """A row that says something but not what it is about would be left out."""
    for head, found in rows.items():
        name = MAIN_FIELD[head]
        for row in found:
            if row.values and not row.values.get(name):
                errors.setdefault(f"{head}.{row.key}.{name}", _("Give it a name, or remove it."))


def _read_rules(found: list[Row], errors: dict[str, str]) -> None:
    """The days of a peak are read by its rule; without a rule they say nothing."""
    for row in found:
        if row.values.get("rule"):
            try:
                peaks.rule_of(row.values["rule"], row.values.get("days") or "")
            except ValueError as error:
                errors.setdefault(f"peak.{row.key}.days", str(error))


def _ask_for_data(found: list[Row], errors: dict[str, str]) -> None:
    """Only data is lost: a recovery point belongs to the records, not to what works with them."""
    for row in found:
        if row.values.get("loss") is not None and row.values.get("kind") != NeedKind.DATA:
            words = _(
                "Only records and data can be lost. Name them on a line of their own, of the kind"
                " “Records and data”, or leave this empty."
            )
            errors.setdefault(f"need.{row.key}.loss", words)


def _variants(
    sheet: Sheet,
    peaks: list[Row],
    bands: int,
    categories: list[str],
    take: Callable[[Reader, str, str], Any],
) -> dict[str, dict[str, list[int | None]]]:
    keys = [ALL_DAYS] + [row.key for row in peaks if row.values.get("own_curve") and not row.gone]
    return {
        key: {
            category: [
                take(level, name, sheet.get(name, ""))
                for name in (f"rate.{key}.{category}.{at}" for at in range(bands))
            ]
            for category in categories
        }
        for key in keys
    }


def _rows(
    sheet: Sheet, head: str, bands: int, take: Callable[[Reader, str, str], Any]
) -> list[Row]:
    keys: dict[str, dict[str, str]] = {}
    for name, value in sheet.items():
        parts = name.split(".")
        if parts[0] == head and len(parts) >= 3:
            keys.setdefault(parts[1], {})[".".join(parts[2:])] = value
    fields = LISTS[head][1]
    found = []
    for key, typed in keys.items():
        gone = yes(typed.get("gone", ""))
        empty = not any(value.strip() for name, value in typed.items() if name not in UNSAID)
        values = (
            {}
            if gone or empty
            else {
                name: take(reader, f"{head}.{key}.{name}", typed.get(name, ""))
                for name, reader in fields.items()
            }
        )
        if head == "resource" and values:
            values["amounts"] = [
                take(whole, f"resource.{key}.at.{at}", typed.get(f"at.{at}", ""))
                for at in range(bands)
            ]
        found.append(Row(key, typed, values, gone))
    return sorted(found, key=lambda row: row.place)


def free_key(rows: list[Row]) -> str:
    """The key of the next row to be added, such that new rows keep the order they came in."""
    taken = [int(made[1]) for row in rows if (made := MADE_HERE.match(row.key))]
    return f"new{max(taken, default=0) + 1}"


def spell(record: Any, name: str) -> str:
    """A field of a stored row as it would be typed."""
    value = getattr(record, name)
    if isinstance(value, bool):
        return "1" if value else ""
    if record._meta.get_field(name).choices:
        return str(value)
    return str(cell(record, name))
