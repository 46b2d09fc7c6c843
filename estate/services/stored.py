"""What is stored of a source, in the source's own terms, so that the two can be compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from core.models import Unit, User
from estate.choices import Kind
from estate.imports.picture import ImportedGroup, ImportedItem, Picture, Problem, tidy
from estate.imports.plan import Stored
from estate.models import (
    Claim,
    Dependency,
    ImportSource,
    Item,
    RedundancyGroup,
    RedundancyMember,
    Site,
)

from .words import hours

LATER = "name:"
PK = "pk:"
FIXED = {Kind.SITE, Kind.TEAM, Kind.FUNCTION}
"""Kinds that stay: each has a record of its own beside the item."""


@dataclass
class Known:
    """What the names of a source stand for: its items, and the rest of the estate by name."""

    source: ImportSource
    items: dict[str, Item] = field(default_factory=dict)
    by_pk: dict[int, str] = field(default_factory=dict)
    site_items: dict[int, int] = field(default_factory=dict)
    """Site → its item."""
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    reach: frozenset[int] | None = None
    """The units whose rows may be written; None: all, and those of no unit."""
    refused: set[str] = field(default_factory=set)
    """Rows of the source that lie elsewhere, before or after."""

    def may_write(self, unit: int | None) -> bool:
        """Whether rows of the unit may be written."""
        return self.reach is None or unit in self.reach

    def live(self) -> dict[str, Item]:
        """The items that are compared with the source: in use, and within reach."""
        return {
            key: item
            for key, item in self.items.items()
            if not item.retired_on and self.may_write(item.unit_id) and key not in self.refused
        }

    def reference(self, item_pk: int | None) -> str:
        """How the source names an item: its id there, else by our own key."""
        if item_pk is None:
            return ""
        return self.by_pk.get(item_pk, f"{PK}{item_pk}")


def known_of(source: ImportSource, by: User | None = None) -> Known:
    """All that names in this source can stand for, and what the person may write; five queries."""
    rows = Item.objects.filter(source=source).select_related("unit", "owner", "place")
    known = Known(source, reach=by.access.reach("import", Item) if by else None)
    known.items = {item.external_id: item for item in rows.order_by("pk")}
    known.by_pk = {item.pk: key for key, item in known.items.items()}
    known.site_items = dict(Site.objects.values_list("pk", "item_id"))
    known.units = {unit.name.casefold(): unit for unit in Unit.objects.all()}
    people = User.objects.filter(is_active=True)
    known.people = {person.name.casefold(): person for person in people}
    known.people |= {person.email.casefold(): person for person in people}
    return known


def resolved(picture: Picture, known: Known) -> Picture:
    """The picture with units, owners, sites and suppliers outside it named as the estate names them.

    What nobody knows is refused and left out, as are rows of units the person may not import into;
    items retired here stay out.
    """
    problems = list(picture.problems)
    left, retired = _within_reach(picture, known, problems)
    inside = {item.external_id for item in left}
    names = _outside_names(left, inside)
    found = {
        "site": _by_name(Kind.SITE, names["site"]),
        "supplier": _by_name(Kind.VENDOR, names["supplier"]),
    }
    ends = [item for item in left if item.external_id not in retired]
    items = []
    for each in ends:
        if each.external_id in known.refused:
            continue
        item = each
        for column, places in found.items():
            if (given := getattr(item, column)) and given not in inside - {item.external_id}:
                item = _outside(item, column, places, known, problems)
        items.append(item)
    own = {item.external_id for item in items}
    links, groups = tidy(ends, list(picture.dependencies), list(picture.groups), problems)
    return replace(
        picture,
        items=tuple(items),
        sites=tuple(site for site in picture.sites if site.external_id in own),
        dependencies=tuple(link for link in links if link.dependent in own),
        groups=tuple(group for group in groups if group.dependent in own),
        problems=tuple(problems),
    )


def _within_reach(
    picture: Picture, known: Known, problems: list[Problem]
) -> tuple[list[ImportedItem], set[str]]:
    """The rows but for new ones that are refused, and the ids of those retired here."""
    retired = {key for key, item in known.items.items() if item.retired_on}
    shown = [
        item
        if item.external_id in retired
        else _with_names(_of_its_kind(item, known, problems), known, problems)
        for item in picture.items
    ]
    known.refused = {
        item.external_id
        for item in shown
        if item.external_id not in retired and _is_elsewhere(item, known, problems)
    }
    new = known.refused - set(known.items)
    return [item for item in shown if item.external_id not in new], retired


def _of_its_kind(item: ImportedItem, known: Known, problems: list[Problem]) -> ImportedItem:
    """The row as of the kind it is here, where a site, team or function would become another."""
    stored = known.items.get(item.external_id)
    if stored is None or stored.kind == item.kind or FIXED.isdisjoint((stored.kind, item.kind)):
        return item
    sentence = _("is of kind “%(kind)s” here and stays one. Retire it and give the new one an id.")
    problems.append(
        Problem(item.place or item.name, sentence % {"kind": stored.get_kind_display()})
    )
    return replace(item, kind=stored.kind)


def _with_names(item: ImportedItem, known: Known, problems: list[Problem]) -> ImportedItem:
    """The row with its unit and owner as ours."""
    found = {
        "unit": _named(item, "unit", known.units, problems),
        "owner": _named(item, "owner", known.people, problems),
    }
    unread = {name for name, ours in found.items() if getattr(item, name) and not ours}
    return replace(item, unit=found["unit"], owner=found["owner"], carries=item.carries - unread)


def _is_elsewhere(item: ImportedItem, known: Known, problems: list[Problem]) -> bool:
    """Whether the row lies, or would lie, in a unit the person may not import into; noted."""
    for unit in _units_of(item, known):
        if known.may_write(unit):
            continue
        name = next((each.name for each in known.units.values() if each.pk == unit), "")
        if name:
            sentence = _("lies in “%(unit)s”, into which you may not import. It is left out.")
        else:
            sentence = _("lies in no unit, and you may import into yours only. It is left out.")
        problems.append(Problem(item.place or item.name, sentence % {"unit": name}))
        return True
    return False


def _units_of(item: ImportedItem, known: Known) -> list[int | None]:
    """The units a row touches: the one it lies in and the one it would."""
    stored = known.items.get(item.external_id)
    if stored is None:
        return [int(item.unit) if item.unit else known.source.unit_id]
    emptied = "unit" in item.carries and stored.source_says.get("unit") == str(stored.unit_id)
    after = int(item.unit) if item.unit else None if emptied else stored.unit_id
    return [stored.unit_id, after]


def _outside_names(items: Iterable[ImportedItem], inside: set[str]) -> dict[str, set[str]]:
    return {
        column: {
            getattr(item, column).removeprefix(LATER)
            for item in items
            if getattr(item, column) and getattr(item, column) not in inside
        }
        for column in ("site", "supplier")
    }


def _by_name(kind: Kind, names: set[str]) -> dict[str, int]:
    if not names:
        return {}
    rows = Item.objects.in_use().filter(kind=kind).order_by("-pk")
    return {name.casefold(): pk for name, pk in rows.values_list("name", "pk")}


def _outside(
    item: ImportedItem,
    column: str,
    places: Mapping[str, int],
    known: Known,
    problems: list[Problem],
) -> ImportedItem:
    """The row with an item it names outside the picture: by name in the estate, or refused."""
    name = getattr(item, column).removeprefix(LATER)
    pk = places.get(name.casefold())
    found: dict[str, Any] = {column: known.reference(pk) if pk else ""}
    if found[column] not in ("", item.external_id):
        return replace(item, **found)
    if item.external_id in (name, found[column]):
        sentence = _("names itself as its %(what)s. It is left empty.")
    else:
        sentence = _("names the %(what)s “%(name)s”, which is not in the estate. It is left empty.")
    problems.append(Problem(item.place, sentence % {"what": column, "name": name}))
    return replace(item, **found | {column: "", "carries": item.carries - {column}})


def _named(
    item: ImportedItem, column: str, known: Mapping[str, Any], problems: list[Problem]
) -> str:
    given = getattr(item, column)
    if not given:
        return ""
    if found := known.get(given.casefold()):
        return str(found.pk)
    sentence = _("names the %(what)s “%(name)s”, whom nobody knows here. It is left empty.")
    problems.append(Problem(item.place, sentence % {"what": column, "name": given}))
    return ""


def stored_of(known: Known) -> Stored:
    """What is stored of the source; a constant number of queries."""
    live = known.live()
    links, own = _links(known)
    return Stored(
        said={key: item.source_says for key, item in live.items()},
        claims=_claims(known),
        items={key: _values(item, known) for key, item in live.items()},
        sites={key: _place(item) for key, item in live.items() if item.kind == Kind.SITE},
        gone=frozenset(key for key, item in live.items() if item.gone_on),
        links=links,
        own_links=own,
        groups=_groups(known),
    )


def _values(item: Item, known: Known) -> dict[str, Any]:
    site_item = known.site_items.get(item.site_id) if item.site_id else None
    return {
        "kind": item.kind,
        "name": item.name,
        "type": item.type,
        "description": item.description,
        "site": "" if site_item == item.pk else known.reference(site_item),
        "region": item.region,
        "country": item.country,
        "supplier": known.reference(item.supplier_id),
        "lifecycle": item.lifecycle,
        "unit": str(item.unit_id or ""),
        "owner": str(item.owner_id or ""),
        "tier": item.tier,
        "passes_on": item.passes_on,
    }


def _place(item: Item) -> dict[str, Any]:
    place = item.place
    numbers = {
        name: None if (value := getattr(place, name)) is None else float(value)
        for name in ("latitude", "longitude")
    }
    texts = ("address", "region", "country", "time_zone")
    return numbers | {name: getattr(place, name) for name in texts}


def _claims(known: Known) -> dict[str, tuple[Any, ...]]:
    """The recovery times in force of the source's items."""
    rows = Claim.objects.filter(superseded_at=None, item__source=known.source)
    return {known.reference(row.item_id): (row.low, row.likely, row.high, row.rpo) for row in rows}


