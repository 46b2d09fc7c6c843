"""What is asked when something is done with an item."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DurationInput
from core.forms import RecordForm
from core.uploads import KeepsFile
from estate.choices import Clock, Format, Kind, Method
from estate.models import ImportSource, Item


def stated_times(claim: Any) -> dict[str, Any]:
    """A claim as a form shows it; a range of nothing is left empty, so that one time can be changed alone."""
    names = ("likely", "rpo", "clock", "basis")
    shown = {name: getattr(claim, name) for name in names}
    if not claim.low == claim.likely == claim.high:
        shown |= {"low": claim.low, "high": claim.high}
    return shown


def times_in_order(form: Any) -> None:
    """At best, likely and at worst go from small to large."""
    given = [form.cleaned_data.get(name) for name in ("low", "likely", "high")]
    known = [time for time in given if time is not None]
    if known != sorted(known):
        form.add_error("likely", _("At best, likely and at worst go from small to large."))


class ItemForm(RecordForm):
    """An item; functions are made where they are asked about, not here."""

    class Meta:
        model = Item
        fields = [
            "kind",
            "name",
            "type",
            "description",
            "unit",
            "owner",
            "tier",
            "lifecycle",
            "site",
            "region",
            "country",
            "supplier",
            "team",
            "hands",
            "passes_on",
            "unavailability",
            "yearly_cost",
        ]

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        is_function = bool(self.instance.pk) and self.instance.kind == Kind.FUNCTION
        kind: Any = self.fields.get("kind")
        if kind is not None:
            kind.choices = [
                (value, label)
                for value, label in kind.choices
                if not value or (value == Kind.FUNCTION) == is_function
            ]


class ClaimForm(forms.Form):
    """An item's stated recovery time."""

    likely = DurationInput(
        label=_("Back after, likely"),
        help_text=_("Its own work, such as 2 h, once what it rests on is back."),
    )
    low = DurationInput(label=_("At best"), required=False)
    high = DurationInput(label=_("At worst"), required=False)
    rpo = DurationInput(
        label=_("Data lost at most"),
        required=False,
        help_text=_("Such as 15 min; empty if it keeps none."),
    )
    clock = forms.ChoiceField(label=_("Counted from"), choices=Clock.choices)
    basis = forms.CharField(
        label=_("On what ground"),
        required=False,
        max_length=300,
        help_text=_("A contract, a runbook, experience."),
    )

    def clean(self) -> dict[str, Any]:
        times_in_order(self)
        return dict(self.cleaned_data)


class MeasurementForm(KeepsFile):
    """A measured recovery."""

    took = DurationInput(
        label=_("It took"), help_text=_("Until the minimum level was back, such as 3 h 40 min.")
    )
    measured_on = forms.DateField(
        label=_("On"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
    method = forms.ChoiceField(label=_("How"), choices=Method.choices)
    clock = forms.ChoiceField(label=_("Counted from"), choices=Clock.choices)
    end_to_end = forms.BooleanField(
        label=_("Everything it rests on was recovered too"), required=False
    )
    rpo = DurationInput(label=_("Data lost"), required=False)
    note = forms.CharField(label=_("What was done"), required=False, widget=forms.Textarea)
    file = forms.FileField(
        label=_("Proof"), required=False, help_text=_("A report, a log, a screen picture.")
    )
    holds = forms.ChoiceField(
        label=_("Does the test still hold?"),
        choices=[
            ("no", _("No, or I do not know: it counts as stale until it is taken again")),
            ("yes", _("Yes, recovery is unaffected")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the test still holds after these changes.")},
    )
    still_holds = forms.CharField(
        label=_("Why it still holds"),
        required=False,
        max_length=300,
        help_text=_("Kept with your name, and looked at by audit."),
    )

    def __init__(self, *args: Any, has_changed: bool = False, **kwargs: Any) -> None:
        """`has_changed`: something beneath the item did since the day of the test."""
        super().__init__(*args, **kwargs)
        if not has_changed:
            del self.fields["holds"], self.fields["still_holds"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["file"] = self.given
        data.pop("kept", None)
        if data.pop("holds", "no") != "yes":
            data.pop("still_holds", None)
        elif not (data.get("still_holds") or "").strip():
            self.add_error("still_holds", _("Say why recovery is unaffected."))
        return data


class ReasonForm(forms.Form):
    """Why something is taken out of use."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class UploadForm(KeepsFile):
    """A file of an inventory: from a source known already, or from a new one."""

    NEW = "new"

    source = forms.ChoiceField(
        label=_("Source"), help_text=_("The same source again shows what changed since.")
    )
    name = forms.CharField(
        label=_("Its name"),
        required=False,
        max_length=200,
        help_text=_("Such as NetBox or CMDB; left empty, the name of the file."),
    )
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices, required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("NetBox: the JSON of “manage.py dumpdata”. A sheet: CSV or XLSX."),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        rows = ImportSource.objects.permitted(actor, "import").order_by("name")
        self.known = {str(row.pk): row for row in rows}
        for name in ("name", "format"):
            self.fields[name].unmarked = True  # type: ignore[attr-defined]
        field: Any = self.fields["source"]
        field.choices = [(pk, str(row)) for pk, row in self.known.items()]
        field.choices += [(self.NEW, _("A new one…"))]
        if not self.known:
            field.widget, field.initial = forms.HiddenInput(), self.NEW

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["source"] = self.known.get(data.get("source", ""))
        data["format"] = data.get("format") or Format.NETBOX
        if self.given and not data.get("name"):
            data["name"] = Path(self.given.name).stem[:200]
        return data


class BulkForm(forms.Form):
    """Services pasted as a list."""

    kind = forms.ChoiceField(
        label=_("They are"),
        choices=[("service", _("Services")), ("application", _("Applications"))],
    )
    lines = forms.CharField(
        label=_("The list"),
        widget=forms.Textarea(attrs={"rows": "12"}),
        max_length=200_000,
        help_text=_(
            "One a line. After a comma, semicolon or tab: what it runs on, such as “Claims portal; "
            "portal-web-1; portal-db”. A pasted sheet will do."
        ),
    )
