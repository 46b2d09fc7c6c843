"""The same answers under each scoring model: the MTD each gives, and where they disagree.

Levels become amounts by the ranges of money that the scale gives them, and amounts become levels
by the same ranges. A category whose levels have no range is not comparable, and said to be so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from bia.choices import KNOWN
from bia.models import BusinessFunction, Campaign, ImpactScale, Interview
from bia.services import money, scales, storedcurves
from bia.services.implied import Levels, Losses, hours, loss_curve, time_of, worst
from bia.services.interviews import LATEST
from bia.services.scales import Category, Scale
from core.durations import format_duration
from engine import objectives
from engine.model import Impact
from engine.results import CategoryMtd
from estate import services as estate

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Limit:
    """How long the harm can be borne by one way of judging; `is_open`: at least so long."""

    state: str
    time: timedelta
    category: str = ""
    latest: timedelta | None = None

    @property
    def is_open(self) -> bool:
        return self.state == objectives.BEYOND

    @property
    def words(self) -> str:
        """The MTD as everywhere: a time, "at least", or none at all."""
        shown = self.time if self.state == objectives.SHOWN else None
        return estate.limit_words(shown, self.state, self.time if self.is_open else None)


@dataclass(frozen=True)
class CategoryRow:
    """A category judged by its levels and by money: both limits, the difference, what to do."""

    name: str
    by_levels: Limit | None
    by_money: Limit | None
    counts_money: bool
    said: str
    """What the amounts rest on: stated, or translated from the levels."""
    advice: str

    @property
    def gap(self) -> timedelta | None:
        """How far the two are apart; None where they cannot be compared."""
        if self.by_levels is None or self.by_money is None:
            return None
        return abs(self.by_levels.time - self.by_money.time)

    @property
    def gap_words(self) -> str:
        """The difference in words; at least so long where one of the two is never reached."""
        if self.gap is None or self.by_levels is None or self.by_money is None:
            return "–"
        if not self.gap:
            return "0"
        if self.by_levels.is_open != self.by_money.is_open:
            return str(estate.at_least(self.gap))
        return format_duration(self.gap)


@dataclass(frozen=True)
class Calibration:
    """A function under the three models."""

    function: BusinessFunction
    interview: Interview
    rows: tuple[CategoryRow, ...]
    qualitative: Limit | None
    quantitative: Limit | None
    mixed: Limit | None

    @property
    def ways(self) -> list[tuple[str, Limit | None]]:
        """Each model with the MTD it gives."""
        return [
            (_("Qualitative: all by levels"), self.qualitative),
            (_("Quantitative: what can be counted in money"), self.quantitative),
            (_("Mixed: each category by its own model, which counts"), self.mixed),
        ]

    @property
    def is_comparable(self) -> bool:
        """Whether anything can be judged both ways."""
        return any(row.gap is not None for row in self.rows)

    @property
    def gap(self) -> timedelta | None:
        """How far levels and money are apart in the category in which they differ most."""
        if not self.is_comparable:
            return None
        return max(row.gap for row in self.rows if row.gap is not None)

    @property
    def widest(self) -> CategoryRow | None:
        """The category in which levels and money are furthest apart."""
        found = [row for row in self.rows if row.gap is not None]
        return max(found, key=lambda row: row.gap or timedelta(0), default=None)

    @property
    def not_counted(self) -> str:
        """Why all by levels is sooner than what money tells, where a category has no amounts."""
        soonest, counted = self.qualitative, self.quantitative
        if soonest is None or counted is None or soonest.time >= counted.time:
            return ""
        if any(row.name == soonest.category and row.gap is not None for row in self.rows):
            return ""
        words = _("%(category)s sets the %(time)s by levels and cannot be counted in money.")
        return words % {"category": soonest.category, "time": soonest.words}


def many(functions: Iterable[BusinessFunction]) -> list[Calibration]:
    """The last known answers of each function under the three models, most disagreement first."""
    known = Interview.objects.filter(state__in=KNOWN, function__in=functions)
    newest = known.order_by("function_id", LATEST, "-pk").distinct("function_id")
    rows = list(newest.select_related("function__item__unit", "scale"))
    asked = {one.scale_id: one.scale for one in rows}
    judged = {pk: scales.judged_by_force(scales.read(scale)) for pk, scale in asked.items()}
    curves, losses = storedcurves.levels_of(rows, judged), storedcurves.losses_of(rows)
    found = [
        _compare(one, scale, worst(list(curves[one.pk].values()), scale), losses[one.pk])
        for one in rows
        for scale in [judged[one.scale_id]]
        if curves[one.pk] or losses[one.pk].likely
    ]
    return sorted(found, key=lambda one: (-_weight(one.gap), str(one.function)))


def seen_by(actor: Any, campaign: Campaign | None) -> Any:
    """The functions in use a person may see, or those of them that a campaign asked."""
    rows = BusinessFunction.objects.visible_to(actor).in_use()
    if campaign is None:
        return rows
    return rows.filter(pk__in=Interview.objects.filter(campaign=campaign).values("function"))


def in_numbers(*, actor: Any, at: datetime, campaign: Campaign | None) -> dict[str, Any]:
    """The functions a person may see under the three scoring models, most disagreement first."""
    found = many(seen_by(actor, campaign))
    return {
        "functions": found,
        "apart": sum(bool(one.gap) for one in found),
        "uncompared": sum(one.gap is None for one in found),
    }


def _weight(gap: timedelta | None) -> float:
    return -1.0 if gap is None else hours(gap)


def of(function: BusinessFunction) -> Calibration | None:
    """The last known answers of a function under the three models; None where there are none."""
    return next(iter(many([function])), None)


def _compare(
    interview: Interview, scale: Scale, levels: Mapping[str, Levels], losses: Losses
) -> Calibration:
    rows = tuple(
        _row(category, scale, levels.get(category.key, ()), losses) for category in scale.categories
    )
    mixed = [row.by_money if row.counts_money else row.by_levels for row in rows]
    return Calibration(
        interview.function,
        interview,
        rows,
        _tightest([row.by_levels for row in rows]),
        _tightest([row.by_money for row in rows]),
        _tightest(mixed),
    )


def _tightest(limits: Iterable[Limit | None]) -> Limit | None:
    """The one that counts: none at all before the shortest, and that before "at least"."""
    found = [one for one in limits if one is not None]
    return min(found, key=lambda one: (one.is_open, one.time), default=None)


def _row(category: Category, scale: Scale, levels: Levels, losses: Losses) -> CategoryRow:
    stated = category.tolerance is not None and bool(losses.likely)
    rated = any(level is not None for level in levels)
    if stated and not rated and is_priced(category):
        levels = [level_at(category, losses, until) for until in scale.bands]
    by_levels = _by_levels(category, scale, levels)
    priced, said = losses, _("amounts as stated")
    if not stated:
        priced, said = in_money(category, scale, levels), _("amounts translated from the levels")
    elif not rated:
        said = _("levels translated from the amounts")
    by_money = _by_money(category, scale, priced)
    if by_money is None:
        said = _("not comparable: its levels have no range of money")
    advice = _advice(scale, by_levels, by_money, compared=stated and rated)
    return CategoryRow(category.name, by_levels, by_money, stated, said, advice)


def is_priced(category: Category) -> bool:
    """Whether each level up to the intolerable one stands for a range of money."""
    named = category.ranges[1 : category.intolerable + 1]
    return bool(named) and all(pair != (None, None) for pair in named)


def level_at(category: Category, losses: Losses, until: timedelta) -> int | None:
    """The level the worst amount said for a time stands for."""
    amount = dict(losses.counted).get(hours(until))
    if amount is None:
        return None
    reached = [
        level
        for level, (low, _high) in enumerate(category.ranges)
        if low is not None and float(low) <= amount and level
    ]
    return max(reached, default=0) if amount else 0


def in_money(category: Category, scale: Scale, levels: Levels) -> Losses:
    """Rated levels as amounts: the ends of each level's range, and its middle as the likely one."""
    if not is_priced(category):
        return Losses()
    points = {
        until: _range(category, level)
        for until, level in zip(scale.bands, levels, strict=False)
        if level is not None
    }
    low, likely, high = (
        loss_curve({until: said[at] for until, said in points.items()}) for at in range(3)
    )
    return Losses(likely, low, high)


