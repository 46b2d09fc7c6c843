"""The lines of the BIA in the side navigation."""

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
        Page(_("Impact scale"), "bia:impactscale-list", ImpactScale),
        Page(_("Reports"), "bia:biareport-list", BiaReport),
    ),
)
