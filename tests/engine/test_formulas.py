"""Every formula at its known values; availability, backup and placement turned round by no input."""

import json
from datetime import date
from itertools import pairwise
from math import pi
from pathlib import Path

import pytest
from hypothesis import strategies as st

from engine.availability import (
    downtime_hours_a_year,
    failover_unavailability,
    in_parallel,
    in_series,
    k_of,
    k_of_n,
    of_times,
    with_common_cause,
)
from engine.backup import (
    CONSISTENCY,
    METHODS,
    chain_success,
    link_tb_per_hour,
    restore_chain_length,
    restore_time,
    week_storage_tb,
    week_storage_unique_blocks_tb,
    window_h,
    worst_case_rpo,
)
from engine.placement import RECOVERY_SITES, Point, great_circle_km, recovery_site, residency
from engine.replication import (
    Load,
    async_snapshot_rpo,
    backlog,
    fibre_round_trip_ms,
    fibre_us_per_km,
)
from engine.results import as_json
from tests.engine.estates import promise

VECTORS = json.loads((Path(__file__).parent / "data" / "formula_vectors.json").read_text())
TODAY = date(2026, 6, 1)
SHARE = st.floats(0, 1)
NOISE = 1e-12
"""Sums of shares in floating point differ by so little."""


def near(value):
    return pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("case", VECTORS["availability_k_of_n"])
def test_known_k_of_n(case):
    assert k_of_n(case["k"], case["n"], case["A"]) == near(case["expect"])


@pytest.mark.parametrize("case", VECTORS["availability_mtbf_mttr"])
def test_known_availability_of_times(case):
    assert of_times(case["mtbf_h"], case["mttr_h"]) == near(case["expect"])


@pytest.mark.parametrize("case", VECTORS["downtime_hours_per_year_8760"])
def test_known_downtime(case):
    assert downtime_hours_a_year(case["A"]) == near(case["expect"])


@pytest.mark.parametrize("case", VECTORS["common_cause_beta_1oo2"])
def test_known_common_cause(case):
    assert with_common_cause(1 - case["U"], case["beta"]) == near(case["expect_A"])


def test_known_fibre_delay():
    assert fibre_us_per_km(1.468) == near(VECTORS["fibre"]["us_per_km_one_way_n1.468"])


@pytest.mark.parametrize("case", VECTORS["fibre"]["rtt_ms"])
def test_known_round_trips(case):
    found = fibre_round_trip_ms(case["km"], path_factor=case["path_factor"])
    assert found == near(case["expect"])


@pytest.mark.parametrize("case", VECTORS["backup_window"])
def test_known_windows(case):
    assert window_h(case["tb"], case["mb_s"]) == near(case["expect_h"])


@pytest.mark.parametrize("case", VECTORS["link_tb_per_hour_raw"])
def test_known_links(case):
    assert link_tb_per_hour(case["gbps"]) == near(case["expect"])


def test_known_storage_of_a_week():
    case = VECTORS["backup_week_storage_tb"]
    full, change = case["full"], case["daily_change"]
    assert week_storage_tb("incremental", full, change) == near(case["incremental"])
    assert week_storage_tb("differential", full, change) == near(case["differential_linear"])
    unique = week_storage_unique_blocks_tb(full, change)
    assert unique == near(case["differential_unique_blocks"])


@pytest.mark.parametrize("case", VECTORS["restore_chain_length"])
def test_known_chains(case):
    assert restore_chain_length(case["method"], case["d"]) == case["expect"]


@pytest.mark.parametrize("case", VECTORS["restore_chain_success"])
def test_known_chances_of_a_chain(case):
    assert chain_success(case["p"], case["sets"]) == near(case["expect"])


def test_known_snapshot_rpo():
    case = VECTORS["async_snapshot_rpo"]
    answer = async_snapshot_rpo(
        case["interval_min"],
        case["change_mb_s"],
        case["bandwidth_mb_s"],
        sent_share=case["reduction"],
    )
    assert answer.transfer_s == near(case["transfer_s"])
    assert answer.worst_rpo_min == near(case["worst_rpo_min"])


