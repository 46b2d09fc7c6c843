"""The pages of the risk register: risks, their treatments, acceptances and reviews."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from neapolitan.views import Role

from bia.choices import ReviewState, RiskState
from bia.filters import ReviewFilterSet, RiskFilterSet, TreatmentFilterSet
from bia.forms.risks import RISK_FIELDS, TREATMENT_FIELDS, RiskForm, TreatmentForm
from bia.models import FIGURES, Risk, RiskAcceptance, RiskReview, RiskTreatment
from bia.serializers import RiskReviewSerializer, RiskSerializer
from bia.services import (
    riskacceptances,
    riskmatrix,
    riskreviews,
    risks,
    riskstanding,
    treatments,
)
from bia.tables.risk import ReviewTable, RiskTable, TreatmentTable
from core.crud import Pages
from core.details import Action, permitted_actions
from core.savedviews import View
from core.values import readable
from estate import services as estate

READ_ONLY = (Role.LIST, Role.DETAIL)
KEPT = (*READ_ONLY, Role.CREATE, Role.UPDATE)
"""Retired with a reason, never deleted."""


class RiskPages(Pages):
    model = Risk
    fields: ClassVar[list[str]] = RISK_FIELDS
    form_groups: ClassVar[Any] = [
        (
            gettext_lazy("The risk"),
            gettext_lazy("What may happen to what, and what follows from it."),
            ["code", "title", "item", "threat", "category", "description"],
        ),
        (
            gettext_lazy("Whose it is"),
            gettext_lazy("Its owner reviews it each quarter."),
            ["unit", "owner"],
        ),
        (
            gettext_lazy("Without anything against it"),
            gettext_lazy("The inherent risk."),
            ["inherent_likelihood", "inherent_impact"],
        ),
        (
            gettext_lazy("As it is now"),
            gettext_lazy("The residual risk: with all that stands against it today."),
            ["controls", "residual_likelihood", "residual_impact"],
        ),
        (
            gettext_lazy("In figures"),
            gettext_lazy("Optional: how often and how much, each as a range."),
            [*FIGURES, "currency"],
        ),
    ]
    select_related: ClassVar[list[str]] = ["item", "threat", "category", "unit", "owner"]
    ordering: ClassVar[list[Any]] = riskstanding.WORST_FIRST
    facts: ClassVar[list[str]] = ["item", "owner", "unit", "category"]
    roles = KEPT
    form_class = RiskForm
    table_class = RiskTable
    filterset_class = RiskFilterSet
    serializer_class = RiskSerializer
    key: ClassVar[list[str]] = ["code"]
    bulk_fields: ClassVar[list[str]] = ["owner", "unit", "category", "threat"]
    views: ClassVar[list[View]] = [
        View(gettext_lazy("All")),
        View(gettext_lazy("Above appetite"), "attention=above"),
        View(gettext_lazy("Due for review"), "attention=review"),
        View(gettext_lazy("Untreated"), "attention=untreated"),
        View(gettext_lazy("To be rated"), "attention=unrated"),
        View(gettext_lazy("Mine"), "whose=mine"),
    ]
    export_also: ClassVar[Any] = [
        (gettext_lazy("Residual rating"), lambda risk: risk.residual_rating or ""),
        (gettext_lazy("Expected loss a year"), lambda risk: risk.yearly_loss or ""),
        (gettext_lazy("Last reviewed"), lambda risk: risk.reviewed_on or ""),
    ]
    save = staticmethod(risks.save_risk)
    retire = staticmethod(risks.retire)
    intro = gettext_lazy(
        "What may stop the work, how likely and how bad it is with what stands against it, and who"
        " answers for it."
    )

    @classmethod
    def rows(cls, actor: Any, action: str) -> Any:
        return riskstanding.with_facts(super().rows(actor, action))

    def actions(self) -> Iterable[Action]:
        risk = self.object
        if risk.retired_on:
            return
        may = permitted_actions(risk, self.request.user, ["review", "accept", "retire"])
        seen = f"?version={risk.version}"
        review = riskreviews.open_review(risk)
        if review is not None and "review" in may:
            url = f"{reverse('bia:riskreview-complete', args=[review.pk])}?version={review.version}"
            yield Action(_("Review"), url, icon="checks", primary=True)
        own = self.request.user.stands_with(risk.owner_id)
        if "accept" in may and risk.is_above and not own:
            words = _("Choose another date") if risk.state == RiskState.ACCEPTED else _("Accept")
            url = f"{reverse('bia:risk-accept', args=[risk.pk])}{seen}"
            yield Action(words, url, icon="signature")
        if "retire" in may:
            yield Action(_("Retire"), reverse("bia:risk-retire", args=[risk.pk]), icon="archive")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        matrix = riskmatrix.read_in_force()
        if self.role is Role.DETAIL:
            context |= risk_context(self.object, matrix, self.request)
        if self.role is Role.LIST:
            context["no_matrix"] = matrix is None
        return context


def risk_context(
    risk: Risk, matrix: riskmatrix.Matrix | None, request: HttpRequest
) -> dict[str, Any]:
    """What stands on a risk's own page."""
    look, word = riskstanding.state_of(risk, matrix)
    acceptance = riskacceptances.in_force(risk)
    if acceptance is not None:
        word = _("Accepted until %(day)s") % {"day": readable(acceptance.until)}
    review = riskreviews.open_review(risk)
    done = RiskReview.objects.filter(risk=risk, state=ReviewState.DONE)
    row = getattr(risk.item, "readiness", None)
    return {
        "state": {"name": look, "word": word},
        "stands": riskstanding.of(risk, matrix),
        "acceptance": acceptance,
        "review": review,
        "causes": list(review.causes.all()) if review else [],
        "done": list(
            done.select_related("done_by", "before", "after")
            .prefetch_related("causes")
            .order_by("-done_at")[:8]
        ),
        "treated": RiskTreatment.objects.visible_to(request.user)
        .filter(risk=risk)
        .select_related("owner"),
        "readiness": row,
        "readiness_words": estate.headline(row) if row else "",
        "may_treat": request.user.access.may("add", RiskTreatment) and not risk.retired_on,
    }


