"""What impact answers imply: MTD, the category that sets it, and the RTO derived from it.

The rules are the engine's; here answers become an engine node and hours become times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from bia.services import money
from bia.services.scales import Category, Scale
from bia.services.sheet import Reading
from core.durations import format_duration
from engine import objectives
from engine.model import Impact, Node, Pert
from engine.results import CategoryMtd, Mtd
from estate import services as estate

Levels = Sequence[int | None]
Points = tuple[tuple[float, float], ...]
HOUR = timedelta(hours=1)
STATES = (objectives.SHOWN, objectives.NO_TOLERANCE, objectives.BEYOND, "not asked")
"""What an implied MTD can be."""


@dataclass(frozen=True)
class Curve:
    """The levels of one category over the bands of the scale."""

    key: str
    name: str
    levels: tuple[int | None, ...]
    mtd: timedelta | None = None
    latest: timedelta | None = None
    """When it is intolerable at the latest: it may already be so any time after the MTD."""
    state: str = "not asked"
    because: str = ""
    """The answer that sets the MTD of this category, in the words of the scale."""


@dataclass(frozen=True)
class Implied:
    """What the answers imply; `state` is the engine's word for how far the MTD is known."""

    mtd: timedelta | None
    state: str
    category: str = ""
    at_least: timedelta | None = None
    derived_rto: timedelta | None = None
    wrt: timedelta | None = None
    curves: tuple[Curve, ...] = ()
    limit_at: float | None = None
    """Where the MTD lies on the picture, in columns: 1 is the end of the first band."""
    variants: tuple[tuple[str, timedelta | None], ...] = field(default=())

    @property
    def day(self) -> str:
        """The kind of day that sets the MTD; empty where it is the same on every day."""
        if self.mtd is None or len({limit for _name, limit in self.variants}) < 2:
            return ""
        return next((name for name, limit in self.variants if limit == self.mtd), "")

    @property
    def set_by(self) -> str:
        """The category that sets the MTD, and on which kind of day."""
        return set_by(self.category, self.day)

    @property
    def is_used_up(self) -> bool:
        """Whether catching up takes all the time it may be down: none is left for recovery."""
        return self.mtd is not None and self.wrt is not None and self.wrt >= self.mtd


def set_by(category: str, day: str) -> str:
    """What sets an MTD, in words: Money, or Money (Month end)."""
    if not day:
        return category
    return _("%(category)s (%(day)s)") % {"category": category, "day": day}


def mtd_words(implied: Implied) -> str:
    """The MTD in words, also where nothing or everything is intolerable."""
    return estate.limit_words(implied.mtd, implied.state, implied.at_least)


def limit_of(curve: Curve, category: Category, bands: tuple[timedelta, ...]) -> str:
    """How long the harm can be borne in a category, as far as its levels tell."""
    if curve.mtd:
        return format_duration(curve.mtd)
    if curve.levels[0] is not None and curve.levels[0] >= category.intolerable:
        return _("at once")
    borne = [level is not None and level < category.intolerable for level in curve.levels]
    if all(borne):
        return estate.at_least(bands[-1])
    return "–"


def hours(time: timedelta) -> float:
    """A time in hours, as the engine reckons."""
    return time / HOUR


def time_of(value: float | None) -> timedelta | None:
    """Hours of the engine as a time."""
    return None if value is None else timedelta(seconds=round(value * 3600, 3))


def _highest(rows: Sequence[Levels], at: int) -> int | None:
    said = [level for row in rows if at < len(row) and (level := row[at]) is not None]
    return max(said, default=None)


def worst(variants: Sequence[Mapping[str, Levels]], scale: Scale) -> dict[str, list[int | None]]:
    """The highest level of each category and band over all variants of a curve."""
    result: dict[str, list[int | None]] = {}
    for category in scale.categories:
        rows = [variant.get(category.key, ()) for variant in variants]
        result[category.key] = [_highest(rows, at) for at in range(len(scale.bands))]
    return result


