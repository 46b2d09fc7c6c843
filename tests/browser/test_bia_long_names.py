"""Names as long as a column holds, without a space to break at: no page is wider than its window."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bia.models import Interview
from bia.services import answers, interviews
from tests.bia.building import rates
from tests.browser.harness import DESK, PHONE, Opener
from tests.browser.test_bia import asked, cookie_of, live_url

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["asked", "live_url"]
LONG = "Averylongnamewithoutanyspace" * 7


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_nothing_is_wider_than_the_window(
    open_page: Opener, asked: str, cast: Any, live_url: str, size: Any
) -> None:
    interview = Interview.objects.select_related("campaign").get()
    campaign = interview.campaign
    assert campaign is not None
    campaign.name, campaign.due_on = LONG, timezone.localdate() + timedelta(days=9)
    campaign.save()
    said = rates() | {"need.new1.name": LONG, "need.new1.kind": "application", "wrt": "1 h"}
    answers.keep(interview, said, version=0)
    interviews.submit(interview, by=cast.owner, at=timezone.now())
    visit = open_page("/", size=size, cookies=cookie_of(cast.manager, live_url), name="long")
    for address in (
        interview.get_absolute_url(),
        reverse("bia:interview-answer", args=[interview.pk]),
        reverse("bia:mappingtask-list"),
        campaign.get_absolute_url(),
        reverse("bia:campaign-questions", args=[campaign.pk]),
    ):
        visit.page.goto(f"{live_url}{address}")
        assert visit.overflow() == 0, address
