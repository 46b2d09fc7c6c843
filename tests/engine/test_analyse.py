"""Need, claim, proof and verdict: worked cases for every state, and the promises of order."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analyse import analyse, what_if
from engine.fingerprint import closure_hashes
from engine.graph import build
from engine.load import from_dict
from engine.model import Delays, Measurement, Model, Node, Pert, Scenario
from engine.results import VERDICTS, as_json
from tests.engine.estates import HOURS, estates

TODAY = date(2026, 6, 1)
FRESH = {"on": "2026-05-01", "method": "restore"}


def model(nodes, requires=(), **more):
    """An estate of {id: facts}; "pay" is a function of 8 h that needs no time of its own."""
    pay = {"pay": {"kind": "function", "mtd_h": 8, "wrt_h": 0, "fallible": False}}
    edges = [{"dependent": a, "provider": b, "phase": "restore"} for a, b in requires]
    merged = pay | nodes
    return {
        "nodes": [{"id": one, **facts} for one, facts in merged.items()],
        "requires": edges,
        **more,
    }


def judged(nodes, requires=(), *, as_of=TODAY, **more):
    return analyse(from_dict(model(nodes, requires, **more)), as_of=as_of).functions[0]


def codes(answer):
    return [reason.code for reason in answer.reasons]


CHAIN = [("pay", "app"), ("app", "db")]


def test_claims_that_follow_each_other_add_up():
    answer = judged({"app": {"claim_h": 4}, "db": {"claim_h": 4}}, CHAIN)
    assert answer.claim.hours == 8
    assert answer.claim.critical_path == ("db", "app", "pay")
    assert answer.verdict == "claimed"
    assert answer.proof.hours is None
    assert answer.proof.missing == ("db", "app")
    assert codes(answer) == ["claimed"]


def test_claim_beyond_need_without_proof_is_a_gap():
    answer = judged({"app": {"claim_h": 5}, "db": {"claim_h": 4}}, CHAIN)
    assert (answer.verdict, codes(answer)) == ("gap", ["claim over need"])
    assert answer.bound_by == "app"


def test_every_item_on_the_chain_measured_is_proven_in_parts():
    answer = judged(
        {
            "app": {"claim_h": 9, "measured": [FRESH | {"hours": 1}]},
            "db": {"measured": [FRESH | {"hours": 2.5}]},
        },
        CHAIN,
    )
    assert (answer.verdict, answer.proof.state) == ("held", "proven in parts")
    assert answer.proof.hours == 3.5
    assert answer.bound_by == "db"


def test_measured_end_to_end_outranks_the_sum():
    whole = FRESH | {"hours": 6, "end_to_end": True, "source": "exercise 3"}
    answer = judged({"pay": function(measured=[whole]), "app": {"claim_h": 50}}, [("pay", "app")])
    assert (answer.verdict, answer.proof.state) == ("held", "proven end to end")
    assert (answer.proof.hours, answer.claim.hours) == (6, 50)
    assert "exercise 3" in answer.reasons[0].text


def function(**more):
    return {"kind": "function", "mtd_h": 8, "wrt_h": 0, "fallible": False, **more}


def test_measured_end_to_end_beyond_need_is_a_gap_whatever_is_claimed():
    whole = FRESH | {"hours": 9, "end_to_end": True}
    answer = judged({"pay": function(measured=[whole]), "app": {"claim_h": 1}}, [("pay", "app")])
    assert (answer.verdict, codes(answer)) == ("gap", ["proof over need"])


def test_a_provider_measured_end_to_end_stands_for_all_beneath_it():
    whole = FRESH | {"hours": 2, "end_to_end": True}
    answer = judged(
        {"app": {"measured": [FRESH | {"hours": 1}]}, "db": {"measured": [whole]}, "disk": {}},
        [*CHAIN, ("db", "disk")],
    )
    assert (answer.verdict, answer.proof.state, answer.proof.hours) == (
        "held",
        "proven in parts",
        3,
    )
    assert answer.claim.missing == ("app", "db", "disk")


def test_a_provider_measured_end_to_end_takes_no_time_where_it_is_spared():
    whole = FRESH | {"hours": 5, "end_to_end": True}
    nodes = {"app": {"claim_h": 1}, "db": {"claim_h": 1, "measured": [whole]}}
    lost = [{"name": "app lost", "lost": {"ids": ["app"]}}]
    assert judged(nodes, CHAIN, scenarios=lost).evidence.hours == 1


def test_a_providers_fresh_own_work_outranks_its_old_end_to_end():
    old = {"hours": 7, "method": "restore", "on": "2020-01-01", "end_to_end": True}
    nodes = {
        "app": {"measured": [old, FRESH | {"hours": 1}]},
        "db": {"measured": [FRESH | {"hours": 2}]},
    }
    answer = judged(nodes, CHAIN)
    assert (answer.proof.state, answer.proof.hours) == ("proven in parts", 3)
    only_old = judged({"app": {"measured": [old]}, "db": {"claim_h": 2}}, CHAIN)
    assert (only_old.proof.state, only_old.proof.hours) == ("expired", 7)


def test_a_spare_without_a_time_is_not_missing_while_the_others_suffice():
    group = {"dependent": "app", "required": 1, "providers": ["a", "b"]}
    nodes = {"app": {"claim_h": 1}, "db": {}, "a": {"claim_h": 1}, "b": {}}
    answer = judged(nodes, CHAIN, groups=[group])
    assert answer.missing == ("db",)


def test_measurements_slower_than_claims_open_a_gap():
    nodes = {"app": {"claim_h": 1}, "db": {"claim_h": 2, "measured": [FRESH | {"hours": 7.5}]}}
    answer = judged(nodes, CHAIN)
    assert answer.claim.hours == 3
    assert (answer.verdict, codes(answer)) == ("gap", ["evidence over need"])
    assert answer.evidence.hours == 8.5


def test_unknown_is_unknown_and_names_what_is_missing():
    answer = judged({"app": {"claim_h": 1}, "db": {}, "net": {}}, [*CHAIN, ("app", "net")])
    assert (answer.verdict, answer.claim.hours) == ("unknown", None)
    assert answer.missing == ("db", "net")
    assert answer.reasons[0].text == "No recovery time is known for db and net."


def test_unknown_only_where_the_loss_needs_it():
    lost = [{"name": "app lost", "lost": {"ids": ["app"]}}]
    answer = judged({"app": {"claim_h": 1}, "db": {}}, CHAIN, scenarios=lost)
    assert (answer.verdict, answer.claim.hours) == ("claimed", 1)


def test_assumed_is_marked_and_never_held():
    nodes = {"app": {"claim_h": 1, "assumed": True}, "db": {"kind": "database"}}
    answer = judged(nodes, CHAIN, defaults={"database": 2})
    assert (answer.verdict, answer.claim.state, answer.claim.hours) == ("claimed", "assumed", 3)
    assert answer.claim.assumed == ("db", "app")
    assert "assumed" in codes(answer)


def test_no_objective_is_unknown():
    answer = judged({"pay": {"kind": "function", "claim_h": 1}})
    assert (answer.verdict, codes(answer)) == ("unknown", ["no objective"])


def test_agreed_looser_than_derived_is_still_a_gap():
    whole = FRESH | {"hours": 1, "end_to_end": True}
    answer = judged({"pay": function(agreed_rto_h=10, measured=[whole])})
    assert answer.verdict == "gap"
    assert answer.need.looser
    assert codes(answer)[0] == "agreed looser"


def test_beyond_the_last_band_is_never_called_a_gap():
    curve = [{"category": "c", "intolerable": 4, "bands": [[8, 1]]}]
    pay = {"kind": "function", "impact": curve, "wrt_h": 0, "claim_h": 9}
    answer = judged({"pay": pay})
    assert (answer.verdict, codes(answer)) == ("unknown", ["beyond bands"])
    assert judged({"pay": pay | {"claim_h": 8}}).verdict == "claimed"


def test_no_tolerance_and_wrt_not_asked_are_said():
    curve = [{"category": "life", "intolerable": 4, "bands": [[1, 5]]}]
    assert "no tolerance" in codes(judged({"pay": {"kind": "function", "impact": curve}}))
    assert "wrt not asked" in codes(judged({"pay": {"kind": "function", "mtd_h": 4}}))


@pytest.mark.parametrize(
    ("measured", "verdict", "code"),
    [
        ({"on": "2025-05-31"}, "expired", "expired"),
        ({"on": "2025-06-01"}, "held", "held in parts"),
        ({"on": "2026-05-01", "age_limit_days": 30}, "expired", "expired"),
        ({}, "expired", "undated"),
        ({"on": "2026-05-01", "fingerprint": "other"}, "stale", "stale"),
        ({"on": "2020-05-01", "fingerprint": "other"}, "expired", "expired"),
    ],
)
def test_proof_loses_its_force_by_age_and_by_change(measured, verdict, code):
    proof = {"hours": 2, "method": "restore"} | measured
    answer = judged({"app": {"measured": [proof]}}, [("pay", "app")])
    assert (answer.verdict, codes(answer)) == (verdict, [code])
    assert answer.proof.hours == 2


def test_fingerprint_of_today_is_current():
    data = model({"app": {"claim_h": 1}, "db": {"claim_h": 1}}, CHAIN)
    now = closure_hashes(from_dict(data))["app"]
    data["nodes"][1]["measured"] = [FRESH | {"hours": 1, "fingerprint": now, "end_to_end": True}]
    assert analyse(from_dict(data), as_of=TODAY).functions[0].verdict == "held"
    data["nodes"][2]["attributes"] = {"site": "fra"}
    assert analyse(from_dict(data), as_of=TODAY).functions[0].verdict == "stale"


def test_stale_or_expired_beyond_need_is_a_gap():
    proof = {"hours": 9, "method": "restore", "on": "2020-01-01"}
    assert judged({"app": {"measured": [proof]}}, [("pay", "app")]).verdict == "gap"


def test_old_proof_end_to_end_gives_way_to_fresh_parts():
    old = {"hours": 2, "method": "restore", "on": "2020-01-01", "end_to_end": True}
    parts = {"app": {"measured": [FRESH | {"hours": 3}]}}
    answer = judged({"pay": function(measured=[old]), **parts}, [("pay", "app")])
    assert (answer.verdict, answer.proof.state, answer.proof.hours) == (
        "held",
        "proven in parts",
        3,
    )
    claimed = judged({"pay": function(measured=[old]), "app": {"claim_h": 3}}, [("pay", "app")])
    assert (claimed.verdict, claimed.proof.hours) == ("expired", 2)


def test_the_latest_fresh_measurement_counts():
    both = [FRESH | {"hours": 2}, FRESH | {"hours": 3, "on": "2026-05-20"}]
    assert judged({"app": {"measured": both}}, [("pay", "app")]).proof.hours == 3
    assert judged({"app": {"measured": both[::-1]}}, [("pay", "app")]).proof.hours == 3


def test_measurement_of_the_future_is_not_yet_taken():
    later = FRESH | {"hours": 2, "on": "2026-07-01"}
    answer = judged({"app": {"claim_h": 5, "measured": [later]}}, [("pay", "app")])
    assert answer.verdict == "claimed"


def test_failover_proves_nothing_where_data_is_destroyed():
    attack = [{"name": "attack", "lost": {"ids": ["db"]}, "data_destroyed": True}]
    proof = FRESH | {"hours": 1, "method": "failover"}
    nodes = {"db": {"claim_h": 5, "measured": [proof]}}
    answer = judged(nodes, [("pay", "db")], scenarios=attack)
    assert (answer.verdict, answer.proof.missing) == ("claimed", ("db",))
    site = [{"name": "site", "lost": {"ids": ["db"]}}]
    assert judged(nodes, [("pay", "db")], scenarios=site).verdict == "held"


def test_method_nobody_stated_counts_only_where_every_method_does():
    proof = {"hours": 1, "on": "2026-05-01"}
    nodes = {"db": {"claim_h": 5, "measured": [proof]}}
    site = {"name": "site", "lost": {"ids": ["db"]}}
    held = judged(nodes, [("pay", "db")], scenarios=[site])
    assert held.verdict == "held"
    only = judged(nodes, [("pay", "db")], scenarios=[site | {"methods": ["restore"]}])
    assert only.verdict == "claimed"


def test_worst_planned_scenario_is_shown_by_name():
    scenarios = [
        {"name": "app lost", "lost": {"ids": ["app"]}},
        {"name": "db lost", "lost": {"ids": ["db"]}},
        {"name": "mail lost", "lost": {"ids": ["mail"]}},
    ]
    nodes = {"app": {"claim_h": 5}, "db": {"claim_h": 9}, "mail": {"claim_h": 99}}
    answer = judged(nodes, CHAIN, scenarios=scenarios)
    assert (answer.scenario, answer.claim.hours) == ("db lost", 9)
    assert [one.affected for one in answer.by_scenario] == [True, True, False]
    assert answer.by_scenario[2].claim.state == "not affected"


def test_no_scenario_reaches_it_is_not_held():
    lost = [{"name": "mail lost", "lost": {"ids": ["mail"]}}]
    answer = judged({"mail": {}}, scenarios=lost)
    assert (answer.verdict, codes(answer)) == ("unknown", ["never affected"])


DELAYS = {"detect_h": 0.25, "declare_h": 0.5}


def test_clocks_add_the_delays_once_and_as_links():
    whole = FRESH | {"hours": 2, "end_to_end": True, "clock": "declaration"}
    answer = judged({"pay": function(measured=[whole])}, delays=DELAYS)
    assert answer.proof.hours == 2.75
    assert [(one.id, one.hours) for one in answer.proof.chain] == [
        ("detection", 0.25),
        ("decision", 0.5),
        ("pay", 2),
    ]


def test_clock_of_detection_adds_detection_only():
    nodes = {"app": {"claim_h": 1, "claim_clock": "detection"}, "db": {"claim_h": 2}}
    first = judged(nodes, [("pay", "app")], delays=DELAYS)
    assert first.claim.hours == 1.25
    after_db = judged(nodes, CHAIN, delays=DELAYS)
    assert after_db.claim.hours == 3
    both = judged(nodes, CHAIN, delays=DELAYS, claim_clock="declaration")
    assert both.claim.hours == 3.75
    assert [one.id for one in both.claim.chain if not one.item] == ["detection", "decision"]


def test_unstated_phases_give_both_bounds():
    data = model({"app": {"claim_h": [2, 3, 4]}, "db": {"claim_h": [1, 4, 9]}}, CHAIN)
    for edge in data["requires"]:
        del edge["phase"]
    claim = analyse(from_dict(data), as_of=TODAY).functions[0].claim
    assert (claim.parallel_h, claim.hours) == (4, 7)
    assert (claim.low_h, claim.high_h) == (3, 13)


def test_own_work_beside_a_longer_wait_is_no_part_of_the_chain():
    data = model({"app": {"claim_h": 2}, "db": {"claim_h": 5}}, [("pay", "app")])
    data["requires"].append({"dependent": "app", "provider": "db", "phase": "run"})
    answer = analyse(from_dict(data), as_of=TODAY).functions[0]
    assert (answer.claim.hours, answer.claim.critical_path) == (5, ("db", "app", "pay"))
    assert [(one.hours, one.state) for one in answer.claim.chain] == [
        (5, "claimed"),
        (0, "beside"),
        (0, "not lost"),
    ]
    assert answer.proof.missing == ("db",)


def test_loop_is_reported_with_its_bound():
    nodes = {"id": {"claim_h": 3}, "dns": {"claim_h": 1}}
    answer = analyse(
        from_dict(model(nodes, [("pay", "id"), ("id", "dns"), ("dns", "id")])), as_of=TODAY
    )
    assert answer.functions[0].claim.hours == 4
    assert set(answer.functions[0].claim.critical_path) == {"id", "dns", "pay"}
    assert as_json(answer.cycles) == [{"members": ["id", "dns"], "kind": "restore", "bound_h": 4}]


def test_loop_through_a_group_says_who_waits():
    nodes = {"dns": {"claim_h": 1}, "id1": {"claim_h": 2}, "id2": {"claim_h": 2}}
    group = {"dependent": "dns", "required": 1, "providers": ["id1", "id2"]}
    data = model(nodes, [("pay", "dns"), ("id1", "dns"), ("id2", "dns")], groups=[group])
    answer = analyse(from_dict(data), as_of=TODAY)
    pay = answer.functions[0]
    assert (pay.verdict, codes(pay)) == ("unknown", ["waits"])
    assert set(pay.missing) == {"dns", "id1", "id2"}
    assert answer.cycles[0].kind == "group"


def test_single_points_are_ranked_by_functions_lost():
    data = model(
        {"ship": function(), "db": {}, "app": {}}, [("pay", "db"), ("ship", "db"), ("pay", "app")]
    )
    points = analyse(from_dict(data), as_of=TODAY).single_points
    assert [(one.id, one.functions) for one in points] == [
        ("db", ("pay", "ship")),
        ("app", ("pay",)),
    ]


def test_any_item_can_be_a_subject():
    data = from_dict(model({"app": {"claim_h": 4}, "db": {"claim_h": 5}}, CHAIN))
    answer = analyse(data, as_of=TODAY, subjects=["db", "app"])
    db, app = answer.functions
    assert (db.id, db.need_h, db.claim.hours, db.verdict) == ("db", 4, 5, "gap")
    assert (app.need_h, app.claim.hours) == (8, 9)


def test_graph_or_model_give_the_same():
    data = from_dict(model({"app": {"claim_h": 4}}, [("pay", "app")]))
    assert analyse(build(data), as_of=TODAY) == analyse(data, as_of=TODAY)


def test_todays_date_may_come_with_the_model():
    proof = {"hours": 1, "method": "restore", "on": "2020-01-01"}
    data = model({"app": {"measured": [proof]}}, [("pay", "app")], as_of="2026-06-01")
    assert analyse(from_dict(data), as_of=None).functions[0].verdict == "expired"
    assert analyse(from_dict(data), as_of=date(2020, 2, 1)).functions[0].verdict == "held"
    del data["as_of"]
    assert analyse(from_dict(data), as_of=None).functions[0].verdict == "held"


def test_floating_noise_opens_no_gap():
    pay = {"kind": "function", "mtd_h": 0.3, "wrt_h": 0, "fallible": False}
    assert judged({"pay": pay, "app": {"claim_h": 0.1}, "db": {"claim_h": 0.2}}, CHAIN).verdict == (
        "claimed"
    )


def test_empty_model_answers():
    answer = analyse(Model(), as_of=TODAY)
    assert answer.functions == answer.single_points == answer.cycles == ()


def test_what_if_lists_breaches_with_their_limits():
    nodes = {
        "app": {"claim_h": 9},
        "db": {},
        "ship": function(wrt_h=2),
        "soon": function(),
        "mail": {"claim_h": 7},
    }
    data = from_dict(model(nodes, [("pay", "app"), ("ship", "mail"), ("soon", "mail")]))
    answer = what_if(data, ["mail", "app"], as_of=TODAY)
    assert [(one.function, one.hours, one.limits) for one in answer.breaches] == [
        ("pay", 9, ("need", "mtd")),
        ("ship", 7, ("need",)),
    ]
    assert answer.functions == ("pay", "ship", "soon")


def test_what_if_lists_what_is_not_known_to_be_back():
    data = from_dict(model({"db": {}}, [("pay", "db")]))
    breach = what_if(data, ["db"], as_of=TODAY).breaches[0]
    assert (breach.hours, breach.limits, breach.missing) == (None, (), ("db",))


def test_answers_are_json():
    data = from_dict(
        model({"app": {"claim_h": 4}, "db": {"measured": [FRESH | {"hours": 1}]}}, CHAIN)
    )
    text = json.dumps(as_json(analyse(data, as_of=TODAY)), allow_nan=False)
    found = json.loads(text)["functions"][0]
    keys = {"id", "mtd_h", "need_h", "claim", "proof", "verdict", "bound_by", "missing"}
    assert keys <= set(found)
    assert {"hours", "state", "critical_path"} <= set(found["claim"])
    assert found["reasons"][0]["text"]


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


@given(st.data(), estates())
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


@given(st.data(), estates())
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


@given(st.data(), estates())
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


@given(st.data(), estates())
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


@given(st.data(), estates())
def test_losing_more_never_shortens_a_recovery(data, model):
    ids = st.frozensets(st.sampled_from([one.id for one in model.nodes]))
    some, more = data.draw(ids), data.draw(ids)

    def late(lost):
        plan = [Scenario("lost", ids=tuple(sorted(lost)))]
        found = analyse(model, as_of=TODAY, scenarios=plan, subjects=["i0"]).functions[0]
        return _late(found.claim)

    assert late(some) <= late(some | more)


@given(estates())
def test_bounds_enclose_the_claim(model):
    claim = analyse(model, as_of=TODAY).functions[0].claim
    if claim.hours is not None and claim.parallel_h is not None:
        assert claim.parallel_h <= claim.hours


def _late(figure):
    return math.inf if figure.hours is None else figure.hours


def test_node_without_anything_is_harmless():
    assert analyse(Model(nodes=(Node("x", kind="function"),)), as_of=None).functions[0].verdict == (
        "unknown"
    )
