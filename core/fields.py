"""Model and form fields of our own: times and periods read and shown as people say them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Transform

from core.durations import format_duration, parse_duration
from core.periods import Period


class DurationInput(forms.DurationField):
    """A form field that reads "4 h", "2 days", "04:30" or ISO 8601."""

    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "size": "12"})

    def prepare_value(self, value: Any) -> Any:
        return format_duration(value) if isinstance(value, timedelta) else value

    def to_python(self, value: Any) -> timedelta | None:
        if value in self.empty_values:
            return None
        if isinstance(value, timedelta):
            return value
        try:
            return parse_duration(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class DurationField(models.DurationField):  # type: ignore[type-arg]
    """An elapsed time, stored as an interval, never negative unless a model says so."""

    def to_python(self, value: Any) -> timedelta | None:
        if value is None or isinstance(value, timedelta):
            return value
        try:
            return parse_duration(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid", params={"value": value}) from error

    def value_to_string(self, obj: models.Model) -> str:
        return format_duration(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": DurationInput, **kwargs})


class PeriodInput(forms.CharField):
    """A form field that reads "quarterly", "18 months" or ISO 8601."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Period) else value

    def to_python(self, value: Any) -> Any:
        return _period(value) if value not in self.empty_values else None


class PeriodField(models.CharField):  # type: ignore[type-arg]
    """How often something recurs, as a `Period`; None where it does not. Stored as ISO 8601."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 20, "null": True, **kwargs})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Period | None:
        return Period.read(value) if value else None

    def to_python(self, value: Any) -> Any:
        return _period(value) if value else None

    def get_prep_value(self, value: Any) -> str | None:
        return value.iso if isinstance(value, Period) else (value or None)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return value.iso if value else ""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        shown = {"form_class": PeriodInput, "empty_value": None, "max_length": None}
        return super().formfield(**{**shown, **kwargs})

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.iso if isinstance(value, Period) else value)


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    try:
        return Period.read(str(value))
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


@models.CharField.register_lookup
@models.TextField.register_lookup
class Fold(Transform):
    """Text without case and accents, by the database's own `core_fold`: name__fold__contains."""

    lookup_name = "fold"
    function = "core_fold"


@models.CharField.register_lookup
@models.TextField.register_lookup
class FoldedContains(models.Lookup):
    """Whether the text contains another one, case and accents aside: name__has="zürich"."""

    lookup_name = "has"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        sql = f"position(core_fold({right}) in core_fold({left})) > 0"
        return sql, [*right_params, *left_params]
