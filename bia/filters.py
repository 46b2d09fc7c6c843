"""How the lists of the BIA are filtered."""

from typing import Any

import django_filters
from django.db.models import Q
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bia.choices import CauseKind, GapState, ReviewState, Settled
from bia.models import (
    HIGHEST,
    BusinessFunction,
    Gap,
    ResponsibilityMatrix,
    Risk,
    RiskCause,
    RiskReview,
    RiskTreatment,
)
from bia.services import interviews, riskstanding
from bia.services.responsibilities import having
from core.clock import organisation_day
from core.filters import AttentionFilter, FilterSet
from core.models import Unit, User
from core.models.people import unit_and_below
from estate.choices import Kind, Verdict

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


ASKED_ELSEWHERE = ("residual", "inherent", "whose")
"""Filters set by a cell of the heat map or a view: shown only while they are in force."""
MINE = [("mine", _("Mine"))]


def own(rows: Any, actor: Any, path: str) -> Any:
    """The rows a person owns, or owns as a deputy."""
    return rows.filter(**{f"{path}__in": actor.stands_for})


def overdue_treatment() -> Q:
    """Treatments not done whose date has passed."""
    late = organisation_day(timezone.now())
    return Q(state__in=riskstanding.OPEN_TREATMENT, due_on__lt=late)


class RiskFilterSet(FilterSet):
    """Risks by where they stand, whose they are, what they are about, and the cell they lie in."""

    search_fields = ("code", "title", "item__name", "threat__name", "owner__name", "description")

    attention = AttentionFilter(
        above=(_("Above appetite"), Q(is_above=True)),
        review=(_("Due for review"), riskstanding.under_review),
        untreated=(_("Above appetite and untreated"), riskstanding.untreated),
        unowned=(_("Without owner"), Q(owner=None)),
        unrated=(_("Not rated"), Q(residual_rating=None)),
        unrated_inherent=(_("Inherent risk not rated"), Q(inherent_rating=None)),
    )
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=MINE, method="of_actor")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), method="below"
    )
    kind = django_filters.ChoiceFilter(
        label=_("About"), field_name="item__kind", choices=Kind.choices
    )
    residual = django_filters.ChoiceFilter(label=_("Residual cell"), method="in_cell")
    inherent = django_filters.ChoiceFilter(label=_("Inherent cell"), method="in_cell")

    class Meta:
        model = Risk
        fields: list[str] = ["category", "threat", "state", "owner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cells = [
            (f"{likelihood}-{impact}", f"{likelihood} × {impact}")
            for likelihood in range(1, HIGHEST + 1)
            for impact in range(1, HIGHEST + 1)
        ]
        for name in ("residual", "inherent"):
            self.filters[name].extra["choices"] = cells
        for name in ASKED_ELSEWHERE:
            if not self.data.get(name):
                self.filters[name].extra["widget"] = HiddenInput

    def of_actor(self, queryset: Any, name: str, value: str) -> Any:
        """The person's own risks."""
        return own(queryset, self.request.user, "owner")

    def below(self, queryset: Any, name: str, value: Any) -> Any:
        """The risks of a unit and of all units below it."""
        return queryset.filter(unit__in=unit_and_below({value.pk}))

    def in_cell(self, queryset: Any, name: str, value: str) -> Any:
        """The risks of one likelihood and one impact."""
        likelihood, _dash, impact = value.partition("-")
        return queryset.filter(**{f"{name}_likelihood": likelihood, f"{name}_impact": impact})


class TreatmentFilterSet(FilterSet):
    """Treatments by state, kind and owner, and those that are late."""

    search_fields = ("what", "risk__title", "risk__code", "owner__name")

    attention = AttentionFilter(overdue=(_("Overdue"), overdue_treatment))
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=MINE, method="of_actor")

    class Meta:
        model = RiskTreatment
        fields: list[str] = ["state", "kind", "owner"]

    def of_actor(self, queryset: Any, name: str, value: str) -> Any:
        """What the person is to get done."""
        return own(queryset, self.request.user, "owner")


OR_NOBODY: dict[str, Any] = {"null_label": _("Nobody"), "null_value": "none"}


def late_review() -> Q:
    """Reviews not done whose date has passed."""
    return Q(state=ReviewState.OPEN, due_on__lt=organisation_day(timezone.now()))


class ReviewFilterSet(FilterSet):
    """Reviews by state, outcome and what called for them."""

    search_fields = ("risk__title", "risk__code", "risk__item__name", "owner__name")

    attention = AttentionFilter(overdue=(_("Overdue"), late_review))
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=MINE, method="of_actor")
    cause = django_filters.ChoiceFilter(
        label=_("Called for by"), choices=CauseKind.choices, method="called_by"
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"), field_name="risk__owner", queryset=User.objects.all(), **OR_NOBODY
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), field_name="risk__unit", queryset=Unit.objects.all(), **OR_NOBODY
    )
    due_on = django_filters.DateFilter(label=_("Due"))

    class Meta:
        model = RiskReview
        fields: list[str] = ["state", "outcome"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "due_on"):
            if not self.data.get(name):
                self.filters[name].extra["widget"] = HiddenInput

    def of_actor(self, queryset: Any, name: str, value: str) -> Any:
        """The reviews of the person's own risks."""
        return own(queryset, self.request.user, "risk__owner")

    def called_by(self, queryset: Any, name: str, value: str) -> Any:
        """Reviews with a cause of this kind."""
        return queryset.filter(pk__in=RiskCause.objects.filter(kind=value).values("review"))


class ResponsibilityFilterSet(FilterSet):
    """Matrices by what is open in them."""

    search_fields = ("item__name", "item__supplier__name", "item__owner__name", "basis")

    attention = AttentionFilter(
        nobody=(_("Nobody does it"), having(Settled.NOBODY)),
        undefined=(_("Shared, undefined"), having(Settled.UNDEFINED)),
        unsaid=(_("Not said"), having(Settled.UNSAID)),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), method="below"
    )

    class Meta:
        model = ResponsibilityMatrix
        fields: list[str] = []

    def below(self, queryset: Any, name: str, value: Any) -> Any:
        """The services of a unit and of all units below it."""
        return queryset.filter(item__unit__in=unit_and_below({value.pk}))
