"""Small random estates, and the slow, obvious answers the engine is compared with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.model import Group, Model, Node, Pert, Requirement

MOST = 7
"""Items of a random estate: enough for loops through groups, few enough for brute force."""

HOURS = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0)


def promise(*strategies: st.SearchStrategy[Any]) -> Callable[[Any], Any]:
    """`hypothesis.given` without a clock: a busy machine breaks no promise."""

    def decorate(test: Any) -> Any:
        calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
        return calm(given(*strategies)(test))

    return decorate


@st.composite
def estates(draw: st.DrawFn, *, loops: bool = True, unknown: bool = True) -> Model:
    """Items with or without times, requirements of both phases, groups; cycles if `loops`."""
    count = draw(st.integers(2, MOST))
    ids = [f"i{at}" for at in range(count)]
    times = st.sampled_from([Pert.of(hours) for hours in HOURS] + ([None] if unknown else []))
    nodes = tuple(
        Node(one, kind="function" if at == 0 else "service", claim=draw(times))
        for at, one in enumerate(ids)
    )
    pairs = [(a, b) for a in range(count) for b in range(count) if (a != b if loops else a < b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * count))
    phases = st.sampled_from([None, "restore", "run"])
    requires = tuple(Requirement(ids[a], ids[b], draw(phases)) for a, b in chosen)
    groups = []
    for at in draw(st.lists(st.integers(0, count - 1), unique=True, max_size=count)):
        members = [b for b in range(count) if (b != at if loops else b > at)]
        if members:
            some = draw(st.lists(st.sampled_from(members), min_size=1, max_size=4, unique=True))
            required = draw(st.integers(1, len(some)))
            providers = tuple(ids[member] for member in some)
            groups.append(Group(ids[at], required, providers, draw(phases)))
    return Model(nodes=nodes, requires=requires, groups=tuple(groups))


def subsets(model: Model) -> st.SearchStrategy[frozenset[str]]:
    """Any set of the model's ids."""
    return st.frozensets(st.sampled_from([node.id for node in model.nodes]))


def down(model: Model, failed: frozenset[str]) -> frozenset[str]:
    """Who is down, by going round until nothing changes."""
    now = set(failed)
    while True:
        before = len(now)
        now |= {edge.dependent for edge in model.requires if edge.provider in now}
        now |= {
            group.dependent
            for group in model.groups
            if sum(one not in now for one in group.providers) < group.required
        }
        if len(now) == before:
            return frozenset(now)


def finish(model: Model, own: Mapping[str, float]) -> dict[str, float]:
    """When each item is back: the equations of `engine.recovery` iterated up from zero."""
    circles = _circles(model)
    bound = sum(hours for hours in own.values() if hours < math.inf) + 1
    hours = dict.fromkeys(circles.values(), 0.0)
    while True:
        later = {circle: _one(model, own, circles, hours, circle) for circle in hours}
        later = {circle: one if one <= bound else math.inf for circle, one in later.items()}
        if later == hours:
            return {one: hours[circle] for one, circle in circles.items()}
        hours = later


def _one(
    model: Model,
    own: Mapping[str, float],
    circles: Mapping[str, frozenset[str]],
    hours: Mapping[frozenset[str], float],
    circle: frozenset[str],
) -> float:
    before, beside = [0.0], [0.0]
    for edge in model.requires:
        if edge.dependent in circle and edge.provider not in circle:
            joined = edge.phase == "run" and len(circle) == 1
            (beside if joined else before).append(hours[circles[edge.provider]])
    for group in model.groups:
        if group.dependent in circle:
            joined = group.phase == "run" and len(circle) == 1
            members = sorted(hours[circles[one]] for one in group.providers)
            (beside if joined else before).append(members[group.required - 1])
    return max(sum(own[one] for one in circle) + max(before), *beside)


def _circles(model: Model) -> dict[str, frozenset[str]]:
    """Each item with those it waits for in a circle that has a restore-phase requirement."""
    beneath = {node.id: _beneath(model, node.id) for node in model.nodes}
    circles = {}
    for one, found in beneath.items():
        circle = frozenset({one} | {two for two in found if one in beneath[two]})
        waits = any(
            edge.phase != "run" and {edge.dependent, edge.provider} <= circle
            for edge in model.requires
        )
        circles[one] = circle if waits else frozenset({one})
    return circles


def _beneath(model: Model, start: str) -> set[str]:
    found: set[str] = set()
    stack = [start]
    while stack:
        here = stack.pop()
        new = {edge.provider for edge in model.requires if edge.dependent == here} - found
        found |= new
        stack.extend(new)
    return found