def _links(known: Known) -> tuple[dict[tuple[str, str], dict[str, Any]], frozenset[Any]]:
    """Dependencies in force among the source's items, and which of them it made."""
    links, own = {}, set()
    rows = Dependency.objects.filter(retired_on=None, dependent__source=known.source)
    for row in rows:
        pair = (known.reference(row.dependent_id), known.reference(row.provider_id))
        links[pair] = {
            "phase": row.phase,
            "is_data": row.is_data,
            "needed_within_h": hours(row.needed_within),
            "tolerates_h": hours(row.tolerates),
        }
        if row.source_id == known.source.pk:
            own.add(pair)
    return links, frozenset(own)


def _groups(known: Known) -> dict[str, ImportedGroup]:
    members: dict[int, list[str]] = {}
    rows = RedundancyMember.objects.filter(group__source=known.source).order_by("pk")
    for group, provider in rows.values_list("group_id", "provider_id"):
        members.setdefault(group, []).append(known.reference(provider))
    groups = RedundancyGroup.objects.filter(source=known.source, retired_on=None)
    return {
        group.external_id: ImportedGroup(
            group.external_id,
            known.reference(group.dependent_id),
            group.name,
            tuple(members.get(group.pk, ())),
            group.required,
            group.phase,
            group.is_data,
        )
        for group in groups
    }
