"""What comes of a review: confirmed, changed or retired, by one person, once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import ReviewOutcome, ReviewState
from bia.models import Risk, RiskReview, RiskScore
from bia.services import risklevels, riskreviews, risks
from core import services
from core.clock import organisation_day
from core.models import User


@transaction.atomic
def complete(
    review: RiskReview,
    *,
    by: User,
    at: datetime,
    outcome: str,
    note: str = "",
    scores: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> RiskReview:
    """Close a review: the risk stands as it was, is scored anew, or is retired.

    `scores` are levels and figures as they are now; what is left out stays. `version` is the one of the review that was read; where another has closed it meanwhile, Conflict
    is raised and nothing of this is written. Raises ValidationError, PermissionDenied.
    """
    services.require(by, "review", review)
    risk = Risk.objects.select_for_update(no_key=True).get(pk=review.risk_id)
    stored = RiskReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if stored.state == ReviewState.DONE or (version is not None and stored.version != version):
        raise services.Conflict(stored)
    _check(risk, outcome, note, scores or {})
    risk.reviewed_on = organisation_day(at)
    if outcome == ReviewOutcome.CHANGED:
        for name, value in (scores or {}).items():
            setattr(risk, name, value)
    why = note or _("Review: %s") % ReviewOutcome(outcome).label
    risk = risks.save_risk(risk, by=None, at=at, reason=why, scored_by=by)
    stored.after = RiskScore.objects.filter(risk=risk).first()
    closed = riskreviews.close(stored, by=by, at=at, outcome=outcome, note=note)
    if outcome == ReviewOutcome.RETIRED:
        risks.retire(risk, by=None, at=at, reason=note)
    return closed


def _check(risk: Risk, outcome: str, note: str, scores: Mapping[str, Any]) -> None:
    """Refuse an outcome that does not fit what is said."""
    if outcome not in ReviewOutcome.values:
        raise ValidationError({"outcome": _("Say what came of it: confirmed, changed, retired.")})
    differs = any(getattr(risk, name) != value for name, value in scores.items())
    if outcome == ReviewOutcome.CONFIRMED and risklevels.is_lost(risk):
        said = _("The risk matrix in force does not have its levels. Choose “Changed” and rate it.")
        raise ValidationError({"outcome": said})
    if outcome == ReviewOutcome.CHANGED and not differs:
        said = _("Nothing differs from before. Change a level, or confirm the risk as it is.")
        raise ValidationError({"outcome": said})
    if outcome == ReviewOutcome.CONFIRMED and differs:
        said = _("Something differs from before. Choose “Changed”, or put it back.")
        raise ValidationError({"outcome": said})
    if outcome != ReviewOutcome.CONFIRMED and not note.strip():
        raise ValidationError({"note": _("Say why, in a sentence.")})
