"""Distance costs latency, advice names its reasons, and a backlog is worked off."""

import json

import pytest
from hypothesis import strategies as st

from engine.copies import (
    Copy,
)
from engine.profiles import PROFILES, profile
from engine.replication import (
    ASYNCHRONOUS,
    INFEASIBLE,
    SYNCHRONOUS,
    Load,
    Route,
    advise,
    against_destroyed_data,
    async_snapshot_rpo,
    backlog,
    fibre_round_trip_ms,
    is_steady,
    sync_write,
)
from engine.results import as_json
from tests.engine.estates import promise


@promise(st.floats(0, 20_000), st.floats(0, 20_000), st.floats(1, 2))
def test_a_longer_way_never_has_less_latency(one, other, factor):
    low, high = sorted((one, other))
    near_ms = fibre_round_trip_ms(low, path_factor=factor)
    far_ms = fibre_round_trip_ms(high, path_factor=factor)
    assert near_ms <= far_ms
    assert sync_write(0.5, near_ms).latency_ms <= sync_write(0.5, far_ms).latency_ms
    assert sync_write(0.5, near_ms).writes_per_s >= sync_write(0.5, far_ms).writes_per_s


def test_a_write_waits_for_every_round_trip_and_the_commit():
    write = sync_write(0.5, 1.5, remote_commit_ms=0.5, round_trips=2)
    assert (write.latency_ms, write.added_ms) == (4, 3.5)
    assert write.writes_per_s == 250


def advice(km=100, round_trip_ms=1.5, *, key="rule-of-thumb", zero_loss=True, added=2, **measured):
    route = Route(km, round_trip_ms, **measured)
    return advise(route, profile(key), zero_loss=zero_loss, added_ms=added, bearable_ms=3)


def codes(answer):
    return [reason.code for reason in answer.reasons]


def test_synchronous_within_every_limit():
    assert advice().mode == SYNCHRONOUS
    assert codes(advice()) == ["path within limits"]


def test_asynchronous_where_loss_may_be_borne():
    answer = advice(km=900, zero_loss=False)
    assert answer.mode == ASYNCHRONOUS
    assert codes(answer) == ["loss may be borne", "path over limit"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"km": 101}, "path over limit"),
        ({"round_trip_ms": 5.1}, "path over limit"),
        ({"added": 3.1}, "writes too slow"),
    ],
)
def test_no_loss_over_too_long_a_way_is_infeasible_and_says_what_to_do(more, code):
    answer = advice(**more)
    assert answer.mode == INFEASIBLE
    assert codes(answer) == [code, "nearer copy first"]


def test_less_than_is_not_at_most():
    assert advice(round_trip_ms=5).mode == SYNCHRONOUS
    assert advice(round_trip_ms=5, key="nutanix-metro").mode == INFEASIBLE


def test_bandwidth_is_a_least():
    assert advice(key="vmware-zones", gbps=10).mode == SYNCHRONOUS
    slow = advice(key="vmware-zones", gbps=1)
    assert slow.reasons[0].text == (
        "The bandwidth is 1 Gbit/s; VMware validated design zones asks for at least 10 Gbit/s."
    )


def test_what_nobody_measured_is_named():
    answer = advice(key="netapp-metrocluster-ip", jitter_ms=1)
    assert (answer.mode, answer.unmeasured) == (SYNCHRONOUS, ("packet loss",))
    assert codes(answer) == ["path within limits", "path not measured"]
    lossy = advice(key="netapp-metrocluster-ip", jitter_ms=1, loss=0.00012)
    assert lossy.mode == INFEASIBLE
    assert "0.012 %" in lossy.reasons[0].text


def test_every_profile_has_its_own_key_a_limit_and_a_source():
    assert len({one.key for one in PROFILES}) == len(PROFILES)
    assert all(one.limits and one.source and one.trust for one in PROFILES)


def test_a_transfer_longer_than_its_interval_never_catches_up():
    assert async_snapshot_rpo(15, 50, 50).worst_rpo_min == 30
    answer = async_snapshot_rpo(15, 51, 50)
    assert (answer.worst_rpo_min, answer.reason.code) == (None, "transfer too slow")


@promise(st.floats(1, 1000), st.floats(0, 100), st.floats(1, 100), st.floats(1, 100))
def test_more_bandwidth_never_loses_more(interval, change, one, other):
    low, high = sorted((one, other))
    slow = async_snapshot_rpo(interval, change, low).worst_rpo_min
    fast = async_snapshot_rpo(interval, change, high).worst_rpo_min
    assert slow is None or (fast is not None and fast <= slow)


@promise(st.lists(st.builds(Load, st.floats(0, 500), st.floats(0, 900)), max_size=8))
def test_a_backlog_is_never_below_nothing_and_never_smaller_over_a_narrower_line(loads):
    for wide, narrow in zip(backlog(loads, 100), backlog(loads, 50), strict=True):
        assert 0 <= wide.backlog_mb <= narrow.backlog_mb


def test_a_backlog_goes_on_from_what_waits():
    (answer,) = backlog([Load(0, 10)], 50, start_mb=600)
    assert (answer.at_s, answer.backlog_mb, answer.lag_s) == (10, 100, 2)


def test_a_line_that_is_just_full_is_not_steady():
    assert is_steady(99, 50, sent_share=0.5)
    assert not is_steady(100, 50, sent_share=0.5)


def test_replication_is_not_backup():
    assert against_destroyed_data([]).reason.code == "replication only"
    governed = [Copy("fra", "object", lock="governance")]
    assert against_destroyed_data(governed).reason.code == "backups can be altered"
    assert against_destroyed_data([*governed, Copy("fra", "tape", offline=True)]).met


@pytest.mark.parametrize(
    "refused",
    [
        lambda: fibre_round_trip_ms(-1),
        lambda: fibre_round_trip_ms(1, path_factor=0.9),
        lambda: sync_write(0, 1),
        lambda: sync_write(1, 1, round_trips=0),
        lambda: async_snapshot_rpo(15, 20, 0),
        lambda: backlog([Load(1, -1)], 50),
        lambda: profile("none"),
    ],
)
def test_refuses_what_cannot_be_and_says_what_to_give(refused):
    with pytest.raises(ValueError, match=r"^(Give|Ask for|Name) .*\.$"):
        refused()


def test_answers_are_json():
    answers = (
        advice(),
        async_snapshot_rpo(15, 51, 50),
        backlog([Load(1, 1)], 50),
    )
    assert len(json.loads(json.dumps(as_json(answers)))) == 3
