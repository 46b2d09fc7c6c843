"""What would change the MTD: every single answer that, moved alone, moves it, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.model import Impact, Node
from engine.objectives import mtd
from engine.results import Mtd

Curves = tuple[Impact, ...]
Loss = tuple[tuple[float, float], ...]
SHARE = 0.2
"""How far an amount is moved, up and down."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer moved: of which curve, category (none: the money) and time, and what follows."""

    variant: str
    category: str
    at_h: float
    before: float
    after: float
    mtd_before: Mtd
    mtd_after: Mtd

    @property
    def effort(self) -> float:
        """How far the answer moves: levels, or a share of the amount."""
        return abs(self.after - self.before) if self.category else SHARE


def changes(variants: Mapping[str, Curves], loss: Loss = ()) -> tuple[Change, ...]:
    """The smallest move of each answer that moves the MTD, the smallest moves first.

    Only moves that leave harm growing over time are tried. The worst of all variants counts.

    >>> curve = Impact("members", 4, ((1, 1), (4, 3), (8, 4)))
    >>> [(one.at_h, one.after, one.mtd_after.hours) for one in changes({"all": (curve,)})]
    [(4, 4, 1), (8, 3, None)]
    """
    present = _limit(variants, loss)
    moved = [*_levels(variants, loss, present), *_amounts(variants, loss, present)]
    return tuple(sorted(moved, key=lambda one: (one.effort, one.at_h, one.category)))


def _levels(variants: Mapping[str, Curves], loss: Loss, present: Mtd) -> Iterator[Change]:
    for name, curves in variants.items():
        for at, curve in enumerate(curves):
            for place, level in _moves(curve):
                hour, before = curve.bands[place]
                bands = (*curve.bands[:place], (hour, level), *curve.bands[place + 1 :])
                tried = (*curves[:at], replace(curve, bands=bands), *curves[at + 1 :])
                after = _limit({**variants, name: tried}, loss)
                if _differs(present, after):
                    yield Change(name, curve.category, hour, before, level, present, after)


def _moves(curve: Impact) -> Iterator[tuple[int, float]]:
    """The first intolerable answer made bearable, and the one before it made intolerable."""
    reached = next(
        (at for at, (_end, level) in enumerate(curve.bands) if level >= curve.intolerable),
        len(curve.bands),
    )
    if reached < len(curve.bands):
        yield reached, curve.intolerable - 1
    if reached:
        yield reached - 1, curve.intolerable


def _amounts(variants: Mapping[str, Curves], loss: Loss, present: Mtd) -> Iterator[Change]:
    for at, (hour, amount) in enumerate(loss):
        least = loss[at - 1][1] if at else 0.0
        most = loss[at + 1][1] if at + 1 < len(loss) else float("inf")
        for factor in (1 - SHARE, 1 + SHARE):
            moved = min(max(amount * factor, least), most)
            after = _limit(variants, (*loss[:at], (hour, moved), *loss[at + 1 :]))
            if moved != amount and _differs(present, after):
                yield Change("", "", hour, amount, moved, present, after)


def _differs(one: Mtd, other: Mtd) -> bool:
    return (one.hours, one.state) != (other.hours, other.state)


def _limit(variants: Mapping[str, Curves], loss: Loss) -> Mtd:
    return mtd(Node("function", kind="function", impact=combined(variants), loss=loss))


def combined(variants: Mapping[str, Curves]) -> Curves:
    """The worst of several curves, category by category and time by time.

    >>> usual, peak = Impact("law", 4, ((1, 0), (4, 3))), Impact("law", 4, ((1, 2), (4, 1)))
    >>> combined({"all": (usual,), "peak": (peak,)})[0].bands
    ((1, 2), (4, 3))
    """
    found: dict[str, Impact] = {}
    for curve in (one for curves in variants.values() for one in curves):
        other = found.get(curve.category)
        bands = dict(other.bands if other else ())
        for hour, level in curve.bands:
            bands[hour] = max(level, bands.get(hour, level))
        found[curve.category] = replace(curve, bands=tuple(sorted(bands.items())))
    return tuple(found.values())
