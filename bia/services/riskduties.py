"""Risk reviews as duties: each open review has one of its own, whoever owns the risk."""

from datetime import datetime

from bia.models import RiskReview
from core import obligations
from core.models import User
from core.periods import Period

KIND, TREATMENT = "bia.risk-review", "bia.risk-treatment"
EVERY = Period(months=3)


def key_of(review: RiskReview) -> str:
    """What names the duty of a review, for ever: neither its owner nor its day, which may change."""
    return f"{KIND}:{review.pk}"


def discharge(review: RiskReview, *, by: User | None, at: datetime) -> None:
    """A closed review has done its duty, and shows it."""
    outcome = review.get_outcome_display()
    obligations.done(key=key_of(review), by=by, at=at, outcome=outcome, evidence=review)


def treatment_key(pk: int) -> str:
    """What names the duty of a treatment."""
    return f"{TREATMENT}:{pk}"
