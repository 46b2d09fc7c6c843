"""What the engine knows of an estate: items, what they rest on, objectives, claims and proofs.

Times are hours. Every class is frozen and slotted; a mapping given to one is never changed.
Python 3.11: aliases are plain assignments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

Phase: TypeAlias = Literal["restore", "run"]
Clock: TypeAlias = Literal["disruption", "detection", "declaration"]
Method: TypeAlias = Literal["failover", "restore", "rebuild", "manual", ""]

PHASES: tuple[Phase, ...] = ("restore", "run")
CLOCKS: tuple[Clock, ...] = ("disruption", "detection", "declaration")
METHODS: tuple[Method, ...] = ("failover", "restore", "rebuild", "manual")
FUNCTION = "function"
DATA = "data"
DEFAULT_AGE_LIMIT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Pert:
    """A time as low, likely and high hours; one number is all three.

    >>> Pert.of(4)
    Pert(low=4.0, likely=4.0, high=4.0)
    >>> Pert(10, 20, 60).mean
    25.0
    """

    low: float
    likely: float
    high: float

    @classmethod
    def of(cls, hours: float) -> Pert:
        """The same hours without doubt."""
        return cls(float(hours), float(hours), float(hours))

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6, the mean of a PERT distribution with lambda 4."""
        return (self.low + 4 * self.likely + self.high) / 6


@dataclass(frozen=True, slots=True)
class Impact:
    """How bad it gets in one category: level at the end of each band, hours ascending.

    `tolerance` is money; with the item's `loss` curve the crossing replaces the bands. `high` and
    `low` are that curve at worst and at best, where it is known as a range.
    """

    category: str
    intolerable: float
    bands: tuple[tuple[float, float], ...] = ()
    tolerance: float | None = None
    high: tuple[tuple[float, float], ...] = ()
    low: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RpoNeed:
    """The data loss a function cannot bear: for one data set, or for all it rests on (data "")."""

    hours: float
    data: str = ""
    category: str = ""
    reason: str = ""
    reenter_from: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured recovery: a test or a real event, `hours` from `clock` to the minimum level.

    `method` "" is not stated: it then counts only for scenarios that every method serves.
    `end_to_end` means the item with everything beneath it, else only the item's own work.
    `fingerprint` is the closure hash when the test began; None cannot be compared and so
    never turns stale. `on` None is undated and counts as expired. `source` names the test.
    """

    hours: float
    rpo_h: float | None = None
    on: date | None = None
    clock: Clock = "disruption"
    method: Method = ""
    end_to_end: bool = False
    fingerprint: str | None = None
    age_limit_days: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Workaround:
    """How a function carries on by hand: hours it lasts, share of capacity, when rehearsed."""

    hours: float
    capacity: float
    rehearsed_on: date | None = None
    backlog_h: float = 0.0
    staffed: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """An item of the estate: a business function, service, server, site, team, data set, vendor.

    `claim` is the item's own recovery time once what it needs is back; None is unknown, never 0.
    `assumed` marks a claim nobody made (a default). `fallible` False only passes failures on.
    """

    id: str
    name: str = ""
    kind: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    fallible: bool = True
    claim: Pert | None = None
    assumed: bool = False
    claim_clock: Clock | None = None
    claim_rpo_h: float | None = None
    measured: tuple[Measurement, ...] = ()
    impact: tuple[Impact, ...] = ()
    mtd_h: float | None = None
    wrt: Pert | None = None
    agreed_rto_h: float | None = None
    minimum_level: float | None = None
    minimum_service: str = ""
    full_service_h: float | None = None
    rpo: tuple[RpoNeed, ...] = ()
    loss: tuple[tuple[float, float], ...] = ()
    workaround: Workaround | None = None
    unavailability: float | None = None
    needs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requirement:
    """`dependent` cannot be up without `provider`.

    Phase "restore": the dependent's recovery starts when the provider is back. "run": it is
    recovered meanwhile and only needs the provider to work. None: nobody said; taken as restore.
    `data`: the dependent's data lives there. `needed_within_h`: the dependent's stated need.
    `tolerates_h`: how long the dependent goes on without it; carried, not credited.
    """

    dependent: str
    provider: str
    phase: Phase | None = None
    data: bool = False
    needed_within_h: float | None = None
    tolerates_h: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """`dependent` needs at least `required` of `providers` up; phases as in a requirement."""

    dependent: str
    required: int
    providers: tuple[str, ...]
    phase: Phase | None = None
    data: bool = False


@dataclass(frozen=True, slots=True)
class Delays:
    """The organisation's own hours before recovery starts: targets, or medians of real events."""

    detect: Pert = Pert(0.0, 0.0, 0.0)
    declare: Pert = Pert(0.0, 0.0, 0.0)
    mobilise: Pert = Pert(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A planned loss, by name: `ids`, and every item of one of `kinds` with all `attributes`.

    An attribute names its accepted values. `everything` loses all items. `methods` are the
    measurement methods that prove something here; None: all, but not failover once
    `data_destroyed` (what is copied elsewhere is destroyed there too).
    """

    name: str
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    everything: bool = False
    data_destroyed: bool = False
    methods: tuple[Method, ...] | None = None

    @property
    def served_by(self) -> frozenset[Method]:
        """The methods whose measurements count here.

        >>> sorted(Scenario("ransomware", everything=True, data_destroyed=True).served_by)
        ['manual', 'rebuild', 'restore']
        """
        if self.methods is not None:
            return frozenset(self.methods)
        return frozenset(METHODS) - ({"failover"} if self.data_destroyed else set())


EVERYTHING = Scenario("everything lost", everything=True)


@dataclass(frozen=True, slots=True)
class Model:
    """An estate at one moment; `engine.load` makes it from JSON and checks it.

    `defaults` are own recovery times per kind for items without a claim: used, marked assumed.
    `consistent` lists data sets that must agree in time. `material_attributes` are the
    attributes whose change turns a proof stale; None: `fingerprint.MATERIAL_ATTRIBUTES`.
    """

    nodes: tuple[Node, ...] = ()
    requires: tuple[Requirement, ...] = ()
    groups: tuple[Group, ...] = ()
    resources: Mapping[str, float] = field(default_factory=dict)
    delays: Delays = Delays()
    scenarios: tuple[Scenario, ...] = ()
    defaults: Mapping[str, Pert] = field(default_factory=dict)
    consistent: tuple[tuple[str, ...], ...] = ()
    as_of: date | None = None
    age_limit_days: float = DEFAULT_AGE_LIMIT_DAYS
    claim_clock: Clock = "disruption"
    material_attributes: tuple[str, ...] | None = None
