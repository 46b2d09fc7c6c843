"""Carries jobs out: takes one with a lease, keeps the lease, ends it exactly once."""

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.models import Job, JobLog
from core.services import why

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
RENEW_SECONDS = 10.0
LOOK_SECONDS = 1.0
DATABASE_AWAY = (OperationalError, InterfaceError)


class Lost(Exception):
    """Another worker has taken the job over; this one's work must not count."""


class Keeper(threading.Thread):
    """Keeps a job's lease and shows its progress, by a database connection of its own.

    Its connection is a thread's own, so what it writes shows while the work's transaction is open.
    """

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"job-{job.pk}", daemon=True)
        self.job_id, self.attempt = job.pk, job.attempt
        self.shown: dict[str, Any] = {}
        self.lines: list[JobLog] = []
        self.asked_to_stop = self.lost = False
        self._fresh = threading.Lock()
        self._over = threading.Event()
        self._renew_at = monotonic() + RENEW_SECONDS
        self._unwritten = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self.join()

    def show(self, **columns: Any) -> None:
        """Have these columns of the job written at the next look."""
        with self._fresh:
            self.shown.update(columns)
            self._unwritten = True

    def line(self, text: str) -> None:
        """Have a line written into the log at the next look."""
        with self._fresh:
            self.lines.append(JobLog(job_id=self.job_id, at=timezone.now(), text=text))

    def hand_over(self) -> list[JobLog]:
        """The lines not yet written, for whoever writes them now."""
        with self._fresh:
            lines, self.lines = self.lines, []
        return lines

    def run(self) -> None:
        try:
            while not self._over.wait(LOOK_SECONDS):
                self._look()
            self._look()
        finally:
            connections.close_all()

    def _look(self) -> None:
        try:
            self._write_lines()
            self._write_row()
        except DATABASE_AWAY as error:
            # The next look tries again; without a renewed lease another worker takes over.
            log.warning("Job %s: the database is away: %s", self.job_id, error)
            connections.close_all()

    def _write_lines(self) -> None:
        lines = self.hand_over()
        try:
            JobLog.objects.bulk_create(lines)
        except DATABASE_AWAY:
            with self._fresh:
                self.lines[:0] = lines
            raise

    def _write_row(self) -> None:
        with self._fresh:
            columns = dict(self.shown) if self._unwritten else {}
            self._unwritten = False
        if monotonic() >= self._renew_at:
            columns["lease_until"] = timezone.now() + LEASE
            self._renew_at = monotonic() + RENEW_SECONDS
        mine = Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=Job.State.RUNNING)
        if columns:
            mine.update(**columns)
        asked = mine.values_list("cancel_requested", flat=True).first()
        self.lost, self.asked_to_stop = asked is None, bool(asked)


