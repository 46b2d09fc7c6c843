"""The forms of an impact scale: its words, its parts, and the choice of its scoring models."""

from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from bia.choices import ScoringModel
from bia.models import ImpactCategory, ImpactLevel, ImpactScale, TimeBand
from bia.services import scales
from core.forms import RecordForm


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


class ModelsForm(RecordForm):
    """What is known and who asks, from which the scoring models follow."""

    counted = forms.ModelChoiceField(
        ImpactCategory.objects.none(),
        required=False,
        label=_("Which category can be counted in money"),
        empty_label=_("None"),
        help_text=_("All losses add up to one amount, so there is one such category at most."),
    )

    class Meta:
        model = ImpactScale
        fields = ["figures", "precision", "answered_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True
        categories = self.instance.categories.all()
        self.fields["counted"].queryset = categories
        self.fields["counted"].initial = (
            categories.exclude(model=ScoringModel.QUALITATIVE).exclude(tolerance=None).first()
        )


class CategoryForm(forms.ModelForm):
    """A category as a row."""

    class Meta:
        model = ImpactCategory
        fields = ["name", "hint", "model", "intolerable", "tolerance"]

    def clean(self) -> dict[str, Any] | None:
        """A model changed by hand has no longer the reason of the guided choice."""
        if self.instance.pk and "model" in self.changed_data:
            self.instance.model_reason = ""
        return super().clean()


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
