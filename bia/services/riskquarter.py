"""The quarterly review: each risk once a quarter, each owner told once for all of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import CauseKind, ReviewState
from bia.models import Risk, RiskCause, RiskReview
from bia.services import riskreviews
from core import jobs, notifications, services
from core.clock import organisation_day
from core.models import User

JOB = "bia.risk_quarter"
DAYS = 30
"""Within a month of the quarter's first day its risks are reviewed."""


@dataclass(frozen=True)
class Quarter:
    """A quarter of a calendar year.

    >>> Quarter(2026, 3).start, Quarter(2026, 3).key, str(Quarter(2026, 3))
    (datetime.date(2026, 7, 1), '2026-Q3', 'Q3 2026')
    """

    year: int
    number: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def key(self) -> str:
        """Names it for ever."""
        return f"{self.year}-Q{self.number}"

    def __str__(self) -> str:
        return f"Q{self.number} {self.year}"


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in.

    >>> quarter_of(date(2026, 12, 31))
    Quarter(year=2026, number=4)
    """
    return Quarter(day.year, (day.month + 2) // 3)


def start_due(*, at: datetime) -> None:
    """Have the reviews of the present quarter opened, once; asked again and again."""
    quarter = quarter_of(organisation_day(at))
    if due(quarter).exists():
        key = f"{JOB}:{quarter.key}"
        jobs.start(JOB, key=key, title=_("Risk reviews of %s") % quarter, at=at.isoformat())


def due(quarter: Quarter) -> QuerySet[Risk]:
    """The risks in use that are to be reviewed in a quarter and have no review of it yet."""
    asked = RiskCause.objects.filter(key=_cause(quarter)).values("risk")
    known = Risk.objects.in_use().exclude(recorded_on__gte=quarter.start)
    found: QuerySet[Risk] = known.exclude(pk__in=asked)
    return found


def _cause(quarter: Quarter) -> str:
    return f"quarter:{quarter.key}"


@transaction.atomic
def open_reviews(*, at: datetime, tell: bool = True) -> int:
    """Open one review per due risk of the quarter and tell each owner once; the number opened.

    A risk reviewed in this quarter already, for whatever cause, has had its review: that one counts.
    """
    quarter = quarter_of(organisation_day(at))
    waiting = list(due(quarter).select_related("owner").order_by("pk"))
    reviewed = _reviewed_since(quarter, waiting)
    for risk in waiting:
        if risk.pk in reviewed:
            _count_for(quarter, risk, reviewed[risk.pk], at=at)
    reviews = riskreviews.call_for(
        [risk for risk in waiting if risk.pk not in reviewed],
        kind=CauseKind.QUARTER,
        key=_cause(quarter),
        words=_("Quarterly review, %s") % quarter,
        due_on=max(quarter.start, organisation_day(at)) + timedelta(days=DAYS),
        at=at,
        tell=False,
    )
    if tell:
        _tell(quarter, reviews, at=at)
    return len(reviews)


def _reviewed_since(quarter: Quarter, risks: Iterable[Risk]) -> dict[int, RiskReview]:
    """The last review each of these risks had in the quarter."""
    done = RiskReview.objects.filter(
        risk__in=list(risks), state=ReviewState.DONE, risk__reviewed_on__gte=quarter.start
    )
    return {review.risk_id: review for review in done.order_by("done_at", "pk")}


def _count_for(quarter: Quarter, risk: Risk, review: RiskReview, *, at: datetime) -> None:
    cause = RiskCause(
        review=review,
        risk=risk,
        kind=CauseKind.QUARTER,
        key=_cause(quarter),
        words=_("Counts for %s: reviewed in it already.") % quarter,
        at=at,
    )
    services.save(cause, by=None, at=at)


def _tell(quarter: Quarter, reviews: Iterable[RiskReview], *, at: datetime) -> None:
    of_owner: dict[User, list[RiskReview]] = {}
    for review in reviews:
        if review.risk.owner is not None:
            of_owner.setdefault(review.risk.owner, []).append(review)
    for owner, theirs in of_owner.items():
        words = ngettext(
            "%(quarter)s: review %(count)s risk of yours by %(day)s",
            "%(quarter)s: review %(count)s risks of yours by %(day)s",
            len(theirs),
        )
        day = date_format(min(review.due_on for review in theirs), "j F Y")
        notifications.notify(
            person=owner,
            text=words % {"quarter": quarter, "count": len(theirs), "day": day},
            url=riskreviews.own_list(),
            key=f"bia.risk:{_cause(quarter)}:{owner.pk}",
            at=at,
        )
