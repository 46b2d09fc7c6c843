"""A sheet of items, one a row, by a mapping of its columns to what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from .picture import (
    ImportedDependency,
    ImportedItem,
    ImportedSite,
    Picture,
    Problem,
    doubled,
    tidy,
)

FIELDS = (
    "name",
    "kind",
    "external_id",
    "type",
    "description",
    "unit",
    "owner",
    "site",
    "region",
    "country",
    "supplier",
    "lifecycle",
    "tier",
    "rests_on",
    "recovery_time",
    "recovery_point",
    "address",
    "latitude",
    "longitude",
)
"""What a column can mean. Of these `name` is asked for; `rests_on` takes several, split by ; or line."""

OTHER_WORDS = {
    "name": ("name", "ci name", "item", "configuration item", "hostname", "title"),
    "kind": ("kind", "class", "ci class", "category", "ci type"),
    "external_id": ("id", "external id", "sys id", "ci id", "asset tag", "asset id", "number"),
    "type": ("type", "role", "model", "subtype"),
    "description": ("description", "comment", "comments", "notes"),
    "unit": ("unit", "department", "business unit"),
    "owner": ("owner", "service owner", "owned by", "owner email", "e-mail", "email"),
    "site": ("site", "location", "data centre", "data center", "building"),
    "region": ("region", "state"),
    "country": ("country",),
    "supplier": ("supplier", "vendor", "manufacturer", "provider"),
    "lifecycle": ("lifecycle", "status", "state of life", "operational status"),
    "tier": ("tier", "criticality", "business criticality"),
    "rests_on": ("rests on", "depends on", "runs on", "hosted on", "dependencies", "parent"),
    "recovery_time": ("recovery time", "rto", "rto claimed", "recovery"),
    "recovery_point": ("recovery point", "rpo", "rpo claimed"),
    "address": ("address", "street"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
}
SPLIT = re.compile(r"[;\n|]+")
LIFECYCLES = {
    "planned": "planned",
    "in service": "live",
    "live": "live",
    "active": "live",
    "operational": "live",
    "being replaced": "leaving",
    "leaving": "leaving",
    "out of service": "stopped",
    "stopped": "stopped",
    "retired": "stopped",
}


def guess(headings: Sequence[str]) -> dict[str, str]:
    """The likely meaning of each heading: heading → field; each field once."""
    found: dict[str, str] = {}
    for heading in headings:
        plain = re.sub(r"[\W_]+", " ", heading).strip().lower()
        for meaning, words in OTHER_WORDS.items():
            if plain in words and meaning not in found.values():
                found[heading] = meaning
                break
    return found


class Words:
    """How the sheet's words are read: kinds by their value or label, times by the given reader."""

    def __init__(
        self, kinds: Mapping[str, str], duration: Callable[[str], timedelta], usual: str = "server"
    ) -> None:
        self.kinds = {key.casefold(): key for key in kinds} | {
            label.casefold(): key for key, label in kinds.items()
        }
        self.duration, self.usual = duration, usual


def read(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    mapping: Mapping[str, str],
    words: Words,
) -> Picture:
    """What the sheet shows. Rows are counted as a person sees them: the headings are row 1."""
    reader = _Reader(headings, mapping, words)
    for number, row in enumerate(rows, start=2):
        reader.row(number, row)
    return reader.picture()


