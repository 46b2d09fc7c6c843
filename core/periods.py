"""How often something recurs: months and days, not hours ("quarterly", "18 months")."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

NAMED = {
    "daily": (0, 1),
    "weekly": (0, 7),
    "fortnightly": (0, 14),
    "monthly": (1, 0),
    "quarterly": (3, 0),
    "biannual": (6, 0),
    "half-yearly": (6, 0),
    "yearly": (12, 0),
    "annual": (12, 0),
    "biennial": (24, 0),
}
UNITS = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "quarter": (3, 0), "year": (12, 0)}
COUNTED = re.compile(r"(\d{1,4})? ?(day|week|month|quarter|year)s?", re.ASCII)
ISO = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?", re.ASCII)
SAID = {
    (0, 1): gettext_lazy("daily"),
    (0, 7): gettext_lazy("weekly"),
    (1, 0): gettext_lazy("monthly"),
    (3, 0): gettext_lazy("quarterly"),
    (6, 0): gettext_lazy("half-yearly"),
    (12, 0): gettext_lazy("yearly"),
}
LONGEST_MONTHS, LONGEST_DAYS = 600, 3660


@dataclass(frozen=True)
class Period:
    """A recurrence of months and days, reckoned in the organisation's days.

    Dates are counted from the first one, never from the one before, so that month ends stay:

    >>> [str(Period(1).after(date(2026, 1, 31), times)) for times in (1, 2, 3)]
    ['2026-02-28', '2026-03-31', '2026-04-30']
    >>> Period(3).next_after(date(2026, 8, 1), start=date(2025, 11, 30))
    datetime.date(2026, 8, 30)
    """

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or not (self.months or self.days):
            raise ValueError(_("A period is at least one day long."))
        if self.months > LONGEST_MONTHS or self.days > LONGEST_DAYS:
            raise ValueError(_("A period is at most 50 years long, or 3,660 days."))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read "quarterly", "18 months", "every 2 weeks" or ISO 8601 ("P3M").

        Raises ValueError with a sentence that says what to type. "biannual" is twice a year,
        "biennial" every two years.

        >>> Period.read("quarterly"), Period.read("18 months"), Period.read("P1Y6M")
        (Period(months=3, days=0), Period(months=18, days=0), Period(months=18, days=0))
        """
        plain = " ".join(text.split())
        if plain.lower() in NAMED:
            return cls(*NAMED[plain.lower()])
        parts = plain.lower().removeprefix("every ").split(" and ")
        counted = [found for part in parts if (found := COUNTED.fullmatch(part))]
        if len(counted) == len(parts):
            return cls(_total(counted, 0), _total(counted, 1))
        if found := ISO.fullmatch(plain.upper()):
            years, months, weeks, days = (int(part or 0) for part in found.groups())
            return cls(years * 12 + months, weeks * 7 + days)
        raise ValueError(
            _("“%(text)s” is not a period. Write it like quarterly, yearly or 18 months.")
            % {"text": text}
        )

    def after(self, start: date, times: int = 1) -> date:
        """The day so many periods after a day; the last of the month where that day is missing."""
        day: date = start + relativedelta(months=self.months * times, days=self.days * times)
        return day

    def next_after(self, day: date, *, start: date) -> date:
        """The first day of the recurrence that begins at `start` and lies after `day`."""
        times = max(1, self._periods_at_most(day, start=start))
        while self.after(start, times) <= day:
            times += 1
        return self.after(start, times)

    def _periods_at_most(self, day: date, *, start: date) -> int:
        """A number of periods that surely has not passed yet at the end of it, near the real one."""
        longest = self.months * 31 + self.days
        return (day - start).days // longest

    @property
    def iso(self) -> str:
        """As it is stored and exported: "P3M", "P1M10D"."""
        months = f"{self.months}M" if self.months else ""
        return f"P{months}{self.days}D" if self.days else f"P{months}"

    def __str__(self) -> str:
        """As a person says it.

        >>> [str(Period(*one)) for one in ((3, 0), (18, 0), (24, 0), (0, 14), (1, 10))]
        ['quarterly', 'every 18 months', 'every 2 years', 'every 2 weeks', 'every month and 10 days']
        """
        if (self.months, self.days) in SAID:
            return str(SAID[self.months, self.days])
        spoken = [part for part in (self._months(), self._days()) if part]
        return _("every %(period)s") % {"period": _(" and ").join(spoken)}

    def _months(self) -> str:
        if not self.months:
            return ""
        if self.months % 12 == 0:
            years = self.months // 12
            return ngettext("year", "%(count)s years", years) % {"count": years}
        return ngettext("month", "%(count)s months", self.months) % {"count": self.months}

    def _days(self) -> str:
        if not self.days:
            return ""
        if self.days % 7 == 0:
            weeks = self.days // 7
            return ngettext("week", "%(count)s weeks", weeks) % {"count": weeks}
        return ngettext("day", "%(count)s days", self.days) % {"count": self.days}


def _total(counted: list[re.Match[str]], place: int) -> int:
    """The months (place 0) or days (1) of "1 year", "10 days" …, added up."""
    return sum(int(one[1] or 1) * UNITS[one[2]][place] for one in counted)
