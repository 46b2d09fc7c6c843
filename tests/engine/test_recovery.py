"""When is it back: worked cases, brute force, and the promises of order."""

import math
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from engine.graph import build
from engine.model import Group, Model, Node, Requirement
from engine.recovery import finish_times, solve
from tests.engine.estates import HOURS, estates, finish, promise


def back(own, requires=(), groups=(), *, start=None, fixed=None):
    """Hours until each id is back, all of `own` lost."""
    model = Model(
        nodes=tuple(Node(one) for one in own),
        requires=tuple(Requirement(*edge) for edge in requires),
        groups=tuple(Group(*group) for group in groups),
    )
    graph = build(model)

    def column(values, default):
        return np.array([[float((values or {}).get(one, default))] for one in own])

    times = finish_times(
        graph,
        column(own, 0),
        start=column(start, 0),
        fixed=column(fixed, math.nan) if fixed else None,
    )
    return dict(zip(own, times[:, 0].tolist(), strict=True))


def test_three_systems_of_four_hours_that_follow_each_other_are_twelve():
    chain = [("app", "db"), ("db", "net")]
    assert back({"app": 4, "db": 4, "net": 4}, chain) == {"app": 12, "db": 8, "net": 4}


def test_needed_only_to_run_are_rebuilt_side_by_side():
    assert back({"app": 4, "db": 5}, [("app", "db", "run")])["app"] == 5
    assert back({"app": 6, "db": 5}, [("app", "db", "run")])["app"] == 6


def test_what_is_not_lost_takes_no_time_but_waits():
    assert back({"app": 0, "db": 5}, [("app", "db")])["app"] == 5


def test_group_counts_as_the_required_th_of_its_members():
    own = {"app": 1, "a": 2, "b": 5, "c": 9}
    assert back(own, groups=[("app", 1, ("a", "b", "c"))])["app"] == 3
    assert back(own, groups=[("app", 2, ("a", "b", "c"))])["app"] == 6
    assert back(own, groups=[("app", 3, ("c", "a", "b"))])["app"] == 10
    assert back(own, groups=[("app", 3, ("c", "a", "b"), "run")])["app"] == 9


def test_unknown_spreads_but_a_group_can_do_without():
    own = {"app": 1, "a": math.inf, "b": 5}
    assert back(own, [("app", "a")])["app"] == math.inf
    assert back(own, groups=[("app", 1, ("a", "b"))])["app"] == 6
    assert back(own, groups=[("app", 2, ("a", "b"))])["app"] == math.inf


def test_restore_loop_takes_the_sum_after_its_last_outside_provider():
    loop = [("identity", "dns"), ("dns", "identity"), ("dns", "net")]
    answer = back({"identity": 3, "dns": 1, "net": 2}, loop)
    assert answer == {"identity": 6, "dns": 6, "net": 2}


def test_outside_provider_needed_to_run_holds_a_whole_restore_loop_back():
    loop = [("identity", "dns"), ("dns", "identity"), ("dns", "net", "run")]
    assert back({"identity": 3, "dns": 1, "net": 2}, loop)["identity"] == 6


def test_loop_of_running_only_finishes_with_its_slowest():
    loop = [("a", "b", "run"), ("b", "c", "run"), ("c", "a", "run")]
    assert back({"a": 3, "b": 1, "c": 2}, loop) == {"a": 3, "b": 3, "c": 3}


def test_loop_with_one_restore_requirement_is_a_restore_loop():
    assert back({"a": 3, "b": 1}, [("a", "b", "restore"), ("b", "a", "run")])["b"] == 4


def test_loop_through_a_group_never_starts_when_all_of_it_is_lost():
    requires = [("id1", "dns"), ("id2", "dns")]
    groups = [("dns", 1, ("id1", "id2"))]
    lost = back({"dns": 1, "id1": 2, "id2": 2}, requires, groups)
    assert set(lost.values()) == {math.inf}
    spared = back({"dns": 1, "id1": 2, "id2": 0}, [("id1", "dns")], groups)
    assert spared == {"dns": 1, "id1": 3, "id2": 0}


def test_member_of_a_group_inside_its_own_loop_cannot_help_to_start_it():
    loop = [("a", "b"), ("b", "a")]
    assert back({"a": 1, "b": 2, "c": 9}, loop, [("a", 1, ("b", "c"))])["a"] == 12
    assert back({"a": 1, "b": 2, "c": 9}, loop, [("a", 2, ("b", "c"))])["a"] == math.inf
    assert back({"a": 0, "b": 0, "c": 9}, loop, [("a", 1, ("b", "c"))])["a"] == 0


