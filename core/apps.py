"""Core: users, rights, records and the machinery of pages."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
