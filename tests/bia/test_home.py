"""The home page tells how functions stand to those who may see them."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.models import BusinessFunction
from bia.services import functions
from estate import services as estate

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
