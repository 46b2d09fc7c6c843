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
from engine.chains import Chains, conditions
from engine.evidence import Quality
from engine.model import DATA, Node, RpoNeed
from engine.recovery import Floats, solve
from engine.results import VERDICTS, RpoResult, Verdict
from engine.verdicts import over

PASSES: tuple[Quality, ...] = ("claimed", "fresh", "stale", "expired")
"""One pass per evidence: the claim, then measurements of at least this quality."""


class Points:
    """The achievable recovery point of every item in each scenario of a `Capability`."""

    def __init__(self, capability: Capability) -> None:
        self.capability, self.graph = capability, capability.graph
        graph, count = self.graph, len(capability.scenarios)
        self.waits = conditions(graph.data)
        own, fixed = self._own(count)
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
        found = [
            self._result(need, at, column)
            for column in range(len(self.capability.scenarios))
            if self.capability.affected(subject, column)
        ]
        if not found:
            category, reason = need.category, need.reason
            none = (need.data, need.hours, None, None)
            return RpoResult(*none, "unknown", "", (), category, reason)
        return min(found, key=lambda one: (VERDICTS.index(one.verdict), -_evidence(one)))

    def _result(self, need: RpoNeed, at: int, column: int) -> RpoResult:
        claim, fresh, stale, proof = (self._hours(at, column, one) for one in range(len(PASSES)))
        verdict = _verdict(need.hours, claim, fresh, stale, proof)
        used = PASSES.index("expired") if proof is not None else 0
        unknown = proof is None
        missing = self._asked(column, 0 if claim is None else 3).missing(at) if unknown else ()
        set_by = ""
        if self._hours(at, column, used) is not None:
            set_by = self.graph.ids[self._asked(column, used).chain(at)[0]]
        scenario = self.capability.scenarios[column].name
        return RpoResult(
            need.data,
            need.hours,
            claim,
            proof,
            verdict,
            set_by,
            missing,
            need.category,
            need.reason,
            scenario,
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

    def _own(self, count: int) -> tuple[Floats, Floats]:
        nodes = self.graph.model.nodes
        own = np.zeros((self.graph.size, count * len(PASSES)))
        fixed = np.full(own.shape, math.nan)
        below = {dependent for dependent, _, _ in self.graph.arcs(data=True)}
        for at, node in enumerate(nodes):
            if not _holds_data(node, at in below):
                continue
            for column in np.flatnonzero(self.capability.down[at]).tolist():
                left = column * len(PASSES)
                claim = math.inf if node.claim_rpo_h is None else node.claim_rpo_h
                own[at, left] = claim
                own[at, left + 1 : left + len(PASSES)] = self._proofs(at, node, column, False)
                whole = self._proofs(at, node, column, True)
                fixed[at, left + 1 : left + len(PASSES)] = np.where(
                    np.isinf(whole), math.nan, whole
                )
        return own, fixed

    def _proofs(self, at: int, node: Node, column: int, end_to_end: bool) -> Sequence[float]:
        """Hours by measurements at least fresh, stale, expired; `inf` where there is none."""
        methods = self.capability.scenarios[column].served_by
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


def _holds_data(node: Node, rests_on_data: bool) -> bool:
    measured = any(one.rpo_h is not None for one in node.measured)
    stated = node.claim_rpo_h is not None or measured
    return stated or node.kind == DATA or not rests_on_data


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


def _evidence(result: RpoResult) -> float:
    return result.proof_h if result.proof_h is not None else result.claim_h or 0.0
