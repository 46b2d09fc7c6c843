"""Changes as people read them."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from estate import services
from estate.models import EstateChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def test_a_change_says_what_differed(
    browser: Client, estate: SimpleNamespace, make_item: Any, noon: datetime
) -> None:
    estate.host.site = make_item("site", "Dublin").place
    estate.host.passes_on = True
    services.save_item(estate.host, by=None, at=noon)
    change = EstateChange.objects.order_by("-pk")[0]
    page = browser.get(change.get_absolute_url()).content.decode()
    assert "<del>Amsterdam</del>" in page
    assert "<ins>Dublin</ins>" in page
    assert "Passes_on" not in page
    listed = browser.get("/estate/estatechange/").content.decode()
    assert "Site: Amsterdam → Dublin" in listed


def test_every_stored_form_of_a_difference_can_be_read() -> None:
    said = services.differences(
        {
            "members": ["", "Line A, Line B"],
            "is_data": ["False", "True"],
            "needed_within_h": ["None", "2.0"],
            "lone": ["only"],
            "no_such_field": [None, 3],
        }
    )
    assert [(each.label, each.before, each.after) for each in said] == [
        ("Any of", "–", "Line A, Line B"),
        ("Its data lives there", "No", "Yes"),
        ("Needed within", "–", "2.0"),
        ("Lone", "–", "only"),
        ("No such field", "–", "3"),
    ]
