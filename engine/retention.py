"""How long backup points are kept: grandfather, father, son labels and the day each point expires."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from engine.amounts import not_negative

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days, weeks, months and years points are kept; 0 gives no such label.

    ValueError below zero.

    >>> Keep(daily=7, weekly=4, monthly=12, yearly=7).weekly
    4
    """

    daily: int
    weekly: int
    monthly: int
    yearly: int

    def __post_init__(self) -> None:
        for name in ("daily", "weekly", "monthly", "yearly"):
            not_negative(getattr(self, name), f"{name} points to keep")


@dataclass(frozen=True, slots=True)
class BackupPoint:
    """A backup taken on a day; `full` where it stands on its own."""

    on: date
    full: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """One reason to keep a point, and until when."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class KeptPoint:
    """A point with its labels; it may be removed on `expires_on`, the latest of them.

    Without a label that is the day it was taken.
    """

    on: date
    labels: tuple[Label, ...]
    expires_on: date


def gfs(points: Iterable[BackupPoint], keep: Keep) -> tuple[KeptPoint, ...]:
    """Labels each point daily, weekly, monthly, yearly; it expires at the maximum over its labels.

    Every point is daily; the first *full* of an ISO week, month and year among the points given is
    weekly, monthly, yearly: give whole periods. A term ends on the last day of a month that does not
    have its day. Sets that a kept point is restored from (`backup.restore_chain_length`) stay as long
    as it does; that is not counted here. Source: Veeam documentation of grandfather-father-son flags (full backups
    only, a flagged full stays for its term). Raises ValueError for two points on one day.

    >>> days = [BackupPoint(date(2026, 1, 1)), BackupPoint(date(2026, 1, 2), full=False)]
    >>> kept = gfs(days, Keep(daily=7, weekly=4, monthly=12, yearly=7))
    >>> [label.name for label in kept[0].labels], kept[0].expires_on.isoformat()
    (['daily', 'weekly', 'monthly', 'yearly'], '2033-01-01')
    >>> [label.name for label in kept[1].labels], kept[1].expires_on.isoformat()
    (['daily'], '2026-01-09')
    """
    seen: set[tuple[str, tuple[int, ...]]] = set()
    kept = []
    ordered = sorted(points, key=lambda point: point.on)
    if len({point.on for point in ordered}) < len(ordered):
        raise ValueError("Give one point a day: choose the one to keep.")
    for point in ordered:
        names = ["daily"]
        if point.full:
            periods = _periods(point.on)
            names += [name for name, period in periods.items() if (name, period) not in seen]
            seen.update(periods.items())
        labels = tuple(Label(name, _until(point.on, name, keep)) for name in names)
        labels = tuple(label for label in labels if getattr(keep, label.name))
        expires = max((label.until for label in labels), default=point.on)
        kept.append(KeptPoint(point.on, labels, expires))
    return tuple(kept)


def _periods(on: date) -> dict[str, tuple[int, ...]]:
    week = on.isocalendar()
    return {
        "weekly": (week.year, week.week),
        "monthly": (on.year, on.month),
        "yearly": (on.year,),
    }


def _until(on: date, name: str, keep: Keep) -> date:
    if name == "daily":
        return on + timedelta(days=keep.daily)
    if name == "weekly":
        return on + timedelta(weeks=keep.weekly)
    if name == "monthly":
        return _months_on(on, keep.monthly)
    return _months_on(on, keep.yearly * MONTHS_A_YEAR)


def _months_on(on: date, months: int) -> date:
    years, month = divmod(on.month - 1 + months, MONTHS_A_YEAR)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
