"""How the lists of the BIA are filtered."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bia.choices import GapState
from bia.models import BusinessFunction, Gap
from bia.services import interviews
from core.clock import organisation_day
from core.filters import AttentionFilter, FilterSet
from core.models import Unit, User
from core.models.people import unit_and_below
from estate.choices import Verdict

REVIEW_MONTHS = 12


def due_for_review() -> Q:
    """Functions that were not reviewed within a year, or never."""
    since = organisation_day(interviews.last_months(timezone.now(), REVIEW_MONTHS))
    return Q(reviewed_on=None) | Q(reviewed_on__lt=since)


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

    attention = AttentionFilter(
        unproven=(
            _("Unknown or without proof"),
            Q(item__readiness__proof=None) | Q(item__readiness__verdict=Verdict.UNKNOWN),
        ),
        review=(_("Due for review"), due_for_review),
    )

    class Meta:
        model = BusinessFunction
        fields: list[str] = []

    def below(self, queryset: Any, name: str, value: Any) -> Any:
        """The functions of a unit and of all units below it."""
        return queryset.filter(item__unit__in=unit_and_below({value.pk}))


def overdue() -> Q:
    """Open gaps whose date has passed."""
    return Q(state=GapState.OPEN, due_on__lt=organisation_day(timezone.now()))


class GapFilterSet(FilterSet):
    """Gaps by function, kind, state and owner, and those that are late."""

    search_fields = ("title", "function__item__name", "owner__name")

    attention = AttentionFilter(
        overdue=(_("Overdue"), overdue),
        unowned=(_("Without owner"), Q(owner=None)),
    )

    class Meta:
        model = Gap
        fields: list[str] = ["function", "kind", "state", "owner"]
