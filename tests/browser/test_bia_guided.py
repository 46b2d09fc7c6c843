"""Who runs a campaign asks in person: a question that depends on another, the clock, then a workshop."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bia.models import Campaign, GuidedStep, Interview, Question
from bia.services import answers, questions
from tests.bia.building import make_function, make_interview
from tests.browser.harness import DESK, PHONE, Opener
from tests.browser.test_bia import asked, cookie_of, live_url, saved

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["asked", "live_url"]


@pytest.fixture
def campaign(asked: str, cast: Any, units: Any) -> Campaign:
    """A campaign about two functions that asks two questions of its own."""
    at, campaign = timezone.now(), Campaign.objects.get()
    other = make_function("HR system", unit=units.claims, owner=cast.owner, at=at)
    make_interview(other, Interview.objects.get().scale, campaign=campaign)
    draft = questions.begin_draft(campaign, by=cast.manager, at=at)
    how: dict[str, Any] = {"question_set": draft, "step": "function"}
    more = {"asked_if": "answer", "about": "outside", "equals": "Yes"}
    for one in (
        Question(text="Outside?", kind="yes_no", **how),
        Question(text="By whom?", kind="text", **how, **more),
    ):
        questions.save_question(one, by=cast.manager, at=at)
    questions.use(draft, by=cast.manager, at=at)
    return campaign


def test_asks_in_person_and_around_a_table(
    open_page: Opener, campaign: Campaign, cast: Any, live_url: str
) -> None:
    interview = Interview.objects.get(function__item__name="Claims payment")
    guide = reverse("bia:interview-guide", args=[interview.pk])
    visit = open_page(
        interview.get_absolute_url(), size=DESK, cookies=cookie_of(cast.manager, live_url)
    )
    page = visit.page
    page.click("text=Ask in person")
    page.wait_for_selector("[data-guide]")
    assert page.locator("[name='own.function.by-whom']").is_hidden()
    page.select_option("[name='own.function.outside']", "yes")
    page.locator("[name='own.function.by-whom']").fill("Voxline")
    saved(page)
    page.fill("[data-notes]", "She is sure.")
    page.locator("[data-noted]", has_text="Noted").wait_for()
    visit.check("guided-1")
    assert GuidedStep.objects.get().notes == "She is sure."
    assert answers.current(interview).sheet["own.function.by-whom"] == "Voxline"
    assert guide in page.url

    page.goto(f"{live_url}{reverse('bia:workshop', args=[campaign.pk])}")
    for box in page.locator("input[name=i]").all():
        box.check()
    page.click("text=Begin")
    page.locator("[data-column] select.level").first.select_option("2")
    page.locator("[data-column] [data-saved]", has_text="Saved").first.wait_for()
    for column in page.locator(".bia-column").all():
        above = column.locator("[data-implied] dl").bounding_box()
        below = column.locator("table").first.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"], "the list runs over the levels"
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    visit.check("guided-2-workshop")
    assert answers.current(interview).sheet["rate.all.money.0"] == "2"
