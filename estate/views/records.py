"""Planned losses, delays, objectives, claims, measurements, imports and changes: one declaration each."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from neapolitan.views import Role

from core.crud import Pages
from core.details import Action, permitted_actions
from estate import services, tables
from estate.models import (
    CapabilityRequest,
    Claim,
    Delay,
    EstateChange,
    ImportRun,
    ImportSource,
    Item,
    KindDefault,
    Measurement,
    Objective,
    PlanningScenario,
    ScenarioLoss,
)

from .imports import run_context

READ = (Role.LIST, Role.DETAIL)
KEPT = (Role.LIST, Role.DETAIL, Role.CREATE, Role.UPDATE)


class PlanningScenarioPages(Pages):
    model = PlanningScenario
    fields = ["name", "kind", "description", "everything", "data_destroyed", "is_planned"]
    list_display = ["name", "kind", "everything", "data_destroyed", "is_planned"]
    list_filter = ["kind", "is_planned"]
    search_fields = ["name", "description"]
    key = ["name"]
    save = staticmethod(services.save_planned)
    remove = staticmethod(services.remove_planned)
    intro = lazy("Losses the programme plans for. Each function is judged in the worst of them.")  # type: ignore[assignment]


class ScenarioLossPages(Pages):
    model = ScenarioLoss
    fields = ["scenario", "item", "site", "supplier", "team", "region", "country", "kind"]
    list_display = ["scenario", "item", "site", "supplier", "region", "country", "kind"]
    list_filter = ["scenario"]
    search_fields = ["scenario__name", "item__name", "site__name"]
    select_related = ["scenario", "item", "site", "supplier", "team"]
    related_labels: ClassVar[dict[str, Any]] = {"item": lazy("Lost in")}
    save = staticmethod(services.save_planned)
    remove = staticmethod(services.remove_planned)
    intro = lazy("What a scenario loses. Several conditions in one line hold together.")  # type: ignore[assignment]


class DelayPages(Pages):
    model = Delay
    fields = ["step", "low", "likely", "high", "basis", "note"]
    list_display = ["step", "low", "likely", "high", "basis"]
    search_fields = ["note"]
    key = ["step"]
    save = staticmethod(services.save_planned)
    remove = staticmethod(services.remove_planned)
    intro = lazy("How long the organisation takes to notice, to decide and to assemble.")  # type: ignore[assignment]


class ObjectivePages(Pages):
    model = Objective
    fields = ["item", "agreed_rto", "rpo", "agreed_on"]
    list_display = ["item", "agreed_rto", "rpo", "agreed_on", "agreed_by"]
    search_fields = ["item__name"]
    select_related = ["item", "agreed_by"]
    facts = ["agreed_by"]
    save = staticmethod(services.save_objective)
    remove = staticmethod(services.remove_objective)
    intro = lazy("What is agreed for items. For functions it comes from the impact analysis.")  # type: ignore[assignment]


class ClaimPages(Pages):
    model = Claim
    fields = ["item", "low", "likely", "high", "rpo", "clock", "stated_by", "stated_on", "basis"]
    list_display = ["item", "low", "likely", "high", "rpo", "stated_by", "stated_on"]
    list_filter = ["clock"]
    search_fields = ["item__name", "basis"]
    select_related = ["item", "stated_by"]
    roles = READ
    intro = lazy("Recovery times that owners and contracts state.")  # type: ignore[assignment]


class MeasurementPages(Pages):
    model = Measurement
    fields = [
        "item",
        "took",
        "rpo",
        "measured_on",
        "method",
        "clock",
        "end_to_end",
        "note",
        "file",
        "age_limit_days",
    ]
    list_display = ["item", "took", "rpo", "measured_on", "method", "end_to_end"]
    list_filter = ["method", "end_to_end"]
    search_fields = ["item__name", "note"]
    select_related = ["item", "file"]
    roles = READ
    table_class = tables.MeasurementTable
    intro = lazy("Recoveries that were measured, in tests and in earnest.")  # type: ignore[assignment]

    def actions(self) -> Iterable[Action]:
        may = permitted_actions(self.object.item, self.request.user, ["record"])
        if "record" in may and not self.object.retired_on:
            url = reverse("estate:measurement-clear", args=[self.object.pk])
            yield Action(_("Still good"), url, icon="shield-check")
            url = reverse("estate:measurement-withdraw", args=[self.object.pk])
            yield Action(_("Withdraw"), url, icon="archive")

    def sections(self) -> Iterable[str]:
        changes = list(services.unsettled(measurement=self.object))
        shown = {
            "object": self.object,
            "changes": services.told(changes),
        }
        yield render_to_string("estate/measurement_part.html", shown, self.request)


class KindDefaultPages(Pages):
    model = KindDefault
    fields = ["kind", "low", "likely", "high", "note"]
    list_display = ["kind", "low", "likely", "high", "note"]
    search_fields = ["note"]
    key = ["kind"]
    save = staticmethod(services.save_planned)
    remove = staticmethod(services.remove_planned)
    intro = lazy("Taken where nobody has stated a time, and always marked assumed.")  # type: ignore[assignment]


class ImportSourcePages(Pages):
    model = ImportSource
    fields = ["name", "format", "unit"]
    list_display = ["name", "format", "unit"]
    select_related = ["unit"]
    roles = KEPT
    intro = lazy("Inventories the estate is kept in step with.")  # type: ignore[assignment]


class ImportRunPages(Pages):
    model = ImportRun
    fields = ["source", "file_name", "state", "started_by", "at", "applied_at"]
    list_display = ["at", "source", "file_name", "state", "started_by"]
    list_filter = ["source", "state"]
    search_fields = ["file_name", "source__name"]
    select_related = ["source", "started_by", "file"]
    roles = READ
    intro = lazy("Each reading of a source, and what it changed.")  # type: ignore[assignment]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        access = self.request.user.access
        may = {verb for verb in ("import", "export") if access.may(verb, ImportSource)}
        if self.role is Role.DETAIL:
            kwargs |= {"fields": [], "run": run_context(self.object, self.request)}
        return super().get_context_data(may_do=may, **kwargs)


class EstateChangePages(Pages):
    model = EstateChange
    fields = ["item", "about", "other", "verb", "is_material", "at", "by", "reason", "run"]
    list_display = ["at", "item", "verb", "is_material", "by"]
    list_filter = ["verb", "is_material", "run"]
    search_fields = ["item__name", "about", "reason"]
    select_related = ["item", "other", "by", "run__source"]
    roles = READ
    table_class = tables.ChangeTable
    related_labels: ClassVar[dict[str, Any]] = {"other": lazy("Changes beside it")}
    intro = lazy("Everything that changed, by hand or by import, with what it touched.")  # type: ignore[assignment]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fields, run = kwargs.get("fields"), getattr(self, "object", None) and self.object.run
        if fields and run:
            may = ImportRun.objects.visible_to(self.request.user).filter(pk=run.pk).exists()
            url = run.get_absolute_url()
            kwargs["fields"] = [
                replace(each, url="") if each.url == url and not may else each for each in fields
            ]
        if fields:
            kwargs["fields"] = [each for each in kwargs["fields"] if each.value not in ("", "–")]
        return super().get_context_data(**kwargs)

    def sections(self) -> Iterable[str]:
        touched = Item.objects.filter(touched_by__change=self.object).select_related("readiness")
        rows = services.differences(self.object.fields)
        shown = {"change": self.object, "rows": rows, "touched": touched.order_by("kind", "name")}
        yield render_to_string("estate/change_part.html", shown, self.request)


class CapabilityRequestPages(Pages):
    model = CapabilityRequest
    fields = ["person", "note", "due_on", "sent_at", "done_at"]
    list_display = ["person", "due_on", "sent_at", "done_at"]
    search_fields = ["person__name", "note"]
    select_related = ["person"]
    roles = READ
    intro = lazy(
        "Owners asked for the recovery times of what they own, by link, five items a page."
    )  # type: ignore[assignment]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.user.access.may("add", CapabilityRequest)
        return super().get_context_data(may_do={"add"} if may else set(), **kwargs)
