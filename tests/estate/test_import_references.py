"""Rows of one file may name each other in any order: sites, suppliers, teams."""

from collections.abc import Callable
from datetime import datetime
from itertools import permutations
from typing import Any

import pytest

from estate import services
from estate.models import ImportRun, Item, Team

pytestmark = pytest.mark.django_db
Load = Callable[..., ImportRun]


@pytest.fixture
def load(organisation: Any, noon: datetime) -> Load:
    """Takes over a sheet of this source: load("S;Site;;", …)."""

    def take(*lines: str, head: str = "Name;Kind;Site;Supplier") -> ImportRun:
        source = services.get_source(name="CMDB", format="sheet", by=None, at=noon)
        content = "\n".join([head, *lines]).encode()
        return services.import_content(
            source=source, name="cmdb.csv", content=content, by=None, at=noon
        )

    return take


ROWS = ("S;Site;;V", "V;Vendor service;S;", "T;Team;S;V", "A;Application;S;V")


@pytest.mark.parametrize("lines", list(permutations(ROWS)))
def test_rows_name_each_other_in_any_order(load: Load, lines: tuple[str, ...]) -> None:
    run = load(*lines)
    assert (run.state, run.problems) == ("applied", [])
    rows = {item.name: item for item in Item.objects.select_related("site", "supplier")}
    assert {str(row.site) for row in rows.values()} == {"S"}
    assert {name: str(row.supplier) for name, row in rows.items() if row.supplier} == {
        "S": "V",
        "T": "V",
        "A": "V",
    }
    assert Team.objects.get().item == rows["T"]
    assert load(*lines).counts["changes"] == 0


def test_team_stands_at_the_site_of_the_same_file(load: Load) -> None:
    assert load("S;Site;", "T;Team;S", head="Name;Kind;Site").counts["changes"] == 2
    assert str(Item.objects.get(name="T").site) == "S"


def test_row_moves_to_a_site_that_comes_with_it(load: Load) -> None:
    load("A;Application;;")
    assert load("A;Application;S;V", "V;Vendor service;S;", "S;Site;;").problems == []
    item = Item.objects.get(name="A")
    assert (str(item.site), str(item.supplier)) == ("S", "V")


def test_nothing_supplies_itself(load: Load) -> None:
    for _turn in range(2):
        run = load("V;Vendor service;;V")
        assert "names itself as its supplier" in run.problems[0][1]
    assert Item.objects.get().supplier is None


def test_what_is_no_site_or_supplier_is_refused(load: Load) -> None:
    run = load("a;A;Server;;", "b;B;Server;a;a", head="Id;Name;Kind;Site;Supplier")
    assert ["which is not in the estate" in text for _place, text in run.problems] == [True, True]
    item = Item.objects.get(name="B")
    assert (item.site, item.supplier) == (None, None)


@pytest.mark.parametrize(("before", "after"), [("Server", "Site"), ("Site", "Server")])
def test_site_stays_one_and_nothing_becomes_one(load: Load, before: str, after: str) -> None:
    load(f"x;X;{before}", head="Id;Name;Kind")
    for _turn in range(2):
        run = load(f"x;X;{after}", head="Id;Name;Kind")
        assert "stays one" in run.problems[0][1]
    assert Item.objects.get().kind == before.lower()
