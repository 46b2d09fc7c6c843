"""Validation rounds: owners confirm or change the objectives of their functions, heads approve changes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import OPEN_VALIDATIONS, CampaignState, Decision, ValidationState
from bia.models import BusinessFunction, Objective, Validation, ValidationRound
from bia.services import investment, objectives, outcome, validationlinks
from bia.services.investment import Figures
from core import approvals, notifications, obligations, services
from core.clock import organisation_day
from core.heads import approver_of
from core.models import Approval, User
from core.models.people import unit_and_below
from core.values import readable

DUTY = "bia.validation"
SHOWN = tuple(field.name for field in fields(Figures))
"""What the owner decides on, kept with the decision."""
SIGNED_ON = ("mtd", "derived_rto", "proposed_rto", "proposed_rpo")
"""What a signature rests on: where it moves, what was signed spoke of something else."""


@dataclass(frozen=True)
class Progress:
    """How far a round is."""

    total: int
    by_state: dict[str, int]

    @property
    def agreed(self) -> int:
        """How many objectives are agreed."""
        return self.by_state.get(ValidationState.AGREED, 0)


def save_round(row: ValidationRound, *, at: datetime, **said: Any) -> ValidationRound:
    """Save a round; its unit stays once it is started. Raises ValidationError, PermissionDenied."""
    stored = None if row._state.adding else ValidationRound.objects.get(pk=row.pk)
    if (stored is None or stored.due_on != row.due_on) and row.due_on <= organisation_day(at):
        raise ValidationError(
            {"due_on": _("Owners must have at least a day. Choose a later date.")}
        )
    if stored and stored.state != CampaignState.PLANNED and stored.unit_id != row.unit_id:
        raise ValidationError({"unit": _("The round is running: its unit stays as it is.")})
    saved: ValidationRound = services.save(row, at=at, **said)
    return saved


def functions_of(row: ValidationRound) -> list[BusinessFunction]:
    """The functions a round is about, whoever looks."""
    rows = BusinessFunction.objects.in_use()
    if row.unit_id:
        rows = rows.filter(item__unit__in=unit_and_below({row.unit_id}))
    return list(rows.select_related("item__unit", "item__owner", "item__readiness__bound_by"))


def figures_of(functions: list[BusinessFunction]) -> dict[int, Figures]:
    """What the analysis says of functions now, by id, in a constant number of queries."""
    known = investment.profiles(functions)
    agreed = {
        one.function_id: one for one in Objective.objects.approved().filter(function__in=functions)
    }
    return {
        one.pk: investment.figures(one, known.get(one.item_id), agreed.get(one.pk))
        for one in functions
    }


@transaction.atomic
def start(row: ValidationRound, *, by: User, at: datetime) -> ValidationRound:
    """Ask each owner, by one e-mail with a link, to decide what is proposed. Raises ValidationError.

    A function of which nobody can say how soon it must be back has nothing to confirm and is left
    out, and so is one that is being validated in another round.
    """
    services.require(by, "start", row)
    row = ValidationRound.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state != CampaignState.PLANNED:
        raise ValidationError(_("This round has been started already."))
    functions = functions_of(row)
    busy = set(
        Validation.objects.filter(state__in=OPEN_VALIDATIONS).values_list("function", flat=True)
    )
    found = figures_of(functions)
    asked = [one for one in functions if found[one.pk].proposed_rto and one.pk not in busy]
    if not asked:
        raise ValidationError(
            _("No function has a derived RTO to confirm yet. Have the interviews approved first.")
        )
    row.state, row.started_at, row.started_by = CampaignState.RUNNING, at, by
    services.save(row, by=None, at=at)
    rows = []
    for function in asked:
        shown = {name: getattr(found[function.pk], name) for name in SHOWN}
        made = Validation(round=row, function=function, **shown)
        rows.append(services.save(made, by=None, at=at))
    validationlinks.ask(row, rows, by=by, at=at)
    return row


def sign(
    row: Validation,
    *,
    by: User,
    at: datetime,
    rto: timedelta | None = None,
    rpo: timedelta | None = None,
    reason: str = "",
    version: int | None = None,
) -> Validation:
    """The owner decides. Without `rto` the proposal is accepted, and its RPO with it.

    What is as derived is agreed at once, signed by whoever started the round and the owner; anything
    else waits for the head. What moved since the row was read is read again first: Conflict.
    Raises ValidationError, PermissionDenied, Conflict.
    """
    validationlinks.require_deciding(row, by=by)
    now = figures_of([row.function])[row.function_id]
    if any(getattr(row, name) != getattr(now, name) for name in SIGNED_ON) and _follow(
        row, now, at=at
    ):
        raise services.Conflict(Validation.objects.get(pk=row.pk))
    return _sign(row, rto, rpo, by=by, at=at, reason=reason, version=version)


@transaction.atomic
def _sign(
    row: Validation,
    rto: timedelta | None,
    rpo: timedelta | None,
    *,
    by: User,
    at: datetime,
    reason: str,
    version: int | None,
) -> Validation:
    row = _locked(row, version)
    if row.state != ValidationState.WAITING:
        raise ValidationError(_("This has been decided already."))
    accepts = rto is None
    row.rto = row.proposed_rto if rto is None else rto
    row.rpo = row.proposed_rpo if accepts else rpo
    row.decision = decision_of(row)
    row.reason = reason.strip()
    _check(row)
    row.state, row.signed_by, row.signed_at, row.return_comment = ValidationState.SIGNED, by, at, ""
    with services.why(by=by, reason=row.reason):
        services.save(row, by=None, at=at)
        submitted = Approval.Step.SUBMITTED
        approvals.record_step(row, step=submitted, by=by, at=at, comment=row.reason, trusted=True)
    if needs_head(row):
        _tell_head(row, at=at)
        return row
    return _agree(row, submitted_by=row.round.started_by, by=by, at=at)


def decision_of(row: Validation) -> Decision:
    """What was decided against what was proposed; what loses time or data is relaxed."""
    loses_more = row.proposed_rpo is not None and (row.rpo is None or row.rpo > row.proposed_rpo)
    if row.rto > row.proposed_rto or loses_more:
        return Decision.RELAXED
    same = (row.rto, row.rpo) == (row.proposed_rto, row.proposed_rpo)
    return Decision.ACCEPTED if same else Decision.TIGHTENED


def needs_head(row: Validation) -> bool:
    """Whether the decision differs from the derivation, or nobody else has signed it."""
    return (
        row.decision != Decision.ACCEPTED
        or (row.rto, row.rpo) != (row.derived_rto, row.derived_rpo)
        or row.round.started_by is None
        or is_own(row, row.round.started_by)
    )


def takes_all(row: Validation, rto: timedelta | None) -> bool:
    """Whether this RTO leaves nothing of the MTD for catching up, which nobody was asked about."""
    return row.lacks_wrt and rto == row.mtd


def owners_side(row: Validation) -> set[int | None]:
    """Who, with their deputies, is not asked to approve: the owner, and whoever signed."""
    return {row.signed_by_id, row.function.item.owner_id}


def is_own(row: Validation, person: User) -> bool:
    """Whether the person is on the owner's side: neither they nor who they deputise for approve."""
    return person.stands_with(*owners_side(row))


