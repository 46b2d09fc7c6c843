"""Recovery points: the worst data set counts, claim and proof apart."""

from datetime import date

from engine.analyse import analyse
from engine.load import from_dict

TODAY = date(2026, 6, 1)
FRESH = {"hours": 1, "on": "2026-05-01", "method": "restore"}


def point(data, *, needs=({"hours": 1},), scenarios=(), **more):
    """The first RPO result of "pay", which rests on an app that rests on all of `data`."""
    nodes = [
        {"id": "pay", "kind": "function", "fallible": False, "mtd_h": 8, "rpo": list(needs)},
        {"id": "app", "claim_h": 1},
        *({"id": one, "kind": "data", "claim_h": 1, **facts} for one, facts in data.items()),
    ]
    edges = [{"dependent": "pay", "provider": "app", "data": True}]
    edges += [{"dependent": "app", "provider": one, "data": True} for one in data]
    estate = {"nodes": nodes, "requires": edges, "scenarios": list(scenarios), **more}
    return analyse(from_dict(estate), as_of=TODAY).functions[0].rpo[0]


def test_worst_data_set_counts_and_is_named():
    answer = point({"a": {"claim_rpo_h": 0.2}, "b": {"claim_rpo_h": 0.7}})
    assert (answer.claim_h, answer.set_by, answer.verdict) == (0.7, "b", "claimed")
    assert answer.proof_h is None
    assert answer.missing == ("a", "b")


def test_claim_beyond_need_is_a_gap():
    assert point({"a": {"claim_rpo_h": 2}}).verdict == "gap"


def test_data_set_without_a_figure_is_unknown_never_zero():
    answer = point({"a": {"claim_rpo_h": 0.2}, "b": {}})
    assert (answer.claim_h, answer.verdict, answer.missing) == (None, "unknown", ("b",))


def test_proof_stands_apart_from_the_claim():
    good = FRESH | {"rpo_h": 0.4}
    answer = point({"a": {"claim_rpo_h": 0.1, "measured": [good]}})
    assert (answer.claim_h, answer.proof_h, answer.verdict) == (0.1, 0.4, "held")
    bad = point({"a": {"claim_rpo_h": 0.1, "measured": [FRESH | {"rpo_h": 3}]}})
    assert bad.verdict == "gap"


def test_proof_of_one_set_proves_nothing_of_the_other():
    answer = point(
        {"a": {"claim_rpo_h": 0.1, "measured": [FRESH | {"rpo_h": 0.1}]}, "b": {"claim_rpo_h": 0.1}}
    )
    assert (answer.proof_h, answer.verdict, answer.missing) == (None, "claimed", ("b",))


def test_stale_and_expired_proofs_say_so():
    old = FRESH | {"rpo_h": 0.1, "on": "2020-01-01"}
    assert point({"a": {"measured": [old]}}).verdict == "expired"
    moved = FRESH | {"rpo_h": 0.1, "fingerprint": "other"}
    assert point({"a": {"measured": [moved]}}).verdict == "stale"
    both = {"a": {"measured": [moved]}, "b": {"measured": [old]}}
    assert point(both).verdict == "expired"


def test_failover_proves_no_point_after_an_attack():
    attack = [{"name": "attack", "lost": {"all": True}, "data_destroyed": True}]
    proof = FRESH | {"rpo_h": 0, "method": "failover"}
    answer = point({"a": {"claim_rpo_h": 0.5, "measured": [proof]}}, scenarios=attack)
    assert (answer.proof_h, answer.verdict, answer.scenario) == (None, "claimed", "attack")


def test_sets_that_must_agree_take_the_oldest_point():
    sets = {"a": {"claim_rpo_h": 0.1}, "b": {"claim_rpo_h": 3}}
    need = ({"hours": 1, "data": "a"},)
    assert point(sets, needs=need).claim_h == 0.1
    assert point(sets, needs=need, consistent=[["a", "b"]]).claim_h == 3


def test_need_for_one_data_set_looks_at_that_set():
    answer = point(
        {"a": {"claim_rpo_h": 0.1}, "b": {"claim_rpo_h": 9}},
        needs=({"hours": 1, "data": "a", "category": "legal", "reason": "orders"},),
    )
    assert (answer.data, answer.claim_h, answer.verdict) == ("a", 0.1, "claimed")
    assert (answer.category, answer.reason) == ("legal", "orders")


def test_measured_end_to_end_covers_the_sets_beneath():
    nodes = [
        {
            "id": "pay",
            "kind": "function",
            "mtd_h": 8,
            "rpo": [{"hours": 1}],
            "measured": [FRESH | {"rpo_h": 0.5, "end_to_end": True}],
        },
        {"id": "a", "kind": "data"},
    ]
    edges = [{"dependent": "pay", "provider": "a", "data": True}]
    answer = analyse(from_dict({"nodes": nodes, "requires": edges}), as_of=TODAY).functions[0]
    assert (answer.rpo[0].proof_h, answer.rpo_verdict) == (0.5, "held")


def test_one_of_two_copies_is_enough():
    nodes = [
        {"id": "pay", "kind": "function", "mtd_h": 8, "fallible": False, "rpo": [{"hours": 1}]},
        {"id": "a", "kind": "data", "claim_rpo_h": 5},
        {"id": "b", "kind": "data", "claim_rpo_h": 0.5},
    ]
    group = {"dependent": "pay", "required": 1, "providers": ["a", "b"], "data": True}
    answer = analyse(from_dict({"nodes": nodes, "groups": [group]}), as_of=TODAY).functions[0]
    assert (answer.rpo[0].claim_h, answer.rpo[0].set_by) == (0.5, "b")


def test_need_without_any_data_dependency_is_unknown():
    nodes = [{"id": "pay", "kind": "function", "mtd_h": 8, "claim_h": 1, "rpo": [{"hours": 1}]}]
    answer = analyse(from_dict({"nodes": nodes}), as_of=TODAY).functions[0]
    assert (answer.rpo[0].verdict, answer.rpo[0].missing) == ("unknown", ("pay",))


def test_item_is_judged_by_the_need_passed_down_to_it():
    nodes = [
        {"id": "pay", "kind": "function", "mtd_h": 8, "fallible": False, "rpo": [{"hours": 1}]},
        {"id": "a", "kind": "data", "claim_h": 1, "claim_rpo_h": 5},
    ]
    edges = [{"dependent": "pay", "provider": "a", "data": True}]
    model = from_dict({"nodes": nodes, "requires": edges})
    answer = analyse(model, as_of=TODAY, subjects=["a"]).functions[0]
    assert (answer.rpo[0].required_h, answer.rpo_verdict) == (1, "gap")


def test_data_the_loss_does_not_reach_loses_nothing():
    lost = [{"name": "app lost", "lost": {"ids": ["app"]}}]
    answer = point({"a": {}}, scenarios=lost)
    assert (answer.claim_h, answer.verdict) == (0, "held")


def test_no_scenario_reaches_the_function():
    lost = [{"name": "mail lost", "lost": {"ids": ["mail"]}}]
    answer = point({"a": {"claim_rpo_h": 0}, "mail": {}}, scenarios=lost)
    assert answer.verdict in ("claimed", "unknown")
