"""Agreed objectives: put in force version after version, and told to the estate, where they count."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from bia.models import BusinessFunction, ChallengeReply, Interview, Objective
from core import services
from core.clock import organisation_day
from core.models import User
from core.models.papers import State
from estate import services as estate


@transaction.atomic
def put_in_force(
    function: BusinessFunction,
    *,
    agreed_rto: timedelta,
    agreed_rpo: timedelta | None,
    derived_rto: timedelta | None,
    mtd: timedelta | None,
    reason: str,
    submitted_by: User | None,
    submitted_at: datetime | None,
    by: User,
    at: datetime,
) -> Objective:
    """Make this the function's next objective, signed by `by`; the one before is superseded."""
    BusinessFunction.objects.select_for_update(of=("self",)).get(pk=function.pk)
    present = Objective.objects.approved().filter(function=function).first()
    last = Objective.objects.filter(function=function).order_by("-number").first()
    if present:
        present.state = State.SUPERSEDED
        present.save(update_fields=["state", "updated_at"])
    made = Objective(
        function=function,
        series=last.series if last else uuid4(),
        number=last.number + 1 if last else 1,
        based_on=present,
        agreed_rto=agreed_rto,
        agreed_rpo=agreed_rpo,
        derived_rto=derived_rto,
        mtd=mtd,
        reason=reason,
        state=State.APPROVED,
        submitted_by=submitted_by,
        submitted_at=submitted_at,
        approved_by=by,
        approved_at=at,
    )
    made = services.save(made, by=None, at=at)
    estate.set_objective(
        item=function.item,
        by=by,
        at=at,
        agreed_rto=made.agreed_rto,
        rpo=made.agreed_rpo,
        agreed_on=organisation_day(at),
        source_ref=f"bia.objective:{made.pk}",
    )
    return made


def newer_than(interview: Interview) -> Objective | None:
    """The objective in force that was agreed after the interview was filled in."""
    present: Objective | None = (
        Objective.objects.approved()
        .filter(function=interview.function_id)
        .select_related("approved_by")
        .first()
    )
    return None if present is None or present.pk == interview.objective_id else present


def decides_on(present: Objective) -> str:
    """The code of the doubt by which an owner decides against an objective agreed meanwhile."""
    return f"agreed-{present.pk}"


def staying(interview: Interview) -> Objective | None:
    """The objective that approving leaves in force: a newer one its owner decided nothing else on."""
    present = newer_than(interview)
    if present is None or present.agreed_rto == interview.agreed_rto:
        return present
    said = ChallengeReply.objects.filter(interview=interview, code=decides_on(present))
    return None if said.exclude(reply="").exists() else present


def keep_newer(interview: Interview) -> None:
    """Let the answers say the objective that stays, so that nothing reads another from them."""
    if present := staying(interview):
        interview.agreed_rto, interview.rto_reason = present.agreed_rto, present.reason
