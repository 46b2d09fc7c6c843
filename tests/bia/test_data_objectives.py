"""How much data may be lost: proposed, signed, counted downstream, and held against the evidence."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.choices import Decision, GapKind, ValidationState
from bia.models import BusinessFunction, Gap, Validation, ValidationRound
from bia.services import gaps, investment, validation
from core.clock import organisation_day
from estate import services as estate
from estate.models import Item, Readiness
from tests.bia.building import hours

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def store(name: str, *, claim: timedelta, proof: timedelta | None, at: datetime) -> Item:
    """A data set whose loss is stated and, maybe, measured."""
    item = estate.create_item(kind="data", name=name, by=None, at=at)
    estate.record_claim(item=item, likely=hours(1), rpo=claim, by=None, at=at)
    if proof is not None:
        estate.record_measurement(
            item=item,
            took=hours(1),
            rpo=proof,
            measured_on=organisation_day(at),
            method="restore",
            clock="disruption",
            by=None,
            at=at,
        )
    return item


@pytest.fixture
def records(function: BusinessFunction, noon: datetime) -> list[Item]:
    """Two data sets of Claims payment: of one four hours may be lost, of the other eight."""
    made = [
        store("Claims", claim=3 * MINUTE, proof=6 * MINUTE, at=noon),
        store("Letters", claim=5 * MINUTE, proof=None, at=noon),
    ]
    for item in made:
        estate.add_dependency(
            dependent=function.item, provider=item, by=None, at=noon, is_data=True
        )
    needs = tuple(
        estate.DataNeed(hours(borne), item) for borne, item in zip((4, 8), made, strict=True)
    )
    profile = estate.Profile(wrt=hours(2), mtd=hours(6), rpo_needs=needs)
    estate.set_function_profile(item=function.item, by=None, at=noon, profile=profile)
    estate.refresh_readiness(at=noon)
    function.refresh_from_db()
    return made


@pytest.fixture
def row(
    records: list[Item], function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> Validation:
    made = ValidationRound(name="Objectives 2026", due_on=noon.date() + timedelta(days=14))
    validation.save_round(made, by=cast.manager, at=noon)
    validation.start(made, by=cast.manager, at=noon)
    return Validation.objects.get(round=made)


def agree(row: Validation, cast: SimpleNamespace, at: datetime) -> Validation:
    """An RPO of two minutes, signed and approved."""
    signed = validation.sign(
        row, by=cast.owner, at=at, rto=row.proposed_rto, rpo=2 * MINUTE, reason="Paid twice a day."
    )
    agreed = validation.approve(signed, by=cast.head, at=at)
    estate.refresh_readiness(at=at)
    return agreed


def test_the_owner_sees_what_was_derived_claimed_and_proven(row: Validation) -> None:
    assert (row.derived_rpo, row.proposed_rpo) == (hours(4), hours(4))
    assert row.claim_rpo == 5 * MINUTE, "the worst of both"
    assert row.proof_rpo is None, "of one of them nothing is measured"


def test_what_is_agreed_counts_for_every_data_set_of_which_a_loss_was_stated(
    row: Validation,
    records: list[Item],
    function: BusinessFunction,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    agree(row, cast, noon)
    points = Readiness.objects.get(item=function.item).why["data"]
    assert {point["item"] for point in points} == {item.pk for item in records}
    assert {estate.time_of(point["required_h"]) for point in points} == {2 * MINUTE}
    gaps.refresh(at=noon)
    assert Gap.objects.filter(function=function, kind=GapKind.DATA, state="open").exists()


def test_what_was_agreed_is_proposed_again_beside_the_derivation_and_needs_the_head(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    agree(row, cast, noon)
    validation.close(row.round, by=cast.manager, at=noon)
    again = ValidationRound(name="Again", due_on=noon.date() + timedelta(days=14))
    validation.save_round(again, by=cast.manager, at=noon)
    validation.start(again, by=cast.manager, at=noon)
    other = Validation.objects.get(round=again)
    assert (other.proposed_rpo, other.derived_rpo) == (2 * MINUTE, hours(4))
    signed = validation.sign(other, by=cast.owner, at=noon)
    assert (signed.decision, signed.state) == (Decision.ACCEPTED, ValidationState.SIGNED)


def test_more_data_lost_than_agreed_is_listed_as_too_little(
    row: Validation, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    assert not [one for one in investment.under([function]) if one.is_data]
    agree(row, cast, noon)
    fresh = BusinessFunction.objects.get(pk=function.pk)
    (found,) = [one for one in investment.under([fresh]) if one.is_data]
    assert (found.need, found.best, found.late) == (2 * MINUTE, 6 * MINUTE, 4 * MINUTE)
    client = Client()
    client.force_login(cast.manager)
    page = client.get(row.round.get_absolute_url()).content.decode()
    assert "not asked of data" in page


def test_the_page_and_the_api_tell_all_of_it(
    row: Validation, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.owner)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "How much data may be lost" in page
    assert "Derived RPO" in page
    told = client.get(f"/api/bia/validation/{row.pk}/").json()
    assert (told["derived_rpo"], told["claim_rpo"], told["proof_rpo"]) == (
        "PT4H",
        "PT5M",
        None,
    )


def test_what_is_typed_is_told_what_it_would_mean(
    row: Validation, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.owner)
    address = f"/bia/validations/{row.pk}/"
    page = client.get(f"{address}decide/?version={row.version}").content.decode()
    assert "What this choice would mean" in page
    assert "RTO 4\u00a0h" in page
    said = client.get(f"{address}meaning/", {"rto": "5 h", "rpo": "2 min"}).content.decode()
    assert "RTO 5\u00a0h" in said
    assert "Later than the derived RTO, 4\u00a0h" in said
    assert "That is a gap of 3\u00a0min" in said
    unread = client.get(f"{address}meaning/", {"rto": "soon"}).content.decode()
    assert "RTO" not in unread
    client.force_login(cast.stranger)
    assert client.get(f"{address}meaning/").status_code == 404


def test_the_head_is_told_what_is_approved(
    row: Validation, cast: SimpleNamespace, client: Client, noon: datetime
) -> None:
    said = {"rto": hours(2), "rpo": 2 * MINUTE, "reason": "Paid twice a day."}
    validation.sign(row, by=cast.owner, at=noon, **said)
    client.force_login(cast.head)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "That is a gap of 3\u00a0min" in page
    assert "Accepting it again" not in page
