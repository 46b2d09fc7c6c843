"""What every test may use: the database, and a standing cast in a small organisation."""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import hypothesis
import pytest
from django.conf import settings

from core.models import Grant, Organisation, Unit, User
from tests.database import django_db_setup

__all__ = ["django_db_setup"]

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "a long and plain password"


# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy")


def pytest_configure() -> None:
    """A password is checked a thousand times here: with a hash that costs nothing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no worker is left with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it after every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def noon() -> datetime:
    """The moment the tests speak of."""
    return NOON


@pytest.fixture
def organisation(db: None) -> Organisation:
    """The organisation all tests are about."""
    return Organisation.objects.create(pk=1, name="Meridia", time_zone="Europe/Amsterdam")


@pytest.fixture
def units(organisation: Organisation) -> SimpleNamespace:
    """A small tree: operations with claims below it, and payments beside."""
    operations = Unit.objects.create(name="Operations")
    return SimpleNamespace(
        operations=operations,
        claims=Unit.objects.create(name="Claims", parent=operations),
        payments=Unit.objects.create(name="Payments"),
    )


@pytest.fixture
def person(organisation: Organisation) -> Callable[..., User]:
    """Makes a person: person("ann", "unit_coordinator", unit, home=unit)."""

    def make_person(
        name: str, role: str = "", unit: Unit | None = None, *, home: Unit | None = None
    ) -> User:
        user = User(email=f"{name}@example.org", name=name.title(), unit=home or unit)
        user.set_password(PASSWORD)
        user.save()
        if role:
            Grant.objects.create(person=user, role=role, unit=unit, from_at=LONG_AGO)
        return user

    return make_person


@pytest.fixture
def cast(units: SimpleNamespace, person: Callable[..., User]) -> SimpleNamespace:
    """One of each: managers, owners, heads, auditors, and a coordinator of another unit."""
    return SimpleNamespace(
        manager=person("mona", "continuity_manager"),
        coordinator=person("carl", "unit_coordinator", units.operations),
        stranger=person("stan", "unit_coordinator", units.payments),
        head=person("hedy", "unit_head", units.claims),
        owner=person("olga", "process_owner", units.claims),
        service_owner=person("sven", "service_owner", home=units.operations),
        auditor=person("aida", "auditor"),
        executive=person("emil", "executive"),
        administrator=person("adam", "administrator"),
        nobody=person("nora"),
    )
