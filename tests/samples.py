"""A valid row of any model, for the sweeps: required fields filled by type, relations made too.

A model whose rules ask for more gives a function in its module's tests/<module>/samples.py:
SAMPLES = {Model: make}, called with the unit the row shall belong to and a running number.
"""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from core.models import Unit

NUMBERS = count(1)
Maker = Callable[[Unit, int], Any]


@lru_cache(maxsize=1)
def special() -> dict[type, Maker]:
    """The makers of all modules' samples.py."""
    found: dict[type, Maker] = {}
    for name in ["core", *settings.MODULES]:
        if (Path(__file__).parent / name / "samples.py").exists():
            found |= import_module(f"tests.{name}.samples").SAMPLES
    return found


def make(model: type[models.Model], unit: Unit, **values: Any) -> Any:
    """A stored row of the model that belongs to the unit, as far as the model has one."""
    number = next(NUMBERS)
    if model in special() and not values:
        return special()[model](unit, number)
    if model is Unit and not values:
        return Unit.objects.create(name=f"Unit {number}", parent=unit)
    for field in model._meta.concrete_fields:
        if field.name not in values and _required(field):
            values[field.name] = _value(field, unit, number)
    return model._default_manager.create(**values)


def _required(field: Any) -> bool:
    if field.primary_key or field.has_default() or getattr(field, "auto_now_add", False):
        return False
    if getattr(field, "auto_now", False):
        return False
    return field.name == "unit" or not (field.null or field.blank)


def _value(field: Any, unit: Unit, number: int) -> Any:
    if field.remote_field:
        return unit if field.related_model is Unit else make(field.related_model, unit)
    if field.choices:
        return field.flatchoices[0][0]
    by_type = {
        models.DurationField: dt.timedelta(hours=4),
        models.DateTimeField: dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        models.DateField: dt.date(2026, 5, 1),
        models.BooleanField: False,
        models.IntegerField: 1 + number % 30000,
        models.DecimalField: 1,
        models.FloatField: 1.0,
        models.JSONField: {},
        models.EmailField: f"sample{number}@example.org",
        models.CharField: f"Sample {number}",
        models.TextField: f"Sample {number}",
    }
    return next(value for kind, value in by_type.items() if isinstance(field, kind))
