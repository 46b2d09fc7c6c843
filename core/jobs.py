"""Work that takes time: declared with @job, started by name, watched, stopped, woken.

The row in Postgres is the truth; the queue only wakes a worker. A job's effect and its "done" commit
together, so a job that was cut off leaves nothing and is run again. core/worker.py carries jobs out.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Protocol

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as QueueAway

from core.models import Job, JobLog, User
from core.notifications import notify

log = logging.getLogger(__name__)

ATTEMPTS = 5
RESEND_AFTER = timedelta(seconds=15)
RESEND_AT_ONCE = 20
ALIVE = (Job.State.QUEUED, Job.State.RUNNING, Job.State.DONE)


class Cancelled(Exception):
    """The work was asked to stop. Let it pass: what was written is taken back."""


class Failed(Exception):
    """The work cannot be done, for the reason its sentence gives the person who started it."""


class RunningJob(Protocol):
    """What a job's function is handed: its row, and ways to show what goes on."""

    job: Job

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is. Raises Cancelled when asked to stop."""

    def say(self, text: str) -> None:
        """Write a line into the log."""

    def check(self) -> None:
        """Raise Cancelled when asked to stop, or when another worker has taken over."""

    def finish(self, result: dict[str, Any] | None = None, url: str = "") -> None:
        """What the work led to, and the page that shows it; stored when it ends."""


@dataclass(frozen=True)
class Spec:
    """A kind of job: its name, its function and its words."""

    name: str
    run: Callable[..., None]
    title: str | Promise


REGISTRY: dict[str, Spec] = {}


def job(name: str, *, title: str | Promise = "") -> Callable[[Callable[..., None]], Any]:
    """Declare `def run(*, job: RunningJob, **args) -> None` in a module's tasks.py as a job.

    It runs inside one transaction; mail and other outside effects are outbox rows.
    """

    def register(run: Callable[..., None]) -> Callable[..., None]:
        if name in REGISTRY and REGISTRY[name].run.__qualname__ != run.__qualname__:
            raise ValueError(f"There is already a job {name!r}.")
        REGISTRY[name] = Spec(name, run, title or name)
        return run

    return register


@lru_cache(maxsize=1)
def _discover() -> None:
    autodiscover_modules("tasks")


def spec(name: str) -> Spec:
    """The kind of job of that name; LookupError where no tasks.py declares it."""
    _discover()
    if name not in REGISTRY:
        raise LookupError(f"No tasks.py declares a job {name!r}.")
    return REGISTRY[name]


def start(
    name: str, /, *, key: str, title: str | Promise = "", by: User | None = None, **args: Any
) -> Job:
    """Have the work done once: the same key waiting, running or done gives that job back.

    A failed or stopped job frees its key. `args` must be plain JSON values, none named
    key, title or by. The job is sent when
    the transaction commits; without a commit there is no job.
    """
    words = str(title or spec(name).title)[:200]
    while True:
        if existing := Job.objects.filter(key=key, state__in=ALIVE).first():
            return existing
        try:
            with transaction.atomic():
                created = Job.objects.create(
                    name=spec(name).name, key=key, title=words, args=args, started_by=by
                )
        except IntegrityError:
            # Somebody started the same at this moment; the next turn finds theirs.
            continue
        transaction.on_commit(partial(send, created.pk))
        return created


def send(pk: int) -> None:
    """Wake a worker for a job. When the queue is away the job waits for the next wake."""
    try:
        current_app.send_task("core.run_job", args=[pk], retry=False)
    except QueueAway as error:
        log.warning("Job %s waits for the queue: %s", pk, error)
        return
    Job.objects.filter(pk=pk, state=Job.State.QUEUED).update(sent_at=timezone.now())


def wake(*, at: datetime) -> list[int]:
    """Put back what lost its worker and send what waits; the ids sent.

    What lost its worker ATTEMPTS times has failed. A long queue is sent a few at a time.
    """
    with transaction.atomic():
        running = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=at)
        for lapsed in running.select_for_update(skip_locked=True, no_key=True, of=("self",)):
            _put_back(lapsed, at=at)
    waiting = Job.objects.filter(state=Job.State.QUEUED).filter(
        Q(sent_at=None) | Q(sent_at__lt=at - RESEND_AFTER)
    )
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:RESEND_AT_ONCE])
    for pk in ids:
        send(pk)
    return ids


def trace_of(job: Job) -> str:
    """The name under which an attempt's transaction stands in the database."""
    return f"continuity job {job.pk}.{job.attempt}"


