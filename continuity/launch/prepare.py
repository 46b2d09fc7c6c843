"""Brings the database in step with the code; run by `bin/serve` as a process of its own.

Its lines are for the terminal. One that starts with `REFUSED` is the reason why it cannot go on,
one that starts with `LOGIN` is held back until the pages answer.
"""

import io
import sys

from django import setup
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError
from redis import Redis, RedisError

from continuity.launch.words import Failure, say

REFUSED = "REFUSED "
LOGIN = "LOGIN "


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
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    except DatabaseError as error:
        first = str(error).strip().splitlines()[0]
        raise Failure(f"A migration failed and was taken back: {first}") from error


def load_demo() -> None:
    """Loads the demo organisation, where the application brings one."""
    if "demo" in get_commands():
        say("Building the demo organisation.")
        call_command("demo")


def hold_logins() -> None:
    """Hands the demo logins to the supervisor, which prints them when the pages answer."""
    if settings.DEMO and "demo_logins" in get_commands():
        text = io.StringIO()
        call_command("demo_logins", stdout=text)
        for line in text.getvalue().splitlines():
            say(f"{LOGIN}{line}")


def main(arguments: list[str]) -> int:
    """Checks, migrates and fills the database; 0 when the application can start."""
    setup()
    try:
        check_queue()
        check_database()
        executor = MigrationExecutor(connection)
        check_not_newer(executor)
        fresh = not executor.loader.applied_migrations
        migrate(executor)
        if fresh and "--demo" in arguments:
            load_demo()
        hold_logins()
    except Failure as failure:
        say(f"{REFUSED}{failure}")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
