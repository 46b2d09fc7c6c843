"""Recovery agreements: a function needs something sooner than it is back, and both sides settle it.

Conflicts are found, not typed (`conflicts`). One conflict has one open agreement, and ends with it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import OPEN_AGREEMENTS, AgreementState, AgreementWay
from bia.models import RecoveryAgreement
from bia.services import agreementforce, agreementterms, outcome, scales
from bia.services.conflicts import Conflict, borne_on, found
from core import notifications, obligations, services
from core.clock import organisation_day
from core.heads import approver_of
from core.models import User
from core.obligations import Escalation
from core.permissions import ROLES
from core.superiors import Superiors
from core.values import readable

DUTY = "bia.agreement"
DAYS = timedelta(days=21)
"""How long both sides have before it is late and goes to their superiors."""
Side = Literal["dependent", "provider"]
SIDES: tuple[Side, Side] = ("dependent", "provider")
UNSIGNED = {f"{side}_signed_{what}": None for side in SIDES for what in ("by", "at")}


def conflicts() -> list[Conflict]:
    """Every conflict there is between two owners, in a constant number of queries.

    Where one person owns both sides there is nobody to agree with: who it is stands in the
    consolidation.
    """
    return [one for one in found() if one.owner_of_both is None]


@transaction.atomic
def refresh(*, at: datetime) -> tuple[int, int]:
    """Open an agreement for each new conflict, end those whose conflict is gone; both counted."""
    rows = RecoveryAgreement.objects.select_for_update(of=("self",)).filter(
        state__in=OPEN_AGREEMENTS
    )
    open_ = {(row.dependent_id, row.provider_id): row for row in rows}
    borne, opened = borne_on(organisation_day(at)), 0
    for conflict in conflicts():
        row = open_.pop(conflict.key, None)
        if row is not None:
            _retell(row, conflict, at=at)
        elif not conflict.is_borne_by(borne.get(conflict.key)):
            _open(conflict, at=at)
            opened += 1
    for row in open_.values():
        row.state, row.closed_at = AgreementState.GONE, at
        row.outcome = _("It is back in time now, or is needed no more.")
        services.save(row, by=None, at=at)
    return opened, len(open_)


def _open(conflict: Conflict, *, at: datetime) -> RecoveryAgreement:
    scale = scales.in_force()
    made = RecoveryAgreement(
        dependent=conflict.function,
        provider=conflict.dependency.provider,
        wanted=conflict.wanted,
        offered=conflict.offered,
        due_on=organisation_day(at) + DAYS,
        opened_at=at,
        currency=scale.currency if scale else "",
    )
    saved: RecoveryAgreement = services.save(made, by=None, at=at)
    for side in SIDES:
        tell(saved, side, _told(saved), at=at)
    return saved


def _retell(row: RecoveryAgreement, conflict: Conflict, *, at: datetime) -> None:
    """The figures follow what is stored; what was signed spoke of others and is signed anew."""
    if (row.wanted, row.offered) == (conflict.wanted, conflict.offered):
        return
    was_signed = row.state != AgreementState.OPEN
    row.wanted, row.offered = conflict.wanted, conflict.offered
    unsign(row)
    saved = services.save(row, by=None, at=at)
    if was_signed:
        ask_both_again(saved, _told(saved), at=at)


def owner_of(row: RecoveryAgreement, side: Side) -> User | None:
    """Whose signature a side asks for."""
    return row.dependent.item.owner if side == "dependent" else row.provider.owner


def side_of(row: RecoveryAgreement, person: User) -> Side | None:
    """The side a person signs for: their own; who stands in for both, the one they signed or nobody."""
    label = RecoveryAgreement._meta.label_lower
    held = {one.holder for one in person.access.grants if ROLES[one.role].grants("sign", label)}
    owners = {side: owner.pk for side in SIDES if (owner := owner_of(row, side)) is not None}
    mine = [side for side, owner in owners.items() if owner in held]
    own = [side for side in mine if owners[side] == person.pk]
    signed = [side for side in mine if getattr(row, f"{side}_signed_by_id") == person.pk]
    free = [side for side in unsigned(row) if side in mine]
    return next(iter([*own, *signed, *free, *mine]), None)


def cannot_sign(row: RecoveryAgreement, side: Side) -> str:
    """Why nobody can sign for a side, and what to do; empty where somebody can."""
    owner = owner_of(row, side)
    values = {"item": row.dependent if side == "dependent" else row.provider, "owner": owner}
    if owner is None:
        return _("Nobody owns “%(item)s”: name an owner on its page, who can sign.") % values
    if not RecoveryAgreement.objects.permitted(owner, "sign").filter(pk=row.pk).exists():
        words = _(
            "%(owner)s owns “%(item)s” and has no role to sign with: grant the role of owner."
        )
        return words % values
    return ""


def escalations(row: RecoveryAgreement, side: Side, superiors: Superiors) -> tuple[Escalation, ...]:
    """Who is told, and how long after the due date, where a side has not signed."""
    item = row.dependent.item if side == "dependent" else row.provider
    return superiors.of(owner_of(row, side), item.unit_id)


def told_if_late(row: RecoveryAgreement, today: date) -> list[tuple[date, list[User]]]:
    """From which day on who is told that it is not signed or approved, the first day first."""
    told: dict[date, set[User]] = {}
    superiors = Superiors(today)
    steps = [step for side in unsigned(row) for step in escalations(row, side, superiors)]
    if row.state == AgreementState.SIGNED:
        head = approver_of(row.provider.unit, but=signers(row))
        steps += superiors.of(head, row.provider.unit_id)
    for step in steps:
        told.setdefault(row.due_on + step.after, set()).update(step.to)
    return [(day, sorted(people, key=str)) for day, people in sorted(told.items())]


def unsigned(row: RecoveryAgreement) -> Iterator[Side]:
    """The sides that have not signed."""
    return (side for side in SIDES if getattr(row, f"{side}_signed_by_id") is None)


@transaction.atomic
def state_cost(
    row: RecoveryAgreement, *, by: User, at: datetime, cost: Decimal, version: int | None = None
) -> RecoveryAgreement:
    """What a side's own way would cost: being back sooner, or waiting longer."""
    row, side = _taken(row, by=by, version=version)
    if cost < 0:
        raise ValidationError({"cost": _("Give an amount of nought or more.")})
    setattr(row, "cost_later" if side == "dependent" else "cost_sooner", cost)
    with services.why(by=by):
        saved: RecoveryAgreement = services.save(row, by=None, at=at)
    return saved


