"""Somebody who can administer the installation always stays."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core import accounts
from core.models import Grant, MailMessage, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(cast: SimpleNamespace) -> Grant:
    """The role of the one administrator."""
    return Grant.objects.get(person=cast.administrator)


def refuse(grant: Grant, by: User) -> None:
    with pytest.raises(ValidationError, match="only administrator"):
        accounts.save_grant(grant, by=by, at=timezone.now())
    assert Grant.objects.get(pk=grant.pk).person == by


def test_role_is_not_put_off(only: Grant, cast: SimpleNamespace) -> None:
    only.from_at = timezone.now() + timedelta(days=5000)
    refuse(only, cast.administrator)


def test_role_does_not_end_by_a_set_day(only: Grant, cast: SimpleNamespace) -> None:
    only.until = timezone.now() + timedelta(days=30)
    refuse(only, cast.administrator)


def test_role_is_not_given_to_who_cannot_log_in(
    only: Grant, cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    gone = person("gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    only.person = User.objects.get(pk=gone.pk)
    refuse(only, cast.administrator)


def test_role_does_not_become_another(only: Grant, cast: SimpleNamespace) -> None:
    only.role = "auditor"
    refuse(only, cast.administrator)


def test_person_is_not_made_inactive_by_an_edit(cast: SimpleNamespace) -> None:
    cast.administrator.is_active = False
    with pytest.raises(ValidationError, match="only administrator"):
        accounts.save_person(cast.administrator, by=None, at=timezone.now())


def test_second_administrator_sets_the_first_free(
    only: Grant, cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    second = person("bert", "administrator")
    accounts.end_grant(only, by=second, at=timezone.now())
    assert not User.objects.get(pk=cast.administrator.pk).access.is_member


def test_page_says_why(only: Grant, cast: SimpleNamespace, client: Client) -> None:
    client.force_login(cast.administrator)
    data = {"person": cast.administrator.pk, "role": "administrator", "from_at": "2040-01-01 00:00"}
    page = client.post(f"/grant/{only.pk}/edit/", data)
    assert page.status_code == 422
    assert "only administrator" in page.content.decode()


@pytest.fixture
def give(client: Client, cast: SimpleNamespace) -> Callable[..., tuple[int, str]]:
    """Gives a role by the API as the administrator; status and what is said."""

    def done(person: User, role: str) -> tuple[int, str]:
        client.force_login(cast.administrator)
        answer = client.post(
            "/api/core/grant/", {"person": person.pk, "role": role}, content_type="application/json"
        )
        return answer.status_code, answer.content.decode()

    return done


def test_nobody_gives_a_role_to_themselves(
    give: Callable[..., tuple[int, str]], cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    second = person("bert", "administrator")
    status, said = give(cast.administrator, "auditor")
    assert status == 400
    assert "Nobody gives a role to themselves" in said
    moved = Grant.objects.get(person=cast.executive)
    moved.person = cast.administrator
    with pytest.raises(ValidationError, match="Nobody gives a role"):
        accounts.save_grant(moved, by=cast.administrator, at=timezone.now())
    assert give(cast.manager, "executive")[0] == 201
    asked = Grant(person=cast.administrator, role="auditor")
    assert accounts.save_grant(asked, by=second, at=timezone.now()).pk


def test_the_only_administrator_takes_no_role_that_decides(
    give: Callable[..., tuple[int, str]], cast: SimpleNamespace
) -> None:
    for role in ("executive", "unit_head"):
        status, said = give(cast.administrator, role)
        assert status == 400
        assert "Nobody gives themselves a role that decides" in said
    assert give(cast.administrator, "continuity_manager")[0] == 201


def test_nobody_makes_themselves_the_deputy_of_another(
    client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    said = {"person": cast.executive.pk, "from_on": "2026-01-01"}
    path = "/api/core/deputy/"
    answer = client.post(
        path, said | {"deputy": cast.administrator.pk}, content_type="application/json"
    )
    assert answer.status_code == 400
    assert "Nobody makes themselves a deputy" in answer.content.decode()
    answer = client.post(path, said | {"deputy": cast.manager.pk}, content_type="application/json")
    assert answer.status_code == 201


def test_the_address_a_login_had_is_told_of_the_next(cast: SimpleNamespace) -> None:
    cast.head.email = "somebody@elsewhere.example"
    accounts.save_person(cast.head, by=cast.administrator, at=timezone.now())
    told = MailMessage.objects.get()
    assert told.to == "hedy@example.org"
    assert "Adam changed the address of your login" in told.text
    accounts.save_person(cast.head, by=cast.administrator, at=timezone.now())
    assert MailMessage.objects.count() == 1
