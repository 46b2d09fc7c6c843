"""Functions are made, named and retired with what is asked about them, not in the estate alone."""

import json
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from bia.models import BusinessFunction
from bia.services import functions
from core.services import InUse
from estate import services
from estate.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def test_the_item_form_offers_no_function(browser: Client, estate: SimpleNamespace) -> None:
    assert b'value="function"' not in browser.get("/estate/item/new/").content
    given = {"kind": "function", "name": "Pay", "lifecycle": "live", "hands": "1"}
    assert browser.post("/estate/item/new/", given).status_code == 422
    assert not Item.objects.filter(name="Pay").exists()


def test_nothing_becomes_a_function_and_a_function_keeps_its_name(
    estate: SimpleNamespace, noon: datetime
) -> None:
    estate.core.kind = "function"
    with pytest.raises(ValidationError, match="stays one"):
        services.save_item_by_hand(estate.core, by=None, at=noon)
    estate.claims.name = "Other"
    with pytest.raises(ValidationError, match="Rename the function"):
        services.save_item_by_hand(estate.claims, by=None, at=noon)


def test_other_facts_of_a_function_can_be_changed(browser: Client, estate: SimpleNamespace) -> None:
    page = browser.get(f"/estate/item/{estate.claims.pk}/edit/")
    assert b'value="function" selected' in page.content


def test_a_functions_item_is_retired_with_the_function(
    browser: Client, estate: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    answer = browser.post(f"/estate/item/{estate.claims.pk}/retire/", {"reason": "sold"})
    assert answer.status_code == 422
    assert "Retire the function instead" in answer.content.decode()
    with pytest.raises(InUse):
        services.retire_item_by_hand(item=estate.claims, by=None, at=noon, reason="sold")
    function = BusinessFunction.objects.create(item=estate.claims)
    functions.retire(function, by=cast.manager, at=noon, reason="sold")
    estate.claims.refresh_from_db()
    assert estate.claims.retired_on


@pytest.fixture
def imported(organisation: Any, noon: datetime, settings: Any, tmp_path: Any) -> Any:
    """Takes a model over that names its functions so."""
    settings.FILES_ROOT = tmp_path
    source = services.get_source(name="Model", format="native", by=None, at=noon)

    def take(*names: str) -> None:
        nodes = [
            {"id": f"f{place}", "kind": "function", "name": name}
            for place, name in enumerate(names)
        ]
        services.import_content(
            source=source,
            name="model.json",
            content=json.dumps({"nodes": nodes}).encode(),
            by=None,
            at=noon,
        )

    return take


def test_an_imported_function_is_adopted(imported: Any, noon: datetime) -> None:
    imported("Pay claims", "Answer calls")
    assert set(BusinessFunction.objects.values_list("item__name", flat=True)) == {
        "Pay claims",
        "Answer calls",
    }
    imported("Pay claims now", "Answer calls")
    assert BusinessFunction.objects.filter(item__name="Pay claims now").count() == 1
    item = Item.objects.get(name="Answer calls")
    services.retire_item(item=item, by=None, at=noon, reason="sold")
    assert BusinessFunction.objects.get(item=item).retired_on
