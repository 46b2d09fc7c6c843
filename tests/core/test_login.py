"""Passwords, a new one by mail, and what is typed when a login has ended."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from core import accounts, logins
from core.logins import Origin, Outcome
from core.models import LoginEvent, MailMessage, Organisation, User
from tests.conftest import NOON
from tests.core.entrance import LOGIN, NEW_PASSWORD, is_in, links, log_in, outcomes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


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
