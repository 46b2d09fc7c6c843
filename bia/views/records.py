"""The pages of gaps, objectives, impact scales and names to be mapped."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from neapolitan.views import Role

from bia.choices import GapKind, GapState, MappingState
from bia.filters import GapFilterSet
from bia.forms.scale import ScaleForm
from bia.models import BiaReport, BusinessFunction, Gap, ImpactScale, MappingTask, Objective
from bia.serializers.scale import ImpactScaleSerializer
from bia.services import gaps, mapping, rejudging, scales
from bia.tables import GapTable, ObjectiveTable, ReportTable
from bia.views import steps
from core.crud import Pages
from core.details import Action, permitted_actions
from core.models import Unit
from core.savedviews import View
from core.values import readable
from estate import services as estate

READ_ONLY = (Role.LIST, Role.DETAIL)
LATE = (GapKind.RECOVERY, GapKind.DATA)
KEPT = (*READ_ONLY, Role.CREATE, Role.UPDATE)
"""Closed with what became of it, never deleted."""


class GapPages(Pages):
    model = Gap
    fields: ClassVar[list[str]] = [
        "function",
        "kind",
        "title",
        "reason",
        "owner",
        "due_on",
        "way_out",
    ]
    views: ClassVar[list[View]] = [
        View(gettext_lazy("Not closed")),
        View(gettext_lazy("Open"), "state=open"),
        View(gettext_lazy("Overdue"), "attention=overdue"),
        View(gettext_lazy("Accepted"), "state=accepted"),
        View(gettext_lazy("Closed"), "state=closed"),
    ]
    filterset_class = GapFilterSet
    select_related: ClassVar[list[str]] = [
        "function__item__unit",
        "function__item__readiness",
        "owner",
        "accepted_by",
    ]
    facts: ClassVar[list[str]] = ["function"]
    roles = KEPT
    table_class = GapTable
    bulk_fields: ClassVar[list[str]] = ["owner", "due_on"]
    save = staticmethod(gaps.save_gap)
    intro = gettext_lazy(
        "Objectives that are not met or not proven: who closes each, and until when."
    )

    def listed(self, asked: QueryDict) -> Any:
        rows = super().listed(asked)
        return rows if asked.get("state") else rows.exclude(state=GapState.CLOSED)

    def get_object(self) -> Any:
        gap = super().get_object()
        if self.role is Role.UPDATE and gap.state == GapState.CLOSED:
            raise PermissionDenied(gaps.stays_closed())
        return gap

    def actions(self) -> Iterable[Action]:
        gap = self.object
        if gap.state == GapState.CLOSED:
            return
        may = permitted_actions(gap, self.request.user, ["accept", "change"])
        seen = f"?version={gap.version}"
        if "accept" in may and not gaps.is_own(gap, self.request.user):
            accepted = gap.state == GapState.ACCEPTED
            words = _("Choose another date") if accepted else _("Accept until a date")
            url = f"{reverse('bia:gap-accept', args=[gap.pk])}{seen}"
            yield Action(words, url, icon="signature")
        if "change" in may:
            url = f"{reverse('bia:gap-close', args=[gap.pk])}{seen}"
            yield Action(_("Close"), url, icon="check")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            context |= gap_context(self.object, context)
        if self.role is Role.UPDATE and self.object.state == GapState.ACCEPTED:
            context["about"] = _(
                "%(by)s bears it until %(day)s as it is described here. If kind, gap or why change, it"
                " is open again."
            ) % {"by": self.object.accepted_by, "day": readable(self.object.accepted_until)}
        return context


def gap_context(gap: Gap, context: dict[str, Any]) -> dict[str, Any]:
    """What stands on a gap's own page: how it stands, and the time it is about."""
    row = getattr(gap.function.item, "readiness", None)
    closed, timed = gap.state == GapState.CLOSED, gap.kind != GapKind.DATA and row is not None
    return {
        "state": state_of(gap),
        "need": row.need if timed else None,
        "need_words": estate.need_words(row) if timed else "",
        "need_note": estate.figure_notes(row)["need"] if timed else "",
        "best": estate.evidence_of(row) if timed else None,
        "best_note": estate.headline(row) if timed else "",
        "timed": timed and not closed,
        "actions": [] if closed else context["actions"],
    }


def state_of(gap: Gap) -> dict[str, str]:
    """Look and words of where a gap stands."""
    if gap.state == GapState.ACCEPTED:
        day = readable(gap.accepted_until)
        return {"name": "due", "word": _("Accepted until %(day)s") % {"day": day}}
    if gap.state == GapState.CLOSED:
        return {"name": "done", "word": _("Closed")}
    return {"name": "gap" if gap.kind in LATE else "unknown", "word": _("Open")}


