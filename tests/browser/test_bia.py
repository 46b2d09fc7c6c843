"""The impact analysis in a real browser: ten minutes on a phone, two tabs, no connection, approved."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from bia.models import BusinessFunction, Gap, Interview
from bia.services import campaigns, gaps
from core.models import File, Job, MailMessage
from core.worker import run as run_job
from estate import services as estate
from estate.models import Item
from tests.bia.building import make_campaign, make_function, make_scale, rates
from tests.browser.harness import LOOKS, PHONE, Opener, Visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any, tmp_path: Any) -> str:
    """The product under test, keeping its files in a folder of its own."""
    settings.SITE_URL = live_server.url
    settings.FILES_ROOT = tmp_path
    return str(live_server.url)


@pytest.fixture
def asked(cast: Any, units: Any, live_url: str) -> str:
    """A campaign that has asked one owner by mail; the address in the mail."""
    at = timezone.now()
    units.claims.head = cast.head
    units.claims.save()
    make_scale(by=cast.manager, approver=cast.executive, at=at)
    estate.create_item(
        kind="application", name="Claims core", by=None, at=at, owner=cast.service_owner
    )
    function = make_function("Claims payment", unit=units.claims, owner=cast.owner, at=at)
    campaign = make_campaign(due_on=timezone.localdate(at) + timedelta(days=30))
    campaigns.plan(campaign, [function], by=cast.manager, at=at)
    campaigns.start(campaign, by=cast.manager, at=at)
    text = MailMessage.objects.filter(to=cast.owner.email).latest("pk").text
    return re.search(r"http://\S+/l/[A-Za-z0-9_-]+/", text).group(0)  # type: ignore[union-attr]


def enter(open_page: Opener, url: str, **look: Any) -> Visit:
    """Open the mail's link and go on to the interview."""
    visit = open_page(url, **look)
    visit.page.click("form button[type=submit]")
    visit.page.wait_for_selector("form[data-interview]")
    visit.page.wait_for_load_state()
    return visit


def saved(page: Page) -> None:
    """Wait until the server has everything."""
    page.locator("[data-saved]", has_text=re.compile(r"Saved \d")).wait_for()


def go_on(visit: Visit, step: str) -> None:
    """Press the step's one button and wait for the next step."""
    visit.page.click("aside .actions .btn-primary")
    visit.page.wait_for_selector(f"form[data-step={step}]")


def cookie_of(person: Any, live_url: str) -> list[dict[str, Any]]:
    """Somebody logged in."""
    client = Client()
    client.force_login(person)
    value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    return [{"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": live_url}]


def work_off() -> None:
    """Carry out what waits, as a worker does."""
    for pk in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
        run_job(pk, worker="test")


def answer(visit: Visit) -> None:
    """All six steps, handed in."""
    page = visit.page
    page.fill("#purpose", "Pays hospitals and members.")
    page.fill("#minimum_level", "60")
    visit.check("bia-1-function")
    go_on(visit, "impact")
    for name, level in rates().items():
        page.select_option(f"select[name='{name}']", level)
    page.fill("#wrt", "2 h")
    saved(visit.page)
    page.wait_for_selector("[data-implied] >> text=Money")
    assert "8 h" in page.inner_text("[data-implied]").replace("\xa0", " ")
    visit.check("bia-2-impact")
    go_on(visit, "needs")
    page.locator("[data-finds]").first.fill("Claims core")
    page.locator("[data-finds]").nth(1).fill("the paper archive")
    saved(visit.page)
    visit.check("bia-3-needs")
    go_on(visit, "resources")
    visit.check("bia-4-resources")
    go_on(visit, "workarounds")
    visit.check("bia-5-workarounds")
    go_on(visit, "review")
    visit.check("bia-6-review")
    page.click("aside .actions .btn-primary")
    page.wait_for_selector("text=Handed in")
    visit.check("bia-7-done")


def test_owner_answers_on_a_phone_and_the_head_approves(
    open_page: Opener, asked: str, cast: Any, live_url: str
) -> None:
    answer(enter(open_page, asked, size=PHONE))
    interview = Interview.objects.get()
    assert interview.state == "submitted"
    head = open_page(
        interview.get_absolute_url(), cookies=cookie_of(cast.head, live_url), name="bia-approve"
    )
    head.check("bia-approve")
    head.page.click("text=Approve")
    head.page.wait_for_selector("text=approved by")
    interview.refresh_from_db()
    assert interview.state == "approved"


