"""Core: users, rights, records and the machinery of pages."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        """Connect what every module does when another tells of something."""
        autodiscover_modules("receivers")
