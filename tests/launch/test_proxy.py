"""Behind a proxy that ends TLS, with the settings of the recipe in docs/operations.md."""

import json
import os
import re
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from continuity.launch import places
from core.http import client_address
from core.models import LoginEvent, Unit
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

RECIPE = re.search(r"^    export (.+)$", (places.ROOT / "docs" / "operations.md").read_text(), re.M)
READ = (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
)
OUTER = ("ALLOWED_HOSTS", "TRUSTED_ORIGINS", "TRUSTED_PROXIES", "SITE_URL")
PRINT = """
import json
from continuity import settings
print(json.dumps({name: getattr(settings, name) for name in %r}))
"""


def settings_with(**given: str) -> dict[str, Any]:
    """What the settings come to in an environment."""
    environment = {name: value for name, value in os.environ.items() if name not in OUTER}
    said = subprocess.run(
        [sys.executable, "-c", PRINT % (READ,)],
        cwd=places.ROOT,
        env=environment | given,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return dict(json.loads(said))


@pytest.fixture
def recipe(settings: Any) -> None:
    """The settings as the recipe's line makes them."""
    assert RECIPE is not None
    given = dict(pair.split("=", 1) for pair in RECIPE[1].split())
    for name, value in settings_with(**given).items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)


def through_proxy(client: Client, path: str, data: dict[str, str] | None = None) -> Any:
    """A request as the proxy hands it on; with data, a form sent from a page of ours."""
    said = {
        "HTTP_HOST": "continuity.example.org",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_FOR": "198.51.100.9, 203.0.113.7",
        "REMOTE_ADDR": "172.18.0.1",
    }
    if data is None:
        return client.get(path, **said)  # type: ignore[arg-type]
    data |= {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    said["HTTP_ORIGIN"] = "https://continuity.example.org"
    return client.post(path, data, **said)  # type: ignore[arg-type]


def test_one_logs_in_and_works_over_tls(recipe: None, cast: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    page = through_proxy(client, "/account/login/")
    assert page.status_code == 200
    assert page["Strict-Transport-Security"] == "max-age=31536000"
    typed = {"login": "mona@example.org", "password": PASSWORD}
    assert through_proxy(client, "/account/login/", typed).status_code == 302
    assert client.cookies["sessionid"]["secure"]
    assert client.cookies["csrftoken"]["secure"]
    assert LoginEvent.objects.get().address == "203.0.113.7"
    through_proxy(client, "/unit/new/")
    assert through_proxy(client, "/unit/new/", {"name": "Legal"}).status_code == 302
    written = Unit.pgh_event_model.objects.select_related("pgh_context").get(name="Legal")
    assert written.pgh_context.metadata["address"] == "203.0.113.7"


def test_another_sites_form_is_refused(recipe: None, cast: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.manager)
    answer = client.post(
        "/unit/new/",
        {"name": "Evil"},
        HTTP_HOST="continuity.example.org",
        HTTP_ORIGIN="https://evil.example",
        HTTP_X_FORWARDED_PROTO="https",
    )
    assert answer.status_code == 403


def test_without_a_proxy_its_headers_are_believed_by_nobody(client: Client) -> None:
    plain = settings_with(SITE_URL="http://10.0.0.5:8000")
    assert plain["SECURE_PROXY_SSL_HEADER"] is None
    assert plain["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert plain["ALLOWED_HOSTS"][0] == "10.0.0.5"
    assert plain["CSRF_TRUSTED_ORIGINS"] == ["http://10.0.0.5:8000"]
    assert not plain["SESSION_COOKIE_SECURE"]
    assert plain["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.7", "172.18.0.1"),
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.7"),
        (2, "203.0.113.7, 10.1.1.1", "203.0.113.7"),
        (2, "203.0.113.7", "172.18.0.1"),
        (1, "", "172.18.0.1"),
        (1, "nonsense", None),
    ],
)
def test_the_address_is_the_one_the_proxies_saw(
    settings: Any, proxies: int, header: str, address: str | None
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "172.18.0.1", "HTTP_X_FORWARDED_FOR": header}
    assert client_address(request) == address


def test_containers_expect_one_proxy_and_hand_over_the_login() -> None:
    compose = (places.ROOT / "docker-compose.yml").read_text()
    read = (places.ROOT / "continuity" / "settings.py").read_text()
    documented = (places.ROOT / "docs" / "operations.md").read_text()
    names = set(re.findall(r'"(OIDC_\w+)"', read)) - {"OIDC_SERVER_URL"}
    assert "TRUSTED_PROXIES: ${TRUSTED_PROXIES:-1}" in compose
    assert set(re.findall(r"^    (OIDC_\w+):", compose, re.M)) == names
    assert [name for name in names if f"`{name}`" not in documented] == []
