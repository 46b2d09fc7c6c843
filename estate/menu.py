"""The estate in the side navigation."""

from django.utils.translation import gettext_lazy as _

from core.menu import Page, Section
from estate.models import (
    CapabilityRequest,
    Delay,
    Dependency,
    EstateChange,
    ImportRun,
    Item,
    KindDefault,
    Measurement,
    PlanningScenario,
    Site,
    Team,
)

MENU = Section(
    _("Assets and dependencies"),
    "server-2",
    (
        Page(_("Items"), "estate:item-list", Item),
        Page(_("Explorer"), "estate:explorer", Item),
        Page(_("Dependencies"), "estate:dependency-list", Dependency),
        Page(_("Sites"), "estate:site-list", Site),
        Page(_("Teams"), "estate:team-list", Team),
        Page(_("Measurements"), "estate:measurement-list", Measurement),
        Page(_("Asking owners"), "estate:capabilityrequest-list", CapabilityRequest),
        Page(_("Scenarios"), "estate:planningscenario-list", PlanningScenario),
        Page(_("Delays"), "estate:delay-list", Delay),
        Page(_("Assumed times"), "estate:kinddefault-list", KindDefault),
        Page(_("Imports"), "estate:importrun-list", ImportRun),
        Page(_("Changes"), "estate:estatechange-list", EstateChange),
    ),
)
