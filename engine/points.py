"""How far back recovered data may lie, and how far back it would: RPO needed, claimed, proven.

The achievable point passes up data dependencies as the worst data set, claim and proof apart;
data sets that must agree in time (`Model.consistent`) take the oldest point among them. A data
set counts where the loss reaches it; one without a figure is unknown, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine import evidence
from engine.capability import Capability
from engine.chains import Chains, Waits
from engine.evidence import Quality
from engine.model import DATA, Method, Node, RpoNeed
from engine.recovery import Floats, solve
from engine.results import VERDICTS, RpoResult, Verdict
from engine.verdicts import over

PASSES: tuple[Quality, ...] = ("claimed", "fresh", "stale", "expired")
"""One pass per evidence: the claim, then measurements of at least this quality."""


class Points:
    """The achievable recovery point of every item in each scenario of a `Capability`."""

    def __init__(self, capability: Capability) -> None:
        self.capability, self.graph = capability, capability.graph
        graph = self.graph
        self.waits = Waits(graph.data)
        self._rests_on_data = {dependent for dependent, _, _ in graph.arcs(data=True)}
        own, fixed = self._own()
        for names in graph.model.consistent:
            members = graph.at(names)
            own[members] = own[members].max(axis=0)
        self.fixed = fixed
        self.times = solve(graph.data, own, fixed=fixed)
        self._chains: dict[int, Chains] = {}

    def results(self, node: Node, inherited: float | None) -> tuple[RpoResult, ...]:
        """Each stated need of a node in its worst scenario; without one, what is passed down."""
        stated = node.rpo or (() if inherited is None else (RpoNeed(inherited),))
        return tuple(self._worst(node, need) for need in stated)

    def _worst(self, node: Node, need: RpoNeed) -> RpoResult:
        at = self.graph.index[need.data or node.id]
        subject = self.graph.index[node.id]
        reached = [
            (*self._judge(need, at, column), column)
            for column in range(len(self.capability.scenarios))
            if self.capability.affected(subject, column)
        ]
        if not reached:
            none = (need.data, need.hours, None, None)
            return RpoResult(*none, "unknown", "", (), need.category, need.reason)
        return self._result(need, at, min(reached)[-1])

    def _judge(self, need: RpoNeed, at: int, column: int) -> tuple[int, float]:
        """What sorts the worst first: the verdict, then the longest loss."""
        hours = [self._hours(at, column, one) for one in range(len(PASSES))]
        known = [one for one in (hours[-1], hours[0]) if one is not None]
        return VERDICTS.index(_verdict(need.hours, *hours)), -(known[0] if known else math.inf)

    def _result(self, need: RpoNeed, at: int, column: int) -> RpoResult:
        claim, fresh, stale, proof = (self._hours(at, column, one) for one in range(len(PASSES)))
        used = PASSES.index("expired") if proof is not None else 0
        missing: tuple[str, ...] = ()
        if proof is None:
            lacking = 0 if claim is None else PASSES.index("expired")
            missing = self._asked(column, lacking).missing(at)
        set_by = ""
        if self._hours(at, column, used) is not None:
            first = self._asked(column, used).chain(at)[0]
            set_by = self.graph.ids[max(first, ~first)]
        return RpoResult(
            data=need.data,
            required_h=need.hours,
            claim_h=claim,
            proof_h=proof,
            verdict=_verdict(need.hours, claim, fresh, stale, proof),
            set_by=set_by,
            missing=missing,
            category=need.category,
            reason=need.reason,
            scenario=self.capability.scenarios[column].name,
        )

    def _hours(self, at: int, column: int, kind: int) -> float | None:
        value = float(self.times.finish[at, column * len(PASSES) + kind])
        return None if value == math.inf else value

    def _asked(self, column: int, kind: int) -> Chains:
        trial = column * len(PASSES) + kind
        if trial not in self._chains:
            down = self.capability.down[:, column]
            self._chains[trial] = Chains(
                self.graph,
                self.graph.data,
                self.waits,
                self.times,
                trial,
                down=down,
                fixed=self.fixed[:, trial],
            )
        return self._chains[trial]

    def _own(self) -> tuple[Floats, Floats]:
        """Per item and trial the point of its own data, and what is measured end to end."""
        served = [scenario.served_by for scenario in self.capability.scenarios]
        parts = {methods: self._values(methods, False) for methods in set(served)}
        wholes = {methods: self._values(methods, True) for methods in set(served)}
        down = np.repeat(self.capability.down, len(PASSES), axis=1)
        own = np.where(down, np.hstack([parts[methods] for methods in served]), 0.0)
        fixed = np.hstack([wholes[methods] for methods in served])
        return own, np.where(down & np.isfinite(fixed), fixed, math.nan)

    def _values(self, methods: frozenset[Method], end_to_end: bool) -> Floats:
        values = np.zeros((self.graph.size, len(PASSES)))
        for at, node in enumerate(self.graph.model.nodes):
            if end_to_end or self._holds_data(at):
                values[at] = math.inf
                if node.claim_rpo_h is not None and not end_to_end:
                    values[at, 0] = node.claim_rpo_h
                if node.measured:
                    values[at, 1:] = self._proofs(at, node, methods, end_to_end)
        return values

    def _holds_data(self, at: int) -> bool:
        node = self.graph.model.nodes[at]
        measured = any(one.rpo_h is not None for one in node.measured)
        stated = node.claim_rpo_h is not None or measured
        return stated or node.kind == DATA or at not in self._rests_on_data

    def _proofs(
        self, at: int, node: Node, methods: frozenset[Method], end_to_end: bool
    ) -> Sequence[float]:
        """Hours by measurements at least fresh, stale, expired; `inf` where there is none."""
        taken = [
            one for one in node.measured if one.rpo_h is not None and one.end_to_end is end_to_end
        ]
        best = self.capability.measurement(at, taken, methods) if taken else None
        if best is None or best.measurement is None or best.measurement.rpo_h is None:
            return [math.inf] * (len(PASSES) - 1)
        quality, hours = evidence.QUALITIES.index(best.quality), best.measurement.rpo_h
        return [
            hours if quality <= evidence.QUALITIES.index(accepted) else math.inf
            for accepted in PASSES[1:]
        ]


def _verdict(
    need: float,
    claim: float | None,
    fresh: float | None,
    stale: float | None,
    proof: float | None,
) -> Verdict:
    if proof is not None:
        if over(proof, need):
            return "gap"
        return "held" if fresh is not None else "stale" if stale is not None else "expired"
    if claim is None:
        return "unknown"
    return "gap" if over(claim, need) else "claimed"
