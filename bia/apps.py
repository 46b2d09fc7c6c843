"""Business impact analysis and risk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BiaConfig(AppConfig):
    name = "bia"
    verbose_name = _("BIA")
