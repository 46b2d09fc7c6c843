"""Treatments of risks: who does what until when, and when it was done."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import TreatmentState
from bia.models import RiskTreatment
from bia.services import riskduties, risklevels, riskmatrix
from core import obligations, services
from core.clock import organisation_day
from core.models import User

EXPECTED = {"expected_likelihood": "residual_likelihood", "expected_impact": "residual_impact"}
"""What is left once it is done, and what that is held against."""


@transaction.atomic
def save_treatment(
    treatment: RiskTreatment, *, by: User | None, at: datetime, **how: Any
) -> RiskTreatment:
    """Save a treatment; what is not done after all is to be done again, by its date.

    A new one is due on a day to come, and leaves the risk no worse than it is.
    """
    new = treatment._state.adding
    stored = None if new else RiskTreatment.objects.get(pk=treatment.pk)
    _check(treatment, stored, at)
    done = treatment.state == TreatmentState.DONE
    treatment.done_on = (treatment.done_on or organisation_day(at)) if done else None
    if new and treatment.owner_id is None and treatment.risk_id:
        treatment.owner_id = treatment.risk.owner_id
    saved = services.save(treatment, by=by, at=at, **how)
    key = riskduties.treatment_key(saved.pk)
    if done:
        obligations.done(key=key, by=by, at=at, evidence=saved)
    else:
        obligations.reopen(key=key)
    return saved


def _check(treatment: RiskTreatment, stored: RiskTreatment | None, at: datetime) -> None:
    """Refuse a day that has passed, levels off the matrix, and those worse than now; all at once."""
    risklevels.check(treatment, stored, EXPECTED, riskmatrix.read_in_force())
    problems = {}
    if _is_past(treatment, stored, at):
        said = _("This day has passed. Choose one to come, or say that the treatment is done.")
        problems["due_on"] = said
    for name, column in EXPECTED.items():
        expected = getattr(treatment, name)
        now = getattr(treatment.risk, column) if treatment.risk_id else None
        stays = stored is not None and getattr(stored, name) == expected
        if expected is not None and now is not None and expected > now and not stays:
            said = _("What is done about a risk does not make it worse: at most %(now)s, as now.")
            problems[name] = said % {"now": now}
    if problems:
        raise ValidationError(problems)


def _is_past(treatment: RiskTreatment, stored: RiskTreatment | None, at: datetime) -> bool:
    """Whether what is still to be done is given a day that has passed; one that stood there stays."""
    due_on = treatment.due_on
    if treatment.is_over or due_on is None or (stored and stored.due_on == due_on):
        return False
    return due_on < organisation_day(at)
