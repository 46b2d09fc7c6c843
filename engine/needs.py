"""What the functions above ask of each item: recovery time and data loss, and who binds it.

A need passes from a dependent to its provider less the dependent's own work that can only start
when the provider is back (phase restore; its stated or assumed likely time, nothing where it is
unknown). Items in a block share their tightest need; what is beneath a block gets that less the
work of the whole block. Inside other loops a need passes unchanged. Every member of a group is
asked alike.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from engine.graph import Graph, build
from engine.model import Model, Node
from engine.objectives import NO_TOLERANCE, derived_need, mtd
from engine.plan import Plan
from engine.results import ItemNeed, Need

Arc = tuple[int, int, float]
"""Dependent item, provider item, hours of the dependent's work after the provider is back."""


def needs(model: Model | Graph) -> dict[str, ItemNeed]:
    """The need of every item: its own objective or the tightest from above, whichever is less.

    >>> from engine.load import from_dict
    >>> pay = {"id": "pay", "kind": "function", "mtd_h": 4, "claim_h": 1}
    >>> pair = [{"dependent": "pay", "provider": "db"}]
    >>> answer = needs(from_dict({"nodes": [pay, {"id": "db"}], "requires": pair}))["db"].need
    >>> answer.hours, answer.basis, answer.path
    (3.0, 'passed down', ('pay', 'db'))
    """
    graph = build(model)
    times = _Passing(graph, graph.recovery, _recovery_work(graph))
    own = [derived_need(node) for node in graph.model.nodes]
    for at, need in enumerate(own):
        if need.hours is not None and need.basis != "at least":
            times.start(at, need.hours)
    for edge in graph.model.requires:
        if edge.needed_within_h is not None:
            at, above = graph.index[edge.provider], graph.index[edge.dependent]
            times.start(at, edge.needed_within_h, stated_by=above)
    times.run()
    limits = _limits(graph, times.work)
    points = _Passing(graph, graph.data, lambda block: 0.0)
    for at, node in enumerate(graph.model.nodes):
        for stated in node.rpo:
            target = graph.index[stated.data] if stated.data else at
            points.start(target, stated.hours, stated_by=at if target != at else None)
    if any(node.rpo for node in graph.model.nodes):
        points.run()
    return {
        node.id: ItemNeed(
            node.id, _need(times, at, own[at]), *_point(points, at), *_inherited(limits, at)
        )
        for at, node in enumerate(graph.model.nodes)
    }


def _limits(graph: Graph, work: Callable[[int], float]) -> _Passing:
    """How long each item may be down by the MTD of the functions above it, agreed RTOs aside."""
    limits = _Passing(graph, graph.recovery, work)
    for at, node in enumerate(graph.model.nodes):
        limit = mtd(node)
        if limit.hours is not None or limit.state == NO_TOLERANCE:
            limits.start(at, limit.hours or 0.0)
    limits.run()
    return limits


def _inherited(limits: _Passing, at: int) -> tuple[float | None, tuple[str, ...]]:
    hours = limits.hours[at]
    return (None, ()) if hours == math.inf else (hours, limits.path(at))


def likely_work(graph: Graph, node: Node) -> float | None:
    """The item's own likely hours, stated or assumed; None unknown, 0 if it cannot fail.

    >>> likely_work(build(Model()), Node("dns")) is None
    True
    """
    if not node.fallible:
        return 0.0
    claim = node.claim or graph.model.defaults.get(node.kind)
    return None if claim is None else claim.likely


def _recovery_work(graph: Graph) -> Callable[[int], float]:
    hours = [likely_work(graph, node) or 0.0 for node in graph.model.nodes]
    plan = graph.recovery
    totals = [sum(hours[at] for at in plan.members(block).tolist()) for block in range(plan.size)]
    return totals.__getitem__


