"""Several functions side by side: who may, each saved to its own interview, and what does not fit."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bia.models import BusinessFunction, Campaign, GuidedSession, ImpactScale, Interview
from bia.services import answers, campaigns, interviews, workshop
from estate import services as estate
from tests.bia.building import hours, make_campaign, make_function, rates
from tests.bia.test_validation import know

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon() -> datetime:
    """Now: links that were sent then would have run out."""
    return timezone.now()


@pytest.fixture
def campaign(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Campaign:
    """A running campaign about two functions, one of which needs the other."""
    other = make_function("HR system", unit=function.item.unit, owner=cast.owner, at=noon)
    planned = make_campaign(due_on=(noon + timedelta(days=30)).date())
    campaigns.plan(planned, [function, other], by=cast.manager, at=noon)
    return campaigns.start(planned, by=cast.manager, at=noon)


@pytest.fixture
def ids(campaign: Campaign) -> list[int]:
    """The interviews, Claims payment first."""
    rows = Interview.objects.filter(campaign=campaign).order_by("function__item__name")
    return list(rows.values_list("pk", flat=True))


def keep(pk: int, **said: str) -> None:
    interview = Interview.objects.get(pk=pk)
    found = answers.current(interview)
    answers.keep(interview, said, version=found.version)


def test_columns_are_saved_each_to_its_own_interview(
    client: Client, campaign: Campaign, ids: list[int], cast: SimpleNamespace
) -> None:
    client.force_login(cast.manager)
    page = reverse("bia:workshop", args=[campaign.pk])
    assert "Choose 2 to 6 functions." in client.get(page).content.decode()
    assert client.post(page).status_code == 405
    begin = reverse("bia:workshop-begin", args=[campaign.pk])
    refused = client.post(begin, {"i": ids[:1]}, follow=True).content.decode()
    assert "Choose 2 to 6 functions that are being asked about." in refused
    shown = client.post(begin, {"i": ids}, follow=True).content.decode()
    assert shown.count("data-column") == 2
    assert 'name="rate.all.money.0"' in shown
    for pk, level in zip(ids, "14", strict=True):
        body = json.dumps({"version": 0, "changes": {"rate.all.money.0": level}, "step": "impact"})
        url = reverse("bia:interview-guiding", args=[pk, "save"])
        assert client.post(url, body, content_type="application/json").status_code == 200
    said = [answers.current(Interview.objects.get(pk=pk)).sheet["rate.all.money.0"] for pk in ids]
    assert said == ["1", "4"]
    needs = client.get(f"{page}?section=needs&i={ids[0]}&i={ids[1]}").content.decode()
    assert 'name="need.new3.name"' in needs
    ended = client.post(reverse("bia:workshop-end", args=[campaign.pk]), {"i": ids}, follow=True)
    assert "2 owners are asked to read the answers over" in ended.content.decode()
    assert not GuidedSession.objects.filter(ended_at=None).exists()


def test_names_who_needs_what_sooner_than_it_comes(
    client: Client, campaign: Campaign, ids: list[int], cast: SimpleNamespace, noon: datetime
) -> None:
    ledger = estate.create_item(kind="application", name="Ledger", by=None, at=noon)
    estate.record_claim(item=ledger, likely=hours(8), by=None, at=noon)
    workshop.begin(campaign, ids, by=cast.manager, at=noon)
    late = rates({"money": "000014", "members": "000000", "law": "000000"})
    keep(ids[1], **late, wrt="24 h")
    needs = {"need.new1.name": "hr System", "need.new1.needed_within": "2 h"}
    needs |= {"need.new2.name": "Ledger", "need.new2.needed_within": "4 h"}
    keep(ids[0], **needs)
    views = [interviews.view(Interview.objects.get(pk=pk)) for pk in ids]
    assert [one.sentence for one in workshop.conflicts(views)] == [
        "“Claims payment” needs “hr System” in 2 h; “hr System” says 24 h.",
        "“Claims payment” needs “Ledger” in 4 h; it is back in 8 h.",
    ]
    client.force_login(cast.manager)
    url = reverse("bia:workshop-conflicts", args=[campaign.pk])
    assert "2 do not fit" in client.get(f"{url}?i={ids[0]}&i={ids[1]}").content.decode()
    keep(ids[0], **{"need.new1.needed_within": "2 days", "need.new2.needed_within": "8 h"})
    assert "fit" not in client.get(f"{url}?i={ids[0]}&i={ids[1]}").content.decode()


def test_a_function_not_at_the_table_is_back_when_its_answers_derive(
    campaign: Campaign, ids: list[int], cast: SimpleNamespace, noon: datetime
) -> None:
    owner = cast.service_owner
    cheques = make_function("Cheque run", unit=cast.owner.unit, owner=owner, at=noon)
    know(cheques, noon, mtd=26, wrt=2)
    keep(ids[0], **{"need.new1.name": "Cheque run", "need.new1.needed_within": "2 h"})
    views = [interviews.view(Interview.objects.get(pk=pk)) for pk in ids]
    assert [one.sentence for one in workshop.conflicts(views)] == [
        "“Claims payment” needs “Cheque run” in 2 h; it is back in 24 h."
    ]


def test_only_who_may_ask_in_person_and_only_what_is_open(
    client: Client, campaign: Campaign, ids: list[int], cast: SimpleNamespace, noon: datetime
) -> None:
    client.force_login(cast.head)
    assert client.get(reverse("bia:workshop", args=[campaign.pk])).status_code == 403
    Interview.objects.filter(pk=ids[0]).update(state="submitted")
    with pytest.raises(ValidationError, match="Choose 2 to 6"):
        workshop.begin(campaign, ids, by=cast.manager, at=noon)
    assert not workshop.at_table(campaign, ids, by=cast.manager)


def test_what_is_not_typed_here_is_never_a_conflict(
    campaign: Campaign, ids: list[int], cast: Any, noon: datetime
) -> None:
    keep(ids[0], **{"need.new1.name": "HR system", "need.new1.needed_within": "soon"})
    views = [interviews.view(Interview.objects.get(pk=pk)) for pk in ids]
    assert workshop.conflicts(views) == []


def test_a_peak_with_its_own_curve_is_rated_there_too(
    client: Client, campaign: Campaign, ids: list[int], cast: SimpleNamespace
) -> None:
    keep(ids[0], **{"peak.new1.name": "Month end", "peak.new1.own_curve": "1"})
    client.force_login(cast.manager)
    begin = reverse("bia:workshop-begin", args=[campaign.pk])
    page = client.post(begin, {"i": ids}, follow=True).content.decode()
    assert '<caption dir="auto">Month end</caption>' in page
    assert 'name="rate.new1.money.0" aria-label="Month end: Money after 1 h"' in page