def _range(category: Category, level: int) -> tuple[Decimal, Decimal, Decimal]:
    """What a level stands for: at least, in the middle, and just below where the next begins."""
    low, high = category.ranges[level]
    least = low or Decimal(0)
    most = least if high is None else high - CENT
    return least, (least + most) / 2, most


def _by_levels(category: Category, scale: Scale, levels: Levels) -> Limit | None:
    bands = tuple(
        (hours(until), float(level))
        for until, level in zip(scale.bands, levels, strict=False)
        if level is not None
    )
    if not bands:
        return None
    impact = Impact(category.key, float(category.intolerable), bands)
    return _limit(category, objectives.category_mtd(impact), bands[-1][0])


def _by_money(category: Category, scale: Scale, losses: Losses) -> Limit | None:
    tolerance = category.tolerance
    if tolerance is None and is_priced(category):
        tolerance = category.ranges[category.intolerable][0]
    if tolerance is None or not losses.likely:
        return None
    impact = Impact(category.key, 1, (), float(tolerance), losses.high, losses.low)
    found = objectives.category_mtd(impact, losses.likely)
    return _limit(category, found, losses.likely[-1][0])


def _limit(category: Category, found: CategoryMtd, end: float) -> Limit:
    time = 0.0 if found.state == objectives.NO_TOLERANCE else found.hours
    return Limit(
        found.state,
        time_of(end if time is None else time) or timedelta(0),
        category.name,
        time_of(found.latest_h),
    )


