"""The main job from an empty installation to the report, in real processes and a real browser.

An inventory is imported, ten functions are found, their owners answer by link while a database is
killed beneath one of them, heads approve, a service owner states times by link, and what the pages
say is what the engine computes on the exported model. The report is made by a worker that is killed.
"""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from continuity.launch import places
from core.durations import format_duration
from tests.browser.harness import DESK, PHONE, Opener, Visit, visiting
from tests.browser.organisation import PASSWORD
from tests.installation import Installation, installation, wait_until

__all__ = ["installation"]

pytestmark = pytest.mark.long

SMALL = places.ROOT / "tests" / "estate" / "data" / "netbox-small.json"
APPS = {"Claims core": "claims-app", "Ledger": "ledger-db", "Portal": "portal-web"}
RESTS_ON = {
    "Claims payment": "Claims core",
    "Claims intake": "Claims core",
    "Hospital letters": "Claims core",
    "General ledger": "Ledger",
    "Payouts": "Ledger",
    "Reserves": "Ledger",
    "Member portal": "Portal",
    "Broker portal": "Portal",
    "Complaints": "Portal",
}
SHEET = """Function,Unit,Owner,RTO,Depends on,Money 4 h,Money 24 h,Money 7 d
Card payments,Payments,Omar Owner,12 h,Claims core; Dunning robot,1,4,4
"""
LEVELS = {"money": "123444", "members": "012334", "law": "011233"}
AFTER_A_KILL = ["503", "502", "500", "Failed to load resource", "ERR_"]


@pytest.fixture
def running(installation: Installation) -> Installation:
    """An installation with people, a scale handed in, and nothing else."""
    installation.start()
    command(installation, "found(); draft_scale()")
    return installation


@pytest.fixture
def open_page(browser: Browser, running: Installation) -> Iterator[Opener]:
    """Pages of that installation."""
    with visiting(browser, running.address) as opener:
        yield opener


def command(on: Installation, code: str) -> str:
    """Run a piece of the organisation's story in the installation."""
    return on.manage(
        "shell", "--no-imports", "-c", f"from tests.browser.organisation import *; {code}"
    )


def log_in(open_page: Opener, short: str, *, size: tuple[int, int] = DESK) -> Visit:
    """Somebody at the home page, come by password."""
    visit = open_page("/account/login/", size=size, name=f"first-{short}")
    visit.page.get_by_label("E-mail").fill(f"{short}@example.org")
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.get_by_label("Password").press("Enter")
    visit.page.wait_for_url(re.compile(r"/$"))
    return visit


def go(visit: Visit, path: str) -> Page:
    base = re.match(r"https?://[^/]+", visit.page.url)
    assert base
    visit.open(base.group(0) + path)
    return visit.page


def links_mailed(on: Installation, short: str, *, count: int) -> dict[str, str]:
    """What the worker sent to somebody: the words of each link and its address."""
    found: dict[str, str] = {}

    def arrived() -> bool:
        for path in (on.data / "mail").glob("*"):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            if mail["To"] != f"{short}@example.org":
                continue
            html = mail.get_body(("html",))
            assert html is not None
            links = r'href="([^"]*/l/[A-Za-z0-9_-]+/)"[^>]*>([^<]+)<'
            found.update({words: url for url, words in re.findall(links, html.get_content())})
        return len(found) >= count

    wait_until(arrived, 60)
    return found


# The steps of the path


def import_inventory(on: Installation, visit: Visit) -> None:
    """From the command line, then the same file in the browser: it changes nothing."""
    first = on.manage("import_estate", "--format", "netbox", str(SMALL))
    assert re.search(r"^\s+\d+  Server", first, re.M), first
    assert (
        on.manage("import_estate", "--format", "netbox", str(SMALL)).strip().endswith("0 changes")
    )
    page = go(visit, "/estate/import/")
    page.get_by_label("Source", exact=False).first.select_option(label="NetBox")
    page.set_input_files("[name=file]", str(SMALL))
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("0 changes: the source shows exactly what is stored.")).to_be_visible(
        timeout=60_000
    )


