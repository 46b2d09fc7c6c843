"""What an owner signs is what the figures of then said: those that moved, and a WRT nobody asked."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from bia.choices import ValidationState
from bia.models import (
    BusinessFunction,
    ImpactScale,
    Interview,
    Objective,
    Validation,
    ValidationRound,
)
from bia.services import answers, interviews, validation
from core import obligations
from core.models import User
from core.services import Conflict
from estate import services as estate
from tests.bia.building import hours, make_interview, rates
from tests.bia.test_validation import know, round_, row

pytestmark = pytest.mark.django_db

__all__ = ["round_", "row"]


@pytest.fixture
def signed(row: Validation, cast: SimpleNamespace, noon: datetime) -> Validation:
    """Relaxed to 5.5 h while the MTD was 6 h."""
    return validation.sign(row, by=cast.owner, at=noon, rto=hours(5.5), reason="Paper lasts.")


def shown(client: Client, row: Validation, person: User) -> str:
    client.force_login(User.objects.get(pk=person.pk))
    page = client.get(row.get_absolute_url()).content.decode().replace("\xa0", " ")
    return " ".join(page.split())


def test_the_head_approves_nothing_the_figures_have_overtaken(
    signed: Validation, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    page = shown(client, signed, cast.head)
    assert f"/validations/{signed.pk}/approve/" in page
    later = noon + timedelta(days=3)
    know(signed.function, later, mtd=3, wrt=1)
    obligations.ask("bia.validations", at=later)
    said = "an MTD of 6 h and a derived RTO of 4 h; by now they are 3 h and 2 h. Return it"
    with pytest.raises(ValidationError, match=said):
        validation.approve(signed, by=cast.head, at=later, version=signed.version)
    assert not Objective.objects.exists()
    page = shown(client, signed, cast.head)
    assert said in page
    assert f"/validations/{signed.pk}/approve/" not in page
    back = validation.return_(
        Validation.objects.get(pk=signed.pk), by=cast.head, at=later, comment="The MTD moved."
    )
    assert validation.follow(at=later) == 1
    back.refresh_from_db()
    assert (back.state, back.mtd) == (ValidationState.WAITING, hours(3))


def test_figures_that_came_back_are_those_that_were_signed(
    signed: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    know(signed.function, noon, mtd=3, wrt=1)
    know(signed.function, noon, mtd=6, wrt=2)
    agreed = validation.approve(signed, by=cast.head, at=noon)
    assert agreed.state == ValidationState.AGREED


def test_the_owner_signs_nothing_beyond_the_mtd_of_now(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    know(row.function, noon, mtd=3, wrt=1)
    with pytest.raises(Conflict):
        validation.sign(row, by=cast.owner, at=noon)
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="The MTD is 3 h") as refused:
        validation.sign(row, by=cast.owner, at=noon, rto=hours(4), reason="As before.")
    assert list(refused.value.message_dict) == ["rto"]


@pytest.fixture
def unasked(
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    noon: datetime,
) -> Validation:
    """A round about a function whose owner was not asked how long catching up takes."""
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "purpose": "Pays claims"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(Interview.objects.get(), by=cast.head, at=noon)
    estate.refresh_readiness(at=noon)
    made = ValidationRound(name="All", due_on=noon.date() + timedelta(days=14))
    validation.save_round(made, by=cast.manager, at=noon)
    validation.start(made, by=cast.manager, at=noon)
    return Validation.objects.get()


def test_a_wrt_not_asked_is_said_wherever_the_derived_rto_stands(
    unasked: Validation, cast: SimpleNamespace, client: Client
) -> None:
    assert (unasked.mtd, unasked.wrt, unasked.derived_rto) == (hours(8), None, hours(8))
    assert "How long catching up takes was not asked" in shown(client, unasked, cast.owner)
    client.force_login(User.objects.get(pk=cast.manager.pk))
    interview = Interview.objects.get()
    for address in (
        unasked.round.get_absolute_url(),
        "/bia/validation/",
        "/bia/interview/",
        interview.get_absolute_url(),
    ):
        assert "catching up" in client.get(address).content.decode().lower(), address
        assert "not asked" in client.get(address).content.decode(), address
    told = client.get(f"/api/bia/validation/{unasked.pk}/").json()
    assert (told["wrt"], told["derived_rto"]) == (None, "PT8H")


def test_the_whole_mtd_is_accepted_only_with_a_reason(
    unasked: Validation, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    with pytest.raises(ValidationError, match="whole MTD"):
        validation.sign(unasked, by=cast.owner, at=noon)
    client.force_login(User.objects.get(pk=cast.owner.pk))
    address = f"/bia/validations/{unasked.pk}/accept/?version={unasked.version}"
    page = client.get(address).content.decode().replace("\xa0", " ")
    assert "the proposed RTO is the whole MTD of 8 h" in page
    refused = client.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert not Objective.objects.exists()
    client.post(address, {"reason": "Nothing piles up."})
    made = Objective.objects.approved().get()
    assert (made.agreed_rto, made.reason) == (hours(8), "Nothing piles up.")


def test_a_wrt_that_was_said_needs_no_word(
    row: Validation, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    assert row.wrt == hours(2)
    assert "Catching up takes 2 h." in shown(client, row, cast.owner)
    assert validation.sign(row, by=cast.owner, at=noon).state == ValidationState.AGREED
