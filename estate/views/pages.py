"""The records of the estate: one declaration each."""

from collections.abc import Iterable
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
    Dependency,
    EstateChange,
    ImportRun,
    ImportSource,
    Item,
    KindDefault,
    Measurement,
    Objective,
    PlanningScenario,
    RedundancyGroup,
    RedundancyMember,
    ScenarioLoss,
    Site,
    Team,
    TeamMember,
)

from .imports import run_context

READ = (Role.LIST, Role.DETAIL)
KEPT = (Role.LIST, Role.DETAIL, Role.CREATE, Role.UPDATE)


class ItemPages(Pages):
    model = Item
    fields = [
        "kind",
        "name",
        "type",
        "description",
        "unit",
        "owner",
        "tier",
        "lifecycle",
        "site",
        "region",
        "country",
        "supplier",
        "team",
        "hands",
        "passes_on",
        "unavailability",
    ]
    form_groups: ClassVar[Any] = [
        (lazy("What it is"), "", ["kind", "name", "type", "description", "tier", "lifecycle"]),
        (
            lazy("Who answers for it"),
            lazy("The owner is asked for its recovery time."),
            ["unit", "owner", "team", "hands"],
        ),
        (
            lazy("Where it stands"),
            lazy("What is lost together when a place or a supplier fails."),
            ["site", "region", "country", "supplier"],
        ),
        (lazy("For the computation"), "", ["passes_on", "unavailability"]),
    ]
    list_display = ["name", "kind", "owner", "site", "tier", "lifecycle"]
    list_filter = [
        "kind",
        "tier",
        "unit",
        "owner",
        "site",
        "lifecycle",
        "readiness__verdict",
        "source",
    ]
    search_fields = ["name", "type", "external_id"]
    select_related = ["unit", "owner", "site", "supplier", "team", "readiness", "source"]
    facts = ["kind", "unit", "owner", "site"]
    roles = KEPT
    table_class = tables.ItemTable
    save = staticmethod(services.save_item)
    intro = lazy(  # type: ignore[assignment]
        "What must keep working and what that rests on: functions, services, systems, sites, "
        "suppliers. Most of it comes from an inventory you have already."
    )

    def actions(self) -> Iterable[Action]:
        item, user = self.object, self.request.user
        yield Action(
            _("Explore"), f"{reverse('estate:explorer')}?item={item.pk}", icon="topology-star-3"
        )
        may = permitted_actions(item, user, ["record", "retire", "change"])
        if item.retired_on:
            return
        if "record" in may:
            yield Action(
                _("State recovery time"),
                reverse("estate:item-claim", args=[item.pk]),
                icon="stopwatch",
            )
            yield Action(
                _("Record a measurement"),
                reverse("estate:item-measure", args=[item.pk]),
                icon="checkup-list",
            )
        if user.access.may("add", Dependency):
            yield Action(
                _("Add what it rests on"),
                f"{reverse('estate:dependency-create')}?dependent={item.pk}",
                icon="link",
            )
        if "retire" in may:
            yield Action(_("Retire"), reverse("estate:item-retire", args=[item.pk]), icon="archive")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.role is Role.DETAIL:
            shown = self.verdict()
            found = shown["found"]
            kwargs |= {
                "verdict": shown,
                "state": {"name": found.verdict, "word": ""} if found else None,
            }
        return super().get_context_data(**kwargs)

    def sections(self) -> Iterable[str]:
        yield render_to_string("estate/item_links.html", self.links(), self.request)

    def verdict(self) -> dict[str, Any]:
        """Need, claim and proof of the item, with why."""
        found = tables.readiness_of(self.object)
        missing = found.why.get("missing", [])[:12] if found else []
        claims = Claim.objects.filter(item=self.object, superseded_at=None)
        return {
            "item": self.object,
            "found": found,
            "missing": Item.objects.filter(pk__in=missing),
            "own": claims.select_related("stated_by").first(),
            "chain": chain_rows(found),
            "explore_url": f"{reverse('estate:explorer')}?item={self.object.pk}",
        }

    def links(self) -> dict[str, Any]:
        """What it rests on and what rests on it, straight."""
        live = Dependency.objects.in_use()
        groups = RedundancyGroup.objects.in_use().filter(dependent=self.object)
        return {
            "item": self.object,
            "rests_on": live.filter(dependent=self.object).select_related("provider__readiness")[
                :50
            ],
            "groups": groups.prefetch_related("members__provider__readiness"),
            "carries": live.filter(provider=self.object).select_related("dependent__readiness")[
                :50
            ],
            "member_of": RedundancyMember.objects.filter(
                provider=self.object, group__retired_on=None
            ).select_related("group__dependent__readiness")[:50],
        }


