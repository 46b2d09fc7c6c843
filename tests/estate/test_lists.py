"""The lists of the estate: the worst first, views, selection."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from estate.models import Item, Readiness

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
