"""From JSON values to the model's dataclasses: one table of keys per kind of object.

A table maps a JSON key to (attribute, reader). A reader takes a value and returns it typed, or
raises `Bad`; what is wrong is collected with its place and reading goes on.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from engine import model as m

Reader: TypeAlias = Callable[[Any, str, "Problems"], Any]
Table: TypeAlias = Mapping[str, tuple[str, Reader]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a model: where (`nodes[3].claim_h`) and what to do about it."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


Problems: TypeAlias = list[Problem]


class Bad(ValueError):
    """A value a reader cannot take; the text says what is expected."""


def text(value: Any, place: str, problems: Problems) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise Bad(f"expected text, not {value!r:.60}")
    return value


def name(value: Any, place: str, problems: Problems) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value:
        raise Bad(f"expected an id or a name, not {value!r:.60}")
    return value


def boolean(value: Any, place: str, problems: Problems) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Bad(f"expected true or false, not {value!r:.60}")
    return value


def number(value: Any, place: str, problems: Problems) -> float:
    """A finite number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Bad(f"expected a number, not {value!r:.60}")
    try:
        result = float(value)
    except OverflowError:
        raise Bad("expected a finite number") from None
    if not math.isfinite(result):
        raise Bad(f"expected a finite number, not {value}")
    if result < 0:
        raise Bad(f"expected 0 or more, not {value}")
    return result


def share(value: Any, place: str, problems: Problems) -> float:
    """A number from 0 to 1."""
    result = number(value, place, problems)
    if result > 1:
        raise Bad(f"expected a share from 0 to 1, not {value}")
    return result


def whole(value: Any, place: str, problems: Problems) -> int:
    """A whole number, 1 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Bad(f"expected a whole number, 1 or more, not {value!r:.60}")
    return value


def day(value: Any, place: str, problems: Problems) -> date:
    """A date as ISO 8601."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Bad(f"expected a date like 2026-03-14, not {value!r:.60}") from None


def pert(value: Any, place: str, problems: Problems) -> m.Pert:
    """One number, or low, likely, high in ascending order.

    >>> pert([1, 2, 4], "nodes[0].claim_h", [])
    Pert(low=1.0, likely=2.0, high=4.0)
    """
    if not isinstance(value, list):
        return m.Pert.of(number(value, place, problems))
    if len(value) != 3:
        raise Bad("expected one number or [low, likely, high]")
    low, likely, high = (number(item, place, problems) for item in value)
    if not low <= likely <= high:
        raise Bad(f"low, likely, high must ascend, not {value}")
    return m.Pert(low, likely, high)


def curve(ascending: bool) -> Reader:
    """Pairs of hours (strictly ascending) and a value (never falling if `ascending`)."""

    def read(value: Any, place: str, problems: Problems) -> tuple[tuple[float, float], ...]:
        pairs = []
        for item in items(value):
            if not isinstance(item, list) or len(item) != 2:
                raise Bad(f"expected pairs [hours, value], not {item!r:.60}")
            pairs.append((number(item[0], place, problems), number(item[1], place, problems)))
        for (before, low), (after, high) in itertools.pairwise(pairs):
            if after <= before:
                raise Bad(f"hours must ascend, {after:g} follows {before:g}")
            if ascending and high < low:
                raise Bad(f"cumulative loss cannot fall, {high:g} follows {low:g}")
        return tuple(pairs)

    return read


def choice(allowed: tuple[str, ...]) -> Reader:
    """One of the allowed words."""

    def read(value: Any, place: str, problems: Problems) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise Bad(f"expected one of {', '.join(allowed)}, not {value!r:.60}")
        return value

    return read


def items(value: Any) -> list[Any]:
    """A JSON list."""
    if not isinstance(value, list):
        raise Bad(f"expected a list, not {value!r:.60}")
    return value


def listing(reader: Reader) -> Reader:
    """A list without duplicates, each item read alike."""

    def read(value: Any, place: str, problems: Problems) -> tuple[Any, ...]:
        result = []
        seen: set[str] = set()
        for index, item in enumerate(items(value)):
            try:
                read_item = reader(item, f"{place}[{index}]", problems)
            except Bad as bad:
                problems.append(Problem(f"{place}[{index}]", str(bad)))
                continue
            if isinstance(read_item, str):
                if read_item in seen:
                    problems.append(Problem(f"{place}[{index}]", f"{read_item!r} is given twice"))
                seen.add(read_item)
            result.append(read_item)
        return tuple(result)

    return read


def mapping(reader: Reader) -> Reader:
    """An object with free keys, each value read alike."""

    def read(value: Any, place: str, problems: Problems) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Bad(f"expected an object, not {value!r:.60}")
        result = {}
        for key, item in value.items():
            try:
                result[key] = reader(item, f"{place}.{key}", problems)
            except Bad as bad:
                problems.append(Problem(f"{place}.{key}", str(bad)))
        return result

    return read


def one_or_more(value: Any, place: str, problems: Problems) -> tuple[str, ...]:
    """A string, or a list of strings."""
    many: tuple[str, ...] = listing(text)(
        [value] if isinstance(value, str) else value, place, problems
    )
    return many


