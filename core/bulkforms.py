"""What is asked before several rows are changed or retired: a value for all, or leave as it is."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

LEAVE = _("Leave as it is")
EMPTY = "-"
"""Chosen to take a value away."""


class ReasonForm(forms.Form):
    """Why the same is done to several rows, and the right it takes."""

    right = ""
    is_edit = False

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For those who look for it later."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, page: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.actor = page, actor


class RetireForm(ReasonForm):
    """Why several rows are retired."""

    right = "retire"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class EditForm(ReasonForm):
    """The fields that may be changed together, each left as it is unless something is chosen."""

    right = "change"
    is_edit = True

    def __init__(self, *args: Any, page: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, page=page, actor=actor, **kwargs)
        offered = page.make_form()(actor=actor).fields
        asked = {name: left_or(offered[name]) for name in page.bulk_fields}
        self.fields = asked | self.fields
        self.names = list(asked)

    def changing(self) -> list[Any]:
        """The fields of the rows, without the reason."""
        return [self[name] for name in self.names]

    def values(self) -> dict[str, Any]:
        """The values chosen for all rows, by field."""
        chosen = {name: self.cleaned_data.get(name) for name in self.names}
        return {
            name: self.fields[name].emptied if value == EMPTY else value  # type: ignore[attr-defined]
            for name, value in chosen.items()
            if value not in (None, "")
        }

    def clean(self) -> dict[str, Any] | None:
        if not self.errors and not self.values():
            raise forms.ValidationError(_("Choose something to change."))
        return super().clean()


class LeaveFirst(ModelChoiceIterator):  # type: ignore[type-arg]
    """Leave as it is, then nothing, then the records."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        field: Any = self.field
        yield "", LEAVE
        if field.may_be_empty:
            yield EMPTY, _("None")
        yield from (choice for choice in super().__iter__() if choice[0] != "")


class RecordOrLeave(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A record for all rows; also nothing, where the field may be empty."""

    emptied = None
    iterator = LeaveFirst

    def __init__(self, *args: Any, may_be_empty: bool, **kwargs: Any) -> None:
        self.may_be_empty = may_be_empty
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        return EMPTY if self.may_be_empty and value == EMPTY else super().to_python(value)


class ChoiceOrLeave(forms.TypedChoiceField):
    """One of some values for all rows; also nothing, where the field may be empty."""

    def __init__(self, *args: Any, emptied: Any = None, **kwargs: Any) -> None:
        self.emptied = emptied
        super().__init__(*args, empty_value=None, **kwargs)

    def _coerce(self, value: Any) -> Any:
        return EMPTY if value == EMPTY else super()._coerce(value)  # type: ignore[misc]


def left_or(field: Any) -> Any:
    """The same field, asked for many rows at once."""
    told = {"label": field.label, "help_text": field.help_text, "required": False}
    made: Any
    if isinstance(field, forms.ModelChoiceField):
        made = RecordOrLeave(field.queryset, may_be_empty=not field.required, **told)
    elif isinstance(field, forms.BooleanField):
        yes_no = [("", LEAVE), ("yes", _("Yes")), ("no", _("No"))]
        made = ChoiceOrLeave(choices=yes_no, coerce=lambda value: value == "yes", **told)
    elif isinstance(field, forms.TypedChoiceField):
        made = _choice_or_leave(field, told)
    else:
        made = deepcopy(field)
        made.required = False
        made.widget.is_required = False
        made.widget.attrs["placeholder"] = LEAVE
    made.unmarked = True
    return made


def _choice_or_leave(field: Any, told: dict[str, Any]) -> ChoiceOrLeave:
    values = [choice for choice in field.choices if choice[0] not in ("", None)]
    nothing = [] if field.required else [(EMPTY, _("None"))]
    return ChoiceOrLeave(
        choices=[("", LEAVE), *nothing, *values],
        coerce=field.coerce,
        emptied=field.empty_value,
        **told,
    )
