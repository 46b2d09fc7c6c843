"""The second factor: set up, used once, guessed, lost."""

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from core import accounts
from core.models import LoginEvent
from tests.conftest import NOON
from tests.core.entrance import code, is_in, log_in, outcomes, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


def test_sets_up_a_code_and_logs_in_with_it(client: Client, cast: SimpleNamespace) -> None:
    log_in(client, "mona@example.org")
    page = client.get("/account/second/app/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/account/second/app/", {"code": code(secret, -1)}, follow=True)
    assert len(answer.context["unused_codes"]) == 10
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored

    again = Client()
    assert log_in(again, "mona@example.org", next="/profile/")["Location"].startswith(
        "/account/second/code/"
    )
    assert not is_in(again)
    answer = again.post("/account/second/code/", {"code": code(secret)})
    assert answer["Location"] == "/profile/"
    assert is_in(again)
    assert LoginEvent.objects.filter(outcome="success").first().method == "code"  # type: ignore[union-attr]


def test_a_recovery_code_works_once(client: Client, cast: SimpleNamespace) -> None:
    log_in(client, "mona@example.org")
    client.get("/account/second/app/")
    secret = client.session["mfa.totp.secret"]
    shown = client.post("/account/second/app/", {"code": code(secret)}, follow=True)
    spare = shown.context["unused_codes"][0]
    for expected in (True, False):
        again = Client()
        log_in(again, "mona@example.org")
        again.post("/account/second/code/", {"code": spare})
        assert is_in(again) is expected


def test_a_code_is_not_taken_twice(client: Client, cast: SimpleNamespace) -> None:
    with_app(cast.manager)
    now = code()
    for expected in (True, False):
        again = Client()
        log_in(again, "mona@example.org")
        again.post("/account/second/code/", {"code": now})
        assert is_in(again) is expected


def test_guessing_codes_locks_the_account(client: Client, cast: SimpleNamespace) -> None:
    with_app(cast.manager)
    log_in(client, "mona@example.org")
    for _ in range(5):
        client.post("/account/second/code/", {"code": "000000"}, REMOTE_ADDR="10.0.0.1")
    answer = client.post("/account/second/code/", {"code": code()}, REMOTE_ADDR="10.0.0.1")
    assert "Try again in 15 minutes" in answer.content.decode()
    assert not is_in(client)
    log_in(client, "mona@example.org")
    assert outcomes(outcome="code") == ["code"] * 5


def test_an_administrator_removes_a_lost_code(client: Client, cast: SimpleNamespace) -> None:
    with_app(cast.manager)
    accounts.remove_second_factor(cast.manager, by=cast.administrator, at=NOON)
    log_in(client, "mona@example.org")
    assert is_in(client)
    with pytest.raises(ValidationError):
        accounts.remove_second_factor(cast.administrator, by=cast.administrator, at=NOON)
    with pytest.raises(PermissionDenied):
        accounts.remove_second_factor(cast.manager, by=cast.manager, at=NOON)
