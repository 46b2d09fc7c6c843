"""What changes a fingerprint and what does not; who feels it."""

from dataclasses import replace
from datetime import date

import pytest

from engine.fingerprint import closure, closure_hashes, difference, local_hashes
from engine.model import Group, Impact, Measurement, Model, Node, Pert, Requirement
from tests.engine.estates import estates, promise

ESTATE = Model(
    nodes=(
        Node("pay", kind="function"),
        Node("app", kind="application", attributes={"site": "ams", "owner": "Ada"}),
        Node("db"),
        Node("fw1"),
        Node("fw2"),
        Node("mail"),
    ),
    requires=(Requirement("pay", "app"), Requirement("app", "db", "restore")),
    groups=(Group("app", 1, ("fw1", "fw2")),),
)


def with_node(id, **change):
    return replace(
        ESTATE,
        nodes=tuple(replace(one, **change) if one.id == id else one for one in ESTATE.nodes),
    )


IMMATERIAL = [
    with_node("app", name="Payments application"),
    with_node("app", attributes={"site": "ams", "owner": "Bob", "tag": "x"}),
    with_node("app", claim=Pert.of(4), measured=(Measurement(2, on=date(2026, 1, 1)),)),
    with_node("app", impact=(Impact("c", 4),), mtd_h=4.0, loss=((0, 0), (1, 1))),
    replace(ESTATE, groups=(Group("app", 1, ("fw2", "fw1")),)),
    replace(ESTATE, requires=ESTATE.requires[::-1]),
    replace(
        ESTATE,
        requires=(
            Requirement("pay", "app", "restore", needed_within_h=2.0, tolerates_h=1.0),
            ESTATE.requires[1],
        ),
    ),
]
MATERIAL = [
    with_node("app", kind="service"),
    with_node("app", attributes={"site": "fra", "owner": "Ada"}),
    with_node("app", attributes={"site": "ams", "vendor": "Acme"}),
    with_node("app", needs={"dba": 1.0}),
    with_node("app", fallible=False),
    replace(ESTATE, groups=(Group("app", 2, ("fw1", "fw2")),)),
    replace(ESTATE, groups=(Group("app", 1, ("fw1",)),)),
    replace(ESTATE, groups=()),
    replace(ESTATE, requires=(ESTATE.requires[0], Requirement("app", "mail", "restore"))),
    replace(ESTATE, requires=(ESTATE.requires[0], Requirement("app", "db", "run"))),
    replace(ESTATE, requires=(ESTATE.requires[0], Requirement("app", "db", "restore", True))),
]


@pytest.mark.parametrize("changed", IMMATERIAL)
def test_immaterial_changes_leave_every_hash(changed):
    assert closure_hashes(changed) == closure_hashes(ESTATE)


@pytest.mark.parametrize("changed", MATERIAL)
def test_material_changes_reach_the_item_and_all_that_rest_on_it(changed):
    before, after = closure_hashes(ESTATE), closure_hashes(changed)
    assert before["app"] != after["app"]
    assert before["pay"] != after["pay"]
    assert before["db"] == after["db"]
    assert difference(local_hashes(ESTATE), local_hashes(changed)).changed == ("app",)


def test_an_item_replaced_is_another_closure():
    replaced = replace(
        ESTATE,
        nodes=(*(one for one in ESTATE.nodes if one.id != "db"), Node("db2")),
        requires=(ESTATE.requires[0], Requirement("app", "db2", "restore")),
    )
    found = difference(local_hashes(ESTATE), local_hashes(replaced))
    assert (found.added, found.removed, found.changed) == (("db2",), ("db",), ("app",))
    assert closure_hashes(replaced)["pay"] != closure_hashes(ESTATE)["pay"]


def test_organisation_chooses_its_material_attributes():
    own = replace(ESTATE, material_attributes=("owner",))
    moved = replace(
        with_node("app", attributes={"site": "fra", "owner": "Ada"}), material_attributes=("owner",)
    )
    renamed = replace(
        with_node("app", attributes={"site": "ams", "owner": "Bob"}), material_attributes=("owner",)
    )
    assert closure_hashes(moved) == closure_hashes(own)
    assert closure_hashes(renamed)["pay"] != closure_hashes(own)["pay"]


def test_loop_shares_one_hash_whatever_the_order():
    nodes = (Node("a"), Node("b"), Node("c"))
    edges = (Requirement("a", "b"), Requirement("b", "a"), Requirement("a", "c"))
    one = closure_hashes(Model(nodes=nodes, requires=edges))
    two = closure_hashes(Model(nodes=nodes[::-1], requires=edges[::-1]))
    assert one == two
    assert one["a"] == one["b"] != one["c"]


def test_closure_names_the_item_and_all_beneath():
    assert closure(ESTATE, "app") == ("app", "db", "fw1", "fw2")
    assert closure(ESTATE, "mail") == ("mail",)
    with pytest.raises(KeyError, match="ghost"):
        closure(ESTATE, "ghost")


@promise(estates())
def test_a_change_reaches_exactly_those_whose_closure_holds_it(model):
    last = model.nodes[-1]
    nodes = (*model.nodes[:-1], replace(last, kind="moved"))
    changed = replace(model, nodes=nodes)
    before, after = closure_hashes(model), closure_hashes(changed)
    for node in model.nodes:
        assert (before[node.id] != after[node.id]) == (last.id in closure(model, node.id))
