"""The API of functions and campaigns: what the pages take, and nothing they would refuse."""

import json
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from bia.models import BusinessFunction, Campaign, ImpactScale
from bia.services import functions
from estate import services as estate

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(cast: SimpleNamespace) -> Any:
    """Sends JSON as the continuity manager; the status and what is answered."""
    client = Client()
    client.force_login(cast.manager)

    def send(method: str, path: str, version: int | None = None, **said: Any) -> tuple[int, Any]:
        headers = {"If-Match": f'"{version}"'} if version else {}
        answer = client.generic(
            method, path, json.dumps(said), content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json()

    return send


def test_a_function_keeps_its_item_whatever_is_sent(
    ask: Any, function: BusinessFunction, noon: datetime
) -> None:
    other = estate.create_item(kind="application", name="Ledger", by=None, at=noon)
    path = f"/api/bia/businessfunction/{function.pk}/"
    status, said = ask("PATCH", path, function.version, item=other.pk, name="Claims", owner=None)
    assert (status, said["item"], said["name"]) == (200, function.item_id, "Claims")
    function.refresh_from_db()
    function.item.refresh_from_db()
    assert (function.item.name, function.item.owner) == ("Claims", None)


def test_a_new_function_makes_its_item(ask: Any, units: SimpleNamespace) -> None:
    status, said = ask("POST", "/api/bia/businessfunction/", purpose="Answers members")
    assert (status, set(said)) == (400, {"name", "unit"})
    said = {"name": "Member service", "unit": units.claims.pk}
    status, said = ask("POST", "/api/bia/businessfunction/", **said)
    assert status == 201, said
    made = BusinessFunction.objects.get(pk=said["id"])
    assert (made.item.kind, made.item.name) == ("function", "Member service")


def test_a_campaign_is_made_with_its_functions(
    ask: Any, function: BusinessFunction, scale: ImpactScale
) -> None:
    said = {"name": "BIA 2030", "due_on": "2030-01-31"}
    status, answer = ask("POST", "/api/bia/campaign/", **said)
    assert (status, answer) == (400, {"functions": ["Choose at least one function."]})
    status, answer = ask("POST", "/api/bia/campaign/", **said, functions=[function.pk])
    assert status == 201, answer
    campaign = Campaign.objects.get()
    assert campaign.unit == function.item.unit
    assert [one.function for one in campaign.interviews.all()] == [function]
    status, answer = ask(
        "POST", "/api/bia/campaign/", **said | {"name": "Again"}, functions=[function.pk]
    )
    assert status == 400
    assert "Being asked already" in str(answer)
    status, answer = ask(
        "PATCH", f"/api/bia/campaign/{campaign.pk}/", campaign.version, functions=[]
    )
    assert status == 400
    assert "settled" in str(answer)


def test_an_owner_who_has_left_keeps_what_is_his_and_is_given_nothing_new(
    ask: Any, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Core", by=None, at=noon)
    cast.owner.is_active = False
    cast.owner.save()
    path = f"/api/bia/businessfunction/{function.pk}/"
    status, said = ask("GET", path)
    assert (status, said["owner"]) == (200, cast.owner.pk)
    status, said = ask("PUT", path, said.pop("version"), **said)
    assert (status, said.get("owner")) == (200, cast.owner.pk), said
    refused = {"owner": ["“Olga” is deactivated. Choose somebody else."]}
    path = f"/api/estate/item/{core.pk}/"
    assert ask("PATCH", path, core.version, owner=cast.owner.pk) == (400, refused)
    new = {"name": "Appeals", "unit": function.item.unit_id, "owner": cast.owner.pk}
    assert ask("POST", "/api/bia/businessfunction/", **new) == (400, refused)


def test_a_retired_function_is_not_asked_about(
    ask: Any, function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    functions.retire(function, by=cast.manager, at=noon, reason="Sold.")
    said = {"name": "BIA 2030", "due_on": "2030-01-31", "functions": [function.pk]}
    status, answer = ask("POST", "/api/bia/campaign/", **said)
    assert (status, "is retired" in str(answer["functions"])) == (400, True)
    assert not Campaign.objects.exists()
