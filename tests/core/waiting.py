"""Waiting for what other processes and threads do."""

import time
from collections.abc import Callable

from django.db import connection


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait until the condition holds."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not come"
        time.sleep(0.05)


def someone_waits_for_a_lock() -> bool:
    """Whether another connection to this database is held up by a lock."""
    with connection.cursor() as cursor:
        # Not pg_stat_activity: within a transaction it shows one moment only.
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
