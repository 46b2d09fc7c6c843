"""The estate in a real browser: an inventory taken over, an item, the map, owners asked by link."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from core.models import Job, MailMessage
from core.worker import run as run_job
from estate import services
from estate.models import Claim, Item
from tests.browser.harness import LOOKS, PHONE, Opener
from tests.estate.test_imports import SMALL

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any, tmp_path: Any) -> str:
    """The product under test, keeping its files in a folder of its own."""
    settings.SITE_URL = live_server.url
    settings.FILES_ROOT = tmp_path
    return str(live_server.url)


@pytest.fixture
def manager_cookie(cast: Any, live_url: str) -> list[dict[str, Any]]:
    """The continuity manager, logged in."""
    client = Client()
    client.force_login(cast.manager)
    value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    return [{"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": live_url}]


def work_off() -> None:
    """Carry out what waits, as a worker does."""
    for pk in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
        run_job(pk, worker="test")


@pytest.fixture
def filled(organisation: Any, cast: Any, noon: Any) -> Any:
    """The small inventory with two functions above it, judged."""
    source = services.get_source(name="NetBox", format="netbox", by=None, at=noon)
    services.import_content(
        source=source, name="small.json", content=SMALL.read_bytes(), by=None, at=noon
    )
    app, ledger = Item.objects.get(name="claims-app"), Item.objects.get(name="ledger-db")
    services.add_dependency(dependent=app, provider=ledger, by=None, at=noon)
    for name, rto in (("Claims payment", 4), ("Member portal", 12)):
        function = services.create_item(kind="function", name=name, by=None, at=noon, tier=1)
        services.add_dependency(dependent=function, provider=app, by=None, at=noon)
        services.set_objective(
            item=function, agreed_rto=timedelta(hours=rto), by=None, at=noon, source_ref="bia:1"
        )
    for item in Item.objects.exclude(kind="function"):
        hours = 6 if item.name == "AMS-1" else 0.25
        services.record_claim(item=item, likely=timedelta(hours=hours), by=None, at=noon)
    app.owner = ledger.owner = cast.service_owner
    services.save_item(app, by=None, at=noon)
    services.save_item(ledger, by=None, at=noon)
    services.refresh_readiness(at=timezone.now())
    return ledger


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_pages_look_right(
    open_page: Opener, manager_cookie: Any, filled: Any, size: Any, theme: str
) -> None:
    pages = {
        "items": "/estate/item/",
        "item": f"/estate/item/{filled.pk}/",
        "explorer": f"/estate/explorer/?item={filled.pk}",
        "explorer-start": "/estate/explorer/",
        "import": "/estate/import/",
        "changes": "/estate/estatechange/",
        "claim": f"/estate/item/{filled.pk}/claim/",
        "bulk": "/estate/services/add/",
        "ask-owners": "/estate/ask-owners/",
    }
    name = f"{'phone' if size == PHONE else 'desk'}-{theme}"
    for page, url in pages.items():
        visit = open_page(url, size=size, theme=theme, cookies=manager_cookie)
        if page == "explorer":
            visit.page.wait_for_selector("#map[data-ready]")
        visit.check(f"estate-{page}-{name}")


def test_takes_an_inventory_over(open_page: Opener, manager_cookie: Any) -> None:
    visit = open_page("/estate/import/", cookies=manager_cookie, name="estate-wizard")
    page = visit.page
    page.fill("[name=name]", "NetBox")
    page.set_input_files("[name=file]", str(SMALL))
    page.click("text=Show what would change")
    page.wait_for_url(re.compile("importrun"))
    work_off()
    page.wait_for_selector("text=What would change")
    assert not Item.objects.exists()
    visit.check("estate-import-checked")
    page.click("button:has-text('Take over')")
    page.wait_for_url(re.compile("importrun"))
    work_off()
    page.wait_for_selector("text=What was taken over")
    assert Item.objects.filter(name="ledger-db").exists()
    visit.check("estate-import-applied")


def test_map_tells_what_a_failure_takes_down(
    open_page: Opener, manager_cookie: Any, filled: Any
) -> None:
    site = Item.objects.get(name="AMS-1")
    visit = open_page(f"/estate/explorer/?item={site.pk}&up=6", cookies=manager_cookie)
    visit.page.wait_for_selector("#map[data-ready]")
    said = visit.page.inner_text("#blast")
    assert "2 functions" in said
    assert "the first objective missed after 4" in said.replace("\xa0", " ")
    visit.page.fill("#map-search", "ledger")
    assert visit.page.locator("#map-table tbody tr:visible").count() == 1
    visit.check("estate-explorer-site")


def test_owner_answers_by_link(open_page: Opener, cast: Any, filled: Any, live_url: str) -> None:
    at = timezone.now()
    services.ask_owners(people=[cast.service_owner], by=cast.manager, at=at, note="Thank you")
    message = MailMessage.objects.get()
    url = re.search(r"http://\S+/l/[A-Za-z0-9_-]+/", json.dumps(message.text)).group(0)  # type: ignore[union-attr]
    visit = open_page(url, size=PHONE, name="estate-asked")
    visit.page.click("button[type=submit]")
    visit.page.wait_for_selector("text=How fast are they back?")
    visit.check("estate-asked-phone")
    visit.page.locator("input[name$=likely]").first.fill("3 h")
    visit.page.click("text=Save and finish")
    visit.page.wait_for_selector("text=Thank you")
    claims = Claim.objects.filter(superseded_at=None, likely=timedelta(hours=3))
    assert claims.get().stated_by == cast.service_owner
