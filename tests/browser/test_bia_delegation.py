"""An owner on a phone asks a colleague, reads over what comes back, and hands it in."""

import re
from typing import Any

import pytest

from bia.choices import InterviewState
from bia.models import Interview
from core.models import MailMessage
from tests.bia.building import rates
from tests.browser.harness import DESK, PHONE, Opener
from tests.browser.test_bia import asked, enter, go_on, live_url, saved

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["asked", "live_url"]


def link_to(address: str) -> str:
    """The address in the last mail to somebody."""
    text = MailMessage.objects.filter(to=address).latest("pk").text
    return re.search(r"http://\S+/l/[A-Za-z0-9_-]+/", text)[0]  # type: ignore[index]


def test_an_owner_on_a_phone_delegates_and_submits(
    open_page: Opener, asked: str, cast: Any
) -> None:
    owner = enter(open_page, asked, size=PHONE, theme="dark", name="delegate-owner")
    owner.page.click("text=Ask a colleague")
    owner.page.wait_for_selector("[name=email]")
    owner.check("delegate-1-ask")
    owner.page.fill("[name=name]", "Bert Clerk")
    owner.page.fill("[name=email]", "bert@example.org")
    owner.page.fill("[name=note]", "You know what a day without it costs.")
    owner.expected = ["422"]
    owner.page.click("text=Send the link")
    owner.page.wait_for_selector("text=Bert Clerk is new: the link goes to bert@example.org.")
    owner.check("delegate-1b-new")
    owner.page.click("text=Send the link to bert@example.org")
    owner.page.wait_for_selector("text=Who has it")
    owner.check("delegate-2-given")

    colleague = enter(open_page, link_to("bert@example.org"), size=DESK, name="delegate-colleague")
    page = colleague.page
    page.wait_for_selector("text=You know what a day without it costs.")
    go_on(colleague, "impact")
    for name, level in rates().items():
        page.select_option(f"select[name='{name}']", level)
    page.fill("#wrt", "2 h")
    saved(page)
    for step in ("needs", "resources", "workarounds", "review"):
        go_on(colleague, step)
    colleague.check("delegate-3-colleague")
    page.click("text=Hand back to")
    page.wait_for_selector("text=Thank you")

    owner.page.goto(link_to(cast.owner.email))
    owner.page.click("form button[type=submit]")
    owner.page.wait_for_selector("form[data-step=review]")
    owner.check("delegate-4-read")
    owner.page.click("aside .actions .btn-primary")
    owner.page.wait_for_selector("text=Handed in")
    interview = Interview.objects.get()
    assert (interview.state, interview.submitted_by) == (InterviewState.SUBMITTED, cast.owner)
