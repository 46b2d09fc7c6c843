"""What a recovery agreement leads to: the need of the one side and the promise of the other."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bia.models import Need, Objective, RecoveryAgreement
from bia.services import interviews, objectives, validation
from core import services
from estate import services as estate
from estate.models import Dependency


def objective_of(row: RecoveryAgreement) -> Objective | None:
    """What is agreed for the provider, where it is a function of which something is."""
    found: Objective | None = (
        Objective.objects.approved()
        .filter(function__item=row.provider_id)
        .select_related("function__item__readiness", "function__item__unit")
        .first()
    )
    return found


def needs_head(row: RecoveryAgreement) -> bool:
    """Whether it changes a function's agreed RTO to another time than the derived one."""
    present = objective_of(row)
    if present is None or row.time is None or row.time >= row.offered:
        return False
    now = validation.figures_of([present.function])[present.function_id]
    return bool(row.time != now.derived_rto)


def put_in_force(row: RecoveryAgreement, *, source: str, at: datetime) -> None:
    """What both signed becomes the need of the one and the promise of the other."""
    if row.time is None:
        return
    why = _("Recovery agreement: %s") % row.outcome
    if row.time < row.offered:
        _promise(row, source=source, why=why, at=at)
    if row.time > row.wanted:
        _need(row, why=why, at=at)


def link_of(row: RecoveryAgreement) -> Dependency:
    """The dependency an agreement is about. Raises ValidationError where it has ended."""
    ends = {"dependent": row.dependent.item_id, "provider": row.provider_id}
    found: Dependency | None = Dependency.objects.filter(retired_on=None, **ends).first()
    if found is None:
        said = _(
            "“%(dependent)s” no longer rests on “%(provider)s”: there is nothing left to agree on."
            " This agreement ends by itself within minutes."
        )
        raise ValidationError(said % {"dependent": row.dependent, "provider": row.provider})
    return found


def _need(row: RecoveryAgreement, *, why: str, at: datetime) -> None:
    signer = row.dependent_signed_by
    link = link_of(row)
    link.needed_within = row.time
    estate.save_dependency(link, by=signer, at=at, reason=why, trusted=True)
    last = interviews.last_known(row.dependent)
    with services.why(by=signer, reason=why):
        for need in Need.objects.filter(interview=last, item=row.provider_id):
            need.needed_within = row.time
            services.save(need, by=None, at=at)


def _promise(row: RecoveryAgreement, *, source: str, why: str, at: datetime) -> None:
    assert row.time is not None
    present = objective_of(row)
    if present is None:
        estate.record_claim(
            item=row.provider,
            likely=row.time,
            by=row.provider_signed_by,
            at=at,
            basis=why[:300],
            source_ref=source,
            reason=why,
        )
        return
    now = validation.figures_of([present.function])[present.function_id]
    signer = row.approved_by or row.dependent_signed_by
    assert signer is not None
    objectives.put_in_force(
        present.function,
        agreed_rto=row.time,
        agreed_rpo=present.agreed_rpo,
        derived_rto=now.derived_rto,
        mtd=now.mtd,
        reason=why,
        submitted_by=row.provider_signed_by,
        submitted_at=row.provider_signed_at,
        by=signer,
        at=at,
    )
