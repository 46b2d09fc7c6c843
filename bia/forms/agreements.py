"""Forms of recovery agreements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bia.choices import AgreementWay
from core.fields import DurationInput


class ProposeForm(forms.Form):
    """What one side is ready to sign."""

    way = forms.ChoiceField(
        label=_("How it is settled"),
        choices=AgreementWay,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    time = DurationInput(
        label=_("The time both keep"),
        required=False,
        help_text=_(
            "Between the two figures: it is back by then, and can be done without until then."
        ),
    )
    until = forms.DateField(
        label=_("Borne until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class CostForm(forms.Form):
    """What a side's own way would cost."""

    cost = forms.DecimalField(label=_("Cost"), max_digits=14, decimal_places=2, min_value=0)
