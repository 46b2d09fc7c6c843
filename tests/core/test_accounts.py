"""Login: passwords, codes, lock-out, the organisation's provider, emergency accounts, invitations."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import get_token_model

from continuity.demo import people as demo
from core import accounts, emergency, logins
from core.logins import Origin, Outcome
from core.models import (
    ContactMethod,
    Deputy,
    Grant,
    Link,
    LoginEvent,
    MailMessage,
    Notification,
    Obligation,
    Organisation,
    User,
)
from core.providers import work_of
from tests.conftest import NOON, PASSWORD
from tests.core.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
NEW_PASSWORD = "seven green bicycles stand there"
SECRET_KEY_OF_APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_rate() -> None:
    """Tests log in more often a minute than people."""
    cache.clear()


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """What a browser sends from the login page."""
    address = more.pop("address", "10.0.0.1")
    return client.post(LOGIN, {"login": email, "password": password, **more}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code(secret: str = SECRET_KEY_OF_APP, steps: int = 0) -> str:
    """The code an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person: User) -> User:
    """The person with an authenticator app set up."""
    TOTP.activate(person, SECRET_KEY_OF_APP)
    return person


def outcomes(**which: Any) -> list[str]:
    found = LoginEvent.objects.filter(**which).order_by("pk")
    return list(found.values_list("outcome", flat=True))


def links(to: str) -> list[str]:
    """The addresses in the last mail to somebody."""
    text = MailMessage.objects.filter(to=to).latest("pk").text
    return re.findall(r"http://\S+", text)


# Passwords


