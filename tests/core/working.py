"""Jobs for the tests, and the Celery application that a worker of the tests runs.

celery -A tests.core.working worker
"""

import time
from pathlib import Path
from typing import Any

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.db import connection

from continuity.celery import app
from core.jobs import Failed, RunningJob, job
from core.models import Unit

__all__ = ["app"]


@job("test.unit", title="Add a unit")
def add_unit(*, job: RunningJob, name: str, hold: str = "", steps: int = 2) -> None:
    """Adds a unit, then waits as long as the file `hold` is there."""
    Unit.objects.create(name=name)
    job.say(f"{name} is written")
    job.progress(1, steps, "half way")
    while hold and Path(hold).exists():
        time.sleep(0.02)
        job.check()
    job.progress(steps, steps)
    job.finish({"name": name}, url="/unit/")


@job("test.deaf")
def deaf(*, job: RunningJob, name: str, hold: str) -> None:
    """As above, but never looks whether it shall stop."""
    Unit.objects.create(name=name)
    job.say("waits")
    while Path(hold).exists():
        time.sleep(0.02)


@job("test.fails")
def fails(*, job: RunningJob, how: str) -> None:
    """Writes and then fails."""
    Unit.objects.create(name="never")
    if how == "said":
        raise Failed("The sheet has no column “name”.")
    raise ZeroDivisionError("a secret detail")


@job("test.cut")
def cut(*, job: RunningJob, how_often: int) -> None:
    """Loses its database connection in its first attempts."""
    if job.job.attempt <= how_often:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@job("test.any")
def anything(*, job: RunningJob, **args: Any) -> None:
    """Does nothing."""
