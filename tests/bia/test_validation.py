"""Validation rounds: what is proposed, who signs, who approves, and what counts from then on."""

from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from threading import Thread
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from bia.choices import CampaignState, Decision, ValidationState
from bia.models import BusinessFunction, Objective, Validation, ValidationRound
from bia.services import investment, objectives, validation
from core import obligations
from core.clock import organisation_day
from core.models import Notification, Obligation, User
from core.providers import work_of
from core.services import Conflict
from estate import services as estate
from estate.models import Item, Readiness
from estate.models import Objective as Agreed
from tests.bia.building import hours, make_function
from tests.core.waiting import someone_waits_for_a_lock, until

pytestmark = pytest.mark.django_db


def know(function: BusinessFunction, at: datetime, mtd: float = 6, wrt: float = 2) -> Readiness:
    """Give a function a profile and the verdict that follows from it."""
    profile = estate.Profile(
        wrt=hours(wrt),
        mtd=hours(mtd),
        loss=(estate.LossAt(hours(4), 20_000), estate.LossAt(hours(24), 900_000)),
    )
    estate.set_function_profile(item=function.item, by=None, at=at, profile=profile)
    estate.refresh_readiness(at=at)
    function.refresh_from_db()
    return Readiness.objects.get(item=function.item)


@pytest.fixture
def round_(
    function: BusinessFunction, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> ValidationRound:
    """A round of operations, started by its coordinator."""
    know(function, noon)
    made = ValidationRound(
        name="Objectives 2026", due_on=noon.date() + timedelta(days=14), unit=units.operations
    )
    validation.save_round(made, by=cast.coordinator, at=noon)
    return validation.start(made, by=cast.coordinator, at=noon)


@pytest.fixture
def row(round_: ValidationRound) -> Validation:
    return Validation.objects.get(round=round_)


def test_proposes_what_is_derived_until_something_is_agreed(row: Validation) -> None:
    assert (row.mtd, row.derived_rto, row.proposed_rto) == (hours(6), hours(4), hours(4))
    assert row.state == ValidationState.WAITING


def test_accepting_the_derivation_agrees_it_at_once(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    signed = validation.sign(row, by=cast.owner, at=noon, version=row.version)
    made = Objective.objects.approved().get(function=row.function)
    assert signed.state == ValidationState.AGREED
    assert (made.agreed_rto, made.submitted_by, made.approved_by) == (
        hours(4),
        cast.coordinator,
        cast.owner,
    )
    assert Agreed.objects.get(item=row.function.item).agreed_rto == hours(4)


def test_a_change_waits_for_the_head_and_counts_only_then(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    said = {"rto": hours(2), "rpo": None, "reason": "The bank's cut-off moved."}
    signed = validation.sign(row, by=cast.owner, at=noon, **said)
    assert (signed.state, signed.decision) == (ValidationState.SIGNED, Decision.TIGHTENED)
    assert not Objective.objects.exists()
    assert not Agreed.objects.filter(item=row.function.item).exists()
    assert Notification.objects.filter(person=cast.head).count() == 1
    agreed = validation.approve(signed, by=cast.head, at=noon, version=signed.version)
    assert agreed.state == ValidationState.AGREED
    assert Agreed.objects.get(item=row.function.item).agreed_rto == hours(2)


def test_relaxing_is_told_apart(row: Validation, cast: SimpleNamespace, noon: datetime) -> None:
    signed = validation.sign(row, by=cast.owner, at=noon, rto=hours(6), reason="Paper lasts.")
    assert signed.decision == Decision.RELAXED


def test_what_was_agreed_otherwise_before_needs_the_head_again(
    function: BusinessFunction, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    know(function, noon)
    objectives.put_in_force(
        function,
        agreed_rto=hours(5),
        agreed_rpo=None,
        derived_rto=hours(4),
        mtd=hours(6),
        reason="Paper.",
        submitted_by=cast.owner,
        submitted_at=noon,
        by=cast.head,
        at=noon,
    )
    made = ValidationRound(name="Again", due_on=noon.date() + timedelta(days=9))
    validation.save_round(made, by=cast.manager, at=noon)
    validation.start(made, by=cast.manager, at=noon)
    row = Validation.objects.get(round=made)
    assert (row.proposed_rto, row.derived_rto) == (hours(5), hours(4))
    signed = validation.sign(row, by=cast.owner, at=noon)
    assert (signed.decision, signed.state) == (Decision.ACCEPTED, ValidationState.SIGNED)
    assert Objective.objects.approved().get(function=function).number == 1
    validation.approve(signed, by=cast.head, at=noon)
    assert Objective.objects.approved().get(function=function).number == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"rto": hours(7), "reason": "Later."}, "rto"),
        ({"rto": timedelta(0), "reason": "Now."}, "rto"),
        ({"rto": hours(2), "reason": " "}, "reason"),
        ({"rto": hours(4), "rpo": hours(1), "reason": "Data."}, "rpo"),
    ],
)
def test_refuses_what_cannot_be_agreed(
    said: dict[str, object],
    field: str,
    row: Validation,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    with pytest.raises(ValidationError) as refused:
        validation.sign(row, by=cast.owner, at=noon, **said)
    assert list(refused.value.message_dict) == [field]
    row.refresh_from_db()
    assert row.state == ValidationState.WAITING


def test_only_the_owner_signs(row: Validation, cast: SimpleNamespace, noon: datetime) -> None:
    for other in (cast.manager, cast.coordinator, cast.head, cast.executive, cast.auditor):
        with pytest.raises(PermissionDenied):
            validation.sign(row, by=other, at=noon)


def test_who_signs_does_not_approve(
    row: Validation, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    row.function.item.owner = cast.head
    row.function.item.save()
    cast.head.grants.create(role="process_owner")
    head = User.objects.get(pk=cast.head.pk)
    signed = validation.sign(row, by=head, at=noon, rto=hours(2), reason="Sooner.")
    with pytest.raises(PermissionDenied):
        validation.approve(signed, by=head, at=noon)


def test_a_returned_decision_is_the_owners_again(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    signed = validation.sign(row, by=cast.owner, at=noon, rto=hours(2), reason="Sooner.")
    back = validation.return_(signed, by=cast.head, at=noon, comment="What does it cost?")
    assert (back.state, back.signed_by) == (ValidationState.WAITING, None)
    again = validation.sign(back, by=cast.owner, at=noon)
    assert again.state == ValidationState.AGREED


def test_whoever_read_other_figures_is_told(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    read = row.version
    know(row.function, noon, mtd=10)
    assert validation.follow(at=noon) == 1
    assert validation.follow(at=noon) == 0
    with pytest.raises(Conflict):
        validation.sign(row, by=cast.owner, at=noon, version=read)
    row.refresh_from_db()
    assert row.proposed_rto == hours(8)


@pytest.mark.django_db(transaction=True)
def test_figures_that_move_while_the_owner_signs_take_no_signature_away(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    def follow() -> None:
        with closing(connections["default"]):
            know(row.function, noon, mtd=10)
            obligations.ask("bia.figures", at=noon)

    thread = Thread(target=follow)
    with transaction.atomic():
        validation.sign(row, by=cast.owner, at=noon, rto=hours(3), reason="Quicker.")
        thread.start()
        until(someone_waits_for_a_lock)
    thread.join()
    row.refresh_from_db()
    assert (row.state, row.signed_by, row.rto) == (ValidationState.SIGNED, cast.owner, hours(3))
    assert row.proposed_rto == hours(4), "what was read is what was signed"


def test_closing_agrees_nothing_by_silence(
    round_: ValidationRound, row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    closed = validation.close(round_, by=cast.coordinator, at=noon)
    row.refresh_from_db()
    assert (closed.state, row.state) == (CampaignState.CLOSED, ValidationState.DROPPED)
    assert not Objective.objects.exists()
    with pytest.raises(ValidationError):
        validation.sign(row, by=cast.owner, at=noon)


def test_leaves_out_what_has_nothing_to_confirm(
    round_: ValidationRound, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    make_function("Unasked", unit=units.claims, owner=cast.owner, at=noon)
    made = ValidationRound(name="Second", due_on=noon.date() + timedelta(days=9))
    validation.save_round(made, by=cast.manager, at=noon)
    with pytest.raises(ValidationError, match="No function"):
        validation.start(made, by=cast.manager, at=noon)


def test_a_round_needs_a_day_and_keeps_its_unit(
    round_: ValidationRound, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    past = ValidationRound(name="Past", due_on=noon.date())
    with pytest.raises(ValidationError, match="at least a day"):
        validation.save_round(past, by=cast.manager, at=noon)
    round_.unit = units.payments
    with pytest.raises(ValidationError, match="stays as it is"):
        validation.save_round(round_, by=cast.manager, at=noon)


def test_waits_in_the_work_of_owner_and_head(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    assert any("Confirm the objectives" in one.what for one in work_of(cast.owner))
    assert not any("objectives" in one.what for one in work_of(cast.head))
    validation.sign(row, by=cast.owner, at=noon, rto=hours(2), reason="Sooner.")
    assert not any("Confirm the objectives" in one.what for one in work_of(cast.owner))
    assert any("Approve the objectives" in one.what for one in work_of(cast.head))


def test_costs_what_the_amounts_say(row: Validation) -> None:
    profile = investment.profiles([row.function])[row.function.item_id]
    assert investment.cost_of(profile, row.proposed_rto) == 20_000
    assert investment.cost_of(profile, hours(14)) == 460_000
    assert investment.cost_of(None, hours(14)) is None


def test_the_owner_decides_on_the_page(
    client: Client, row: Validation, cast: SimpleNamespace
) -> None:
    client.force_login(cast.owner)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "an outage that long costs" in page
    assert f"/accept/?version={row.version}" in page
    refused = client.post(
        f"/bia/validations/{row.pk}/decide/?version={row.version}",
        {"rto": "9 h", "reason": "Later"},
    )
    assert refused.status_code == 422
    assert "cannot be agreed" in refused.content.decode()
    assert "9 h" in refused.content.decode()
    done = client.post(f"/bia/validations/{row.pk}/accept/?version={row.version}", follow=True)
    assert "It counts from now on" in done.content.decode()


def test_the_board_shows_decisions_and_investments(
    client: Client, round_: ValidationRound, cast: SimpleNamespace
) -> None:
    client.force_login(cast.coordinator)
    page = client.get(round_.get_absolute_url()).content.decode()
    assert "0 of 1 agreed" in page
    assert "Perhaps too much" in page


def archive(function: BusinessFunction, at: datetime) -> Item:
    """An item of a function that is proven to be back in six minutes."""
    item = estate.create_item(
        kind="application", name="Archive", by=None, at=at, yearly_cost=Decimal(12_000)
    )
    estate.add_dependency(dependent=function.item, provider=item, by=None, at=at)
    estate.record_claim(item=item, likely=hours(0.2), by=None, at=at)
    estate.record_measurement(
        item=item,
        took=hours(0.1),
        measured_on=organisation_day(at),
        method="restore",
        clock="disruption",
        by=None,
        at=at,
    )
    estate.refresh_readiness(at=at)
    return item


def test_what_is_back_far_too_soon_is_listed_with_what_it_costs(
    client: Client, round_: ValidationRound, row: Validation, cast: SimpleNamespace
) -> None:
    item = archive(row.function, timezone.now())
    (found,) = investment.over([row.function])
    assert (found.item, found.money) == (item, 12_000)
    client.force_login(cast.coordinator)
    page = client.get(round_.get_absolute_url()).content.decode()
    assert "12.0\u00a0k" in page
    assert "no alternative recorded" in page


def test_what_was_proven_too_long_ago_is_not_called_too_much(row: Validation) -> None:
    at = timezone.now()
    item = archive(row.function, at)
    estate.refresh_readiness(at=at + timedelta(days=1_500))
    assert Readiness.objects.get(item=item).proof_state == "expired"
    assert not investment.over([row.function])


def test_is_a_duty_of_the_owner_then_of_the_head(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    obligations.ask("bia.validations", at=noon)
    duty = Obligation.objects.get(key=f"bia.validation:{row.pk}")
    assert (duty.owner, duty.due_on) == (cast.owner, row.round.due_on)
    signed = validation.sign(row, by=cast.owner, at=noon, rto=hours(2), reason="Sooner.")
    obligations.ask("bia.validations", at=noon)
    duty.refresh_from_db()
    assert duty.owner == cast.head
    validation.approve(signed, by=cast.head, at=noon)
    duty.refresh_from_db()
    assert (duty.done_by, duty.outcome) == (cast.head, "Tightened")


def test_who_coordinates_a_part_sees_the_round_it_takes_part_in(
    function: BusinessFunction,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    client: Client,
    noon: datetime,
) -> None:
    other = make_function("Treasury", unit=units.payments, owner=cast.owner, at=noon)
    for one in (function, other):
        know(one, noon)
    made = ValidationRound(name="All", due_on=noon.date() + timedelta(days=14))
    validation.save_round(made, by=cast.manager, at=noon)
    assert not ValidationRound.objects.visible_to(cast.coordinator).exists()
    validation.start(made, by=cast.manager, at=noon)
    client.force_login(cast.coordinator)
    assert "All" in client.get("/bia/validationround/").content.decode()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "0 of 1 agreed" in page
    assert "Claims payment" in page
    assert "Treasury" not in page
    assert "Too little" in page
    for verb in ("start", "close"):
        assert not ValidationRound.objects.permitted(cast.coordinator, verb).exists()