def _check(row: Validation) -> None:
    """Refuse what cannot be agreed, naming the field and what to do."""
    errors: dict[str, str] = {}
    limits = (row.mtd, figures_of([row.function])[row.function_id].mtd)
    mtd = min((one for one in limits if one is not None), default=None)
    if row.rto <= timedelta(0):
        errors["rto"] = _("Give a time such as 4 h.")
    elif mtd is not None and row.rto > mtd:
        derived = min(row.derived_rto or mtd, mtd)
        said = {"mtd": readable(mtd), "derived": readable(derived)}
        errors["rto"] = (
            _(
                "The MTD is %(mtd)s: an RTO beyond it cannot be agreed. Choose %(derived)s or sooner."
            )
            % said
        )
    if row.rpo is not None and not investment.rests_on_data(row.function):
        errors["rpo"] = _(
            "No data is known that “%(function)s” rests on. Leave it empty, or have the records"
            " named in its interview first."
        ) % {"function": row.function}
    if row.decision != Decision.ACCEPTED and not row.reason:
        errors["reason"] = _("Say why, for the head of the unit.")
    elif takes_all(row, row.rto) and not row.reason:
        errors["reason"] = _(
            "Nobody was asked how long catching up takes, so this RTO is the whole MTD. Say why no"
            " time is needed for it, or choose a sooner time."
        )
    if errors:
        raise ValidationError(errors)


def overtaken(row: Validation) -> str:
    """What moved since the owner signed, and what to do; empty where it is as it was signed."""
    now = figures_of([row.function])[row.function_id]
    if all(getattr(row, name) == getattr(now, name) for name in SIGNED_ON):
        return ""
    if now.proposed_rto != row.proposed_rto and now.derived_rto == row.derived_rto:
        said = _(
            "%(agreed)s has been agreed since it was signed. Return it, so that its owner decides on"
            " that."
        )
        return said % {"agreed": readable(now.proposed_rto)}
    values = {
        "mtd": readable(row.mtd),
        "derived": readable(row.derived_rto),
        "mtd_now": readable(now.mtd),
        "derived_now": readable(now.derived_rto),
    }
    return (
        _(
            "It was signed on an MTD of %(mtd)s and a derived RTO of %(derived)s; by now they are"
            " %(mtd_now)s and %(derived_now)s. Return it, so that its owner decides on these."
        )
        % values
    )


