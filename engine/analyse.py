"""The whole analysis of a model: what the command line prints and the pages store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from engine import impact
from engine.capability import SPARED, Capability
from engine.collector import collector_paused
from engine.graph import Graph, build
from engine.model import EVERYTHING, FUNCTION, Model, Node, Scenario
from engine.needs import likely_work, needs
from engine.objectives import mtd, workaround_credit
from engine.points import Points
from engine.results import (
    VERDICTS,
    Analysis,
    Breach,
    Cycle,
    Figure,
    ItemNeed,
    ItemResult,
    Outcome,
    Reason,
    RpoResult,
    ScenarioResult,
    SinglePoint,
    Verdict,
    WhatIf,
)
from engine.verdicts import judge, over


@collector_paused()
def analyse(
    model: Model | Graph,
    *,
    as_of: date | None,
    scenarios: Sequence[Scenario] | None = None,
    subjects: Iterable[str] | None = None,
) -> Analysis:
    """Need, claim, proof and verdict of every function, or of `subjects`, and why.

    Each is shown in the worst of the planned scenarios that reach it. `as_of` is "today" for
    ages (None: the model's; none there: ages are not judged); `scenarios` None: the model's,
    none there: everything lost. Unknown ids raise `KeyError`.

    >>> from engine.load import from_dict
    >>> chain = [{"dependent": "pay", "provider": "db"}]
    >>> pay = {"id": "pay", "kind": "function", "mtd_h": 4, "claim_h": 1}
    >>> estate = from_dict({"nodes": [pay, {"id": "db", "claim_h": 4}], "requires": chain})
    >>> answer = analyse(estate, as_of=None).functions[0]
    >>> answer.claim.hours, answer.claim.critical_path, answer.verdict
    (5.0, ('db', 'pay'), 'gap')
    """
    graph = build(model)
    as_of = as_of or graph.model.as_of
    planned = tuple(graph.model.scenarios if scenarios is None else scenarios) or (EVERYTHING,)
    asked = needs(graph)
    wanted = graph.functions if subjects is None else tuple(subjects)
    capability = Capability(graph, planned, as_of)
    stated = any(graph.model.nodes[at].rpo or asked[graph.ids[at]].rpo_h for at in graph.at(wanted))
    points = Points(capability) if stated else None
    judged = _Judging(graph, capability, points, asked, as_of)
    return Analysis(
        as_of,
        tuple(one.name for one in planned),
        tuple(judged.item(at) for at in graph.at(wanted)),
        tuple(asked.values()),
        ranked_single_points(graph),
        cycles(graph),
    )


def what_if(
    model: Model | Graph,
    failed_ids: Iterable[str],
    *,
    as_of: date | None,
    data_destroyed: bool = False,
) -> WhatIf:
    """What is down if these fail together, and which functions are not known to be back in time.

    >>> from engine.load import from_dict
    >>> chain = [{"dependent": "pay", "provider": "db"}]
    >>> pay = {"id": "pay", "kind": "function", "mtd_h": 4}
    >>> estate = from_dict({"nodes": [pay, {"id": "db", "claim_h": 6}], "requires": chain})
    >>> answer = what_if(estate, ["db"], as_of=None)
    >>> answer.down, answer.breaches[0].hours, answer.breaches[0].limits
    (('pay', 'db'), 6.0, ('need', 'mtd'))
    """
    graph = build(model)
    blast = impact.blast(graph, failed_ids)
    scenario = Scenario("what if", ids=blast.failed, data_destroyed=data_destroyed)
    capability = Capability(graph, (scenario,), as_of or graph.model.as_of)
    asked = needs(graph)
    judged = _Judging(graph, capability, None, asked, as_of or graph.model.as_of)
    found = [judged.outcome(at) for at in graph.at(blast.functions)]
    breaches = tuple(breach for _, breach in found if breach is not None)
    outcomes = tuple(outcome for outcome, _ in found)
    return WhatIf(blast.failed, blast.down, blast.functions, breaches, outcomes)


def ranked_single_points(model: Model | Graph) -> tuple[SinglePoint, ...]:
    """Every item whose lone failure takes a function down, most functions first.

    >>> from engine.load import from_dict
    >>> chain = [{"dependent": "pay", "provider": "db"}]
    >>> nodes = [{"id": "pay", "kind": "function"}, {"id": "db"}]
    >>> ranked_single_points(from_dict({"nodes": nodes, "requires": chain}))
    (SinglePoint(id='db', functions=('pay',)),)
    """
    graph = build(model)
    matrix = impact.single_point_matrix(graph, graph.functions).T
    functions = np.array(graph.functions, dtype=object)
    taken = matrix.sum(axis=1)
    ranked = np.argsort(-taken, kind="stable")[: int((taken > 0).sum())].tolist()
    return tuple(SinglePoint(graph.ids[at], tuple(functions[matrix[at]].tolist())) for at in ranked)


def cycles(model: Model | Graph) -> tuple[Cycle, ...]:
    """Items that wait for each other to be restored, with what is done about it.

    >>> from engine.load import from_dict
    >>> ring = [{"dependent": "a", "provider": "b"}, {"dependent": "b", "provider": "a"}]
    >>> nodes = [{"id": "a", "claim_h": 1}, {"id": "b", "claim_h": 2}]
    >>> cycles(from_dict({"nodes": nodes, "requires": ring}))
    (Cycle(members=('a', 'b'), kind='restore', bound_h=3.0),)
    """
    graph = build(model)
    plan, nodes = graph.recovery, graph.model.nodes
    found = []
    for members in plan.cycles():
        hours = [likely_work(graph, nodes[at]) for at in members.tolist()]
        known = [one for one in hours if one is not None]
        bound = sum(known) if len(known) == len(hours) else None
        found.append(Cycle(tuple(graph.ids[at] for at in members), "restore", bound))
    for step in plan.steps:
        if step.loop and (step.before.batches or step.beside.batches):
            ids = tuple(graph.ids[at] for at in sorted(step.items.tolist()))
            found.append(Cycle(ids, "group", None))
    return tuple(found)


class _Judging:
    def __init__(
        self,
        graph: Graph,
        capability: Capability,
        points: Points | None,
        asked: dict[str, ItemNeed],
        as_of: date | None,
    ) -> None:
        self.graph, self.capability, self.points = graph, capability, points
        self.asked, self.as_of = asked, as_of
        groups = (graph.index[group.dependent] for group in graph.model.groups)
        self.dependents = {*graph.dependents.tolist(), *groups}

    def item(self, at: int) -> ItemResult:
        node = self.graph.model.nodes[at]
        limit, need = mtd(node), self.asked[node.id].need
        every = tuple(self.scenario(at, one) for one in range(len(self.capability.scenarios)))
        worst = _worst(every, self._rests_on_nothing(at))
        rpo = self._rpo(node)
        return ItemResult(
            id=node.id,
            name=node.name,
            kind=node.kind,
            mtd_h=limit.hours,
            mtd=limit,
            need_h=need.hours,
            need=need,
            scenario=worst.scenario,
            claim=worst.claim,
            proof=worst.proof,
            evidence=worst.evidence,
            verdict=worst.verdict,
            bound_by=worst.bound_by,
            missing=worst.missing,
            reasons=worst.reasons + self._notes(node),
            full_service_h=node.full_service_h,
            workaround=workaround_credit(node, self.as_of, self.graph.model.age_limit_days),
            rpo_verdict=min((one.verdict for one in rpo), key=VERDICTS.index, default=None),
            rpo=rpo,
            by_scenario=every,
            inherited_h=self.asked[node.id].mtd_h,
            inherited_path=self.asked[node.id].mtd_path,
        )

    def scenario(self, at: int, column: int) -> ScenarioResult:
        name, capability = self.capability.scenarios[column].name, self.capability
        if not capability.affected(at, column):
            why = (Reason("not affected", {}),)
            return ScenarioResult(name, False, SPARED, SPARED, SPARED, "held", None, (), why)
        claim, best = capability.claim(at, column), capability.best(at, column)
        proof = capability.proof(at, column, best)
        need = self.asked[self.graph.ids[at]].need
        waits = () if best.hours is not None else capability.waits_for_itself(at, column)
        verdict, reasons = judge(need, claim, proof, best, waits)
        shown = proof if proof.hours is not None else best
        return ScenarioResult(
            scenario=name,
            affected=True,
            claim=claim,
            proof=proof,
            evidence=shown,
            verdict=verdict,
            bound_by=_binds(shown),
            missing=shown.missing,
            reasons=reasons,
        )

    def outcome(self, at: int) -> tuple[Outcome, Breach | None]:
        """When a function is back in the one scenario, and its breach where it is not in time."""
        node = self.graph.model.nodes[at]
        found, need, limit = self.scenario(at, 0), self.asked[node.id].need.hours, mtd(node).hours
        shown = found.evidence
        hours = shown.hours
        limits = tuple(
            name
            for name, most in (("need", need), ("mtd", limit))
            if most is not None and hours is not None and over(hours, most)
        )
        outcome = Outcome(node.id, need, limit, hours, shown.state, limits, found.verdict)
        if not limits and hours is not None:
            return outcome, None
        missing, path = found.missing, shown.critical_path
        return outcome, Breach(node.id, need, limit, hours, limits, found.verdict, missing, path)

    def _rests_on_nothing(self, at: int) -> bool:
        """Whether it is a function of which nothing beneath is known: no loss can reach it so."""
        return self.graph.model.nodes[at].kind == FUNCTION and at not in self.dependents

    def _rpo(self, node: Node) -> tuple[RpoResult, ...]:
        if self.points is None:
            return ()
        return self.points.results(node, self.asked[node.id].rpo_h)

    def _notes(self, node: Node) -> tuple[Reason, ...]:
        """What else is worth saying of a function's objective."""
        need, limit = self.asked[node.id].need, mtd(node)
        notes = []
        if limit.state == "no tolerance shown":
            notes.append(Reason("no tolerance", {"category": limit.category}))
        if need.derived_h is not None and need.wrt_h is None and node.kind == "function":
            notes.append(Reason("wrt not asked", {}))
        return tuple(notes)


def _worst(every: Sequence[ScenarioResult], rests_on_nothing: bool) -> ScenarioResult:
    reached = [one for one in every if one.affected]
    if reached:
        return min(reached, key=lambda one: (VERDICTS.index(one.verdict), -_hours(one)))
    verdict: Verdict = "unknown"
    why = (Reason("rests on nothing" if rests_on_nothing else "never affected", {}),)
    return ScenarioResult("", False, SPARED, SPARED, SPARED, verdict, None, (), why)


def _hours(result: ScenarioResult) -> float:
    hours = result.evidence.hours
    return float("inf") if hours is None else hours


def _binds(figure: Figure) -> str | None:
    """The item with the largest share of a chain; the first to be restored among equals."""
    items = [one for one in figure.chain if one.item]
    return max(items, key=lambda one: one.hours).id if items else None
