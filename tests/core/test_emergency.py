"""Emergency accounts: who has one, what their use tells, when they are tried."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from core import accounts, emergency
from core.clock import organisation_day
from core.models import MailMessage, Notification, Obligation, User
from core.providers import work_of
from tests.conftest import NOON
from tests.core.entrance import code, is_in, links, log_in
from tests.core.provider import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


def test_only_emergency_accounts_have_passwords_where_the_provider_rules(
    client: Client, cast: SimpleNamespace, commander: User, settings: Any, provider: Provider
) -> None:
    settings.OIDC_ONLY = True
    answer = log_in(client, "mona@example.org")
    assert "Only emergency accounts have a password here" in answer.content.decode()
    assert not is_in(client)
    provider.stop()
    log_in(client, "ines@example.org")
    client.post("/account/second/code/", {"code": code()})
    assert is_in(client)
    client.post("/account/password/reset/", {"email": "mona@example.org"})
    assert not MailMessage.objects.filter(to="mona@example.org", subject__contains="password")


def test_the_use_of_an_emergency_account_is_told_and_counts_as_its_check(
    client: Client, cast: SimpleNamespace, commander: User
) -> None:
    log_in(client, "ines@example.org")
    assert not Notification.objects.exists()
    client.post("/account/second/code/", {"code": code()})
    told = set(Notification.objects.values_list("person__email", flat=True))
    assert told == {"adam@example.org", "mona@example.org"}
    mailed = MailMessage.objects.filter(subject__startswith="Emergency account used")
    assert {mail.to for mail in mailed} == told
    commander.refresh_from_db()
    assert commander.emergency_checked_at is not None


def test_an_emergency_account_must_have_a_code(
    client: Client, cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    made = person("ines", "incident_commander")
    emergency.designate(made, by=cast.administrator, at=timezone.now())
    log_in(client, "ines@example.org")
    for path in ("/", "/profile/", "/unit/"):
        assert client.get(path)["Location"] == "/account/second/app/"
    made.refresh_from_db()
    assert made.emergency_checked_at is None
    client.get("/account/second/app/")
    secret = client.session["mfa.totp.secret"]
    client.post("/account/second/app/", {"code": code(secret)})
    assert client.get("/profile/").status_code == 200
    client.post("/account/second/app/remove/")
    assert Authenticator.objects.filter(user=made, type="totp").exists()


def test_emergency_accounts_are_for_crisis_roles(cast: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="crisis roles"):
        emergency.designate(cast.owner, by=cast.administrator, at=NOON)
    with pytest.raises(PermissionDenied):
        emergency.create_emergency_account(
            name="X", email="x@y.example", role="crisis_team", unit=None, by=cast.owner, at=NOON
        )
    made = emergency.create_emergency_account(
        name="X", email="x@y.example", role="crisis_team", unit=None, by=cast.administrator, at=NOON
    )
    assert made.is_emergency
    assert "password/reset/key" in links("x@y.example")[0]


def test_checks_are_due_a_week_after_the_start_then_quarterly() -> None:
    start = date(2026, 1, 1)
    assert emergency.check_due_on(since=start, checked_on=None) == date(2026, 1, 8)
    tried = date(2026, 11, 30)
    assert emergency.check_due_on(since=start, checked_on=tried) == date(2027, 2, 28)


def test_which_accounts_are_to_be_tried(commander: User, person: Callable[..., User]) -> None:
    def due(today: date) -> list[str]:
        found = emergency.accounts_to_check(emergency.all_accounts(), today=today)
        return [check.person.email for check in found]

    User.objects.filter(pk=commander.pk).update(emergency_since=NOON)
    assert due(date(2026, 5, 12)) == ["ines@example.org"]
    emergency.record_check(commander, by=commander, at=datetime(2026, 5, 13, 9, tzinfo=UTC))
    assert due(date(2026, 7, 29)) == []
    assert due(date(2026, 7, 30)) == ["ines@example.org"]
    checked = emergency.accounts_to_check(emergency.all_accounts(), today=date(2026, 8, 14))
    assert checked[0].is_overdue(date(2026, 8, 14))


def test_the_check_is_a_duty_of_its_owner_and_closed_by_logging_in(
    client: Client, cast: SimpleNamespace, commander: User
) -> None:
    (item,) = [one for one in work_of(commander) if "emergency account" in one.what]
    assert item.due_on == organisation_day(timezone.now()) + timedelta(days=7)
    log_in(client, "ines@example.org")
    client.post("/account/second/code/", {"code": code()})
    first, second = Obligation.objects.order_by("pk")
    assert (first.done_by, second.done_at) == (commander, None)
    assert second.due_on > organisation_day(timezone.now()) + timedelta(days=85)
    accounts.deactivate(commander, by=cast.administrator, at=timezone.now())
    assert not Obligation.objects.open().exists()


def test_administrators_see_accounts_that_nobody_tries(
    cast: SimpleNamespace, commander: User
) -> None:
    assert not work_of(cast.administrator)
    User.objects.filter(pk=commander.pk).update(emergency_since=NOON)
    assert "Ines" in work_of(cast.administrator)[0].what
    assert not work_of(cast.owner)
