"""Service restoration and failback."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "recovery"