def test_logs_in_by_mail_address_in_any_case_and_comes_back(
    client: Client, cast: SimpleNamespace
) -> None:
    answer = log_in(client, "MONA@Example.org", next="/core-of-it/?a=1&b=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/core-of-it/?a=1&b=2"
    assert is_in(client)
    event = LoginEvent.objects.get()
    assert (event.person, event.outcome, event.method) == (cast.manager, "success", "password")
    assert event.address == "10.0.0.1"


def test_goes_nowhere_else_after_login(client: Client, cast: SimpleNamespace) -> None:
    assert log_in(client, "mona@example.org", next="https://evil.example/")["Location"] == "/"


def test_says_what_is_wrong_and_not_which(client: Client, cast: SimpleNamespace) -> None:
    known = log_in(client, "mona@example.org", "no")
    unknown = log_in(client, "nobody-here@example.org", "no")
    sentence = "E-mail or password is wrong."
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()
    assert not is_in(client)
    assert outcomes() == ["wrong", "wrong"]


def test_what_unknown_people_type_is_not_kept(client: Client, organisation: Organisation) -> None:
    User.objects.create(email="a@b.example", name="A")
    log_in(client, "my-secret-password@typed.example", "x")
    kept = LoginEvent.objects.values().get()
    assert "my-secret" not in str(kept)


def test_nobody_signs_up_or_adds_addresses(client: Client, cast: SimpleNamespace) -> None:
    for path in ("signup/", "email/", "3rdparty/", "social/signup/"):
        assert client.get(f"/account/{path}").status_code == 404


def test_the_inactive_do_not_get_in(client: Client, cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    answer = log_in(client, "mona@example.org")
    assert answer["Location"] == reverse("account_inactive")
    assert not is_in(client)
    assert outcomes() == ["unfit"]


def test_logs_out_by_post_only(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    assert client.get("/account/logout/").status_code == 200
    assert is_in(client)
    client.post("/account/logout/")
    assert not is_in(client)


# Lock-out


def guess(client: Client, times: int, email: str = "mona@example.org", **more: Any) -> Any:
    for _ in range(times):
        answer = log_in(client, email, "a wrong password", **more)
    return answer


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


# A new password by mail


def test_sets_a_new_password_by_mail(client: Client, cast: SimpleNamespace) -> None:
    client.post("/account/password/reset/", {"email": "mona@example.org"})
    (link, *_rest) = links("mona@example.org")
    path = urlsplit(link).path
    client.get(path)
    form = client.get(path, follow=True).context["action_url"]
    answer = client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert answer.status_code == 302
    assert is_in(client)
    again = Client()
    assert "does not work any more" in again.get(path, follow=True).content.decode()
    log_in(again, "mona@example.org", NEW_PASSWORD)
    assert is_in(again)


def test_a_link_ends_with_the_next_login(client: Client, cast: SimpleNamespace) -> None:
    client.post("/account/password/reset/", {"email": "mona@example.org"})
    (link, *_rest) = links("mona@example.org")
    log_in(client, "mona@example.org")
    answer = Client().get(urlsplit(link).path, follow=True)
    assert "does not work any more" in answer.content.decode()


def test_strangers_are_mailed_nothing_and_told_the_same(
    client: Client, cast: SimpleNamespace
) -> None:
    for email in ("unknown@example.org", "nora@example.org", "mona@example.org"):
        User.objects.filter(email="nora@example.org").update(password="!")
        answer = client.post("/account/password/reset/", {"email": email}, follow=True)
        assert "If this address has a login here" in answer.content.decode()
    assert [mail.to for mail in MailMessage.objects.all()] == ["mona@example.org"]


def test_a_new_password_ends_the_lock_but_not_one_by_wrong_codes(cast: SimpleNamespace) -> None:
    for outcome, locked in ((Outcome.WRONG, False), (Outcome.CODE, True)):
        LoginEvent.objects.all().delete()
        for _ in range(5):
            logins.failed(outcome, at=NOON, login=cast.manager.email, origin=Origin())
        accounts.set_password(cast.manager, NEW_PASSWORD, at=NOON + timedelta(minutes=1))
        until = logins.account_locked_until(cast.manager, at=NOON + timedelta(minutes=2))
        assert bool(until) is locked


# Codes


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


# An ended login


def test_a_page_asked_for_comes_after_the_login(client: Client, cast: SimpleNamespace) -> None:
    answer = client.get("/unit/?q=a&parent=3")
    asked = parse_qs(urlsplit(answer["Location"]).query)["next"]
    assert asked == ["/unit/?q=a&parent=3"]


def end_login(client: Client, person: User) -> None:
    """A browser in which the person worked until the login ended."""
    client.force_login(person)
    client.get("/unit/")
    client.session.flush()
    del client.cookies["sessionid"]


def test_what_was_typed_is_kept_over_an_ended_login(client: Client, cast: SimpleNamespace) -> None:
    end_login(client, cast.manager)
    typed = {"name": "Legal", "code": "L-1", "password": "never kept"}
    answer = client.post("/unit/new/", typed)
    assert urlsplit(answer["Location"]).path == LOGIN
    assert "is kept" in client.get(answer["Location"]).content.decode()
    answer = log_in(client, "mona@example.org", next="/profile/typed/")
    page = client.get(answer["Location"]).content.decode()
    assert 'name="name" value="Legal"' in page
    assert "never kept" not in page
    assert client.post("/unit/new/", {"name": "Legal", "code": "L-1"}).status_code == 302
    assert client.get("/profile/typed/")["Location"] == "/"


def test_what_was_typed_is_shown_to_nobody_else(client: Client, cast: SimpleNamespace) -> None:
    end_login(client, cast.manager)
    answer = client.post("/unit/new/", {"name": "Legal"})
    log_in(client, "carl@example.org", next="/profile/typed/")
    assert client.get("/profile/typed/")["Location"] == "/"
    assert "typed" not in client.session
    client.post("/account/logout/")
    log_in(client, "mona@example.org", next=answer["Location"])
    assert client.get("/profile/typed/")["Location"] == "/"


def test_nothing_is_kept_of_a_browser_nobody_was_logged_in_on(
    client: Client, cast: SimpleNamespace
) -> None:
    client.cookies["last_person"] = f"{cast.manager.pk}:forged:signature"
    client.post("/unit/new/", {"name": "Legal"})
    log_in(client, "mona@example.org", next="/profile/typed/")
    assert client.get("/profile/typed/")["Location"] == "/"


def test_a_form_from_before_the_login_is_offered_again(cast: SimpleNamespace) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.manager)
    ours = strict.post("/unit/new/", {"name": "Legal"}, HTTP_ORIGIN="http://testserver")
    assert ours["Location"] == "/profile/typed/"
    foreign = strict.post("/unit/new/", {"name": "Evil"}, HTTP_ORIGIN="https://evil.example")
    assert foreign.status_code == 403
    assert "Evil" not in strict.get("/profile/typed/").content.decode()


def test_a_fragment_tells_the_script(client: Client, cast: SimpleNamespace) -> None:
    here = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/unit/?q=a"}
    read = client.get("/unit/", **here)  # type: ignore[arg-type]
    assert read.status_code == 204
    assert read["HX-Redirect"] == f"{LOGIN}?next=/unit/%3Fq%3Da"
    typed = client.post("/unit/new/", {"name": "x"}, **here)  # type: ignore[arg-type]
    assert typed.status_code == 401
    assert "login-ended" in typed["HX-Trigger"]


def test_a_draft_that_is_kept_late_does_not_push_out_the_form(
    client: Client, cast: SimpleNamespace
) -> None:
    end_login(client, cast.manager)
    client.post("/unit/new/", {"name": "Legal"})
    late = client.post("/drafts/?form=core.unit", {"data": {}}, content_type="application/json")
    assert late.status_code == 401
    assert client.delete("/drafts/?form=core.unit").status_code == 401
    log_in(client, "mona@example.org")
    assert 'value="Legal"' in client.get("/profile/typed/").content.decode()


# The organisation's login


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A provider on loopback, and this installation set to use it."""
    started = Provider()
    app = {
        "provider_id": "organisation",
        "name": "Meridia",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": started.url},
    }
    settings.OIDC_ISSUER, settings.OIDC_NAME = started.url, "Meridia"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield started
    started.stop()


def by_provider(client: Client, following: str = "") -> Any:
    """Through the provider and back, as a browser goes."""
    away = client.post(f"/account/provider/organisation/{following}")
    assert away.status_code == 302, away.content
    back = requests.get(away["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def test_logs_in_by_the_provider(client: Client, cast: SimpleNamespace, provider: Provider) -> None:
    assert "Log in with Meridia" in client.get(LOGIN).content.decode()
    provider.claims["email"] = "Mona@example.org"
    answer = by_provider(client, "?next=/profile/")
    assert answer["Location"] == "/profile/"
    assert is_in(client)
    assert LoginEvent.objects.get().method == "provider"
    assert User.objects.get(pk=cast.manager.pk).check_password(PASSWORD)


def test_is_known_again_when_the_address_has_changed(
    client: Client, cast: SimpleNamespace, provider: Provider
) -> None:
    provider.claims["email"] = "mona@example.org"
    by_provider(client)
    provider.claims["email"] = "mona.married@example.org"
    again = Client()
    by_provider(again)
    assert again.session["_auth_user_id"] == str(cast.manager.pk)


@pytest.mark.parametrize("verified", [False, None, "false", "true"])
def test_an_address_nobody_vouches_for_opens_nothing(
    client: Client, cast: SimpleNamespace, provider: Provider, verified: Any
) -> None:
    provider.claims |= {"email": "mona@example.org", "email_verified": verified}
    answer = by_provider(client)
    assert answer.status_code == 403
    assert "does not vouch" in answer.content.decode()
    assert not is_in(client)
    assert outcomes() == ["unfit"]


def test_strangers_of_the_provider_stay_out_unless_they_may_come(
    client: Client, cast: SimpleNamespace, provider: Provider, settings: Any
) -> None:
    provider.claims |= {"email": "newcomer@example.org", "name": "New Comer"}
    assert "nobody here has that address" in by_provider(client).content.decode()
    assert not User.objects.filter(email="newcomer@example.org").exists()
    settings.OIDC_CREATE = True
    by_provider(client)
    assert is_in(client)
    newcomer = User.objects.get(email="newcomer@example.org")
    assert (newcomer.name, newcomer.access.is_member) == ("New Comer", False)


def test_a_second_identity_does_not_take_over(
    client: Client, cast: SimpleNamespace, provider: Provider
) -> None:
    provider.claims["email"] = "mona@example.org"
    by_provider(client)
    provider.claims["sub"] = "somebody else"
    other = Client()
    assert by_provider(other).status_code == 403
    assert not is_in(other)


def test_the_inactive_do_not_get_in_by_the_provider(
    client: Client, cast: SimpleNamespace, provider: Provider
) -> None:
    provider.claims["email"] = "mona@example.org"
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    by_provider(client)
    assert not is_in(client)


def forged(provider: Provider) -> None:
    provider.signed_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize(
    "spoil",
    [
        forged,
        lambda provider: provider.id_claims.update(aud="another application"),
        lambda provider: provider.id_claims.update(iss="https://evil.example"),
        lambda provider: provider.id_claims.update(exp=int(time.time()) - 60),
        lambda provider: provider.id_claims.update(sub="another person"),
    ],
    ids=["signature", "audience", "issuer", "expiry", "subject"],
)
def test_an_answer_that_does_not_hold_opens_nothing(
    client: Client, cast: SimpleNamespace, provider: Provider, spoil: Callable[[Provider], None]
) -> None:
    provider.claims["email"] = "mona@example.org"
    spoil(provider)
    answer = by_provider(client)
    assert "did not work" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_to_another_browser_opens_nothing(
    client: Client, cast: SimpleNamespace, provider: Provider
) -> None:
    provider.claims["email"] = "mona@example.org"
    away = Client().post("/account/provider/organisation/")
    back = requests.get(away["Location"], allow_redirects=False, timeout=5).headers["Location"]
    client.get(back.removeprefix("http://testserver"))
    assert not is_in(client)


def test_a_provider_that_is_down_is_said_to_be(
    client: Client, cast: SimpleNamespace, provider: Provider
) -> None:
    provider.stop()
    answer = client.post("/account/provider/organisation/")
    assert "emergency account" in answer.content.decode()
    assert answer.status_code == 502


def test_there_is_no_provider_unless_set(client: Client, cast: SimpleNamespace) -> None:
    assert "Log in with" not in client.get(LOGIN).content.decode()
    assert client.post("/account/provider/organisation/").status_code == 404


# Emergency accounts


@pytest.fixture
def commander(person: Callable[..., User]) -> User:
    """An incident commander with an emergency account and an app."""
    made = person("ines", "incident_commander")
    emergency.designate(made, by=None, at=timezone.now())
    return with_app(User.objects.get(pk=made.pk))


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
    assert item.due_on == timezone.localdate() + timedelta(days=7)
    log_in(client, "ines@example.org")
    client.post("/account/second/code/", {"code": code()})
    first, second = Obligation.objects.order_by("pk")
    assert (first.done_by, second.done_at) == (commander, None)
    assert second.due_on > timezone.localdate() + timedelta(days=85)
    accounts.deactivate(commander, by=cast.administrator, at=timezone.now())
    assert not Obligation.objects.filter(done_at=None).exists()


def test_administrators_see_accounts_that_nobody_tries(
    cast: SimpleNamespace, commander: User
) -> None:
    assert not work_of(cast.administrator)
    User.objects.filter(pk=commander.pk).update(emergency_since=NOON)
    assert "Ines" in work_of(cast.administrator)[0].what
    assert not work_of(cast.owner)


# The demo


def test_demo_logins_are_there_in_a_demo_only(client: Client, settings: Any, db: None) -> None:
    demo.build(at=timezone.now())
    someone = demo.person("Iris Vos")
    assert "Look around the demo" not in client.get(LOGIN).content.decode()
    assert client.post(f"/demo-login/{someone.pk}/").status_code == 404
    settings.DEMO = True
    assert "Iris Vos" in client.get(LOGIN).content.decode()
    hidden = User.objects.exclude(name__in=dict(demo.PERSONAS)).first()
    assert hidden is not None
    assert client.post(f"/demo-login/{hidden.pk}/").status_code == 404
    assert client.get(f"/demo-login/{someone.pk}/").status_code == 405
    answer = client.post(f"/demo-login/{someone.pk}/", {"next": "/profile/"})
    assert answer["Location"] == "/profile/"
    assert client.session["_auth_user_id"] == str(someone.pk)
    Organisation.objects.update(is_demo=False)
    assert Client().post(f"/demo-login/{someone.pk}/").status_code == 404


def test_demo_logins_are_printed_and_work(
    client: Client, settings: Any, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.build(at=timezone.now())
    settings.DEMO = True
    call_command("demo_logins")
    printed = capsys.readouterr().out
    for name, role in demo.PERSONAS:
        assert role in printed
        assert demo.person(name).email in printed
    log_in(client, demo.person("Iris Vos").email, demo.PASSWORD)
    assert demo.PASSWORD in printed
    assert is_in(client)


# People


def test_an_administrator_adds_a_person_who_sets_a_password(
    client: Client, cast: SimpleNamespace
) -> None:
    office = Client()
    office.force_login(cast.administrator)
    values = {"name": "Bo New", "email": "Bo@New.example", "invited": "on"}
    assert office.post("/user/new/", values).status_code == 302
    bo = User.objects.get(email="bo@new.example")
    assert not bo.has_usable_password()
    (link, *_rest) = links("bo@new.example")
    form = client.get(urlsplit(link).path, follow=True).context["action_url"]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert is_in(client)


def test_only_administrators_change_people(client: Client, cast: SimpleNamespace) -> None:
    page = f"/user/{cast.owner.pk}/"
    for actor in (cast.manager, cast.auditor, cast.executive, cast.coordinator):
        client.force_login(actor)
        for verb in ("invite", "deactivate", "reactivate", "unlock", "remove-code", "designate"):
            assert client.post(f"{page}{verb}/").status_code == 403, verb
    client.force_login(cast.nobody)
    assert client.post(f"{page}deactivate/").status_code == 404
    client.force_login(cast.administrator)
    assert client.post(f"{page}delete/").status_code == 404


def test_deactivating_ends_login_roles_tokens_and_links(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    owner = cast.owner
    client.force_login(owner)
    _token, text = accounts.create_token(by=owner, name="import", days=30)
    Link.objects.create(purpose="x", person=owner, token_hash="h", expires_at=NOON)
    accounts.deactivate(owner, by=cast.administrator, at=timezone.now(), reason="has left")
    assert client.get("/profile/").status_code == 302
    assert not Grant.objects.current(timezone.now()).filter(person=owner).exists()
    assert Grant.objects.filter(person=owner).exists()
    assert not get_token_model().objects.exists()
    assert Link.objects.get().revoked_at is not None
    bearer = {"HTTP_AUTHORIZATION": f"Token {text}"}
    assert Client().get("/api/core/unit/", **bearer).status_code == 401  # type: ignore[arg-type]
    accounts.reactivate(owner, by=cast.administrator, at=timezone.now())
    assert not User.objects.get(pk=owner.pk).access.is_member


def test_the_last_administrator_stays(cast: SimpleNamespace, person: Callable[..., User]) -> None:
    grant = Grant.objects.get(person=cast.administrator)
    with pytest.raises(ValidationError, match="only administrator"):
        accounts.end_grant(grant, by=cast.administrator, at=NOON + timedelta(days=400))
    with pytest.raises(ValidationError, match="yourself"):
        accounts.deactivate(cast.administrator, by=cast.administrator, at=timezone.now())
    second = person("bert", "administrator")
    accounts.deactivate(cast.administrator, by=second, at=timezone.now())
    grant.refresh_from_db()
    with pytest.raises(ValidationError, match="only administrator"):
        accounts.deactivate(second, by=None, at=timezone.now())


# One's own account


def test_the_profile_says_what_one_may_do(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.owner)
    page = re.sub(r"<[^>]+>|\s+", " ", client.get("/profile/").content.decode())
    assert re.search(r"Process owner\s+for what you own", page)
    client.force_login(cast.coordinator)
    page = re.sub(r"<[^>]+>|\s+", " ", client.get("/profile/").content.decode())
    assert re.search(r"Unit coordinator\s+for Operations and below", page)


def test_changes_the_own_profile_without_a_right_on_people(
    client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.owner)
    version = cast.owner.version
    values = {"name": "Olga Owner", "job_title": "Head", "time_zone": "Asia/Tokyo"}
    assert client.post("/profile/", {**values, "version": version}).status_code == 302
    cast.owner.refresh_from_db()
    assert (cast.owner.name, cast.owner.time_zone) == ("Olga Owner", "Asia/Tokyo")
    late = client.post("/profile/", {**values, "name": "Late", "version": version})
    assert late.status_code == 422
    assert client.post("/profile/", {**values, "is_emergency": "on", "email": "a@b.c"})
    cast.owner.refresh_from_db()
    assert (cast.owner.email, cast.owner.is_emergency) == ("olga@example.org", False)


def test_keeps_own_contact_methods_and_nobody_elses(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.owner)
    client.post("/profile/contact/", {"kind": "mobile", "value": "+31 6 1234"})
    mine = ContactMethod.objects.get(person=cast.owner)
    assert mine.checked_on == timezone.localdate()
    again = client.post("/profile/contact/", {"kind": "mobile", "value": "+31 6 1234"})
    assert again.status_code == 422
    client.force_login(cast.head)
    assert client.post(f"/profile/contact/{mine.pk}/remove/").status_code == 404
    client.force_login(cast.owner)
    client.post(f"/profile/contact/{mine.pk}/remove/")
    assert not ContactMethod.objects.exists()


def test_names_and_ends_a_deputy(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.owner)
    today = timezone.localdate()
    values = {"deputy": cast.head.pk, "from_on": today - timedelta(days=3), "until_on": ""}
    assert client.post("/profile/deputy/", values).status_code == 302
    assert User.objects.get(pk=cast.head.pk).access.roles() == {"unit_head", "process_owner"}
    values["until_on"] = today
    assert client.post("/profile/deputy/", values).status_code == 302
    record = Deputy.objects.get()
    assert record.until_on == today
    client.force_login(cast.head)
    assert client.post(f"/profile/deputy/{record.pk}/end/").status_code == 404
    client.force_login(cast.owner)
    client.post(f"/profile/deputy/{record.pk}/end/")
    assert User.objects.get(pk=cast.head.pk).access.roles() == {"unit_head"}
    wrong = {"deputy": cast.owner.pk, "from_on": today}
    assert client.post("/profile/deputy/", wrong).status_code == 422


def test_a_token_is_shown_once_works_and_is_revoked(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    client.post("/profile/token/", {"name": "nightly import", "days": "30"})
    page = client.get("/profile/").content.decode()
    text = re.search(r'class="token">([^<]+)<', page)
    assert text is not None
    assert text[1] not in client.get("/profile/").content.decode()
    token = get_token_model().objects.get()
    assert text[1] not in str(vars(token))
    assert timedelta(days=29) < token.expiry - timezone.now() < timedelta(days=31)
    bearer = {"HTTP_AUTHORIZATION": f"Token {text[1]}"}
    program = Client()
    assert program.get("/api/core/unit/", **bearer).status_code == 200  # type: ignore[arg-type]
    other = Client()
    other.force_login(cast.owner)
    assert other.post(f"/profile/token/{token.digest}/revoke/").status_code == 404
    client.post(f"/profile/token/{token.digest}/revoke/")
    assert program.get("/api/core/unit/", **bearer).status_code == 401  # type: ignore[arg-type]


# Administration


def test_logins_are_for_administrators_and_auditors(client: Client, cast: SimpleNamespace) -> None:
    log_in(Client(), "mona@example.org", "wrong")
    for actor, status in (
        (cast.administrator, 200),
        (cast.auditor, 200),
        (cast.manager, 403),
        (cast.owner, 403),
        (cast.nobody, 403),
    ):
        client.force_login(actor)
        assert client.get("/admin/logins/").status_code == status
    client.force_login(cast.auditor)
    assert "Wrong password" in client.get("/admin/logins/?outcome=wrong").content.decode()
    assert client.get("/admin/logins/?outcome=x&person=9999999999999&page=-1").status_code == 200


def test_admin_stands_in_the_menu_of_administrators(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.administrator)
    page = client.get("/user/").content.decode()
    for route in ("core:grant-list", "core:emergency-accounts", "core:organisation", "core:roles"):
        assert f'href="{reverse(route)}"' in page
    client.force_login(cast.owner)
    assert reverse("core:grant-list") not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["roles", "emergency", "organisation", "logins"])
def test_pages_of_administration_open(client: Client, cast: SimpleNamespace, path: str) -> None:
    client.force_login(cast.administrator)
    assert client.get(f"/admin/{path}/").status_code == 200


def test_changes_the_organisation(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.administrator)
    values = {"name": "Meridia Health", "time_zone": "Europe/Paris", "currency": "CHF"}
    assert client.post("/admin/organisation/", {**values, "version": "1"}).status_code == 302
    assert Organisation.objects.get().time_zone == "Europe/Paris"
    stale = client.post("/admin/organisation/", {**values, "name": "X", "version": "1"})
    assert stale.status_code == 409
    client.force_login(cast.manager)
    assert client.post("/admin/organisation/", values).status_code == 403
