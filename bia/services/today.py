"""What holds if a function stops on a certain day: which of its curves counts, and when it gets worse."""

from dataclasses import dataclass
from datetime import date, timedelta

from bia.services import peaks
from bia.services.implied import Implied, imply, losses_of, mtd_words
from bia.services.posture import Impact
from bia.services.sheet import ALL_DAYS, Row
from engine import peaks as engine


@dataclass(frozen=True)
class Coming:
    """The next run of days on which less can be borne than now."""

    name: str
    run: engine.Run
    implied: Implied
    reached: bool
    """Whether a stop today may still last when it begins."""

    @property
    def mtd_words(self) -> str:
        return mtd_words(self.implied)


@dataclass(frozen=True)
class Today:
    """What counts if the function stops on this day."""

    day: date
    names: tuple[str, ...]
    """The peaks the day lies in; none: a day like any other."""
    until: date | None
    implied: Implied
    coming: Coming | None
    unreckoned: tuple[str, ...]
    """Peaks with a curve of their own whose days are told in words only."""

    @property
    def mtd_words(self) -> str:
        return mtd_words(self.implied)


def today(impact: Impact, *, day: date) -> Today | None:
    """Which curve counts on `day`; None where no peak has one of its own."""
    own = [
        row
        for row in impact.reading.rows["peak"]
        if row.key in impact.reading.variants and row.values
    ]
    if not own:
        return None
    rules = {
        row.key: peaks.rule_of(row.values["rule"], row.values["days"]) for row in own if _has(row)
    }
    runs = {key: engine.run_from(rule, day) for key, rule in rules.items()}
    now = [key for key, run in runs.items() if run is not None and run.first <= day]
    implied = _implied(impact, now)
    ends = [run.last for key in now if (run := runs[key]) is not None and run.last is not None]
    return Today(
        day,
        tuple(impact.names[key] for key in now),
        min(ends, default=None),
        implied,
        _coming(impact, runs, implied, day),
        tuple(impact.names[row.key] for row in own if row.key not in rules),
    )


def _has(row: Row) -> bool:
    return bool(row.values.get("rule") and row.values.get("days"))


def _implied(impact: Impact, keys: list[str]) -> Implied:
    """Any day and these peaks: a peak that was not rated whole is not milder than other days."""
    reading, scale = impact.reading, impact.scale
    variants = {key: reading.variants[key] for key in (ALL_DAYS, *keys)}
    losses = losses_of(reading, scale)
    return imply(variants, scale, wrt=impact.interview.wrt, losses=losses)


def _coming(
    impact: Impact,
    runs: dict[str, engine.Run | None],
    present: Implied,
    day: date,
) -> Coming | None:
    later = sorted(
        ((run, key) for key, run in runs.items() if run is not None and run.first > day),
        key=lambda one: one[0].first,
    )
    for run, key in later:
        implied = _implied(impact, [key])
        if _tighter(implied, present):
            away = run.first - day
            reached = present.mtd is None or away <= present.mtd
            return Coming(impact.names[key], run, implied, reached)
    return None


def _tighter(one: Implied, other: Implied) -> bool:
    return _limit(one) < _limit(other)


def _limit(implied: Implied) -> timedelta:
    if implied.mtd is not None:
        return implied.mtd
    return timedelta(0) if implied.state == "no tolerance shown" else timedelta.max
