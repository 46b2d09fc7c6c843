"""What to do next about a function: the step names the link, the gap or the person that matters."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.models import BusinessFunction, Gap, ImpactScale
from bia.services import answers, campaigns, gaps, interviews, posture
from bia.services.posture import Posture
from core import services
from estate import services as estate
from estate.models import Item
from tests.bia.building import hours, make_campaign, make_interview, rates

pytestmark = pytest.mark.django_db

SAID = {
    "wrt": "2 h",
    "need.n1.name": "Claims core",
    "need.n2.name": "Ledger",
    "need.n2.kind": "data",
    "need.n2.loss": "15 min",
}


@pytest.fixture
def core(cast: SimpleNamespace, noon: datetime) -> Item:
    return estate.create_item(
        kind="application", name="Claims core", by=None, at=noon, owner=cast.service_owner
    )


@pytest.fixture
def ledger(cast: SimpleNamespace, noon: datetime) -> Item:
    return estate.create_item(kind="data", name="Ledger", by=None, at=noon)


@pytest.fixture
def known(
    function: BusinessFunction,
    scale: ImpactScale,
    core: Item,
    ledger: Item,
    cast: SimpleNamespace,
) -> BusinessFunction:
    """A function needed in 6 h that rests on the core and on the ledger's data."""
    at = datetime.fromisoformat("2026-05-12T12:00+00:00")
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), **SAID}, version=0)
    interviews.submit(interview, by=cast.owner, at=at)
    interviews.approve(interview, by=cast.head, at=at)
    return function


def judged(function: BusinessFunction, at: datetime) -> Posture:
    estate.refresh_readiness(at=at)
    gaps.refresh(at=at)
    return posture.of(BusinessFunction.objects.get(pk=function.pk))


def measure(item: Item, number: float, at: datetime, days: int = 0) -> None:
    day = at.date() - timedelta(days=days)
    estate.record_measurement(
        item=item, took=hours(number), measured_on=day, method="restore", by=None, at=at
    )


def test_the_expired_link_is_to_be_tested_not_the_longest(
    known: BusinessFunction, core: Item, ledger: Item, noon: datetime
) -> None:
    estate.add_dependency(dependent=core, provider=ledger, by=None, at=noon)
    measure(core, 3, noon)
    measure(ledger, 1, noon, days=500)
    stands = judged(known, noon)
    assert (stands.verdict, stands.bound_by) == ("expired", core)
    assert stands.step
    assert stands.step.text == "Test Ledger again: the last proof is too old."
    assert stands.step.url == ledger.get_absolute_url()


def test_a_claimed_chain_names_only_what_was_never_measured(
    known: BusinessFunction, core: Item, ledger: Item, noon: datetime
) -> None:
    estate.add_dependency(dependent=core, provider=ledger, by=None, at=noon)
    measure(core, 3, noon)
    estate.record_claim(item=ledger, likely=hours(1), by=None, at=noon)
    stands = judged(known, noon)
    assert stands.verdict == "claimed"
    assert stands.step
    assert "Ledger: the time is stated" in stands.step.text
    assert "core" not in stands.step.text


def test_a_gap_names_who_closes_it_and_how_far_that_is(
    known: BusinessFunction, core: Item, ledger: Item, cast: SimpleNamespace, noon: datetime
) -> None:
    measure(core, 9, noon)
    measure(ledger, 1, noon)
    first = judged(known, noon).step
    assert first
    assert "Agree with Sven how to close “Comes back 3 h too late” by 11 June 2026" in first.text
    gap = Gap.objects.get(kind="recovery")
    gap.way_out = "a standby in Utrecht"
    services.save(gap, by=None, at=noon)
    second = judged(known, noon).step
    assert second
    assert second.text.endswith("by 11 June 2026: a standby in Utrecht.")
    gaps.accept(
        gap, by=cast.head, at=noon, until=noon.date() + timedelta(days=90), reason="Rare enough."
    )
    third = judged(known, noon).step
    assert third
    assert third.text.startswith("Hedy bears “Comes back 3 h too late” until 10 August 2026")


