"""The difference between what a source shows and what is stored: what an import would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any

from .picture import (
    ImportedDependency,
    ImportedGroup,
    ImportedItem,
    ImportedSite,
    Picture,
    Problem,
)

OWNED = (
    "kind",
    "name",
    "type",
    "description",
    "site",
    "region",
    "country",
    "supplier",
    "lifecycle",
    "unit",
    "owner",
    "tier",
    "passes_on",
)
"""What a source says of an item. What it leaves empty stays as a person filled it."""
CAN_EMPTY = tuple(name for name in OWNED if name not in ("kind", "name", "lifecycle", "passes_on"))
"""Of these, what is emptied when the source had filled it and no longer does."""
PLACE_OWNED = tuple(
    each.name for each in fields(ImportedSite) if each.name not in ("external_id", "carries")
)
PAIR = {"latitude", "longitude"}
LINK_OWNED = ("phase", "is_data", "needed_within_h", "tolerates_h")

Changes = dict[str, tuple[Any, Any]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Stored:
    """What is stored of a source, in its own terms: items by external id, values as imported."""

    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    said: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What the source said of each when it was last taken over; of a site's place as "place"."""
    claims: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """The recovery times in force: low, likely, high and recovery point."""
    gone: frozenset[str] = frozenset()
    links: Mapping[Pair, Mapping[str, Any]] = field(default_factory=dict)
    """Dependencies in force between its items, whoever made them."""
    own_links: frozenset[Pair] = frozenset()
    groups: Mapping[str, ImportedGroup] = field(default_factory=dict)


@dataclass(frozen=True)
class Changed:
    """Something stored that the source now shows differently, field by field: (before, after)."""

    external_id: str
    changes: Changes


