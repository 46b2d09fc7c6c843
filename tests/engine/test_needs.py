"""What is asked of each item, by whom and along which path."""

from dataclasses import replace

from hypothesis import strategies as st

from engine.load import from_dict
from engine.needs import needs
from tests.engine.estates import estates, promise


def asked(nodes, requires=(), groups=(), **more):
    model = {
        "nodes": [{"id": one, **facts} for one, facts in nodes.items()],
        "requires": [
            dict(zip(("dependent", "provider", "phase"), edge, strict=False))
            if isinstance(edge, tuple)
            else edge
            for edge in requires
        ],
        "groups": list(groups),
        **more,
    }
    return needs(from_dict(model))


def function(hours, **more):
    return {"kind": "function", "mtd_h": hours, **more}


def test_need_passes_down_less_the_work_after_the_provider_is_back():
    answer = asked(
        {"pay": function(12, claim_h=1), "app": {"claim_h": [1, 3, 9]}, "db": {}},
        [("pay", "app"), ("app", "db")],
    )
    assert answer["app"].need.hours == 11
    assert answer["db"].need.hours == 8
    assert (answer["db"].need.function, answer["db"].need.path) == ("pay", ("pay", "app", "db"))
    assert answer["db"].need.basis == "passed down"


def test_needed_only_to_run_gets_the_whole_need():
    answer = asked({"pay": function(12, claim_h=5), "app": {}}, [("pay", "app", "run")])
    assert answer["app"].need.hours == 12


def test_tightest_of_several_functions_binds():
    answer = asked(
        {"pay": function(12), "ship": function(4), "db": {}}, [("pay", "db"), ("ship", "db")]
    )
    assert (answer["db"].need.hours, answer["db"].need.function) == (4, "ship")


def test_own_objective_counts_when_it_is_tighter():
    answer = asked({"pay": function(12), "db": {"agreed_rto_h": 2}}, [("pay", "db")])
    assert (answer["db"].need.hours, answer["db"].need.basis) == (2, "agreed")
    looser = asked({"pay": function(12), "db": {"agreed_rto_h": 20}}, [("pay", "db")])
    assert (looser["db"].need.hours, looser["db"].need.basis) == (12, "passed down")
    assert looser["db"].need.agreed_h == 20


def test_stated_need_of_the_dependent_binds_when_tighter():
    edge = {"dependent": "pay", "provider": "db", "needed_within_h": 2}
    need = asked({"pay": function(12), "db": {}}, [edge])["db"].need
    assert (need.hours, need.basis, need.path) == (2, "stated", ("pay", "db"))


def test_nothing_left_is_zero_not_less():
    answer = asked({"pay": function(2, claim_h=5), "db": {}}, [("pay", "db")])
    assert answer["db"].need.hours == 0


def test_unknown_or_infallible_work_takes_nothing():
    answer = asked(
        {"pay": function(4, claim_h=3, fallible=False), "app": {}, "db": {}},
        [("pay", "app"), ("app", "db")],
    )
    assert answer["db"].need.hours == 4


def test_every_member_of_a_group_is_asked_alike():
    group = {"dependent": "pay", "required": 1, "providers": ["a", "b"]}
    answer = asked({"pay": function(4, claim_h=1), "a": {}, "b": {}}, groups=[group])
    assert answer["a"].need.hours == answer["b"].need.hours == 3


def test_loop_shares_its_need_and_passes_down_less_all_its_work():
    answer = asked(
        {"desk": function(12), "identity": {"claim_h": 3}, "dns": {"claim_h": 1}, "net": {}},
        [("desk", "identity", "run"), ("identity", "dns"), ("dns", "identity"), ("dns", "net")],
    )
    assert answer["dns"].need.hours == answer["identity"].need.hours == 12
    assert answer["net"].need.hours == 8
    assert answer["net"].need.path == ("desk", "identity", "dns", "net")


def test_loop_waits_as_a_whole_even_for_what_it_needs_only_to_run():
    answer = asked(
        {"desk": function(12), "identity": {"claim_h": 3}, "dns": {"claim_h": 1}, "net": {}},
        [("desk", "dns", "run"), ("identity", "dns"), ("dns", "identity"), ("dns", "net", "run")],
    )
    assert answer["net"].need.hours == 8


def test_need_beyond_the_last_band_asks_nothing_of_others():
    curve = [{"category": "c", "intolerable": 4, "bands": [[24, 1]]}]
    answer = asked({"pay": {"kind": "function", "impact": curve}, "db": {}}, [("pay", "db")])
    assert answer["pay"].need.basis == "at least"
    assert answer["db"].need.hours is None


def test_needs_of_nobody_are_none():
    answer = asked({"db": {}})
    assert (answer["db"].need.hours, answer["db"].need.basis) == (None, "none")
    assert answer["db"].rpo_h is None


