"""Forms of records: choices behind the one door, the version seen, and both sides of a conflict."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from core.values import readable, storable

DASHES = BLANK_CHOICE_DASH[0][1]


@dataclass(frozen=True)
class Difference:
    """One field on which two writers disagree."""

    field: str
    label: str
    yours: str
    theirs: str


@dataclass(frozen=True)
class FormGroup:
    """A part of a form: what it is for, why we ask, and its fields."""

    title: str
    reason: str
    fields: list[Any]


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A model form that offers only rows its person may see and carries the version it was read at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conflict: list[Difference] = []

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["version"].initial = self.instance.version if self.instance.pk else None
        for field in self.fields.values():
            if hasattr(field, "queryset") and hasattr(field.queryset, "visible_to"):
                field.queryset = field.queryset.visible_to(actor).in_use()
            say_not_chosen(field)
        self._keep_present_choices()

    def _keep_present_choices(self) -> None:
        """A retired row stays choosable where it is chosen already."""
        for name, field in self.fields.items():
            present = self.chosen(name) if self.instance.pk else None
            if present and hasattr(field, "queryset"):
                model = field.queryset.model
                kept = model._default_manager.filter(pk=present)
                field.queryset = (
                    (field.queryset | kept) if not field.queryset.query.distinct else field.queryset
                )

    def chosen(self, name: str) -> Any:
        """The key of the row that is chosen in a field now."""
        return getattr(self.instance, f"{name}_id", None)

    def clean(self) -> dict[str, Any] | None:
        """Hidden bytes that no column can hold are refused with a sentence."""
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and value != storable(value):
                self.add_error(
                    name, _("This text holds a character that cannot be stored. Type it anew.")
                )
        return super().clean()

    def take(self, error: ValidationError) -> None:
        """Show an error the service raised, at its field where the form has it."""
        named = (
            error.message_dict
            if hasattr(error, "error_dict")
            else {NON_FIELD_ERRORS: error.messages}
        )
        for name, sentences in named.items():
            self.add_error(name if name in self.fields else None, sentences)

    def beside(self, current: Any) -> "RecordForm":
        """The same form, based on what is stored now, with the fields on which both differ."""
        data = {**{name: self.data[name] for name in self.data}, "version": current.version}
        again = type(self)(data=data, instance=current, actor=self.actor)
        theirs = type(self)(instance=current, actor=self.actor)
        again.conflict = [
            Difference(
                name,
                str(field.label),
                readable(self.cleaned_data[name]),
                readable(getattr(current, name)),
            )
            for name, field in self.fields.items()
            if name in theirs.initial and self.cleaned_data.get(name) != getattr(current, name)
        ]
        return again


def say_not_chosen(field: Any) -> None:
    """Let a select say in words that nothing is chosen, where it would show dashes."""
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = _("Not chosen")
    elif isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset"):
        listed: Any = field.choices
        field.choices = [
            (value, _("Not chosen") if label == DASHES else label) for value, label in listed
        ]


def form_for(page: Any) -> type[RecordForm]:
    """A RecordForm of the page's fields."""
    made: type[RecordForm] = forms.modelform_factory(  # type: ignore[assignment]
        page.model, form=RecordForm, fields=list(page.fields)
    )
    return made


def grouped(form: Any, groups: list[tuple[str, str, list[str]]]) -> list[FormGroup]:
    """The form's visible fields in their groups; fields in no group come last."""
    visible = {field.name: field for field in form.visible_fields()}
    parts = [
        FormGroup(title, reason, [visible.pop(name) for name in names if name in visible])
        for title, reason, names in groups
    ]
    rest = [FormGroup("", "", list(visible.values()))] if visible else []
    return [part for part in parts if part.fields] + rest
