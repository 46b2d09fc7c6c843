"""The first set-up of an installation: once, and by whoever installed it."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client

from continuity.key import require_key
from core import accounts
from core.models import Organisation, User
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
SET_UP = {
    "organisation": "Meridia",
    "time_zone": "Europe/Amsterdam",
    "currency": "eur",
    "name": "Ada First",
    "email": "Ada@Meridia.example",
    "password": "seven green bicycles stand there",
    "runs_programme": "on",
}


def shown() -> dict[str, str]:
    """The form, from the address that the installation's log tells."""
    return SET_UP | {"token": accounts.set_up_token()}


def test_an_empty_installation_leads_to_its_set_up_and_is_set_up_once(client: Client) -> None:
    for path in ("/", "/unit/", LOGIN, "/api/core/unit/"):
        assert client.get(path)["Location"] == "/setup/"
    address = accounts.set_up_address()
    assert address.startswith("http")
    page = client.get(address)
    assert page.context["form"]
    assert client.post("/setup/", SET_UP | {"token": page.context["token"]})["Location"] == "/"
    assert "_auth_user_id" in client.session
    ada = User.objects.get()
    assert ada.email == "ada@meridia.example"
    assert ada.access.roles() == {"administrator", "continuity_manager"}
    assert Organisation.objects.get().currency == "EUR"
    assert accounts.set_up_address() == ""
    for again in (client, Client()):
        assert again.get(address).status_code == 404
        assert again.post("/setup/", shown()).status_code == 404
    values = {**SET_UP, "currency": "EUR", "runs_programme": False}
    with pytest.raises(accounts.AlreadySetUp):
        accounts.set_up(**values, at=NOON)  # type: ignore[arg-type]


@pytest.mark.parametrize("token", ["", "guessed", "é", "0" * 32])
def test_who_comes_by_first_is_told_where_to_look_and_gets_nothing(
    token: str, client: Client
) -> None:
    page = client.get("/setup/", {"token": token})
    assert page.status_code == (403 if token else 200)
    assert "docker compose logs web" in page.content.decode()
    assert "form" not in page.context
    assert client.post("/setup/", SET_UP | {"token": token}).status_code == 403
    assert not User.objects.exists()


def test_log_tells_the_address_once(
    client: Client, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.SET_UP_TOLD = False
    for _visit in range(2):
        client.get("/")
    told = [record.getMessage() for record in caplog.records if record.name == "core.gate"]
    assert told == [f"Nobody can log in yet. Set up Continuity at {accounts.set_up_address()}"]


def test_command_prints_the_address() -> None:
    out = StringIO()
    call_command("setup_address", stdout=out)
    assert out.getvalue().strip() == accounts.set_up_address()
    User.objects.create(email="a@example.org", name="A")
    call_command("setup_address", stdout=out)
    assert "set up already" in out.getvalue()


def test_a_wrong_set_up_says_so_and_makes_nothing(client: Client) -> None:
    answer = client.post("/setup/", shown() | {"password": "password1234", "time_zone": "Mars"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"password", "time_zone"}
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_an_administrator_alone_does_not_run_the_programme(client: Client) -> None:
    given = shown()
    given.pop("runs_programme")
    client.post("/setup/", given)
    assert User.objects.get().access.roles() == {"administrator"}


def test_nothing_serves_without_a_signing_key(settings: Any) -> None:
    require_key()
    settings.SECRET_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="keep it"):
        require_key()
