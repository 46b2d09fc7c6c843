"""Risk reviews as duties: one for all reviews of an owner that are due on a day, chased as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import ReviewState
from bia.models import RiskReview
from core import obligations
from core.models import User
from core.periods import Period

KIND, TREATMENT = "bia.risk-review", "bia.risk-treatment"
EVERY = Period(months=3)


@dataclass(frozen=True)
class Group:
    """The open reviews of one owner in one unit, due on one day."""

    key: str
    due_on: date
    reviews: list[RiskReview]

    @property
    def owner(self) -> User | None:
        """Who is asked."""
        owner: User | None = self.reviews[0].risk.owner
        return owner

    @property
    def unit(self) -> int | None:
        """The unit of the risks."""
        unit: int | None = self.reviews[0].risk.unit_id
        return unit

    @property
    def title(self) -> str:
        """What is to be done."""
        if len(self.reviews) == 1:
            return _("Review the risk “%(risk)s”") % {"risk": self.reviews[0].risk}
        count = len(self.reviews)
        return ngettext("Review %(count)s risk", "Review %(count)s risks", count) % {"count": count}

    @property
    def url(self) -> str:
        """Where it is done."""
        if len(self.reviews) == 1:
            return str(self.reviews[0].get_absolute_url())
        return reverse("bia:riskreview-list")


def groups() -> Iterator[Group]:
    """All that is open, by owner, unit and day."""
    found: dict[str, list[RiskReview]] = {}
    rows = RiskReview.objects.filter(state=ReviewState.OPEN).select_related("risk__owner")
    for review in rows.order_by("due_on", "pk"):
        found.setdefault(key_of(review), []).append(review)
    for key, reviews in found.items():
        yield Group(key, reviews[0].due_on, reviews)


def key_of(review: RiskReview) -> str:
    """What names the duty a review belongs to."""
    risk = review.risk
    return f"{KIND}:{risk.owner_id or 0}:{risk.unit_id or 0}:{review.due_on}"


def discharge(review: RiskReview, *, by: User | None, at: datetime) -> None:
    """A closed review was the last of its duty: the duty is done, and this shows it."""
    risk = review.risk
    left = RiskReview.objects.filter(
        state=ReviewState.OPEN,
        due_on=review.due_on,
        risk__owner=risk.owner_id,
        risk__unit=risk.unit_id,
    )
    if not left.exists():
        outcome = review.get_outcome_display()
        obligations.done(key=key_of(review), by=by, at=at, outcome=outcome, evidence=review)
