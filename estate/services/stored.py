"""What is stored of a source, in the source's own terms, so that the two can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from core.models import Unit, User
from estate.choices import Kind
from estate.imports.picture import ImportedGroup, ImportedItem, Picture, Problem, tidy
from estate.imports.plan import Stored
from estate.models import (
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

    def reference(self, item_pk: int | None) -> str:
        """How the source names an item: its id there, else by our own key."""
        if item_pk is None:
            return ""
        return self.by_pk.get(item_pk, f"{PK}{item_pk}")


def known_of(source: ImportSource) -> Known:
    """All that names in this source can stand for; five queries."""
    rows = Item.objects.filter(source=source).select_related("unit", "owner", "place")
    known = Known(source)
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

    What nobody knows is refused and left out; items retired here stay out.
    """
    problems = list(picture.problems)
    inside = {item.external_id for item in picture.items}
    names = _outside_names(picture)
    places = _by_name(Kind.SITE, names["site"])
    suppliers = _by_name(Kind.VENDOR, names["supplier"])
    items = []
    for item in picture.items:
        stored = known.items.get(item.external_id)
        if stored is not None and stored.retired_on:
            continue
        items.append(
            replace(
                item,
                site=_outside(
                    item, "site", inside=inside, places=places, known=known, problems=problems
                ),
                supplier=_outside(
                    item,
                    "supplier",
                    inside=inside,
                    places=suppliers,
                    known=known,
                    problems=problems,
                ),
                unit=_named(item, "unit", known.units, problems),
                owner=_named(item, "owner", known.people, problems),
            )
        )
    links, groups = tidy(items, list(picture.dependencies), list(picture.groups), problems)
    return replace(
        picture,
        items=tuple(items),
        dependencies=tuple(links),
        groups=tuple(groups),
        problems=tuple(problems),
    )


def _outside_names(picture: Picture) -> dict[str, set[str]]:
    inside = {item.external_id for item in picture.items}
    return {
        column: {
            getattr(item, column).removeprefix(LATER)
            for item in picture.items
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
    *,
    inside: set[str],
    places: Mapping[str, int],
    known: Known,
    problems: list[Problem],
) -> str:
    """An item the cell names that is not in the picture: by name in the estate, or refused."""
    given = getattr(item, column)
    if not given or given in inside:
        return str(given)
    name = given.removeprefix(LATER)
    if found := places.get(name.casefold()):
        return known.reference(found)
    sentence = _("names the %(what)s “%(name)s”, which is not in the estate. It is left empty.")
    problems.append(Problem(item.place, sentence % {"what": column, "name": name}))
    return ""


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
    live = {key: item for key, item in known.items.items() if not item.retired_on}
    links, own = _links(known)
    return Stored(
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
