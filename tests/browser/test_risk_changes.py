"""A circuit taken out of NetBox, in a real browser: exactly the touched risks are asked about again."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from bia.models import RiskReview
from core.models import Job
from core.worker import run as run_job
from estate import services as estate
from estate.models import Item
from tests.bia.risking import make_matrix, make_risk
from tests.bia.test_risk_changes import LOST, SMALL, reopened, without
from tests.browser.harness import Opener, Visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any, tmp_path: Path) -> str:
    """The product under test, keeping its files in a folder of its own."""
    settings.SITE_URL = live_server.url
    settings.FILES_ROOT = tmp_path
    return str(live_server.url)


@pytest.fixture
def cookies(cast: Any, live_url: str) -> list[dict[str, Any]]:
    """The continuity manager, logged in."""
    client = Client()
    client.force_login(cast.manager)
    name = django_settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": live_url}]


@pytest.fixture
def register(cast: Any, live_url: str) -> None:
    """The inventory as NetBox had it, with a risk on every item."""
    at = timezone.now()
    make_matrix(by=cast.manager, approver=cast.executive, at=at)
    source = estate.get_source(name="NetBox", format="netbox", by=None, at=at)
    estate.import_content(
        source=source, name="netbox.json", content=SMALL.read_bytes(), by=None, at=at
    )
    for item in Item.objects.all():
        make_risk(item, at=at, title=f"{item} fails")


def work_off() -> None:
    """Carry out what waits, as a worker does."""
    for pk in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
        run_job(pk, worker="test")


def take_over(visit: Visit, file: Path) -> None:
    """Upload an inventory, look at what it would change, and take it over."""
    page = visit.page
    page.select_option("[name=source]", label="NetBox")
    page.set_input_files("[name=file]", str(file))
    page.click("text=Show what would change")
    page.wait_for_url(re.compile("importrun"))
    work_off()
    page.wait_for_selector("text=What would change")
    assert not reopened(), "looking changes nothing"
    page.click("button:has-text('Take over')")
    page.wait_for_url(re.compile("importrun"))
    work_off()
    page.wait_for_selector("text=What was taken over")


def test_a_removed_redundant_circuit_reopens_exactly_the_touched_risks(
    open_page: Opener, register: None, cookies: list[dict[str, Any]], live_url: str, tmp_path: Path
) -> None:
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(without(json.loads(SMALL.read_text()), *LOST)))
    visit = open_page("/estate/import/", cookies=cookies, name="risk-import")
    take_over(visit, edited)
    site = Item.objects.get(name="AMS-1")
    above = estate.dependents_of([site.pk])[site.pk]
    expected = {site.name, *Item.objects.filter(pk__in=above).values_list("name", flat=True)}
    assert reopened() == expected
    visit.open(f"{live_url}/bia/riskreview/?state=open")
    listed = visit.page.inner_text("table.data")
    for name in Item.objects.values_list("name", flat=True):
        assert (f"{name} fails" in listed) == (name in expected), name
    visit.check("risk-reopened-list")
    review = RiskReview.objects.get(risk__item=site)
    visit.open(f"{live_url}{review.get_absolute_url()}")
    said = visit.page.inner_text("main")
    assert "Redundancy is lost" in said
    assert "DT-200" in said, "the difference names the circuit"
    visit.check("risk-reopened-review")
