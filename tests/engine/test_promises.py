"""The promises of the whole analysis: chains that add up, and no figure loosened by a tighter input."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import strategies as st

from engine.analyse import analyse
from engine.model import Delays, Measurement, Pert, Scenario
from engine.results import VERDICTS
from tests.engine.estates import HOURS, estates, promise

TODAY = date(2026, 6, 1)


def measured(model, data):
    """The model with some items measured, in parts or end to end, of any quality."""
    kinds = st.sampled_from([None, (False, 2026), (True, 2026), (False, 2020), (True, 2020)])
    nodes = []
    for node in model.nodes:
        kind = data.draw(kinds)
        proofs = ()
        if kind is not None:
            hours = data.draw(st.sampled_from(HOURS))
            clock = data.draw(st.sampled_from(["disruption", "detection", "declaration"]))
            day = date(kind[1], 1, 1)
            proofs = (Measurement(hours, None, day, clock, "restore", kind[0]),)
        nodes.append(replace(node, measured=proofs))
    return replace(model, nodes=tuple(nodes), delays=Delays(Pert.of(0.25), Pert.of(0.5)))


@promise(st.data(), estates())
def test_the_links_of_every_chain_add_up_to_its_hours(data, model):
    model = measured(model, data)
    lost = data.draw(st.frozensets(st.sampled_from([one.id for one in model.nodes]), min_size=1))
    every = [one.id for one in model.nodes]
    plan = [Scenario("lost", ids=tuple(sorted(lost)))]
    for item in analyse(model, as_of=TODAY, scenarios=plan, subjects=every).functions:
        for figure in (item.claim, item.proof, item.evidence):
            if figure.hours is not None and figure.chain:
                assert sum(one.hours for one in figure.chain) == pytest.approx(figure.hours)
                assert figure.critical_path[-1] == item.id
                assert len(set(figure.critical_path)) == len(figure.critical_path)
            elif figure.hours is None:
                assert figure.missing


@promise(st.data(), estates())
def test_missing_is_enough_and_all_of_it_is_needed_somewhere(data, model):
    """Giving times to what is missing makes the claim known."""
    answer = analyse(model, as_of=TODAY).functions[0]
    nodes = tuple(
        replace(one, claim=Pert.of(1)) if one.id in answer.claim.missing else one
        for one in model.nodes
    )
    filled = analyse(replace(model, nodes=nodes), as_of=TODAY).functions[0]
    waits = {one for cycle in analyse(model, as_of=TODAY).cycles for one in cycle.members}
    if answer.claim.hours is None and not waits:
        assert filled.claim.hours is not None
    assert all(
        one in waits or next(n for n in model.nodes if n.id == one).claim is None
        for one in answer.claim.missing
    )


@promise(st.data(), estates())
def test_a_shorter_time_never_worsens_a_figure(data, model):
    at = data.draw(st.integers(0, len(model.nodes) - 1))
    nodes = tuple(
        replace(one, claim=Pert.of(0.25)) if index == at and one.claim and one.claim.likely else one
        for index, one in enumerate(model.nodes)
    )
    before = analyse(model, as_of=TODAY).functions[0]
    after = analyse(replace(model, nodes=nodes), as_of=TODAY).functions[0]
    assert _late(after.claim) <= _late(before.claim)
    assert _late(after.evidence) <= _late(before.evidence)


@promise(st.data(), estates())
def test_a_shorter_mtd_never_improves_the_verdict(data, model):
    model = measured(model, data)
    one, two = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 12))

    def verdict(hours):
        nodes = (replace(model.nodes[0], mtd_h=float(hours)), *model.nodes[1:])
        return VERDICTS.index(
            analyse(replace(model, nodes=nodes), as_of=TODAY).functions[0].verdict
        )

    tight, loose = verdict(min(one, two)), verdict(max(one, two))
    assert tight <= loose


@promise(st.data(), estates())
def test_losing_more_never_shortens_a_recovery(data, model):
    ids = st.frozensets(st.sampled_from([one.id for one in model.nodes]))
    some, more = data.draw(ids), data.draw(ids)

    def late(lost):
        plan = [Scenario("lost", ids=tuple(sorted(lost)))]
        found = analyse(model, as_of=TODAY, scenarios=plan, subjects=["i0"]).functions[0]
        return _late(found.claim)

    assert late(some) <= late(some | more)


@promise(estates())
def test_bounds_enclose_the_claim(model):
    claim = analyse(model, as_of=TODAY).functions[0].claim
    if claim.hours is not None and claim.parallel_h is not None:
        assert claim.parallel_h <= claim.hours


def _late(figure):
    return math.inf if figure.hours is None else figure.hours