def test_start_holds_an_item_back_once_on_a_chain():
    delay = {"app": 0.7, "db": 0.7}
    assert back({"app": 1, "db": 2}, [("app", "db")], start=delay)["app"] == 3.7


def test_fixed_finish_replaces_the_chain_beneath():
    chain = [("app", "svc"), ("svc", "db")]
    answer = back({"app": 1, "svc": 2, "db": 9}, chain, fixed={"svc": 4})
    assert answer == {"app": 5, "svc": 4, "db": 9}


def test_sums_keep_what_the_chain_would_take():
    model = Model(nodes=(Node("svc"), Node("db")), requires=(Requirement("svc", "db"),))
    graph = build(model)
    times = solve(graph.recovery, np.array([[2.0], [9.0]]), fixed=np.array([[4.0], [math.nan]]))
    assert times.sums[0, 0] == 11
    assert times.finish[0, 0] == 4


def test_trials_are_independent_columns():
    model = Model(nodes=(Node("app"), Node("db")), requires=(Requirement("app", "db"),))
    own = np.array([[1.0, 0.0, 2.0], [2.0, 5.0, math.inf]])
    assert finish_times(build(model), own)[0].tolist() == [3, 5, math.inf]


def test_empty_model_and_no_trials():
    assert finish_times(build(Model()), np.zeros((0, 3))).shape == (0, 3)
    assert finish_times(build(Model(nodes=(Node("a"),))), np.zeros((1, 0))).shape == (1, 0)


def test_long_chain_is_not_slow_or_deep():
    count = 3000
    model = Model(
        nodes=tuple(Node(f"i{at}") for at in range(count)),
        requires=tuple(Requirement(f"i{at}", f"i{at + 1}") for at in range(count - 1)),
    )
    assert finish_times(build(model), np.ones((count, 1)))[0, 0] == count


def columns(model):
    """Two trials of own times for each item; some unknown."""
    times = st.sampled_from([*HOURS, math.inf])
    return st.lists(
        st.tuples(times, times), min_size=len(model.nodes), max_size=len(model.nodes)
    ).map(np.array)


@promise(st.data(), estates())
def test_equals_brute_force(data, model):
    own = data.draw(columns(model))
    graph = build(model)
    answer = finish_times(graph, own)
    for trial in range(own.shape[1]):
        expected = finish(model, dict(zip(graph.ids, own[:, trial].tolist(), strict=True)))
        assert dict(zip(graph.ids, answer[:, trial].tolist(), strict=True)) == expected


@promise(st.data(), estates())
def test_shorter_own_times_never_delay_anything(data, model):
    own, other = data.draw(columns(model)), data.draw(columns(model))
    graph = build(model)
    assert (finish_times(graph, np.minimum(own, other)) <= finish_times(graph, own)).all()


@promise(st.data(), estates())
def test_removing_a_dependency_never_delays_anything(data, model):
    own = data.draw(columns(model))
    gone = data.draw(st.sets(st.sampled_from(model.requires or (None,))))
    fewer = replace(model, requires=tuple(one for one in model.requires if one not in gone))
    assert (finish_times(build(fewer), own) <= finish_times(build(model), own)).all()


@promise(st.data(), estates())
def test_removing_a_group_never_delays_anything(data, model):
    own = data.draw(columns(model))
    fewer = replace(model, groups=model.groups[1:])
    assert (finish_times(build(fewer), own) <= finish_times(build(model), own)).all()


@promise(st.data(), estates())
def test_needing_it_only_to_run_never_delays_anything(data, model):
    own = data.draw(columns(model))
    eased = data.draw(st.sets(st.sampled_from(model.requires or (None,))))
    requires = tuple(replace(one, phase="run") if one in eased else one for one in model.requires)
    looser = replace(model, requires=requires)
    assert (finish_times(build(looser), own) <= finish_times(build(model), own)).all()


@promise(st.data(), estates())
def test_another_member_of_a_group_never_delays_anything(data, model):
    own = data.draw(columns(model))
    spare = tuple(replace(one, providers=(*one.providers, "spare")) for one in model.groups)
    requires = (*model.requires, Requirement("spare", "i0"))
    safer = replace(model, nodes=(*model.nodes, Node("spare")), groups=spare, requires=requires)
    more = np.vstack([own, np.full((1, own.shape[1]), 0.5)])
    count = len(model.nodes)
    assert (finish_times(build(safer), more)[:count] <= finish_times(build(model), own)).all()


@promise(st.data(), estates())
def test_requiring_fewer_members_never_delays_anything(data, model):
    own = data.draw(columns(model))
    fewer = tuple(replace(one, required=1) for one in model.groups)
    looser = replace(model, groups=fewer)
    assert (finish_times(build(looser), own) <= finish_times(build(model), own)).all()
