"""Peaks by the calendar: read as typed, and what counts if a function stops today."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.choices import PeakRule
from bia.models import BusinessFunction, Interview
from bia.services import answers, interviews, peaks, posture, today
from engine import peaks as engine
from tests.bia.building import hours, rates

READ: list[tuple[str, str, engine.Rule]] = [
    ("month_end", "3", engine.WorkingDays(3)),
    ("quarter_start", "20", engine.WorkingDays(20, at_end=False, months=3)),
    ("month_days", "25-28", engine.MonthDays(25, 28)),
    ("month_days", "23", engine.MonthDays(23, 23)),
    ("pay_day", "23.", engine.PayDay(23)),
    ("weekly", "Mondays and Fri", engine.Weekly(frozenset({0, 4}))),
    ("season", "1 Nov - 31 December", engine.Season((11, 1), (12, 31))),
    ("season", "1 February to 29 February", engine.Season((2, 1), (2, 29))),
    ("dates", "2026-12-24", engine.Dates(((date(2026, 12, 24), date(2026, 12, 24)),))),
]


@pytest.mark.parametrize(("rule", "typed", "meant"), READ)
def test_days_are_read_as_they_are_typed(rule: str, typed: str, meant: engine.Rule) -> None:
    assert peaks.rule_of(rule, typed) == meant


@pytest.mark.parametrize("rule", PeakRule.values)
def test_the_example_of_each_rule_can_be_read(rule: str) -> None:
    assert peaks.rule_of(rule, peaks.example(rule))


@pytest.mark.parametrize("rule", PeakRule.values)
@pytest.mark.parametrize(
    "typed", ["", "soon", "0", "99", "28 - 25", "2026-13-01", "-", "31 Feb – x"]
)
def test_what_is_no_such_day_says_what_to_type(rule: str, typed: str) -> None:
    with pytest.raises(ValueError, match="Write it like"):
        peaks.rule_of(rule, typed)


@pytest.fixture
def peaked(interview: Interview, cast: SimpleNamespace, noon: datetime) -> BusinessFunction:
    """Any day: 48 h; the last three working days of a month: 8 h."""
    typed = {
        **rates({"money": "000012", "members": "000044", "law": "000000"}),
        **rates({"money": "123444", "members": "000044", "law": "000000"}, "new1"),
        "peak.new1.name": "Month end",
        "peak.new1.rule": "month_end",
        "peak.new1.days": "3",
        "peak.new1.own_curve": "1",
        "wrt": "2 h",
    }
    answers.keep(interview, typed, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    return interview.function


def stops(function: BusinessFunction, day: date) -> today.Today:
    impact = posture.impact_of(function)
    assert impact is not None
    found = today.today(impact, day=day)
    assert found is not None
    return found


@pytest.mark.django_db
def test_on_an_ordinary_day_the_peak_is_still_to_come(peaked: BusinessFunction) -> None:
    seen = stops(peaked, date(2026, 5, 12))
    assert (seen.names, seen.implied.mtd, seen.implied.derived_rto) == ((), hours(24), hours(22))
    assert seen.coming is not None
    assert (seen.coming.run.first, seen.coming.implied.mtd) == (date(2026, 5, 27), hours(8))
    assert not seen.coming.reached


@pytest.mark.django_db
def test_a_stop_on_the_eve_may_last_into_the_peak(peaked: BusinessFunction) -> None:
    coming = stops(peaked, date(2026, 5, 26)).coming
    assert coming is not None
    assert coming.reached


@pytest.mark.django_db
def test_within_the_peak_its_own_curve_counts(peaked: BusinessFunction) -> None:
    seen = stops(peaked, date(2026, 5, 28))
    assert (seen.names, seen.until, seen.implied.mtd) == (
        ("Month end",),
        date(2026, 5, 29),
        hours(8),
    )
    assert seen.coming is None


@pytest.mark.django_db
def test_verdicts_go_by_the_worst_whatever_day_it_is(peaked: BusinessFunction) -> None:
    impact = posture.impact_of(peaked)
    assert impact is not None
    assert impact.implied.mtd == hours(8)


@pytest.mark.django_db
def test_the_page_says_what_counts_today(peaked: BusinessFunction, cast: SimpleNamespace) -> None:
    client = Client()
    client.force_login(cast.manager)
    assert "If it stops today" in client.get(peaked.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_days_nobody_can_read_are_kept_and_said(interview: Interview) -> None:
    typed = {"peak.new1.name": "Season", "peak.new1.rule": "season", "peak.new1.days": "soon"}
    kept = answers.keep(interview, typed, version=0)
    assert "1 November" in kept.reading.errors["peak.new1.days"]
    assert kept.sheet["peak.new1.days"] == "soon"
