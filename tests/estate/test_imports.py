"""What sources show: NetBox, sheets and our own JSON, and how they differ from what is stored."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.durations import parse_duration
from estate.choices import Kind
from estate.imports import native, netbox, sheet
from estate.imports.picture import ImportedGroup, ImportedItem, Picture, Unreadable
from estate.imports.plan import Stored, compare

SMALL = Path(__file__).parent / "data" / "netbox-small.json"
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "netbox-demo.json"
KINDS = frozenset(Kind.values)
WORDS = sheet.Words({value: str(label) for value, label in Kind.choices}, parse_duration)


@pytest.fixture(scope="module")
def small() -> Picture:
    return netbox.read(SMALL.read_text())


def by_name(picture: Picture) -> dict[str, ImportedItem]:
    return {item.name: item for item in picture.items}


def rests_on(picture: Picture, name: str) -> set[str]:
    names = {item.external_id: item.name for item in picture.items}
    key = by_name(picture)[name].external_id
    return {names[each.provider] for each in picture.dependencies if each.dependent == key}


def one_of(picture: Picture, name: str) -> list[set[str]]:
    names = {item.external_id: item.name for item in picture.items}
    key = by_name(picture)[name].external_id
    return [
        {names[p] for p in group.providers} for group in picture.groups if group.dependent == key
    ]


def edited(change: Any) -> Picture:
    objects = json.loads(SMALL.read_text())
    return netbox.read(json.dumps(change(objects) or objects))


class TestNetbox:
    def test_kinds(self, small: Picture) -> None:
        kinds = {name: item.kind for name, item in by_name(small).items()}
        assert kinds["ams-core-1"] == "network"
        assert kinds["ams-pdu-1"] == kinds["R1 A"] == kinds["Panel A"] == "power"
        assert kinds["ledger-db"] == "database"
        assert kinds["ams-vsphere"] == "cluster"
        assert kinds["eu-west-1"] == "region"
        assert kinds["Amazon Web Services"] == kinds["Lowland Fibre"] == "vendor"
        assert "pp-ams" not in kinds

    def test_nothing_is_refused(self, small: Picture) -> None:
        assert small.problems == ()
        assert small.left_out["ipam.vlan"] == 1

    def test_machine_rests_on_cluster_and_its_host(self, small: Picture) -> None:
        assert rests_on(small, "claims-app") == {"ams-vsphere"}
        assert rests_on(small, "pinned-vm") == {"ams-vsphere", "ams-esx-1"}

    def test_cluster_rests_on_any_host_and_its_site(self, small: Picture) -> None:
        assert one_of(small, "ams-vsphere") == [{"ams-esx-1", "ams-esx-2"}]
        assert rests_on(small, "ams-vsphere") == {"AMS-1"}

    def test_cloud_region_rests_on_its_provider(self, small: Picture) -> None:
        assert rests_on(small, "eu-west-1") == {"Amazon Web Services"}
        assert by_name(small)["portal-web"].region == "eu-west-1"

    def test_rack_rests_on_one_of_its_feeds(self, small: Picture) -> None:
        assert one_of(small, "AMS-1 R1") == [{"R1 A", "R1 B"}]
        assert rests_on(small, "AMS-1 R1") == {"AMS-1"}

    def test_site_is_reached_by_any_of_its_circuits(self, small: Picture) -> None:
        assert one_of(small, "AMS-1") == [{"LF-100", "DT-200", "LF-300"}]
        assert rests_on(small, "UTR-1") == {"LF-300"}

    def test_two_power_supplies_are_redundant_one_is_not(self, small: Picture) -> None:
        assert {"ams-pdu-1", "ams-pdu-2"} in one_of(small, "ams-esx-1")
        assert "R1 A" in rests_on(small, "ams-pdu-1")

    def test_uplinks_pass_through_panels_fibre_by_fibre(self, small: Picture) -> None:
        assert one_of(small, "utr-acc-1") == [{"ams-core-1", "ams-core-2"}]
        assert "ams-core-1" in rests_on(small, "ams-esx-1")

    def test_nameless_device_is_named_by_model_and_place(self, small: Picture) -> None:
        assert "X100 in R1 U7" in by_name(small)

    def test_site_lies_in_region_and_country(self, small: Picture) -> None:
        site = small.sites[0]
        assert (site.region, site.country) == ("Noord-Holland", "Netherlands")
        assert site.latitude == 52.3676

    def test_what_refers_to_nothing_is_refused_with_its_place(self) -> None:
        def change(objects: list[Any]) -> None:
            for each in objects:
                if each["model"] == "virtualization.virtualmachine" and each["pk"] == 1:
                    each["fields"]["cluster"] = 99

        (problem,) = edited(change).problems
        assert "virtualmachine 1" in problem.place
        assert "99" in problem.text

    @pytest.mark.parametrize(
        "fields",
        [
            {"name": None},
            {"name": "x" * 301},
            {"latitude": "north"},
            {"latitude": 95, "longitude": 4},
            {"region": 77},
            {"region": "x", "time_zone": 5},
        ],
    )
    def test_odd_values_never_break_it(self, fields: dict[str, Any]) -> None:
        def change(objects: list[Any]) -> None:
            next(o for o in objects if o["model"] == "dcim.site")["fields"].update(fields)

        assert len(edited(change).items) >= 20

    def test_region_tree_with_a_loop_ends(self) -> None:
        def change(objects: list[Any]) -> None:
            objects[0]["fields"]["parent"] = 3

        assert edited(change).sites

    @pytest.mark.parametrize(
        "text", ["", "{", "{}", "5", '[{"model": "auth.user", "pk": 1, "fields": {}}]']
    )
    def test_other_files_are_unreadable(self, text: str) -> None:
        with pytest.raises(Unreadable):
            netbox.read(text)

    def test_objects_without_shape_are_refused(self) -> None:
        picture = edited(lambda objects: [*objects, 5, {"model": "dcim.site"}])
        assert [problem.text for problem in picture.problems] == [
            "has no model, pk and fields."
        ] * 2

    @pytest.mark.skipif(not REAL.exists(), reason="NetBox's own demo data is not here")
    def test_its_own_demo_data(self) -> None:
        picture = netbox.read(REAL.read_text())
        counts: dict[str, int] = {}
        for item in picture.items:
            counts[item.kind] = counts.get(item.kind, 0) + 1
        assert counts == {
            "site": 24,
            "vendor": 11,
            "power": 65,
            "rack": 42,
            "network": 39,
            "server": 181,
            "region": 32,
            "circuit": 29,
        }
        assert picture.problems == ()
        assert one_of(picture, "ncsu117-distswitch1") == [{"ncsu-coreswitch1", "ncsu-coreswitch2"}]


class TestSheet:
    def read(self, *rows: list[Any], mapping: dict[str, str] | None = None) -> Picture:
        headings = ["CI name", "Class", "Depends on", "RTO", "Tier", "Location"]
        return sheet.read(headings, rows, mapping or sheet.guess(headings), WORDS)

    def test_headings_are_guessed(self) -> None:
        assert sheet.guess(["CI Name", "Business_Criticality", "Colour"]) == {
            "CI Name": "name",
            "Business_Criticality": "tier",
        }

    def test_rows_become_items(self) -> None:
        picture = self.read(
            ["Ledger", "Database", "host-1; host-2", "4 h", 1.0, ""],
            ["host-1", "server", "", 2, "Tier 3", ""],
            [None, "", "", None, "", ""],
            ["host-2", "", "", "", "", ""],
        )
        assert [item.kind for item in picture.items] == ["database", "server", "server"]
        assert picture.items[0].claim_h == (4, 4, 4)
        assert picture.items[1].claim_h == (2, 2, 2)
        assert (picture.items[0].tier, picture.items[1].tier) == (1, 3)
        assert len(picture.dependencies) == 2

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            (["", "server", "", "", "", ""], "needs a name"),
            (["a", "teapot", "", "", "", ""], "is no kind"),
            (["a", "", "nowhere", "", "", ""], "no row has that id or name"),
            (["a", "", "", "asap", "", ""], "asap"),
            (["a", "", "", "", "9", ""], "no tier"),
        ],
    )
    def test_bad_cells_name_row_and_column(self, row: list[Any], says: str) -> None:
        (problem,) = self.read(row).problems
        assert problem.place.startswith("row 2, column")
        assert says in problem.text

    def test_doubled_rows_are_refused(self) -> None:
        picture = self.read(["a", "", "", "", "", ""], ["a", "", "", "", "", ""])
        assert len(picture.items) == 1
        assert "row 2" in picture.problems[0].text

    def test_name_of_two_rows_is_not_guessed(self) -> None:
        picture = self.read(
            ["a", "server", "", "", "", ""],
            ["a", "database", "", "", "", ""],
            ["b", "", "a", "", "", ""],
        )
        assert "several rows" in picture.problems[0].text


class TestNative:
    MODEL = {
        "nodes": [
            {"id": "pay", "kind": "function", "name": "Payments", "mtd_h": 4},
            {"id": "db", "kind": "database", "claim_h": [1, 2, 3], "attributes": {"site": "ams"}},
            {"id": "ams", "kind": "site", "attributes": {"country": "Netherlands"}},
        ],
        "requires": [
            {
                "dependent": "pay",
                "provider": "db",
                "phase": "run",
                "data": True,
                "needed_within_h": 2,
            }
        ],
        "groups": [{"dependent": "ams", "required": 1, "providers": ["db", "pay"]}],
    }

    def read(self, **changes: Any) -> Picture:
        return native.read(json.dumps(self.MODEL | changes), KINDS)

    def test_items_links_groups_and_claims(self) -> None:
        picture = self.read()
        assert picture.problems == ()
        assert picture.items[1].claim_h == (1, 2, 3)
        assert picture.items[1].site == "ams"
        assert picture.dependencies[0].phase == "run"
        assert picture.groups[0].providers == ("db", "pay")
        assert picture.left_out == {"mtd_h": 1}

    @pytest.mark.parametrize(
        "changes",
        [
            {"nodes": [{"id": "x", "kind": "teapot"}]},
            {"nodes": [{"kind": "server"}]},
            {"nodes": [5]},
            {"nodes": [{"id": "x", "kind": "server", "claim_h": -1}], "requires": [], "groups": []},
            {"nodes": [{"id": "x", "kind": "server", "claim_h": [3, 2, 1]}], "requires": []},
            {"requires": [{"dependent": "pay", "provider": "gone"}]},
            {"requires": "x"},
            {"groups": [{"dependent": "ams", "required": 3, "providers": ["db", "pay"]}]},
            {"groups": [{"dependent": "ams", "required": 0, "providers": ["db"]}]},
        ],
    )
    def test_what_is_wrong_is_refused_with_its_place(self, changes: dict[str, Any]) -> None:
        assert self.read(**changes).problems

    def test_other_files_are_unreadable(self) -> None:
        with pytest.raises(Unreadable):
            native.read("[]", KINDS)


class TestPlan:
    A = ImportedItem("server", "a", "1")
    B = ImportedItem("server", "b", "2")
    STORED_A = {"kind": "server", "name": "a"}

    def test_same_is_nothing(self) -> None:
        stored = Stored(items={"1": self.STORED_A})
        plan = compare(Picture((self.A,)), stored, states_links=True)
        assert plan.count == 0
        assert plan.unchanged == 1

    def test_differences_field_by_field(self) -> None:
        stored = Stored(items={"1": self.STORED_A | {"description": "kept"}})
        plan = compare(Picture((replace(self.A, name="A"),)), stored, states_links=True)
        assert plan.changed[0].changes == {"name": ("a", "A")}

    def test_missing_is_gone_once_and_comes_back(self) -> None:
        items = {"1": self.STORED_A, "2": {"kind": "server", "name": "b"}}
        plan = compare(Picture((self.A,)), Stored(items=items), states_links=True)
        assert plan.gone == ("2",)
        marked = Stored(items=items, gone=frozenset({"2"}))
        assert compare(Picture((self.A,)), marked, states_links=True).count == 0
        assert compare(Picture((self.A, self.B)), marked, states_links=True).back == ("2",)

    def test_links_of_what_is_gone_stay(self) -> None:
        items = {"1": self.STORED_A, "2": {"kind": "server", "name": "b"}}
        links = {("1", "2"): {}, ("2", "1"): {}}
        stored = Stored(items=items, links=links, own_links=frozenset(links))
        plan = compare(Picture((self.A,)), stored, states_links=True)
        assert plan.unlinked == (("1", "2"),)

    def test_group_order_does_not_matter(self) -> None:
        group = ImportedGroup("g", "1", "x", ("2", "3"))
        stored = Stored(
            items={"1": self.STORED_A}, groups={"g": replace(group, providers=("3", "2"))}
        )
        assert compare(Picture((self.A,), groups=(group,)), stored, states_links=True).count == 0


def test_times_of_a_sheet_are_hours() -> None:
    assert parse_duration("90 min") == timedelta(hours=1.5)
