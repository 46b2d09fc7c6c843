"""Forms of the risk register: risks, threats and what came true, treatments, reviews."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bia.choices import ReviewOutcome
from bia.forms import DATE
from bia.models import FIGURES, HIGHEST, SCORES, Occurrence, Risk, RiskTreatment, Threat
from bia.services import riskmatrix
from bia.services.riskmatrix import Level
from core.forms import RecordForm

RISK_FIELDS = [
    "code",
    "title",
    "item",
    "threat",
    "category",
    "unit",
    "owner",
    "description",
    "controls",
    *SCORES,
    *FIGURES,
    "currency",
]
TREATMENT_FIELDS = [
    "risk",
    "what",
    "kind",
    "owner",
    "due_on",
    "state",
    "cost_once",
    "cost_yearly",
    "currency",
    "expected_likelihood",
    "expected_impact",
]
THREAT_FIELDS = ["code", "name", "kind", "likelihood", "description"]
OCCURRENCE_FIELDS = ["threat", "happened_on", "where", "item", "what"]


def level_choices(levels: Sequence[Level], empty: str) -> list[tuple[str, str]]:
    """The levels of an axis to choose from; plain numbers where no matrix is in force."""
    named = [(str(one.level), f"{one.level} · {one.name}") for one in levels]
    plain = [(str(number), str(number)) for number in range(1, HIGHEST + 1)]
    return [("", empty), *(named or plain)]


def level_fields(model: Any, names: Iterable[str]) -> dict[str, forms.TypedChoiceField]:
    """A choice of levels for each of these columns, named as the matrix in force names them."""
    matrix = riskmatrix.read_in_force()
    axes = {
        "likelihood": matrix.likelihoods if matrix else (),
        "impact": matrix.impacts if matrix else (),
    }
    found = {}
    for name in names:
        column: Any = model._meta.get_field(name)
        found[name] = forms.TypedChoiceField(
            choices=level_choices(axes[name.rpartition("_")[2]], str(_("Not rated"))),
            help_text=column.help_text,
            coerce=int,
            empty_value=None,
            required=False,
            label=capfirst(column.verbose_name),
        )
    return found


class RiskForm(RecordForm):
    """A risk, its levels chosen by the names of the matrix in force."""

    class Meta:
        model = Risk
        fields = RISK_FIELDS
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "controls": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(level_fields(Risk, SCORES))


class ThreatForm(RecordForm):
    """A threat, its likelihood chosen by the names of the matrix in force."""

    class Meta:
        model = Threat
        fields = THREAT_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(level_fields(Threat, ["likelihood"]))


class OccurrenceForm(RecordForm):
    """Something that happened, on a day."""

    class Meta:
        model = Occurrence
        fields = OCCURRENCE_FIELDS
        widgets = {"happened_on": DATE}


class TreatmentForm(RecordForm):
    """A treatment, and what is left of the risk once it is done."""

    class Meta:
        model = RiskTreatment
        fields = TREATMENT_FIELDS
        widgets = {"due_on": DATE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(level_fields(RiskTreatment, ["expected_likelihood", "expected_impact"]))


class ReviewForm(forms.Form):
    """What comes of a review: the outcome, the levels as they are now, and why."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[
            (ReviewOutcome.CONFIRMED, _("Confirmed: it stands as it is")),
            (ReviewOutcome.CHANGED, _("Changed: the levels below are new")),
            (ReviewOutcome.RETIRED, _("Retired: it is no risk any more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the review.")},
    )
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it changed or is retired."),
    )

    def __init__(self, *args: Any, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(level_fields(Risk, SCORES))
        if risk.yearly_loss is not None:
            self.fields.update(forms.fields_for_model(Risk, FIGURES))
        for name in (*SCORES, *FIGURES):
            if name in self.fields:
                self.fields[name].initial = getattr(risk, name)
        for field in (self.fields[name] for name in FIGURES if name in self.fields):
            field.unmarked = True
        self.order_fields(["outcome", *SCORES, "note", *FIGURES])

    def clean(self) -> dict[str, Any]:
        """A rate and a loss once given are not left empty."""
        for name in FIGURES:
            if name in self.cleaned_data and self.cleaned_data[name] is None:
                self.add_error(name, _("Give a figure: as it was, or as it is now."))
        return self.cleaned_data

    @property
    def scores(self) -> dict[str, Any]:
        """The levels as chosen; how often and how much, where the risk has figures."""
        return {
            name: self.cleaned_data[name] for name in (*SCORES, *FIGURES) if name in self.fields
        }

    @property
    def leaves_figures(self) -> bool:
        """Whether levels were changed beside figures that stay as they were."""
        changed = set(self.changed_data)
        has_figures = FIGURES[0] in self.fields
        return has_figures and not changed.isdisjoint(SCORES) and changed.isdisjoint(FIGURES)
