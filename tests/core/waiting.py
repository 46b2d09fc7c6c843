"""Waiting for what other processes and threads do."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Any

from django.db import connection, connections


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


def held_up(do: Callable[[], object]) -> Future[Any]:
    """Begun on a connection of its own, and held up by now by what this one has not committed."""

    def begin() -> object:
        with closing(connections["default"]):
            return do()

    others = ThreadPoolExecutor(1)
    begun = others.submit(begin)
    others.shutdown(wait=False)
    until(lambda: begun.done() or someone_waits_for_a_lock())
    assert not begun.done(), "nothing held it up"
    return begun
