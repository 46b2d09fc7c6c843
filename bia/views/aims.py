"""The pages of strategic objectives, what serves them, and the tiers of urgency."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from neapolitan.views import Role

from bia.choices import Degree
from bia.models import BusinessFunction, Contribution, RecoveryTier, StrategicObjective
from bia.services import aims, levels, tiers
from bia.services.posture import verdict_of
from bia.services.tiers import Tier
from bia.tables.aims import ObjectiveTable, TierTable
from core.crud import Pages
from core.details import Action
from core.http import PersonRequest
from estate.services import headline

WORST = ("gap", "unknown", "expired", "stale", "claimed", "held")


class StrategicObjectivePages(Pages):
    model = StrategicObjective
    fields: ClassVar[list[str]] = ["name", "weight", "description"]
    facts: ClassVar[list[str]] = ["weight"]
    search_fields: ClassVar[list[str]] = ["name", "description"]
    list_filter: ClassVar[list[str]] = []
    key: ClassVar[list[str]] = ["name"]
    table_class = ObjectiveTable
    save = staticmethod(aims.save_objective)
    intro = gettext_lazy(
        "What the organisation wants to achieve, and with what weight. Each function says which it"
        " serves; so it shows which objectives stand on what may not be back in time."
    )

    @classmethod
    def rows(cls, actor: Any, action: str) -> Any:
        served = Q(contributions__function__retired_on=None)
        return super().rows(actor, action).annotate(serving=Count("contributions", filter=served))

    def actions(self) -> Iterable[Action]:
        if self.request.user.access.may("add", Contribution):
            url = f"{reverse('bia:contribution-create')}?objective={self.object.pk}"
            yield Action(_("Add a function"), url, icon="plus")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            context |= standing(self.object, self.request.user)
        return context


def standing(objective: StrategicObjective, actor: Any) -> dict[str, Any]:
    """The functions an objective rests on, the most essential and the worst first."""
    rows = Contribution.objects.visible_to(actor).filter(objective=objective)
    rows = rows.filter(function__retired_on=None).select_related(
        "function__item__unit", "function__item__readiness__bound_by"
    )
    served = [(row, verdict_of(row.function), _said(row.function)) for row in rows]
    served.sort(key=lambda one: (-one[0].degree, WORST.index(one[1]), str(one[0].function)))
    essential = [one for one in served if one[0].degree == Degree.ESSENTIAL]
    open_ones = [one for one in essential if one[1] != "held"]
    return {"served": served, "essential": len(essential), "not_held": len(open_ones)}


def _said(function: BusinessFunction) -> str:
    row = getattr(function.item, "readiness", None)
    return headline(row) if row else _("Not computed yet")


class ContributionPages(Pages):
    model = Contribution
    fields: ClassVar[list[str]] = ["function", "objective", "degree", "reason"]
    list_display: ClassVar[list[str]] = ["function", "objective", "degree", "reason"]
    list_filter: ClassVar[list[str]] = ["objective", "degree"]
    search_fields: ClassVar[list[str]] = ["function__item__name", "objective__name", "reason"]
    select_related: ClassVar[list[str]] = ["function__item__unit", "objective"]
    facts: ClassVar[list[str]] = ["function", "objective", "degree"]
    related_labels: ClassVar[dict[str, Any]] = {
        "function": gettext_lazy("Serves"),
        "objective": gettext_lazy("Served by"),
    }
    key: ClassVar[list[str]] = ["function", "objective"]
    save = staticmethod(aims.save_contribution)
    remove = staticmethod(aims.remove_contribution)
    intro = gettext_lazy("Which function serves which strategic objective, and how much.")


class RecoveryTierPages(Pages):
    model = RecoveryTier
    fields: ClassVar[list[str]] = ["longest", "meaning", "budget"]
    search_fields: ClassVar[list[str]] = ["meaning"]
    facts: ClassVar[list[str]] = ["longest", "budget"]
    key: ClassVar[list[str]] = ["meaning"]
    table_class = TierTable
    intro = gettext_lazy(
        "How urgent a function is by its MTD. Until you write your own, the usual hold: 1 h, 4 h,"
        " 24 h, 72 h, a week, longer."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.LIST and self.request.user.access.may("add", RecoveryTier):
            context["may_take"] = not RecoveryTier.objects.exists()
        return context


@require_POST
def take_tiers(request: PersonRequest) -> HttpResponse:
    """Write the usual tiers down, to be changed."""
    if not request.user.access.may("add", RecoveryTier):
        raise PermissionDenied
    if tiers.take_usual(by=request.user, at=timezone.now()):
        messages.success(request, _("The usual tiers are written down. Change what differs."))
    return HttpResponseRedirect(reverse("bia:recoverytier-list"))


def context(function: BusinessFunction, tier: Tier | None, actor: Any) -> dict[str, Any]:
    """What a function's page says of what it serves and of its parts."""
    alignment = aims.alignments([function])[function.pk]
    return {
        "alignment": alignment,
        "criticality": aims.criticality(tier, alignment) if alignment.contributions else None,
        "may_serve": actor.access.may("add", Contribution) and not function.retired_on,
        "parts": levels.roll_up(function, actor),
    }


PAGES = [StrategicObjectivePages, ContributionPages, RecoveryTierPages]
