"""The home page tells how functions stand to those who may see them."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.models import BusinessFunction
from bia.services import functions
from estate import services as estate
from tests.bia.risking import BAD, make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db


@pytest.fixture
def function(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> BusinessFunction:
    """A function of claims whose recovery nobody has stated."""
    made = functions.save_function(
        BusinessFunction(), name="Pay claims", unit=units.claims, owner=None, by=None, at=noon
    )
    estate.refresh_readiness(at=noon)
    return made


def test_shows_a_square_for_each_function_by_state(
    function: BusinessFunction, client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.manager)
    page = client.get("/").content.decode()
    assert "Proven recoverability" in page
    assert "/bia/businessfunction/?state=unknown" in page


def test_shows_nothing_of_another_unit(
    function: BusinessFunction, client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.stranger)
    assert "Proven recoverability" not in client.get("/").content.decode()


def test_tells_the_risks_above_appetite_to_who_may_see_them(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    ledger = make_item("Ledger", at=noon, unit=units.claims)
    make_risk(ledger, at=noon, title="Ledger is lost", **BAD)
    make_risk(ledger, at=noon, title="Ledger is slow")
    for person in (cast.manager, cast.coordinator, cast.executive):
        client.force_login(person)
        page = client.get("/").content.decode()
        assert "of 2 above appetite" in page, person
        assert "/bia/risk/?attention=above" in page
        assert "Ledger is lost" in page
        assert "Ledger is slow" not in page
    client.force_login(cast.stranger)
    assert "above appetite" not in client.get("/").content.decode()
