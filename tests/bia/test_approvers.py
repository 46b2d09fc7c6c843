"""Who is asked to approve where the head of the unit owns the function or has answered."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from bia.models import BusinessFunction, Interview, Validation, ValidationRound
from bia.services import delegations, guided, interviews, validation
from core import obligations
from core.heads import Heads
from core.models import Deputy, Notification, Obligation, User
from core.providers import work_of
from tests.bia.building import hours
from tests.bia.test_interviews import fill
from tests.bia.test_validation import know

pytestmark = pytest.mark.django_db


@pytest.fixture
def above(person: Any, units: SimpleNamespace) -> User:
    """The head of operations, above the unit of claims."""
    made: User = person("otto", "unit_head", units.operations)
    units.operations.head = made
    units.operations.save()
    return made


@pytest.fixture
def function(function: BusinessFunction, cast: SimpleNamespace) -> BusinessFunction:
    """Claims payment, owned by the head of claims."""
    cast.head.grants.create(role="process_owner")
    cast.head = User.objects.get(pk=cast.head.pk)
    function.item.owner = cast.head
    function.item.save()
    return function


def asked(person: User, verb: str) -> bool:
    return any(verb in one.what for one in work_of(User.objects.get(pk=person.pk)))


def told(text: str) -> list[User]:
    return [one.person for one in Notification.objects.filter(text__contains=text)]


def sign(function: BusinessFunction, cast: SimpleNamespace, at: datetime) -> Validation:
    """What the head of claims signs for their own function in a round of the manager."""
    know(function, at)
    made = ValidationRound(name="Objectives 2026", due_on=at.date() + timedelta(days=14))
    validation.save_round(made, by=cast.manager, at=at)
    validation.start(made, by=cast.manager, at=at)
    row = Validation.objects.get(round=made)
    return validation.sign(row, by=cast.head, at=at, rto=hours(2), reason="Sooner.")


def test_answers_of_a_head_go_to_the_next_head_above(
    interview: Interview, cast: SimpleNamespace, above: User, noon: datetime
) -> None:
    fill(interview)
    handed_in = interviews.submit(interview, by=cast.head, at=noon)
    assert told("waits for your approval") == [above]
    assert asked(above, "Approve the answers")
    assert not asked(cast.executive, "Approve the answers")
    assert not asked(cast.head, "Approve the answers")
    assert interviews.approve(handed_in, by=above, at=noon).state == "approved"


def test_the_next_head_above_is_no_colleague_of_a_head_who_owns_and_does_not_ask_in_person(
    interview: Interview, cast: SimpleNamespace, above: User, units: SimpleNamespace, noon: datetime
) -> None:
    above.unit = units.operations
    above.save()
    assert above not in delegations.colleagues(interview, by=cast.head)
    with pytest.raises(ValidationError, match="Otto approves these answers"):
        delegations.give(interview, to=above, by=cast.head, at=noon)
    above.grants.create(role="continuity_manager")
    with pytest.raises(ValidationError, match="You approve these answers"):
        guided.begin(interview, by=User.objects.get(pk=above.pk), at=noon)


def test_with_no_head_above_answers_go_to_the_executive(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    interviews.submit(interview, by=cast.head, at=noon)
    assert told("waits for your approval") == [cast.executive]
    assert asked(cast.executive, "Approve the answers")


def test_objectives_a_head_signed_go_to_the_next_head_above(
    function: BusinessFunction, cast: SimpleNamespace, above: User, noon: datetime
) -> None:
    signed = sign(function, cast, noon)
    assert told("wait for your approval") == [above]
    assert asked(above, "Approve the objectives")
    assert not asked(cast.head, "Approve the objectives")
    obligations.ask("bia.validations", at=noon)
    assert Obligation.objects.get(key=f"bia.validation:{signed.pk}").owner == above
    validation.approve(signed, by=above, at=noon)
    assert function.objectives.approved().get().agreed_rto == hours(2)


def test_with_no_head_above_objectives_go_to_the_executive(
    function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    signed = sign(function, cast, noon)
    assert told("wait for your approval") == [cast.executive]
    assert asked(cast.executive, "Approve the objectives")
    obligations.ask("bia.validations", at=noon)
    assert Obligation.objects.get(key=f"bia.validation:{signed.pk}").owner == cast.executive


def test_a_head_who_may_not_approve_is_passed_over(
    above: User, units: SimpleNamespace, cast: SimpleNamespace
) -> None:
    units.claims.head = cast.nobody
    units.claims.save()
    assert Heads().approver(units.claims.pk) == above.pk


def test_what_waits_too_long_for_the_head_goes_to_the_heads_deputy(
    function: BusinessFunction,
    cast: SimpleNamespace,
    above: User,
    person: Any,
    noon: datetime,
) -> None:
    for name, whom in (("dora", cast.head), ("dirk", above)):
        Deputy.objects.create(person=whom, deputy=person(name), from_on=date(2020, 1, 1))
    signed = sign(function, cast, noon)
    obligations.ask("bia.validations", at=noon)
    duty = Obligation.objects.get(key=f"bia.validation:{signed.pk}")
    first = duty.escalations.filter(after_days=14)
    assert {one.person.name for one in first} == {"Dirk", "Carl"}
