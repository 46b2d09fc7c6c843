"""People as an administrator and as they themselves keep them."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import get_token_model

from core import accounts
from core.clock import organisation_day
from core.models import ContactMethod, Deputy, Grant, Link, Organisation, User
from tests.conftest import NOON
from tests.core.entrance import NEW_PASSWORD, is_in, links, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


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
    assert mine.checked_on == organisation_day(timezone.now())
    again = client.post("/profile/contact/", {"kind": "mobile", "value": "+31 6 1234"})
    assert again.status_code == 422
    client.force_login(cast.head)
    assert client.post(f"/profile/contact/{mine.pk}/remove/").status_code == 404
    client.force_login(cast.owner)
    client.post(f"/profile/contact/{mine.pk}/remove/")
    assert not ContactMethod.objects.exists()


def test_names_and_ends_a_deputy(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.owner)
    today = organisation_day(timezone.now())
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
