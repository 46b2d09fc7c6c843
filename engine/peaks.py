"""When it is worse: the days of a calendar rule, the run of days a day lies in, and the next one.

Days are calendar days of the organisation; working days are given by weekday (Monday is 0).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WORKDAYS = frozenset(range(5))
DAY = timedelta(days=1)
FURTHEST = 366 * 8
"""Days looked ahead: the 29th of February comes back within eight years."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The first or last working days of each month, or of each quarter (`months=3`)."""

    count: int
    at_end: bool = True
    months: int = 1


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Each month from one day to another; a day a month does not have means its last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PayDay:
    """One day of each month; the last working day before where it is none."""

    day: int


@dataclass(frozen=True, slots=True)
class Weekly:
    """Certain days of each week, Monday is 0."""

    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Season:
    """Each year from one day to another, as (month, day); it may run over the new year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dates:
    """Certain spans, once."""

    spans: tuple[tuple[date, date], ...]


Rule = WorkingDays | MonthDays | PayDay | Weekly | Season | Dates


@dataclass(frozen=True, slots=True)
class Run:
    """Days on end, first and last included; `last` is None where it never ends."""

    first: date
    last: date | None


def includes(rule: Rule, day: date, workdays: frozenset[int] = WORKDAYS) -> bool:
    """Whether the rule holds on a day.

    >>> includes(WorkingDays(3), date(2026, 5, 27)), includes(WorkingDays(3), date(2026, 5, 26))
    (True, False)
    >>> includes(MonthDays(31, 31), date(2028, 2, 29)), includes(PayDay(23), date(2026, 5, 22))
    (True, True)
    """
    match rule:
        case WorkingDays():
            return _is_working_day_of(rule, day, workdays)
        case MonthDays():
            return _in_month(day, rule.first) <= day.day <= _in_month(day, rule.last)
        case PayDay():
            return day == _pay_day(rule, day, workdays)
        case Weekly():
            return day.weekday() in rule.weekdays
        case Season():
            return _in_season(rule, day)
        case Dates():
            return any(first <= day <= last for first, last in rule.spans)


def run_from(rule: Rule, day: date, workdays: frozenset[int] = WORKDAYS) -> Run | None:
    """The run of days that holds `day`, else the next one after it; None: it never comes again.

    A weekend between two working days of one rule belongs to the run.

    >>> run_from(Season((11, 15), (1, 10)), date(2026, 3, 1))
    Run(first=datetime.date(2026, 11, 15), last=datetime.date(2027, 1, 10))
    >>> run_from(Dates(((date(2026, 3, 1), date(2026, 3, 2)),)), date(2026, 4, 1)) is None
    True
    """
    if not _holds(rule, day, workdays):
        found = next((one for one in _days(day) if includes(rule, one, workdays)), None)
        if found is None:
            return None
        day = found
    first = day
    while _holds(rule, first - DAY, workdays) and (day - first).days < FURTHEST:
        first -= DAY
    last = next((one for one in _days(day) if not _holds(rule, one + DAY, workdays)), None)
    return Run(first, last)


def _days(day: date) -> Iterator[date]:
    for ahead in range(FURTHEST):
        if (date.max - day).days <= ahead + 1:
            return
        yield day + ahead * DAY


def _holds(rule: Rule, day: date, workdays: frozenset[int]) -> bool:
    """As `includes`, days off in the middle of working days counting along."""
    if includes(rule, day, workdays):
        return True
    if not isinstance(rule, WorkingDays) or day.weekday() in workdays:
        return False
    start, end = _period(day, rule.months)
    before = _next_working(day, -DAY, workdays)
    after = _next_working(day, DAY, workdays)
    return (
        start <= before
        and after <= end
        and includes(rule, before, workdays)
        and includes(rule, after, workdays)
    )


def _next_working(day: date, step: timedelta, workdays: frozenset[int]) -> date:
    day += step
    while day.weekday() not in workdays:
        day += step
    return day


def _period(day: date, months: int) -> tuple[date, date]:
    """The first and last day of the month or quarter a day lies in."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1])


def _is_working_day_of(rule: WorkingDays, day: date, workdays: frozenset[int]) -> bool:
    if day.weekday() not in workdays:
        return False
    start, end = _period(day, rule.months)
    left, right = (day, end) if rule.at_end else (start, day)
    days = (left + at * DAY for at in range((right - left).days + 1))
    return sum(one.weekday() in workdays for one in days) <= rule.count


def _in_month(day: date, number: int) -> int:
    return min(number, calendar.monthrange(day.year, day.month)[1])


def _pay_day(rule: PayDay, day: date, workdays: frozenset[int]) -> date | None:
    """The pay day that falls in the month of `day`, the next month's moved into it included."""
    following = (day.replace(day=28) + 4 * DAY).replace(day=1)
    for month in (day, following):
        due = month.replace(day=_in_month(month, rule.day))
        paid = due if due.weekday() in workdays else _next_working(due, -DAY, workdays)
        if paid == day:
            return paid
    return None


def _in_season(rule: Season, day: date) -> bool:
    here, first, last = (day.month, day.day), _there(rule.first, day), _there(rule.last, day)
    return first <= here <= last if first <= last else here >= first or here <= last


def _there(place: tuple[int, int], day: date) -> tuple[int, int]:
    """A day of the year as it is in the year of `day`: the 29th of February may be the 28th."""
    month, number = place
    return month, min(number, calendar.monthrange(day.year, month)[1])
