"""A versioned record with parts, and parts of parts, for the tests; its tables live in one test."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from core.models import Record, Unit, Versioned
from core.models.papers import PartOfVersion


def define() -> SimpleNamespace:
    """The classes, of the app `recovery`, so that its roles hold for them."""

    class Paper(Versioned):
        unit_path = "unit"
        name = models.CharField(max_length=80)
        unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

        class Meta(Versioned.Meta):
            app_label = "recovery"

        def __str__(self) -> str:
            return self.name

    class Chapter(Record):
        paper = models.ForeignKey(Paper, models.CASCADE, related_name="chapters")
        name = models.CharField(max_length=80)

        class Meta(Record.Meta):
            app_label = "recovery"
            triggers = (*Record.Meta.triggers, PartOfVersion("paper"))

    class Line(Record):
        chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="lines")
        text = models.CharField(max_length=80)

        class Meta(Record.Meta):
            app_label = "recovery"
            triggers = (*Record.Meta.triggers, PartOfVersion("chapter__paper"))

    return SimpleNamespace(Paper=Paper, Chapter=Chapter, Line=Line)


def tables() -> Iterator[SimpleNamespace]:
    """The classes with their tables and triggers; forgotten afterwards."""
    made = define()
    classes: list[Any] = list(vars(made).values())
    with connection.schema_editor() as editor:
        for model in classes:
            editor.create_model(model)
    for model in classes:
        # Made before a savepoint that is rolled back could take it along and leave it in the cache.
        ContentType.objects.get_for_model(model)
        for trigger in model._meta.triggers:
            trigger.install(model)
    try:
        yield made
    finally:
        for model in classes:
            del apps.all_models["recovery"][model._meta.model_name]
        apps.clear_cache()
        ContentType.objects.clear_cache()
