"""The quarterly review: each risk once a quarter, each owner told once for all of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import CauseKind, ReviewState
from bia.models import Risk, RiskCause, RiskReview
from bia.services import riskreviews
from core import jobs, notifications, services
from core.clock import organisation_day, organisation_zone
from core.models import User

JOB = "bia.risk_quarter"
DAYS = 30
"""Within a month of the quarter's first day its risks are reviewed."""


@dataclass(frozen=True)
class Quarter:
    """A quarter of a calendar year.

    >>> Quarter(2026, 3).start, Quarter(2026, 3).key, str(Quarter(2026, 3))
    (datetime.date(2026, 7, 1), '2026-Q3', 'Q3 2026')
    >>> Quarter(2026, 4).next
    Quarter(year=2027, number=1)
    """

    year: int
    number: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

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


CAUSE = "quarter:"


def _cause(quarter: Quarter) -> str:
    return f"{CAUSE}{quarter.key}"


def quarter_named(cause: RiskCause) -> Quarter:
    """The quarter a quarter's cause speaks of."""
    year, number = cause.key.removeprefix(CAUSE).split("-Q")
    return Quarter(int(year), int(number))


def due_of(cause: RiskCause, written_on: date) -> date:
    """By when a quarter's cause asks for the review; by when it should have, where it was skipped."""
    quarter = quarter_named(cause)
    begins = written_on if quarter_of(written_on) == quarter else quarter.start
    return begins + timedelta(days=DAYS)


@transaction.atomic
def open_reviews(*, at: datetime, tell: bool = True) -> int:
    """Open one review per due risk of the quarter and tell each owner once; the number opened.

    A risk reviewed in this quarter already, for whatever cause, has had its review: that one counts.
    Quarters in which nobody was asked, as during an outage, are written down with it as skipped.
    """
    quarter = quarter_of(organisation_day(at))
    waiting = list(due(quarter).select_related("owner").order_by("pk"))
    reviewed = _reviewed_since(quarter, waiting)
    skipped = _skipped_before(quarter, waiting)
    words = _("Counts for %s: reviewed in it already.")
    for risk in waiting:
        if risk.pk in reviewed:
            _note(quarter, reviewed[risk.pk], words, at=at)
    reviews = riskreviews.call_for(
        [risk for risk in waiting if risk.pk not in reviewed],
        kind=CauseKind.QUARTER,
        key=_cause(quarter),
        words=_("Quarterly review, %s") % quarter,
        due_on=max(quarter.start, organisation_day(at)) + timedelta(days=DAYS),
        at=at,
        tell=False,
    )
    words = _("Skipped in %s: nobody was asked.")
    for review in (*reviews, *reviewed.values()):
        for past in skipped[review.risk_id]:
            _note(past, review, words, at=at)
    if tell:
        _tell(quarter, reviews, at=at)
    return len(reviews)


def _reviewed_since(quarter: Quarter, risks: Iterable[Risk]) -> dict[int, RiskReview]:
    """The last review each of these risks had in the quarter."""
    done = RiskReview.objects.filter(
        risk__in=list(risks), state=ReviewState.DONE, risk__reviewed_on__gte=quarter.start
    )
    return {review.risk_id: review for review in done.order_by("done_at", "pk")}


def _skipped_before(quarter: Quarter, risks: Iterable[Risk]) -> dict[int, list[Quarter]]:
    """The quarters since each of these risks was recorded that asked for no review and had none."""
    rows = {risk.pk: risk for risk in risks}
    settled = set(
        RiskCause.objects.filter(risk__in=rows, kind=CauseKind.QUARTER).values_list("risk", "key")
    )
    done = RiskReview.objects.filter(risk__in=rows, done_at__isnull=False)
    zone = ZoneInfo(organisation_zone())
    for risk, done_at in done.values_list("risk", "done_at"):
        settled.add((risk, _cause(quarter_of(done_at.astimezone(zone).date()))))
    found: dict[int, list[Quarter]] = {}
    for pk, risk in rows.items():
        past = quarter if risk.recorded_on is None else quarter_of(risk.recorded_on).next
        found[pk] = []
        while past.start < quarter.start:
            if (pk, _cause(past)) not in settled:
                found[pk].append(past)
            past = past.next
    return found


def _note(quarter: Quarter, review: RiskReview, words: str, *, at: datetime) -> None:
    """Write a quarter beside a review without having it asked for."""
    cause = RiskCause(
        review=review,
        risk_id=review.risk_id,
        kind=CauseKind.QUARTER,
        key=_cause(quarter),
        words=words % quarter,
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
