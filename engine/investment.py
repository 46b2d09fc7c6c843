"""Money against recovery times: what a time of outage costs, and what is recovered faster than needed."""

OVER_SHARE = 0.25
"""Proven in under this share of the tightest need of all that rests on it, an item may cost too much."""


def loss_after(loss: tuple[tuple[float, float], ...], hours: float) -> float | None:
    """The cumulative loss after so many hours, interpolated; None where no curve is given.

    Before the first point the loss grows from nothing; beyond the last one nobody said more, so the
    last amount stands and is a lower bound.

    >>> loss_after(((4, 20000), (24, 900000)), 4), loss_after(((4, 20000), (24, 900000)), 14)
    (20000.0, 460000.0)
    >>> loss_after(((4, 20000),), 1), loss_after(((4, 20000),), 48), loss_after((), 4)
    (5000.0, 20000.0, None)
    """
    if not loss:
        return None
    hour, lost = 0.0, 0.0
    for next_hour, next_lost in loss:
        if hours <= next_hour:
            share = (hours - hour) / (next_hour - hour) if next_hour > hour else 1.0
            return float(lost + share * (next_lost - lost))
        hour, lost = next_hour, next_lost
    return float(lost)


def is_over(proven: float, need: float, share: float = OVER_SHARE) -> bool:
    """Whether an item comes back so much sooner than anything on it needs that less might do.

    >>> is_over(0.9, 4), is_over(1, 4), is_over(5, 4)
    (True, False, False)
    """
    return proven < need * share
