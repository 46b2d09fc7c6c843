"""Nobody agrees to be back after the MTD: an interview is refused however its answers came in."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bia.models import ImpactCategory, ImpactScale, Interview, Objective
from bia.services import (
    answers,
    answersheetread,
    campaigns,
    guided,
    interviews,
    invitations,
    rejudging,
    scales,
    workshop,
)
from core.models import User
from tests.bia.building import hours, make_campaign, make_function
from tests.bia.test_answersheet import filled, proposed, sent
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db

LATE = {"agreed_rto": "20 h", "rto_reason": "Paper lasts."}
Way = Callable[[Interview, SimpleNamespace, Client], None]


@pytest.fixture
def noon() -> datetime:
    """Now: links that were sent then would have run out."""
    return timezone.now()


def by_form(interview: Interview, cast: SimpleNamespace, client: Client) -> None:
    client.force_login(cast.owner)
    _save(client, reverse("bia:interview-answer", args=[interview.pk]), interview)


def by_link(interview: Interview, cast: SimpleNamespace, client: Client) -> None:
    url = invitations.link_of(interview, by=None, at=timezone.now())
    _save(client, str(client.post("/" + url.split("/", 3)[3])["Location"]), interview)


def by_asking(interview: Interview, cast: SimpleNamespace, client: Client) -> None:
    session = guided.begin(interview, by=cast.manager, at=timezone.now())
    client.force_login(cast.manager)
    _save(client, reverse("bia:interview-guiding", args=[interview.pk, "save"])[:-5], interview)
    guided.end(session, by=cast.manager, at=timezone.now())


def by_workshop(interview: Interview, cast: SimpleNamespace, client: Client) -> None:
    at = timezone.now()
    other = make_function("HR", unit=interview.function.item.unit, owner=cast.owner, at=at)
    campaign = make_campaign(due_on=(at + timedelta(days=30)).date())
    campaigns.plan(campaign, [other], by=cast.manager, at=at)
    campaigns.start(campaign, by=cast.manager, at=at)
    Interview.objects.filter(pk=interview.pk).update(campaign=campaign)
    ids = list(campaign.interviews.values_list("pk", flat=True))
    workshop.begin(campaign, ids, by=cast.manager, at=at)
    client.force_login(cast.manager)
    _save(client, reverse("bia:interview-guiding", args=[interview.pk, "save"])[:-5], interview)
    workshop.end(campaign, ids, by=cast.manager, at=at)


def by_sheet(interview: Interview, cast: SimpleNamespace, client: Client) -> None:
    at = timezone.now()
    (found,) = proposed(filled(sent(interview, at=at), **LATE), interview)
    answersheetread.take_over(found, {}, by=cast.owner, at=at)


def _save(client: Client, base: str, interview: Interview) -> None:
    draft = answers.find_draft(interview)
    body = {"version": draft.version if draft else 0, "changes": LATE, "step": "review"}
    answer = client.post(f"{base}save/", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("way", [by_form, by_link, by_asking, by_workshop, by_sheet])
def test_an_agreed_rto_beyond_the_mtd_is_not_taken(
    way: Way, interview: Interview, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    fill(interview)
    way(interview, cast, client)
    browser = Client()
    browser.force_login(User.objects.get(pk=cast.owner.pk))
    page = browser.post(reverse("bia:interview-answer", args=[interview.pk]) + "submit/", {})
    assert page.status_code == 422
    assert "Choose 8 h or sooner, or change the answers that set the MTD." in (
        page.content.decode().replace("\xa0", " ")
    )
    interview.refresh_from_db()
    assert interview.submitted_at is None
    keep(interview, {"agreed_rto": "8 h"})
    assert submit(interview, cast, noon).submitted_at == noon


def test_the_doubt_says_what_to_do_and_no_word_takes_it_away(interview: Interview) -> None:
    fill(interview, **LATE)
    doubt = next(one for one in interviews.view(interview).challenges if one.code == "looser")
    assert "Choose 8 h or sooner" in doubt.why
    assert [reply.sets for reply in doubt.replies] == [(("agreed_rto", "6 h"),)]


def test_the_head_agrees_to_nothing_beyond_the_mtd_of_the_scale_in_force(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, agreed_rto="7 h", rto_reason="Paper lasts.")
    handed_in = submit(interview, cast, noon)
    draft = scales.start_draft(by=cast.manager, at=noon)
    ImpactCategory.objects.filter(scale=draft, key="money").update(intolerable=3)
    ImpactScale.objects.filter(pk=draft.pk).update(reason="Stricter.")
    draft.refresh_from_db()
    scales.submit(draft, by=cast.manager, at=noon)
    draft.refresh_from_db()
    rejudging.put_in_force(draft, by=cast.executive, at=noon)
    with pytest.raises(ValidationError, match=r"beyond the MTD of 4 h.*Return it"):
        interviews.approve(handed_in, by=cast.head, at=noon)
    assert not Objective.objects.filter(agreed_rto=hours(7)).exists()
