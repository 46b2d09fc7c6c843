"""Guessing locks: an account, an address, never a person in their own place."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core import logins
from core.logins import Origin
from core.models import LoginEvent, MailMessage, User
from tests.conftest import NOON
from tests.core.entrance import guess, is_in, log_in, outcomes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


def test_five_guesses_lock_the_account_and_the_sentence_says_how_long(
    client: Client, cast: SimpleNamespace
) -> None:
    assert "Too many" not in guess(client, 5).content.decode()
    refused = log_in(client, "mona@example.org")
    assert "Too many wrong attempts. Try again in 15 minutes" in refused.content.decode()
    assert not is_in(client)
    assert outcomes(outcome__in=["locked", "refused"]) == ["locked", "refused"]


def test_a_lock_is_seen_from_elsewhere_and_by_other_processes(
    client: Client, cast: SimpleNamespace
) -> None:
    guess(client, 5)
    elsewhere = Client()
    log_in(elsewhere, "mona@example.org", address="10.9.9.9")
    assert not is_in(elsewhere)
    log_in(elsewhere, "adam@example.org", address="10.9.9.9")
    assert is_in(elsewhere)


def test_a_lock_ends_by_itself(client: Client, cast: SimpleNamespace) -> None:
    guess(client, 5)
    LoginEvent.objects.update(at=timezone.now() - logins.WINDOW - timedelta(seconds=1))
    log_in(client, "mona@example.org")
    assert is_in(client)


def test_tries_while_locked_do_not_prolong_it(cast: SimpleNamespace) -> None:
    for minute in range(5):
        logins.failed("wrong", at=NOON + timedelta(minutes=minute), login="a@b.c", origin=Origin())
    ends = NOON + timedelta(minutes=4) + logins.WINDOW
    with pytest.raises(ValidationError, match="12 minutes"):
        logins.admit(login="a@b.c", origin=Origin(), at=NOON + timedelta(minutes=7, seconds=1))
    assert (
        logins.locked_until(login="a@b.c", origin=Origin(), at=ends - timedelta(seconds=1)) == ends
    )
    assert logins.locked_until(login="a@b.c", origin=Origin(), at=ends) is None


def test_success_starts_the_count_anew(client: Client, cast: SimpleNamespace) -> None:
    guess(client, 4)
    log_in(client, "mona@example.org")
    other = Client()
    guess(other, 4)
    log_in(other, "mona@example.org")
    assert is_in(other)


def test_an_administrator_lifts_a_lock(client: Client, cast: SimpleNamespace) -> None:
    guess(client, 5)
    office = Client()
    office.force_login(cast.administrator)
    page = f"/user/{cast.manager.pk}/"
    assert "Lift the lock-out" in office.get(page).content.decode()
    assert office.post(f"{page}unlock/").status_code == 302
    assert LoginEvent.objects.get(outcome="lifted").by == cast.administrator
    log_in(client, "mona@example.org")
    assert is_in(client)


def test_nobody_else_lifts_a_lock(client: Client, cast: SimpleNamespace) -> None:
    for actor in (cast.manager, cast.auditor, cast.coordinator):
        client.force_login(actor)
        assert client.post(f"/user/{cast.owner.pk}/unlock/").status_code == 403
    assert not LoginEvent.objects.filter(outcome="lifted").exists()


def test_thirty_guesses_lock_an_address(
    client: Client, cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    for number in range(10):
        person(f"p{number}")
        guess(client, 3, f"p{number}@example.org")
    log_in(client, "mona@example.org")
    assert not is_in(client)
    log_in(client, "mona@example.org", address="10.0.0.2")
    assert is_in(client)


def test_guesses_made_elsewhere_do_not_keep_a_person_out_of_their_own_place(
    client: Client, cast: SimpleNamespace
) -> None:
    log_in(client, "mona@example.org", address="10.1.1.1")
    stranger = Client()
    guess(stranger, 5, address="203.0.113.9")
    at_home = Client()
    log_in(at_home, "mona@example.org", address="10.1.1.1")
    assert is_in(at_home)
    guess(stranger, 1, address="203.0.113.9")
    log_in(stranger, "mona@example.org", address="203.0.113.77")
    assert not is_in(stranger)


def test_the_person_is_told_of_a_lock(client: Client, cast: SimpleNamespace) -> None:
    guess(client, 5)
    mail = MailMessage.objects.get(to="mona@example.org")
    assert mail.subject == "Somebody tried to log in as you"
    assert "10.0.0.1" in mail.text
