"""An owner who answered last year changes two things on a phone and hands in: counted and timed."""

import re
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bia.models import Interview
from bia.services import answers, campaigns, interviews
from core.models import MailMessage
from tests.bia.building import make_campaign, rates
from tests.browser.harness import PHONE, Opener
from tests.browser.test_bia import asked, enter, live_url

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["asked", "live_url"]
MOST_CLICKS = 10
COUNT = """() => {
  const kept = JSON.parse(sessionStorage.counted || '{"clicks": 0, "keys": 0}');
  const add = (name) => { kept[name] += 1; sessionStorage.counted = JSON.stringify(kept); };
  addEventListener("click", (event) => event.isTrusted && event.detail && add("clicks"), true);
  addEventListener("keydown", () => add("keys"), true);
}"""


@pytest.fixture
def asked_again(asked: str, cast: Any) -> str:
    """All was said and approved, and the owner is asked again; the address in the mail."""
    at, first = timezone.now(), Interview.objects.get()
    said = rates() | {"wrt": "1 h", "purpose": "Pays hospitals.", "minimum_level": "50"}
    said |= {"need.new1.name": "Claims core", "need.new1.needed_within": "4 h"}
    answers.keep(first, said, version=0)
    interviews.submit(first, by=cast.owner, at=at)
    interviews.approve(first, by=cast.head, at=at)
    campaign = make_campaign("Next year", due_on=timezone.localdate(at) + timedelta(days=30))
    campaigns.plan(campaign, [first.function], by=cast.manager, at=at)
    campaigns.start(campaign, by=cast.manager, at=at)
    text = MailMessage.objects.filter(to=cast.owner.email).latest("pk").text
    return re.search(r"http://\S+/l/[A-Za-z0-9_-]+/", text)[0]  # type: ignore[index]


def test_two_changes_take_under_ten_clicks(
    open_page: Opener, asked_again: str, capsys: Any
) -> None:
    visit = enter(open_page, asked_again, size=PHONE, name="returning")
    page = visit.page
    page.add_init_script(f"({COUNT})()")
    began = time.monotonic()
    page.reload()
    page.wait_for_selector("text=What has changed since")
    visit.check("returning-1-all")
    inputs = {"review": page.locator("form#interview :is(input, select, textarea):visible").count()}
    page.click(".bia-summary a[href$='/function/']")
    page.wait_for_selector("form[data-step=function]")
    inputs["function"] = page.locator("form#interview :is(input, select, textarea):visible").count()
    page.click("#minimum_level")
    page.keyboard.press("Control+A")
    page.keyboard.type("60")
    page.click("text=Done: back to all answers")
    page.wait_for_selector("form[data-step=review]")
    page.click(".bia-summary a[href$='/needs/']")
    page.wait_for_selector("form[data-step=needs]")
    inputs["needs"] = page.locator("form#interview :is(input, select, textarea):visible").count()
    visit.check("returning-2-needs")
    page.click("[name$='.needed_within'] >> nth=0")
    page.keyboard.press("Control+A")
    page.keyboard.type("2 h")
    page.click("text=Done: back to all answers")
    page.wait_for_selector("form[data-step=review]")
    page.click("aside .actions .btn-primary")
    page.wait_for_selector("text=Handed in")
    seconds = time.monotonic() - began
    counted = page.evaluate("JSON.parse(sessionStorage.counted)")
    with capsys.disabled():
        words = f"Returning owner, two changes: {inputs} inputs shown, {counted}, {seconds:.1f} s"
        sys.stdout.write(f"\n{words}\n")
    last = Interview.objects.latest("pk")
    assert (last.state, last.minimum_level) == ("submitted", 60)
    assert last.needs.get().needed_within == timedelta(hours=2)
    assert counted["clicks"] < MOST_CLICKS
