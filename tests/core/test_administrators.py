"""Somebody who can administer the installation always stays."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core import accounts
from core.models import Grant, User

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
