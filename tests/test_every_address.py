"""Every address of the URL table: closed to strangers and to people without a role, unless named here."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

pytestmark = pytest.mark.django_db

# Open to strangers: the way in, what a link opens after its own check, and what holds no data.
OPEN = ("account/", "l/", "setup/", "demo-login/", "static/")
# Open to anybody with a login, role or not: their own things.
OWN = (
    "calendar/",
    "",
    "my-work/",
    "search/",
    "profile/",
    "notifications/",
    "drafts/",
    "api/schema/",
    "api/docs/",
    "api/core/obligation",
)
CLOSED = {302, 401, 403, 404, 405}
SAMPLES = {IntConverter: "1", UUIDConverter: "6f1d9a1e-0000-4000-8000-000000000000"}


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every address of the table, its parameters filled with samples."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, prefix + fill(pattern))
        else:
            yield prefix + fill(pattern)


def fill(pattern: URLPattern | URLResolver) -> str:
    """The route with its parameters filled; regular expressions of the API router simplified."""
    converters = pattern.pattern.converters
    if not hasattr(pattern.pattern, "_route"):
        plain = pattern.pattern.regex.pattern.lstrip("^").rstrip("$").removesuffix("\\Z")
        plain = plain.replace("(?P<pk>[^/.]+)", "1").replace("\\.(?P<format>[a-z0-9]+)/?", ".json")
        plain = plain.replace("(?P<format>\\.[a-z0-9]+/?)", ".json")
        return plain.replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "1-a")
    route = str(pattern.pattern._route)
    route = route.replace("<drf_format_suffix:format>", ".json")
    for name, converter in converters.items():
        for spelt in (
            f"<{name}>",
            f"<int:{name}>",
            f"<str:{name}>",
            f"<uuid:{name}>",
            f"<slug:{name}>",
            f"<path:{name}>",
            f"<linktoken:{name}>",
            f"<linkid:{name}>",
        ):
            route = route.replace(spelt, SAMPLES.get(type(converter), "1"))
    return route


ADDRESSES = sorted(set(addresses()))


def test_the_table_is_read_whole() -> None:
    assert len(ADDRESSES) > 20
    assert not [address for address in ADDRESSES if "<" in address or "(" in address]


def test_closed_to_strangers(client: Client, cast: SimpleNamespace) -> None:
    for address in ADDRESSES:
        if address.startswith(OPEN):
            continue
        for ask in (client.get, client.post):
            answer = ask("/" + address)
            assert answer.status_code in CLOSED, (ask.__name__, address, answer.status_code)


def test_closed_to_people_without_a_role(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.nobody)
    for address in ADDRESSES:
        own = address in ("", "api/", "api/.json") or address.startswith(
            tuple(part for part in OWN if part)
        )
        if address.startswith(OPEN) or own:
            continue
        answer = client.get("/" + address)
        assert answer.status_code in CLOSED, (address, answer.status_code)
