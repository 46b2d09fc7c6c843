"""The recovery tier a function falls into by its MTD, T0 the most urgent (standards 4.1)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from engine.objectives import BEYOND, NO_TOLERANCE
from engine.results import Mtd

EDGES = (1.0, 4.0, 24.0, 72.0, 168.0)
"""The longest MTD in hours of each tier but the last, which has no end."""


def tier(limit: Mtd, edges: tuple[float, ...] = EDGES) -> int | None:
    """The number of the tier; None where no MTD is known.

    No tolerance shown is the first tier. A limit beyond the last band lies above it, so the tier is
    the most urgent one that still allows that.

    >>> [tier(Mtd(hours, "shown")) for hours in (1, 4, 4.5, 24, 168, 200)]
    [0, 1, 2, 2, 4, 5]
    >>> tier(Mtd(None, BEYOND, at_least_h=168)), tier(Mtd(None, NO_TOLERANCE))
    (5, 0)
    """
    if limit.state == NO_TOLERANCE:
        return 0
    if limit.hours is not None:
        return bisect_left(edges, limit.hours)
    if limit.state == BEYOND and limit.at_least_h is not None:
        return bisect_right(edges, limit.at_least_h)
    return None