def add_services(on: Installation, visit: Visit) -> None:
    """Applications above the imported machines, pasted as a list."""
    page = go(visit, "/estate/services/add/")
    page.fill("[name=lines]", "\n".join(f"{app}; {runs}" for app, runs in APPS.items()))
    page.get_by_role("button", name="Match").click()
    for runs in APPS.values():
        expect(page.locator("option:checked", has_text=runs)).to_have_count(1)
    page.get_by_role("button", name="Add these").click()
    expect(page.get_by_text("3 services are in place.")).to_be_visible()
    command(on, f"plan_loss(*{list(APPS)!r})")


def approve_scale(open_page: Opener) -> None:
    """The executive puts the scale in force."""
    page = log_in(open_page, "emil").page
    page.get_by_role("link", name="Read").first.click()
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_text("The scale is in force.")).to_be_visible()


def find_functions(visit: Visit, tmp_path: Path) -> None:
    """Nine typed in, one from last year's sheet with a name nobody knows."""
    for place, name in enumerate(RESTS_ON):
        page = go(visit, "/bia/businessfunction/new/")
        page.fill("[name=name]", name)
        unit, owner = ("Claims", "Olga Owner") if place < 5 else ("Payments", "Omar Owner")
        page.select_option("[name=unit]", label=unit)
        page.select_option("[name=owner]", label=owner)
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_url(re.compile(r"businessfunction/\d+/"))
    sheet = tmp_path / "last year.csv"
    sheet.write_text(SHEET)
    page = go(visit, "/bia/last-year/")
    page.set_input_files("[name=file]", str(sheet))
    page.fill("[name=stated_on]", (date.today() - timedelta(days=365)).isoformat())
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile("confirm"))
    visit.shot("first-confirm")
    page.get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"businessfunction/$"))


def begin_campaign(visit: Visit) -> str:
    """All ten are asked; the page of the campaign."""
    page = go(visit, "/bia/campaign/new/")
    page.locator("[name=name]").fill("First round")
    page.fill("[name=due_on]", (date.today() + timedelta(days=21)).isoformat())
    for box in page.locator("input[name=functions]").all():
        box.check()
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url(re.compile(r"campaign/\d+/"))
    page.get_by_role("button", name="Send the invitations").click()
    page.locator("#confirm [data-confirmed]").click()
    expect(page.get_by_text("The owners are being written to.")).to_be_visible()
    return page.url


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"Saved \d"), timeout=60_000)


def on_to(page: Page, step: str) -> None:
    page.locator("aside .actions .btn-primary").click()
    page.wait_for_selector(f"form[data-step={step}]")


def answer(visit: Visit, rests_on: str, killed: Installation | None = None) -> None:
    """All six steps of an interview; in one of them the database is killed."""
    page = visit.page
    page.click("form button[type=submit]")
    page.wait_for_selector("form[data-step=function]")
    if killed:
        type_while_the_database_dies(visit, killed)
    else:
        page.fill("#purpose", "Pays what members claim.")
    page.select_option("#frequency", "daily")
    on_to(page, "impact")
    for name, levels in LEVELS.items():
        for at, level in enumerate(levels):
            page.select_option(f"select[name='rate.all.{name}.{at}']", level)
    page.fill("[name=wrt]", "2 h")
    saved(page)
    on_to(page, "needs")
    known = [field.input_value() for field in page.locator("[data-finds]").all()]
    if rests_on not in known:
        page.locator("[data-finds]").last.fill(rests_on)
        saved(page)
    for step in ("resources", "workarounds", "review"):
        on_to(page, step)
    page.locator("aside .actions .btn-primary").click()
    expect(page.get_by_text("Handed in").first).to_be_visible()


