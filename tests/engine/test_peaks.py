"""Rules of the calendar: month ends, leap years, pay days, seasons over the new year, dates once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.peaks import (
    Dates,
    MonthDays,
    PayDay,
    Rule,
    Run,
    Season,
    Weekly,
    WorkingDays,
    includes,
    run_from,
)

CASES: list[tuple[Rule, date, date, date]] = [
    (WorkingDays(3), date(2026, 5, 1), date(2026, 5, 27), date(2026, 5, 29)),
    (WorkingDays(3), date(2026, 8, 30), date(2026, 8, 27), date(2026, 8, 31)),
    (WorkingDays(2), date(2028, 2, 1), date(2028, 2, 28), date(2028, 2, 29)),
    (WorkingDays(5, at_end=False), date(2026, 5, 12), date(2026, 6, 1), date(2026, 6, 5)),
    (WorkingDays(5, at_end=False), date(2026, 10, 3), date(2026, 10, 1), date(2026, 10, 7)),
    (WorkingDays(2, months=3), date(2026, 5, 12), date(2026, 6, 29), date(2026, 6, 30)),
    (MonthDays(25, 28), date(2026, 5, 12), date(2026, 5, 25), date(2026, 5, 28)),
    (MonthDays(30, 31), date(2027, 2, 1), date(2027, 2, 28), date(2027, 2, 28)),
    (PayDay(23), date(2026, 5, 1), date(2026, 5, 22), date(2026, 5, 22)),
    (PayDay(1), date(2026, 7, 20), date(2026, 7, 31), date(2026, 7, 31)),
    (PayDay(31), date(2028, 2, 1), date(2028, 2, 29), date(2028, 2, 29)),
    (Weekly(frozenset({0})), date(2026, 5, 12), date(2026, 5, 18), date(2026, 5, 18)),
    (Weekly(frozenset({4, 5})), date(2026, 5, 16), date(2026, 5, 15), date(2026, 5, 16)),
    (Season((11, 15), (1, 10)), date(2026, 1, 3), date(2025, 11, 15), date(2026, 1, 10)),
    (Season((2, 1), (2, 29)), date(2027, 1, 1), date(2027, 2, 1), date(2027, 2, 28)),
    (
        Dates(((date(2026, 12, 24), date(2026, 12, 26)),)),
        date(2026, 5, 12),
        date(2026, 12, 24),
        date(2026, 12, 26),
    ),
]


@pytest.mark.parametrize(("rule", "day", "first", "last"), CASES)
def test_the_run_a_day_lies_in_or_the_next_one(
    rule: Rule, day: date, first: date, last: date
) -> None:
    assert run_from(rule, day) == Run(first, last)


def test_dates_that_are_over_never_come_again() -> None:
    assert run_from(Dates(((date(2026, 1, 1), date(2026, 1, 2)),)), date(2026, 1, 3)) is None


def test_a_rule_that_always_holds_never_ends() -> None:
    found = run_from(Weekly(frozenset(range(7))), date(2026, 5, 12))
    assert found is not None
    assert found.last is None


@given(
    st.sampled_from([rule for rule, *_rest in CASES if not isinstance(rule, Dates)]),
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
)
def test_a_run_begins_and_ends_on_days_of_its_rule(rule: Rule, day: date) -> None:
    run = run_from(rule, day)
    assert run is not None
    assert run.last is not None
    assert includes(rule, run.first)
    assert includes(rule, run.last)
    assert run.last >= day
    assert not includes(rule, run.first - timedelta(days=1))
    assert not includes(rule, run.last + timedelta(days=1))