def _cut_off(lapsed: Job) -> None:
    """End the transaction a standing worker still holds, so that its locks block nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = %s",
            [trace_of(lapsed)],
        )


def _put_back(lapsed: Job, *, at: datetime) -> None:
    _cut_off(lapsed)
    if lapsed.cancel_requested:
        close(lapsed, Job.State.CANCELLED, at=at)
    elif lapsed.attempt >= ATTEMPTS:
        sentence = _("It was begun %(count)s times and cut off each time. Nothing was changed.")
        close(lapsed, Job.State.FAILED, at=at, error=sentence % {"count": lapsed.attempt})
    else:
        requeue(lapsed)
        JobLog.objects.create(
            job=lapsed, at=at, text=_("The worker stopped answering. The work is begun again.")
        )


def requeue(job: Job) -> None:
    """Let another worker take the job. Its row must be locked."""
    job.state, job.sent_at, job.lease_until = Job.State.QUEUED, None, None
    job.save(update_fields=["state", "sent_at", "lease_until"])


def close(job: Job, state: Job.State, *, at: datetime, error: str = "") -> None:
    """End a job without success and tell its starter if it failed. Its row must be locked."""
    job.state, job.finished_at, job.error, job.lease_until = state, at, error, None
    job.save(update_fields=["state", "finished_at", "error", "lease_until"])
    said = _("Failed. %(error)s") % {"error": error} if error else _("Stopped.")
    JobLog.objects.create(job=job, at=at, text=said)
    if state == Job.State.FAILED and job.started_by:
        text = _("“%(title)s” failed. %(error)s") % {"title": job.title, "error": error}
        tell_starter(job, text, at=at, mail=True)


def tell_starter(job: Job, text: str, *, at: datetime, mail: bool) -> None:
    """Notify whoever started the job of its end, once."""
    if job.started_by:
        key = f"job:{job.pk}:{job.state}"
        url = job.get_absolute_url()
        notify(person=job.started_by, text=text, url=url, key=key, at=at, mail=mail)


def may_stop(job: Job, actor: User) -> bool:
    """Whether the person may stop the job: their own, or anyone's for an administrator."""
    return job.started_by_id == actor.pk or actor.access.may("cancel", Job)


@transaction.atomic
def cancel(job: Job, *, by: User, at: datetime) -> Job:
    """Ask a job to stop: at once while it waits, else at its next step. Over: nothing happens."""
    stored = Job.objects.select_for_update(no_key=True, of=("self",)).get(pk=job.pk)
    if not may_stop(stored, by):
        raise PermissionDenied(_("Only who started this may stop it."))
    waits = stored.state == Job.State.QUEUED
    if not waits and (stored.state != Job.State.RUNNING or stored.cancel_requested):
        return stored
    JobLog.objects.create(
        job=stored, at=at, text=_("%(person)s asked it to stop.") % {"person": by}
    )
    if waits:
        close(stored, Job.State.CANCELLED, at=at)
    else:
        stored.cancel_requested = True
        stored.save(update_fields=["cancel_requested"])
    return stored


def again(job: Job, *, by: User) -> Job:
    """Start once more what failed or was stopped, with the same key and arguments."""
    return start(job.name, key=job.key, title=job.title, by=by, **job.args)