def type_while_the_database_dies(visit: Visit, on: Installation) -> None:
    """What is typed while the database is away stays on the page and is saved after it is back."""
    page, words = visit.page, "Typed while the database was away"
    visit.expected += AFTER_A_KILL
    pid = on.programs()["db"]
    freeze_and_kill(on, pid)
    page.fill("#purpose", words)
    expect(page.locator("[data-saved]")).to_contain_text("Not saved", timeout=60_000)
    visit.shot("first-database-away", full=False)
    assert on.process
    on.process.send_signal(signal.SIGCONT)
    wait_until(lambda: on.programs().get("db", pid) != pid, 60)
    saved(page)
    page.reload()
    assert page.input_value("#purpose") == words


def freeze_and_kill(on: Installation, pid: int) -> None:
    """Kill a program while the supervisor sleeps, so that it stays away until that wakes."""
    assert on.process
    on.process.send_signal(signal.SIGSTOP)
    os.kill(pid, signal.SIGKILL)


def answer_all(open_page: Opener, on: Installation) -> None:
    """Every owner comes by link; the first on a phone."""
    links = links_mailed(on, "olga", count=5) | links_mailed(on, "omar", count=5)
    assert set(links) == {*RESTS_ON, "Card payments"}
    for place, (name, url) in enumerate(links.items()):
        size = PHONE if place == 0 else DESK
        visit = open_page(url, size=size, name="first-interview")
        answer(visit, RESTS_ON.get(name, "Claims core"), killed=on if place == 0 else None)
        visit.page.context.close()


def approve_all(open_page: Opener) -> None:
    """Each head approves what came from the unit."""
    for head, count in (("hedy", 5), ("hugo", 5)):
        visit = log_in(open_page, head)
        for _one in range(count):
            page = go(visit, "/my-work/")
            asked = page.locator("li", has_text="Approve the answers").first
            asked.get_by_role("link").last.click()
            page.wait_for_url(re.compile(r"interview/\d+/"))
            page.get_by_role("button", name="Approve", exact=True).click()
            expect(page.get_by_text("Approved. The objectives of")).to_be_visible()


def state_times(open_page: Opener, on: Installation, visit: Visit) -> None:
    """The service owner is asked and answers by link: one in time, one too slow, one he leaves open."""
    page = go(visit, "/estate/ask-owners/")
    page.locator("input[name=people]").first.check()
    page.get_by_role("button", name="Ask them").click()
    page.wait_for_url(re.compile("capabilityrequest"))
    (url,) = links_mailed(on, "sven", count=1).values()
    link = open_page(url, name="first-asked")
    asked = link.page
    asked.click("form button[type=submit]")
    expect(asked.get_by_role("heading", name="How fast are they back?")).to_be_visible()
    link.shot("first-asked")
    for item, hours in (("Claims core", "3 h"), ("Ledger", "20 h")):
        row = asked.locator("fieldset", has=asked.locator("legend", has_text=item))
        row.locator("input[name$=likely]").fill(hours)
    asked.locator(".savebar .btn-primary").click()
    expect(asked.get_by_text("1 item is still open")).to_be_visible()


def map_name(visit: Visit) -> None:
    """The name nobody knew is left out, with a reason."""
    page = go(visit, "/bia/mappingtask/")
    expect(page.get_by_text("Dunning robot").first).to_be_visible()
    page.get_by_placeholder("Why it is not needed").fill("Switched off in May.")
    page.get_by_role("button", name="Leave out").click()
    expect(page.get_by_text("Left out.")).to_be_visible()


def record_test(visit: Visit) -> None:
    """A restore test of the claims core, typed in with its date and method."""
    page = go(visit, "/estate/item/?q=Claims+core")
    page.get_by_role("link", name="Claims core").first.click()
    page.wait_for_url(re.compile(r"item/\d+/$"))
    form = page.get_by_role("link", name="Record a measurement", include_hidden=True).first
    page = go(visit, str(form.get_attribute("href")))
    page.fill("[name=took]", "2 h 30 min")
    page.fill("[name=measured_on]", date.today().isoformat())
    page.select_option("[name=method]", "restore")
    page.locator(".savebar .btn-primary").click()
    page.wait_for_url(re.compile(r"item/\d+/$"))


