"""Model and form fields of our own: elapsed times read and shown as people say them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Transform

from core.durations import format_duration, parse_duration


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
