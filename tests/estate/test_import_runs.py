"""What was looked at is what is taken over, by whom it may be, and a value that went away goes."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core.models import Job, User
from estate import services
from estate.imports import netbox
from estate.models import Claim, Dependency, EstateChange, ImportRun, Item, Site
from estate.views.imports import JOB

from .test_imports import SMALL

pytestmark = pytest.mark.django_db
SHEET = "Name,Kind,Unit,Site,Note,RTO\n"


@pytest.fixture
def load(organisation: Any, noon: datetime) -> Callable[..., ImportRun]:
    """Takes over a sheet of this source: load("Core,Application,…")."""

    def take(*lines: str, by: User | None = None, head: str = SHEET) -> ImportRun:
        source = services.get_source(name="CMDB", format="sheet", by=None, at=noon)
        content = (head + "\n".join(lines)).encode()
        return services.import_content(
            source=source, name="cmdb.csv", content=content, by=by, at=noon
        )

    return take


@pytest.fixture
def begin(organisation: Any, noon: datetime, settings: Any, tmp_path: Path) -> Any:
    """Uploads a sheet and says what its columns mean."""
    settings.FILES_ROOT = tmp_path

    def upload(text: str, mapping: dict[str, str], by: User | None = None) -> ImportRun:
        source = services.get_source(name="CMDB", format="sheet", by=None, at=noon)
        run = services.begin_run(
            source=source, name="cmdb.csv", content=text.encode(), by=by, at=noon
        )
        run = services.set_mapping(run=run, mapping=mapping, by=by, at=noon)
        return services.check_run(run=run, by=by, at=noon)

    return upload


class TestWhatWasLookedAt:
    TEXT = "Name,Note,Label\nCore,Pays claims,Old name\n"

    def test_another_sheets_columns_change_nothing_of_this_one(
        self, begin: Any, noon: datetime
    ) -> None:
        run = begin(self.TEXT, {"Name": "name", "Note": "description"})
        begin(self.TEXT, {"Label": "name", "Name": "type"})
        done = services.apply_run(run=run, by=None, at=noon)
        assert done.state == "applied"
        item = Item.objects.get()
        assert (item.name, item.description) == ("Core", "Pays claims")

    def test_estate_that_changed_since_is_looked_at_again(
        self, begin: Any, load: Any, noon: datetime
    ) -> None:
        load("Core,Server,,,,")
        run = begin("Name,Kind,Note\nCore,Server,Pays\n", {"Name": "name", "Note": "description"})
        item = Item.objects.get()
        item.description = "Typed meanwhile"
        services.save_item(item, by=None, at=noon)
        run = services.apply_run(run=run, by=None, at=noon)
        assert (run.state, run.is_overtaken) == ("checked", True)
        assert Item.objects.get().description == "Typed meanwhile"
        assert run.sample[0]["fields"]["description"] == ["Typed meanwhile", "Pays"]
        run = services.apply_run(run=run, by=None, at=noon)
        assert (run.state, run.is_overtaken) == ("applied", False)
        assert Item.objects.get().description == "Pays"

    def test_page_says_that_it_must_be_looked_at_again(
        self, begin: Any, cast: Any, client: Client, noon: datetime
    ) -> None:
        run = begin("Name\nCore\n", {"Name": "name"}, by=cast.manager)
        Item.objects.create(
            kind="server", name="Core", source=run.source, external_id="server:Core"
        )
        run = services.apply_run(run=run, by=cast.manager, at=noon)
        client.force_login(cast.manager)
        assert "changed since" in client.get(run.get_absolute_url()).content.decode()

    def test_second_try_is_work_of_its_own(
        self, begin: Any, cast: Any, client: Client, noon: datetime
    ) -> None:
        run = begin("Name\nCore\n", {"Name": "name"}, by=cast.manager)
        client.force_login(cast.manager)
        address = f"/estate/import/{run.pk}/apply/"
        keys = []
        for _turn in range(2):
            client.post(address, {"seen": run.plan_mark})
            keys.append(set(keys_of(run)))
            run = services.check_run(run=run, by=cast.manager, at=noon)
        assert len(keys[1]) == len(keys[0]) + 1

    def test_what_was_compared_anew_elsewhere_must_be_looked_at(
        self, begin: Any, cast: Any, client: Client, noon: datetime
    ) -> None:
        run = begin("Name,Label\nCore,Other\n", {"Name": "name"}, by=cast.manager)
        client.force_login(cast.manager)
        assert f'name="seen" value="{run.plan_mark}"' in client.get(run_part(run)).content.decode()
        seen, before = run.plan_mark, keys_of(run)
        services.set_mapping(run=run, mapping={"Label": "name"}, by=cast.manager, at=noon)
        services.check_run(run=run, by=cast.manager, at=noon)
        answer = client.post(f"/estate/import/{run.pk}/apply/", {"seen": seen}, follow=True)
        assert "Nothing was taken over: this import was compared anew" in answer.content.decode()
        assert keys_of(run) == before

    def test_columns_of_what_is_taken_over_stay(self, begin: Any, noon: datetime) -> None:
        run = begin("Name\nCore\n", {"Name": "name"})
        run = services.apply_run(run=run, by=None, at=noon)
        with pytest.raises(ValidationError, match="taken over already"):
            services.set_mapping(run=run, mapping={"Name": "name"}, by=None, at=noon)

    def test_recovery_times_are_shown_before_they_are_taken_over(
        self, begin: Any, load: Any, noon: datetime
    ) -> None:
        load("Core,Server,,,,2 h")
        columns = {"Name": "name", "Kind": "kind", "RTO": "recovery_time"}
        run = begin("Name,Kind,RTO\nCore,Server,5 h\n", columns)
        assert (run.counts["changes"], run.counts["claimed"]) == (1, 1)
        assert run.sample == [
            {"verb": "claimed", "name": "Core", "fields": {"claim": ["2 h", "5 h"]}}
        ]
        services.apply_run(run=run, by=None, at=noon)
        assert Claim.objects.get(superseded_at=None).likely == timedelta(hours=5)


def run_part(run: ImportRun) -> str:
    return reverse("estate:import-part", args=[run.pk])


def keys_of(run: ImportRun) -> list[str]:
    return list(Job.objects.filter(name=JOB, args__run=run.pk).values_list("key", flat=True))


class TestReach:
    @pytest.fixture
    def importer(self, person: Any, units: SimpleNamespace) -> User:
        """A continuity manager of one unit and what is below it."""
        made: User = person("mia", "continuity_manager", units.operations)
        return made

    def test_rows_elsewhere_are_refused_by_row(
        self, load: Any, importer: User, units: SimpleNamespace
    ) -> None:
        run = load(
            "Core,Application,Operations,,,",
            "Ledger,Database,Claims,,,",
            "Pay,Application,Payments,,,",
            "Stray,Server,,,,",
            by=importer,
        )
        assert set(Item.objects.values_list("name", flat=True)) == {"Core", "Ledger"}
        assert [place for place, _text in run.problems] == ["row 4", "row 5"]
        assert "Payments" in run.problems[0][1]

    def test_neither_taken_from_nor_given_to_another_unit(
        self, load: Any, importer: User, units: SimpleNamespace
    ) -> None:
        load("Core,Application,Operations,,,", "Pay,Application,Payments,,,")
        run = load(
            "Core,Application,Payments,,new,", "Pay,Application,Operations,,new,", by=importer
        )
        stored = dict(Item.objects.values_list("name", "unit__name"))
        assert stored == {"Core": "Operations", "Pay": "Payments"}
        assert (run.counts["changes"], len(run.problems)) == (0, 2)

    def test_what_lies_elsewhere_is_not_gone_when_it_is_not_shown(
        self, load: Any, importer: User, units: SimpleNamespace
    ) -> None:
        load("Core,Application,Operations,,,", "Pay,Application,Payments,,,")
        run = load("New,Application,Operations,,,", by=importer)
        gone = Item.objects.exclude(gone_on=None)
        assert [item.name for item in gone] == ["Core"]
        assert run.counts["gone"] == 1

    def test_links_to_what_lies_elsewhere_stay(
        self, load: Any, importer: User, units: SimpleNamespace
    ) -> None:
        head = "Name,Kind,Unit,Rests on\n"
        lines = ("Core,Application,Operations,Pay", "Pay,Application,Payments,")
        load(*lines, head=head)
        run = load(*lines, by=importer, head=head)
        assert run.counts["changes"] == 0
        assert Dependency.objects.filter(retired_on=None).count() == 1

    def test_whole_organisation_reaches_all(self, load: Any, cast: Any) -> None:
        assert (
            load("Pay,Application,Payments,,,", "Stray,Server,,,,", by=cast.manager).problems == []
        )


class TestWhatWentAway:
    HEAD = "Name,Kind,Description,Type,Owner,Tier,Site\n"

    def test_value_that_left_the_source_leaves_the_item(
        self, load: Any, cast: Any, estate: SimpleNamespace
    ) -> None:
        full = f"Core,Server,Pays,Blade,{cast.owner.email},1,Amsterdam"
        load(full, head=self.HEAD)
        run = load("Core,Server,,,,,", head=self.HEAD)
        item = Item.objects.get(source=run.source)
        left = (item.description, item.type, item.owner, item.tier, item.site)
        assert left == ("", "", None, None, None)
        change = EstateChange.objects.get(run=run)
        assert change.fields["type"] == ["Blade", "–"]
        assert load("Core,Server,,,,,", head=self.HEAD).counts["changes"] == 0

    def test_what_a_person_typed_stays(self, load: Any, noon: datetime) -> None:
        load("Core,Server,Pays,,,,", head=self.HEAD)
        item = Item.objects.get()
        item.description, item.type = "Pays all claims", "Typed"
        services.save_item(item, by=None, at=noon)
        assert load("Core,Server,,,,,", head=self.HEAD).counts["changes"] == 0
        item.refresh_from_db()
        assert (item.description, item.type) == ("Pays all claims", "Typed")

    def test_column_that_is_left_out_empties_nothing(self, load: Any) -> None:
        load("Core,Server,Pays,Blade,,,", head=self.HEAD)
        assert load("Core,Server", head="Name,Kind\n").counts["changes"] == 0
        assert load("Core,Server,,Blade,,,", head=self.HEAD).counts["changes"] == 1

    def test_cell_nobody_understands_empties_nothing(self, load: Any, cast: Any) -> None:
        load(f"Core,Server,,,{cast.owner.email},1,", head=self.HEAD)
        run = load("Core,Server,,,nobody@example.org,highest,Atlantis", head=self.HEAD)
        assert (run.counts["changes"], len(run.problems)) == (0, 3)
        item = Item.objects.get()
        assert (item.owner, item.tier) == (cast.owner, 1)

    def test_again_the_same_writes_nothing(self, load: Any) -> None:
        load("Core,Server,Pays,Blade,,,", head=self.HEAD)
        version = Item.objects.get().version
        load("Core,Server,Pays,Blade,,,", head=self.HEAD)
        assert Item.objects.get().version == version


class TestWhatWentAwayInNetbox:
    @pytest.fixture
    def take(self, organisation: Any, noon: datetime) -> Any:
        def take(*edits: tuple[str, int, dict[str, Any]], without: str = "") -> ImportRun:
            objects = json.loads(SMALL.read_text())
            objects = [each for each in objects if each["model"] != without]
            for model, pk, fields in edits:
                found = [o for o in objects if (o["model"], o["pk"]) == (model, pk)]
                for each in found:
                    each["fields"].update(fields)
            source = services.get_source(name="NetBox", format="netbox", by=None, at=noon)
            return services.import_content(
                source=source, name="a.json", content=json.dumps(objects).encode(), by=None, at=noon
            )

        return take

    def test_description_and_place_go(self, take: Any) -> None:
        full = {"description": "Main", "physical_address": "Dam 1"}
        take(("dcim.site", 1, full))
        empty = {"description": "", "physical_address": "", "latitude": None, "longitude": None}
        run = take(("dcim.site", 1, empty))
        site = Site.objects.get(name="AMS-1")
        assert (site.item.description, site.address, site.latitude) == ("", "", None)
        assert (run.counts["changes"], run.counts["changed"]) == (1, 1)
        assert site.country == "Netherlands"

    def test_half_a_place_on_the_map_empties_nothing(self, take: Any, noon: datetime) -> None:
        take()
        assert take(("dcim.site", 1, {"latitude": None})).counts["changes"] == 0
        site = Site.objects.get(name="AMS-1")
        site.longitude = 5
        services.save_site(site, by=None, at=noon)
        none = {"latitude": None, "longitude": None}
        assert take(("dcim.site", 1, none)).counts["changes"] == 0

    def test_machine_moved_to_the_cloud_stands_at_no_site(self, take: Any) -> None:
        take()
        machine = Item.objects.get(name="claims-app")
        assert machine.site
        run = take(("virtualization.virtualmachine", 1, {"cluster": 2}))
        machine.refresh_from_db()
        assert (machine.site, machine.region) == (None, "eu-west-1")
        assert run.counts["changed"] == 1

    def test_export_without_the_roles_keeps_the_types(self, take: Any) -> None:
        take()
        item = Item.objects.get(name="ams-core-1")
        assert item.type
        take(without="dcim.devicerole")
        now = Item.objects.get(pk=item.pk)
        assert now.type == item.type

    def test_file_speaks_only_of_what_it_holds(self) -> None:
        picture = netbox.read(SMALL.read_text())
        machine = next(item for item in picture.items if item.name == "claims-app")
        assert {"site", "region", "supplier"} <= machine.carries


class TestWhatIsHereAlready:
    HEAD = {"Name": "name", "Kind": "kind"}

    def test_dry_run_counts_and_names_it(
        self, begin: Any, make_item: Any, cast: Any, client: Client, noon: datetime
    ) -> None:
        make_item("server", "host-1")
        other = services.get_source(name="NetBox", format="sheet", by=None, at=noon)
        row = make_item("application", "Core")
        Item.objects.filter(pk=row.pk).update(source=other, external_id="core")
        text = "Name,Kind\nHost-1,Server\nCore,Application\nCore,Server\nNew,Server\n"
        run = begin(text, self.HEAD, by=cast.manager)
        assert (run.counts["created"], run.counts["twins"]["count"]) == (4, 2)
        client.force_login(cast.manager)
        page = " ".join(client.get(run.get_absolute_url()).content.decode().split())
        assert "2 of the new items have the name and kind of one that is here already" in page
        assert f'href="{row.get_absolute_url()}">Core</a>' in page
        assert f'href="/estate/import/?source={other.pk}">Upload the file as NetBox instead' in page
        assert "made by hand" in page

    def test_nothing_is_said_where_nothing_is_double(
        self, begin: Any, cast: Any, client: Client
    ) -> None:
        run = begin("Name,Kind\nNew,Server\n", self.HEAD, by=cast.manager)
        client.force_login(cast.manager)
        assert "is here already" not in client.get(run.get_absolute_url()).content.decode()

    def test_own_export_is_taken_over_as_another_source(
        self, estate: SimpleNamespace, cast: Any, client: Client, noon: datetime
    ) -> None:
        client.force_login(cast.manager)
        content = client.get("/estate/item/?_export=csv").content
        before = Item.objects.count()
        source = services.get_source(name="Copy", format="sheet", by=None, at=noon)
        run = services.import_content(
            source=source, name="items.csv", content=content, by=cast.manager, at=noon
        )
        assert (run.state, run.counts["twins"]["count"]) == ("applied", before)
        assert Item.objects.count() == 2 * before
        again = services.import_content(
            source=source, name="items.csv", content=content, by=cast.manager, at=noon
        )
        assert again.counts["changes"] == 0
