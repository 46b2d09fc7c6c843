"""The lists of the estate: the worst first, views, selection."""

from csv import DictReader
from datetime import datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bia.models import Gap
from estate import services
from estate.models import Item, Readiness
from estate.views.pages import ItemPages
from tests.samples import make

pytestmark = pytest.mark.django_db

ITEMS = "estate:item-list"


def judge(item: Item, verdict: str, at: datetime, **values: Any) -> None:
    """Store a verdict of an item."""
    Readiness.objects.create(item=item, verdict=verdict, revision=1, computed_at=at, **values)


@pytest.fixture
def judged(make_item: Any, noon: datetime) -> list[Item]:
    """An item of each verdict, and one nobody has judged."""
    made = []
    for verdict in ("held", "claimed", "gap", "unknown", "stale", "expired"):
        made.append(make_item("server", f"{verdict} one"))
        judge(made[-1], verdict, noon)
    return [*made, make_item("server", "zz not judged")]


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def names(browser: Client, route: str = ITEMS, **asked: str) -> list[str]:
    """The first words of the rows a list shows."""
    rows = browser.get(reverse(route), asked).context["table"].paginated_rows
    return [row.record.name.split()[0] for row in rows]


def test_items_come_the_worst_first_and_can_be_sorted_otherwise(
    browser: Client, judged: list[Item]
) -> None:
    worst = ["gap", "expired", "stale", "claimed", "unknown", "zz", "held"]
    assert names(browser) == worst
    assert names(browser, sort="state") == worst
    assert names(browser, sort="-state")[0] == "held"
    assert names(browser, sort="name") == sorted(worst)


def tabs(browser: Client, route: str = ITEMS, query: str = "") -> dict[str, int]:
    """The views of a list with their numbers; the current one is marked."""
    shown = browser.get(reverse(route) + query).context["views"]
    return {("*" if view.current else "") + str(view.name): view.count for view in shown}


def test_views_of_items_count_what_they_show(
    browser: Client, judged: list[Item], make_item: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    owned = make_item("server", "owned", owner=cast.owner)
    judge(owned, "held", noon, claim_state="assumed")
    Item.objects.filter(pk=owned.pk).update(gone_on=noon.date())
    counts = {"*All": 8, "Not held": 6, "Assumed times": 1, "Gone from source": 1}
    assert tabs(browser) == {**counts, "Without owner": 7}
    shown = browser.get(reverse(ITEMS)).context["views"]
    for view in shown:
        rows = browser.get(view.url).context
        assert rows["total"] == view.count
        assert [each.name for each in rows["views"] if each.current] == [view.name]


def test_a_view_stays_current_when_sorted_and_not_when_filtered_further(
    browser: Client, judged: list[Item]
) -> None:
    assert "*Not held" in tabs(browser, query="?sort=name&attention=not_held&page=1")
    assert not [name for name in tabs(browser, query="?attention=not_held&tier=1") if "*" in name]


def test_all_views_are_counted_in_one_query(
    browser: Client, judged: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse(ITEMS))
        return len(asked)

    cost()
    with_views = cost()
    monkeypatch.setattr(ItemPages, "views", [])
    assert with_views - cost() == 1


def test_counts_hold_only_what_one_may_see(
    browser: Client, units: SimpleNamespace, cast: SimpleNamespace
) -> None:
    for unit in (units.claims, units.payments):
        make(Gap, unit)
    assert tabs(browser, "bia:gap-list")["*Not closed"] == 2
    browser.force_login(cast.coordinator)
    assert tabs(browser, "bia:gap-list")["*Not closed"] == 1


def test_dependencies_of_which_nobody_said_when_they_count(
    browser: Client, estate: SimpleNamespace
) -> None:
    first = estate.claims.rests_on.get()
    type(first).objects.filter(pk=first.pk).update(phase="run", is_data=True)
    shown = tabs(browser, "estate:dependency-list")
    assert shown == {"*All": 3, "Phase not said": 2, "Where data lives": 1}


def test_a_filter_by_yes_or_no_says_so(browser: Client, estate: SimpleNamespace) -> None:
    shown = browser.get(reverse("estate:dependency-list"), {"is_data": "true"}).context
    assert [(each.label, each.value) for each in shown["active_filters"]] == [
        ("Its data lives there", "Yes")
    ]


def test_export_has_what_the_list_shows_and_no_word_for_nothing(
    browser: Client, make_item: Any, noon: datetime
) -> None:
    rated = make_item("server", "rated", tier=1)
    make_item("server", "unrated")
    hour = timedelta(hours=1)
    judge(rated, "gap", noon, need=4 * hour, claim=5 * hour, proof=6 * hour)
    text = browser.get(reverse(ITEMS), {"_export": "csv"}).content.decode("utf-8-sig")
    rows = {row["Name"]: row for row in DictReader(StringIO(text))}
    assert rows["unrated"]["Criticality"] == ""
    assert rows["rated"]["Criticality"] == "1 of 4"
    shown = {name: rows["rated"][name] for name in ("Need", "Claim", "Proof", "State")}
    assert shown == {"Need": "4 h", "Claim": "5 h", "Proof": "6 h", "State": "Gap"}
    assert rows["unrated"]["State"] == "Unknown"


def test_item_with_a_time_that_nobody_needs_is_not_unknown(
    client: Client, cast: SimpleNamespace, estate: SimpleNamespace, noon: datetime
) -> None:
    """Unknown is what nobody has stated or measured; functions say what they need themselves."""
    services.record_claim(item=estate.line_a, likely=timedelta(minutes=30), by=None, at=noon)
    services.refresh_readiness(at=noon)
    client.force_login(cast.manager)

    def names(state: str) -> set[str]:
        page = client.get(f"/estate/item/?state={state}")
        return {row.record.name for row in page.context["table"].rows}

    assert names("unneeded") == {"Line A"}
    assert {"Line B", "Claims payment"} <= names("unknown")
    assert "Line A" not in names("unknown")
    assert "No need known" in client.get("/estate/item/?state=unneeded").content.decode()
    page = client.get(estate.line_a.get_absolute_url()).content.decode()
    assert "No function is known to need it" in page
    explored = client.get(f"/estate/explorer/?item={estate.line_a.pk}").content.decode()
    assert "No need known" in explored
