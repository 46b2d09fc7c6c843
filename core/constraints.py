"""Checks of the database that say at which field of a form or an answer they were broken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models


class FieldCheck(models.CheckConstraint):
    """A check over several columns whose sentence stands at one field, not above the form.

    For the database it is the check it derives from: migrations see no difference.
    """

    def __init__(self, *, at_field: str = "", **said: Any) -> None:
        super().__init__(**said)
        self.at_field = at_field

    def validate(self, model: Any, instance: Any, *args: Any, **how: Any) -> None:
        try:
            super().validate(model, instance, *args, **how)
        except ValidationError as error:
            raise ValidationError({self.at_field: error.messages}) from error

    def clone(self) -> "FieldCheck":
        """A copy that keeps the field; the library's is made of what migrations see."""
        cloned: FieldCheck = super().clone()
        cloned.at_field = self.at_field
        return cloned

    def deconstruct(self) -> Any:
        _path, args, said = super().deconstruct()
        return "django.db.models.CheckConstraint", args, said
