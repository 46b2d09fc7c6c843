"""What a function's page says of its MTD: the curve, what counts today, what would change it."""

from datetime import datetime
from typing import Any

from bia.models import BusinessFunction
from bia.services import posture, sensitivity, tiers, today
from core.clock import organisation_day


def context(function: BusinessFunction, *, at: datetime) -> dict[str, Any]:
    """Its curve as last approved; nothing else where nobody was asked."""
    impact = posture.impact_of(function)
    if impact is None:
        return {"impact": None}
    return {
        "impact": impact,
        "today": today.today(impact, day=organisation_day(at)),
        "tier": tiers.tier_of(impact.implied),
        "sensitive": sensitivity.of_impact(impact),
    }