class _Passing:
    """The least need of each item, from dependents to providers, and where it came from."""

    def __init__(self, graph: Graph, plan: Plan, work: Callable[[int], float]) -> None:
        self.graph, self.plan, self.work = graph, plan, work
        self.arcs = graph.arcs(data=plan is graph.data)
        self.hours = [math.inf] * graph.size
        self.via: list[int | None] = [None] * graph.size
        self.stated = [False] * graph.size
        self._paths: dict[int, tuple[str, ...]] = {}

    def start(self, at: int, hours: float, stated_by: int | None = None) -> None:
        if hours < self.hours[at]:
            self.hours[at], self.via[at] = hours, stated_by
            self.stated[at] = stated_by is not None

    def run(self) -> None:
        """Pass all needs down: within each step until nothing changes, then to what is beneath."""
        plan = self.plan
        step_of = [0] * self.graph.size
        for at, step in enumerate(plan.steps):
            for item in step.items.tolist():
                step_of[item] = at
        inside: list[dict[int, list[int]]] = [{} for _ in plan.steps]
        below: list[list[Arc]] = [[] for _ in plan.steps]
        merged = [len(plan.members(block)) > 1 for block in range(plan.size)]
        block_of = plan.block.tolist()
        for dependent, provider, restore in self.arcs:
            here, block = step_of[dependent], block_of[dependent]
            if step_of[provider] == here:
                inside[here].setdefault(dependent, []).append(provider)
            else:
                work = self.work(block) if restore or merged[block] else 0.0
                below[here].append((dependent, provider, work))
        for readers, arcs in zip(reversed(inside), reversed(below), strict=True):
            self._level(readers)
            for dependent, provider, work in arcs:
                hours = self.hours[dependent]
                if hours < math.inf:
                    self._pass(dependent, provider, max(0.0, hours - work))

    def _level(self, providers: dict[int, list[int]]) -> None:
        """Items of one block, and of one loop, are all needed as soon as the first of them."""
        queue = deque(sorted(providers, key=self.hours.__getitem__))
        while queue:
            at = queue.popleft()
            for provider in providers.get(at, ()):
                if self._pass(at, provider, self.hours[at]):
                    queue.append(provider)

    def _pass(self, above: int, below: int, hours: float) -> bool:
        if hours >= self.hours[below]:
            return False
        self.hours[below], self.via[below], self.stated[below] = hours, above, False
        return True

    def path(self, at: int) -> tuple[str, ...]:
        """From what states the need down to the item."""
        walked = []
        here: int | None = at
        while here is not None and here not in self._paths:
            walked.append(here)
            above = self.via[here]
            if self.stated[here] and above is not None:
                self._paths[here] = (self.graph.ids[above], self.graph.ids[here])
                break
            here = above
        for one in reversed(walked):
            if one not in self._paths:
                above = self.via[one]
                before = () if above is None else self._paths[above]
                self._paths[one] = (*before, self.graph.ids[one])
        return self._paths[at]

    def spent(self, at: int) -> float | None:
        """The need at the head of the item's path, where nothing of it is left for the item."""
        path = self.path(at)
        if self.hours[at] > 0 or self.stated[at] or len(path) < 2:
            return None
        first, second = (self.graph.index[one] for one in path[:2])
        limit = self.hours[second] if self.stated[second] else self.hours[first]
        return limit if 0 < limit < math.inf else None


def _need(times: _Passing, at: int, own: Need) -> Need:
    if times.via[at] is None:
        return own
    path = times.path(at)
    basis = "stated" if times.stated[at] else "passed down"
    return Need(
        times.hours[at],
        basis,
        path[0],
        path,
        own.agreed_h,
        own.derived_h,
        own.wrt_h,
        own.looser,
        times.spent(at),
    )


def _point(points: _Passing, at: int) -> tuple[float | None, str, tuple[str, ...]]:
    if points.hours[at] == math.inf:
        return None, "", ()
    path = points.path(at)
    return points.hours[at], path[0], path
