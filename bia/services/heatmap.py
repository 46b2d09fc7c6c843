"""The heat map: risks counted by their levels, where they came from, and the worst of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.models import Risk
from bia.services import riskmatrix, riskstanding
from bia.services.riskmatrix import Level, Matrix

KINDS = ("residual", "inherent")


@dataclass(frozen=True)
class Cell:
    """One pair of levels: its rating, the risks in it now, and those that left or came to it."""

    likelihood: Level
    impact: Level
    rating: int
    rating_name: str
    rating_short: str
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
    key: list[tuple[Level, str, int]]
    """Each rating with its letters and how dark it is drawn."""
    placed: int
    unplaced: int

    @property
    def unplaced_query(self) -> str:
        """How a list is asked for the risks in no cell."""
        return "attention=unrated" if self.kind == "residual" else "attention=unrated_inherent"


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
    key = [(one, matrix.rating_short(one.level), matrix.tone(one.level)) for one in matrix.ratings]
    return HeatMap(kind, rows, matrix.impacts, key, sum(count.now.values()), unplaced)


def _cell(matrix: Matrix, likelihood: Level, impact: Level, count: Counts) -> Cell:
    place = (likelihood.level, impact.level)
    rating = matrix.rate(*place) or 0
    return Cell(
        likelihood,
        impact,
        rating,
        matrix.rating_name(rating),
        matrix.rating_short(rating),
        matrix.tone(rating),
        count.now[place],
        count.left[place],
        count.came[place],
    )


def seen_by(actor: Any) -> Any:
    """The risks in use a person may see, the worst first, with what a map and a list show of each."""
    rows = Risk.objects.visible_to(actor).in_use().select_related("item", "owner", "unit")
    return riskstanding.with_facts(rows).order_by(*riskstanding.WORST_FIRST)


def in_numbers(*, actor: Any, at: datetime, kind: str) -> dict[str, Any]:
    """The heat map of the risks a person may see: the matrix, what lies in each cell, the trend."""
    matrix, risks = riskmatrix.read_in_force(), list(seen_by(actor))
    drawn = draw(matrix, risks, kind=kind) if matrix else None
    over_time = riskstanding.above_over_time(actor, at=at)
    return {
        "kind": kind,
        "matrix": matrix.pk if matrix else None,
        "likelihoods": matrix.likelihoods if matrix else (),
        "impacts": matrix.impacts if matrix else (),
        "ratings": matrix.ratings if matrix else (),
        "cells": [cell for _level, row in drawn.rows for cell in row] if drawn else [],
        "unrated": drawn.unplaced if drawn else len(risks),
        "above_appetite": sum(risk.is_above for risk in risks),
        "over_time": [{"end_of": label, "above_appetite": count} for label, count in over_time],
    }
