"""The test database: every pytest process works on its own copy of the migrated template.

`bin/test` starts the servers and loads this as a plugin; `conftest.py` imports the fixture.
"""

import atexit
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from continuity.launch.servers import Valkey

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def own_folder_and_queue() -> None:
    """Gives a parallel worker a data folder and a queue of its own, before settings are read."""
    if os.environ["CONTINUITY_DATA"].endswith(WORKER):
        return
    run = Path(os.environ["CONTINUITY_DATA"])
    data = run / WORKER
    data.mkdir(mode=0o711)
    (data / "static").symlink_to(run / "static")
    valkey = Valkey(data)
    valkey.start()
    atexit.register(valkey.stop)
    os.environ |= {"CONTINUITY_DATA": str(data), "REDIS_URL": valkey.url()}


if "CONTINUITY_TEST_TEMPLATE" not in os.environ:
    pytest.exit("Start the tests with bin/test, which brings their database.", returncode=4)
if WORKER:
    own_folder_and_queue()


def clone_template() -> None:
    """Gives this process a fresh copy of the template, in place of the one it may have."""
    connections.close_all()
    connection = connections["default"]
    template, name = os.environ["CONTINUITY_TEST_TEMPLATE"], f"test_{WORKER or 'main'}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def clone_after_test(test: TransactionTestCase) -> None:
    """In place of emptying every table after a test that commits: as fast, and keeps the rows
    that migrations insert."""
    clone_template()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In place of pytest-django's: a copy of the template (0.2 s), not a minute of migrations."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", clone_after_test)
        clone_template()
        yield
        connections.close_all()
