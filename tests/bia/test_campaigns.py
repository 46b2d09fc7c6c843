"""Campaigns: who is asked, one e-mail each, reminders that are never doubled, the end."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bia.choices import CampaignState, InterviewState
from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import campaigns
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