class ObjectivePages(Pages):
    model = Objective
    fields: ClassVar[list[str]] = ["function", "agreed_rto", "agreed_rpo", "reason"]
    table_class = ObjectiveTable
    list_filter: ClassVar[list[str]] = ["state"]
    search_fields: ClassVar[list[str]] = ["function__item__name"]
    select_related: ClassVar[list[str]] = ["function__item"]
    facts: ClassVar[list[str]] = ["function", "approved_by", "approved_at"]
    roles = READ_ONLY
    intro = gettext_lazy("What was agreed for each function, by whom, and what it replaced.")


class ReportPages(Pages):
    model = BiaReport
    fields: ClassVar[list[str]] = [
        "about",
        "function",
        "campaign",
        "unit",
        "functions",
        "made_by",
        "made_at",
    ]
    list_filter: ClassVar[list[str]] = ["campaign", "unit", "made_by"]
    search_fields: ClassVar[list[str]] = ["about", "made_by__name"]
    select_related: ClassVar[list[str]] = [
        "function__item",
        "campaign",
        "unit",
        "made_by",
        "file",
    ]
    facts: ClassVar[list[str]] = ["made_by", "made_at", "functions"]
    table_class = ReportTable
    roles = READ_ONLY
    intro = gettext_lazy(
        "Of one function, a campaign, a unit, or the whole organisation. Each is kept as it was made,"
        " with its SHA-256."
    )

    def actions(self) -> Iterable[Action]:
        if self.object.file_id:
            url = reverse("core:file", args=[self.object.file_id])
            yield Action(_("Open the PDF"), url, icon="file-type-pdf", primary=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.LIST:
            actor = self.request.user
            context["may_make"] = actor.access.may("view", BusinessFunction)
            context["units"] = Unit.objects.visible_to(actor).order_by("name")
        return context


class ScalePages(Pages):
    model = ImpactScale
    fields: ClassVar[list[str]] = ["title", "reason", "level_names", "currency"]
    list_display: ClassVar[list[str]] = ["title", "number", "state", "approved_by", "approved_at"]
    select_related: ClassVar[list[str]] = ["approved_by"]
    search_fields: ClassVar[list[str]] = ["title"]
    facts: ClassVar[list[str]] = ["approved_by", "approved_at"]
    form_class = ScaleForm
    serializer_class = ImpactScaleSerializer
    roles = READ_ONLY
    intro = gettext_lazy(
        "How bad is bad: categories and levels in our own words, in force once an executive approves."
    )

    def actions(self) -> Iterable[Action]:
        scale = self.object
        may = permitted_actions(scale, self.request.user, ["change", "submit", "approve", "return"])
        here = {
            name: f"{reverse(f'bia:scale-{name}', args=[scale.pk])}?version={scale.version}"
            for name in ("edit", "submit", "approve", "return")
        }
        if scale.state == "draft" and "change" in may:
            yield Action(_("Edit"), here["edit"], icon="pencil")
            models = reverse("bia:scale-models", args=[scale.pk])
            yield Action(_("Choose the models"), models, icon="scale")
        if scale.state == "draft" and "submit" in may:
            yield Action(_("Hand in for approval"), here["submit"], "post", "send", primary=True)
        if scale.state == "review" and "approve" in may:
            yield Action(_("Put in force"), here["approve"], "post", "check", primary=True)
        if scale.state == "review" and "return" in may:
            yield Action(_("Return with a comment"), here["return"], icon="arrow-back-up")
        if scale.state == "approved" and self.request.user.access.may("add", ImpactScale):
            yield Action(_("Next version"), reverse("bia:scale-next"), "post", "pencil-plus")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            context["whole"] = scales.read(self.object)
            if self.object.state in ("draft", "review"):
                context["moves"] = moving(self.object, self.request.user)
        if self.role is Role.LIST:
            context["may_draft"] = self.request.user.access.may("add", ImpactScale)
        return context


def moving(scale: ImpactScale, actor: Any) -> list[Any]:
    """The functions whose MTD a draft would move, as far as the person may see them."""
    visible = set(BusinessFunction.objects.visible_to(actor).values_list("pk", flat=True))
    return [move for move in rejudging.moves(scale) if move.function.pk in visible]


class MappingPages(Pages):
    model = MappingTask
    fields: ClassVar[list[str]] = ["need"]
    list_display: ClassVar[list[str]] = ["need", "state"]
    list_filter: ClassVar[list[str]] = ["state"]
    search_fields: ClassVar[list[str]] = ["need__name"]
    select_related: ClassVar[list[str]] = ["need__interview__function__item__unit"]
    roles = READ_ONLY
    intro = gettext_lazy("Names owners typed that are no items yet. Say once which is meant.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.LIST:
            shown = [row.record for row in context["table"].paginated_rows]
            waiting = [task for task in shown if task.state == MappingState.OPEN]
            context["questions"] = mapping.questions(waiting)
            context["kinds"] = steps.ITEM_KINDS
        return context

    def listed(self, asked: QueryDict) -> Any:
        rows = super().listed(asked)
        return rows if asked.get("state") else rows.filter(state=MappingState.OPEN)
