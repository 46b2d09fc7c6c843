"""The risk matrix in force, its next version, and what a pair of levels is rated."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import Axis
from bia.models import RiskAppetite, RiskCategory, RiskLevel, RiskMatrix
from bia.services.parts import put
from core import approvals, services
from core.models import Organisation, User
from core.models.papers import State
from engine.risk import falls

TONES = 4
FEWEST = 2


@dataclass(frozen=True)
class Level:
    """One level of an axis, as plain values."""

    level: int
    name: str
    words: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Matrix:
    """A risk matrix as plain values, read once in three queries."""

    pk: int
    number: int
    currency: str
    likelihoods: tuple[Level, ...]
    impacts: tuple[Level, ...]
    ratings: tuple[Level, ...]
    cells: tuple[tuple[int, ...], ...]
    appetite: dict[int, int] = field(default_factory=dict)

    def axis(self, name: str) -> tuple[Level, ...]:
        """The levels a column such as residual_impact is chosen from."""
        return self.impacts if name.endswith("impact") else self.likelihoods

    def rate(self, likelihood: int | None, impact: int | None) -> int | None:
        """The rating of a pair; None where one of both is not given or not on this matrix."""
        if likelihood is None or impact is None or not 1 <= likelihood <= len(self.cells):
            return None
        row = self.cells[likelihood - 1]
        return row[impact - 1] if 1 <= impact <= len(row) else None

    def is_above(self, category: int | None, rating: int | None) -> bool:
        """Whether a rating is above what is borne; where nobody said, the smallest appetite counts."""
        if rating is None or not self.appetite:
            return False
        borne = self.appetite.get(category or 0, min(self.appetite.values()))
        return rating > borne

    def rating_name(self, rating: int | None) -> str:
        """What a rating is called; a dash for none."""
        return next((one.name for one in self.ratings if one.level == rating), "–")

    def rating_short(self, rating: int | None) -> str:
        """As few letters as tell its name from the others: “H” where no other begins so."""
        name = self.rating_name(rating)
        others = [one.name.casefold() for one in self.ratings if one.name != name]
        for length in range(1, len(name)):
            if not any(other.startswith(name[:length].casefold()) for other in others):
                return name[:length].capitalize()
        return name.capitalize()

    def tone(self, rating: int | None) -> int:
        """How dark a rating is drawn, from 0 to 4."""
        if rating is None:
            return 0
        steps = max(len(self.ratings) - 1, 1)
        return round(TONES * min(rating - 1, steps) / steps)


def in_force() -> RiskMatrix | None:
    """The approved matrix, if there is one."""
    matrix: RiskMatrix | None = RiskMatrix.objects.filter(state=State.APPROVED).first()
    return matrix


def draft() -> RiskMatrix | None:
    """The matrix being worked on, if there is one."""
    matrix: RiskMatrix | None = RiskMatrix.objects.filter(
        state__in=(State.DRAFT, State.REVIEW)
    ).first()
    return matrix


def read(matrix: RiskMatrix) -> Matrix:
    """The matrix with its levels, cells and appetites."""
    axes: dict[str, list[Level]] = {axis: [] for axis in Axis}
    for row in RiskLevel.objects.filter(matrix=matrix).order_by("level"):
        axes[row.axis].append(Level(row.level, row.name, row.words, row.low, row.high))
    appetites = RiskAppetite.objects.filter(matrix=matrix).values_list("category", "rating")
    return Matrix(
        matrix.pk,
        matrix.number,
        matrix.currency,
        tuple(axes[Axis.LIKELIHOOD]),
        tuple(axes[Axis.IMPACT]),
        tuple(axes[Axis.RATING]),
        tuple(tuple(row) for row in matrix.ratings),
        dict(appetites),
    )


def read_in_force() -> Matrix | None:
    """The matrix in force as plain values; None where there is none."""
    present = in_force()
    return read(present) if present else None


# The next version


def common_levels() -> dict[str, list[tuple[str, str, int | None, int | None]]]:
    """Five levels each way and four ratings, to begin with: name, words, range."""
    return {
        Axis.LIKELIHOOD: [
            (_("Rare"), _("Has happened elsewhere, not in our memory."), 50, None),
            (_("Unlikely"), _("Once in a working life."), 10, 50),
            (_("Possible"), _("Once in a few years."), 3, 10),
            (_("Likely"), _("Most years, or every second one."), 1, 3),
            (_("Frequent"), _("Several times a year."), None, 1),
        ],
        Axis.IMPACT: [
            (_("Slight"), _("Absorbed within the day; nobody outside notices."), None, 10_000),
            (_("Noticed"), _("Customers wait; made good within days."), 10_000, 100_000),
            (_("Serious"), _("A term is missed or a region is without service."), 100_000, 500_000),
            (_("Severe"), _("Duties are broken, press and regulator ask."), 500_000, 5_000_000),
            (_("Extreme"), _("People are harmed, or the firm is at stake."), 5_000_000, None),
        ],
        Axis.RATING: [
            (_("low"), _("Watched."), None, None),
            (_("moderate"), _("Treated where it costs little."), None, None),
            (_("high"), _("Treated, with an owner and a date."), None, None),
            (_("critical"), _("Treated at once, or not begun."), None, None),
        ],
    }


COMMON_CELLS = [
    [1, 1, 1, 2, 3],
    [1, 1, 2, 2, 3],
    [1, 2, 2, 3, 4],
    [1, 2, 3, 4, 4],
    [2, 3, 3, 4, 4],
]
COMMON_APPETITE = 2


@transaction.atomic
def start_draft(*, by: User | None, at: datetime) -> RiskMatrix:
    """The next version of the matrix, or a common one to change; the draft there is, if any."""
    list(Organisation.objects.select_for_update(no_key=True).values_list("pk"))
    present = draft()
    if present:
        return present
    base = in_force()
    if base:
        return approvals.start_draft(
            RiskMatrix, by=by, at=at, based_on=base, copy_parts=_copy_parts, reason=""
        )
    made = approvals.start_draft(
        RiskMatrix, by=by, at=at, title=_("Risk matrix"), ratings=COMMON_CELLS
    )
    for axis, levels in common_levels().items():
        for level, (name, words, low, high) in enumerate(levels, start=1):
            row = RiskLevel(
                matrix=made, axis=axis, level=level, name=name, words=words, low=low, high=high
            )
            services.save(row, by=by, at=at)
    for category in RiskCategory.objects.in_use():
        appetite = RiskAppetite(matrix=made, category=category, rating=COMMON_APPETITE)
        services.save(appetite, by=by, at=at)
    return made


def _copy_parts(base: RiskMatrix, made: RiskMatrix) -> None:
    approvals.copy_rows(base.levels.all(), matrix=made)
    approvals.copy_rows(base.appetites.all(), matrix=made)


@dataclass(frozen=True)
class Sheet:
    """A whole matrix as its editor sends it; appetites by category."""

    levels: dict[str, list[Level]]
    cells: list[list[int]]
    appetite: dict[int, int]


@transaction.atomic
def save_draft(
    matrix: RiskMatrix, sheet: Sheet, *, by: User, at: datetime, version: int | None = None
) -> RiskMatrix:
    """Write a draft whole: words, levels, cells, appetites. Raises ValidationError, Conflict."""
    if matrix.state != State.DRAFT:
        raise ValidationError(_("Only a draft is edited; begin the next version."))
    check(sheet)
    matrix.ratings = sheet.cells
    saved = services.save(matrix, by=by, at=at, version=version)
    stored = {(row.axis, row.level): row for row in saved.levels.all()}
    wanted = {(axis, one.level): one for axis, rows in sheet.levels.items() for one in rows}
    for key, row in stored.items():
        if key not in wanted:
            services.delete(row, by=None, at=at)
    for (axis, level), one in wanted.items():
        row = stored.get((axis, level)) or RiskLevel(matrix=saved, axis=axis, level=level)
        put(row, by, at, name=one.name, words=one.words, low=one.low, high=one.high)
    borne = {row.category_id: row for row in saved.appetites.all()}
    for category, rating in sheet.appetite.items():
        row = borne.get(category) or RiskAppetite(matrix=saved, category_id=category)
        put(row, by, at, rating=rating)
    return saved


def write(
    matrix: RiskMatrix,
    *,
    by: User,
    at: datetime,
    version: int | None,
    cells: list[list[int]],
    appetite: list[dict[str, Any]],
    likelihoods: list[dict[str, Any]],
    impacts: list[dict[str, Any]],
    ratings: list[dict[str, Any]],
    **words: Any,
) -> RiskMatrix:
    """Write a draft whole: words, levels, cells, appetites. Levels count from the lowest up."""
    for name, value in words.items():
        setattr(matrix, name, value)
    levels = {
        axis.value: [Level(place, **one) for place, one in enumerate(rows, start=1)]
        for axis, rows in zip(Axis, (likelihoods, impacts, ratings), strict=True)
    }
    sheet = Sheet(levels, cells, {one["category"].pk: one["rating"] for one in appetite})
    return save_draft(matrix, sheet, by=by, at=at, version=version)


def check(sheet: Sheet) -> None:
    """Refuse what cannot be rated with: too few levels, unknown ratings, a worse cell rated lower."""
    likelihoods, impacts, ratings = (sheet.levels[axis] for axis in Axis)
    problems: dict[str, list[str]] = {}
    if min(len(likelihoods), len(impacts), len(ratings)) < FEWEST:
        said = _("Name at least two levels of likelihood, of impact, and two ratings.")
        problems["levels"] = [said]
    shape = [len(impacts)] * len(likelihoods)
    known = set(range(1, len(ratings) + 1))
    if [len(row) for row in sheet.cells] != shape or not known.issuperset(
        one for row in sheet.cells for one in row
    ):
        problems["cells"] = [_("Give every pair of levels one of the ratings.")]
    else:
        said = _(
            "“%(likelihood)s” with “%(impact)s” is rated lower than something milder. Raise it, or "
            "lower the other."
        )
        falling = [
            said % {"likelihood": likelihoods[row].name, "impact": impacts[column].name}
            for row, column in falls(sheet.cells)
        ]
        problems |= {"cells": falling} if falling else {}
    if not known.issuperset(sheet.appetite.values()):
        problems["appetite"] = [_("The appetite of each category is one of the ratings.")]
    if problems:
        raise ValidationError(problems)


def submit(matrix: RiskMatrix, *, by: User, at: datetime) -> RiskMatrix:
    """Ask an executive to put a draft in force. Raises ValidationError with what is missing."""
    services.require(by, "submit", matrix)
    whole = read(matrix)
    levels = [list(rows) for rows in (whole.likelihoods, whole.impacts, whole.ratings)]
    check(
        Sheet(
            dict(zip(Axis, levels, strict=True)),
            [list(row) for row in whole.cells],
            whole.appetite,
        )
    )
    if not whole.appetite:
        raise ValidationError(_("Say for at least one category what is borne."))
    if matrix.based_on_id and not matrix.reason:
        raise ValidationError(_("Say what changes, and why: the executive reads it first."))
    return approvals.submit(matrix, by=by, at=at)


def approve(
    matrix: RiskMatrix, *, by: User, at: datetime, version: int | None = None
) -> RiskMatrix:
    """An executive puts the matrix in force. Use `riskjudging.put_in_force`, which rates anew."""
    if "executive" not in by.access.roles():
        raise PermissionDenied(_("An executive approves the risk matrix."))
    return approvals.approve(matrix, by=by, at=at, version=version)


def return_(matrix: RiskMatrix, *, by: User, at: datetime, comment: str) -> RiskMatrix:
    """Give a matrix back as a draft, with what should change."""
    return approvals.return_(matrix, by=by, at=at, comment=comment)


@dataclass(frozen=True)
class Pair:
    """One cell of a matrix: its rating, in a word and as a shade."""

    likelihood: Level
    impact: Level
    rating: int
    name: str
    tone: int


def grid(matrix: Matrix) -> list[tuple[Level, list[Pair]]]:
    """The cells of a matrix as they are drawn, the most likely row first."""
    return [
        (
            likelihood,
            [
                Pair(likelihood, impact, rating, matrix.rating_name(rating), matrix.tone(rating))
                for impact in matrix.impacts
                if (rating := matrix.rate(likelihood.level, impact.level) or 0)
            ],
        )
        for likelihood in reversed(matrix.likelihoods)
    ]
