"""In real Chromium: a job watched and stopped, a link from the mail, drafts, what one was told."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from weasyprint import HTML

from core import files, jobs, links, mail, notifications, services
from core.models import Job, JobLog, Link, MailMessage, Unit, User
from core.worker import run
from tests.browser.harness import LOOKS, PHONE, Opener
from tests.core import working

assert working.app
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any, tmp_path: Any) -> str:
    """The product under test, keeping its files in a folder of its own."""
    cache.clear()
    settings.SITE_URL = live_server.url
    settings.FILES_ROOT = tmp_path
    return str(live_server.url)


@pytest.fixture
def cookie(live_url: str) -> Callable[[User], list[dict[str, Any]]]:
    """The cookie of somebody who is logged in."""

    def log_in(person: User) -> list[dict[str, Any]]:
        client = Client()
        client.force_login(person)
        name = django_settings.SESSION_COOKIE_NAME
        return [{"name": name, "value": client.cookies[name].value, "url": live_url}]

    return log_in


def name_of(size: tuple[int, int], theme: str) -> str:
    return f"{'phone' if size == PHONE else 'desk'}-{theme}"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_pages_look_right(
    open_page: Opener, cookie: Any, cast: SimpleNamespace, size: Any, theme: str
) -> None:
    now = timezone.now()
    running = jobs.start(
        "test.any", key="a", title="Simulating 10,000 years", by=cast.administrator
    )
    Job.objects.filter(pk=running.pk).update(
        state="running", done=6400, total=10000, started_at=now - timedelta(seconds=36)
    )
    JobLog.objects.create(job=running, at=now, text="Read 250 items and 410 dependencies")
    failed = jobs.start("test.any", key="b", title="Board report", by=cast.administrator)
    jobs.close(failed, Job.State.FAILED, at=now, error="Two functions have no owner. Name one.")
    done = jobs.start("test.any", key="c", title="Import from NetBox", by=cast.administrator)
    Job.objects.filter(pk=done.pk).update(state="done", result_url="/unit/")
    notifications.notify(
        person=cast.administrator, text="A duty without a page", url="", key="x", at=now
    )
    MailMessage.objects.update(given_up_at=now, error="The mail server refuses the address.")
    message = MailMessage.objects.latest("pk")
    pages = {"running": running.pk, "failed": failed.pk, "done": done.pk}
    paths = {f"job-{name}": f"/jobs/{pk}/" for name, pk in pages.items()} | {
        "jobs": "/jobs/",
        "notifications": "/notifications/",
        "outbox": "/outbox/",
        "outbox-message": f"/outbox/{message.pk}/",
    }
    for page, path in paths.items():
        visit = open_page(path, size=size, theme=theme, cookies=cookie(cast.administrator))
        visit.check(f"{page}-{name_of(size, theme)}")


def test_job_is_watched_to_its_end(open_page: Opener, cookie: Any, cast: SimpleNamespace) -> None:
    job = jobs.start("test.unit", key="a", title="Add a unit", by=cast.manager, name="Legal")
    visit = open_page(f"/jobs/{job.pk}/", cookies=cookie(cast.manager))
    expect(visit.page.get_by_text("Waiting for a free worker")).to_be_visible()
    run(job.pk, worker="test")
    visit.page.get_by_role("link", name="Open the result").click()
    visit.page.wait_for_url("**/unit/")
    visit.check("job result")


def test_job_is_stopped(open_page: Opener, cookie: Any, cast: SimpleNamespace) -> None:
    job = jobs.start("test.unit", key="a", title="Add a unit", by=cast.manager, name="Legal")
    visit = open_page(f"/jobs/{job.pk}/", cookies=cookie(cast.manager))
    visit.page.get_by_role("button", name="Stop").click()
    expect(visit.page.get_by_text("Stopped").first).to_be_visible()
    expect(visit.page.get_by_text("Mona asked it to stop.")).to_be_visible()
    visit.page.get_by_role("button", name="Start again").click()
    expect(visit.page.get_by_text("Waiting for a free worker")).to_be_visible()


@pytest.fixture
def interview() -> Any:
    """The page a link opens."""

    @links.purpose("test.page")
    def page(request: HttpRequest, link: Link) -> HttpResponse:
        return HttpResponse(f"<!doctype html><title>x</title><h1>{link.label}</h1>")

    yield
    del links.PATTERNS["test.page"]


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_link_from_the_mail(
    open_page: Opener, cast: SimpleNamespace, interview: None, size: Any, theme: str
) -> None:
    now = timezone.now()
    claims = Unit.objects.get(name="Claims")
    url = links.issue(
        purpose="test.page",
        subject=claims,
        person=cast.nobody,
        by=None,
        at=now,
        expires_at=now + timedelta(days=7),
    )
    look = name_of(size, theme)
    visit = open_page(url, size=size, theme=theme)
    visit.check(f"link-continue-{look}")
    visit.page.get_by_role("button", name="Continue as Nora").click()
    expect(visit.page.get_by_role("heading", name="Claims")).to_be_visible()
    assert url.split("/")[-2] not in visit.page.url
    inside = visit.page.url
    other = open_page(inside, size=size, theme=theme)
    other.expected = ["403"]
    other.check(f"link-not-let-in-{look}")
    Link.objects.update(created_at=now - timedelta(days=7), expires_at=now)
    late = open_page(url, size=size, theme=theme)
    late.expected = ["410"]
    late.check(f"link-run-out-{look}")
    late.page.get_by_role("button", name="Send me a new link").click()
    expect(late.page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    (line,) = [line for line in mail.readable(MailMessage.objects.get()) if "/l/" in str(line)]
    assert "/l/…/" in str(line)
    found = re.search(r"http\S+/l/\S+/", MailMessage.objects.get().text)
    assert found
    fresh = open_page(found.group(), size=size, theme=theme)
    fresh.page.get_by_role("button", name="Continue as Nora").click()
    expect(fresh.page.get_by_role("heading", name="Claims")).to_be_visible()


def test_draft_comes_back_and_loses_nobody_s_work(
    open_page: Opener, cookie: Any, cast: SimpleNamespace
) -> None:
    claims = Unit.objects.get(name="Claims")
    path = _edit_path(claims)
    visit = open_page(path, cookies=cookie(cast.manager))
    visit.page.get_by_label("Name").fill("Claims and recoveries")
    expect(visit.page.get_by_text("Draft saved")).to_be_visible()
    services.save(_renamed(claims, "Claims of members"), by=cast.administrator, at=timezone.now())
    again = open_page(path, cookies=cookie(cast.manager))
    expect(again.page.get_by_text("Your draft is back")).to_be_visible()
    expect(again.page.get_by_label("Name")).to_have_value("Claims and recoveries")
    again.expected = ["409"]
    again.page.get_by_role("button", name="Save").click()
    expect(again.page.get_by_text("Claims of members").first).to_be_visible()
    claims.refresh_from_db()
    assert claims.name == "Claims of members"
    again.page.get_by_role("button", name="Save").click()
    again.page.wait_for_url(f"**{claims.get_absolute_url()}")
    claims.refresh_from_db()
    assert claims.name == "Claims and recoveries"
    fresh = open_page(path, cookies=cookie(cast.manager))
    expect(fresh.page.get_by_text("Your draft is back")).to_be_hidden()


def _edit_path(unit: Unit) -> str:
    return f"{unit.get_absolute_url()}edit/"


def _renamed(unit: Unit, name: str) -> Unit:
    other = Unit.objects.get(pk=unit.pk)
    other.name = name
    return other


def test_no_connection_keeps_the_draft_on_the_device(
    open_page: Opener, cookie: Any, cast: SimpleNamespace
) -> None:
    claims = Unit.objects.get(name="Claims")
    visit = open_page(_edit_path(claims), cookies=cookie(cast.manager))
    visit.expected = ["ERR_INTERNET_DISCONNECTED"]
    visit.page.context.set_offline(True)
    visit.page.get_by_label("Name").fill("Typed in the tunnel")
    expect(visit.page.get_by_text("Not saved, no connection. Kept on this device.")).to_be_visible()
    visit.page.context.set_offline(False)
    visit.page.reload()
    expect(visit.page.get_by_label("Name")).to_have_value("Typed in the tunnel")
    expect(
        visit.page.locator("[data-draft-state=kept], [data-draft-state=restored]")
    ).to_be_visible()


def test_notification_leads_to_its_page(
    open_page: Opener, cookie: Any, cast: SimpleNamespace
) -> None:
    now = timezone.now()
    notifications.notify(person=cast.manager, text="A gap is open", url="/unit/", key="k", at=now)
    visit = open_page("/notifications/", cookies=cookie(cast.manager))
    visit.page.get_by_role("button", name="A gap is open").click()
    visit.page.wait_for_url("**/unit/")
    visit.open("/notifications/")
    expect(visit.page.get_by_text("Nothing new.")).to_be_visible()


def test_report_is_shown_in_the_browser(
    open_page: Opener, cookie: Any, cast: SimpleNamespace
) -> None:
    content = HTML(string="<html lang=en><title>x</title><h1>Report").write_pdf()
    claims = Unit.objects.get(name="Claims")
    file = files.store(
        name="report.pdf", content=content, subject=claims, by=cast.manager, at=timezone.now()
    )
    visit = open_page("/notifications/", cookies=cookie(cast.manager))
    answer = visit.page.request.get(f"/files/{file.pk}/")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body() == content
