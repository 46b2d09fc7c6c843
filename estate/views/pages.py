"""The records of the estate: one declaration each."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from neapolitan.views import Role

from core.crud import Pages
from core.details import Action, Fact, permitted_actions
from core.savedviews import View
from estate import services, tables
from estate.choices import Kind
from estate.filters import DependencyFilterSet, ItemFilterSet
from estate.forms import ItemForm
from estate.models import (
    Claim,
    Dependency,
    ImportSource,
    Item,
    Measurement,
    RedundancyGroup,
    RedundancyMember,
    Site,
    Team,
    TeamMember,
)

from .records import (
    CapabilityRequestPages,
    ClaimPages,
    DelayPages,
    EstateChangePages,
    ImportRunPages,
    ImportSourcePages,
    KindDefaultPages,
    MeasurementPages,
    ObjectivePages,
    PlanningScenarioPages,
    ScenarioLossPages,
)

READ = (Role.LIST, Role.DETAIL)
KEPT = (Role.LIST, Role.DETAIL, Role.CREATE, Role.UPDATE)


def retire_item(item: Item, **how: Any) -> Item:
    """Retire one of several chosen items."""
    return services.retire_item_by_hand(item=item, **how)


def end_dependency(dependency: Dependency, **how: Any) -> Dependency:
    """End one of several chosen dependencies."""
    return services.end_dependency(dependency=dependency, **how)


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
        "yearly_cost",
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
        (lazy("For the computation"), "", ["passes_on", "unavailability", "yearly_cost"]),
    ]
    list_display = ["name", "kind", "owner", "site", "tier", "lifecycle"]
    views: ClassVar[list[View]] = [
        View(lazy("All")),
        View(lazy("Not held"), "attention=not_held"),
        View(lazy("Assumed times"), "attention=assumed"),
        View(lazy("Gone from source"), "attention=gone"),
        View(lazy("Without owner"), "attention=unowned"),
    ]
    filterset_class = ItemFilterSet
    select_related = ["unit", "owner", "site", "supplier", "team", "readiness", "source"]
    facts = ["kind", "unit", "owner", "site"]
    ordering: ClassVar[list[Any]] = [services.worst_first("readiness"), "name"]
    related_labels: ClassVar[dict[str, Any]] = {"supplier": lazy("Supplies")}
    roles = KEPT
    table_class = tables.ItemTable
    export_also = tables.STANDING
    bulk_fields: ClassVar[list[str]] = ["unit", "owner", "tier", "lifecycle", "site", "team"]
    form_class = ItemForm
    save = staticmethod(services.save_item_by_hand)
    retire = staticmethod(retire_item)
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
        if "retire" in may and item.kind != Kind.FUNCTION:
            yield Action(_("Retire"), reverse("estate:item-retire", args=[item.pk]), icon="archive")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.role is Role.DETAIL:
            shown = self.verdict()
            found = shown["found"]
            kwargs |= {
                "verdict": shown,
                "links": self.links(),
                "fields": self.details(kwargs.get("fields", [])),
                "state": {"name": found.shown, "word": ""} if found else None,
            }
        if self.role is Role.LIST:
            kwargs["may_import"] = self.request.user.access.may("import", ImportSource)
        return super().get_context_data(**kwargs)

    def verdict(self) -> dict[str, Any]:
        """Need, claim and proof of the item, with why."""
        found = tables.readiness_of(self.object)
        missing = found.why.get("missing", [])[:12] if found else []
        claims = Claim.objects.filter(item=self.object, superseded_at=None)
        tests = Measurement.objects.filter(item=self.object, retired_on=None)
        tested = tests.order_by("-measured_on", "-pk").first()
        return {
            "item": self.object,
            "found": found,
            "headline": services.headline(found) if found else "",
            "notes": services.figure_notes(found) if found else {},
            "need_text": services.need_words(found) if found else "",
            "mtd": services.inherited_mtd(found) if found else None,
            "missing": Item.objects.filter(pk__in=missing).select_related("owner"),
            "own": claims.select_related("stated_by").first(),
            "tested": tested,
            "changes": services.told(services.unsettled(measurement=tested)) if tested else [],
            "chain": services.chain_of(found) if found else None,
            "explore_url": f"{reverse('estate:explorer')}?item={self.object.pk}",
        }

    def details(self, fields: list[Fact]) -> list[Fact]:
        """The fields that say something, the odd ones in words."""
        names = ["name", "passes_on"] if self.object.team_id else ["name", "passes_on", "hands"]
        own = {str(capfirst(Item._meta.get_field(name).verbose_name)) for name in names}
        said = [each for each in fields if each.value not in ("", "–") and each.label not in own]
        if self.object.passes_on:
            said.append(
                Fact(_("Own recovery time"), _("None: it is back when what it rests on is."))
            )
        return said

    def standing(self) -> Any:
        """What stands at the site that the item is, but for what is listed as resting on it."""
        if self.object.kind != Kind.SITE:
            return ()
        live = Dependency.objects.in_use().filter(provider=self.object)
        groups = RedundancyMember.objects.filter(
            provider=self.object, group__retired_on=None
        ).values("group__dependent")
        rows = Item.objects.in_use().filter(site__item=self.object).exclude(pk=self.object.pk)
        rows = rows.exclude(pk__in=live.values("dependent")).exclude(pk__in=groups)
        return rows.select_related("readiness").order_by(services.worst_first("readiness"), "name")[
            :50
        ]

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
            "standing": self.standing(),
        }


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
    bulk_fields: ClassVar[list[str]] = ["unit", "region", "country"]
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
    bulk_fields: ClassVar[list[str]] = ["unit", "site"]
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
    views: ClassVar[list[View]] = [
        View(lazy("All")),
        View(lazy("Phase not said"), "attention=unsaid"),
        View(lazy("Where data lives"), "is_data=true"),
    ]
    filterset_class = DependencyFilterSet
    select_related = ["dependent", "provider", "source"]
    roles = KEPT
    bulk_fields: ClassVar[list[str]] = ["phase", "is_data", "needed_within", "tolerates"]
    save = staticmethod(services.save_dependency)
    related_labels: ClassVar[dict[str, Any]] = {
        "dependent": lazy("It rests on"),
        "provider": lazy("Rests on it"),
    }
    retire = staticmethod(end_dependency)
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
    related_labels: ClassVar[dict[str, Any]] = {"provider": lazy("One of several")}
    intro = lazy("Which items make up the redundancy groups.")  # type: ignore[assignment]


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
