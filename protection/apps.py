"""Data protection and recovery architecture."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "protection"
