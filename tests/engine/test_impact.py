"""Who is down: worked cases, brute force, and the promise that redundancy never hurts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import strategies as st

from engine.graph import build
from engine.impact import (
    blast,
    by_attribute,
    down_matrix,
    lost,
    pack,
    single_points,
    too_few_up,
    unpack,
)
from engine.load import from_dict
from engine.model import Group, Model, Node, Requirement, Scenario
from tests.engine.estates import down, estates, promise, subsets


def estate(*ids, requires=(), groups=(), **more):
    return Model(
        nodes=tuple(Node(one) for one in ids),
        requires=tuple(Requirement(*pair) for pair in requires),
        groups=tuple(Group(*group) for group in groups),
        **more,
    )


def test_failure_travels_up_requirements():
    model = estate("pay", "app", "db", "mail", requires=[("pay", "app"), ("app", "db")])
    assert blast(model, ["db"]).down == ("pay", "app", "db")
    assert blast(model, ["app"]).down == ("pay", "app")
    assert blast(model, []).down == ()


def test_group_is_down_when_fewer_than_required_are_up():
    model = estate("app", "a", "b", "c", groups=[("app", 2, ("a", "b", "c"))])
    assert blast(model, ["a"]).down == ("a",)
    assert blast(model, ["a", "c"]).down == ("app", "a", "c")


def test_cycle_is_up_until_something_in_it_fails():
    model = estate("identity", "dns", requires=[("identity", "dns"), ("dns", "identity")])
    assert blast(model, []).down == ()
    assert blast(model, ["dns"]).down == ("identity", "dns")


def test_cycle_through_a_group_keeps_what_still_has_enough():
    model = estate(
        "dns",
        "id1",
        "id2",
        requires=[("id1", "dns"), ("id2", "dns")],
        groups=[("dns", 1, ("id1", "id2"))],
    )
    assert blast(model, ["id1"]).down == ("id1",)
    assert blast(model, ["id1", "id2"]).down == ("dns", "id1", "id2")


def test_unknown_id_is_named():
    with pytest.raises(KeyError, match="unknown ids: ghost"):
        blast(estate("a"), ["ghost"])


def test_single_points_leave_out_the_function_and_what_cannot_fail():
    model = Model(
        nodes=(
            Node("pay", kind="function"),
            Node("contract", fallible=False),
            Node("db"),
            Node("a"),
            Node("b"),
        ),
        requires=(Requirement("pay", "contract"), Requirement("contract", "db")),
        groups=(Group("pay", 1, ("a", "b")),),
    )
    assert single_points(model, ["pay"]) == {"pay": ("db",)}


def test_single_points_of_many_items_cross_the_word_and_chunk_borders():
    count = 64 * 64 + 70
    nodes = tuple(Node(f"i{at}") for at in range(count))
    odd = tuple(Requirement("i0", f"i{at}") for at in range(1, count, 2))
    assert single_points(Model(nodes=nodes, requires=odd), ["i0"]) == {
        "i0": tuple(f"i{at}" for at in range(1, count, 2))
    }


def test_loss_by_attribute_takes_all_that_share_it():
    model = from_dict(
        {
            "nodes": [
                {"id": "pay", "kind": "function"},
                {"id": "a", "attributes": {"site": "ams"}},
                {"id": "b", "attributes": {"site": "ams"}},
                {"id": "c", "attributes": {"site": "fra"}},
                {"id": "hall", "attributes": {"site": "ams"}, "fallible": False},
            ],
            "groups": [{"dependent": "pay", "required": 1, "providers": ["a", "b"]}],
        }
    )
    sites = by_attribute(model, "site")
    assert sites["ams"].failed == ("a", "b")
    assert sites["ams"].functions == ("pay",)
    assert sites["fra"].down == ("c",)
    assert by_attribute(model, "vendor") == {}


def test_scenario_loses_ids_and_what_matches_kind_and_attribute():
    model = from_dict(
        {
            "nodes": [
                {"id": "a", "kind": "server", "attributes": {"site": "ams"}},
                {"id": "b", "kind": "server", "attributes": {"site": "fra"}},
                {"id": "c", "kind": "team", "attributes": {"site": "ams"}},
                {"id": "d"},
            ]
        }
    )
    both = {"site": ("ams", "fra")}
    assert lost(model, Scenario("x", attributes={"site": ("ams",)})) == ("a", "c")
    assert lost(model, Scenario("x", kinds=("server",), attributes=both)) == ("a", "b")
    assert lost(model, Scenario("x", ids=("d",), kinds=("team",))) == ("c", "d")
    assert lost(model, Scenario("x", everything=True)) == ("a", "b", "c", "d")
    assert lost(model, Scenario("x", ids=("d",))) == ("d",)


def test_empty_model_has_no_points():
    assert single_points(Model(), []) == {}
    assert blast(Model(), []).down == ()


@promise(st.data(), estates())
def test_equals_brute_force(data, model):
    graph = build(model)
    columns = data.draw(st.lists(subsets(model), min_size=1, max_size=4))
    failed = np.array([[one in column for column in columns] for one in graph.ids])
    answer = down_matrix(graph, failed)
    for at, column in enumerate(columns):
        found = {one for one, is_down in zip(graph.ids, answer[:, at], strict=True) if is_down}
        assert found == down(model, column)


@promise(estates())
def test_single_points_are_what_one_failure_takes_down(model):
    expected = tuple(
        node.id
        for node in model.nodes
        if node.id != "i0" and "i0" in down(model, frozenset({node.id}))
    )
    assert single_points(model, ["i0"]) == {"i0": expected}


@promise(st.data(), estates())
def test_more_failures_never_bring_anything_up(data, model):
    some, more = data.draw(subsets(model)), data.draw(subsets(model))
    assert set(blast(model, some).down) <= set(blast(model, some | more).down)


@promise(st.data(), estates())
def test_another_member_of_a_group_never_hurts(data, model):
    failed = data.draw(subsets(model))
    spare = tuple(replace(group, providers=(*group.providers, "spare")) for group in model.groups)
    safer = replace(model, nodes=(*model.nodes, Node("spare")), groups=spare)
    assert set(blast(safer, failed).down) <= set(blast(model, failed).down)


@promise(st.data(), estates())
def test_removing_a_dependency_never_hurts(data, model):
    failed = data.draw(subsets(model))
    fewer = data.draw(st.sets(st.sampled_from(model.requires or (None,))))
    kept = tuple(edge for edge in model.requires if edge not in fewer)
    assert set(blast(replace(model, requires=kept), failed).down) <= set(blast(model, failed).down)


@promise(st.integers(1, 9), st.data())
def test_bit_sliced_counter_counts(size, data):
    required = data.draw(st.integers(1, size))
    rows = data.draw(st.lists(st.integers(0, 2**64 - 1), min_size=size, max_size=size))
    words = np.array(rows, dtype=np.uint64).reshape(size, 1)
    down_count = unpack(words, 64).sum(axis=0)
    answer = unpack(too_few_up(words, required).reshape(1, 1), 64)[0]
    assert (answer == (size - down_count < required)).all()


@promise(st.integers(1, 5), st.integers(1, 130))
def test_packing_gives_the_same_columns_back(items, scenarios):
    columns = np.random.default_rng(items * scenarios).random((items, scenarios)) < 0.5
    assert (unpack(pack(columns), scenarios) == columns).all()
