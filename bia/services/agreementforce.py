"""What a recovery agreement leads to: the need of the one side and the promise of the other."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bia.choices import OPEN
from bia.models import BusinessFunction, Need, Objective, RecoveryAgreement
from bia.services import answers, interviews, objectives, validation
from core import services
from core.durations import format_duration
from estate import services as estate
from estate.models import Dependency


def function_of(row: RecoveryAgreement) -> BusinessFunction | None:
    """The provider, where it is a function."""
    rows = BusinessFunction.objects.in_use().filter(item=row.provider_id)
    found: BusinessFunction | None = rows.select_related("item__readiness", "item__unit").first()
    return found


def needs_head(row: RecoveryAgreement) -> bool:
    """Whether it agrees a function's RTO at another time than the derived one."""
    function = function_of(row)
    if function is None or row.time is None or row.time >= row.offered:
        return False
    now = validation.figures_of([function])[function.pk]
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
        _carry(row, at=at)


def _carry(row: RecoveryAgreement, *, at: datetime) -> None:
    """Answers under way that still say what was settled say what was agreed; others stay."""
    under_way = Need.objects.filter(
        interview__function=row.dependent, interview__state__in=OPEN, item=row.provider_id
    )
    for need in under_way.select_related("interview"):
        said = answers.current(need.interview).reading.kept("need")
        if row.wanted in {one.values.get("needed_within") for one in said if one.pk == need.pk}:
            name = f"need.{need.pk}.needed_within"
            answers.retype(need.interview, name, format_duration(row.time))
            need.needed_within = row.time
            services.save(need, by=None, at=at)


def _promise(row: RecoveryAgreement, *, source: str, why: str, at: datetime) -> None:
    assert row.time is not None
    function = function_of(row)
    if function is None:
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
    now = validation.figures_of([function])[function.pk]
    present = Objective.objects.approved().filter(function=function).first()
    signer = row.approved_by or row.dependent_signed_by
    assert signer is not None
    objectives.put_in_force(
        function,
        agreed_rto=row.time,
        agreed_rpo=present.agreed_rpo if present else now.proposed_rpo,
        derived_rto=now.derived_rto,
        mtd=now.mtd,
        reason=why,
        submitted_by=row.provider_signed_by,
        submitted_at=row.provider_signed_at,
        by=signer,
        at=at,
    )
