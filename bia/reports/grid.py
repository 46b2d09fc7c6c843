"""What owners answered of the impact: a table of levels by category and time, and when it is too much."""

from dataclasses import dataclass, field

from bia.services.implied import Curve, Levels, limit_of
from bia.services.posture import Impact
from bia.services.scales import Category
from bia.services.sheet import ALL_DAYS
from core.durations import format_duration
from core.templatetags.formats import money, money_short


@dataclass(frozen=True)
class Cell:
    """A level as given, and whether it is intolerable; no text where nobody rated it."""

    text: str
    is_over: bool = False


@dataclass(frozen=True)
class Row:
    """The levels of a category over the times asked; `variant` names a peak with its own."""

    name: str
    cells: list[Cell]
    variant: str = ""
    limit: str = ""
    intolerable: str = ""
    sets_mtd: bool = False


@dataclass(frozen=True)
class Grid:
    """The ratings of one interview, with the words of its levels and the amounts lost."""

    times: list[str]
    levels: list[str]
    rows: list[Row]
    losses: list[str] = field(default_factory=list)


def grid_of(impact: Impact) -> Grid | None:
    """The table of an interview's ratings; none where nothing was rated."""
    scale, reading = impact.scale, impact.reading
    rows: list[Row] = []
    for category, curve in zip(scale.categories, impact.implied.curves, strict=True):
        if any(level is not None for level in curve.levels):
            rows += _rows(impact, category, curve)
    if not rows:
        return None
    losses = [
        money_short(reading.losses[at], scale.currency) if at in reading.losses else ""
        for at in range(len(scale.bands))
    ]
    return Grid(
        [format_duration(until) for until in scale.bands],
        [f"{number} {name}" for number, name in enumerate(scale.level_names)],
        rows,
        losses if any(losses) else [],
    )


def _rows(impact: Impact, category: Category, curve: Curve) -> list[Row]:
    """A category on any day, and each peak at which it differs."""
    levels = {key: one.get(category.key, ()) for key, one in impact.reading.variants.items()}
    by_amount = category.tolerance is not None and bool(impact.reading.losses)
    usual = curve.levels if by_amount else tuple(levels.pop(ALL_DAYS, ()))
    tolerance = money(category.tolerance, impact.scale.currency) if by_amount else ""
    found = [
        Row(
            category.name,
            _cells(usual, category),
            limit=limit_of(curve, category, impact.scale.bands),
            intolerable=tolerance or str(category.intolerable),
            sets_mtd=category.name == impact.implied.category,
        )
    ]
    for key, row in levels.items():
        if not by_amount and tuple(row) != usual and any(level is not None for level in row):
            found.append(Row(category.name, _cells(row, category), impact.names.get(key, key)))
    return found


def _cells(levels: Levels, category: Category) -> list[Cell]:
    return [
        Cell("–") if level is None else Cell(str(level), level >= category.intolerable)
        for level in levels
    ]
