"""Forms of the BIA that ask for more than the columns of one row."""

from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from bia.models import (
    BusinessFunction,
    Campaign,
    ImpactCategory,
    ImpactLevel,
    ImpactScale,
    TimeBand,
)
from bia.services import functions, scales
from core.forms import RecordForm
from core.models import Unit, User

DATE = forms.DateInput(attrs={"type": "date"})


class FunctionForm(RecordForm):
    """A function with the name, unit and owner of its item."""

    name = forms.CharField(label=_("Name"), max_length=200)
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("Unit"))
    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label=_("Owner"),
        required=False,
        help_text=_("Answers the interview."),
    )

    class Meta:
        model = BusinessFunction
        fields = ["purpose", "frequency", "minimum_level", "minimum_service"]

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


class ScaleForm(RecordForm):
    """The words of a scale."""

    class Meta:
        model = ImpactScale
        fields = ["title", "reason", "level_names", "currency"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.based_on_id:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = scales.reason_wanted()


class CategoryForm(forms.ModelForm):
    """A category as a row."""

    class Meta:
        model = ImpactCategory
        fields = ["name", "hint", "intolerable", "tolerance"]


class LevelForm(forms.ModelForm):
    """What one level of a category means."""

    class Meta:
        model = ImpactLevel
        fields = ["words", "money_from", "money_to"]


class BandForm(forms.ModelForm):
    """A time as a row."""

    class Meta:
        model = TimeBand
        fields = ["until"]


CategoryRows = inlineformset_factory(
    ImpactScale, ImpactCategory, form=CategoryForm, extra=0, can_delete=True, can_order=True
)
BandRows = inlineformset_factory(ImpactScale, TimeBand, form=BandForm, extra=0, can_delete=True)


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