class Running:
    """A job while it runs, as its function sees it. See jobs.RunningJob."""

    def __init__(self, job: Job, keeper: Keeper) -> None:
        self.job = job
        self.keeper = keeper
        self.result: dict[str, Any] = {}
        self.url = self.note = ""

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is, and log a new note. Raises Cancelled when asked to stop."""
        self.keeper.show(done=done, total=total, note=note[:300])
        if note and note != self.note:
            self.say(note)
        self.note = note
        self.check()

    def say(self, text: str) -> None:
        """Write a line into the log."""
        self.keeper.line(text)

    def check(self) -> None:
        """Raise Cancelled when asked to stop, Lost when another worker has taken over."""
        if self.keeper.lost:
            raise Lost
        if self.keeper.asked_to_stop:
            raise jobs.Cancelled

    def finish(self, result: dict[str, Any] | None = None, url: str = "") -> None:
        """What the work led to, and the page that shows it; stored when it ends."""
        self.result, self.url = result or {}, url


def run(pk: int, *, worker: str) -> None:
    """Take a waiting job and carry it out; nothing when it does not wait any more."""
    job = take(pk, worker=worker, at=timezone.now())
    if job is None:
        return
    with Keeper(job) as keeper:
        running = Running(job, keeper)
        try:
            running.say(_("Begun."))
            carry_out(running)
        except jobs.Cancelled:
            end(job, lambda mine: jobs.close(mine, Job.State.CANCELLED, at=timezone.now()))
        except Lost:
            log.warning("Job %s was taken over by another worker; this attempt ends.", pk)
        except DATABASE_AWAY as error:
            connection.close()
            keeper.line(_("The database was away or busy: %(error)s") % {"error": error})
            end(job, _try_again)
        except Exception as error:
            # Whatever a job's function raises becomes that job's failure, never the worker's.
            log.exception("Job %s (%s) failed", pk, job.name)
            keeper.line("".join(traceback.format_exception(error)))
            sentence = explain(error)
            end(
                job,
                lambda mine: jobs.close(mine, Job.State.FAILED, at=timezone.now(), error=sentence),
            )


@transaction.atomic
def take(pk: int, *, worker: str, at: datetime) -> Job | None:
    """Make a waiting job this worker's own, for the length of a lease; None if it does not wait."""
    waiting = Job.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    job = waiting.select_related("started_by").filter(pk=pk, state=Job.State.QUEUED).first()
    if job is None:
        return None
    job.state, job.attempt, job.worker = Job.State.RUNNING, job.attempt + 1, worker[:100]
    job.started_at, job.lease_until = at, at + LEASE
    job.done, job.total, job.note = 0, 0, ""
    job.save()
    return job


def carry_out(running: Running) -> None:
    """Do the work and mark it done in one transaction: both or neither."""
    job = running.job
    with transaction.atomic(), why(by=job.started_by, where=f"job {job.name}", reason=job.title):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL application_name = %s", [jobs.trace_of(job)])
        jobs.spec(job.name).run(job=running, **job.args)
        mine = _mine(job)
        if mine.cancel_requested:
            raise jobs.Cancelled
        at = timezone.now()
        for name, value in running.keeper.shown.items():
            setattr(mine, name, value)
        mine.state, mine.finished_at, mine.lease_until = Job.State.DONE, at, None
        mine.result, mine.result_url = running.result, running.url
        mine.save()
        last = JobLog(job=mine, at=at, text=_("Done."))
        JobLog.objects.bulk_create([*running.keeper.hand_over(), last])
        text = _("“%(title)s” is done.") % {"title": mine.title}
        jobs.tell_starter(mine, text, at=at, mail=False)


def end(job: Job, how: Callable[[Job], None]) -> None:
    """End this attempt otherwise than by success, unless another worker has taken over."""
    try:
        with transaction.atomic():
            how(_mine(job))
    except Lost:
        log.warning("Job %s was taken over by another worker; this attempt ends.", job.pk)


def _mine(job: Job) -> Job:
    """The job's row under lock, if it is still this worker's. Raises Lost."""
    locked = Job.objects.select_for_update(no_key=True, of=("self",)).select_related("started_by")
    mine = locked.filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING).first()
    if mine is None:
        raise Lost
    return mine


def _try_again(mine: Job) -> None:
    if mine.cancel_requested:
        jobs.close(mine, Job.State.CANCELLED, at=timezone.now())
    elif mine.attempt >= jobs.ATTEMPTS:
        sentence = _(
            "The database could not be reached. Nothing was changed. Start it again later."
        )
        jobs.close(mine, Job.State.FAILED, at=timezone.now(), error=sentence)
    else:
        jobs.requeue(mine)


def explain(error: Exception) -> str:
    """What went wrong, in a sentence for the person who started the job."""
    if isinstance(error, jobs.Failed):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _(
        "Continuity made a mistake (%(kind)s). Nothing was changed. "
        "Start it again; if it fails again, give its log to your administrator."
    ) % {"kind": type(error).__name__}
