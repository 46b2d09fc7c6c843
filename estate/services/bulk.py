"""Services above what was imported: pasted as a list, matched to what they run on, confirmed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from core.models import Unit, User
from estate.choices import Kind
from estate.models import Item

from .items import create_item
from .links import add_dependency

LIKELY, SURE, OFFERED, MOST = 62.0, 90.0, 5, 500
SPLIT = re.compile(r"[\t;,|]+")
ABOVE = (Kind.FUNCTION, Kind.TEAM)
"""Kinds that nothing technical runs on."""


@dataclass(frozen=True)
class Match:
    """An item that may be meant, and how alike the names are (0 to 100)."""

    item: Item
    likeness: float

    @property
    def is_sure(self) -> bool:
        """Whether it is chosen before anybody confirms."""
        return self.likeness >= SURE


@dataclass(frozen=True)
class Named:
    """What a line says a service runs on, and what that may be."""

    text: str
    matches: list[Match]

    @property
    def best(self) -> Match | None:
        """The likeliest, if it is sure."""
        first = self.matches[0] if self.matches else None
        return first if first and first.is_sure else None


@dataclass(frozen=True)
class Line:
    """A service of the list, whether it is there already, and what it runs on."""

    name: str
    existing: Item | None = None
    runs_on: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """A confirmed line: the name and the items it runs on."""

    name: str
    providers: tuple[int, ...]


def read_lines(text: str, *, kind: str) -> list[Line]:
    """The list with what is likely meant by each name. Raises ValidationError."""
    rows = [
        [part.strip() for part in SPLIT.split(row) if part.strip()] for row in text.splitlines()
    ]
    rows = [row for row in rows if row]
    if not rows:
        raise ValidationError({"lines": _("Paste at least one line.")})
    if len(rows) > MOST:
        raise ValidationError({"lines": _("At most %(most)s lines at a time.") % {"most": MOST}})
    items = {item.pk: item for item in Item.objects.in_use().exclude(kind__in=ABOVE)}
    names = {pk: utils.default_process(item.name) for pk, item in items.items()}
    known = {item.name.casefold(): item for item in items.values() if item.kind == kind}
    lines: dict[str, Line] = {}
    for row in rows:
        name = " ".join(row[0].split())[:300]
        line = lines.setdefault(name.casefold(), Line(name, known.get(name.casefold())))
        line.runs_on.extend(
            Named(part, _matches(part, names, items, line.existing)) for part in row[1:]
        )
        if len(row) == 1 and not line.runs_on:
            line.runs_on.append(Named("", _matches(name, names, items, line.existing)))
    return list(lines.values())


def _matches(
    text: str, names: dict[int, str], items: dict[int, Item], own: Item | None
) -> list[Match]:
    found = process.extract(
        utils.default_process(text),
        names,
        scorer=fuzz.WRatio,
        limit=OFFERED + 1,
        score_cutoff=LIKELY,
    )
    same = [
        Match(
            items[pk], 100.0 if items[pk].name.casefold() == text.casefold() else min(score, 99.0)
        )
        for _name, score, pk in found
        if own is None or pk != own.pk
    ]
    return sorted(same, key=lambda match: -match.likeness)[:OFFERED]


@transaction.atomic
def add_services(
    *, kind: str, wanted: Sequence[Wanted], by: User | None, at: datetime, unit: Unit | None = None
) -> list[Item]:
    """Make the confirmed services and what they run on; those there already get only the links."""
    if kind not in (Kind.SERVICE, Kind.APPLICATION):
        raise ValidationError(_("Only services and applications are added in bulk."))
    providers = Item.objects.in_use().in_bulk([pk for each in wanted for pk in each.providers])
    made = []
    for each in wanted:
        found: Item | None = Item.objects.in_use().filter(kind=kind, name__iexact=each.name).first()
        item = found or create_item(kind=kind, name=each.name, unit=unit, by=by, at=at)
        for pk in each.providers:
            if pk in providers and pk != item.pk:
                add_dependency(dependent=item, provider=providers[pk], by=by, at=at)
        made.append(item)
    return made
