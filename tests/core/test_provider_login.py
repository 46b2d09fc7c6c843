"""The organisation's own login."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from core.models import LoginEvent, User
from tests.conftest import PASSWORD
from tests.core.entrance import LOGIN, is_in, outcomes
from tests.core.provider import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


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