def chain_rows(found: Any) -> list[dict[str, Any]]:
    """The chain of the best evidence, by name."""
    links = (found.why.get("evidence_chain") or found.why.get("claim_chain") or []) if found else []
    names = Item.objects.in_bulk([link["id"] for link in links if isinstance(link["id"], int)])
    delays = {"detection": _("Detection"), "decision": _("Decision")}
    return [
        {
            "item": names.get(link["id"]),
            "name": delays.get(link["id"], link["id"]),
            "time": services.time_of(link["hours"]),
            "state": link["state"],
        }
        for link in links
    ]


class SitePages(Pages):
    model = Site
    fields = [
        "name",
        "unit",
        "address",
        "region",
        "country",
        "latitude",
        "longitude",
        "time_zone",
    ]
    list_display = ["name", "region", "country", "unit", "time_zone"]
    list_filter = ["country", "unit"]
    search_fields = ["name", "address", "region", "country"]
    select_related = ["unit", "item"]
    facts = ["region", "country", "unit"]
    key = ["name"]
    roles = KEPT
    save = staticmethod(services.save_site)
    intro = lazy("Places whose loss takes down what stands there.")  # type: ignore[assignment]


class TeamPages(Pages):
    model = Team
    fields = ["name", "unit", "site", "time_zone", "capacity"]
    list_display = ["name", "unit", "site", "capacity", "time_zone"]
    list_filter = ["unit", "site"]
    select_related = ["unit", "site", "item"]
    facts = ["unit", "site", "capacity"]
    key = ["name"]
    roles = KEPT
    save = staticmethod(services.save_team)
    intro = lazy("People who recover things. Their number decides what can be done side by side.")  # type: ignore[assignment]


class TeamMemberPages(Pages):
    model = TeamMember
    fields = ["team", "person", "part"]
    list_display = ["person", "team", "part"]
    list_filter = ["team"]
    search_fields = ["person__name", "team__name", "part"]
    select_related = ["team", "person"]
    key = ["team", "person"]
    intro = lazy("Who is in which team.")  # type: ignore[assignment]


class DependencyPages(Pages):
    model = Dependency
    fields = [
        "dependent",
        "provider",
        "phase",
        "is_data",
        "needed_within",
        "tolerates",
        "note",
    ]
    list_display = ["dependent", "provider", "phase", "is_data", "needed_within"]
    list_filter = ["phase", "is_data", "source"]
    search_fields = ["dependent__name", "provider__name", "note"]
    select_related = ["dependent", "provider", "source"]
    roles = KEPT
    save = staticmethod(services.save_dependency)
    intro = lazy("What cannot be up without what.")  # type: ignore[assignment]

    def actions(self) -> Iterable[Action]:
        may = permitted_actions(self.object, self.request.user, ["retire"])
        if "retire" in may and not self.object.retired_on:
            url = reverse("estate:dependency-end", args=[self.object.pk])
            yield Action(_("End it"), url, icon="unlink")


class RedundancyGroupPages(Pages):
    model = RedundancyGroup
    fields = ["dependent", "name", "required", "phase", "is_data"]
    list_display = ["name", "dependent", "required", "phase"]
    list_filter = ["phase", "source"]
    search_fields = ["name", "dependent__name"]
    select_related = ["dependent", "source"]
    roles = KEPT
    save = staticmethod(services.save_group)
    intro = lazy(  # type: ignore[assignment]
        "Several providers of which some must be up: two lines of one site, hosts of a cluster."
    )

    def actions(self) -> Iterable[Action]:
        may = permitted_actions(self.object, self.request.user, ["retire"])
        if "retire" in may and not self.object.retired_on:
            url = reverse("estate:redundancygroup-end", args=[self.object.pk])
            yield Action(_("End it"), url, icon="unlink")


