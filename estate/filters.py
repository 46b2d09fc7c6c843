"""How the lists of the estate are filtered."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.filters import AttentionFilter, FilterSet
from estate.choices import Verdict
from estate.models import Dependency, Item


class ItemFilterSet(FilterSet):
    """Items by what they are, who answers for them, how they stand, and what they lack."""

    search_fields = ("name", "type", "external_id")

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="readiness__verdict", choices=Verdict.choices
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


class DependencyFilterSet(FilterSet):
    """Dependencies by when they count, and those of which nobody has said it."""

    search_fields = ("dependent__name", "provider__name", "note")

    attention = AttentionFilter(unsaid=(_("Phase not said"), Q(phase="")))

    class Meta:
        model = Dependency
        fields: list[str] = ["phase", "is_data", "source"]
