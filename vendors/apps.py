"""Third parties and supply chain."""

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "vendors"
