"""Claim and proof of every item in every planned scenario, from the disruption.

Three passes of the recovery kernel over all scenarios at once: what is claimed (low, likely,
high), the lower bound should unstated phases mean "run", and the best evidence (measured, else
claimed). Clocks that start at detection or declaration hold an item back by the organisation's
delays, so a delay counts once on a chain and is a link of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

from engine import evidence
from engine.chains import Chains, Steps, Waits
from engine.evidence import Evidence
from engine.fingerprint import closure_hashes
from engine.graph import Graph
from engine.impact import down_matrix, lost
from engine.model import CLOCKS, Measurement, Method, Pert, Scenario
from engine.plan import Bools
from engine.recovery import Floats, solve
from engine.results import Figure, Link, State

ENDS = 3
"""Columns per scenario in the claim pass: low, likely, high."""
LIKELY = 1
DIGITS = 9
"""Hours are rounded to these digits, so that 0.1 + 0.2 is not over 0.3."""

Linked: TypeAlias = dict[int, tuple[Link, Evidence | None]]
"""Links of one pass by step of a chain, with what they stand on."""

SPARED = Figure(0.0, "not affected", 0.0, 0.0, 0.0)


class Capability:
    """What can be done in each of the scenarios; `claim` and `proof` answer per item."""

    def __init__(self, graph: Graph, scenarios: Sequence[Scenario], as_of: date | None) -> None:
        self.graph, self.scenarios, self.as_of = graph, tuple(scenarios), as_of
        self._names = graph.ids + graph.ids[::-1]  # ~item is the item counted from the end
        self.lost: Bools = np.zeros((graph.size, len(self.scenarios)), dtype=bool)
        for column, scenario in enumerate(self.scenarios):
            self.lost[graph.at(lost(graph, scenario)), column] = True
        self.down = down_matrix(graph, self.lost)
        self.lost &= graph.fallible[:, None]
        measured = any(one.fingerprint for node in graph.model.nodes for one in node.measured)
        self.hashes = closure_hashes(graph) if measured else {}
        self.delays = {one: evidence.delay_before(one, graph.model.delays) for one in CLOCKS}
        self.claims = [evidence.claim(graph.model, node) for node in graph.model.nodes]
        by_methods = {
            one: (self._measured(one, False), self._measured(one, True))
            for one in {scenario.served_by for scenario in self.scenarios}
        }
        self._proofs = [by_methods[scenario.served_by] for scenario in self.scenarios]
        self._known_links: dict[tuple[int, bool], Linked] = {}
        self._solve()

    def affected(self, at: int, column: int) -> bool:
        """Whether the loss reaches the item."""
        return bool(self.down[at, column])

    def claim(self, at: int, column: int) -> Figure:
        """What is claimed: the sum of the stated times along the chain that binds."""
        if not self.down[at, column]:
            return SPARED
        low, hours, high = (
            _hours(self.claimed.sums[at, ENDS * column + end]) for end in range(ENDS)
        )
        chains = self._claim_chains[column]
        if hours is None:
            return Figure(None, "unknown", low, high, missing=chains.missing(at))
        items = chains.chain(at)
        links = self._links(chains, items, column, False)
        assumed = tuple(one.id for one in links if one.state == "assumed")
        state: State = "assumed" if assumed else "claimed"
        parallel = _hours(self.parallel.sums[at, column])
        path = tuple(dict.fromkeys(map(self._names.__getitem__, items)))
        return Figure(hours, state, low, high, parallel, path, links, (), assumed)

    def proof(self, at: int, column: int, best: Figure) -> Figure:
        """What was last measured: end to end, else by the items of the `best` chain.

        Not measured on the whole chain: unknown, `missing` names the items without a
        measurement that serves the scenario.
        """
        if not self.down[at, column]:
            return SPARED
        whole = self._proofs[column][1].get(at)
        if whole is not None and whole.quality == "fresh":
            return self._end_to_end(at, column, whole)
        if best.state == "proven in parts" or (whole is None and best.state in _MEASURED):
            return best
        if whole is not None:
            return self._end_to_end(at, column, whole)
        unproven = tuple(one.id for one in best.chain if one.item and one.state in _UNPROVEN)
        if best.hours is not None and not unproven:
            unproven = (self.graph.ids[at],)
        return Figure(None, "unknown", missing=unproven or best.missing)

    def best(self, at: int, column: int) -> Figure:
        """The chain on the best evidence of each item, measured or claimed."""
        hours = _hours(self.evident.sums[at, column])
        chains = self._best_chains[column]
        if hours is None:
            return Figure(None, "unknown", missing=chains.missing(at))
        items = chains.chain(at)
        links = self._links(chains, items, column, True)
        found = [one.state for one in links if one.item]
        weakest = evidence.weakest(one for one in evidence.QUALITIES if one in found)
        states: dict[str | None, State] = {"fresh": "proven in parts", None: "claimed"}
        state = states.get(weakest) or _STATES[str(weakest)]
        path = tuple(dict.fromkeys(map(self._names.__getitem__, items)))
        return Figure(hours, state, hours, hours, None, path, links)

    def waits_for_itself(self, at: int, column: int) -> tuple[str, ...]:
        """Items beneath that wait for each other through a group, if it is not known."""
        chains = self._best_chains[column]
        missing = set(chains.missing(at)) if chains.stuck else ()
        return tuple(
            self.graph.ids[one] for one in sorted(chains.stuck) if self.graph.ids[one] in missing
        )

    def _end_to_end(self, at: int, column: int, whole: Evidence) -> Figure:
        link = _link(self.graph.ids[at], whole)
        delays = self._delay_links(whole)
        hours = _rounded(whole.hours.likely + self._delay(whole).likely)
        state: State = "proven end to end" if whole.quality == "fresh" else _STATES[whole.quality]
        return Figure(hours, state, hours, hours, None, (link.id,), (*delays, link))

    def _solve(self) -> None:
        graph, count = self.graph, len(self.scenarios)
        hours = np.full((graph.size, ENDS), math.inf)
        begins = np.zeros((graph.size, ENDS))
        for at, stated in enumerate(self.claims):
            if stated is not None:
                hours[at] = _ends(stated.hours)
                begins[at] = _ends(self._delay(stated))
        lost = np.repeat(self.lost, ENDS, axis=1)
        own = np.where(lost, np.tile(hours, count), 0.0)
        start = np.where(lost, np.tile(begins, count), 0.0)
        self.claimed = solve(graph.recovery, own, start=start)
        likely = slice(LIKELY, None, ENDS)
        self.parallel = solve(graph.parallel, own[:, likely], start=start[:, likely])
        best, begin, fixed = own[:, likely].copy(), start[:, likely].copy(), self._fixed()
        for column, (parts, _) in enumerate(self._proofs):
            for at, proof in parts.items():
                if self.lost[at, column]:
                    best[at, column] = proof.hours.likely
                    begin[at, column] = self._delay(proof).likely
        self.evident = solve(graph.recovery, best, start=begin, fixed=fixed)
        self._chains(fixed)

    def _chains(self, fixed: Floats) -> None:
        graph, plan = self.graph, self.graph.recovery
        waits = Waits(plan)
        self._claim_chains = [
            Chains(
                graph, plan, waits, self.claimed, ENDS * column + LIKELY, down=self.down[:, column]
            )
            for column in range(len(self.scenarios))
        ]
        self._best_chains = [
            Chains(
                graph,
                plan,
                waits,
                self.evident,
                column,
                down=self.down[:, column],
                fixed=fixed[:, column],
            )
            for column in range(len(self.scenarios))
        ]

    def _fixed(self) -> Floats:
        """Finish by an end-to-end measurement, but where only the item's own work is fresher."""
        fixed = np.full(self.lost.shape, math.nan)
        for column, (parts, wholes) in enumerate(self._proofs):
            for at, whole in wholes.items():
                part = parts.get(at)
                outranked = part is not None and part.quality == "fresh" != whole.quality
                if self.down[at, column] and not outranked:
                    fixed[at, column] = whole.hours.likely + self._delay(whole).likely
        return fixed

    def _measured(self, methods: frozenset[Method], end_to_end: bool) -> dict[int, Evidence]:
        found: dict[int, Evidence] = {}
        for at, node in enumerate(self.graph.model.nodes):
            if node.measured:
                taken = [one for one in node.measured if one.end_to_end is end_to_end]
                proof = self.measurement(at, taken, methods)
                if proof is not None:
                    found[at] = proof
        return found

    def measurement(
        self, at: int, taken: Sequence[Measurement], methods: frozenset[Method]
    ) -> Evidence | None:
        """The measurement of these that counts for an item."""
        current = self.hashes.get(self.graph.ids[at])
        limit = self.graph.model.age_limit_days
        return evidence.best(taken, methods, current, self.as_of, limit)

    def _delay(self, stated: Evidence) -> Pert:
        return self.delays[stated.clock]

    def _links(self, chains: Chains, steps: Steps, column: int, measured: bool) -> tuple[Link, ...]:
        """The links of a chain, with the delays that hold its first link back."""
        known = self._known_links.setdefault((column, measured), {})
        for step in steps:
            if step not in known:
                known[step] = self._link(step, column, measured, step in chains.joined)
        delays = self._delays_of_first(chains, steps, known)
        return (*delays, *[known[step][0] for step in steps])

    def _delays_of_first(self, chains: Chains, steps: Steps, known: Linked) -> tuple[Link, ...]:
        block, latest = None, None
        for step in steps:
            stated = known[step][1]
            if stated is None:
                continue
            if block is not None and block != chains.block[max(step, ~step)]:
                break
            if latest is None or self._delay(stated).likely > self._delay(latest).likely:
                latest = stated
            if step < 0:
                break
            block = chains.block[step]
        return () if latest is None else self._delay_links(latest)

    def _link(
        self, step: int, column: int, measured: bool, joined: bool
    ) -> tuple[Link, Evidence | None]:
        at, whole = max(step, ~step), step < 0
        if whole:
            stated: Evidence | None = self._proofs[column][1][at]
        else:
            stated = (self._proofs[column][0].get(at) if measured else None) or self.claims[at]
        lost = self.lost[at, column]
        if joined or not (whole or lost) or stated is None:
            return Link(self.graph.ids[at], 0.0, "beside" if lost else "not lost"), None
        return _link(self.graph.ids[at], stated), stated

    def _delay_links(self, stated: Evidence) -> tuple[Link, ...]:
        delays = self.graph.model.delays
        links = [Link("detection", delays.detect.likely, "delay", item=False)]
        if stated.clock == "declaration":
            links.append(Link("decision", delays.declare.likely, "delay", item=False))
        return tuple(one for one in links if one.hours and stated.clock != "disruption")


_MEASURED: tuple[State, ...] = ("stale", "expired")
_UNPROVEN = ("claimed", "assumed")
_STATES: dict[str, State] = {
    "stale": "stale",
    "expired": "expired",
    "claimed": "claimed",
    "assumed": "assumed",
}


def _link(id: str, stated: Evidence) -> Link:
    hours, taken = stated.hours.likely, stated.measurement
    if taken is None:
        return Link(id, hours, stated.quality)
    return Link(id, hours, stated.quality, True, taken.method, taken.on, taken.source)


def _ends(hours: Pert) -> tuple[float, float, float]:
    return hours.low, hours.likely, hours.high


def _rounded(hours: float) -> float:
    return round(hours, DIGITS)


def _hours(hours: float) -> float | None:
    return None if hours == math.inf else _rounded(float(hours))
