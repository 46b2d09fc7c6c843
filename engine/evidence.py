"""What speaks for a recovery time: the measurement that counts in a scenario, else the claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from engine.model import METHODS, Clock, Delays, Measurement, Method, Model, Node, Pert

Quality: TypeAlias = Literal["fresh", "stale", "expired", "claimed", "assumed"]
QUALITIES: tuple[Quality, ...] = ("fresh", "stale", "expired", "claimed", "assumed")
"""Strongest first; a chain is as good as the weakest of its links."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A time with where it comes from; `measurement` None is a claim or an assumed default."""

    hours: Pert
    clock: Clock
    quality: Quality
    measurement: Measurement | None = None


def claim(model: Model, node: Node) -> Evidence | None:
    """What the owner or the vendor states, else the assumed default of its kind; None: nothing.

    >>> claim(Model(defaults={"server": Pert.of(8)}), Node("a", kind="server")).quality
    'assumed'
    """
    if node.claim is not None:
        quality: Quality = "assumed" if node.assumed else "claimed"
        return Evidence(node.claim, node.claim_clock or model.claim_clock, quality)
    default = model.defaults.get(node.kind)
    return None if default is None else Evidence(default, model.claim_clock, "assumed")


def serves(measurement: Measurement, methods: frozenset[Method]) -> bool:
    """Whether a measurement proves something where only these methods do; a method nobody
    stated counts only where all do.

    >>> serves(Measurement(2, method="failover"), frozenset({"restore", "rebuild"}))
    False
    """
    if not measurement.method:
        return methods >= frozenset(METHODS)
    return measurement.method in methods


def quality(
    measurement: Measurement, current: str | None, as_of: date | None, age_limit_days: float
) -> Quality:
    """Fresh, stale (the closure hash moved) or expired (too old, or undated).

    A measurement without a fingerprint cannot be compared and is taken as current. Without
    `as_of` no age is judged.

    >>> quality(Measurement(2, on=date(2024, 1, 1)), None, date(2026, 1, 1), 365)
    'expired'
    """
    limit = measurement.age_limit_days
    limit = age_limit_days if limit is None else limit
    if measurement.on is None or (as_of is not None and (as_of - measurement.on).days > limit):
        return "expired"
    if measurement.fingerprint is not None and measurement.fingerprint != current:
        return "stale"
    return "fresh"


def best(
    measurements: Iterable[Measurement],
    methods: frozenset[Method],
    current: str | None,
    as_of: date | None,
    age_limit_days: float,
) -> Evidence | None:
    """The measurement that counts: the latest of the best quality; None if none serves.

    Measurements after `as_of` are not yet taken.

    >>> old, new = Measurement(2, on=date(2026, 1, 1)), Measurement(3, on=date(2026, 5, 1))
    >>> best([new, old], frozenset(METHODS), None, date(2026, 6, 1), 365).hours.likely
    3.0
    """
    found = [
        Evidence(Pert.of(one.hours), one.clock, quality(one, current, as_of, age_limit_days), one)
        for one in measurements
        if serves(one, methods) and not (as_of and one.on and one.on > as_of)
    ]
    if not found:
        return None
    return min(found, key=lambda one: (QUALITIES.index(one.quality), -_day(one)))


def delay_before(clock: Clock, delays: Delays) -> Pert:
    """The organisation's hours from the disruption until a clock starts.

    >>> delay_before("declaration", Delays(Pert.of(0.25), Pert.of(0.5))).likely
    0.75
    """
    if clock == "disruption":
        return Pert.of(0)
    if clock == "detection":
        return delays.detect
    detect, declare = delays.detect, delays.declare
    return Pert(
        detect.low + declare.low, detect.likely + declare.likely, detect.high + declare.high
    )


def weakest(qualities: Iterable[Quality]) -> Quality | None:
    """The weakest of the links; None of none.

    >>> weakest(["fresh", "claimed", "stale"])
    'claimed'
    """
    return max(qualities, key=QUALITIES.index, default=None)


def _day(evidence: Evidence) -> int:
    taken = evidence.measurement
    return taken.on.toordinal() if taken is not None and taken.on is not None else 0
