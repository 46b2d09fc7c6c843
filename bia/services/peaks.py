"""When a peak comes: a rule and its days, read as an owner types them."""

import re
from calendar import day_name
from collections.abc import Callable
from datetime import date, datetime

from dateutil import parser
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from bia.choices import PeakRule
from core import values as numbers
from engine import peaks as engine

SPAN = re.compile(r"\s+(?:to|until|bis)\s+|\s*(?:–|—|\.\.)\s*|\s+-\s+")
LIST = re.compile(r"[,;]|\s+and\s+")
MOST_DATES = 50


def example(rule: str) -> str:
    """What to type beside a rule."""
    return {
        PeakRule.MONTH_DAYS: _("25 – 28"),
        PeakRule.PAY_DAY: _("23"),
        PeakRule.WEEKLY: _("Monday, Friday"),
        PeakRule.SEASON: _("1 November – 31 December"),
        PeakRule.DATES: _("2026-12-24, 2027-01-02 – 2027-01-05"),
    }.get(PeakRule(rule), _("3"))


def rule_of(rule: str, days: str) -> engine.Rule:
    """The rule an owner chose and the days typed beside it. Raises ValueError with what to type."""
    try:
        return READERS[PeakRule(rule)](days.strip())
    except (ValueError, OverflowError, KeyError) as error:
        said = _("Which days? Write it like “%(example)s”.") % {"example": example(rule)}
        raise ValueError(said) from error


def _number(text: str, most: int) -> int:
    found = numbers.whole(text.strip().rstrip("."))
    if found is None or not 1 <= found <= most:
        raise ValueError
    return found


def _working(*, at_end: bool, months: int) -> Callable[[str], engine.Rule]:
    def read(text: str) -> engine.Rule:
        return engine.WorkingDays(_number(text, 20 * months), at_end, months)

    return read


def _month_days(text: str) -> engine.Rule:
    first, _mark, last = re.sub(r"\s*(?:-|–|\bto\b)\s*", "|", text).partition("|")
    start, end = _number(first, 31), _number(last or first, 31)
    if end < start:
        raise ValueError
    return engine.MonthDays(start, end)


def _weekly(text: str) -> engine.Rule:
    names = [word.strip().lower().rstrip(".") for word in LIST.split(text) if word.strip()]
    if not names:
        raise ValueError
    return engine.Weekly(frozenset(_weekday(name) for name in names))


def _weekday(name: str) -> int:
    plain = name.removesuffix("s") if len(name) > 4 else name
    for at in range(7):
        whole = (day_name[at].lower(), str(WEEKDAYS[at]).lower())
        if len(plain) > 1 and any(one.startswith(plain) for one in whole):
            return at
    raise ValueError


def _season(text: str) -> engine.Rule:
    first, last = SPAN.split(text)
    return engine.Season(_day_of_year(first), _day_of_year(last))


def _day_of_year(text: str) -> tuple[int, int]:
    """A day without its year; the 29th of February is one."""
    found = {
        (day.month, day.day)
        for default in (datetime(2024, 1, 30), datetime(2028, 2, 29))
        for day in [parser.parse(text, default=default, dayfirst=True)]
    }
    if len(found) != 1:
        raise ValueError
    return found.pop()


def _dates(text: str) -> engine.Rule:
    spans = tuple(_span(part.strip()) for part in LIST.split(text) if part.strip())
    if not spans or len(spans) > MOST_DATES:
        raise ValueError
    return engine.Dates(tuple(sorted(spans)))


def _span(text: str) -> tuple[date, date]:
    days = [date.fromisoformat(part.strip()) for part in SPAN.split(text)]
    if len(days) > 2 or days[-1] < days[0]:
        raise ValueError
    return days[0], days[-1]


READERS: dict[PeakRule, Callable[[str], engine.Rule]] = {
    PeakRule.MONTH_END: _working(at_end=True, months=1),
    PeakRule.MONTH_START: _working(at_end=False, months=1),
    PeakRule.QUARTER_END: _working(at_end=True, months=3),
    PeakRule.QUARTER_START: _working(at_end=False, months=3),
    PeakRule.MONTH_DAYS: _month_days,
    PeakRule.PAY_DAY: lambda text: engine.PayDay(_number(text, 31)),
    PeakRule.WEEKLY: _weekly,
    PeakRule.SEASON: _season,
    PeakRule.DATES: _dates,
}
