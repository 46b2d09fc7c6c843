"""What a failure takes down, in words, by the best evidence."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from estate import services
from estate.models import Item, Measurement

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def need(item: Item, hours: int, at: datetime) -> None:
    services.set_objective(
        item=item, agreed_rto=hours * HOUR, by=None, at=at, source_ref=f"bia:{item.pk}"
    )


def measured(item: Item, hours: int, at: datetime) -> Measurement:
    return services.record_measurement(
        item=item, took=hours * HOUR, measured_on=at.date(), method="restore", by=None, at=at
    )


def words(browser: Client, item: Item) -> str:
    text = browser.get(f"/estate/explorer/{item.pk}/blast/").content.decode()
    return text.replace("\xa0", " ")


def test_the_proof_counts_before_the_claim(
    browser: Client, estate: SimpleNamespace, noon: datetime
) -> None:
    need(estate.claims, 4, noon)
    services.record_claim(item=estate.ledger, likely=HOUR, by=None, at=noon)
    assert "1 function, back in time by what is known" in words(browser, estate.ledger)
    measured(estate.ledger, 6, noon)
    said = words(browser, estate.ledger)
    assert "If this fails: 1 function, the first objective missed after 4 h." in said
    assert "objective missed after 4 h, back after 6 h (measured)" in said


def test_every_function_says_its_time(
    browser: Client, estate: SimpleNamespace, make_item: Any, noon: datetime
) -> None:
    other = make_item("function", "Member portal")
    third = make_item("function", "Reporting")
    for function in (other, third):
        services.add_dependency(dependent=function, provider=estate.ledger, by=None, at=noon)
    need(estate.claims, 8, noon)
    need(other, 2, noon)
    measured(estate.ledger, 3, noon)
    answer = services.blast(item=estate.ledger, at=noon)
    assert [(each.item.name, each.limit, each.back_after) for each in answer.functions] == [
        ("Member portal", 2 * HOUR, 3 * HOUR),
        ("Claims payment", 8 * HOUR, 3 * HOUR),
        ("Reporting", None, 3 * HOUR),
    ]
    said = words(browser, estate.ledger)
    assert "needed in 8 h, back after 3 h (measured)" in said
    assert "nobody has said how soon it is needed, back after 3 h (measured)" in said


def test_what_nobody_knows_is_not_in_time(
    browser: Client, estate: SimpleNamespace, noon: datetime
) -> None:
    need(estate.claims, 4, noon)
    said = words(browser, estate.ledger)
    assert "Of 1 nobody knows whether it is back in time" in said
    assert "needed in 4 h, nobody knows when it is back" in said


def test_a_place_is_lost_with_all_that_stands_there(
    browser: Client, estate: SimpleNamespace, noon: datetime
) -> None:
    estate.ams.passes_on = True
    services.save_item(estate.ams, by=None, at=noon)
    need(estate.claims, 4, noon)
    services.record_claim(item=estate.host, likely=9 * HOUR, by=None, at=noon)
    said = words(browser, estate.ams)
    assert "the first objective missed after 4 h" in said
    assert "back after 9 h (by what is stated)" in said


def test_what_only_passes_failures_on_is_not_back_at_once(
    browser: Client, estate: SimpleNamespace, noon: datetime
) -> None:
    estate.core.passes_on = True
    services.save_item(estate.core, by=None, at=noon)
    need(estate.claims, 4, noon)
    assert "nobody knows when it is back" in words(browser, estate.core)
