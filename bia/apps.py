"""Business impact analysis and risk."""

from django.apps import AppConfig


class BiaConfig(AppConfig):
    name = "bia"