@dataclass(frozen=True)
class Losses:
    """The money lost in all by each time: likely, and at best and at worst where that was said."""

    likely: Points = ()
    low: Points = ()
    high: Points = ()

    @property
    def counted(self) -> Points:
        """The curve the MTD is set by: the worst that was said."""
        return self.high or self.likely


NOTHING_LOST = Losses()


def impacts(
    levels: Mapping[str, Levels], scale: Scale, losses: Losses = NOTHING_LOST
) -> tuple[Impact, ...]:
    """The engine's impact curves of answered categories."""
    found = []
    for category in scale.categories:
        bands = tuple(
            (hours(until), float(level))
            for until, level in zip(scale.bands, levels.get(category.key, ()), strict=False)
            if level is not None and not category.is_counted
        )
        tolerance = float(category.tolerance) if category.tolerance is not None else None
        if bands or tolerance is not None:
            top, high, low = float(category.intolerable), losses.high, losses.low
            found.append(Impact(category.key, top, bands, tolerance, high, low))
    return tuple(found)


def losses_of(reading: Reading, scale: Scale) -> Losses:
    """The amounts of a sheet as curves."""
    said = (reading.losses, reading.lows, reading.highs)
    likely, low, high = (
        {scale.bands[at]: amount for at, amount in amounts.items()} for amounts in said
    )
    return curves_of(likely, low, high)


def curves_of(
    likely: Mapping[timedelta, Decimal],
    low: Mapping[timedelta, Decimal],
    high: Mapping[timedelta, Decimal],
) -> Losses:
    """Amounts as curves: a time without a low or high amount has its likely one.

    What is lost at least by a time is not more than what is lost at least later.
    """
    least: dict[timedelta, Decimal] = {}
    for until in sorted({**likely, **low}, reverse=True):
        amount = low.get(until, likely.get(until, Decimal(0)))
        least[until] = min([amount, *least.values()])
    return Losses(
        loss_curve(likely),
        loss_curve(least) if low else (),
        loss_curve({**likely, **high}) if high else (),
    )


def loss_curve(losses: Mapping[timedelta, Decimal]) -> tuple[tuple[float, float], ...]:
    """The engine's cumulative loss; what falls is left out, since a loss already made stays."""
    points: list[tuple[float, float]] = []
    for until in sorted(losses):
        amount = float(losses[until])
        if not points or amount >= points[-1][1]:
            points.append((hours(until), amount))
    return tuple(points)


def imply(
    variants: Mapping[str, Mapping[str, Levels]],
    scale: Scale,
    *,
    wrt: timedelta | None = None,
    losses: Losses = NOTHING_LOST,
) -> Implied:
    """What the answers imply, the worst of all variants (ordinary days, month end …) counting."""
    levels = worst(list(variants.values()), scale)
    node = Node(
        "function",
        kind="function",
        impact=asked(impacts(levels, scale, losses), losses.likely),
        wrt=None if wrt is None else Pert.of(hours(wrt)),
        loss=losses.likely,
    )
    limit, need = objectives.mtd(node), objectives.derived_need(node)
    names = {one.key: one.name for one in scale.categories}
    limits = {one.category: one for one in limit.categories}
    mtd = time_of(limit.hours)
    return Implied(
        mtd,
        limit.state,
        names.get(limit.category, limit.category),
        time_of(limit.at_least_h),
        time_of(need.derived_h) if limit.hours is not None else None,
        wrt,
        tuple(
            _curve(one, levels[one.key], scale, losses, limits.get(one.key))
            for one in scale.categories
        ),
        _place(mtd, scale),
        _variant_limits(variants, scale, losses),
    )


