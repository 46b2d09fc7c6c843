"""The heat map: risks counted by their levels, where they came from, and the worst of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.services.riskmatrix import Level, Matrix

KINDS = ("residual", "inherent")


@dataclass(frozen=True)
class Cell:
    """One pair of levels: its rating, the risks in it now, and those that left or came to it."""

    likelihood: Level
    impact: Level
    rating: int
    rating_name: str
    tone: int
    count: int
    left: int
    """Risks that were here before their last review and are elsewhere now."""
    came: int
    """Risks that are here now and were elsewhere."""

    @property
    def key(self) -> str:
        """How a list is asked for the risks in it."""
        return f"{self.likelihood.level}-{self.impact.level}"

    @property
    def said(self) -> str:
        """The cell in a sentence, for those who do not see it."""
        moved = ""
        if self.came or self.left:
            moved = _(", %(came)s came, %(left)s left") % {"came": self.came, "left": self.left}
        counted = ngettext("%(count)s risk", "%(count)s risks", self.count)
        return _("%(likelihood)s × %(impact)s, %(rating)s: %(counted)s%(moved)s") % {
            "likelihood": self.likelihood.name,
            "impact": self.impact.name,
            "rating": self.rating_name,
            "counted": counted % {"count": self.count},
            "moved": moved,
        }


@dataclass(frozen=True)
class HeatMap:
    """The matrix with its counts, the most likely row first."""

    kind: str
    rows: list[tuple[Level, list[Cell]]]
    impacts: tuple[Level, ...]
    placed: int
    unplaced: int


@dataclass(frozen=True)
class Counts:
    """Risks by pair of levels: those there now, and those that came or left."""

    now: Counter[tuple[int, int]]
    came: Counter[tuple[int, int]]
    left: Counter[tuple[int, int]]


def draw(matrix: Matrix, risks: Iterable[Any], *, kind: str) -> HeatMap:
    """Count risks into the cells of a matrix; `risks` carry `riskstanding.with_facts`."""
    count = Counts(Counter(), Counter(), Counter())
    unplaced = 0
    for risk in risks:
        place = (getattr(risk, f"{kind}_likelihood"), getattr(risk, f"{kind}_impact"))
        if matrix.rate(*place) is None:
            unplaced += 1
            continue
        count.now[place] += 1
        was = (risk.was_likelihood, risk.was_impact)
        if kind == "residual" and None not in was and was != place:
            count.came[place] += 1
            count.left[was] += 1
    rows = [
        (
            likelihood,
            [_cell(matrix, likelihood, impact, count) for impact in matrix.impacts],
        )
        for likelihood in reversed(matrix.likelihoods)
    ]
    return HeatMap(kind, rows, matrix.impacts, sum(count.now.values()), unplaced)


def _cell(matrix: Matrix, likelihood: Level, impact: Level, count: Counts) -> Cell:
    place = (likelihood.level, impact.level)
    rating = matrix.rate(*place) or 0
    return Cell(
        likelihood,
        impact,
        rating,
        matrix.rating_name(rating),
        matrix.tone(rating),
        count.now[place],
        count.left[place],
        count.came[place],
    )
