"""Who decides decides on what he has read; who answers is the present owner; each in his unit."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from bia.models import BusinessFunction, Campaign, Gap, ImpactLevel, ImpactScale, Interview
from bia.services import (
    answers,
    campaigns,
    functions,
    gaps,
    interviews,
    invitations,
    lastyear,
    scales,
)
from core import links
from core.clock import organisation_day
from core.models import MailMessage, User
from estate import services as estate
from tests.bia.building import DESCRIBED, make_campaign, make_function, make_interview, rates

pytestmark = pytest.mark.django_db


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def link_to(client: Client, page: str, verb: str) -> str:
    """The address behind a button of a page."""
    found = re.search(rf'"([^"]*/{verb}/\?version=\d+)"', client.get(page).content.decode())
    assert found, f"{page} offers no {verb}"
    return found.group(1)


@pytest.fixture
def submitted(interview: Interview, cast: SimpleNamespace, noon: datetime) -> Interview:
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    return interviews.submit(interview, by=cast.owner, at=noon)


def test_the_head_approves_only_what_he_has_read(
    submitted: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    head, page = browser(cast.head), submitted.get_absolute_url()
    old = link_to(head, page, "approve")
    interviews.return_(submitted, by=cast.manager, at=noon, comment="Too high.")
    answers.keep(submitted, rates({"money": "000000"}), version=0)
    interviews.submit(submitted, by=cast.owner, at=noon)
    answer = head.post(old, follow=True)
    assert "was changed since you opened it" in answer.content.decode()
    submitted.refresh_from_db()
    assert submitted.state == "submitted"
    head.post(old.split("?", 1)[0])
    submitted.refresh_from_db()
    assert submitted.state == "submitted", "an approval that does not say what was read"
    head.post(link_to(head, page, "approve"))
    submitted.refresh_from_db()
    assert submitted.state == "approved"


def test_two_who_edit_the_scale_lose_nothing(scale: ImpactScale, cast: SimpleNamespace) -> None:
    draft = scales.start_draft(by=cast.manager, at=timezone.now())
    client, url = browser(cast.manager), f"/bia/scales/{draft.pk}/edit/"
    level = ImpactLevel.objects.filter(category__scale=draft, level=3).first()
    assert level
    seen = fields_of(client.get(url).content.decode())
    assert client.post(url, seen | {"reason": "the first"}).status_code == 302
    mine = {"reason": "the second", f"level-{level.pk}-words": "mine alone"}
    answer = client.post(url, seen | mine)
    said = answer.content.decode()
    assert answer.status_code == 409
    for words in ("the first", "the second", "mine alone"):
        assert words in said
    assert client.post(url, fields_of(said)).status_code == 302
    draft.refresh_from_db()
    level.refresh_from_db()
    assert (draft.reason, level.words) == ("the second", "mine alone")


def fields_of(html: str) -> dict[str, str]:
    """What a browser would send of the page's form."""
    form = html[html.index('<form method="post" novalidate') :]
    found = dict(re.findall(r'<input type="\w+" name="([^"]+)"(?: value="([^"]*)")?', form))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    return {name: value for name, value in found.items() if not name.endswith("-DELETE")}


