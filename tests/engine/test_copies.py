"""3-2-1-1-0 clause by clause, locks, and how long labelled points stay."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from engine.copies import (
    ASSURANCE,
    Copy,
    Verification,
    assurance_level,
    check_lock,
    score_copies,
)
from engine.results import as_json
from engine.retention import BackupPoint, Keep, gfs
from tests.engine.estates import promise

TODAY = date(2026, 6, 1)


GOOD = (
    Copy("ams", "disk"),
    Copy("ams", "tape", offline=True),
    Copy("fra", "object", lock="compliance"),
)


PASSED = Verification(TODAY, 0)


def score(copies=GOOD, verified=PASSED, **more):
    asked = {"primary_location": "ams", "as_of": TODAY, "age_limit_days": 90, **more}
    return score_copies(copies, verified=verified, **asked)


def failed(answer):
    return [clause.name for clause in answer.clauses if not clause.met]


def test_all_five_clauses_met():
    answer = score()
    assert answer.met
    assert failed(answer) == []
    assert answer.clauses[3].reason.text == ("2 copies in compliance mode or offline; 1 is asked.")


@pytest.mark.parametrize(
    ("copies", "missing"),
    [
        (GOOD[1:], "3 copies"),
        ((Copy("ams", "disk", offline=True), Copy("fra", "disk"), Copy("fra", "disk")), "2 media"),
        ((*GOOD[:2], Copy("ams", "object")), "1 off-site"),
        (
            (*GOOD[:1], Copy("fra", "tape"), Copy("fra", "object", lock="governance")),
            "1 immutable or offline",
        ),
    ],
)
def test_each_clause_fails_alone(copies, missing):
    answer = score(copies)
    assert failed(answer) == [missing]
    assert not answer.met


def test_what_nobody_knows_does_not_count():
    assert failed(score((*GOOD[:2], Copy("", "")))) == ["1 off-site"]
    assert "2 media" in failed(score((Copy("ams", "disk"), Copy("fra", ""), Copy("fra", ""))))


@pytest.mark.parametrize(
    ("verified", "code"),
    [
        (None, "restore not tested"),
        (Verification(TODAY, 2), "restore test failed"),
        (Verification(TODAY - timedelta(91), 0), "restore test out of date"),
        (Verification(TODAY + timedelta(1), 0), "restore test out of date"),
    ],
)
def test_a_restore_test_counts_without_errors_and_in_date(verified, code):
    answer = score(verified=verified)
    assert failed(answer) == ["0 errors"]
    assert answer.clauses[-1].reason.code == code


def test_a_restore_test_counts_on_the_last_day_of_its_age():
    assert score(verified=Verification(TODAY - timedelta(90), 0)).met


def lock(days, kind="compliance", lawful=365):
    return check_lock(
        days, lock=kind, dwell_days=21, decision_days=2, restore_days=3, lawful_days=lawful
    )


def test_a_lock_outlasts_the_attack_and_not_the_law():
    assert lock(26).met
    assert lock(365).met
    assert [one.code for one in lock(25).reasons] == ["lock too short"]
    assert [one.code for one in lock(366).reasons] == ["lock too long"]
    assert [one.code for one in lock(30, "governance").reasons] == ["lock can be lifted"]


def test_a_lock_that_cannot_be_both_says_both():
    assert [one.code for one in lock(22, lawful=20).reasons] == ["lock too short", "lock too long"]


def test_assurance_is_that_of_the_highest_step_shown():
    assert [assurance_level([step]) for step in ASSURANCE] == [1, 2, 3, 4]
    assert assurance_level(reversed(ASSURANCE)) == 4


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
POINTS = st.lists(
    st.builds(BackupPoint, DAYS, st.booleans()), max_size=20, unique_by=lambda p: p.on
)
KEEPS = st.builds(Keep, *[st.integers(0, 40)] * 4)


@promise(POINTS, KEEPS)
def test_a_point_never_expires_before_one_of_its_labels(points, keep):
    for kept in gfs(points, keep):
        assert kept.expires_on == max([kept.on, *(label.until for label in kept.labels)])


@promise(POINTS, KEEPS)
def test_only_fulls_carry_more_than_the_daily_label(points, keep):
    full = {point.on: point.full for point in points}
    for kept in gfs(points, keep):
        assert full[kept.on] or {label.name for label in kept.labels} <= {"daily"}


def test_one_full_a_week_month_and_year_is_labelled():
    days = [BackupPoint(date(2026, 1, 1) + timedelta(day)) for day in range(365)]
    labels = [label.name for kept in gfs(days, Keep(7, 4, 12, 7)) for label in kept.labels]
    counts = {name: labels.count(name) for name in ("daily", "weekly", "monthly", "yearly")}
    assert counts == {"daily": 365, "weekly": 53, "monthly": 12, "yearly": 1}


def test_the_first_full_carries_the_label_where_an_incremental_came_first():
    first, second = gfs(
        [BackupPoint(date(2026, 1, 2)), BackupPoint(date(2026, 1, 1), full=False)],
        Keep(0, 0, 12, 0),
    )
    assert (first.labels, first.expires_on) == ((), date(2026, 1, 1))
    assert second.expires_on == date(2027, 1, 2)


def test_a_term_ends_on_the_last_day_of_a_shorter_month():
    (kept,) = gfs([BackupPoint(date(2026, 1, 31))], Keep(0, 0, 1, 0))
    assert kept.expires_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Copy("ams", "disk", lock="legal hold"),
        lambda: score(primary_location=""),
        lambda: lock(-1),
        lambda: assurance_level(["looked at"]),
        lambda: Keep(-1, 0, 0, 0),
        lambda: gfs([BackupPoint(TODAY), BackupPoint(TODAY, full=False)], Keep(7, 4, 12, 7)),
    ],
)
def test_refuses_what_cannot_be_and_says_what_to_give(refused):
    with pytest.raises(ValueError, match=r"^(Give|Ask for|Name) .*\.$"):
        refused()


def test_answers_are_json():
    answers = (
        score(),
        lock(25),
        gfs([BackupPoint(TODAY)], Keep(7, 4, 12, 7)),
    )
    assert len(json.loads(json.dumps(as_json(answers)))) == 3
