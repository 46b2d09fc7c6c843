"""Lists in a real browser: rows chosen and changed together, with script and without; a view kept."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from core.models import SavedView
from estate.models import Item
from tests.browser.harness import DESK, PHONE, Opener

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any) -> str:
    """The product under test."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def manager_cookie(cast: Any, live_url: str) -> list[dict[str, Any]]:
    """The continuity manager, logged in."""
    client = Client()
    client.force_login(cast.manager)
    value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    return [{"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": live_url}]


@pytest.fixture
def servers(organisation: Any) -> None:
    """Thirty servers without a tier."""
    for number in range(30):
        Item.objects.create(kind="server", name=f"host-{number:02}")


@pytest.mark.parametrize(("size", "theme"), [(DESK, "dark"), (PHONE, "light")])
def test_chosen_rows_are_changed_together(
    open_page: Opener, manager_cookie: Any, servers: None, size: Any, theme: str
) -> None:
    visit = open_page("/estate/item/", cookies=manager_cookie, size=size, theme=theme)
    page = visit.page
    bar = page.locator("#bulk")
    assert not bar.is_visible()
    page.get_by_role("checkbox", name="Select host-00").check()
    page.get_by_role("checkbox", name="Select host-29").check()
    assert "2 selected" in bar.inner_text()
    box = bar.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size[1]
    visit.check(f"lists-chosen-{size[0]}-{theme}")
    page.get_by_role("button", name="Edit selected").click()
    page.get_by_role("heading", name="Edit 2 items").wait_for()
    visit.check(f"lists-edit-{size[0]}-{theme}")
    page.get_by_label("Criticality").select_option(label="1 of 4")
    page.get_by_role("button", name="Save all").click()
    page.get_by_text("2 items changed.").wait_for()
    assert list(Item.objects.filter(tier=1).values_list("name", flat=True)) == [
        "host-00",
        "host-29",
    ]


def test_chosen_rows_are_changed_without_script(
    open_page: Opener, manager_cookie: Any, servers: None
) -> None:
    page = open_page("/estate/item/", cookies=manager_cookie, script=False).page
    page.get_by_role("checkbox", name="Select host-07").check()
    page.get_by_role("button", name="Edit selected").click()
    page.get_by_label("Lifecycle").select_option("leaving")
    page.get_by_role("button", name="Save all").click()
    assert Item.objects.get(lifecycle="leaving").name == "host-07"


def test_a_filter_chosen_can_be_kept_as_a_view(
    open_page: Opener, manager_cookie: Any, servers: None
) -> None:
    visit = open_page("/estate/item/", cookies=manager_cookie, size=PHONE)
    page = visit.page
    page.fill("#id_q", "host-1")
    page.locator("#views summary").click()
    page.get_by_label("Name", exact=True).fill("Tens")
    visit.check("lists-keep-view")
    page.get_by_role("button", name="Save", exact=True).click()
    current = page.locator("#views [aria-current]")
    current.wait_for()
    assert current.inner_text() == "Tens10"
    assert SavedView.objects.get().query == "q=host-1"
    left, width = page.locator("#views .tabs").evaluate(
        "(tabs) => [tabs.querySelector('[aria-current]').getBoundingClientRect().left, innerWidth]"
    )
    assert 0 <= left < width
    visit.check("lists-kept-view")
