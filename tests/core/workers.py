"""Worker processes for the tests of jobs, and ways to let time pass for them."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from continuity.celery import app
from core import jobs, worker
from core.models import Job
from tests.core import working

assert working.app is app
committing = pytest.mark.django_db(transaction=True)
rolled_back = pytest.mark.django_db


class Worker:
    """A Celery worker process on the test's database, in a process group of its own."""

    def __init__(self) -> None:
        parts = urlsplit(os.environ["DATABASE_URL"])
        name = connection.settings_dict["NAME"]
        environment = os.environ | {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
        command = [sys.executable, "-m", "celery", "-A", "tests.core.working", "worker"]
        options = ["--concurrency", "1", "--loglevel", "WARNING", "--without-gossip"]
        self.process = subprocess.Popen(
            [*command, *options, "--without-mingle", "--without-heartbeat"],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
        )

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the worker and the processes of its pool."""
        os.killpg(self.process.pid, number)

    def end(self) -> None:
        """Kill it, if it is still there."""
        try:
            self.signal(signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()


def lapse() -> None:
    """Let the leases run out, as the clock would do it."""
    jobs.wake(at=timezone.now() + worker.LEASE + timedelta(seconds=5))


def sent_again(job: Job) -> bool:
    """Send once more what waits: the queue may have handed it to a worker that stands still."""
    time.sleep(0.5)
    jobs.wake(at=timezone.now() + jobs.RESEND_AFTER)
    return True
