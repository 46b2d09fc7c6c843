"""Who bears what is left of a risk, until when, and why no longer."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import CauseKind, RiskState
from bia.models import Risk, RiskAcceptance
from bia.services import bearing, risklevels, riskmatrix, riskreviews
from bia.services.riskmatrix import Matrix
from core import notifications, services
from core.clock import organisation_day
from core.models import User


@transaction.atomic
def accept(
    risk: Risk, *, by: User, at: datetime, until: date, reason: str, version: int | None = None
) -> RiskAcceptance:
    """A unit head or executive bears what is left of a risk until a day, with a reason.

    Never who owns the risk or their deputy, nor who runs the programme: they would judge their own work. `version`
    is the one that was read; another one stored raises Conflict.
    """
    services.require(by, "accept", risk)
    stored: Risk = Risk.objects.select_for_update(no_key=True).get(pk=risk.pk)
    if version is not None and stored.version != version:
        raise services.Conflict(stored)
    if by.stands_with(stored.owner_id):
        raise PermissionDenied(_("Who owns a risk does not accept it. Ask the head of the unit."))
    if "continuity_manager" in by.access.roles():
        raise PermissionDenied(_("The continuity manager accepts no risks. Ask the unit's head."))
    _check(stored, until, reason, at)
    matrix = riskmatrix.read_in_force()
    end(stored, at=at, why=_("Another date was chosen."))
    acceptance = RiskAcceptance(
        risk=stored,
        by=by,
        at=at,
        until=until,
        reason=reason.strip(),
        rating=matrix.rating_name(stored.residual_rating) if matrix else "",
    )
    with services.why(by=by, reason=reason):
        services.save(acceptance, by=None, at=at)
        stored.state = RiskState.ACCEPTED
        services.save(stored, by=None, at=at)
    return acceptance


def _check(risk: Risk, until: date, reason: str, at: datetime) -> None:
    if risk.retired_on:
        raise ValidationError(_("This risk is retired."))
    if risklevels.is_lost(risk):
        raise ValidationError(
            _("Nobody has rated this risk on the matrix in force: rate it first.")
        )
    if not risk.is_above:
        raise ValidationError(_("This risk is within the appetite: there is nothing to accept."))
    bearing.check(until=until, reason=reason, at=at)


def in_force(risk: Risk) -> RiskAcceptance | None:
    """The acceptance a risk is borne under now."""
    found: RiskAcceptance | None = (
        RiskAcceptance.objects.filter(risk=risk, ended_at=None).select_related("by").first()
    )
    return found


def end(risk: Risk, *, at: datetime, why: str) -> RiskAcceptance | None:
    """End the acceptance of a risk, if there is one."""
    acceptance = in_force(risk)
    if acceptance is not None:
        acceptance.ended_at, acceptance.ended_why = at, why
        services.save(acceptance, by=None, at=at)
    return acceptance


def follow(before: Risk, after: Risk, *, matrix: Matrix | None, at: datetime) -> bool:
    """A risk that got worse than what was accepted is open again; one within appetite needs none.

    Whether it got worse. One the matrix cannot rate waits: it is held against what was accepted
    once it is rated.
    """
    if after.state != RiskState.ACCEPTED:
        return False
    if not after.is_above:
        _reopen(after, at=at, why=_("The risk is within the appetite now."))
        return False
    worse = (after.residual_rating or 0) > (_accepted(before, matrix) or 0)
    if worse or before.item_id != after.item_id:
        acceptance = _reopen(after, at=at, why=_("The risk is rated worse than what was accepted."))
        if acceptance is not None:
            _tell(acceptance, at=at)
    return worse


def _accepted(before: Risk, matrix: Matrix | None) -> int | None:
    """The rating that was accepted, by its name on this matrix; else what the risk was rated."""
    acceptance = in_force(before)
    name = acceptance.rating if acceptance else ""
    named = (one.level for one in (matrix.ratings if matrix else ()) if one.name == name)
    return next(named, before.residual_rating)


def _reopen(risk: Risk, *, at: datetime, why: str) -> RiskAcceptance | None:
    ended = end(risk, at=at, why=why)
    risk.state = RiskState.OPEN
    services.save(risk, by=None, at=at, reason=why)
    return ended


def _tell(acceptance: RiskAcceptance, *, at: datetime) -> None:
    text = _("“%(risk)s” is rated worse than what you accepted: it is open again.")
    notifications.notify(
        person=acceptance.by,
        text=text % {"risk": acceptance.risk},
        url=acceptance.risk.get_absolute_url(),
        key=f"bia.risk-acceptance.{acceptance.pk}.worse",
        at=at,
        subject=acceptance.risk,
    )


@transaction.atomic
def end_due(*, at: datetime) -> int:
    """Reopen and have reviewed what was accepted until a day that has passed; the number."""
    past = RiskAcceptance.objects.filter(ended_at=None, until__lt=organisation_day(at))
    risks = Risk.objects.filter(pk__in=past.values("risk"))
    held = {one.pk: one for one in risks.select_for_update(no_key=True).order_by("pk")}
    count = 0
    for acceptance in past.filter(risk__in=held).select_related("by"):
        acceptance.risk = held[acceptance.risk_id]
        _reopen(acceptance.risk, at=at, why=_("The date has passed."))
        words = _("%(by)s had accepted it until %(day)s.") % {
            "by": acceptance.by,
            "day": acceptance.until,
        }
        key = f"acceptance:{acceptance.pk}"
        riskreviews.call_for(
            [acceptance.risk], kind=CauseKind.ACCEPTANCE, key=key, words=words, at=at
        )
        count += 1
    return count
