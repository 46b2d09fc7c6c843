"""The administration in the side navigation."""

from django.utils.translation import gettext_lazy as _

from core.menu import Page, Section
from core.models import ContactMethod, Deputy, Grant, Unit, User

READERS = frozenset({"administrator", "auditor", "continuity_manager"})
ADMINISTRATORS = frozenset({"administrator"})

MENU = Section(
    _("Admin"),
    "settings",
    (
        Page(_("People"), "core:user-list", User, READERS),
        Page(_("Units"), "core:unit-list", Unit, READERS),
        Page(_("Roles of people"), "core:grant-list", Grant, READERS),
        Page(_("What roles may do"), "core:roles", None, READERS),
        Page(_("Deputies"), "core:deputy-list", Deputy, READERS),
        Page(_("Contact methods"), "core:contactmethod-list", ContactMethod, READERS),
        Page(_("Emergency accounts"), "core:emergency-accounts", None, READERS),
        Page(_("Logins"), "core:logins", None, frozenset({"administrator", "auditor"})),
        Page(_("Organisation"), "core:organisation", None, ADMINISTRATORS),
    ),
)
