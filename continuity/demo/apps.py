"""The demo organisation: Meridia, a health insurer with a payments arm in three countries."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "continuity.demo"
    label = "demo"