class _Reader:
    def __init__(self, headings: Sequence[str], mapping: Mapping[str, str], words: Words) -> None:
        self.columns = {
            mapping[heading]: place
            for place, heading in enumerate(headings)
            if mapping.get(heading) in FIELDS
        }
        self.headings, self.words = list(headings), words
        self.items: list[ImportedItem] = []
        self.sites: list[ImportedSite] = []
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.rests: list[tuple[str, str, str]] = []

    def row(self, number: int, row: Sequence[Any]) -> None:
        """One row; an empty one is passed over."""
        if not any(str(cell if cell is not None else "").strip() for cell in row):
            return
        place = f"row {number}"
        self.unread = set()
        name = self.text(row, "name")
        if not name or len(name) > 300:
            self.refuse(place, "name", "needs a name of 1 to 300 characters.")
            return
        kind = self.kind(place, row)
        if not kind:
            return
        external = self.text(row, "external_id") or f"{kind}:{name}"
        self.items.append(
            ImportedItem(
                kind=kind,
                name=name,
                external_id=external[:300],
                type=self.text(row, "type")[:100],
                description=self.text(row, "description"),
                site="" if kind == "site" else self.text(row, "site"),
                region=self.text(row, "region")[:100],
                country=self.text(row, "country")[:100],
                supplier=self.text(row, "supplier"),
                lifecycle=self.lifecycle(place, row),
                unit=self.text(row, "unit"),
                owner=self.text(row, "owner"),
                tier=self.tier(place, row),
                claim_h=self.claim(place, row),
                claim_rpo_h=self.hours(place, row, "recovery_point"),
                place=place,
                carries=frozenset(self.columns) - self.unread,
            )
        )
        if kind == "site":
            self.site(place, external, row)
        for other in SPLIT.split(self.raw(row, "rests_on")):
            if other.strip():
                self.rests.append((place, external, " ".join(other.split())))

    def picture(self) -> Picture:
        """All rows, with what they name found among them."""
        by_name: dict[str, list[ImportedItem]] = {}
        for item in self.items:
            by_name.setdefault(item.name.casefold(), []).append(item)
        known = {item.external_id: item.kind for item in self.items}
        items = [self.located(item, known, by_name) for item in self.items]
        dependencies = [
            ImportedDependency(dependent, provider)
            for place, dependent, name in self.rests
            if (provider := self.find(place, "rests_on", name, known, by_name))
        ]
        self.problems += doubled(items)
        kept, _groups = tidy(items, dependencies, [], self.problems)
        return Picture(
            tuple({item.external_id: item for item in items}.values()),
            tuple(self.sites),
            tuple(kept),
            problems=tuple(self.problems),
        )

    def located(
        self,
        item: ImportedItem,
        known: Mapping[str, str],
        by_name: Mapping[str, list[ImportedItem]],
    ) -> ImportedItem:
        """The item with site and supplier as ids where the sheet has them; else by name, for the estate."""
        return replace(
            item,
            site=self.named(item.site, "site", known, by_name),
            supplier=self.named(item.supplier, "vendor", known, by_name),
        )

    @staticmethod
    def named(
        given: str, kind: str, known: Mapping[str, str], by_name: Mapping[str, list[ImportedItem]]
    ) -> str:
        """What a cell that names an item of this kind stands for."""
        if not given or known.get(given) == kind:
            return given
        found = [
            each.external_id for each in by_name.get(given.casefold(), ()) if each.kind == kind
        ]
        return found[0] if found else f"name:{given}"

    def find(
        self,
        place: str,
        column: str,
        name: str,
        known: Collection[str],
        by_name: Mapping[str, list[ImportedItem]],
    ) -> str:
        """The id of what a cell names, by id or name; refused where it is none or several."""
        if name in known:
            return name
        found = by_name.get(name.casefold(), [])
        if len(found) == 1:
            return found[0].external_id
        several = "several rows have that name: give its id instead"
        why = several if found else "no row has that id or name"
        self.refuse(place, column, f"names “{name}”, but {why}.")
        return ""

    # Cells

    def refuse(self, place: str, column: str, text: str) -> None:
        """Note a problem with its row and column."""
        at = self.columns.get(column)
        self.unread.add(column)
        heading = f", column “{self.headings[at]}”" if at is not None else ""
        self.problems.append(Problem(f"{place}{heading}", text))

    def raw(self, row: Sequence[Any], column: str) -> str:
        """A cell as it is, "" where there is none."""
        at = self.columns.get(column)
        value = row[at] if at is not None and at < len(row) else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).replace("\x00", "").strip()

    def text(self, row: Sequence[Any], column: str) -> str:
        """A cell as one line of text."""
        return " ".join(self.raw(row, column).split())

    def kind(self, place: str, row: Sequence[Any]) -> str:
        """The kind a row names; the usual one where the sheet has no such column."""
        given = self.text(row, "kind")
        if not given:
            return self.words.usual
        kind = self.words.kinds.get(given.casefold(), "")
        if not kind:
            listed = ", ".join(sorted(set(self.words.kinds.values())))
            self.refuse(place, "kind", f"“{given}” is no kind. Use one of {listed}.")
        return kind

    def lifecycle(self, place: str, row: Sequence[Any]) -> str:
        given = self.text(row, "lifecycle")
        found = LIFECYCLES.get(given.casefold(), "")
        if given and not found:
            self.refuse(place, "lifecycle", f"“{given}” is none of {', '.join(LIFECYCLES)}.")
        return found

    def tier(self, place: str, row: Sequence[Any]) -> int | None:
        given = self.text(row, "tier")
        match = re.fullmatch(r"(?:tier\s*)?([1-4])\b.*", given, re.IGNORECASE)
        if given and not match:
            self.refuse(place, "tier", f"“{given}” is no tier: 1, 2, 3 or 4.")
        return int(match[1]) if match else None

    def hours(self, place: str, row: Sequence[Any], column: str) -> float | None:
        given = self.text(row, column)
        if not given:
            return None
        try:
            time = self.words.duration(f"{given} h" if re.fullmatch(r"[\d.,]+", given) else given)
        except ValueError as error:
            self.refuse(place, column, str(error))
            return None
        return time / timedelta(hours=1)

    def claim(self, place: str, row: Sequence[Any]) -> tuple[float, float, float] | None:
        time = self.hours(place, row, "recovery_time")
        return None if time is None else (time, time, time)

    def site(self, place: str, external: str, row: Sequence[Any]) -> None:
        given = [self.text(row, "latitude"), self.text(row, "longitude")]
        latitude = longitude = None
        if all(given):
            try:
                latitude, longitude = (round(float(text.replace(",", ".")), 6) for text in given)
            except ValueError:
                self.refuse(place, "latitude", f"“{given[0]}, {given[1]}” are no coordinates.")
        if latitude is not None and not (abs(latitude) <= 90 and abs(longitude or 0) <= 180):
            self.refuse(place, "latitude", "is on no map. The coordinates are left out.")
            latitude = longitude = None
        if latitude is None and any(given):
            self.unread |= {"latitude", "longitude"}
        self.sites.append(
            ImportedSite(
                external,
                self.raw(row, "address"),
                self.text(row, "region")[:100],
                self.text(row, "country")[:100],
                latitude,
                longitude,
                carries=frozenset(self.columns) - self.unread - {"time_zone"},
            )
        )
