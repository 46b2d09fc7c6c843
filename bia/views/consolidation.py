"""All impact analyses on one page, and as a sheet."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bia.models import BusinessFunction, Campaign
from bia.services import consolidation
from core import exports
from core.durations import format_duration
from core.http import PersonRequest


class CompareForm(forms.Form):
    """Which two campaigns are compared; without a choice, the last analysis with the one before."""

    before = forms.ModelChoiceField(
        Campaign.objects.none(),
        required=False,
        label=gettext_lazy("From"),
        empty_label=gettext_lazy("the one before"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    after = forms.ModelChoiceField(
        Campaign.objects.none(),
        required=False,
        label=gettext_lazy("to"),
        empty_label=gettext_lazy("the latest"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def clean(self) -> dict[str, Any]:
        """The earlier campaign comes first."""
        consolidation.require_order(self.cleaned_data.get("before"), self.cleaned_data.get("after"))
        return self.cleaned_data

    @property
    def campaigns(self) -> dict[str, Campaign]:
        """What was chosen, by name; what cannot be read or compared is no choice."""
        self.is_valid()
        return (
            {}
            if self.non_field_errors()
            else {name: one for name, one in self.cleaned_data.items() if one}
        )


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """What the analyses of the functions the person may see come to together."""
    if not request.user.access.may("view", BusinessFunction):
        raise PermissionDenied
    chosen = CompareForm(request.GET)
    chosen.fields["before"].queryset = chosen.fields["after"].queryset = (  # type: ignore[attr-defined]
        consolidation.comparable().visible_to(request.user)
    )
    pair = {name: one.pk for name, one in chosen.campaigns.items()}
    found = consolidation.gather(consolidation.seen_by(request.user), at=timezone.now(), **pair)
    if (kind := request.GET.get("_export", "")) in exports.KINDS:
        return exports.response(kind, "consolidation", headings(), lines(found))
    shown = {
        "title": _("Consolidation"),
        "found": found,
        "chosen": chosen,
        "export_urls": {
            label: f"?{urlencode({**pair, '_export': name})}"
            for name, label in exports.KINDS.items()
        },
        "sees_part": not request.user.access.sees_all(BusinessFunction),
    }
    return render(request, "bia/consolidation.html", shown)


def headings() -> list[str]:
    """The first row of the sheet."""
    return [
        _("Rank"),
        _("Function"),
        _("Unit"),
        _("Owner"),
        _("MTD"),
        _("Set by"),
        _("Required or agreed RTO"),
        _("Tier by rule"),
        _("Criticality in use"),
        _("State"),
        _("Analysis approved by"),
        _("On"),
        _("Objective approved by"),
        _("Compared"),
        _("RTO before"),
        _("RTO now"),
        _("Why it moved"),
    ]


def lines(found: consolidation.Consolidation) -> Iterator[list[Any]]:
    """A row for each function, in the order of the ranking."""
    moved = {each.function.pk: each for each in found.moved}
    for each in found.ranking:
        item, known = each.function.item, each.known
        change = moved.get(each.function.pk)
        yield [
            each.place,
            item.name,
            str(item.unit or ""),
            str(item.owner or ""),
            each.mtd_text,
            each.category,
            each.need_text,
            each.tier_text,
            item.get_tier_display() or "",
            each.verdict,
            str(known.approved_by or "") if known else "",
            known.approved_at.date().isoformat() if known and known.approved_at else "",
            str(each.objective.approved_by or "") if each.objective else "",
            change.span if change else "",
            format_duration(change.rto[0]) if change else "",
            format_duration(change.rto[1]) if change else "",
            " ".join(change.reasons) if change else "",
        ]
