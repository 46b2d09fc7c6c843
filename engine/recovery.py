"""When is it back: longest chains over the graph, for all trials at once.

finish(v) = max(own(v) + max(start(v), finish of what is needed to restore v),
                finish of what is needed only to run v),
a group counting as the required-th smallest of its members. Items whose restore-phase
requirements form a loop take the sum of their own times after their last outside provider, an
upper bound on any order. `inf` is unknown: it spreads to whatever rests on it, and counts as
never in a group. Loops through groups are solved in order of finish (`engine.loops`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine.graph import Graph
from engine.loops import Condition, Vertex, order_of_finish
from engine.plan import Inputs, Plan, Step

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Times:
    """Hours per (items, trials). `sums` is what each item takes by its chain; `finish` is the
    same, but for items with a fixed time, which is what their dependents wait for.
    """

    own: Floats
    start: Floats
    sums: Floats
    finish: Floats


def finish_times(
    graph: Graph, own: Floats, *, start: Floats | None = None, fixed: Floats | None = None
) -> Floats:
    """Hours from the disruption until each item is back, (items, trials), `inf` unknown.

    `own` is each item's work (0 where it is not lost, `inf` unknown), `start` the hour before
    which it cannot begin, `fixed` a finish known from an end-to-end measurement (NaN: none).

    >>> from engine.load import from_dict
    >>> from engine.graph import build
    >>> chain = [{"dependent": "web", "provider": "db"}, {"dependent": "db", "provider": "net"}]
    >>> ids = [{"id": "web"}, {"id": "db"}, {"id": "net"}]
    >>> graph = build(from_dict({"nodes": ids, "requires": chain}))
    >>> finish_times(graph, np.full((3, 1), 4.0)).ravel().tolist()
    [12.0, 8.0, 4.0]
    """
    return solve(graph.recovery, own, start=start, fixed=fixed).finish


def solve(
    plan: Plan, own: Floats, *, start: Floats | None = None, fixed: Floats | None = None
) -> Times:
    """`finish_times` in a given plan, with the chain's own value kept beside fixed ones.

    >>> from engine.graph import Graph
    >>> from engine.model import Model, Node
    >>> plan = Graph(Model(nodes=(Node("dns"),))).recovery
    >>> times = solve(plan, np.array([[4.0]]), fixed=np.array([[3.0]]))
    >>> float(times.sums[0, 0]), float(times.finish[0, 0])
    (4.0, 3.0)
    """
    start = np.zeros_like(own) if start is None else start
    sums = np.zeros_like(own)
    finish = np.zeros_like(own)
    if not plan.size:
        return Times(own, start, sums, finish)
    work = np.add.reduceat(own[plan.order], plan.bounds[:-1])
    begin = np.maximum.reduceat(start[plan.order], plan.bounds[:-1])
    run = np.zeros_like(work)
    for step in plan.steps:
        if step.loop:
            work[step.blocks] = _loop(plan, step, (work, begin), finish, fixed)
        else:
            _wait(step.before, begin, finish)
            _wait(step.beside, run, finish)
            restored = work[step.blocks] + begin[step.blocks]
            work[step.blocks] = np.maximum(restored, run[step.blocks])
        reached = work[plan.block[step.items]]
        sums[step.items] = reached
        if fixed is not None:
            known = fixed[step.items]
            reached = np.where(np.isnan(known), reached, known)
        finish[step.items] = reached
    return Times(own, start, sums, finish)


def _wait(inputs: Inputs, until: Floats, finish: Floats) -> None:
    """Raise `until` of each block to the finish of what it waits for."""
    segments = inputs.segments
    if len(segments.targets):
        reached = np.maximum.reduceat(finish[segments.providers], segments.starts)
        until[segments.targets] = np.maximum(until[segments.targets], reached)
    for batch in inputs.batches:
        ordered = np.sort(finish[batch.members], axis=1)
        reached = ordered[np.arange(len(batch.targets)), batch.required - 1]
        np.maximum.at(until, batch.targets, reached)


def _loop(
    plan: Plan, step: Step, blocks: tuple[Floats, Floats], finish: Floats, fixed: Floats | None
) -> Floats:
    work, begin = blocks
    conditions = loop_conditions(step)
    inside = {int(block): at for at, block in enumerate(step.blocks)}
    value = np.zeros((len(inside), work.shape[1]))
    for trial in range(work.shape[1]):
        known = {} if fixed is None else _known(step, fixed[:, trial])
        vertices = [
            Vertex(float(work[block, trial]), float(begin[block, trial]), 0.0, *conditions[block])
            for block in inside
        ]
        vertices = _renumber(plan, vertices, inside, finish[:, trial], known)
        value[:, trial] = order_of_finish(vertices)[: len(inside)]
    return value


def _known(step: Step, fixed: Floats) -> dict[int, float]:
    return {int(item): float(fixed[item]) for item in step.items if not np.isnan(fixed[item])}


def _renumber(
    plan: Plan,
    vertices: list[Vertex],
    inside: dict[int, int],
    finish: Floats,
    known: dict[int, float],
) -> list[Vertex]:
    """Conditions over items become conditions over vertices; what is known is a vertex too."""
    constants: dict[int, int] = {}
    added: list[Vertex] = []

    def vertex_of(item: int) -> int:
        at = inside.get(int(plan.block[item]))
        if at is not None and item not in known:
            return at
        if item not in constants:
            constants[item] = len(inside) + len(added)
            added.append(Vertex(0.0, 0.0, known.get(item, float(finish[item]))))
        return constants[item]

    def renumbered(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            (required, tuple(vertex_of(member) for member in members))
            for required, members in conditions
        )

    own = [
        Vertex(one.work, one.start, one.run, renumbered(one.before), renumbered(one.beside))
        for one in vertices
    ]
    return own + added


def loop_conditions(
    step: Step,
) -> dict[int, tuple[tuple[Condition, ...], tuple[Condition, ...]]]:
    """What each block of a step waits for, before and beside, as conditions over items."""
    before: dict[int, list[Condition]] = {int(block): [] for block in step.blocks}
    beside: dict[int, list[Condition]] = {int(block): [] for block in step.blocks}
    for inputs, into in ((step.before, before), (step.beside, beside)):
        for block, condition in _conditions(inputs):
            into[block].append(condition)
    return {block: (tuple(before[block]), tuple(beside[block])) for block in before}


def _conditions(inputs: Inputs) -> Iterator[tuple[int, Condition]]:
    segments = inputs.segments
    ends = [*segments.starts.tolist(), len(segments.providers)]
    for target, (left, right) in zip(segments.targets.tolist(), pairwise(ends), strict=True):
        for provider in segments.providers[left:right].tolist():
            yield target, (1, (provider,))
    for batch in inputs.batches:
        for at, target in enumerate(batch.targets.tolist()):
            yield target, (int(batch.required[at]), tuple(batch.members[at].tolist()))