class RedundancyMemberPages(Pages):
    model = RedundancyMember
    fields = ["group", "provider"]
    list_display = ["provider", "group"]
    search_fields = ["provider__name", "group__name"]
    select_related = ["group__dependent", "provider"]
    save = staticmethod(services.save_member)
    remove = staticmethod(services.remove_member)
    intro = lazy("Which items make up the redundancy groups.")  # type: ignore[assignment]


class PlanningScenarioPages(Pages):
    model = PlanningScenario
    fields = ["name", "kind", "description", "everything", "data_destroyed", "is_planned"]
    list_display = ["name", "kind", "everything", "data_destroyed", "is_planned"]
    list_filter = ["kind", "is_planned"]
    search_fields = ["name", "description"]
    key = ["name"]
    intro = lazy("Losses the programme plans for. Each function is judged in the worst of them.")  # type: ignore[assignment]


class ScenarioLossPages(Pages):
    model = ScenarioLoss
    fields = ["scenario", "item", "site", "supplier", "team", "region", "country", "kind"]
    list_display = ["scenario", "item", "site", "supplier", "region", "country", "kind"]
    list_filter = ["scenario"]
    search_fields = ["scenario__name", "item__name", "site__name"]
    select_related = ["scenario", "item", "site", "supplier", "team"]
    intro = lazy("What a scenario loses. Several conditions in one line hold together.")  # type: ignore[assignment]


class DelayPages(Pages):
    model = Delay
    fields = ["step", "low", "likely", "high", "basis", "note"]
    list_display = ["step", "low", "likely", "high", "basis"]
    search_fields = ["note"]
    key = ["step"]
    intro = lazy("How long the organisation takes to notice, to decide and to assemble.")  # type: ignore[assignment]


class ObjectivePages(Pages):
    model = Objective
    fields = ["item", "agreed_rto", "rpo", "agreed_on", "agreed_by", "source_ref"]
    list_display = ["item", "agreed_rto", "rpo", "agreed_on"]
    search_fields = ["item__name"]
    select_related = ["item", "agreed_by"]
    save = staticmethod(services.save_objective)
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


class KindDefaultPages(Pages):
    model = KindDefault
    fields = ["kind", "low", "likely", "high", "note"]
    list_display = ["kind", "low", "likely", "high", "note"]
    search_fields = ["note"]
    key = ["kind"]
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
        may = self.request.user.access.may("import", ImportSource)
        return super().get_context_data(may_do={"import"} if may else set(), **kwargs)

    def sections(self) -> Iterable[str]:
        shown = run_context(self.object, self.request)
        yield render_to_string("estate/run_part.html", shown, self.request)


class EstateChangePages(Pages):
    model = EstateChange
    fields = ["item", "other", "verb", "is_material", "at", "by", "reason", "run"]
    list_display = ["at", "item", "verb", "is_material", "by"]
    list_filter = ["verb", "is_material", "run"]
    search_fields = ["item__name", "reason"]
    select_related = ["item", "other", "by", "run__source"]
    roles = READ
    table_class = tables.ChangeTable
    intro = lazy("Everything that changed, by hand or by import, with what it touched.")  # type: ignore[assignment]

    def sections(self) -> Iterable[str]:
        touched = Item.objects.filter(touched_by__change=self.object).select_related("readiness")
        rows = [
            {"label": name, "before": old, "after": new}
            for name, (old, new) in self.object.fields.items()
        ]
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


PAGES = [
    ItemPages,
    SitePages,
    TeamPages,
    TeamMemberPages,
    DependencyPages,
    RedundancyGroupPages,
    RedundancyMemberPages,
    PlanningScenarioPages,
    ScenarioLossPages,
    DelayPages,
    ObjectivePages,
    ClaimPages,
    MeasurementPages,
    KindDefaultPages,
    ImportSourcePages,
    ImportRunPages,
    EstateChangePages,
    CapabilityRequestPages,
]