def test_known_burst():
    case = VECTORS["async_burst"]
    load = Load(case["change_mb_s"], case["duration_s"])
    (answer,) = backlog([load], case["bandwidth_mb_s"], sent_share=case["reduction"])
    assert answer.backlog_mb == near(case["backlog_mb"])
    assert answer.lag_s == near(case["lag_s"])


@promise(st.integers(0, 12), st.integers(0, 12), SHARE)
def test_asking_for_fewer_members_is_never_worse(k, more, a):
    n = k + more + 1
    assert k_of_n(k, n, a) >= k_of_n(k + 1, n, a) - NOISE


@promise(st.integers(0, 12), st.integers(0, 12), SHARE)
def test_one_more_member_is_never_worse(k, more, a):
    assert k_of_n(k, k + more + 1, a) >= k_of_n(k, k + more, a) - NOISE


@promise(st.integers(0, 8), st.integers(0, 8), SHARE, SHARE)
def test_better_members_are_never_worse(k, more, one, other):
    low, high = sorted((one, other))
    assert k_of_n(k, k + more, high) >= k_of_n(k, k + more, low) - NOISE


@promise(st.lists(SHARE, min_size=1, max_size=8))
def test_needing_all_is_series_and_needing_one_is_parallel(members):
    assert k_of(len(members), members) == pytest.approx(in_series(members))
    assert k_of(1, members) == pytest.approx(in_parallel(members))


@promise(st.lists(SHARE, min_size=1, max_size=8), SHARE)
def test_redundancy_is_never_worse_and_one_more_need_never_better(members, another):
    assert in_parallel([*members, another]) >= in_parallel(members) - NOISE
    assert in_series([*members, another]) <= in_series(members) + NOISE


@promise(st.floats(0.5, 1), SHARE, SHARE, st.integers(2, 6))
def test_common_causes_never_help_and_members_never_harm(a, one, other, n):
    low, high = sorted((one, other))
    assert with_common_cause(a, low, n) >= with_common_cause(a, high, n) - NOISE
    assert with_common_cause(a, low, n + 1) >= with_common_cause(a, low, n) - NOISE


def test_without_a_common_cause_any_number_of_members_is_parallel():
    assert with_common_cause(0.9, 0, 3) == near(in_parallel([0.9] * 3))


def test_many_members_do_not_overflow():
    assert k_of_n(1000, 2000, 0.9) == near(1.0)


def test_a_failover_that_always_fails_costs_the_hours_by_hand():
    assert failover_unavailability(1, 0.1, fails=1, by_hand_h=8) * 8760 == near(8.1)
    assert failover_unavailability(10_000, 24) == 1


@promise(SHARE, st.integers(1, 60))
def test_a_longer_chain_is_never_surer(p, sets):
    assert chain_success(p, sets + 1) <= chain_success(p, sets)


@promise(st.sampled_from(METHODS), st.integers(0, 60))
def test_a_later_point_never_reads_fewer_sets(method, day):
    assert restore_chain_length(method, day) <= restore_chain_length(method, day + 1)
    assert restore_chain_length("full", day) <= restore_chain_length(method, day)


@promise(st.floats(0, 1000), SHARE)
def test_a_week_of_incrementals_is_smallest_and_of_fulls_largest_where_blocks_repeat(full, change):
    unique = week_storage_unique_blocks_tb(full, change)
    assert week_storage_tb("incremental", full, change) <= unique * (1 + NOISE)
    assert unique <= week_storage_tb("differential", full, change) * (1 + NOISE)
    assert unique <= week_storage_tb("full", full, change) * (1 + NOISE)


def test_a_restore_is_the_sum_of_its_parts():
    answer = restore_time(
        [3.6, 1.8],
        500,
        per_set_h=0.5,
        replay_h=1,
        start_h=0.25,
        validation_h=2,
        download_mb_per_s=250,
    )
    assert (answer.reading_h, answer.download_h, answer.handling_h) == (3, 6, 1)
    assert answer.hours == 3 + 6 + 1 + 1 + 0.25 + 2


def test_utilisation_and_deduplication_change_the_window():
    assert window_h(10, 500, utilisation=0.5) == near(2 * window_h(10, 500))
    assert window_h(10, 500, dedupe_ratio=4) == near(window_h(10, 500) / 4)
    assert link_tb_per_hour(10, utilisation=0.5) == near(link_tb_per_hour(5))


