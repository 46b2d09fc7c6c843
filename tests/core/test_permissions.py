"""Who reaches which rows: right and scope joined, units and owners, deputies, and failing closed."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core import services
from core.models import ContactMethod, Deputy, Grant, Unit, User
from core.models.people import smallest_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def phones(units: SimpleNamespace, person: Callable[..., User]) -> SimpleNamespace:
    """A contact method of somebody in claims and of somebody in payments."""
    made = {}
    for name in ("claims", "payments"):
        holder = person(f"p{name}", home=getattr(units, name))
        made[name] = ContactMethod.objects.create(person=holder, value=f"+31 {name}")
    return SimpleNamespace(**made)


def test_administrator_reaches_every_row(cast: SimpleNamespace, phones: SimpleNamespace) -> None:
    assert ContactMethod.objects.permitted(cast.administrator, "delete").count() == 2


def test_person_without_role_reaches_nothing(
    cast: SimpleNamespace, phones: SimpleNamespace
) -> None:
    assert not ContactMethod.objects.visible_to(cast.nobody)
    assert not Unit.objects.visible_to(cast.nobody)


def test_inactive_person_reaches_nothing(cast: SimpleNamespace, phones: SimpleNamespace) -> None:
    cast.administrator.is_active = False
    assert not ContactMethod.objects.visible_to(cast.administrator)


def test_reads_whole_but_does_not_change(cast: SimpleNamespace, phones: SimpleNamespace) -> None:
    assert ContactMethod.objects.visible_to(cast.auditor).count() == 2
    assert not ContactMethod.objects.permitted(cast.auditor, "change")


def test_grant_ends(cast: SimpleNamespace, units: SimpleNamespace) -> None:
    past = timezone.now() - timedelta(days=2)
    Grant.objects.filter(person=cast.manager).update(from_at=past, until=past + timedelta(days=1))
    assert not User.objects.get(pk=cast.manager.pk).access.is_member


def test_deputy_receives_what_the_owner_may(
    cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    stand_in = person("dora")
    Deputy.objects.create(person=cast.owner, deputy=stand_in, from_on=date(2020, 1, 1))
    grant = User.objects.get(pk=stand_in.pk).access.grants[0]
    assert (grant.role, grant.holder) == ("process_owner", cast.owner.pk)


def test_deputy_does_not_receive_the_whole_programme(
    cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    stand_in = person("dora")
    Deputy.objects.create(person=cast.manager, deputy=stand_in, from_on=date(2020, 1, 1))
    assert not User.objects.get(pk=stand_in.pk).access.is_member


def test_ended_deputyship_gives_nothing(cast: SimpleNamespace, person: Callable[..., User]) -> None:
    stand_in = person("dora")
    Deputy.objects.create(
        person=cast.owner, deputy=stand_in, from_on=date(2020, 1, 1), until_on=date(2020, 2, 1)
    )
    assert not User.objects.get(pk=stand_in.pk).access.is_member


def test_grant_reaches_units_below(cast: SimpleNamespace, units: SimpleNamespace) -> None:
    assert cast.coordinator.access.units == {units.operations.pk, units.claims.pk}


def test_unit_is_not_part_of_its_part(
    cast: SimpleNamespace, units: SimpleNamespace, noon: object
) -> None:
    units.operations.parent = units.claims
    with pytest.raises(ValidationError, match="part of itself"):
        services.save(units.operations, by=cast.manager, at=noon)


def test_refuses_save_without_right_and_keeps_nothing(
    cast: SimpleNamespace, units: SimpleNamespace, noon: object
) -> None:
    units.claims.name = "Taken over"
    with pytest.raises(PermissionDenied):
        services.save(units.claims, by=cast.auditor, at=noon)
    assert Unit.objects.get(pk=units.claims.pk).name == "Claims"


def test_refuses_creation_without_right_and_keeps_nothing(
    cast: SimpleNamespace, noon: object
) -> None:
    with pytest.raises(PermissionDenied):
        services.save(Unit(name="Mine"), by=cast.coordinator, at=noon)
    assert not Unit.objects.filter(name="Mine").exists()


def test_later_save_is_told_of_the_earlier(
    cast: SimpleNamespace, units: SimpleNamespace, noon: object
) -> None:
    mine, theirs = Unit.objects.get(pk=units.claims.pk), Unit.objects.get(pk=units.claims.pk)
    theirs.name = "Claims Europe"
    services.save(theirs, by=cast.manager, at=noon, version=1)
    mine.name = "Claims World"
    with pytest.raises(services.Conflict) as conflict:
        services.save(mine, by=cast.manager, at=noon, version=1)
    assert conflict.value.current.name == "Claims Europe"
    assert (theirs.version, Unit.objects.get(pk=mine.pk).name) == (2, "Claims Europe")


def test_the_smallest_unit_holds_them_all(units: SimpleNamespace) -> None:
    held = smallest_unit
    assert held([units.claims]) == units.claims
    assert held([units.claims, units.operations]) == units.operations
    assert held([units.claims, units.payments]) is None
    assert held([units.claims, None]) is None


def test_private_numbers_of_people_without_a_unit_are_not_everybodys(
    cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    boss = person("bo")
    ContactMethod.objects.create(person=boss, kind="home", value="+31 6 1234")
    Deputy.objects.create(person=boss, deputy=cast.owner, from_on=date(2020, 1, 1))
    for reader in (cast.coordinator, cast.owner, cast.service_owner, cast.executive):
        assert not ContactMethod.objects.visible_to(reader)
        assert not Deputy.objects.visible_to(reader)
        assert not reader.access.may("view", ContactMethod)
    assert ContactMethod.objects.visible_to(cast.manager).count() == 1
    assert Deputy.objects.visible_to(cast.administrator).count() == 1
