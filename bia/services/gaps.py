"""Gaps: opened and closed by what the analysis finds, owned and dated by people, never lost."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import GapKind, GapState
from bia.models import BusinessFunction, Gap
from bia.services import bearing, reviews
from bia.services.findings import BY_ANALYSIS, Finding, findings, judged, names_of
from core import notifications, services
from core.clock import organisation_day
from core.models import User
from core.values import readable

DAYS = {
    GapKind.RECOVERY: 30,
    GapKind.DATA: 30,
    GapKind.UNKNOWN: 14,
    GapKind.PROOF: 60,
    GapKind.OBJECTIVE: 30,
}
WHAT_IT_SAYS = ("function_id", "kind", "title", "reason")


def refresh(*, at: datetime) -> tuple[int, int]:
    """Open the gaps the stored verdicts show and close those they no longer show; both counted."""
    functions = list(
        BusinessFunction.objects.in_use().select_related(
            "item__readiness__bound_by", "item__owner", "item__unit"
        )
    )
    names = names_of(functions)
    opened = closed = 0
    with transaction.atomic():
        rows = Gap.objects.exclude(state=GapState.CLOSED).filter(kind__in=BY_ANALYSIS)
        open_: dict[tuple[int, str], Gap] = {
            (gap.function_id, gap.kind): gap
            for gap in rows.select_for_update(no_key=True).order_by("pk")
        }
        for function in functions:
            found = {one.kind: one for one in findings(function, names)}
            judgeable = judged(function)
            for kind in BY_ANALYSIS:
                gap = open_.get((function.pk, kind))
                if kind in found and gap is None:
                    _open(function, found[kind], at=at)
                    opened += 1
                elif kind in found and gap is not None:
                    _retell(gap, found[kind], at=at)
                elif gap is not None and kind in judgeable:
                    close(gap, by=None, at=at, outcome=_("The analysis no longer shows it."))
                    closed += 1
        reopen_accepted(at=at)
    return opened, closed


def _open(function: BusinessFunction, found: Finding, *, at: datetime) -> Gap:
    gap = Gap(
        function=function,
        kind=found.kind,
        title=found.title,
        reason=found.reason,
        owner_id=found.owner_id,
        due_on=organisation_day(at) + timedelta(days=DAYS[found.kind]),
        opened_at=at,
    )
    saved: Gap = services.save(gap, by=None, at=at)
    return saved


def _retell(gap: Gap, found: Finding, *, at: datetime) -> None:
    """The words follow the analysis; owner, date and way out are people's."""
    if (gap.title, gap.reason) == (found.title, found.reason):
        return
    gap.title, gap.reason = found.title, found.reason
    save_gap(gap, by=None, at=at)


@transaction.atomic
def save_gap(gap: Gap, *, by: User | None, at: datetime, **said: Any) -> Gap:
    """Save a gap that is recorded or changed, by a person or by the analysis.

    What was accepted is not rewritten under the acceptance: a change of what the gap says takes
    the acceptance back, and who bore it is told. It is not refused, for the analysis must go on
    telling what it finds, and a gap that nobody bears is the safe side to err on. A closed gap
    stays as it was closed, and nothing would ever close one of a retired function;
    ValidationError.
    """
    if gap._state.adding:
        _check_function(gap)
        gap.opened_at = gap.opened_at or at
        saved: Gap = services.save(gap, by=by, at=at, **said)
        return saved
    stored = Gap.objects.select_for_update(of=("self",)).get(pk=gap.pk)
    if stored.state == GapState.CLOSED:
        raise ValidationError(stays_closed())
    if stored.function_id != gap.function_id:
        _check_function(gap)
    bearer = stored.accepted_by if stored.state == GapState.ACCEPTED else None
    if bearer is None or all(getattr(gap, one) == getattr(stored, one) for one in WHAT_IT_SAYS):
        saved = services.save(gap, by=by, at=at, **said)
        return saved
    _open_again(gap, _("what it says was changed"))
    saved = services.save(gap, by=by, at=at, **said)
    _tell_bearer(saved, bearer, at=at)
    return saved


def _check_function(gap: Gap) -> None:
    """Refuse a retired function; it is held, so that it is not retired meanwhile."""
    functions = BusinessFunction.objects.select_for_update(of=("self",), no_key=True)
    function = functions.filter(pk=gap.function_id).first()
    if function is not None and function.retired_on:
        sentence = _("“%(function)s” is retired. Choose a function in use.")
        raise ValidationError({"function": sentence % {"function": function}})


