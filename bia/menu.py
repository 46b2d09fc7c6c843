"""The lines of the BIA and of the risk register in the side navigation."""

from django.utils.translation import gettext_lazy as _

from bia.models import (
    BiaReport,
    BusinessFunction,
    Campaign,
    Gap,
    ImpactScale,
    Interview,
    MappingTask,
    Objective,
    RecoveryAgreement,
    RecoveryTier,
    ResponsibilityMatrix,
    Risk,
    RiskMatrix,
    RiskReview,
    RiskTreatment,
    StrategicObjective,
    Threat,
    ValidationRound,
)
from core.menu import Page, Section

MENU = Section(
    _("BIA"),
    "clipboard-text",
    (
        Page(_("Functions"), "bia:businessfunction-list", BusinessFunction),
        Page(_("Gaps"), "bia:gap-list", Gap),
        Page(_("Campaigns"), "bia:campaign-list", Campaign),
        Page(_("Interviews"), "bia:interview-list", Interview),
        Page(_("Names to be mapped"), "bia:mappingtask-list", MappingTask),
        Page(_("Objectives"), "bia:objective-list", Objective),
        Page(_("Agreements"), "bia:recoveryagreement-list", RecoveryAgreement),
        Page(_("Validation rounds"), "bia:validationround-list", ValidationRound),
        Page(_("Strategic objectives"), "bia:strategicobjective-list", StrategicObjective),
        Page(_("Recovery tiers"), "bia:recoverytier-list", RecoveryTier),
        Page(_("Impact scale"), "bia:impactscale-list", ImpactScale),
        Page(_("Calibration"), "bia:calibration", BusinessFunction),
        Page(_("Consolidation"), "bia:consolidation", BusinessFunction),
        Page(_("Reports"), "bia:biareport-list", BiaReport),
    ),
)

MORE = {
    "bia/register": Section(
        _("Risks"),
        "shield-half",
        (
            Page(_("Risk register"), "bia:risk-list", Risk),
            Page(_("Heat map"), "bia:risk-map", Risk),
            Page(_("Risk reviews"), "bia:riskreview-list", RiskReview),
            Page(_("Treatments"), "bia:risktreatment-list", RiskTreatment),
            Page(_("Shared responsibility"), "bia:responsibilitymatrix-list", ResponsibilityMatrix),
            Page(_("Threats"), "bia:threat-list", Threat),
            Page(_("Risk matrix"), "bia:riskmatrix-list", RiskMatrix),
        ),
    )
}
