"""A function's RTO is agreed in two ways at once: neither undoes the other unread."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bia.models import BusinessFunction, Objective, RecoveryAgreement, Validation, ValidationRound
from bia.services import agreementheads, agreements, objectives, outcome, validation
from core.clock import organisation_day
from core.models import Deputy, Grant, User
from core.providers import work_of
from core.services import Conflict
from estate import services as estate
from estate.models import Objective as Agreed
from tests.bia.building import hours, make_interview, make_scale
from tests.bia.test_agreement_heads import head, in_force, provider, row
from tests.bia.test_agreements import proposed
from tests.bia.test_validation import know

pytestmark = pytest.mark.django_db

__all__ = ["head", "provider", "row"]


def anew(person: User) -> User:
    """The person as another request reads them."""
    return User.objects.get(pk=person.pk)


@pytest.fixture
def asked(
    row: RecoveryAgreement, units: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> Validation:
    """The provider's owner is asked to confirm the 24 h in force."""
    due = noon.date() + timedelta(days=14)
    made = ValidationRound(name="Round", due_on=due, unit=units.payments)
    validation.save_round(made, by=cast.manager, at=noon)
    validation.start(made, by=cast.manager, at=noon)
    return Validation.objects.get(function__item=row.provider_id)


def agree_sooner(row: RecoveryAgreement, head: User, owner: User, at: datetime) -> None:
    """Both sides sign 4 h, and the head approves."""
    proposed(row, anew(row.provider.owner), at, time=hours(4))
    signed = agreements.accept(RecoveryAgreement.objects.get(), by=owner, at=at)
    agreementheads.approve(signed, by=anew(head), at=at)


def test_what_an_owner_signed_before_an_agreement_is_not_approved_over_it(
    asked: Validation, row: RecoveryAgreement, head: User, cast: SimpleNamespace, noon: datetime
) -> None:
    owner = anew(row.provider.owner)
    signed = validation.sign(asked, by=owner, at=noon, rto=hours(20), reason="A little sooner.")
    agree_sooner(row, head, cast.owner, noon)
    with pytest.raises(ValidationError, match="4 h has been agreed since it was signed"):
        validation.approve(signed, by=anew(head), at=noon)
    assert in_force(row).agreed_rto == hours(4)


def test_an_owner_who_read_the_figures_before_an_agreement_reads_them_again(
    asked: Validation, row: RecoveryAgreement, head: User, cast: SimpleNamespace, noon: datetime
) -> None:
    agree_sooner(row, head, cast.owner, noon)
    owner = anew(row.provider.owner)
    with pytest.raises(Conflict):
        validation.sign(asked, by=owner, at=noon, version=asked.version)
    assert in_force(row).agreed_rto == hours(4)
    now = Validation.objects.get(pk=asked.pk)
    assert now.proposed_rto == hours(4)
    done = validation.sign(now, by=owner, at=noon, version=now.version)
    assert done.rto == hours(4)


def test_an_rpo_ends_with_the_objective_it_was_agreed_in(
    provider: BusinessFunction, head: User, cast: SimpleNamespace, noon: datetime
) -> None:
    present = Objective.objects.approved().get()
    objectives.put_in_force(
        provider,
        agreed_rto=hours(24),
        agreed_rpo=hours(1),
        derived_rto=hours(24),
        mtd=hours(26),
        reason="",
        submitted_by=present.submitted_by,
        submitted_at=noon,
        by=head,
        at=noon,
    )
    assert Agreed.objects.get(item=provider.item).rpo == hours(1)
    scale = make_scale(by=cast.manager, approver=cast.executive, at=noon)
    interview = make_interview(provider, scale)
    outcome.end_agreement(provider, interview=interview, by=head, at=noon)
    ended = Agreed.objects.get(item=provider.item)
    assert (ended.agreed_rto, ended.rpo) == (None, None)


def test_nobody_approves_what_their_own_deputy_signed_on_either_side(
    row: RecoveryAgreement,
    person: Callable[..., User],
    units: SimpleNamespace,
    head: User,
    noon: datetime,
) -> None:
    deputy = person("dora", "process_owner", units.payments)
    Deputy.objects.create(person=head, deputy=deputy, from_on=organisation_day(noon))
    item = row.dependent.item
    item.owner = head
    estate.save_item(item, by=None, at=noon)
    Grant.objects.create(person=head, role="process_owner", unit=item.unit)
    proposed(row, anew(row.provider.owner), noon, time=hours(8))
    signed = agreements.accept(RecoveryAgreement.objects.get(), by=anew(deputy), at=noon)
    assert signed.dependent_signed_by == deputy
    with pytest.raises(PermissionDenied):
        agreementheads.approve(signed, by=anew(head), at=noon)
    assert not any("Approve the agreement" in one.what for one in work_of(anew(head)))


def test_nothing_is_agreed_beyond_the_providers_own_mtd(
    row: RecoveryAgreement, provider: BusinessFunction, noon: datetime
) -> None:
    know(provider, noon, mtd=6, wrt=2)
    with pytest.raises(ValidationError, match="may be down for 6 h at most"):
        proposed(row, anew(row.provider.owner), noon, time=hours(12))
    proposed(row, anew(row.provider.owner), noon, time=hours(6))


def test_only_who_may_decide_on_an_agreement_has_it_in_their_work(
    row: RecoveryAgreement, head: User, cast: SimpleNamespace, noon: datetime
) -> None:
    item = row.provider
    item.owner = head
    estate.save_item(item, by=None, at=noon)
    Grant.objects.create(person=head, role="process_owner", unit=item.unit)
    proposed(row, anew(head), noon, time=hours(8))
    agreements.accept(RecoveryAgreement.objects.get(), by=cast.owner, at=noon)
    for person, waits in ((head, False), (cast.head, False), (cast.executive, True)):
        found = [one.what for one in work_of(anew(person)) if "Approve the agreement" in one.what]
        assert bool(found) is waits, person