def _advice(
    scale: Scale, by_levels: Limit | None, by_money: Limit | None, *, compared: bool
) -> str:
    """What to do about the difference, in a sentence; empty where nothing is to do."""
    if by_levels is None or by_money is None:
        return ""
    if by_levels.time == by_money.time:
        return _("Both agree.")
    if not compared:
        return _between(scale, by_levels)
    said = {"levels": by_levels.words, "money": by_money.words}
    if by_levels.is_open:
        return (
            _(
                "The amounts are too much after %(money)s, the levels not within the times asked. "
                "Ask the owner which holds; if the amounts do, rate the levels higher."
            )
            % said
        )
    if by_money.is_open:
        return (
            _(
                "The levels are intolerable after %(levels)s, the amounts not within the times "
                "asked. Ask what the level counts that the amounts leave out."
            )
            % said
        )
    if by_money.time < by_levels.time:
        return (
            _(
                "The amounts are too much after %(money)s, the levels only after %(levels)s. "
                "Ask the owner which holds; if the amounts do, rate the levels earlier."
            )
            % said
        )
    return (
        _(
            "The levels are intolerable after %(levels)s, the amounts only after %(money)s. "
            "Ask what the level counts that the amounts leave out."
        )
        % said
    )


def _between(scale: Scale, by_levels: Limit) -> str:
    """Levels count the last bearable time asked, money is reckoned between two times."""
    if by_levels.is_open:
        return _("Money is reckoned between the times asked, levels are not.")
    ends = [timedelta(0), *scale.bands]
    after = next((late for early, late in pairwise(ends) if early == by_levels.time), None)
    if after is None:
        return _("Money is reckoned between the times asked, levels are not.")
    return _(
        "Levels count the last time known to be bearable. Ask at a time between %(early)s and "
        "%(late)s, or state the amounts."
    ) % {"early": format_duration(by_levels.time), "late": format_duration(after)}


@dataclass(frozen=True)
class Translation:
    """How the levels of a category stand for amounts; no amounts where it is not comparable."""

    category: Category
    amounts: tuple[tuple[str, str], ...]


def translations(scale: ImpactScale) -> list[Translation]:
    """How levels and amounts become each other, category by category."""
    read = scales.read(scale)
    return [
        Translation(
            one,
            tuple(
                (name, _amounts(one, level, read.currency))
                for level, name in enumerate(read.level_names)
                if level
            )
            if is_priced(one)
            else (),
        )
        for one in read.categories
    ]


def _amounts(category: Category, level: int, currency: str) -> str:
    low, high = category.ranges[level]
    said = {
        "low": money.in_words(low or Decimal(0), currency),
        "high": money.in_words(high or Decimal(0), currency),
    }
    if high is None:
        return _("%(low)s or more, reckoned as %(low)s") % said
    return _("%(low)s to below %(high)s, likely in the middle") % said