def stays_closed() -> str:
    """What is said to who would change a closed gap."""
    return _("This gap is closed and stays as it is. Record a new one.")


def _open_again(gap: Gap, why: str) -> None:
    """Nobody bears it any more; the outcome tells who did, until when, and why no longer."""
    told = _("Accepted by %(by)s until %(day)s, open again: %(why)s.")
    gap.outcome = told % {
        "by": gap.accepted_by,
        "day": readable(gap.accepted_until),
        "why": why,
    }
    gap.state, gap.accepted_by, gap.accepted_until = GapState.OPEN, None, None


def _tell_bearer(gap: Gap, bearer: User, *, at: datetime) -> None:
    text = _(
        "“%(gap)s” (%(function)s) says something else than what you accepted: it is open again."
    )
    notifications.notify(
        person=bearer,
        text=text % {"gap": gap, "function": gap.function},
        url=gap.get_absolute_url(),
        key=f"bia.gap.{gap.pk}.open-again.{gap.version}",
        at=at,
        subject=gap,
    )


@transaction.atomic
def accept(
    gap: Gap, *, by: User, at: datetime, until: date, reason: str, version: int | None = None
) -> Gap:
    """The head of the unit bears a gap until a day within a year, with a reason.

    Never who owns the gap or its function, nor their deputy: they would judge their own work. `version` is the one the head read; another one stored raises Conflict.
    """
    services.require(by, "accept", gap)
    gap = _not_closed(gap, version)
    if is_own(gap, by):
        raise PermissionDenied(
            _("Who owns a gap or its function does not accept it. Ask the head of the unit.")
        )
    bearing.check(until=until, reason=reason, at=at)
    gap.state, gap.accepted_by, gap.accepted_until = GapState.ACCEPTED, by, until
    gap.outcome = reason.strip()
    with services.why(by=by, reason=reason):
        saved: Gap = services.save(gap, by=None, at=at)
    return saved


def is_own(gap: Gap, person: User) -> bool:
    """Whether the gap or its function is the person's, or theirs for whom the person stands in."""
    return person.stands_with(gap.owner_id, gap.function.item.owner_id)


def _not_closed(gap: Gap, version: int | None = None) -> Gap:
    """The gap as it is stored, held; ValidationError if closed, Conflict if not as it was read."""
    stored: Gap = Gap.objects.select_for_update(of=("self",)).get(pk=gap.pk)
    if version is not None and stored.version != version:
        raise services.Conflict(stored)
    if stored.state == GapState.CLOSED:
        raise ValidationError(_("This gap is closed."))
    return stored


@transaction.atomic
def reopen_accepted(*, at: datetime) -> int:
    """Open again what was accepted until a date that has passed; the number."""
    past = Gap.objects.filter(state=GapState.ACCEPTED, accepted_until__lt=organisation_day(at))
    count = 0
    for gap in past.select_related("accepted_by").select_for_update(of=("self",)).order_by("pk"):
        _open_again(gap, _("the date has passed"))
        services.save(gap, by=None, at=at)
        count += 1
    return count


@transaction.atomic
def close(
    gap: Gap, *, by: User | None, at: datetime, outcome: str, version: int | None = None
) -> Gap:
    """Close a gap with what became of it. Who had accepted it stays named.

    `version` is the one the person read; another one stored raises Conflict.
    """
    services.require(by, "change", gap)
    gap = _not_closed(gap, version)
    if by is not None and not outcome.strip():
        raise ValidationError({"comment": _("Say what became of it.")})
    gap.state, gap.closed_at, gap.outcome = GapState.CLOSED, at, outcome.strip()
    with services.why(by=by, reason=outcome):
        saved: Gap = services.save(gap, by=None, at=at)
    reviews.over(reviews.GAP, gap.pk, by=by, at=at, outcome=gap.outcome)
    return saved


def close_all(function: BusinessFunction, *, at: datetime, outcome: str) -> None:
    """Close all gaps of a function that is judged no more."""
    for gap in Gap.objects.filter(function=function).exclude(state=GapState.CLOSED):
        close(gap, by=None, at=at, outcome=outcome)
