"""What the queue wakes and the clock asks for."""

import os
import socket

from celery import shared_task
from django.utils import timezone

from core import jobs, mail, obligations, worker


@shared_task(name="core.run_job")
def run_job(pk: int) -> None:
    """Carry out a waiting job."""
    worker.run(pk, worker=f"{socket.gethostname()}:{os.getpid()}")


@shared_task(name="core.wake_jobs")
def wake_jobs() -> None:
    """Send jobs that wait or have lost their worker."""
    jobs.wake(at=timezone.now())


@shared_task(name="core.send_mail")
def send_mail() -> None:
    """Send the mail that is due."""
    mail.send_due(at=timezone.now())


@shared_task(name="core.what_is_due")
def what_is_due() -> None:
    """Ask every module what is due, each in a task of its own: the fault of one stops no other."""
    for name in obligations.asked():
        ask.delay(name)


@shared_task(name="core.ask")
def ask(name: str) -> None:
    """Ask one cadence or reminder what is due now."""
    obligations.ask(name, at=timezone.now())
