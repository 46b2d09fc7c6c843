"""Imports taken over: first all, then nothing, then exactly the differences."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from core.models import SearchEntry
from estate import services
from estate.models import (
    Claim,
    Dependency,
    EstateChange,
    ImportRun,
    ImportSource,
    Item,
    RedundancyGroup,
    Site,
)

from .test_imports import REAL, SMALL

pytestmark = pytest.mark.django_db


def run_command(path: Path, *arguments: str, format: str = "netbox") -> str:
    out = StringIO()
    call_command("import_estate", str(path), "--format", format, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def imported(organisation: Any) -> None:
    run_command(SMALL)


@pytest.fixture
def edit(tmp_path: Path) -> Callable[..., Path]:
    """The small file with objects changed: edit("dcim.device", 1, name="x"), None takes one out."""

    def edit_file(model: str, pk: int, fields: dict[str, Any] | None, start: Path = SMALL) -> Path:
        objects = json.loads(start.read_text())
        for each in [o for o in objects if (o["model"], o["pk"]) == (model, pk)]:
            if fields is None:
                objects.remove(each)
            else:
                each["fields"].update(fields)
        path = tmp_path / "edited.json"
        path.write_text(json.dumps(objects))
        return path

    return edit_file


class TestNetbox:
    def test_prints_counts_per_kind(self, organisation: Any) -> None:
        out = run_command(SMALL)
        assert "     2  Site" in out
        assert out.strip().endswith("changes")

    def test_second_run_changes_nothing(self, imported: None) -> None:
        before = EstateChange.objects.count()
        assert run_command(SMALL).strip().endswith("\n0 changes")
        assert EstateChange.objects.count() == before

    def test_sites_have_places(self, imported: None) -> None:
        site = Site.objects.get(name="AMS-1")
        assert (site.country, float(site.latitude), site.time_zone) == (
            "Netherlands",
            52.3676,
            "Europe/Amsterdam",
        )
        assert Item.objects.get(name="ams-core-1").site == site

    def test_created_items_are_found_and_told(self, imported: None) -> None:
        item = Item.objects.get(name="ledger-db")
        assert EstateChange.objects.filter(item=item, verb="created").count() == 1

    def test_dry_run_leaves_no_trace(self, organisation: Any) -> None:
        assert "changes" in run_command(SMALL, "--dry-run")
        assert not Item.objects.exists()
        assert not ImportSource.objects.exists()

    def test_edit_shows_exactly_the_difference(
        self, imported: None, edit: Callable[..., Path]
    ) -> None:
        path = edit("dcim.device", 5, {"name": "ams-esx-01"})
        assert "\n1 change\n" in run_command(path)
        change = EstateChange.objects.order_by("-pk")[0]
        assert change.fields == {"name": ["ams-esx-1", "ams-esx-01"]}
        assert {"ams-vsphere", "ledger-db"} <= set(
            change.touched.values_list("item__name", flat=True)
        )

    def test_moved_machine_is_relinked(self, imported: None, edit: Callable[..., Path]) -> None:
        run_command(edit("virtualization.virtualmachine", 1, {"cluster": 2}))
        moved = Item.objects.get(name="claims-app")
        live = Dependency.objects.filter(dependent=moved, retired_on=None)
        assert [row.provider.name for row in live] == ["eu-west-1"]
        assert Dependency.objects.filter(dependent=moved).count() == 2

    def test_gone_is_marked_not_deleted_and_comes_back(
        self, imported: None, edit: Callable[..., Path]
    ) -> None:
        path = edit("virtualization.virtualmachine", 3, None)
        assert "1 change\n" in run_command(path)
        assert Item.objects.get(name="portal-web").gone_on
        assert "0 changes" in run_command(path)
        assert "1 change\n" in run_command(SMALL)
        assert Item.objects.get(name="portal-web").gone_on is None

    def test_third_feed_joins_the_group(self, imported: None, edit: Callable[..., Path]) -> None:
        path = edit("dcim.powerfeed", 2, {"rack": 2})
        run_command(path)
        rack = Item.objects.get(name="AMS-1 R1")
        assert not RedundancyGroup.objects.filter(dependent=rack, retired_on=None).exists()
        assert Dependency.objects.filter(dependent=rack, provider__name="R1 A").exists()
        run_command(SMALL)
        assert RedundancyGroup.objects.get(dependent=rack, retired_on=None).members.count() == 2
        assert "0 changes" in run_command(SMALL)

    def test_hand_made_facts_survive(self, imported: None, noon: datetime) -> None:
        item = Item.objects.get(name="claims-app")
        item.description, item.tier = "Pays claims", 1
        services.save_item(item, by=None, at=noon)
        row = Dependency.objects.get(dependent=item)
        row.phase = "run"
        services.save_dependency(row, by=None, at=noon)
        assert "0 changes" in run_command(SMALL)

    def test_retired_item_stays_retired(self, imported: None, noon: datetime) -> None:
        item = Item.objects.get(name="claims-app")
        services.retire_item(item=item, by=None, at=noon, reason="sold")
        assert "0 changes" in run_command(SMALL)

    def test_graph_of_it_can_be_analysed(self, imported: None, noon: datetime) -> None:
        site = Item.objects.get(name="AMS-1")
        down = services.blast(item=site, at=noon).down
        assert Item.objects.get(name="ledger-db").pk in down
        assert services.refresh_readiness(at=noon) == Item.objects.count()

    @pytest.mark.skipif(not REAL.exists(), reason="NetBox's own demo data is not here")
    def test_its_own_demo_data_twice(self, organisation: Any) -> None:
        assert "   181  Server" in run_command(REAL)
        assert run_command(REAL).strip().endswith("\n0 changes")

    def test_bad_files_are_explained(self, organisation: Any, tmp_path: Path) -> None:
        bad = tmp_path / "bad.json"
        bad.write_text("{}")
        with pytest.raises(CommandError, match="list of objects"):
            run_command(bad)
        with pytest.raises(CommandError, match="No such file"):
            run_command(tmp_path / "none.json")

    def test_source_keeps_its_format(self, imported: None, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="another format"):
            run_command(SMALL, "--source", "NetBox", format="native")

    def test_search_finds_imported_items(self, imported: None) -> None:
        assert SearchEntry.objects.filter(label="ledger-db").count() == 1


class TestSheets:
    CSV = "Name,Kind,Depends on,RTO,Site,Owner\nCore,Application,Ledger,2 h,,\nLedger,Database,,4 h,,\n"

    def load(self, noon: datetime, text: str, by: Any = None) -> ImportRun:
        source = services.get_source(name="CMDB sheet", format="sheet", by=None, at=noon)
        return services.import_content(
            source=source, name="cmdb.csv", content=text.encode(), by=by, at=noon
        )

    def test_claims_and_links_come_along(self, organisation: Any, noon: datetime) -> None:
        run = self.load(noon, self.CSV)
        assert run.counts["created"] == 2
        assert Claim.objects.get(item__name="Ledger").likely == timedelta(hours=4)
        assert Dependency.objects.get().provider.name == "Ledger"

    def test_again_later_changes_nothing(self, organisation: Any, noon: datetime) -> None:
        self.load(noon, self.CSV)
        run = self.load(noon + timedelta(days=9), self.CSV)
        assert run.counts["changes"] == 0
        assert Claim.objects.count() == 2

    def test_unknown_names_are_refused_and_the_rest_taken(
        self, organisation: Any, noon: datetime
    ) -> None:
        run = self.load(noon, self.CSV + "Web,Server,,,Atlantis,nobody@example.org\n")
        assert [problem[0] for problem in run.problems] == ["row 4", "row 4"]
        assert Item.objects.get(name="Web").site is None

    def test_names_of_the_estate_are_found(
        self, estate: SimpleNamespace, cast: Any, noon: datetime
    ) -> None:
        owner = cast.service_owner
        self.load(noon, self.CSV + f"Web,Server,,,amsterdam,{owner.email}\n")
        web = Item.objects.get(name="Web")
        assert (web.site, web.owner) == (estate.ams.place, owner)
        run = self.load(noon, self.CSV + f"Web,Server,,,amsterdam,{owner.email}\n")
        assert run.counts["changes"] == 0

    def test_mapping_asks_for_a_name(self, organisation: Any, noon: datetime) -> None:
        source = services.get_source(name="x", format="sheet", by=None, at=noon)
        run = services.begin_run(
            source=source, name="x.csv", content=b"A,B\n1,2\n", by=None, at=noon
        )
        with pytest.raises(ValidationError, match="holds the name"):
            services.set_mapping(run=run, mapping={"A": "kind"}, by=None, at=noon)
        with pytest.raises(ValidationError, match="Two columns"):
            services.set_mapping(run=run, mapping={"A": "name", "B": "name"}, by=None, at=noon)


class TestRuns:
    def test_checked_first_then_taken_over_once(
        self, cast: Any, noon: datetime, settings: Any, tmp_path: Path
    ) -> None:
        settings.FILES_ROOT = tmp_path
        by = cast.manager
        source = services.get_source(name="NetBox", format="netbox", by=by, at=noon)
        run = services.begin_run(
            source=source, name="small.json", content=SMALL.read_bytes(), by=by, at=noon
        )
        with pytest.raises(ValidationError, match="Look at what would change"):
            services.apply_run(run=run, by=by, at=noon)
        run = services.check_run(run=run, by=by, at=noon)
        assert run.counts["created"] > 20
        assert not Item.objects.exists()
        run = services.apply_run(run=run, by=by, at=noon)
        count = EstateChange.objects.count()
        services.apply_run(run=run, by=by, at=noon)
        assert EstateChange.objects.count() == count

    def test_coordinator_may_not(self, cast: Any, noon: datetime) -> None:
        source = services.get_source(name="NetBox", format="netbox", by=None, at=noon)
        with pytest.raises(PermissionDenied):
            services.begin_run(
                source=source, name="a.json", content=b"[]", by=cast.coordinator, at=noon
            )

    def test_our_own_export_reads_back(self, estate: SimpleNamespace, noon: datetime) -> None:
        content = json.dumps(services.export_model()).encode()
        source = services.get_source(name="Copy", format="native", by=None, at=noon)
        run = services.import_content(
            source=source, name="model.json", content=content, by=None, at=noon
        )
        assert run.counts["created"] == 7
        again = services.import_content(
            source=source, name="model.json", content=content, by=None, at=noon
        )
        assert again.counts["changes"] == 0