def test_without_a_connection_what_is_typed_stays_and_goes_later(
    open_page: Opener, asked: str
) -> None:
    visit = enter(open_page, asked, name="bia-offline")
    visit.expected = ["Failed to load resource", "ERR_INTERNET_DISCONNECTED"]
    visit.page.context.set_offline(True)
    visit.page.fill("#purpose", "Typed in the train")
    visit.page.wait_for_selector("text=Not saved, no connection. Kept on this device.")
    visit.page.context.set_offline(False)
    visit.page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(visit.page)
    visit.page.reload()
    assert visit.page.input_value("#purpose") == "Typed in the train"


def test_while_the_database_is_away_the_page_keeps_the_text(open_page: Opener, asked: str) -> None:
    visit = enter(open_page, asked, name="bia-away")
    visit.expected = ["503"]
    visit.page.route("**/save/", lambda route: route.fulfill(status=503, body="away"))
    visit.page.fill("#purpose", "Typed while the database was away")
    visit.page.wait_for_selector("text=Continuity does not answer")
    visit.page.unroute("**/save/")
    visit.page.reload()
    saved(visit.page)
    assert visit.page.input_value("#purpose") == "Typed while the database was away"


def test_a_second_tab_shows_both_answers(open_page: Opener, asked: str) -> None:
    first = enter(open_page, asked)
    second = first.page.context.new_page()
    second.goto(first.page.url)
    first.page.fill("#purpose", "from the first")
    saved(first.page)
    second.fill("#purpose", "from the second")
    second.wait_for_selector("[data-overtaken]:visible")
    said = second.inner_text("[data-overtaken]")
    assert "from the first" in said
    assert "from the second" in said
    second.click("text=Keep mine")
    saved(second)
    first.page.reload()
    assert first.page.input_value("#purpose") == "from the second"


@pytest.mark.parametrize("look", LOOKS)
def test_pages_look_right(
    open_page: Opener, asked: str, cast: Any, live_url: str, look: Any
) -> None:
    at, (size, theme) = timezone.now(), look
    core, function = Item.objects.get(name="Claims core"), BusinessFunction.objects.get()
    function.item.passes_on = True
    function.item.save()
    estate.add_dependency(dependent=function.item, provider=core, by=None, at=at)
    estate.set_objective(
        item=function.item, agreed_rto=timedelta(hours=4), by=None, at=at, source_ref="bia:test"
    )
    estate.record_measurement(
        item=core,
        took=timedelta(hours=9),
        measured_on=timezone.localdate(at),
        method="restore",
        by=None,
        at=at,
    )
    estate.refresh_readiness(at=at)
    gaps.refresh(at=at)
    gap = Gap.objects.get(kind="recovery")
    gaps.accept(
        gap, by=cast.head, at=at, until=timezone.localdate(at) + timedelta(90), reason="A new site."
    )
    cookies = cookie_of(cast.manager, live_url)
    interview = Interview.objects.get()
    pages = {
        "functions": "/bia/businessfunction/",
        "function": function.get_absolute_url(),
        "gaps": "/bia/gap/",
        "gap": gap.get_absolute_url(),
        "campaign": interview.campaign.get_absolute_url(),  # type: ignore[union-attr]
        "new campaign": "/bia/campaign/new/",
        "interview": interview.get_absolute_url(),
        "scale": interview.scale.get_absolute_url(),
        "last year": "/bia/last-year/",
        "reports": "/bia/biareport/",
        "names": "/bia/mappingtask/",
    }
    for name, path in pages.items():
        visit = open_page(path, size=size, theme=theme, cookies=cookies)
        visit.check(f"bia {name} {'phone' if size == PHONE else 'desk'} {theme}")


def test_report_is_made_by_a_worker_and_kept_with_its_hash(
    open_page: Opener, asked: str, cast: Any, live_url: str
) -> None:
    visit = open_page(
        BusinessFunction.objects.get().get_absolute_url(),
        cookies=cookie_of(cast.manager, live_url),
        name="bia-report",
    )
    visit.page.click("text=BIA report")
    visit.page.wait_for_url("**/jobs/**")
    work_off()
    file = File.objects.get(purpose="bia.report")
    assert len(file.sha256) == 64
    assert file.name.endswith(".pdf")
