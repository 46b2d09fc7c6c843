"""The pages of what risks are judged by: threats, what came true, categories, rules, the matrix."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from neapolitan.views import Role

from bia.forms.risks import OCCURRENCE_FIELDS, THREAT_FIELDS, OccurrenceForm, ThreatForm
from bia.models import Occurrence, RiskCategory, RiskMatrix, RiskRule, Threat
from bia.serializers.matrix import RiskMatrixSerializer
from bia.services import riskmatrix, threats
from core import services
from core.crud import Pages
from core.details import Action, permitted_actions

READ_ONLY = (Role.LIST, Role.DETAIL)
KEPT = (*READ_ONLY, Role.CREATE, Role.UPDATE)


class ThreatPages(Pages):
    model = Threat
    fields: ClassVar[list[str]] = THREAT_FIELDS
    form_class = ThreatForm
    list_display: ClassVar[list[str]] = ["name", "kind", "likelihood", "code"]
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["name", "code", "description"]
    facts: ClassVar[list[str]] = ["kind", "likelihood"]
    key: ClassVar[list[str]] = ["code"]
    roles = KEPT
    save = staticmethod(threats.save_threat)
    retire = staticmethod(threats.retire)
    intro = gettext_lazy(
        "What may happen, in classes, with how likely it usually is. Change it to fit you and add"
        " your own."
    )

    def actions(self) -> Iterable[Action]:
        may = permitted_actions(self.object, self.request.user, ["retire"])
        if may and not self.object.retired_on:
            url = reverse("bia:threat-retire", args=[self.object.pk])
            yield Action(_("Retire"), url, icon="archive")
        if self.request.user.access.may("add", Occurrence):
            url = f"{reverse('bia:occurrence-create')}?threat={self.object.pk}"
            yield Action(_("It came true"), url, icon="bolt")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.LIST and self.request.user.access.may("add", Threat):
            context["to_take"] = len(threats.missing())
        return context


class OccurrencePages(Pages):
    model = Occurrence
    fields: ClassVar[list[str]] = OCCURRENCE_FIELDS
    form_class = OccurrenceForm
    list_display: ClassVar[list[str]] = ["threat", "where", "item", "happened_on"]
    list_filter: ClassVar[list[str]] = ["threat", "where"]
    search_fields: ClassVar[list[str]] = ["threat__name", "what", "item__name"]
    select_related: ClassVar[list[str]] = ["threat", "item"]
    facts: ClassVar[list[str]] = ["threat", "happened_on", "where"]
    save = staticmethod(threats.save_occurrence)
    intro = gettext_lazy(
        "Threats that came true, with us, at a supplier or at others. The risks of that threat are"
        " reviewed."
    )


class CategoryPages(Pages):
    model = RiskCategory
    fields: ClassVar[list[str]] = ["name", "description", "position"]
    list_display: ClassVar[list[str]] = ["name", "description"]
    facts: ClassVar[list[str]] = ["description"]
    key: ClassVar[list[str]] = ["name"]
    roles = KEPT
    intro = gettext_lazy("Kinds of risk that are told apart; the matrix says what each may rate.")

    def actions(self) -> Iterable[Action]:
        may = permitted_actions(self.object, self.request.user, ["retire"])
        if may and not self.object.retired_on:
            url = reverse("bia:riskcategory-retire", args=[self.object.pk])
            yield Action(_("Retire"), url, icon="archive")


class RulePages(Pages):
    model = RiskRule
    fields: ClassVar[list[str]] = ["kind", "is_on", "threshold"]
    list_display: ClassVar[list[str]] = ["kind", "is_on", "threshold"]
    search_fields: ClassVar[list[str]] = []
    roles = KEPT
    save = staticmethod(services.save)
    intro = gettext_lazy(
        "Which changes have the risks they touch reviewed. Without a line here a change counts as"
        " usual: critical means criticality 1, many items are more than 50."
    )


class MatrixPages(Pages):
    model = RiskMatrix
    fields: ClassVar[list[str]] = ["title", "reason", "currency"]
    list_display: ClassVar[list[str]] = ["title", "number", "state", "approved_by", "approved_at"]
    select_related: ClassVar[list[str]] = ["approved_by"]
    search_fields: ClassVar[list[str]] = ["title"]
    facts: ClassVar[list[str]] = ["approved_by", "approved_at"]
    serializer_class = RiskMatrixSerializer
    roles = READ_ONLY
    intro = gettext_lazy(
        "How likely, how bad, what both come to and what is borne; in force once an executive"
        " approves."
    )

    def actions(self) -> Iterable[Action]:
        matrix = self.object
        may = permitted_actions(
            matrix, self.request.user, ["change", "submit", "approve", "return"]
        )
        here = {
            name: f"{reverse(f'bia:matrix-{name}', args=[matrix.pk])}?version={matrix.version}"
            for name in ("edit", "submit", "approve", "return")
        }
        if matrix.state == "draft" and "change" in may:
            yield Action(_("Edit"), here["edit"], icon="pencil")
        if matrix.state == "draft" and "submit" in may:
            yield Action(_("Hand in for approval"), here["submit"], "post", "send", primary=True)
        if matrix.state == "review" and "approve" in may:
            yield Action(_("Put in force"), here["approve"], "post", "check", primary=True)
        if matrix.state == "review" and "return" in may:
            yield Action(_("Return with a comment"), here["return"], icon="arrow-back-up")
        if matrix.state == "approved" and self.request.user.access.may("add", RiskMatrix):
            yield Action(_("Next version"), reverse("bia:matrix-next"), "post", "pencil-plus")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            whole = riskmatrix.read(self.object)
            names = dict(RiskCategory.objects.values_list("pk", "name"))
            context["whole"] = whole
            context["grid"] = riskmatrix.grid(whole)
            context["borne"] = [
                (names[pk], whole.rating_name(rating)) for pk, rating in whole.appetite.items()
            ]
        if self.role is Role.LIST:
            context["may_draft"] = self.request.user.access.may("add", RiskMatrix)
        return context


PAGES = [ThreatPages, OccurrencePages, CategoryPages, MatrixPages, RulePages]