@transaction.atomic
def approve(
    row: Validation, *, by: User, at: datetime, comment: str = "", version: int | None = None
) -> Validation:
    """The head agrees to what the owner decided; it is in force from now on."""
    services.require(by, "approve", row)
    row = _locked(row, version)
    if row.state != ValidationState.SIGNED:
        raise ValidationError(_("Only what its owner has signed can be approved."))
    if is_own(row, by):
        raise PermissionDenied(
            _("Who owns or signed does not approve, nor their deputy. Ask the head of the unit.")
        )
    if said := overtaken(row):
        raise ValidationError(said)
    approvals.record_step(row, step=Approval.Step.APPROVED, by=by, at=at, comment=comment)
    row.approved_by, row.approved_at = by, at
    return _agree(row, submitted_by=row.signed_by, by=by, at=at)


@transaction.atomic
def return_(
    row: Validation, *, by: User, at: datetime, comment: str, version: int | None = None
) -> Validation:
    """The head gives the decision back to the owner, saying what should be looked at again."""
    services.require(by, "return", row)
    row = _locked(row, version)
    if row.state != ValidationState.SIGNED:
        raise ValidationError(_("Only what its owner has signed can be returned."))
    approvals.record_step(row, step=Approval.Step.RETURNED, by=by, at=at, comment=comment)
    row.state, row.signed_by, row.signed_at = ValidationState.WAITING, None, None
    row.return_comment = comment.strip()
    with services.why(by=by, reason=comment):
        services.save(row, by=None, at=at)
    validationlinks.send_back(row, by=by, at=at)
    return row


def _agree(row: Validation, *, submitted_by: Any, by: User, at: datetime) -> Validation:
    """Put what was decided in force."""
    made = objectives.put_in_force(
        row.function,
        agreed_rto=row.rto,
        agreed_rpo=row.rpo,
        derived_rto=row.derived_rto,
        mtd=row.mtd,
        reason=row.reason,
        submitted_by=submitted_by,
        submitted_at=row.round.started_at if submitted_by != row.signed_by else row.signed_at,
        by=by,
        at=at,
    )
    row.state, row.objective = ValidationState.AGREED, made
    with services.why(by=by, reason=row.reason):
        services.save(row, by=None, at=at)
    said = str(row.get_decision_display())
    obligations.done(key=f"{DUTY}:{row.pk}", by=by, at=at, outcome=said, evidence=row)
    transaction.on_commit(outcome.start_follow_up)
    return row


def _tell_head(row: Validation, *, at: datetime) -> None:
    approver = approver_of(row.function.item.unit, but=owners_side(row))
    if approver:
        notifications.notify(
            person=approver,
            text=_("The objectives of “%(function)s” wait for your approval.")
            % {"function": row.function},
            url=row.get_absolute_url(),
            key=f"bia.validation.{row.pk}.signed.{row.version}",
            at=at,
            subject=row,
        )


@transaction.atomic
def close(row: ValidationRound, *, by: User, at: datetime) -> ValidationRound:
    """End a round and close its links. What was not decided stays as it was; silence agrees nothing."""
    services.require(by, "close", row)
    row = ValidationRound.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state != CampaignState.RUNNING:
        raise ValidationError(_("Only a running round can be closed."))
    row.state, row.closed_at = CampaignState.CLOSED, at
    with services.why(by=by):
        services.save(row, by=None, at=at)
        for one in row.rows.select_for_update(of=("self",)).filter(state__in=OPEN_VALIDATIONS):
            one.state = ValidationState.DROPPED
            services.save(one, by=None, at=at)
    validationlinks.close(row, at=at)
    return row


def follow(*, at: datetime) -> int:
    """Bring what still waits for its owner up to the analysis of now; the number that moved.

    An owner who had the earlier figures before them is told so, since the version is another.
    """
    waiting = Validation.objects.filter(state=ValidationState.WAITING).select_related(
        "round", "function__item__unit", "function__item__readiness"
    )
    found = figures_of([row.function for row in waiting])
    return sum(_follow(row, found[row.function_id], at=at) for row in waiting)


@transaction.atomic
def _follow(row: Validation, now: Figures, *, at: datetime) -> bool:
    """Give a row the figures of now, unless it was decided since it was read; whether it moved."""
    if now.proposed_rto is None or _shows(row, now):
        return False
    waiting = Validation.objects.select_for_update(of=("self",)).filter(
        pk=row.pk, state=ValidationState.WAITING
    )
    stored = waiting.first()
    if stored is None or _shows(stored, now):
        return False
    for name in SHOWN:
        setattr(stored, name, getattr(now, name))
    services.save(stored, by=None, at=at)
    return True


def _shows(row: Validation, now: Figures) -> bool:
    return all(getattr(row, name) == getattr(now, name) for name in SHOWN)


def progress(rows: Iterable[Validation]) -> Progress:
    """How far these rows of a round are."""
    counts = Counter(row.state for row in rows)
    return Progress(sum(counts.values()), dict(counts))


def _locked(row: Validation, version: int | None) -> Validation:
    stored: Validation = Validation.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and stored.version != version:
        raise services.Conflict(stored)
    if stored.round.state != CampaignState.RUNNING:
        raise ValidationError(_("This round is not running."))
    return stored
