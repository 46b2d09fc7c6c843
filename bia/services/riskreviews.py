"""Reviews of risks: called for by causes, one open review per risk, closed with what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from bia.choices import CauseKind, ReviewState
from bia.models import Risk, RiskCause, RiskReview, RiskScore
from bia.services import riskduties
from core import notifications, services
from core.clock import organisation_day, organisation_zone
from core.models import Notification, User

DAYS_AFTER_CHANGE = 14
TOLD_DAILY = (CauseKind.PRIORITY,)
"""Causes that come in numbers: a validation round moves the objectives of many functions."""
CAUGHT_UP = timedelta(days=7)
"""How far back a day is still told of, when the clock stood still."""
Details = Sequence[Mapping[str, Any]]


@transaction.atomic
def call_for(
    risks: Iterable[Risk],
    *,
    kind: str,
    key: str,
    words: str,
    at: datetime,
    details: Details | Mapping[int, Details] = (),
    due_on: date | None = None,
    tell: bool = True,
) -> list[RiskReview]:
    """Have risks reviewed for a cause; `key` names it for ever, so that it counts once per risk.

    A risk under review gets the cause added; no second review is opened. Owners are told once for
    all their risks, of priorities once for all of a day (`tell_daily`). `details` are the differences, for all risks or by the id of each. The reviews
    the cause was new to are returned.
    """
    rows = {risk.pk: risk for risk in risks}
    known = RiskCause.objects.filter(risk__in=rows, key=key).values_list("risk", flat=True)
    for pk in set(known):
        del rows[pk]
    if not rows:
        return []
    due = due_on or organisation_day(at) + timedelta(days=DAYS_AFTER_CHANGE)
    locked = (
        Risk.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=rows).order_by("pk")
    )
    found = [_joined(risk, due, at) for risk in locked.select_related("owner")]
    for review in found:
        said = details.get(review.risk_id, ()) if isinstance(details, Mapping) else details
        cause = RiskCause(
            review=review,
            risk=review.risk,
            kind=kind,
            key=key,
            words=words[:300],
            details=list(said),
            at=at,
        )
        services.save(cause, by=None, at=at)
    if tell and kind not in TOLD_DAILY:
        _tell_owners(found, key=key, words=words, at=at)
    return found


def _joined(risk: Risk, due: date, at: datetime) -> RiskReview:
    """The open review of the risk, due no later; a new one where there is none."""
    review: RiskReview | None = RiskReview.objects.filter(risk=risk, state=ReviewState.OPEN).first()
    if review is not None and review.due_on <= due:
        return review
    if review is None:
        last = RiskScore.objects.filter(risk=risk).first()
        review = RiskReview(risk=risk, opened_at=at, owner=risk.owner, before=last)
    review.due_on = due
    return services.save(review, by=None, at=at)


def _tell_owners(reviews: Iterable[RiskReview], *, key: str, words: str, at: datetime) -> None:
    of_owner: dict[User, list[RiskReview]] = {}
    for review in reviews:
        if review.risk.owner:
            of_owner.setdefault(review.risk.owner, []).append(review)
    for owner, theirs in of_owner.items():
        _notify(owner, theirs, words=words, key=f"bia.risk:{key}:{owner.pk}", at=at)


def _notify(owner: User, theirs: list[RiskReview], *, words: str, key: str, at: datetime) -> None:
    count = len(theirs)
    text = ngettext(
        "%(count)s risk of yours is to be reviewed: %(words)s",
        "%(count)s risks of yours are to be reviewed: %(words)s",
        count,
    )
    notifications.notify(
        person=owner,
        text=text % {"count": count, "words": words},
        url=theirs[0].get_absolute_url() if count == 1 else own_list(),
        key=key,
        at=at,
    )


@transaction.atomic
def tell_daily(*, at: datetime) -> int:
    """Tell each owner once of all that priorities of a day that is over reopened; how many were told.

    What was reviewed meanwhile is left out.
    """
    zone, today = ZoneInfo(organisation_zone()), organisation_day(at)
    causes = RiskCause.objects.filter(
        kind__in=TOLD_DAILY,
        at__gte=at - CAUGHT_UP,
        review__state=ReviewState.OPEN,
        risk__owner__isnull=False,
    )
    found: dict[str, list[RiskCause]] = {}
    for cause in causes.select_related("risk__owner", "review"):
        day = cause.at.astimezone(zone).date()
        if day < today:
            found.setdefault(f"bia.risk:priorities:{day}:{cause.risk.owner_id}", []).append(cause)
    told = set(Notification.objects.filter(key__in=found).values_list("key", flat=True))
    for key in found.keys() - told:
        _tell_of_day(found[key][0].risk.owner, found[key], key=key, at=at)
    return len(found.keys() - told)


def _tell_of_day(owner: Any, causes: list[RiskCause], *, key: str, at: datetime) -> None:
    """One message about every risk of an owner that these causes reopened."""
    reviews = {cause.review_id: cause.review for cause in causes}
    words = list(dict.fromkeys(cause.words for cause in causes))
    said, more = words[0], len(words) - 1
    if more:
        rest = ngettext("And %(count)s more change.", "And %(count)s more changes.", more)
        said = f"{said} {rest % {'count': more}}"
    _notify(owner, list(reviews.values()), words=said, key=key, at=at)


def own_list() -> str:
    """Where a person finds the reviews that wait for them."""
    return f"{reverse('bia:riskreview-list')}?whose=mine"


def open_review(risk: Risk) -> RiskReview | None:
    """The review of a risk that is under way."""
    found: RiskReview | None = RiskReview.objects.filter(risk=risk, state=ReviewState.OPEN).first()
    return found


def close(
    review: RiskReview, *, by: User | None, at: datetime, outcome: str, note: str
) -> RiskReview:
    """Write what came of an open review."""
    review.state, review.outcome, review.note = ReviewState.DONE, outcome, note.strip()
    review.done_at, review.done_by = at, by
    with services.why(by=by, reason=note):
        closed: RiskReview = services.save(review, by=None, at=at)
    riskduties.discharge(closed, by=by, at=at)
    return closed


def kinds_of(review: RiskReview) -> list[str]:
    """What called for a review, in words, each kind once."""
    kinds = dict.fromkeys(cause.kind for cause in review.causes.all())
    return [str(CauseKind(kind).label) for kind in kinds]
