"""How the lists of the BIA are filtered."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from bia.models import BusinessFunction
from core.filters import FilterSet
from core.models import Unit, User
from core.models.people import unit_and_below
from estate.choices import Verdict


class FunctionFilterSet(FilterSet):
    """Functions by state, unit with all below it, owner."""

    search_fields = ("item__name", "item__owner__name", "item__unit__name")

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="item__readiness__verdict", choices=Verdict.choices
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), method="below"
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"), field_name="item__owner", queryset=User.objects.all()
    )

    class Meta:
        model = BusinessFunction
        fields: list[str] = []

    def below(self, queryset: Any, name: str, value: Any) -> Any:
        """The functions of a unit and of all units below it."""
        return queryset.filter(item__unit__in=unit_and_below({value.pk}))