@dataclass(frozen=True)
class Plan:
    """What an import would do. Nothing in it: the source shows what is stored."""

    created: tuple[ImportedItem, ...] = ()
    changed: tuple[Changed, ...] = ()
    places: tuple[Changed, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    unchanged: int = 0
    claimed: tuple[Changed, ...] = ()
    """Items that were here before and whose stated recovery time differs."""
    links: tuple[ImportedDependency, ...] = ()
    relinked: tuple[tuple[ImportedDependency, Changes], ...] = ()
    unlinked: tuple[Pair, ...] = ()
    groups: tuple[ImportedGroup, ...] = ()
    regrouped: tuple[ImportedGroup, ...] = ()
    ungrouped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        """How many changes it would make."""
        parts: Iterable[tuple[Any, ...]] = (
            self.created,
            tuple({each.external_id for each in (*self.changed, *self.places)}),
            self.gone,
            self.back,
            self.links,
            self.relinked,
            self.unlinked,
            self.groups,
            self.regrouped,
            self.ungrouped,
            self.claimed,
        )
        return sum(len(part) for part in parts)


def compare(picture: Picture, stored: Stored, *, states_links: bool, whole: bool = True) -> Plan:
    """The plan that makes what is stored equal to the picture.

    `states_links`: the source says how things rest on each other, not only that they do.
    `whole`: the source holds all of its items, so that what is missing is gone.
    """
    shown = {item.external_id: item for item in picture.items}
    created = tuple(item for key, item in shown.items() if key not in stored.items)
    changed = _changed_items(shown, stored)
    gone = sorted(set(stored.items) - set(shown) - stored.gone) if whole else []
    return Plan(
        created=created,
        changed=changed,
        places=_changed_places(picture.sites, stored),
        gone=tuple(gone),
        back=tuple(sorted(stored.gone & set(shown))),
        unchanged=len(shown) - len(created) - len(changed),
        claimed=_claimed_items(shown, stored),
        problems=picture.problems,
        **_link_differences(picture, stored, set(shown), states_links, whole),
        **_group_differences(picture, stored, set(shown), states_links, whole),
    )


def _changed_items(shown: Mapping[str, ImportedItem], stored: Stored) -> tuple[Changed, ...]:
    found = []
    for key, item in shown.items():
        before = stored.items.get(key)
        if before is None:
            continue
        changes = _differences(item, before, OWNED)
        changes |= _emptied(item, before, stored.said.get(key, {}), CAN_EMPTY)
        if changes:
            found.append(Changed(key, changes))
    return tuple(found)


def _claimed_items(shown: Mapping[str, ImportedItem], stored: Stored) -> tuple[Changed, ...]:
    found = []
    for key, item in shown.items():
        if item.claim_h is None or key not in stored.items:
            continue
        old, new = (
            stored.claims.get(key),
            tuple(_time(h) for h in (*item.claim_h, item.claim_rpo_h)),
        )
        if old != new:
            found.append(Changed(key, {"claim": (old and old[1], new[1])}))
    return tuple(found)


def _time(hours: float | None) -> timedelta | None:
    return None if hours is None else timedelta(hours=hours)


def _changed_places(sites: Iterable[ImportedSite], stored: Stored) -> tuple[Changed, ...]:
    found = []
    for site in sites:
        before = stored.sites.get(site.external_id)
        if before is None:
            continue
        said = stored.said.get(site.external_id, {}).get("place", {})
        changes = _differences(site, before, PLACE_OWNED)
        emptied = _emptied(site, before, said, PLACE_OWNED)
        if len(PAIR & set(emptied)) == 1:
            emptied = {name: pair for name, pair in emptied.items() if name not in PAIR}
        if changes := changes | emptied:
            found.append(Changed(site.external_id, changes))
    return tuple(found)


def _emptied(
    shown: Any, before: Mapping[str, Any], said: Mapping[str, Any], names: Iterable[str]
) -> Changes:
    """The fields the source had filled, now leaves empty, and nobody changed since."""
    return {
        name: (before[name], "")
        for name in names
        if name in shown.carries
        and getattr(shown, name) in ("", None)
        and said.get(name) not in ("", None)
        and before.get(name) == said[name]
    }


def said_of(shown: Any, before: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What to remember of what a source says; of what it does not speak of, what it last said."""
    found = {}
    for name in names:
        value = getattr(shown, name)
        value = before.get(name) if value in ("", None) and name not in shown.carries else value
        if value not in ("", None):
            found[name] = value
    return found


def _differences(shown: Any, before: Mapping[str, Any], names: Iterable[str]) -> Changes:
    """The fields the source fills differently from what is stored."""
    found: Changes = {}
    for name in names:
        new, old = getattr(shown, name), before.get(name)
        if new not in ("", None) and new != old:
            found[name] = (old, new)
    return found


def _link_differences(
    picture: Picture, stored: Stored, shown: set[str], states_links: bool, whole: bool
) -> dict[str, Any]:
    links, relinked = [], []
    wanted = {(each.dependent, each.provider): each for each in picture.dependencies}
    for pair, each in wanted.items():
        before = stored.links.get(pair)
        if before is None:
            links.append(each)
            continue
        changes = _differences(each, before, LINK_OWNED)
        if changes and states_links and pair in stored.own_links:
            relinked.append((each, changes))
    ended = [
        pair
        for pair in sorted(stored.own_links)
        if whole and pair not in wanted and pair[0] in shown
    ]
    return {"links": tuple(links), "relinked": tuple(relinked), "unlinked": tuple(ended)}


def _group_differences(
    picture: Picture, stored: Stored, shown: set[str], states_links: bool, whole: bool
) -> dict[str, Any]:
    wanted = {group.external_id: group for group in picture.groups}
    made = tuple(group for key, group in wanted.items() if key not in stored.groups)
    differing = tuple(
        group
        for key, group in wanted.items()
        if key in stored.groups and not _same_group(group, stored.groups[key], states_links)
    )
    ended = tuple(
        key
        for key, group in sorted(stored.groups.items())
        if whole and key not in wanted and group.dependent in shown
    )
    return {"groups": made, "regrouped": differing, "ungrouped": ended}


def _same_group(shown: ImportedGroup, stored: ImportedGroup, states_links: bool) -> bool:
    same = set(shown.providers) == set(stored.providers) and shown.dependent == stored.dependent
    if not states_links:
        return same
    return same and (shown.required, shown.phase or stored.phase) == (
        stored.required,
        stored.phase,
    )
