"""Risk in money: how often, how much, and what a year of it may cost.

A year's loss is compound: the number of events is Poisson with the rate, each costs a draw of a
PERT distribution (FAIR; reference/standards.md 15). The doubt in the rate is itself a PERT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

LAMBDA = 4.0
TRIALS = 20_000


@dataclass(frozen=True, slots=True)
class Pert:
    """A value somebody is unsure of: at the lowest, likely, at the highest. Ascending, finite.

    >>> round(Pert(10, 20, 60).mean, 3), round(Pert(10, 20, 60).sd, 3)
    (25.0, 8.66)
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not np.isfinite([self.low, self.likely, self.high]).all():
            raise ValueError("A range needs three finite numbers.")
        if not self.low <= self.likely <= self.high:
            raise ValueError("A range ascends: low, likely, high.")

    @property
    def width(self) -> float:
        """From the lowest to the highest."""
        return self.high - self.low

    @property
    def alpha(self) -> float:
        """The first shape of the beta distribution behind it; 1 where there is no doubt."""
        return 1 + LAMBDA * (self.likely - self.low) / self.width if self.width else 1.0

    @property
    def beta(self) -> float:
        """The second shape; 1 where there is no doubt."""
        return 1 + LAMBDA * (self.high - self.likely) / self.width if self.width else 1.0

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6."""
        return (self.low + LAMBDA * self.likely + self.high) / (LAMBDA + 2)

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return sqrt((self.mean - self.low) * (self.high - self.mean) / (LAMBDA + 3))

    def draw(self, random: np.random.Generator, count: int) -> NDArray[np.float64]:
        """So many draws."""
        if not self.width:
            return np.full(count, self.low)
        return self.low + self.width * random.beta(self.alpha, self.beta, count)


@dataclass(frozen=True, slots=True)
class YearlyLoss:
    """What a year may cost, by simulation: mean, its sampling error, and quantiles."""

    mean: float
    standard_error: float
    median: float
    q90: float
    q95: float
    q99: float
    trials: int
    seed: int


def expected_loss(rate: Pert, loss: Pert) -> float:
    """The loss of a year in the long run: events a year times loss of one, both at their mean.

    >>> round(expected_loss(Pert(0.4, 0.4, 0.4), Pert(50_000, 200_000, 1_500_000)))
    156667
    """
    return rate.mean * loss.mean


def simulate(rate: Pert, loss: Pert, *, seed: int, trials: int = TRIALS) -> YearlyLoss:
    """The distribution of a year's loss. The same seed gives the same answer.

    Raises ValueError for a rate below zero or less than one trial.
    """
    if rate.low < 0:
        raise ValueError("A rate is not below zero.")
    if trials < 1:
        raise ValueError("At least one trial is needed.")
    random = np.random.default_rng(seed)
    events = random.poisson(rate.draw(random, trials))
    losses = loss.draw(random, int(events.sum()))
    years = np.bincount(np.repeat(np.arange(trials), events), weights=losses, minlength=trials)
    median, q90, q95, q99 = np.quantile(years, (0.5, 0.9, 0.95, 0.99))
    error = float(years.std()) / sqrt(trials)
    return YearlyLoss(
        float(years.mean()),
        error,
        float(median),
        float(q90),
        float(q95),
        float(q99),
        trials,
        seed,
    )


def falls(ratings: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The cells of a matrix (likelihood, impact; from 0) rated lower than a milder neighbour.

    >>> falls([[1, 2], [2, 3]]), falls([[1, 3], [2, 2]])
    ([], [(1, 1)])
    """
    return [
        (row, column)
        for row, line in enumerate(ratings)
        for column, rating in enumerate(line)
        if (row and ratings[row - 1][column] > rating) or (column and line[column - 1] > rating)
    ]
