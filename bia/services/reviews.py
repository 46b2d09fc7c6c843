"""Reviews of the impact analysis: when each function is due, and what discharges the duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from bia.choices import KNOWN, OPEN
from bia.models import BusinessFunction, Interview
from core import obligations
from core.clock import organisation_day
from core.models import User
from core.periods import Period

REVIEW_EVERY = Period(months=12)
"""ISO 22301 (8.2.2) asks for planned intervals and DORA (art. 11) for a year at most: the stricter."""
FIRST_WITHIN = Period(months=3)
"""A function nobody has analysed has no MTD that counts; a quarter is one round of campaigns."""
GRACE = timedelta(days=14)
"""An interview handed in on the last day waits for its approval."""
REVIEW, ANSWER, CAMPAIGN, GAP = "bia.review", "bia.interview", "bia.campaign", "bia.gap"


@dataclass(frozen=True)
class Review:
    """One review that is due: of which function, until when, and the interview that asks for it."""

    function: BusinessFunction
    key: str
    due_on: date
    is_first: bool
    asked: Interview | None

    @property
    def title(self) -> str:
        """What is to be done."""
        said = {"name": self.function}
        if self.is_first:
            return _("Analyse “%(name)s” for the first time") % said
        return _("Review the impact analysis of “%(name)s”") % said

    @property
    def url(self) -> str:
        """Where it is done: the open interview, else the function."""
        return (self.asked or self.function).get_absolute_url()


def reviews() -> Iterator[Review]:
    """The review each function in use is due for. A constant number of queries."""
    rows = BusinessFunction.objects.in_use().select_related("item__owner", "item__unit")
    states = (*KNOWN, *OPEN)
    latest: dict[int, Interview] = {}
    asked: dict[int, Interview] = {}
    for one in Interview.objects.filter(state__in=states, function__in=rows).order_by("pk"):
        (latest if one.state in KNOWN else asked)[one.function_id] = one
    for function in rows:
        base = latest.get(function.pk)
        yield Review(
            function, key_of(function, base), _due_on(function, base), base is None,
            asked.get(function.pk),
        )  # fmt: skip


def _due_on(function: BusinessFunction, base: Interview | None) -> date:
    if base is None:
        return FIRST_WITHIN.after(organisation_day(function.created_at))
    if base.approved_at is not None:
        return REVIEW_EVERY.after(organisation_day(base.approved_at))
    return REVIEW_EVERY.after(base.stated_on or organisation_day(base.created_at))


def key_of(function: BusinessFunction, base: Interview | None) -> str:
    """The name of the review that is due after an interview, or of the first."""
    return f"{REVIEW}:{function.pk}:{base.pk if base else 'first'}"


def before(interview: Interview) -> Interview | None:
    """What was known of the function before this interview."""
    rows = Interview.objects.filter(function=interview.function_id, state__in=KNOWN)
    return rows.exclude(pk=interview.pk).order_by("-pk").first()


def approved(interview: Interview, *, by: User, at: datetime) -> None:
    """Discharge the review that was due: the approved interview shows it."""
    key = key_of(interview.function, before(interview))
    obligations.done(key=key, by=by, at=at, outcome=_("Approved."), evidence=interview)


def handed_in(interview: Interview, *, by: User, at: datetime) -> None:
    """Discharge the duty of the one who was asked."""
    key = f"{ANSWER}:{interview.pk}"
    obligations.done(key=key, by=by, at=at, outcome=_("Handed in."), evidence=interview)


def returned(interview: Interview) -> None:
    """What it had discharged is due again."""
    obligations.reopen(key=key_of(interview.function, before(interview)))
    obligations.reopen(key=f"{ANSWER}:{interview.pk}")


def over(kind: str, pk: int, *, by: User | None, at: datetime, outcome: str) -> None:
    """A campaign or a gap is closed; its outcome says how."""
    obligations.done(key=f"{kind}:{pk}", by=by, at=at, outcome=outcome)
