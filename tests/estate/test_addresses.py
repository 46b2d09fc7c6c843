"""Odd things in an address or a form are passed over, never an error."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from estate import services
from estate.models import CapabilityRequest

pytestmark = pytest.mark.django_db
ODD = ["²", "१२", "-1", "9" * 30, "1²", "\x00"]


@pytest.mark.parametrize("text", ODD)
def test_explorer_passes_over_odd_numbers(
    text: str, estate: SimpleNamespace, cast: Any, client: Client
) -> None:
    client.force_login(cast.manager)
    assert client.get("/estate/explorer/", {"item": text}).status_code == 200
    asked = {"item": estate.core.pk, "up": text, "down": text}
    assert client.get("/estate/explorer/", asked).status_code == 200


@pytest.mark.parametrize("text", ODD)
def test_logins_pass_over_odd_numbers(text: str, cast: Any, client: Client) -> None:
    client.force_login(cast.administrator)
    assert client.get("/admin/logins/", {"person": text}).status_code == 200


def test_list_of_services_passes_over_odd_numbers(
    make_item: Any, cast: Any, client: Client
) -> None:
    make_item("server", "portal-web-01")
    client.force_login(cast.manager)
    data = {"kind": "service", "lines": "Portal; portal-web-01", "confirm": "1", "take-0": "on"}
    assert client.post("/estate/services/add/", data | {"on-0-0": "²"}).status_code == 302


def test_requests_to_people_without_a_unit_are_not_everybodys(
    estate: SimpleNamespace, cast: Any, noon: Any
) -> None:
    estate.core.owner = cast.manager
    services.save_item(estate.core, by=None, at=noon)
    (row,) = services.ask_owners(people=[cast.manager], by=cast.manager, at=noon)
    assert CapabilityRequest.objects.visible_to(cast.manager).get() == row
    for reader in (cast.coordinator, cast.owner, cast.stranger):
        assert not CapabilityRequest.objects.visible_to(reader)
