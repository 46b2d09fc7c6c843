"""The head of the provider's unit approves what both owners signed, or gives it back to them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import AgreementState
from bia.models import Objective, RecoveryAgreement
from bia.services import agreements, agreementterms, conflicts
from core import obligations, services
from core.clock import organisation_day
from core.models import Approval, User
from core.models.papers import subject_of


def may_decide(row: RecoveryAgreement, person: User) -> bool:
    """Whether the person decides on it: who may approve the provider's objective and signed nothing."""
    reach = person.access.reach("approve", Objective)
    return (
        row.state == AgreementState.SIGNED
        and (reach is None or row.provider.unit_id in reach)
        and not person.stands_with(*agreements.signers(row))
    )


@transaction.atomic
def approve(
    row: RecoveryAgreement, *, by: User, at: datetime, comment: str = "", version: int | None = None
) -> RecoveryAgreement:
    """The head agrees: the provider's objective is the signed time from now on.

    Raises ValidationError, PermissionDenied, Conflict.
    """
    row = _taken(row, "approve", by=by, version=version)
    if conflicts.offered([row.provider_id]).get(row.provider_id) != row.offered:
        raise ValidationError(
            _(
                "What is agreed for it has changed since both signed. Return it, so that both decide."
            )
        )
    if errors := agreementterms.objections(row, today=organisation_day(at)):
        raise ValidationError(list(errors.values()))
    row.approved_by, row.approved_at = by, at
    saved = agreements.settle(row, by=by, at=at)
    _step(saved, Approval.Step.APPROVED, by=by, at=at, comment=comment)
    words = _("%(agreement)s: approved by %(by)s. %(terms)s.")
    values = {"agreement": saved, "by": by, "terms": saved.outcome}
    for side in agreements.SIDES:
        agreements.tell(saved, side, words % values, at=at)
    return saved


@transaction.atomic
def return_(
    row: RecoveryAgreement, *, by: User, at: datetime, comment: str, version: int | None = None
) -> RecoveryAgreement:
    """The head gives it back: both sides sign anew, reading why."""
    row = _taken(row, "return", by=by, version=version)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what should be looked at again.")})
    agreements.unsign(row)
    row.return_comment = comment.strip()
    with services.why(by=by, reason=comment):
        saved: RecoveryAgreement = services.save(row, by=None, at=at)
    _step(saved, Approval.Step.RETURNED, by=by, at=at, comment=comment)
    words = _("%(agreement)s came back from %(by)s: %(comment)s Agree on something else.")
    values = {"agreement": saved, "by": by, "comment": saved.return_comment}
    agreements.ask_both_again(saved, words % values, at=at)
    return saved


def _taken(
    row: RecoveryAgreement, action: str, *, by: User, version: int | None
) -> RecoveryAgreement:
    """The agreement held, if the person decides on it."""
    services.require(by, action, row)
    rows = RecoveryAgreement.objects.select_for_update(of=("self",))
    stored: RecoveryAgreement = rows.get(pk=row.pk)
    if version is not None and stored.version != version:
        raise services.Conflict(stored)
    if stored.state != AgreementState.SIGNED:
        raise ValidationError(_("Only what both have signed is approved or returned."))
    if not may_decide(stored, by):
        raise PermissionDenied(
            _("The head of the unit of “%(item)s” decides, who has signed for neither side.")
            % {"item": stored.provider}
        )
    return stored


def _step(
    row: RecoveryAgreement, step: Approval.Step, *, by: User, at: datetime, comment: str
) -> None:
    obligations.done(
        key=f"{agreements.DUTY}:{row.pk}:head",
        by=by,
        at=at,
        outcome=str(step.label),
        evidence=row,
    )
    made = Approval(**subject_of(row), step=step, by=by, at=at, comment=comment.strip())
    services.save(made, by=None, at=at)
