"""How a risk stands: its rating in words, against the appetite, and how it has moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from bia.choices import ReviewState, RiskState, TreatmentState
from bia.models import Risk, RiskReview, RiskScore, RiskTreatment
from bia.services.risklevels import is_lost
from bia.services.riskmatrix import Matrix
from core.clock import organisation_zone

OPEN_TREATMENT = (TreatmentState.PLANNED, TreatmentState.RUNNING)
WORST_FIRST = [
    F("is_above").desc(),
    F("residual_rating").desc(nulls_last=True),
    F("residual_impact").desc(nulls_last=True),
    "code",
]


def with_facts(rows: Any) -> Any:
    """Risks with what a list shows of each: the score before its last review, reviews, treatments."""
    done = RiskReview.objects.filter(risk=OuterRef("pk"), state=ReviewState.DONE)
    last = done.order_by("-done_at", "-pk")
    review = RiskReview.objects.filter(risk=OuterRef("pk"), state=ReviewState.OPEN)
    open_ = RiskTreatment.objects.filter(risk=OuterRef("pk"), state__in=OPEN_TREATMENT)
    counted = open_.order_by().values("risk").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        was_rating=Subquery(last.values("before__residual_rating")[:1]),
        was_likelihood=Subquery(last.values("before__residual_likelihood")[:1]),
        was_impact=Subquery(last.values("before__residual_impact")[:1]),
        review_due=Subquery(review.values("due_on")[:1]),
        treatments_open=Subquery(counted),
        treatment_due=Subquery(open_.order_by("due_on").values("due_on")[:1]),
    )


def untreated() -> Q:
    """Risks above appetite that nobody bears and nothing is done about."""
    busy = RiskTreatment.objects.filter(state__in=OPEN_TREATMENT).values("risk")
    return Q(is_above=True, state=RiskState.OPEN) & ~Q(pk__in=busy)


def under_review() -> Q:
    """Risks with an open review."""
    return Q(pk__in=RiskReview.objects.filter(state=ReviewState.OPEN).values("risk"))


def movement(risk: Any) -> str:
    """How a risk has moved since before its last review: "up", "down", "same"; "" where unknown."""
    was = (risk.was_likelihood, risk.was_impact)
    now = (risk.residual_likelihood, risk.residual_impact)
    if None in was or None in now:
        return ""
    if was == now:
        return "same"
    if risk.was_rating and risk.residual_rating and risk.was_rating != risk.residual_rating:
        return "up" if risk.residual_rating > risk.was_rating else "down"
    return "up" if sum(now) > sum(was) else "down" if sum(now) < sum(was) else "same"


def state_of(risk: Risk, matrix: Matrix | None) -> tuple[str, str]:
    """Look and words of where a risk stands against the appetite."""
    if is_lost(risk):
        return "unknown", _("To be rated")
    if risk.residual_rating is None and risk.inherent_rating is None:
        return "unknown", _("Not rated")
    if risk.state == RiskState.ACCEPTED:
        return "due", _("Accepted")
    if risk.is_above:
        return "gap", _("Above appetite")
    if matrix is None or not matrix.appetite:
        return "unknown", _("No appetite set")
    return "held", _("Within appetite")


@dataclass(frozen=True)
class Score:
    """A pair of levels in words, with its rating and how dark it is drawn."""

    likelihood: int | None
    impact: int | None
    rating: int | None
    name: str
    tone: int
    words: str


def score(matrix: Matrix | None, likelihood: int | None, impact: int | None) -> Score:
    """A pair of levels as the matrix in force says it."""
    rating = matrix.rate(likelihood, impact) if matrix else None
    name = matrix.rating_name(rating) if matrix else "–"
    tone = matrix.tone(rating) if matrix else 0
    return Score(likelihood, impact, rating, name, tone, in_words(matrix, likelihood, impact))


def in_words(matrix: Matrix | None, likelihood: int | None, impact: int | None) -> str:
    """“4 likely × 3 serious”; a dash where a level is not given."""
    if likelihood is None or impact is None:
        return "–"
    names = {
        "likelihood": level_name(matrix.likelihoods if matrix else (), likelihood),
        "impact": level_name(matrix.impacts if matrix else (), impact),
    }
    return _("%(likelihood)s × %(impact)s") % names


def level_name(levels: Sequence[Any], level: int | None) -> str:
    """A level with its name: “4 likely”; the number alone where it has none."""
    if level is None:
        return "–"
    name = next((one.name for one in levels if one.level == level), "")
    return f"{level} {name.lower()}".strip()


@dataclass(frozen=True)
class Step:
    """What a risk was scored at a moment, and why."""

    row: RiskScore
    inherent: Score
    residual: Score


@dataclass(frozen=True)
class Standing:
    """All the page of a risk says about its rating."""

    headline: str
    inherent: Score
    residual: Score
    appetite: str
    appetite_tone: int
    steps: list[Step]
    since: Step | None
    """What it was before the last review, where that was something else."""


def of(risk: Risk, matrix: Matrix | None) -> Standing:
    """How one risk stands, with every score it had."""
    rows = RiskScore.objects.filter(risk=risk).select_related("by")
    steps = [
        Step(
            row,
            score(matrix, row.inherent_likelihood, row.inherent_impact),
            score(matrix, row.residual_likelihood, row.residual_impact),
        )
        for row in rows
    ]
    last = (
        RiskReview.objects.filter(risk=risk, state=ReviewState.DONE)
        .order_by("-done_at", "-pk")
        .first()
    )
    before = last.before_id if last else None
    since = next((step for step in steps if step.row.pk == before), None)
    residual = score(matrix, risk.residual_likelihood, risk.residual_impact)
    moved = since is not None and since.residual.words != residual.words
    return Standing(
        _headline(risk, matrix, residual),
        score(matrix, risk.inherent_likelihood, risk.inherent_impact),
        residual,
        _appetite(risk, matrix),
        matrix.tone(_borne(risk, matrix)) if matrix else 0,
        steps,
        since if moved else None,
    )


def _borne(risk: Risk, matrix: Matrix | None) -> int | None:
    if matrix is None or not matrix.appetite:
        return None
    return matrix.appetite.get(risk.category_id or 0, min(matrix.appetite.values()))


def _appetite(risk: Risk, matrix: Matrix | None) -> str:
    return matrix.rating_name(_borne(risk, matrix)) if matrix else "–"


def _headline(risk: Risk, matrix: Matrix | None, residual: Score) -> str:
    if matrix is None:
        return _("Not rated: no risk matrix is in force")
    if is_lost(risk):
        return _("To be rated: the matrix in force does not have its levels")
    if residual.rating is None:
        return _("Not rated yet: choose likelihood and impact")
    said = {"rating": residual.name, "appetite": _appetite(risk, matrix)}
    if risk.is_above:
        return _("What is left is %(rating)s, and no more than %(appetite)s is borne") % said
    return _("What is left is %(rating)s, within what is borne") % said


def above_over_time(actor: Any, *, at: datetime, quarters: int = 8) -> list[tuple[str, int]]:
    """How many risks a person may see were above appetite at the end of each quarter, and now."""
    rows = (
        RiskScore.objects.visible_to(actor)
        .order_by("at", "pk")
        .values_list("risk", "at", "is_above", "risk__retired_on")
    )
    zone = ZoneInfo(organisation_zone())
    scores = [(risk, moment.astimezone(zone).date(), *said) for risk, moment, *said in rows]
    found = []
    for label, day in _quarter_ends(at.astimezone(zone).date(), quarters):
        latest: dict[int, bool] = {}
        for risk, scored_on, is_above, retired_on in scores:
            if scored_on <= day and (retired_on is None or retired_on > day):
                latest[risk] = is_above
        found.append((label, sum(latest.values())))
    return found


def _quarter_ends(today: date, quarters: int) -> list[tuple[str, date]]:
    """The last days of the quarters gone by, and today; by their names, the first one first."""
    ends = [(_("now"), today)]
    for _turn in range(quarters - 1):
        day = ends[-1][1]
        last = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1) - timedelta(days=1)
        ends.append((f"Q{last.month // 3} {last.year % 100:02}", last))
    return ends[::-1]
