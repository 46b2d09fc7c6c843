"""Treatments of risks: who does what until when, and when it was done."""

from datetime import datetime
from typing import Any

from django.db import transaction

from bia.choices import TreatmentState
from bia.models import RiskTreatment
from bia.services import riskduties
from core import obligations, services
from core.clock import organisation_day
from core.models import User


@transaction.atomic
def save_treatment(
    treatment: RiskTreatment, *, by: User | None, at: datetime, **how: Any
) -> RiskTreatment:
    """Save a treatment; what is not done after all is to be done again, by its date."""
    done = treatment.state == TreatmentState.DONE
    treatment.done_on = (treatment.done_on or organisation_day(at)) if done else None
    if treatment._state.adding and treatment.owner_id is None and treatment.risk_id:
        treatment.owner_id = treatment.risk.owner_id
    saved = services.save(treatment, by=by, at=at, **how)
    key = riskduties.treatment_key(saved.pk)
    if done:
        obligations.done(key=key, by=by, at=at, evidence=saved)
    else:
        obligations.reopen(key=key)
    return saved