def judged(on: Installation, tmp_path: Path, visit: Visit) -> dict[str, dict[str, Any]]:
    """What the engine says of the exported model, function by function."""
    answer = visit.page.request.get(f"{on.address}/estate/model.json")
    assert answer.status == 200
    path = tmp_path / "model.json"
    path.write_bytes(answer.body())
    done = subprocess.run(
        [sys.executable, "-m", "engine", "analyse", str(path), "--json"],
        cwd=places.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {each["name"]: each for each in json.loads(done.stdout)["functions"]}


def said(hours: float | None) -> str:
    return "–" if hours is None else format_duration(timedelta(hours=hours))


def compare(visit: Visit, results: dict[str, dict[str, Any]]) -> set[str]:
    """Each function's page says what the engine says, and what to do next; the verdicts met."""
    seen = set()
    for name, result in results.items():
        page = go(visit, f"/bia/businessfunction/?q={name.replace(' ', '+')}")
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_url(re.compile(r"businessfunction/\d+/$"))
        shown = {
            row.locator("dt").inner_text(): row.locator("dd").evaluate(
                "(cell) => cell.firstChild.textContent.trim()"
            )
            for row in page.locator("dl.verdict > div").all()
        }
        wanted = {
            "Need": said(result["need_h"]),
            "Claim": said(result["claim"]["hours"]),
            "Proof": said(result["proof"]["hours"]),
            "MTD": said(result["mtd_h"]),
        }
        assert {key: value.replace("\xa0", " ") for key, value in shown.items()} == wanted, name
        assert page.locator(".head .state").first.get_attribute("class")
        assert f"is-{result['verdict']}" in (
            page.locator(".head .state").first.get_attribute("class") or ""
        )
        step = page.locator(".bia-next").inner_text()
        assert step.strip(), name
        visit.shot(f"first-{result['verdict']}")
        seen.add(result["verdict"])
    return seen


def report(on: Installation, visit: Visit, campaign: str, tmp_path: Path) -> None:
    """The campaign's PDF; its worker is killed once, and it is made once."""
    visit.page.goto(campaign)
    visit.page.locator(".head summary").click()
    visit.page.get_by_role("button", name="BIA report").click()
    visit.page.wait_for_url(re.compile("/jobs/"))
    on.kill("worker")

    def rows() -> list[list[Any]]:
        return on.sql(
            "SELECT f.sha256, r.about, r.functions FROM bia_biareport r"
            " JOIN core_file f ON f.id = r.file_id"
        )

    limit = time.monotonic() + 150
    while not rows() and time.monotonic() < limit:
        time.sleep(2)
    ((digest, about, functions),) = rows()
    assert (about, functions) == ("First round", 10)
    page = go(visit, "/bia/biareport/")
    address = page.locator("td a[href*='/files/']").first.get_attribute("href")
    pdf = page.request.get(f"{on.address}{address}").body()
    assert hashlib.sha256(pdf).hexdigest() == digest
    (tmp_path / "report.pdf").write_bytes(pdf)


def test_the_first_path(running: Installation, open_page: Opener, tmp_path: Path) -> None:
    manager = log_in(open_page, "mona")
    import_inventory(running, manager)
    add_services(running, manager)
    approve_scale(open_page)
    find_functions(manager, tmp_path)
    campaign = begin_campaign(manager)
    answer_all(open_page, running)
    approve_all(open_page)
    map_name(manager)
    state_times(open_page, running, manager)
    record_test(manager)
    wait_until(lambda: is_settled(running), 120)
    verdicts = compare(manager, judged(running, tmp_path, manager))
    assert {"held", "gap", "unknown"} <= verdicts
    report(running, manager, campaign, tmp_path)
    assert not manager.unexpected()


def is_settled(on: Installation) -> bool:
    """Whether the stored verdicts are of the estate as it is and nothing waits to be done."""
    ((open_jobs,),) = on.sql("SELECT count(*) FROM core_job WHERE state IN ('queued', 'running')")
    return open_jobs == 0 and command(on, "told()").strip() == "True"