@pytest.fixture
def running(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Interview:
    """An interview its owner was written to, half answered."""
    campaign = make_campaign(due_on=organisation_day(timezone.now()) + timedelta(days=20))
    campaigns.plan(campaign, [function], by=cast.manager, at=timezone.now())
    campaigns.start(campaign, by=cast.manager, at=timezone.now())
    interview: Interview = campaign.interviews.get()
    answers.keep(interview, {"purpose": "Half a sentence"}, version=0)
    return interview


def links_to(person: User) -> list[str]:
    text = "".join(MailMessage.objects.filter(to=person.email).values_list("text", flat=True))
    return re.findall(r"https?://[^/\s]+(/l/[A-Za-z0-9_-]+/)", text)


def test_a_new_owner_takes_over_the_interview_with_what_was_typed(
    running: Interview, cast: SimpleNamespace
) -> None:
    (old,) = links_to(cast.owner)
    client = Client()
    assert client.post(old).status_code == 302
    item = running.function.item
    item.owner = cast.service_owner
    estate.save_item(item, by=cast.manager, at=timezone.now())
    running.refresh_from_db()
    assert running.owner == cast.service_owner
    assert Client().post(old).status_code != 302
    (new,) = links_to(cast.service_owner)
    taken = Client()
    page = taken.post(new, follow=True).content.decode()
    assert "Half a sentence" in page


def test_a_coordinator_runs_a_campaign_in_his_unit_alone(
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    noon: datetime,
) -> None:
    theirs = make_function("Payouts", unit=units.payments, owner=None, at=noon)
    client, due = browser(cast.coordinator), organisation_day(timezone.now()) + timedelta(days=20)
    asked: dict[str, Any] = {"name": "Claims 2026", "due_on": due, "functions": [function.pk]}
    wrong = client.post("/bia/campaign/new/", asked | {"functions": [function.pk, theirs.pk]})
    assert wrong.status_code == 422
    assert client.post("/bia/campaign/new/", asked).status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.unit == units.claims
    assert client.post(f"/bia/campaigns/{campaign.pk}/start/").status_code == 302
    campaign.refresh_from_db()
    assert campaign.state == "running"
    assert browser(cast.stranger).get(campaign.get_absolute_url()).status_code == 404


def test_nobody_is_offered_what_ends_in_a_refusal(
    scale: ImpactScale, cast: SimpleNamespace
) -> None:
    client = browser(cast.coordinator)
    for page in ("/estate/planningscenario/", "/estate/delay/", "/estate/kinddefault/"):
        said = client.get(page).content.decode()
        assert "/new/" not in said, page


def test_a_campaign_ends_in_the_future(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace
) -> None:
    asked = {"name": "Late", "due_on": organisation_day(timezone.now()), "functions": [function.pk]}
    answer = browser(cast.manager).post("/bia/campaign/new/", asked)
    assert answer.status_code == 422
    assert "at least a day" in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_function_is_retired_with_a_reason(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace
) -> None:
    interview = make_interview(function, scale)
    gap = Gap.objects.create(function=function, title="Too slow", opened_at=timezone.now())
    link = invitations.link_of(interview, by=None, at=timezone.now())
    url = f"/bia/functions/{function.pk}/retire/"
    assert browser(cast.head).post(url, {"comment": "x"}).status_code == 403
    client = browser(cast.manager)
    assert client.post(url, {"comment": "Sold with the travel business."}).status_code == 302
    function.refresh_from_db()
    function.item.refresh_from_db()
    assert function.retired_on == function.item.retired_on is not None
    assert function.item.name not in client.get("/bia/businessfunction/").content.decode()
    interview.refresh_from_db()
    gap.refresh_from_db()
    assert (interview.state, gap.state) == ("dropped", "closed")
    found = links.find(link.rstrip("/").rsplit("/", 1)[1])
    assert found
    assert found.revoked_at
    page = client.get(function.get_absolute_url()).content.decode()
    assert "Start an interview" not in page


def test_an_owner_who_has_left_stays_until_another_is_chosen(
    function: BusinessFunction, cast: SimpleNamespace
) -> None:
    cast.owner.is_active = False
    cast.owner.save()
    client = browser(cast.manager)
    page = f"/bia/businessfunction/{function.pk}/edit/"
    said = fields_of(client.get(page).content.decode())
    assert said["owner"] == str(cast.owner.pk)
    answer = client.post(page, said | {"purpose": "Pays claims"})
    assert answer.status_code == 302, answer.content.decode()
    function.refresh_from_db()
    function.item.refresh_from_db()
    assert (function.purpose, function.item.owner) == ("Pays claims", cast.owner)


def test_a_gap_is_seen_by_who_closes_it_and_who_owns_the_function(
    function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    gap = Gap.objects.create(
        function=function, title="Too late", owner=cast.service_owner, opened_at=noon
    )
    for person, page, edit in (
        (cast.service_owner, 200, 200),
        (cast.owner, 200, 200),
        (cast.nobody, 403, 403),
    ):
        client = browser(person)
        assert client.get(gap.get_absolute_url()).status_code == page
        assert client.get(f"/bia/gap/{gap.pk}/edit/").status_code == edit
    other = Gap.objects.create(function=function, kind="data", title="Other", opened_at=noon)
    assert browser(cast.service_owner).get(other.get_absolute_url()).status_code == 404


def test_only_the_head_who_is_asked_finds_the_approval_in_his_work(
    submitted: Interview, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    def waits(person: User) -> bool:
        return "Approve the answers" in browser(person).get("/my-work/").content.decode()

    assert waits(cast.head)
    assert not waits(cast.executive)
    units.claims.head = None
    units.claims.save()
    assert waits(cast.executive)


def test_an_owner_without_a_login_gets_a_returned_interview_by_a_link_that_opens_it(
    submitted: Interview, cast: SimpleNamespace
) -> None:
    MailMessage.objects.all().delete()
    interviews.return_(submitted, by=cast.manager, at=timezone.now(), comment="Is that monthly?")
    (link,) = links_to(cast.owner)
    assert "Is that monthly?" in MailMessage.objects.get(to=cast.owner.email).text
    assert "data-interview" in Client().post(link, follow=True).content.decode()


def test_the_head_sees_what_is_not_as_last_years_sheet_had_it(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    row = ["Claims payment", "12 h", "1", "4"]
    sheet = lastyear.propose(
        ["Function", "RTO", "Money 4 h", "Money 24 h"], [row], scales.read(scale)
    )
    lastyear.write(sheet.lines, {}, scale=scale, stated_on=noon.date(), by=cast.manager, at=noon)
    campaign = make_campaign(due_on=organisation_day(timezone.now()) + timedelta(days=20))
    campaigns.plan(campaign, [function], by=cast.manager, at=timezone.now())
    campaigns.start(campaign, by=cast.manager, at=timezone.now())
    asked: Interview = campaign.interviews.get()
    said = {**rates(), **DESCRIBED, "wrt": "2 h", "need.n1.name": "Claims core"}
    answers.keep(asked, said, version=0)
    interviews.submit(asked, by=cast.owner, at=timezone.now())
    page = browser(cast.head).get(asked.get_absolute_url()).content.decode()
    assert "What is not as it was" in page
    assert "<del>12 h</del>" in page
    assert "Rests on: Claims core" in page


def test_a_retired_function_is_out_of_use_and_has_no_gaps(
    function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    other = make_function("Appeals", unit=function.item.unit, owner=cast.owner, at=noon)
    kept = gaps.save_gap(Gap(function=other, title="Too late"), by=cast.manager, at=noon)
    client = browser(cast.manager)
    assert "Record a gap" in client.get(function.get_absolute_url()).content.decode()
    functions.retire(function, by=cast.manager, at=noon, reason="Sold.")
    page = client.get(function.get_absolute_url()).content.decode()
    assert "Record a gap" not in page
    item_page = client.get(function.item.get_absolute_url()).content.decode()
    for shown in (page, item_page):
        assert "Out of use since 12 May 2026" in shown
        assert "Not computed yet" not in shown
        assert "not asked yet" not in shown
    refused = "“Claims payment” is retired. Choose "
    said = {"function": function.pk, "kind": "recovery", "title": "Too slow"}
    answer = client.post("/api/bia/gap/", said, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"function": [f"{refused}one in use."]})
    assert client.post("/bia/gap/new/", said).status_code == 422
    for gap in (Gap(title="Too slow"), kept):
        gap.function = function
        with pytest.raises(ValidationError, match=refused):
            gaps.save_gap(gap, by=cast.manager, at=noon)
    assert Gap.objects.get().function == other


def test_the_head_is_told_that_approving_ends_the_agreed_time(
    submitted: Interview, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interviews.return_(submitted, by=cast.manager, at=noon, comment="Agree a time.")
    answers.keep(submitted, {"agreed_rto": "3 h"}, version=0)
    submitted = interviews.submit(submitted, by=cast.owner, at=noon)
    client, ends = browser(cast.head), "approving ends the 3 h in force; the derived one stands"
    assert "What is not as it was" not in text_of(client, submitted)
    interviews.approve(submitted, by=cast.head, at=noon)
    again = make_interview(submitted.function, scale)
    interviews.prefill(again, at=noon)
    answers.keep(again, {**rates(), "agreed_rto": ""}, version=0)
    again = interviews.submit(again, by=cast.owner, at=noon)
    page = text_of(client, again)
    assert ends in page
    difference = '<th scope="row">Agreed RTO</th><td><del>3 h</del></td><td>–</td>'
    assert difference in page
    interviews.approve(again, by=cast.head, at=noon)
    page = text_of(client, again)
    assert ends not in page
    assert difference in page


def text_of(client: Client, interview: Interview) -> str:
    """The page of an interview, its narrow spaces as plain ones."""
    return client.get(interview.get_absolute_url()).content.decode().replace("\xa0", " ")