def build(cls: type, table: Table, required: tuple[str, ...] = ()) -> Reader:
    """An object of known keys as a dataclass; None when it cannot be built."""

    def read(value: Any, place: str, problems: Problems) -> Any:
        values = fields(value, table, place, problems)
        lacking = [key for key in required if key not in value]
        for key in lacking:
            problems.append(Problem(f"{place}.{key}", "is required"))
        if any(table[key][0] not in values for key in required):
            return None
        return cls(**values)

    return read


def fields(value: Any, table: Table, place: str, problems: Problems) -> dict[str, Any]:
    """The attributes an object states; unknown keys and bad values become problems.

    >>> found: Problems = []
    >>> fields({"detect_h": -1, "colour": "red"}, DELAYS, "delays", found)
    {}
    >>> [str(problem) for problem in found]
    ['delays.detect_h: expected 0 or more, not -1', 'delays.colour: unknown key']
    """
    if not isinstance(value, dict):
        raise Bad(f"expected an object, not {value!r:.60}")
    result: dict[str, Any] = {}
    for key, item in value.items():
        entry = table.get(key)
        if entry is None:
            problems.append(Problem(f"{place}.{key}", "unknown key"))
            continue
        attribute, reader = entry
        if attribute in result:
            problems.append(Problem(f"{place}.{key}", f"states {attribute} a second time"))
        try:
            result[attribute] = reader(item, f"{place}.{key}", problems)
        except Bad as bad:
            problems.append(Problem(f"{place}.{key}", str(bad)))
    return result


def _same(keys: Mapping[str, Reader]) -> dict[str, tuple[str, Reader]]:
    return {key: (key, reader) for key, reader in keys.items()}


IMPACT = _same(
    {
        "category": name,
        "intolerable": number,
        "bands": curve(False),
        "tolerance": number,
        "high": curve(True),
        "low": curve(True),
    }
)
RPO = _same({"hours": number, "data": text, "category": text, "reason": text, "reenter_from": text})
MEASURED = _same(
    {
        "hours": number,
        "rpo_h": number,
        "on": day,
        "clock": choice(m.CLOCKS),
        "method": choice(m.METHODS),
        "end_to_end": boolean,
        "fingerprint": name,
        "age_limit_days": number,
        "source": text,
    }
)
WORKAROUND = _same(
    {
        "hours": number,
        "capacity": share,
        "rehearsed_on": day,
        "backlog_h": number,
        "staffed": boolean,
    }
)
NODE: Table = _same(
    {
        "id": name,
        "name": text,
        "kind": text,
        "attributes": mapping(text),
        "fallible": boolean,
        "assumed": boolean,
        "claim_clock": choice(m.CLOCKS),
        "claim_rpo_h": number,
        "measured": listing(build(m.Measurement, MEASURED, ("hours",))),
        "impact": listing(build(m.Impact, IMPACT, ("category", "intolerable"))),
        "mtd_h": number,
        "agreed_rto_h": number,
        "minimum_level": share,
        "minimum_service": text,
        "full_service_h": number,
        "rpo": listing(build(m.RpoNeed, RPO, ("hours",))),
        "loss": curve(True),
        "workaround": build(m.Workaround, WORKAROUND, ("hours", "capacity")),
        "unavailability": share,
        "needs": mapping(number),
    }
) | {"claim_h": ("claim", pert), "restore_h": ("claim", pert), "wrt_h": ("wrt", pert)}
REQUIREMENT = _same(
    {
        "dependent": name,
        "provider": name,
        "phase": choice(m.PHASES),
        "data": boolean,
        "needed_within_h": number,
        "tolerates_h": number,
    }
)
GROUP = _same(
    {
        "dependent": name,
        "required": whole,
        "providers": listing(name),
        "phase": choice(m.PHASES),
        "data": boolean,
    }
)
DELAYS: Table = {
    "detect_h": ("detect", pert),
    "declare_h": ("declare", pert),
    "mobilise_h": ("mobilise", pert),
}
LOST: Table = {
    "ids": ("ids", listing(name)),
    "kinds": ("kinds", listing(name)),
    "attributes": ("attributes", mapping(one_or_more)),
    "all": ("everything", boolean),
}
SCENARIO = _same(
    {
        "name": name,
        "lost": lambda value, place, problems: fields(value, LOST, place, problems),
        "data_destroyed": boolean,
        "methods": listing(choice(m.METHODS)),
    }
)


def scenario(value: Any, place: str, problems: Problems) -> m.Scenario | None:
    """A planned scenario; what it loses is one object of the JSON and fields of the class."""
    values = fields(value, SCENARIO, place, problems)
    lost = values.pop("lost", {})
    if "name" not in value:
        problems.append(Problem(f"{place}.name", "is required"))
    if not any(lost.values()):
        problems.append(
            Problem(f"{place}.lost", "loses nothing: give ids, kinds, attributes or all")
        )
    return m.Scenario(**values, **lost) if "name" in values else None


MODEL: Table = _same(
    {
        "nodes": listing(build(m.Node, NODE, ("id",))),
        "requires": listing(build(m.Requirement, REQUIREMENT, ("dependent", "provider"))),
        "groups": listing(build(m.Group, GROUP, ("dependent", "required", "providers"))),
        "resources": mapping(number),
        "delays": build(m.Delays, DELAYS),
        "scenarios": listing(scenario),
        "defaults": mapping(pert),
        "consistent": listing(listing(name)),
        "as_of": day,
        "age_limit_days": number,
        "claim_clock": choice(m.CLOCKS),
        "material_attributes": listing(name),
    }
)
