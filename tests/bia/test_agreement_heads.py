"""A recovery agreement that moves a function's agreed RTO counts once the provider's head agrees."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bia.models import BusinessFunction, Objective, RecoveryAgreement
from bia.services import agreementheads, agreements, objectives
from core import obligations
from core.clock import organisation_day
from core.models import Approval, Notification, Obligation, User
from core.providers import work_of
from core.services import Conflict
from estate import services as estate
from estate.models import Dependency
from tests.bia.building import hours, make_function
from tests.bia.test_agreements import link, proposed
from tests.bia.test_agreements import row as to_item
from tests.bia.test_validation import know

pytestmark = pytest.mark.django_db

__all__ = ["link", "to_item"]


@pytest.fixture
def head(person: Callable[..., User], units: SimpleNamespace) -> User:
    """The head of the unit that provides, who heads no other."""
    found = person("paula", "unit_head", units.payments)
    units.payments.head = found
    units.payments.save()
    return User.objects.get(pk=found.pk)


@pytest.fixture
def provider(
    person: Callable[..., User], units: SimpleNamespace, head: User, noon: datetime
) -> BusinessFunction:
    """A function of another unit, agreed to be back in 24 h as derived."""
    owner = person("petra", "process_owner", units.payments)
    made = make_function("Cheque run", unit=units.payments, owner=owner, at=noon)
    know(made, noon, mtd=26, wrt=2)
    agree(made, 24, owner, head, noon)
    return made


@pytest.fixture
def row(
    function: BusinessFunction, provider: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> RecoveryAgreement:
    """Claims payment needs it within 2 h."""
    estate.add_dependency(
        dependent=function.item, provider=provider.item, needed_within=hours(2), by=None, at=noon
    )
    assert agreements.refresh(at=noon) == (1, 0)
    return RecoveryAgreement.objects.get()


def agree(function: BusinessFunction, number: float, owner: User, head: User, at: datetime) -> None:
    objectives.put_in_force(
        function,
        agreed_rto=hours(number),
        agreed_rpo=None,
        derived_rto=hours(24),
        mtd=hours(26),
        reason="",
        submitted_by=owner,
        submitted_at=at,
        by=head,
        at=at,
    )


def in_force(row: RecoveryAgreement) -> Objective:
    found: Objective = Objective.objects.approved().get(function__item=row.provider_id)
    return found


@pytest.fixture
def signed(row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime) -> RecoveryAgreement:
    proposed(row, User.objects.get(pk=row.provider.owner_id), noon, time=hours(8))
    return agreements.accept(row, by=cast.owner, at=noon)


def test_both_signatures_change_nothing_until_the_head_approves(
    signed: RecoveryAgreement, head: User, noon: datetime
) -> None:
    link = Dependency.objects.get(provider=signed.provider_id)
    assert (signed.state, in_force(signed).agreed_rto) == ("signed", hours(24))
    assert link.needed_within == hours(2)
    assert agreements.refresh(at=noon) == (0, 0)
    told = Notification.objects.get(person=head)
    assert "It waits for your approval" in told.text
    assert any("Approve the agreement on recovery" in one.what for one in work_of(head))
    done = agreementheads.approve(signed, by=head, at=noon, version=signed.version)
    made = in_force(signed)
    assert (done.state, made.agreed_rto, made.approved_by) == ("agreed", hours(8), head)
    assert made.submitted_by == signed.provider.owner
    link.refresh_from_db()
    assert link.needed_within == hours(8)
    assert Approval.objects.about(signed).get().step == "approved"
    assert not any("Approve the agreement" in one.what for one in work_of(head))


def test_only_the_head_of_who_provides_decides(
    signed: RecoveryAgreement, cast: SimpleNamespace, head: User, noon: datetime
) -> None:
    for other in (cast.head, cast.owner, cast.manager, cast.auditor, cast.nobody):
        with pytest.raises(PermissionDenied):
            agreementheads.approve(signed, by=other, at=noon)
        with pytest.raises((PermissionDenied, ValidationError)):
            agreementheads.return_(signed, by=other, at=noon, comment="No.")
    read = signed.version
    back = agreementheads.return_(signed, by=head, at=noon, comment="Who pays?", version=read)
    with pytest.raises((Conflict, ValidationError)):
        agreementheads.approve(signed, by=head, at=noon, version=read)
    assert (back.state, back.time, list(agreements.unsigned(back))) == (
        "open",
        None,
        ["dependent", "provider"],
    )
    assert Notification.objects.filter(text__contains="Who pays?").count() == 2


def test_a_signer_who_heads_the_unit_does_not_approve(
    row: RecoveryAgreement, cast: SimpleNamespace, head: User, noon: datetime
) -> None:
    row.provider.owner = head
    estate.save_item(row.provider, by=None, at=noon)
    head.grants.create(role="process_owner")
    owner = User.objects.get(pk=head.pk)
    proposed(row, owner, noon, time=hours(8))
    signed = agreements.accept(row, by=cast.owner, at=noon)
    with pytest.raises(PermissionDenied):
        agreementheads.approve(signed, by=owner, at=noon)
    done = agreementheads.approve(signed, by=cast.executive, at=noon)
    assert done.approved_by == cast.executive


def test_what_moved_since_both_signed_is_not_approved(
    signed: RecoveryAgreement, head: User, noon: datetime
) -> None:
    agree(
        BusinessFunction.objects.get(item=signed.provider_id), 12, signed.provider.owner, head, noon
    )
    with pytest.raises(ValidationError, match="changed since both signed"):
        agreementheads.approve(signed, by=head, at=noon)
    agreements.refresh(at=noon)
    signed.refresh_from_db()
    assert (signed.state, signed.offered, signed.provider_signed_by) == ("open", hours(12), None)


def test_back_to_the_derivation_needs_no_head(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    know(BusinessFunction.objects.get(item=row.provider_id), noon, mtd=10, wrt=2)
    proposed(row, User.objects.get(pk=row.provider.owner_id), noon, time=hours(8))
    assert agreements.accept(row, by=cast.owner, at=noon).state == "agreed"
    assert (in_force(row).agreed_rto, in_force(row).derived_rto) == (hours(8), hours(8))


def test_the_head_decides_on_the_page_and_is_asked_by_the_clock(
    signed: RecoveryAgreement, head: User, noon: datetime, client: Client
) -> None:
    obligations.ask("bia.agreements-due", at=noon)
    assert Obligation.objects.open().get(kind=agreements.DUTY).owner == head
    client.force_login(head)
    page = client.get(signed.get_absolute_url()).content.decode()
    assert "it counts once the head of the unit that provides it approves" in page
    here = f"/bia/agreements/{signed.pk}"
    refused = client.post(f"{here}/return/?version={signed.version}", {"comment": " "})
    assert refused.status_code == 422
    client.post(f"{here}/return/?version={signed.version}", {"comment": "Who pays?"})
    assert "Who pays?" in client.get(signed.get_absolute_url()).content.decode()
    assert not Obligation.objects.open().filter(owner=head).exists()


def test_nobody_agrees_to_wait_beyond_the_mtd(
    to_item: RecoveryAgreement, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    know(function, noon, mtd=6, wrt=2)
    with pytest.raises(ValidationError, match="down for 6 h at most") as refused:
        proposed(to_item, cast.service_owner, noon, time=hours(24))
    assert list(refused.value.message_dict) == ["time"]
    proposed(to_item, cast.service_owner, noon, time=hours(6))
    know(function, noon, mtd=4, wrt=2)
    with pytest.raises(ValidationError, match=r"4 h at most.*Propose something else"):
        agreements.accept(to_item, by=cast.owner, at=noon)
    to_item.refresh_from_db()
    assert to_item.state == "proposed"


@pytest.mark.parametrize(
    ("days", "said"), [(0, "a date to come"), (367, "within a year"), (366, "")]
)
def test_a_gap_is_borne_until_a_day_within_a_year(
    days: int, said: str, to_item: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    terms: dict[str, Any] = {"way": "bear", "time": None}
    until = organisation_day(noon) + timedelta(days=days)
    if said:
        with pytest.raises(ValidationError, match=said):
            proposed(to_item, cast.owner, noon, until=until, **terms)
    else:
        proposed(to_item, cast.owner, noon, until=until, **terms)
        assert agreements.accept(to_item, by=cast.service_owner, at=noon).until == until


def test_a_date_that_has_passed_meanwhile_is_not_signed(
    to_item: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    until = organisation_day(noon) + timedelta(days=1)
    proposed(to_item, cast.owner, noon, way="bear", time=None, until=until)
    with pytest.raises(ValidationError, match="Choose a date to come"):
        agreements.accept(to_item, by=cast.service_owner, at=noon + timedelta(days=20))


@pytest.fixture
def unsigned(
    person: Callable[..., User],
    function: BusinessFunction,
    units: SimpleNamespace,
    head: User,
    noon: datetime,
) -> RecoveryAgreement:
    """The first campaign is over: the cheque run is derived to be back in 24 h, nothing is agreed."""
    owner = person("petra", "process_owner", units.payments)
    made = make_function("Cheque run", unit=units.payments, owner=owner, at=noon)
    know(made, noon, mtd=26, wrt=2)
    estate.add_dependency(
        dependent=function.item, provider=made.item, needed_within=hours(2), by=None, at=noon
    )
    assert agreements.refresh(at=noon) == (1, 0)
    return RecoveryAgreement.objects.get()


def test_what_its_answers_derive_stands_for_a_function_until_something_is_agreed(
    unsigned: RecoveryAgreement, cast: SimpleNamespace, head: User, noon: datetime
) -> None:
    assert (unsigned.wanted, unsigned.offered) == (hours(2), hours(24))
    proposed(unsigned, User.objects.get(pk=unsigned.provider.owner_id), noon, time=hours(8))
    signed = agreements.accept(unsigned, by=cast.owner, at=noon)
    assert (signed.state, Objective.objects.count()) == ("signed", 0)
    done = agreementheads.approve(signed, by=head, at=noon, version=signed.version)
    assert (done.state, in_force(done).agreed_rto) == ("agreed", hours(8))


def test_answers_that_derive_another_time_meanwhile_are_signed_anew(
    unsigned: RecoveryAgreement, cast: SimpleNamespace, head: User, noon: datetime
) -> None:
    proposed(unsigned, User.objects.get(pk=unsigned.provider.owner_id), noon, time=hours(8))
    signed = agreements.accept(unsigned, by=cast.owner, at=noon)
    know(BusinessFunction.objects.get(item=signed.provider_id), noon, mtd=14, wrt=2)
    with pytest.raises(ValidationError, match="has changed since both signed"):
        agreementheads.approve(signed, by=head, at=noon)
