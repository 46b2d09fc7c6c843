"""Campaigns: who is asked, one e-mail each, reminders that are never doubled, the end."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from bia.choices import CampaignState, InterviewState
from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import campaigns
from bia.work import answers as answers_work
from core.models import Link, MailMessage
from tests.bia.building import make_campaign, make_function

pytestmark = pytest.mark.django_db


@pytest.fixture
def functions(
    function: BusinessFunction, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> list[BusinessFunction]:
    """Two functions of one owner."""
    other = make_function("Claims intake", unit=units.claims, owner=cast.owner, at=noon)
    return [function, other]


def start(functions: list[BusinessFunction], cast: SimpleNamespace, noon: datetime):  # type: ignore[no-untyped-def]
    campaign = campaigns.plan(make_campaign(), functions, by=cast.manager, at=noon)
    return campaigns.start(campaign, by=cast.manager, at=noon)


def test_each_owner_gets_one_mail_with_a_link_for_each_function(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    before = MailMessage.objects.count()
    campaign = start(functions, cast, noon)
    mails = MailMessage.objects.order_by("pk")[before:]
    assert [mail.to for mail in mails] == [cast.owner.email]
    assert mails[0].text.count("/l/") == 2
    assert Link.objects.filter(person=cast.owner, purpose="bia.interview").count() == 2
    assert set(campaign.interviews.values_list("state", flat=True)) == {InterviewState.INVITED}


def test_without_a_scale_in_force_nothing_is_planned(
    functions: list[BusinessFunction], cast: SimpleNamespace, noon: datetime
) -> None:
    with pytest.raises(ValidationError, match="impact scale"):
        campaigns.plan(make_campaign(), functions, by=cast.manager, at=noon)


def test_functions_are_found_by_unit_owner_and_staleness(
    functions: list[BusinessFunction], cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    functions[0].reviewed_on = date(2026, 5, 1)
    functions[0].save()
    found = campaigns.candidates(cast.manager, units=[units.operations.pk])
    assert found.count() == 2
    stale = campaigns.candidates(cast.manager, not_reviewed_since=date(2026, 1, 1))
    assert list(stale) == [functions[1]]
    assert not campaigns.candidates(cast.manager, units=[units.payments.pk]).exists()
    assert not campaigns.candidates(cast.stranger).exists()


def test_reminders_go_out_once_and_a_missed_day_is_caught_up(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    start(functions, cast, noon)
    week_before = datetime(2026, 6, 25, 12, tzinfo=noon.tzinfo)
    assert campaigns.remind_due(at=noon + timedelta(days=1)) == 0
    assert campaigns.remind_due(at=week_before) == 1
    assert campaigns.remind_due(at=week_before + timedelta(hours=1)) == 0
    assert set(Interview.objects.values_list("reminders", flat=True)) == {1}


def test_reminders_go_out_at_eight_where_the_organisation_is(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    start(functions, cast, noon)
    eight_in_amsterdam = datetime(2026, 6, 23, 6, tzinfo=UTC)
    assert campaigns.remind_due(at=eight_in_amsterdam - timedelta(seconds=1)) == 0
    assert campaigns.remind_due(at=eight_in_amsterdam) == 1


def test_closing_ends_what_is_not_handed_in_and_its_links(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    campaign = start(functions, cast, noon)
    done = campaigns.close(campaign, by=cast.manager, at=noon)
    assert done.state == CampaignState.CLOSED
    assert set(Interview.objects.values_list("state", flat=True)) == {InterviewState.DROPPED}
    assert not Link.objects.filter(revoked_at=None).exists()


def test_only_the_manager_starts(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    campaign = campaigns.plan(make_campaign(), functions, by=cast.manager, at=noon)
    for other in (cast.owner, cast.head, cast.auditor, cast.stranger):
        with pytest.raises(PermissionDenied):
            campaigns.start(campaign, by=other, at=noon)


def test_who_would_delete_a_campaign_is_told_to_close_it(
    functions: list[BusinessFunction],
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
    client: Client,
) -> None:
    campaign = start(functions, cast, noon)
    client.force_login(cast.manager)
    page = client.get(f"/bia/campaign/{campaign.pk}/delete/").content.decode()
    assert "Close it instead, on its page" in page
    assert "retire it" not in page
    campaigns.close(campaign, by=cast.manager, at=noon)
    page = client.get(f"/bia/campaign/{campaign.pk}/delete/").content.decode()
    assert "It is closed already; nobody is asked any more." in page


def test_closing_says_whose_answers_would_be_left_unfinished(
    client: Client,
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    campaign = campaigns.plan(make_campaign(), [function], by=cast.manager, at=noon)
    campaign = campaigns.start(campaign, by=cast.manager, at=noon)
    client.force_login(cast.manager)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "Not handed in: Claims payment (Olga)." in page
    assert "To give them longer" in page


def test_the_page_asks_before_it_writes_to_owners_and_before_it_closes(
    functions: list[BusinessFunction],
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
    client: Client,
) -> None:
    campaign = campaigns.plan(make_campaign(), functions, by=cast.manager, at=noon)
    client.force_login(cast.manager)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert 'data-confirm="1 owner gets an e-mail with a link now."' in page
    campaign = campaigns.start(campaign, by=cast.manager, at=noon)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "Close the campaign" in page
    assert "A closed campaign is not opened again." in page


def test_who_comes_by_link_after_the_end_reads_that_the_round_is_over(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    now = timezone.now()
    campaign = campaigns.plan(
        make_campaign(due_on=now.date() + timedelta(days=9)), functions, by=cast.manager, at=now
    )
    campaign = campaigns.start(campaign, by=cast.manager, at=now)
    text = MailMessage.objects.filter(to=cast.owner.email).latest("pk").text
    assert "Mona asks you for BIA 2026" in text
    assert "Sent by Continuity, in which Meridia runs" in text
    token = re.search(r"/l/([\w-]{43})", text)
    assert token
    campaigns.close(campaign, by=cast.manager, at=now)
    page = client.get(f"/l/{token[1]}/")
    assert page.status_code == 410
    assert "This round is over" in page.content.decode()
    assert "“BIA 2026” was closed on" in page.content.decode()
    assert "What you typed is kept as it is" in page.content.decode()


def test_several_answered_interviews_are_checked_at_once(
    functions: list[BusinessFunction],
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
    client: Client,
) -> None:
    campaign = start(functions, cast, noon)
    campaign.interviews.update(state=InterviewState.SUBMITTED, submitted_at=noon)
    first, second = campaign.interviews.order_by("pk")
    url = f"/bia/campaigns/{campaign.pk}/check/"
    client.force_login(cast.owner)
    assert client.post(url, {"one": f"{first.pk}.{first.version}"}).status_code in {403, 404}
    client.force_login(cast.manager)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert f'name="one" value="{first.pk}.{first.version}"' in page
    client.post(url, {"one": [f"{row.pk}.{row.version}" for row in (first, second)]})
    assert not campaign.interviews.filter(checked_at=None).exists()


def test_what_was_answered_again_since_needs_no_check(
    functions: list[BusinessFunction], scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    old = start(functions, cast, noon)
    old.interviews.update(state=InterviewState.APPROVED, approved_at=noon, approved_by=cast.head)
    campaigns.close(old, by=cast.manager, at=noon)
    new = campaigns.plan(make_campaign("BIA 2027"), functions[:1], by=cast.manager, at=noon)
    new.interviews.update(state=InterviewState.SUBMITTED, submitted_at=noon)
    (task,) = [one for one in answers_work.to_check(cast.manager) if "Check" in one.what]
    assert task.what == "Check 2 answered interviews"