def test_a_gap_without_an_owner_asks_for_one(
    known: BusinessFunction, core: Item, ledger: Item, noon: datetime
) -> None:
    measure(core, 9, noon)
    measure(ledger, 1, noon)
    judged(known, noon)
    gap = Gap.objects.get(kind="recovery")
    gap.owner = None
    services.save(gap, by=None, at=noon)
    step = judged(known, noon).step
    assert step
    assert step.text.startswith("Name who closes “Comes back 3 h too late” and until when")
    assert step.url == f"/bia/gap/{gap.pk}/edit/"


def test_links_show_what_is_stated_beside_what_was_measured(
    known: BusinessFunction, core: Item, ledger: Item, noon: datetime
) -> None:
    measure(core, 3, noon)
    measure(ledger, 1, noon)
    estate.record_claim(item=core, likely=hours(2), by=None, at=noon)
    chain = judged(known, noon).chain
    assert chain
    assert [(link.name, link.claim, link.proof) for link in chain.links] == [
        ("Claims core", hours(2), hours(3))
    ]


def test_data_that_would_be_too_old_is_told_with_its_figures(
    known: BusinessFunction, core: Item, ledger: Item, noon: datetime
) -> None:
    estate.record_claim(item=core, likely=hours(1), by=None, at=noon)
    estate.record_claim(item=ledger, likely=hours(1), rpo=hours(24), by=None, at=noon)
    stands = judged(known, noon)
    (point,) = stands.data
    assert (point.item, point.required, point.claim, point.proof, point.verdict) == (
        ledger,
        hours(0.25),
        hours(24),
        None,
        "gap",
    )
    gap = Gap.objects.get(kind="data")
    assert gap.reason == "Ledger: 24 h would be lost, 15 min can be borne."


def test_proven_in_time_is_not_all_while_its_data_is_unknown(
    known: BusinessFunction, core: Item, ledger: Item, noon: datetime
) -> None:
    measure(core, 3, noon)
    measure(ledger, 1, noon)
    first = judged(known, noon)
    assert (first.verdict, first.data[0].verdict) == ("held", "unknown")
    assert first.step
    assert first.step.text == "It is back in time; find out how old the data of Ledger would be."
    assert first.step.url == ledger.get_absolute_url()
    estate.record_claim(item=ledger, likely=hours(1), rpo=hours(0.25), by=None, at=noon)
    second = judged(known, noon).step
    assert second
    assert "Ledger is when restored: that is only stated" in second.text
    estate.record_claim(item=ledger, likely=hours(1), rpo=hours(2), by=None, at=noon)
    third = judged(known, noon).step
    assert third
    assert "how to close “More data would be lost than can be borne”" in third.text
    estate.record_measurement(
        item=ledger,
        took=hours(1),
        rpo=hours(0.2),
        measured_on=noon.date(),
        method="restore",
        by=None,
        at=noon,
    )
    last = judged(known, noon).step
    assert last
    assert last.text.startswith("Nothing to do")


def test_who_is_being_asked_is_not_asked_again(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    campaign = campaigns.plan(make_campaign(), [function], by=cast.manager, at=noon)
    interview = campaign.interviews.get()
    step = posture.of(function).step
    assert step
    assert step.text.startswith("Send the invitations of “BIA 2026”")
    assert step.url == campaign.get_absolute_url()
    campaigns.start(campaign, by=cast.manager, at=noon)
    step = posture.of(function).step
    assert step
    assert step.text == f"{cast.owner} was asked on 12 May 2026: wait for the answers."
    assert step.url == interview.get_absolute_url()
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    step = posture.of(function).step
    assert step
    assert "the head of “Claims” has approved it" in step.text
    client = Client()
    client.force_login(cast.manager)
    page = client.get(function.get_absolute_url()).content.decode()
    assert "Start an interview" not in page
    assert "Open the interview" in page


def test_who_named_nothing_is_told_to_add_it(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    step = judged(function, noon).step
    assert step
    assert step.text == "Its owner named nothing it rests on: add it, or ask again."
    assert step.url.endswith(f"dependent={function.item_id}")