def _curve(
    category: Category,
    levels: Levels,
    scale: Scale,
    losses: Losses,
    limit: CategoryMtd | None,
) -> Curve:
    shown = drawn(category, levels, scale, losses.counted)
    if limit is None:
        return Curve(category.key, category.name, shown)
    latest = time_of(limit.latest_h)
    because = ""
    if category.tolerance is not None and losses.likely:
        because = _amounts_because(category.tolerance, scale.currency, losses)
    elif latest is not None:
        because = _because(category, levels, scale, latest)
    mtd = time_of(limit.hours)
    return Curve(category.key, category.name, shown, mtd, latest, limit.state, because)


def _amounts_because(tolerance: Decimal, currency: str, losses: Losses) -> str:
    """When the loss reaches the amount that is too much: at worst, likely and at best."""
    worst_, likely, best = (
        time_of(objectives.loss_reaches(curve or losses.likely, float(tolerance)))
        for curve in (losses.high, losses.likely, losses.low)
    )
    if worst_ is None:
        return ""
    amount, never = money.in_words(tolerance, currency), _("not within the times asked")
    said = {
        "amount": amount,
        "time": format_duration(worst_),
        "likely": format_duration(likely) if likely is not None else never,
        "best": format_duration(best) if best is not None else never,
    }
    if worst_ == likely == best:
        return _("The loss reaches %(amount)s after %(time)s.") % said
    return (
        _(
            "The loss reaches %(amount)s at worst after %(time)s, which counts; "
            "likely: %(likely)s; at best: %(best)s."
        )
        % said
    )


def _because(category: Category, levels: Levels, scale: Scale, latest: timedelta) -> str:
    """The level and its anchor at the time it becomes intolerable."""
    at = format_duration(latest)
    level = levels[scale.bands.index(latest)]
    if level is None:
        return ""
    anchor = category.words[level] if level < len(category.words) else ""
    values = {"level": scale.level_names[level], "anchor": anchor, "time": at}
    if not anchor or anchor == scale.level_names[level]:
        return _("It is %(level)s after %(time)s.") % values
    return _("It is %(level)s after %(time)s: “%(anchor)s”.") % values


def limit_words(limit: Mtd) -> str:
    """An MTD of the engine in words."""
    return estate.limit_words(time_of(limit.hours), limit.state, time_of(limit.at_least_h))


def asked(found: tuple[Impact, ...], loss: tuple[tuple[float, float], ...]) -> tuple[Impact, ...]:
    """Without a loss curve, a category with a tolerance but no levels has not been asked."""
    return tuple(one for one in found if one.bands or loss)


def drawn(
    category: Category,
    levels: Levels,
    scale: Scale,
    loss: tuple[tuple[float, float], ...],
) -> tuple[int | None, ...]:
    """The levels to draw: as rated, but intolerable where the amounts say so and only there."""
    if category.tolerance is None or not loss:
        return tuple(levels)
    reached = objectives.loss_reaches(loss, float(category.tolerance))
    top, found = category.intolerable, []
    for until, level in zip(scale.bands, levels, strict=True):
        beyond = reached is not None and reached <= hours(until)
        found.append(max(level or 0, top) if beyond else min(level or 0, top - 1))
    return tuple(found)


def _place(mtd: timedelta | None, scale: Scale) -> float | None:
    """A time in columns, between two as far as it lies between them; None: unknown or beyond."""
    ends = [timedelta(0), *scale.bands]
    if mtd is None or not timedelta(0) < mtd <= ends[-1]:
        return None
    after = next(at for at, until in enumerate(ends) if mtd <= until)
    return after - (ends[after] - mtd) / (ends[after] - ends[after - 1])


def _variant_limits(
    variants: Mapping[str, Mapping[str, Levels]],
    scale: Scale,
    losses: Losses,
) -> tuple[tuple[str, timedelta | None], ...]:
    loss = losses.likely
    if len(variants) < 2:
        return ()
    return tuple(
        (
            name,
            time_of(
                objectives.mtd(
                    Node("f", impact=asked(impacts(levels, scale, losses), loss), loss=loss)
                ).hours
            ),
        )
        for name, levels in variants.items()
    )