class TreatmentPages(Pages):
    model = RiskTreatment
    fields: ClassVar[list[str]] = TREATMENT_FIELDS
    form_groups: ClassVar[Any] = [
        (gettext_lazy("What is done"), "", ["risk", "what", "kind", "owner", "due_on", "state"]),
        (
            gettext_lazy("What it costs"),
            gettext_lazy("Held against what the risk costs a year."),
            ["cost_once", "cost_yearly", "currency"],
        ),
        (
            gettext_lazy("What is left then"),
            gettext_lazy("The levels once it is done."),
            ["expected_likelihood", "expected_impact"],
        ),
    ]
    select_related: ClassVar[list[str]] = ["risk__unit", "owner"]
    facts: ClassVar[list[str]] = ["risk", "owner", "due_on"]
    form_class = TreatmentForm
    table_class = TreatmentTable
    filterset_class = TreatmentFilterSet
    views: ClassVar[list[View]] = [
        View(gettext_lazy("All")),
        View(gettext_lazy("Overdue"), "attention=overdue"),
        View(gettext_lazy("Mine"), "whose=mine"),
    ]
    bulk_fields: ClassVar[list[str]] = ["owner", "due_on", "state"]
    save = staticmethod(treatments.save_treatment)
    intro = gettext_lazy(
        "What is done to avoid, reduce or transfer risks: by whom, until when, at what cost."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            matrix, one, risk = riskmatrix.read_in_force(), self.object, self.object.risk
            levels = (risk.residual_likelihood, risk.residual_impact)
            expected = (one.expected_likelihood, one.expected_impact)
            context["now"] = riskstanding.score(matrix, *levels)
            context["then"] = riskstanding.score(matrix, *expected)
        return context


class AcceptancePages(Pages):
    model = RiskAcceptance
    fields: ClassVar[list[str]] = [
        "risk",
        "by",
        "at",
        "until",
        "reason",
        "rating",
        "ended_at",
        "ended_why",
    ]
    list_display: ClassVar[list[str]] = ["risk", "by", "rating", "until", "ended_at"]
    search_fields: ClassVar[list[str]] = ["risk__title", "risk__code", "by__name", "reason"]
    select_related: ClassVar[list[str]] = ["risk", "by"]
    facts: ClassVar[list[str]] = ["risk", "by", "until"]
    roles = READ_ONLY
    intro = gettext_lazy("Who bears which risk above appetite, until when, and why.")


class ReviewPages(Pages):
    model = RiskReview
    fields: ClassVar[list[str]] = [
        "risk",
        "opened_at",
        "due_on",
        "owner",
        "state",
        "outcome",
        "note",
        "done_at",
        "done_by",
    ]
    select_related: ClassVar[list[str]] = [
        "risk__item",
        "risk__owner",
        "risk__unit",
        "owner",
        "done_by",
        "before",
        "after",
    ]
    facts: ClassVar[list[str]] = ["risk", "owner", "opened_at", "due_on"]
    table_class = ReviewTable
    filterset_class = ReviewFilterSet
    serializer_class = RiskReviewSerializer
    roles = READ_ONLY
    views: ClassVar[list[View]] = [
        View(gettext_lazy("Open")),
        View(gettext_lazy("Overdue"), "attention=overdue"),
        View(gettext_lazy("Mine"), "whose=mine"),
        View(gettext_lazy("Done"), "state=done"),
    ]
    intro = gettext_lazy(
        "Each risk once a quarter, and when something it rests on changes. Each cause counts once."
    )

    @classmethod
    def rows(cls, actor: Any, action: str) -> Any:
        return super().rows(actor, action).prefetch_related("causes")

    def listed(self, asked: QueryDict) -> Any:
        rows = super().listed(asked)
        return rows if asked.get("state") else rows.filter(state=ReviewState.OPEN)

    def actions(self) -> Iterable[Action]:
        review = self.object
        may = permitted_actions(review, self.request.user, ["review"])
        if review.state == ReviewState.OPEN and may:
            url = f"{reverse('bia:riskreview-complete', args=[review.pk])}?version={review.version}"
            yield Action(_("Review"), url, icon="checks", primary=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            context |= review_context(self.object)
        return context


def review_context(review: RiskReview) -> dict[str, Any]:
    """What stands on a review's own page: what called for it, before and after."""
    matrix = riskmatrix.read_in_force()
    scored = {
        name: riskstanding.score(matrix, row.residual_likelihood, row.residual_impact)
        for name, row in (("before", review.before), ("after", review.after))
        if row is not None
    }
    done = review.state == ReviewState.DONE
    word = review.get_outcome_display() if done else review.get_state_display()
    return {
        "causes": list(review.causes.all()),
        "scored": scored,
        "state": {"name": "done" if done else "due", "word": word},
    }


PAGES = [RiskPages, TreatmentPages, ReviewPages, AcceptancePages]
