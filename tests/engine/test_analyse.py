"""Need, claim, proof and verdict: worked cases for every state."""

import json
from datetime import date

from engine.analyse import analyse, what_if
from engine.graph import build
from engine.load import from_dict
from engine.model import Model, Node
from engine.results import as_json
from tests.engine.judging import CHAIN, FRESH, TODAY, codes, function, judged, model


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
    answer = judged({"mail": {}, "app": {}}, [("pay", "app")], scenarios=lost)
    assert (answer.verdict, codes(answer)) == ("unknown", ["never affected"])
    assert answer.proof.state == "not affected"


def test_a_function_of_which_nothing_beneath_is_known_is_not_told_as_spared():
    lost = [{"name": "mail lost", "lost": {"ids": ["mail"]}}]
    answer = judged({"mail": {}}, scenarios=lost)
    assert (answer.verdict, codes(answer)) == ("unknown", ["rests on nothing"])


def test_a_need_that_is_a_lower_bound_is_told_as_one():
    curve = [{"category": "legal", "intolerable": 4, "bands": [[24, 1], [48, 2]]}]
    pay = {"kind": "function", "impact": curve, "claim_h": 1}
    answer = judged({"pay": pay, "app": {"claim_h": 5}}, [("pay", "app")])
    assert answer.need.basis == "at least"
    assert "is within the ≥ 2 days needed" in answer.reasons[0].text


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


def test_what_if_tells_when_every_function_is_back_and_how_well_that_is_known():
    nodes = {
        "db": {"claim_h": 9, "measured": [FRESH | {"hours": 2}]},
        "free": {"kind": "function", "fallible": False},
    }
    answer = what_if(from_dict(model(nodes, [("pay", "db"), ("free", "db")])), ["db"], as_of=TODAY)
    told = {one.function: (one.hours, one.need_h, one.state, one.limits) for one in answer.outcomes}
    assert told["pay"] == (2, 8, "proven in parts", ())
    assert told["free"] == (2, None, "proven in parts", ())
    assert answer.breaches == ()


def test_a_gap_by_measured_and_stated_times_does_not_say_stated():
    nodes = {"app": {"claim_h": 7}, "db": {"claim_h": 5, "measured": [FRESH | {"hours": 4}]}}
    found = analyse(from_dict(model(nodes, [("pay", "app"), ("app", "db")])), as_of=TODAY)
    assert found.functions[0].reasons[0].code == "evidence over need"


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


def test_node_without_anything_is_harmless():
    assert analyse(Model(nodes=(Node("x", kind="function"),)), as_of=None).functions[0].verdict == (
        "unknown"
    )
