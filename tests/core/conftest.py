"""What the tests of core share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from core import emergency
from core.models import User
from tests.core.entrance import with_app
from tests.core.provider import CLIENT, SECRET, Provider
from tests.core.workers import Worker


@pytest.fixture
def no_rate() -> None:
    """Tests log in more often a minute than people."""
    cache.clear()


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


@pytest.fixture
def commander(person: Callable[..., User]) -> User:
    """An incident commander with an emergency account and an app."""
    made = person("ines", "incident_commander")
    emergency.designate(made, by=None, at=timezone.now())
    return with_app(User.objects.get(pk=made.pk))


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[[], Worker]]:
    """Starts worker processes; all are ended with the test."""
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker())
        return started[-1]

    yield start
    for one in started:
        one.end()


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """A file that makes the job wait while it exists."""
    file = tmp_path / "hold"
    file.touch()
    return file
