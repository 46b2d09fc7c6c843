"""Forms of the BIA that ask for more than the columns of one row."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from bia.choices import Area
from bia.models import BusinessFunction, Campaign, ResponsibilityMatrix, RiskMatrix
from bia.models.responsibility import PARTS
from bia.services import functions, responsibilities
from core.fields import DurationInput
from core.forms import RecordForm
from core.models import Unit, User

RESPONSIBILITY_FIELDS = ["item", "basis", *(f"{area}{end}" for area in Area for end in PARTS)]
DATE = forms.DateInput(attrs={"type": "date"})


class FunctionForm(RecordForm):
    """A function with the name, unit and owner of its item."""

    name = forms.CharField(label=_("Name"), max_length=200)
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("Unit"))
    owner = forms.ModelChoiceField(
        User.objects.all(),
        label=_("Owner"),
        required=False,
        help_text=_("Answers the interview."),
    )

    class Meta:
        model = BusinessFunction
        fields = ["purpose", "level", "part_of", "frequency", "minimum_level", "minimum_service"]

    field_order = ["name", "unit", "owner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in functions.OF_ITEM:
                self.fields[name].initial = getattr(self.instance.item, name)

    def chosen(self, name: str) -> Any:
        return getattr(self.instance.item, f"{name}_id", None)


class CampaignForm(RecordForm):
    """A campaign and, for a new one, the functions it asks about."""

    functions = forms.ModelMultipleChoiceField(
        BusinessFunction.objects.none(),
        label=_("Functions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one function.")},
    )

    class Meta:
        model = Campaign
        fields = ["name", "due_on", "message"]
        widgets = {"due_on": DATE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["functions"]
        else:
            rows = BusinessFunction.objects.permitted(self.actor, "change").in_use()
            chosen: Any = self.fields["functions"]
            chosen.queryset, chosen.label_from_instance = rows, told


def told(function: BusinessFunction) -> SafeString:
    """A function with what decides whether it is asked about: unit, owner, last review."""
    item = function.item
    reviewed = (
        _("reviewed %(day)s") % {"day": date_format(function.reviewed_on, "j M Y")}
        if function.reviewed_on
        else _("never reviewed")
    )
    about = [item.unit, item.owner or _("no owner"), reviewed]
    return format_html(
        "{}<small>{}</small>", item.name, " · ".join(str(part) for part in about if part)
    )


class SelectionForm(forms.Form):
    """How the functions of a campaign are found: by unit, owner or staleness."""

    unit = forms.ModelChoiceField(
        Unit.objects.all(), required=False, label=_("Unit"), empty_label=_("Every unit")
    )
    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        required=False,
        label=_("Owner"),
        empty_label=_("Every owner"),
    )
    months = forms.TypedChoiceField(
        required=False,
        label=_("Last reviewed"),
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Whenever")),
            ("6", _("Over 6 months ago")),
            ("12", _("Over a year ago")),
            ("24", _("Over 2 years ago")),
        ],
    )
    q = forms.CharField(required=False, label=_("Name contains"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs |= {"form": "chooser", "class": look}


class CommentForm(forms.Form):
    """A comment on what is returned, closed or retired.

    `wanted` is said where nothing is written; without it the comment is optional.
    """

    comment = forms.CharField(
        label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = bool(wanted)
        self.fields["comment"].error_messages["required"] = wanted


class AcceptForm(forms.Form):
    """Until when a gap is borne, and why."""

    until = forms.DateField(label=_("Until"), widget=DATE)
    reason = forms.CharField(
        label=_("Why it can be borne"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class DecideForm(forms.Form):
    """Another objective than the one proposed, and why."""

    rto = DurationInput(
        label=_("Agreed RTO"), help_text=_("Such as 4 h: back at its least level by then.")
    )
    rpo = DurationInput(
        label=_("Agreed RPO"),
        required=False,
        help_text=_("How much data may be lost. Empty: nothing is agreed."),
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, on_data: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].unmarked = True  # type: ignore[attr-defined]
        if not on_data:
            del self.fields["rpo"]


class AcceptWholeForm(forms.Form):
    """Why the whole MTD is accepted as the RTO where nobody was asked how long catching up takes."""

    reason = forms.CharField(
        label=_("Why no time is needed for catching up"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say why, or choose a sooner time instead.")},
    )


class MatrixForm(RecordForm):
    """The words of a risk matrix."""

    class Meta:
        model = RiskMatrix
        fields = ["title", "reason", "currency"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}


class ResponsibilityForm(RecordForm):
    """Who does what for a bought service, three fields for each area."""

    class Meta:
        model = ResponsibilityMatrix
        fields = RESPONSIBILITY_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (_("Who does it"), _("The provider’s part"), _("Our part"))
        for area in Area:
            for end, label in zip(PARTS, labels, strict=True):
                field: Any = self.fields[f"{area}{end}"]
                field.label, field.width, field.unmarked = label, "third", True
                if end:
                    field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": field.max_length})
        chosen: Any = self.fields["item"]
        chosen.queryset = chosen.queryset.filter(responsibilities.MAY_HAVE)
        if not self.instance.pk:
            chosen.queryset = chosen.queryset.filter(responsibilities=None)

    def start_from(self, template: str, typed: Mapping[str, str], before: str = "") -> None:
        """Fill in what a template says of the provider, and hint at our part.

        What was typed stays; only what the template chosen before filled in gives way.
        """
        filled, hints = responsibilities.usual(template)
        gives_way, _hints = responsibilities.usual(before)
        said = {name: typed.get(name, "") for name in self.fields}
        kept = {
            name: value
            for name, value in said.items()
            if value.strip() and value != gives_way.get(name)
        }
        self.initial |= filled | kept
        for name, hint in hints.items():
            self.fields[name].widget.attrs["placeholder"] = hint