def test_mtd_is_inherited_whatever_rto_is_agreed():
    answer = asked(
        {
            "pay": function(8, claim_h=1, agreed_rto_h=2),
            "letters": function(24),
            "app": {"claim_h": 3},
            "db": {},
            "aside": {},
        },
        [("pay", "app"), ("letters", "app"), ("app", "db")],
    )
    assert answer["app"].need.hours == 1
    assert (answer["app"].mtd_h, answer["app"].mtd_path) == (7, ("pay", "app"))
    assert (answer["db"].mtd_h, answer["db"].mtd_path) == (4, ("pay", "app", "db"))
    assert (answer["aside"].mtd_h, answer["aside"].mtd_path) == (None, ())


def test_who_bears_nothing_leaves_no_time_to_what_it_rests_on():
    curve = [{"category": "c", "intolerable": 4, "bands": [[1, 4], [24, 4]]}]
    answer = asked({"pay": {"kind": "function", "impact": curve}, "db": {}}, [("pay", "db")])
    assert answer["db"].mtd_h == 0


def test_rpo_passes_down_data_dependencies_only():
    edges = [
        {"dependent": "pay", "provider": "db", "data": True},
        {"dependent": "db", "provider": "disk", "data": True},
        {"dependent": "pay", "provider": "net"},
    ]
    answer = asked(
        {"pay": function(4, rpo=[{"hours": 0.5}]), "db": {}, "disk": {}, "net": {}}, edges
    )
    assert (answer["disk"].rpo_h, answer["disk"].rpo_path) == (0.5, ("pay", "db", "disk"))
    assert answer["net"].rpo_h is None


def test_rpo_stated_for_one_data_set_is_asked_of_it():
    edges = [{"dependent": "pay", "provider": "a", "data": True}]
    nodes = {"pay": function(4, rpo=[{"hours": 2, "data": "b"}]), "a": {}, "b": {}}
    answer = asked(nodes, edges)
    assert (answer["b"].rpo_h, answer["b"].rpo_function) == (2, "pay")
    assert answer["a"].rpo_h is None


@promise(estates(), st.integers(1, 9), st.integers(1, 9))
def test_a_tighter_objective_never_loosens_a_need(model, one, two):
    def at(hours):
        nodes = (replace(model.nodes[0], mtd_h=float(hours)), *model.nodes[1:])
        return needs(replace(model, nodes=nodes))

    tight, loose = at(min(one, two)), at(max(one, two))
    for item, need in loose.items():
        if need.need.hours is not None:
            assert tight[item].need.hours <= need.need.hours


@promise(estates(loops=False), st.integers(0, 6))
def test_meeting_every_need_in_turn_meets_the_function(model, at):
    """Without loops a need is the longest way down: no path leaves less than is asked."""
    top = replace(model.nodes[0], mtd_h=10.0)
    model = replace(model, nodes=(top, *model.nodes[1:]))
    answer = needs(model)
    target = model.nodes[at % len(model.nodes)].id
    assert answer[target].need.hours == _least(model, target)


def _least(model, target):
    work = {node.id: node.claim.likely if node.claim else 0.0 for node in model.nodes}
    arcs = [(one.dependent, one.provider, one.phase) for one in model.requires]
    arcs += [(one.dependent, member, one.phase) for one in model.groups for member in one.providers]
    if target == "i0":
        return 10.0
    found = [
        max(0.0, above - (0 if phase == "run" else work[dependent]))
        for dependent, provider, phase in arcs
        if provider == target and (above := _least(model, dependent)) is not None
    ]
    return min(found, default=None)


def test_work_may_be_assumed():
    answer = asked(
        {"pay": function(9), "app": {"kind": "server"}, "db": {}},
        [("pay", "app"), ("app", "db")],
        defaults={"server": 4},
    )
    assert answer["db"].need.hours == 5


def test_need_used_up_above_says_whose_and_how_much():
    nodes = {"pay": function(4), "app": {"claim_h": 5}, "net": {"claim_h": 1}, "far": {}}
    answer = asked(nodes, [("pay", "app"), ("app", "net"), ("net", "far")])
    assert (answer["app"].need.hours, answer["app"].need.spent_h) == (4, None)
    for below in ("net", "far"):
        assert (answer[below].need.hours, answer[below].need.spent_h) == (0, 4)


def test_need_stated_within_and_used_up_names_what_was_stated():
    edges = [
        {"dependent": "pay", "provider": "app", "needed_within_h": 2},
        {"dependent": "app", "provider": "net"},
    ]
    answer = asked({"pay": function(9), "app": {"claim_h": 3}, "net": {}}, edges)
    assert (answer["net"].need.hours, answer["net"].need.spent_h) == (0, 2)


def test_need_of_nothing_from_the_start_is_not_used_up():
    edges = [
        {"dependent": "pay", "provider": "app", "needed_within_h": 0},
        {"dependent": "app", "provider": "net"},
    ]
    answer = asked({"pay": function(9), "app": {"claim_h": 1}, "net": {}}, edges)
    assert (answer["net"].need.hours, answer["net"].need.spent_h) == (0, None)
