"""Every change of the estate is written down with what it touches, and told to those above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from core import services
from core.models import Record, User
from core.values import field_text
from estate.models import (
    Dependency,
    EstateChange,
    ImportRun,
    Item,
    RedundancyMember,
    Touched,
)
from estate.signals import estate_changed

from .readiness import request_readiness

R = TypeVar("R", bound=Record)
Difference = dict[str, list[str]]

MATERIAL = frozenset(
    {"kind", "site", "region", "country", "supplier", "team", "hands", "passes_on"}
)
"""The fields of an item whose change turns a proof stale; the engine hashes the same."""
TOLD = (
    "kind",
    "name",
    "type",
    "description",
    "unit",
    "owner",
    "site",
    "region",
    "country",
    "supplier",
    "team",
    "hands",
    "lifecycle",
    "tier",
    "passes_on",
    "unavailability",
    "yearly_cost",
)


@dataclass(frozen=True)
class News:
    """One thing that happened to an item, before it is written down."""

    item: Item
    verb: str
    other: Item | None = None
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    is_material: bool = False
    is_new: bool = False
    """Nothing rests on it yet: it touches nothing but itself."""


def write(
    record: R,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    trusted: bool = False,
) -> R:
    """Save a record in the person's name. Trusted: whoever calls has checked the right already."""
    with services.why(by=by, reason=reason):
        return services.save(
            record, by=None if trusted else by, at=at, version=version, reason=reason
        )


def edges() -> list[tuple[int, int]]:
    """Every (dependent, provider) in force, groups included; two queries."""
    rows = list(
        Dependency.objects.filter(retired_on=None).values_list("dependent_id", "provider_id")
    )
    rows += RedundancyMember.objects.filter(group__retired_on=None).values_list(
        "group__dependent_id", "provider_id"
    )
    rows += Item.objects.filter(retired_on=None, site__isnull=False).values_list(
        "pk", "site__item_id"
    )
    return [(dependent, provider) for dependent, provider in rows if dependent != provider]


def dependents_of(items: Iterable[int]) -> dict[int, set[int]]:
    """For each item, all that rests on it, straight or through others; without itself."""
    above: dict[int, list[int]] = {}
    for dependent, provider in edges():
        above.setdefault(provider, []).append(dependent)
    return {item: _reached(item, above) for item in items}


def providers_of(items: Iterable[int]) -> dict[int, set[int]]:
    """For each item, all it rests on, straight or through others; without itself."""
    beneath: dict[int, list[int]] = {}
    for dependent, provider in edges():
        beneath.setdefault(dependent, []).append(provider)
    return {item: _reached(item, beneath) for item in items}


def all_above(items: Iterable[int]) -> set[int]:
    """These items and all that rests on any of them, straight or through others."""
    above: dict[int, list[int]] = {}
    for dependent, provider in edges():
        above.setdefault(provider, []).append(dependent)
    reached, waiting = set(items), list(items)
    while waiting:
        for dependent in above.get(waiting.pop(), ()):
            if dependent not in reached:
                reached.add(dependent)
                waiting.append(dependent)
    return reached


def _reached(start: int, onwards: Mapping[int, list[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        for item in onwards.get(waiting.pop(), ()):
            if item not in reached:
                reached.add(item)
                waiting.append(item)
    return reached - {start}


def difference(before: Item | None, after: Item) -> Difference:
    """What differs between two states of an item, as people read it: field → [before, after]."""
    if before is None:
        return {}
    texts = ((name, field_text(before, name), field_text(after, name)) for name in TOLD)
    return {name: [old, new] for name, old, new in texts if old != new}


def record_changes(
    news: Sequence[News],
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    run: ImportRun | None = None,
) -> list[EstateChange]:
    """Write the news down with what each touches, and send `estate_changed`."""
    if not news:
        return []
    changes = [
        EstateChange(
            item=entry.item,
            other=entry.other,
            verb=entry.verb,
            fields=dict(entry.fields),
            is_material=entry.is_material,
            at=at,
            by=by,
            reason=reason[:300],
            run=run,
        )
        for entry in news
    ]
    reaching = {entry.item.pk for entry in news if not entry.is_new}
    above = dependents_of(reaching) if reaching else {}
    touched = {
        place: {entry.item.pk} | (set() if entry.is_new else above[entry.item.pk])
        for place, entry in enumerate(news)
    }
    return tell(changes, touched, by=by, at=at, reason=reason)


def tell(
    changes: list[EstateChange],
    touched: Mapping[int, set[int]],
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> list[EstateChange]:
    """Write changes with the items each touches, by its place, and send `estate_changed`."""
    with services.why(by=by, reason=reason):
        EstateChange.objects.bulk_create(changes, batch_size=1000)
    rows = [
        Touched(change=change, item_id=item)
        for place, change in enumerate(changes)
        for item in sorted(touched[place])
    ]
    Touched.objects.bulk_create(rows, batch_size=5000)
    of_items = [change for change in changes if change.item_id]
    if of_items:
        estate_changed.send(sender=None, changes=of_items, at=at, by=by)
    transaction.on_commit(lambda: request_readiness(at=at))
    return changes
