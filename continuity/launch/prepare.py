"""Brings the database in step with the code; run by `bin/serve` as a process of its own.

Its lines are for the terminal. One that starts with `REFUSED` is the reason why it cannot go on;
`DEMO` says that the database now holds the demo organisation.
"""

import os
import sys

from django import setup
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError
from django.utils.module_loading import import_string
from redis import Redis, RedisError

from continuity.launch import lean
from continuity.launch.words import Failure, say

REFUSED = "REFUSED "
DEMO = "DEMO loaded"


def check_key() -> None:
    """Refuses to start an installation whose signing key everybody knows."""
    stored = settings.DATA_DIR / "secret_key"
    if not os.environ.get("SECRET_KEY") and not stored.exists():
        raise Failure("SECRET_KEY is not set; set it to a long random text and keep it.")


def check_queue() -> None:
    """Refuses when the queue does not answer."""
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=10) as queue:
            queue.ping()
    except RedisError as error:
        raise Failure(f"The queue (REDIS_URL) does not answer: {error}") from error


def check_database() -> None:
    """Refuses when the database does not answer or is too old to understand the application."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        first = str(error).strip().splitlines()[0]
        raise Failure(f"The database (DATABASE_URL) does not answer: {first}") from error
    version = connection.cursor().connection.info.server_version
    if version < 160000:
        raise Failure(
            f"The database is PostgreSQL {version // 10000}; Continuity needs 16 or newer."
        )


def check_not_newer(executor: MigrationExecutor) -> None:
    """Refuses a database that a newer version of the application has changed."""
    known = executor.loader.disk_migrations or {}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if (app, name) not in known
    )
    if unknown:
        raise Failure(
            f"The database was changed by a newer version of Continuity ({unknown[-1]} is not "
            "known here); start that version again, or restore a backup made before it. "
            "Nothing was changed."
        )


def migrate(executor: MigrationExecutor) -> None:
    """Applies the migrations that are missing."""
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return
    say(f"Migrating the database ({len(missing)} steps).")
    try:
        lean.migrate()
    except DatabaseError as error:
        first = str(error).strip().splitlines()[0]
        raise Failure(f"A migration failed and was taken back: {first}") from error


def load_demo() -> None:
    """Loads the demo organisation."""
    say("Building the demo organisation.")
    try:
        call_command("demo")
    except CommandError as error:
        raise Failure(f"The demo organisation could not be built: {error}") from error
    say(DEMO)


def main(arguments: list[str]) -> int:
    """Checks, migrates and fills the database; 0 when the application can start."""
    setup()
    try:
        check_key()
        check_queue()
        check_database()
        executor = MigrationExecutor(connection)
        check_not_newer(executor)
        fresh = not executor.loader.applied_migrations
        migrate(executor)
        if fresh and "--demo" in arguments:
            load_demo()
        import_string("core.search.fill")()
    except Failure as failure:
        say(f"{REFUSED}{failure}")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