def test_the_copy_off_site_counts_only_where_the_site_is_lost():
    kept = {"consistency": "application", "needed": "application", "offsite_h": 6}
    assert worst_case_rpo(24, 2, **kept).hours == 26
    lost = worst_case_rpo(24, 2, **kept, site_lost=True)
    assert (lost.hours, lost.reason.code) == (32, "loss off site")
    assert "the 6 h until" in lost.reason.text


@pytest.mark.parametrize("consistency", CONSISTENCY)
@pytest.mark.parametrize("needed", CONSISTENCY)
def test_a_less_consistent_point_is_no_point(consistency, needed):
    counts = CONSISTENCY.index(consistency) >= CONSISTENCY.index(needed)
    answer = worst_case_rpo(4, 1, consistency=consistency, needed=needed)
    assert answer.hours == (5 if counts else None)


PLACES = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
HALF_ROUND_KM = pi * 6371.0088


@promise(PLACES, PLACES)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round(one, other):
    there = great_circle_km(one, other)
    assert there == pytest.approx(great_circle_km(other, one), abs=1e-6)
    assert 0 <= there <= HALF_ROUND_KM * (1 + NOISE)
    assert great_circle_km(one, one) == 0


def test_known_distances():
    assert great_circle_km(Point(0, 0), Point(0, 180)) == near(HALF_ROUND_KM)
    assert great_circle_km(Point(90, 0), Point(0, 77)) == near(HALF_ROUND_KM / 2)
    assert great_circle_km(Point(0, 179), Point(0, -179)) == near(HALF_ROUND_KM / 90)


def test_every_copy_must_stand_in_an_allowed_country():
    assert residency({"a": "nl", "b": "DE "}, ["NL", "de"]).met
    answer = residency({"a": "NL", "b": "US", "c": "CH"}, ["NL"])
    assert (answer.met, answer.outside, answer.unknown) == (False, ("b", "c"), ())


def test_a_copy_of_unknown_country_is_not_allowed():
    answer = residency({"a": "NL", "b": ""}, ["NL"])
    assert (answer.met, answer.unknown) == (False, ("b",))
    assert answer.reasons[0].text == "Nobody states the country of b: ask where they stand."


def test_recovery_sites_are_assumptions_and_quicker_ones_are_dearer():
    assert all(site.assumption for site in RECOVERY_SITES)
    assert [site.kind for site in RECOVERY_SITES] == ["active-active", "hot", "warm", "cold"]
    for quicker, slower in pairwise(RECOVERY_SITES):
        assert quicker.recovery_h[1] <= slower.recovery_h[0]
        assert sum(quicker.cost_share) > sum(slower.cost_share)


NAN = float("nan")


@pytest.mark.parametrize(
    "refused",
    [
        lambda: k_of_n(3, 2, 0.9),
        lambda: k_of_n(-1, 2, 0.9),
        lambda: k_of_n(1, 2, 1.1),
        lambda: k_of_n(0, 0, NAN),
        lambda: of_times(0, 4),
        lambda: of_times(NAN, 4),
        lambda: with_common_cause(0.9, 0.1, 0),
        lambda: downtime_hours_a_year(99.9),
        lambda: failover_unavailability(-1, 1),
        lambda: restore_chain_length("mirror", 1),
        lambda: restore_chain_length("full", -1),
        lambda: chain_success(0.9, 0),
        lambda: week_storage_tb("full", -1, 0.1),
        lambda: window_h(1, 500, utilisation=0),
        lambda: window_h(1, 500, dedupe_ratio=0.5),
        lambda: restore_time([], 500),
        lambda: worst_case_rpo(24, 2, consistency="good", needed="crash"),
        lambda: Point(91, 0),
        lambda: Point(0, NAN),
        lambda: residency({"a": "NL"}, []),
        lambda: residency({}, ["NL"]),
        lambda: recovery_site("tepid"),
    ],
)
def test_refuses_what_cannot_be_and_says_what_to_give(refused):
    with pytest.raises(ValueError, match=r"^(Give|Ask for|Name) .*\.$"):
        refused()


def test_answers_are_json():
    answers = (
        restore_time([1], 500),
        residency({"a": ""}, ["NL"]),
    )
    assert len(json.loads(json.dumps(as_json(answers)))) == 2
