"""What the engine answers: frozen values that carry their reasons and turn into JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from engine.explain import sentence

Verdict: TypeAlias = Literal["held", "gap", "stale", "expired", "claimed", "unknown"]
State: TypeAlias = Literal[
    "proven end to end",
    "proven in parts",
    "stale",
    "expired",
    "claimed",
    "assumed",
    "unknown",
    "not affected",
]
VERDICTS: tuple[Verdict, ...] = ("gap", "unknown", "expired", "stale", "claimed", "held")
"""Worst first: the order in which a function's scenarios are compared."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code and its values, for translation; `text` is the English sentence."""

    code: str
    values: Mapping[str, object]

    @property
    def text(self) -> str:
        """The sentence, from `engine.explain.SENTENCES`."""
        return sentence(self.code, self.values)


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a recovery chain: an item's own work, or a delay of the organisation.

    `id` is the item, or "detection" or "decision" where `item` is False. `state` is how well
    the hours are known (fresh, stale, expired, claimed, assumed), "delay", "not lost", or "beside"
    for an item whose own work is done while it waits for a run-phase provider; these two add
    nothing. `source` and `on` name the measurement.
    """

    id: str
    hours: float
    state: str
    item: bool = True
    method: str = ""
    on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A recovery time from the disruption to the minimum level, with the chain that sets it.

    `hours` None is unknown. `low_h`, `high_h`: all PERT times at their ends. `parallel_h`: the
    lower bound, should every dependency whose phase nobody stated be needed only to run;
    `hours` is the upper. `critical_path` is in order of recovery, the item itself last.
    `missing`: items whose time is not known. `assumed`: items on the path that stand on a
    default.
    """

    hours: float | None
    state: State
    low_h: float | None = None
    high_h: float | None = None
    parallel_h: float | None = None
    critical_path: tuple[str, ...] = ()
    chain: tuple[Link, ...] = ()
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryMtd:
    """MTD in one category; `state` as in `Mtd`."""

    category: str
    hours: float | None
    latest_h: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Mtd:
    """Maximum tolerable downtime: smallest over categories, from the disruption.

    `state`: "shown" (from the impact curve), "given", "no tolerance shown" (finer bands are
    asked for), "beyond the last band" (`at_least_h` is its end) or "not asked". `hours` is the
    conservative reading, `latest_h` the first band that is intolerable.
    """

    hours: float | None
    state: str
    category: str = ""
    latest_h: float | None = None
    at_least_h: float | None = None
    categories: tuple[CategoryMtd, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkaroundCredit:
    """How long the function can go on by hand, credited or why not; the MTD never moves."""

    credited: bool
    until_h: float | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Need:
    """Hours within which the item must be back at its minimum level, and what says so.

    `basis`: "agreed", "derived" (MTD less WRT), "at least" (impact never intolerable within
    the bands asked), "passed down" (from a dependent), "stated" (`needed_within_h`) or "none".
    `function` and `path` (function first, item last) bind it. `derived_h` stands beside an
    agreed one; `looser` marks agreed > derived. `wrt_h` None: not asked. `spent_h`: the steps
    above have used up this whole need of the first on the path, so that `hours` is 0.
    """

    hours: float | None
    basis: str
    function: str = ""
    path: tuple[str, ...] = ()
    agreed_h: float | None = None
    derived_h: float | None = None
    wrt_h: float | None = None
    looser: bool = False
    spent_h: float | None = None


@dataclass(frozen=True, slots=True)
class RpoResult:
    """Data loss of one data set a function states a need for ("" = all it rests on)."""

    data: str
    required_h: float
    claim_h: float | None
    proof_h: float | None
    verdict: Verdict
    set_by: str
    missing: tuple[str, ...]
    category: str = ""
    reason: str = ""
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """An item in one planned scenario; "held" and "not affected" where the loss spares it.

    `evidence` is what the verdict goes by: the proof, else the chain on the best evidence of
    each item, measured where measured, else stated.
    """

    scenario: str
    affected: bool
    claim: Figure
    proof: Figure
    evidence: Figure
    verdict: Verdict
    bound_by: str | None
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Need, claim, proof and verdict of one item or function, in its worst planned scenario.

    `evidence` as in `ScenarioResult`. `bound_by` is the item with the largest share of the chain of the best evidence;
    `inherited_h` and its path the MTD as in `ItemNeed`; `missing` what is not known; `by_scenario` all scenarios in the order planned.
    """

    id: str
    name: str
    kind: str
    mtd_h: float | None
    mtd: Mtd
    need_h: float | None
    need: Need
    scenario: str
    claim: Figure
    proof: Figure
    evidence: Figure
    verdict: Verdict
    bound_by: str | None
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]
    full_service_h: float | None
    workaround: WorkaroundCredit | None
    rpo_verdict: Verdict | None
    rpo: tuple[RpoResult, ...]
    by_scenario: tuple[ScenarioResult, ...]
    inherited_h: float | None = None
    inherited_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemNeed:
    """What the functions above ask of an item: recovery time and data loss, and who binds it.

    `mtd_h` is how long the item may be down before some function has passed its MTD, by the path
    from that function; 0 where one shows no tolerance or its own work uses it all up.
    """

    id: str
    need: Need
    rpo_h: float | None
    rpo_function: str
    rpo_path: tuple[str, ...]
    mtd_h: float | None = None
    mtd_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """An item whose failure alone takes down `functions` (it is not one of them)."""

    id: str
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Items that wait for each other.

    `kind` "restore": no order is stated; `bound_h`, the sum of the own claimed times, is used.
    `kind` "group": the loop runs through a redundancy group; if all of it is lost, no member
    can start first and the recovery time is unknown (`bound_h` None).
    """

    members: tuple[str, ...]
    kind: Literal["restore", "group"]
    bound_h: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The state of every promise at `as_of`, in the planned `scenarios`."""

    as_of: date | None
    scenarios: tuple[str, ...]
    functions: tuple[ItemResult, ...]
    needs: tuple[ItemNeed, ...]
    single_points: tuple[SinglePoint, ...]
    cycles: tuple[Cycle, ...]


@dataclass(frozen=True, slots=True)
class Blast:
    """What goes down when `failed` fail: every item (the failed too) and the functions of it."""

    failed: tuple[str, ...]
    down: tuple[str, ...]
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A function that is down and not known to be back in time.

    `hours` is its best evidence, None unknown; `limits`: which of "need" and "mtd" it breaks.
    """

    function: str
    need_h: float | None
    mtd_h: float | None
    hours: float | None
    limits: tuple[str, ...]
    verdict: Verdict
    missing: tuple[str, ...]
    critical_path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A function that is down: when it is back by its best evidence, and how well that is known.

    `hours` None is unknown; `limits` as in `Breach`, empty where neither is passed.
    """

    function: str
    need_h: float | None
    mtd_h: float | None
    hours: float | None
    state: State
    limits: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A loss as it would be today: what is down, and which functions are not back in time.

    `outcomes` has every function of `functions`, in that order.
    """

    failed: tuple[str, ...]
    down: tuple[str, ...]
    functions: tuple[str, ...]
    breaches: tuple[Breach, ...]
    outcomes: tuple[Outcome, ...] = ()


def as_json(value: Any) -> Any:
    """The value as JSON types: dataclasses as objects, dates as ISO 8601, reasons with text.

    >>> as_json(SinglePoint("dns", ("payments",)))
    {'id': 'dns', 'functions': ['payments']}
    """
    if isinstance(value, Reason):
        return {"code": value.code, "values": as_json(value.values), "text": value.text}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in dataclasses.fields(value)]
        return {name: as_json(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
