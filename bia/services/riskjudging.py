"""What a risk's levels come to on the matrix in force, in money, and what it was before."""

from copy import copy
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import CauseKind
from bia.models import SCORES, Risk, RiskMatrix, RiskScore
from bia.services import riskacceptances, risklevels, riskmatrix, riskreviews
from bia.services.riskmatrix import Matrix
from core import services
from core.models import User
from engine.risk import Pert, expected_loss, simulate

JUDGED = (*SCORES, "inherent_rating", "residual_rating", "is_above")
SEED = 20_26
"""The draws of all risks are the same, so that a difference between two is not luck's."""
CENT = Decimal("0.01")


def judge(risk: Risk, matrix: Matrix | None) -> None:
    """Rate a risk, not saved: by the matrix, or not at all where there is none.

    Whose levels the matrix lacks stays above appetite if it was: nobody has said that it is not.
    """
    risk.inherent_rating = risk.residual_rating = None
    if matrix is not None:
        risk.inherent_rating = matrix.rate(risk.inherent_likelihood, risk.inherent_impact)
        risk.residual_rating = matrix.rate(risk.residual_likelihood, risk.residual_impact)
    counted = risk.residual_rating or risk.inherent_rating
    stays = risk.is_above and risklevels.is_lost(risk)
    risk.is_above = matrix is not None and (stays or matrix.is_above(risk.category_id, counted))


def work_out(risk: Risk) -> None:
    """What a year of the risk costs, where rate and loss are given; not saved."""
    rate, loss = _range(risk, "rate"), _range(risk, "loss")
    if rate is None or loss is None:
        risk.yearly_loss = risk.bad_year = None
        return
    risk.yearly_loss = Decimal(expected_loss(rate, loss)).quantize(CENT)
    risk.bad_year = Decimal(simulate(rate, loss, seed=SEED).q95).quantize(CENT)


def _range(risk: Risk, name: str) -> Pert | None:
    values = [getattr(risk, f"{name}_{part}") for part in ("low", "likely", "high")]
    if None in values or sorted(values) != values:
        return None
    return Pert(*(float(value) for value in values))


def record_score(
    risk: Risk, *, by: User | None, at: datetime, why: str, matrix: Matrix | None
) -> RiskScore:
    """Keep what the risk is scored now."""
    score = RiskScore(
        risk=risk,
        at=at,
        by=by,
        why=why[:300],
        matrix_id=matrix.pk if matrix else None,
        **{name: getattr(risk, name) for name in JUDGED},
    )
    return services.save(score, by=None, at=at)


@transaction.atomic
def put_in_force(
    matrix: RiskMatrix, *, by: User, at: datetime, version: int | None = None
) -> RiskMatrix:
    """An executive approves the matrix; every risk is rated by it at once.

    Scores of before keep the matrix they were made on. A risk whose levels the new matrix does not
    have is to be rated: it is reviewed, and so is one that is worse than what was accepted.
    """
    approved = riskmatrix.approve(matrix, by=by, at=at, version=version)
    _rate_anew(by=by, at=at, why=_("New risk matrix: %s") % approved)
    return approved


def _rate_anew(*, by: User, at: datetime, why: str) -> None:
    """Rate all risks by the matrix in force; those it cannot rate, or that are no longer borne as
    they are, are reviewed.
    """
    matrix = riskmatrix.read_in_force()
    asked = []
    for risk in Risk.objects.in_use().select_for_update(no_key=True).order_by("pk"):
        before = copy(risk)
        judge(risk, matrix)
        if all(getattr(risk, name) == getattr(before, name) for name in JUDGED):
            continue
        services.save(risk, by=None, at=at, reason=why)
        record_score(risk, by=by, at=at, why=why, matrix=matrix)
        worse = riskacceptances.follow(before, risk, matrix=matrix, at=at)
        if worse or risklevels.is_lost(risk):
            asked.append(risk)
    if asked and matrix is not None:
        riskreviews.call_for(
            asked, kind=CauseKind.MATRIX, key=f"matrix:{matrix.pk}", words=why, at=at
        )
