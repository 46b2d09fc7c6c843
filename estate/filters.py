"""How the lists of the estate are filtered."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.filters import AttentionFilter, FilterSet
from estate.choices import Kind, Verdict
from estate.models import Dependency, Item
from estate.models.capability import NO_NEED

UNNEEDED = Q(readiness__need=None) & ~Q(kind=Kind.FUNCTION)
UNNEEDED &= Q(readiness__claim__isnull=False) | Q(readiness__proof__isnull=False)
"""Of the unknown: those of which only the need is missing."""


class ItemFilterSet(FilterSet):
    """Items by what they are, who answers for them, how they stand, and what they lack."""

    search_fields = ("name", "type", "external_id")

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="stands",
        choices=[*Verdict.choices, (NO_NEED, _("No need known"))],
    )
    attention = AttentionFilter(
        not_held=(_("Not held"), ~Q(readiness__verdict=Verdict.HELD)),
        assumed=(_("Stands on assumed times"), Q(readiness__claim_state="assumed")),
        gone=(_("Gone from its source"), Q(gone_on__isnull=False)),
        unowned=(_("Without owner"), Q(owner=None)),
    )

    class Meta:
        model = Item
        fields: list[str] = [
            "kind",
            "tier",
            "unit",
            "owner",
            "site",
            "lifecycle",
            "source",
        ]

    def stands(self, rows: Any, _name: str, value: str) -> Any:
        """The items that are shown in this state."""
        verdict = Verdict.UNKNOWN if value == NO_NEED else value
        rows = rows.filter(readiness__verdict=verdict)
        if value == NO_NEED:
            return rows.filter(UNNEEDED)
        return rows.exclude(UNNEEDED) if value == Verdict.UNKNOWN else rows


class DependencyFilterSet(FilterSet):
    """Dependencies by when they count, and those of which nobody has said it."""

    search_fields = ("dependent__name", "provider__name", "note")

    attention = AttentionFilter(unsaid=(_("Phase not said"), Q(phase="")))

    class Meta:
        model = Dependency
        fields: list[str] = ["phase", "is_data", "source"]
