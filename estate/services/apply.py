"""Carries out the plan of an import: many rows at once, each change written down."""

import zoneinfo
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import search
from core.clock import organisation_day
from core.models import User
from estate.choices import Kind, Lifecycle, Verb
from estate.imports.picture import ImportedGroup, ImportedItem, ImportedSite, Picture
from estate.imports.plan import CAN_EMPTY, PLACE_OWNED, Changed, Changes, Plan, said_of
from estate.models import (
    Claim,
    Dependency,
    ImportRun,
    Item,
    RedundancyGroup,
    RedundancyMember,
    Site,
    Team,
)

from .capability import record_claim
from .changes import News, difference, record_changes
from .items import is_material
from .stored import PK, Known

BATCH = 1000
FIRST = (Kind.SITE, Kind.VENDOR, Kind.TEAM)
"""Kinds others name: they are made before the rest."""
Progress = Callable[[int, int, str], None]


def apply_plan(
    plan: Plan,
    picture: Picture,
    known: Known,
    *,
    run: ImportRun,
    by: User | None,
    at: datetime,
    progress: Progress,
) -> None:
    """Make what is stored equal to the picture. Runs inside the caller's transaction."""
    work = _Work(picture, known, run, by, at)
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        (_("New items"), lambda: work.create(plan.created)),
        (_("Changed items"), lambda: work.change(plan.changed)),
        (_("Places"), lambda: work.change_places(plan.places)),
        (_("Gone and back"), lambda: work.mark(plan.gone, plan.back)),
        (_("Dependencies"), lambda: work.link(plan)),
        (_("Redundancy groups"), lambda: work.group(plan)),
        (_("Stated recovery times"), work.claim),
        (_("What the source says"), work.remember),
        (_("What it touches"), work.tell),
        (_("Search"), work.index),
    )
    for number, (note, step) in enumerate(steps):
        progress(number, len(steps), note)
        step()


