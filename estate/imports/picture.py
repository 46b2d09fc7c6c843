"""What a source shows: items, places, what rests on what. Plain values, whatever the format was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """Something in the source that is refused: where it stands and what to do about it."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True)
class ImportedItem:
    """An item as the source has it. Other items are named by their `external_id`."""

    kind: str
    name: str
    external_id: str
    type: str = ""
    description: str = ""
    site: str = ""
    region: str = ""
    country: str = ""
    supplier: str = ""
    lifecycle: str = ""
    unit: str = ""
    owner: str = ""
    tier: int | None = None
    place: str = ""
    """Where it stands in the source: a row, an object."""
    passes_on: bool | None = None
    claim_h: tuple[float, float, float] | None = None
    claim_rpo_h: float | None = None
    carries: frozenset[str] = frozenset()
    """The fields the source speaks of: left empty, one of these is empty there."""


@dataclass(frozen=True)
class ImportedSite:
    """Where an item of kind site lies."""

    external_id: str
    address: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = ""
    carries: frozenset[str] = frozenset()
    """The fields the source speaks of, as of an item."""


@dataclass(frozen=True)
class ImportedDependency:
    """One item rests on another, both by external id."""

    dependent: str
    provider: str
    phase: str = ""
    is_data: bool = False
    needed_within_h: float | None = None
    tolerates_h: float | None = None


@dataclass(frozen=True)
class ImportedGroup:
    """An item rests on any `required` of several."""

    external_id: str
    dependent: str
    name: str
    providers: tuple[str, ...]
    required: int = 1
    phase: str = ""
    is_data: bool = False


@dataclass(frozen=True)
class Picture:
    """All that was read from a source."""

    items: tuple[ImportedItem, ...] = ()
    sites: tuple[ImportedSite, ...] = ()
    dependencies: tuple[ImportedDependency, ...] = ()
    groups: tuple[ImportedGroup, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    """What the source holds that is no part of the estate, counted."""


class Unreadable(ValueError):
    """The file is not what it should be: one sentence that says what was expected."""


def tidy(
    items: list[ImportedItem],
    dependencies: list[ImportedDependency],
    groups: list[ImportedGroup],
    problems: list[Problem],
) -> tuple[list[ImportedDependency], list[ImportedGroup]]:
    """Dependencies and groups whose ends exist, each once; a group of one is a dependency."""
    known = {item.external_id for item in items}
    kept: dict[tuple[str, str], ImportedDependency] = {}
    sound: list[ImportedGroup] = []
    for group in groups:
        members = tuple(dict.fromkeys(p for p in group.providers if p in known))
        members = tuple(member for member in members if member != group.dependent)
        if group.dependent not in known or not members:
            continue
        if len(members) == 1:
            dependencies.append(
                ImportedDependency(group.dependent, members[0], group.phase, group.is_data)
            )
        elif group.required > len(members):
            sentence = (
                f"needs {group.required} of {len(members)} members; at most all can be needed."
            )
            problems.append(Problem(group.name, sentence))
        else:
            sound.append(
                ImportedGroup(
                    group.external_id,
                    group.dependent,
                    group.name,
                    members,
                    group.required,
                    group.phase,
                    group.is_data,
                )
            )
    for each in dependencies:
        if each.dependent in known and each.provider in known and each.dependent != each.provider:
            kept.setdefault((each.dependent, each.provider), each)
    return list(kept.values()), sound


def doubled(items: list[ImportedItem]) -> Iterator[Problem]:
    """The items whose id another one has already."""
    seen: dict[str, ImportedItem] = {}
    for item in items:
        first = seen.setdefault(item.external_id, item)
        if first is not item:
            yield Problem(item.place, f"has the same id as {first.place}: “{item.external_id}”.")