@transaction.atomic
def propose(
    row: RecoveryAgreement,
    *,
    by: User,
    at: datetime,
    way: str,
    time: timedelta | None = None,
    until: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> RecoveryAgreement:
    """One side signs terms; the other is asked to sign them or to propose others.

    Raises ValidationError, PermissionDenied, Conflict.
    """
    row, side = _taken(row, by=by, version=version)
    is_time = way == AgreementWay.TIME
    row.way, row.reason, row.return_comment = way, reason.strip(), ""
    row.time, row.until = (time, None) if is_time else (None, until)
    agreementforce.link_of(row)
    if errors := agreementterms.objections(row, today=organisation_day(at)):
        raise ValidationError(errors)
    for name, value in UNSIGNED.items():
        setattr(row, name, value)
    _sign(row, side, by=by, at=at)
    row.state = AgreementState.PROPOSED
    with services.why(by=by, reason=row.reason):
        saved: RecoveryAgreement = services.save(row, by=None, at=at)
    other: Side = "provider" if side == "dependent" else "dependent"
    obligations.reopen(key=f"{DUTY}:{row.pk}:{other}")
    words = _("%(agreement)s: %(by)s proposes: %(terms)s. Sign it, or propose something else.")
    tell(saved, other, words % {"agreement": saved, "by": by, "terms": terms(saved)}, at=at)
    return saved


@transaction.atomic
def accept(
    row: RecoveryAgreement, *, by: User, at: datetime, version: int | None = None
) -> RecoveryAgreement:
    """The other side signs what was proposed; it is what counts from now on.

    Where it changes a function's agreed RTO against the derivation, it waits for the head of the
    provider's unit first.
    """
    row, side = _taken(row, by=by, version=version)
    agreementforce.link_of(row)
    if row.state != AgreementState.PROPOSED:
        raise ValidationError(_("Nothing is proposed yet. Propose what you can agree to."))
    if by.pk in (row.dependent_signed_by_id, row.provider_signed_by_id):
        raise PermissionDenied(_("You have signed already. The other side signs as well."))
    if getattr(row, f"{side}_signed_by_id") is not None:
        raise ValidationError(_("Your side has signed already. The other side signs as well."))
    if errors := agreementterms.objections(row, today=organisation_day(at)):
        said = {"why": " ".join(errors.values())}
        raise ValidationError(_("It cannot be signed so: %(why)s Propose something else.") % said)
    _sign(row, side, by=by, at=at)
    other: Side = "provider" if side == "dependent" else "dependent"
    if agreementforce.needs_head(row):
        row.state = AgreementState.SIGNED
        with services.why(by=by, reason=row.reason):
            waiting: RecoveryAgreement = services.save(row, by=None, at=at)
        ask_head(waiting, at=at)
        return waiting
    saved = settle(row, by=by, at=at)
    words = _("%(agreement)s: signed by both. %(terms)s.")
    tell(saved, other, words % {"agreement": saved, "terms": saved.outcome}, at=at)
    return saved


def settle(row: RecoveryAgreement, *, by: User, at: datetime) -> RecoveryAgreement:
    """What was agreed counts from now on."""
    row.state, row.closed_at, row.outcome = AgreementState.AGREED, at, terms(row)
    with services.why(by=by, reason=row.reason):
        saved: RecoveryAgreement = services.save(row, by=None, at=at)
    agreementforce.put_in_force(saved, source=f"{DUTY}:{row.pk}", at=at)
    transaction.on_commit(outcome.start_follow_up)
    return saved


def unsign(row: RecoveryAgreement) -> None:
    """Take both signatures and the terms back: they spoke of something else."""
    row.state = AgreementState.OPEN
    for name, value in UNSIGNED.items():
        setattr(row, name, value)
    row.way, row.time, row.until, row.reason = "", None, None, ""


def ask_both_again(row: RecoveryAgreement, text: str, *, at: datetime) -> None:
    """Both sides sign anew; each is told why."""
    for side in SIDES:
        obligations.reopen(key=f"{DUTY}:{row.pk}:{side}")
        tell(row, side, text, at=at)


def terms(row: RecoveryAgreement) -> str:
    """What is proposed or agreed, in words."""
    values = {
        "dependent": row.dependent,
        "provider": row.provider,
        "time": readable(row.time),
        "day": readable(row.until),
    }
    if row.way == AgreementWay.BEAR:
        return _("The gap is borne until %(day)s") % values
    if row.time == row.wanted:
        return _("“%(provider)s” is back within %(time)s") % values
    if row.time == row.offered:
        return _("“%(dependent)s” does without it for %(time)s") % values
    return (
        _("“%(provider)s” is back within %(time)s, and “%(dependent)s” manages until then") % values
    )


def signers(row: RecoveryAgreement) -> set[int | None]:
    """Who, with their deputies, is not asked to approve: both owners, and who signed for them."""
    owners = {row.dependent.item.owner_id, row.provider.owner_id}
    return {*owners, row.dependent_signed_by_id, row.provider_signed_by_id}


def ask_head(row: RecoveryAgreement, *, at: datetime) -> None:
    """Tell the head of the provider's unit that the agreement waits for approval."""
    if head := approver_of(row.provider.unit, but=signers(row)):
        words = _("%(agreement)s: both have signed. %(terms)s. It waits for your approval.")
        notifications.notify(
            person=head,
            text=words % {"agreement": row, "terms": terms(row)},
            url=row.get_absolute_url(),
            key=f"{DUTY}.{row.pk}.head.{row.version}",
            at=at,
            subject=row,
        )


def _sign(row: RecoveryAgreement, side: Side, *, by: User, at: datetime) -> None:
    setattr(row, f"{side}_signed_by", by)
    setattr(row, f"{side}_signed_at", at)
    key = f"{DUTY}:{row.pk}:{side}"
    obligations.done(key=key, by=by, at=at, outcome=terms(row), evidence=row)


def _taken(
    row: RecoveryAgreement, *, by: User, version: int | None
) -> tuple[RecoveryAgreement, Side]:
    """The agreement held, and the side the person is on."""
    services.require(by, "sign", row)
    rows = RecoveryAgreement.objects.select_for_update(of=("self",))
    stored: RecoveryAgreement = rows.get(pk=row.pk)
    if version is not None and stored.version != version:
        raise services.Conflict(stored)
    if stored.state == AgreementState.SIGNED:
        raise ValidationError(_("Both have signed. The head of the unit decides now."))
    if stored.state not in OPEN_AGREEMENTS:
        raise ValidationError(_("This is settled already."))
    side = side_of(stored, by)
    if side is None:
        raise PermissionDenied(_("Only the owners of both sides sign."))
    return stored, side


def _told(row: RecoveryAgreement) -> str:
    words = _(
        "“%(dependent)s” needs “%(provider)s” within %(wanted)s, and it is back within %(offered)s."
        " Agree until %(day)s."
    )
    values: dict[str, Any] = {
        "dependent": row.dependent,
        "provider": row.provider,
        "wanted": readable(row.wanted),
        "offered": readable(row.offered),
        "day": readable(row.due_on),
    }
    return words % values


def tell(row: RecoveryAgreement, side: Side, text: str, *, at: datetime) -> None:
    """Tell the owner of a side."""
    if owner := owner_of(row, side):
        notifications.notify(
            person=owner,
            text=text,
            url=row.get_absolute_url(),
            key=f"{DUTY}.{row.pk}.{side}.{row.version}",
            at=at,
            subject=row,
        )