class _Work:
    def __init__(
        self, picture: Picture, known: Known, run: ImportRun, by: User | None, at: datetime
    ) -> None:
        self.picture, self.known, self.run = picture, known, run
        self.by, self.at, self.today = by, at, organisation_day(at)
        self.sites = {site.external_id: site for site in picture.sites}
        self.news: list[News] = []
        self.fresh: set[int] = set()
        self.to_index: list[Item] = []

    # Items

    def item(self, reference: str) -> Item:
        """The item a reference of the source stands for."""
        if reference in self.known.items:
            return self.known.items[reference]
        found: Item = Item.objects.get(pk=int(reference.removeprefix(PK)))
        return found

    def create(self, created: Iterable[ImportedItem]) -> None:
        """New items. Those that others name come first; they may name each other in any order."""
        wanted = list(created)
        first = [each for each in wanted if each.kind in FIRST]
        rows = self.made(first, [self.filled(Item(), each) for each in first])
        self.give_places([row for row in rows if row.kind == Kind.SITE])
        Team.objects.bulk_create(
            [Team(name=row.name, item=row, unit=row.unit) for row in rows if row.kind == Kind.TEAM]
        )
        for each, row in zip(first, rows, strict=True):
            self.refer(row, each)
        Item.objects.bulk_update(rows, ["site", "supplier"], batch_size=BATCH)
        rest = [each for each in wanted if each.kind not in FIRST]
        self.made(rest, [self.refer(self.filled(Item(), each), each) for each in rest])

    def made(self, shown: list[ImportedItem], rows: list[Item]) -> list[Item]:
        """The new rows written, and from now on known."""
        Item.objects.bulk_create(rows, batch_size=BATCH)
        for each, row in zip(shown, rows, strict=True):
            self.known.items[each.external_id] = row
            self.known.by_pk[row.pk] = each.external_id
            self.fresh.add(row.pk)
            self.news.append(News(row, Verb.CREATED, is_new=True))
        self.to_index += rows
        return rows

    def give_places(self, items: list[Item]) -> None:
        """The Site rows of new items of that kind."""
        places = [
            self.placed(
                Site(name=item.name, item=item, unit=item.unit),
                self.sites.get(item.external_id) or ImportedSite(item.external_id),
            )
            for item in items
        ]
        Site.objects.bulk_create(places, batch_size=BATCH)
        for item, place in zip(items, places, strict=True):
            item.site = place
            self.known.site_items[place.pk] = item.pk

    def filled(self, row: Item, shown: ImportedItem, changes: Changes | None = None) -> Item:
        """An item with what the source says of it but the items it names.

        Of what the source leaves empty, what is changed.
        """
        self.empty(row, changes or {})
        row.source, row.external_id = self.known.source, shown.external_id
        row.kind, row.name = shown.kind, shown.name
        if row._state.adding:
            row.passes_on = shown.kind == Kind.FUNCTION
        row.lifecycle = shown.lifecycle or row.lifecycle or Lifecycle.LIVE
        for name in ("type", "description", "region", "country", "tier", "passes_on"):
            value = getattr(shown, name)
            if value not in ("", None):
                setattr(row, name, value)
        if shown.owner:
            row.owner_id = int(shown.owner)
        if shown.unit:
            row.unit_id = int(shown.unit)
        elif row._state.adding:
            row.unit = self.known.source.unit
        row.updated_at = self.at
        return row

    def refer(self, row: Item, shown: ImportedItem) -> Item:
        """The item with the site it stands at and its supplier."""
        if shown.site:
            row.site = self.item(shown.site).site
        if shown.supplier:
            row.supplier = self.item(shown.supplier)
        return row

    @staticmethod
    def empty(row: Any, changes: Changes) -> None:
        """Empty the fields whose value went away in the source."""
        for name in [name for name, (_old, new) in changes.items() if new == ""]:
            setattr(row, name, None if row._meta.get_field(name).null else "")

    def remember(self) -> None:
        """Keep what the source says, to know next time what went away in it."""
        rows = []
        for shown in self.picture.items:
            row = self.known.items[shown.external_id]
            said = said_of(shown, row.source_says, CAN_EMPTY)
            if place := self.sites.get(shown.external_id):
                said["place"] = said_of(place, row.source_says.get("place", {}), PLACE_OWNED)
            if said != row.source_says:
                row.source_says = said
                rows.append(row)
        Item.objects.bulk_update(rows, ["source_says"], batch_size=BATCH)

    def placed(self, place: Site, shown: ImportedSite, changes: Changes | None = None) -> Site:
        """A site with all that the source says of it; of what it leaves empty, what is changed."""
        self.empty(place, changes or {})
        for name in ("address", "region", "country"):
            if value := getattr(shown, name):
                setattr(place, name, value)
        if shown.time_zone in zoneinfo.available_timezones():
            place.time_zone = shown.time_zone
        if shown.latitude is not None and shown.longitude is not None:
            place.latitude = Decimal(str(shown.latitude))
            place.longitude = Decimal(str(shown.longitude))
        place.updated_at = self.at
        return place

    def change(self, changed: Iterable[Changed]) -> None:
        """Items the source shows differently."""
        shown = {item.external_id: item for item in self.picture.items}
        rows = []
        related = Item.objects.select_related("unit", "owner", "site", "supplier", "team")
        stored = {item.pk: item for item in related.filter(source=self.known.source)}
        for each in changed:
            key = each.external_id
            row = self.filled(self.known.items[key], shown[key], each.changes)
            self.refer(row, shown[key])
            before = stored[row.pk]
            fields = difference(before, row)
            self.news.append(
                News(row, Verb.CHANGED, fields=fields, is_material=is_material(fields))
            )
            rows.append(row)
        names = [
            "kind",
            "name",
            "type",
            "description",
            "site",
            "region",
            "country",
            "supplier",
            "lifecycle",
            "unit",
            "owner",
            "tier",
            "passes_on",
            "updated_at",
        ]
        Item.objects.bulk_update(rows, names, batch_size=BATCH)
        self.to_index += rows
        self.rename_places(rows)

    def rename_places(self, items: list[Item]) -> None:
        """Keep the Site and Team of renamed items in step."""
        names = {item.pk: item.name for item in items if item.kind in (Kind.SITE, Kind.TEAM)}
        for model in (Site, Team):
            places = [
                place
                for place in model._default_manager.filter(item_id__in=names)
                if place.name != names[place.item_id]
            ]
            for place in places:
                place.name, place.updated_at = names[place.item_id], self.at
            model._default_manager.bulk_update(places, ["name", "updated_at"])

    def change_places(self, changed: Iterable[Changed]) -> None:
        """Sites that lie elsewhere than was known."""
        rows = []
        for each in changed:
            item = self.known.items[each.external_id]
            rows.append(self.placed(item.place, self.sites[each.external_id], each.changes))
            fields = {
                name: ["–" if value in (None, "") else str(value) for value in (old, new)]
                for name, (old, new) in each.changes.items()
            }
            material = not {"region", "country"}.isdisjoint(fields)
            self.news.append(News(item, Verb.CHANGED, fields=fields, is_material=material))
        names = ["address", "region", "country", "latitude", "longitude", "time_zone", "updated_at"]
        Site.objects.bulk_update(rows, names, batch_size=BATCH)

    def mark(self, gone: Iterable[str], back: Iterable[str]) -> None:
        """Items that left the source are marked, those that came back are no more."""
        rows = []
        for keys, day, verb in ((gone, self.today, Verb.GONE), (back, None, Verb.BACK)):
            for key in keys:
                item = self.known.items[key]
                item.gone_on, item.updated_at = day, self.at
                rows.append(item)
                self.news.append(News(item, verb, is_material=verb == Verb.GONE))
        Item.objects.bulk_update(rows, ["gone_on", "updated_at"], batch_size=BATCH)

    # What rests on what

    def link(self, plan: Plan) -> None:
        """Dependencies made, changed and ended."""
        made = []
        for each in plan.links:
            one, other = self.item(each.dependent), self.item(each.provider)
            row = Dependency(dependent=one, provider=other, source=self.known.source)
            made.append(self.stated(row, each))
            self.news.append(
                News(one, Verb.LINKED, other, is_material=True, is_new=one.pk in self.fresh)
            )
        Dependency.objects.bulk_create(made, batch_size=BATCH)
        for each, changes in plan.relinked:
            one, other = self.item(each.dependent), self.item(each.provider)
            row = Dependency.objects.get(dependent=one, provider=other, retired_on=None)
            self.stated(row, each).save()
            fields = {name: [str(old), str(new)] for name, (old, new) in changes.items()}
            material = not {"phase", "is_data"}.isdisjoint(fields)
            self.news.append(News(one, Verb.RELINKED, other, fields, material))
        for dependent, provider in plan.unlinked:
            one, other = self.item(dependent), self.item(provider)
            rows = Dependency.objects.filter(dependent=one, provider=other, retired_on=None)
            rows.update(retired_on=self.today, retired_reason=self.reason, updated_at=self.at)
            self.news.append(News(one, Verb.UNLINKED, other, is_material=True))

    @property
    def reason(self) -> str:
        """Why something imported ended."""
        return _("No longer in %(source)s") % {"source": self.known.source}

    @staticmethod
    def stated(row: Dependency, shown: Any) -> Dependency:
        """A dependency with what the source says of it."""
        row.phase = shown.phase or row.phase
        row.is_data = shown.is_data or row.is_data
        for name in ("needed_within", "tolerates"):
            hours = getattr(shown, f"{name}_h")
            if hours is not None:
                setattr(row, name, timedelta(hours=hours))
        return row

    def group(self, plan: Plan) -> None:
        """Groups made, changed and ended."""
        for shown in plan.groups:
            self.write_group(self.ended_group(shown) or RedundancyGroup(), shown, Verb.LINKED)
        for shown in plan.regrouped:
            row = RedundancyGroup.objects.get(
                source=self.known.source, external_id=shown.external_id
            )
            self.write_group(row, shown, Verb.RELINKED)
        for key in plan.ungrouped:
            row = RedundancyGroup.objects.get(source=self.known.source, external_id=key)
            row.retired_on, row.retired_reason = self.today, self.reason
            row.save()
            fields = {"group": [row.name, "–"]}
            self.news.append(News(row.dependent, Verb.UNLINKED, None, fields, True))

    def ended_group(self, shown: ImportedGroup) -> RedundancyGroup | None:
        """The same group where it had ended before."""
        found: RedundancyGroup | None = RedundancyGroup.objects.filter(
            source=self.known.source, external_id=shown.external_id
        ).first()
        return found

    def write_group(self, row: RedundancyGroup, shown: ImportedGroup, verb: str) -> None:
        """A group with exactly the members shown."""
        dependent = self.item(shown.dependent)
        members_before = row.members.select_related("provider") if row.pk else ()
        before = {member.provider_id: member.provider.name for member in members_before}
        spare = len(before) - row.required
        row.source, row.external_id = self.known.source, shown.external_id
        row.dependent, row.name, row.required = dependent, shown.name, shown.required
        row.phase, row.is_data = shown.phase or row.phase, shown.is_data or row.is_data
        row.retired_on, row.retired_reason = None, ""
        row.save()
        members = {self.item(key).pk: self.item(key) for key in shown.providers}
        row.members.exclude(provider_id__in=members).delete()
        RedundancyMember.objects.bulk_create(
            [RedundancyMember(group=row, provider_id=pk) for pk in members if pk not in before]
        )
        names = ", ".join(sorted(item.name for item in members.values()))
        fields = {"group": ["", row.name], "members": [", ".join(sorted(before.values())), names]}
        if verb == Verb.RELINKED:
            fields["spare"] = [str(spare), str(len(members) - row.required)]
        is_new = dependent.pk in self.fresh
        self.news.append(News(dependent, verb, None, fields, True, is_new))

    # Claims, and what follows

    def claim(self) -> None:
        """Recovery times the source states, where they differ from those in force."""
        wanted = [item for item in self.picture.items if item.claim_h is not None]
        rows = Claim.objects.filter(superseded_at=None, item__source=self.known.source)
        present = {claim.item_id: claim for claim in rows} if wanted else {}
        for shown in wanted:
            low, likely, high = (timedelta(hours=value) for value in shown.claim_h or ())
            rpo = None if shown.claim_rpo_h is None else timedelta(hours=shown.claim_rpo_h)
            item = self.item(shown.external_id)
            now = present.get(item.pk)
            if now and (now.low, now.likely, now.high, now.rpo) == (low, likely, high, rpo):
                continue
            record_claim(
                item=item,
                low=low,
                likely=likely,
                high=high,
                rpo=rpo,
                by=self.by,
                at=self.at,
                basis=str(self.known.source),
                source_ref=f"import:{self.known.source.pk}",
            )

    def tell(self) -> None:
        """Write the changes down with what they touch."""
        record_changes(self.news, by=self.by, at=self.at, reason=str(self.run.source), run=self.run)

    def index(self) -> None:
        """Let new and renamed items be found."""
        for item in self.to_index:
            search.index(item)
