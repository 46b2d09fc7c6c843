"""What of the BIA is found everywhere."""

from bia.models import (
    BiaReport,
    BusinessFunction,
    Campaign,
    Gap,
    ImpactScale,
    RecoveryAgreement,
    ResponsibilityMatrix,
    Risk,
    RiskMatrix,
    RiskTreatment,
    StrategicObjective,
    Threat,
    ValidationRound,
)
from core.search import Searched, register

register(
    Searched(BiaReport, (), "unit__name"),
    Searched(BusinessFunction, ("purpose",), "item__unit__name"),
    Searched(Campaign, ("message",)),
    Searched(Gap, ("reason", "way_out"), "function__item__name"),
    Searched(ImpactScale, ("reason",)),
    Searched(RecoveryAgreement, ("reason", "outcome"), "dependent__item__unit__name"),
    Searched(ResponsibilityMatrix, (), "item__unit__name"),
    Searched(Risk, ("description", "controls"), "item__name"),
    Searched(RiskMatrix, ("reason",)),
    Searched(RiskTreatment, ("risk__title",), "risk__title"),
    Searched(StrategicObjective, ("description",)),
    Searched(Threat, ("description",)),
    Searched(ValidationRound, ("message",), "unit__name"),
)
