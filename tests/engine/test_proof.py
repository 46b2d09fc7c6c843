"""What a measurement proves, for how long, in which scenarios and from which clock."""

import pytest

from engine.analyse import analyse
from engine.fingerprint import closure_hashes
from engine.load import from_dict
from tests.engine.judging import CHAIN, FRESH, TODAY, codes, function, judged, model


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
