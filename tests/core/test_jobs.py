"""Work that takes time: begun once, shown, stopped, cut off and run again, ended exactly once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from continuity.celery import app
from core import jobs, worker
from core.jobwords import counted
from core.models import Job, MailMessage, Notification, Unit, User
from tests.core import working
from tests.core.waiting import someone_waits_for_a_lock, until

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


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[[], Worker]]:
    """Starts worker processes; all are ended with the test."""
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker())
        return started[-1]

    yield start
    for one in started:
        one.end()


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """A file that makes the job wait while it exists."""
    file = tmp_path / "hold"
    file.touch()
    return file


def lapse() -> None:
    """Let the leases run out, as the clock would do it."""
    jobs.wake(at=timezone.now() + worker.LEASE + timedelta(seconds=5))


def sent_again(job: Job) -> bool:
    """Send once more what waits: the queue may have handed it to a worker that stands still."""
    time.sleep(0.5)
    jobs.wake(at=timezone.now() + jobs.RESEND_AFTER)
    return True


# Started once


@rolled_back
def test_same_key_is_started_once() -> None:
    first = jobs.start("test.any", key="report:1")
    assert jobs.start("test.any", key="report:1") == first
    assert jobs.start("test.any", key="report:2") != first


@rolled_back
@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_failed_and_stopped_free_their_key(state: str) -> None:
    first = jobs.start("test.any", key="report:1")
    Job.objects.filter(pk=first.pk).update(state=state)
    assert jobs.start("test.any", key="report:1") != first


@rolled_back
def test_unknown_name_is_refused_at_once() -> None:
    with pytest.raises(LookupError, match="No tasks"):
        jobs.start("test.nothing", key="x")


@committing
def test_two_starters_at_the_same_moment_get_one_job() -> None:
    found: list[int] = []

    def begin() -> None:
        with closing(connections["default"]):
            found.append(jobs.start("test.any", key="same").pk)

    second = threading.Thread(target=begin)
    with transaction.atomic():
        first = jobs.start("test.any", key="same")
        second.start()
        until(someone_waits_for_a_lock)
    second.join()
    assert found == [first.pk]


@committing
def test_no_commit_no_job() -> None:
    with transaction.atomic():
        jobs.start("test.any", key="x")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


# Carried out


@committing
def test_effect_and_done_come_together(person: Callable[..., User]) -> None:
    ann = person("ann")
    job = jobs.start("test.unit", key="x", by=ann, name="Claims")
    worker.run(job.pk, worker="here")
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.attempt) == ("done", 2, 2, 1)
    assert (job.result, job.result_url) == ({"name": "Claims"}, "/unit/")
    assert Unit.objects.filter(name="Claims").count() == 1
    assert [line.text for line in job.log.all()] == [
        "Begun.",
        "Claims is written",
        "half way",
        "Done.",
    ]
    assert Notification.objects.get(person=ann).text == "“Add a unit” is done."
    assert not MailMessage.objects.exists()


@committing
def test_done_job_does_not_run_again() -> None:
    job = jobs.start("test.unit", key="x", name="Claims")
    for _turn in range(2):
        worker.run(job.pk, worker="here")
    assert Unit.objects.filter(name="Claims").count() == 1


@committing
def test_history_names_the_starter_and_the_job(person: Callable[..., User]) -> None:
    ann = person("ann")
    job = jobs.start("test.unit", key="x", by=ann, name="Claims")
    worker.run(job.pk, worker="here")
    event = Unit.pgh_event_model.objects.select_related("pgh_context").get(name="Claims")
    assert event.pgh_context.metadata["user"] == ann.pk
    assert event.pgh_context.metadata["where"] == "job test.unit"


@committing
@pytest.mark.parametrize(
    ("how", "sentence"),
    [("said", "The sheet has no column “name”."), ("fault", "Continuity made a mistake (Zero")],
)
def test_failure_takes_back_says_why_and_tells(
    how: str, sentence: str, person: Callable[..., User]
) -> None:
    ann = person("ann")
    job = jobs.start("test.fails", key="x", by=ann, how=how)
    worker.run(job.pk, worker="here")
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error.startswith(sentence)
    assert "a secret detail" not in job.error
    assert not Unit.objects.filter(name="never").exists()
    first, trace, last = job.log.order_by("at")
    assert first.text == "Begun."
    assert "Traceback" in trace.text
    assert last.text == f"Failed. {job.error}"
    assert sentence in Notification.objects.get(person=ann).text
    assert MailMessage.objects.get().to == ann.email


@committing
def test_progress_shows_while_the_work_is_open(
    start_worker: Callable[[], Worker], hold: Path
) -> None:
    job = jobs.start("test.unit", key="x", name="Claims", hold=str(hold))
    start_worker()
    until(lambda: Job.objects.get(pk=job.pk).done == 1)
    shown = Job.objects.get(pk=job.pk)
    assert (shown.state, shown.total, shown.note) == ("running", 2, "half way")
    until(lambda: shown.log.filter(text="Claims is written").exists())
    assert not Unit.objects.filter(name="Claims").exists()
    hold.unlink()
    until(lambda: Job.objects.get(pk=job.pk).state == "done")
    assert Unit.objects.filter(name="Claims").count() == 1


# Cut off


@committing
def test_killed_worker_job_is_run_again_and_ends_once(
    start_worker: Callable[[], Worker], hold: Path, person: Callable[..., User]
) -> None:
    ann = person("ann")
    job = jobs.start("test.unit", key="x", by=ann, name="Claims", hold=str(hold))
    first = start_worker()
    until(lambda: Job.objects.get(pk=job.pk).done == 1)
    first.signal(signal.SIGKILL)
    first.process.wait()
    assert Job.objects.get(pk=job.pk).state == "running"
    hold.unlink()
    start_worker()
    lapse()
    until(lambda: Job.objects.get(pk=job.pk).state == "done")
    lapse()
    assert Job.objects.get(pk=job.pk).attempt == 2
    assert Unit.objects.filter(name="Claims").count() == 1
    assert Notification.objects.filter(person=ann).count() == 1
    assert job.log.filter(text__startswith="The worker stopped answering").count() == 1


@committing
def test_stalled_worker_that_wakes_up_does_not_count(
    start_worker: Callable[[], Worker], hold: Path
) -> None:
    job = jobs.start("test.deaf", key="x", name="Claims", hold=str(hold))
    first = start_worker()
    until(lambda: job.log.filter(text="waits").exists())
    first.signal(signal.SIGSTOP)
    start_worker()
    lapse()
    until(lambda: sent_again(job) and Job.objects.get(pk=job.pk).attempt == 2)
    hold.unlink()
    until(lambda: Job.objects.get(pk=job.pk).state == "done")
    done_at = Job.objects.get(pk=job.pk).finished_at
    first.signal(signal.SIGCONT)
    again = jobs.start("test.any", key="after")
    until(lambda: sent_again(again) and Job.objects.get(pk=again.pk).state == "done")
    assert Unit.objects.filter(name="Claims").count() == 1
    assert Job.objects.get(pk=job.pk).finished_at == done_at


@committing
def test_cut_off_too_often_has_failed(person: Callable[..., User]) -> None:
    ann = person("ann")
    job = jobs.start("test.any", key="x", by=ann)
    for _turn in range(jobs.ATTEMPTS):
        assert worker.take(job.pk, worker="gone", at=timezone.now())
        lapse()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "cut off each time" in job.error
    assert Notification.objects.filter(person=ann).count() == 1


@committing
def test_lease_that_is_kept_is_left_alone() -> None:
    job = jobs.start("test.any", key="x")
    worker.take(job.pk, worker="here", at=timezone.now())
    jobs.wake(at=timezone.now() + worker.LEASE / 2)
    assert Job.objects.get(pk=job.pk).state == "running"


@committing
def test_lease_is_renewed(hold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RENEW_SECONDS", 0.1)
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.1)
    job = jobs.start("test.any", key="x")
    taken = worker.take(job.pk, worker="here", at=timezone.now() - worker.LEASE)
    assert taken is not None
    with worker.Keeper(taken):
        until(lambda: Job.objects.get(pk=job.pk).lease_until > timezone.now())


@committing
def test_taken_by_one_worker_only() -> None:
    job = jobs.start("test.any", key="x")
    assert worker.take(job.pk, worker="one", at=timezone.now())
    assert worker.take(job.pk, worker="two", at=timezone.now()) is None


@committing
def test_queue_away_job_waits_for_the_next_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as away:
        away.setattr(app.conf, "broker_write_url", "redis+socket:///nowhere/queue.sock")
        away.setattr(app, "_pool", None)
        away.setattr(app.amqp, "_producer_pool", None)
        job = jobs.start("test.any", key="x")
    assert Job.objects.get(pk=job.pk).sent_at is None
    assert jobs.wake(at=timezone.now()) == [job.pk]
    assert Job.objects.get(pk=job.pk).sent_at


@committing
def test_lost_queue_is_filled_again_a_few_at_a_time() -> None:
    for number in range(jobs.RESEND_AT_ONCE + 5):
        jobs.start("test.any", key=str(number))
    assert jobs.wake(at=timezone.now()) == []
    sent = jobs.wake(at=timezone.now() + jobs.RESEND_AFTER + timedelta(seconds=1))
    assert sent == sorted(sent)
    assert len(sent) == jobs.RESEND_AT_ONCE


@committing
@pytest.mark.parametrize(("how_often", "state"), [(1, "done"), (99, "failed")])
def test_lost_database_is_tried_again_but_not_for_ever(how_often: int, state: str) -> None:
    job = jobs.start("test.cut", key="x", how_often=how_often)
    for _turn in range(jobs.ATTEMPTS):
        worker.run(job.pk, worker="here")
    job.refresh_from_db()
    assert (job.state, job.attempt) == (state, min(how_often + 1, jobs.ATTEMPTS))
    away = job.log.filter(text__startswith="The database was away or busy")
    assert away.count() == min(how_often, jobs.ATTEMPTS)


# Stopped


@committing
def test_stopped_work_is_taken_back(
    start_worker: Callable[[], Worker], hold: Path, person: Callable[..., User]
) -> None:
    ann = person("ann")
    job = jobs.start("test.unit", key="x", by=ann, name="Claims", hold=str(hold))
    start_worker()
    until(lambda: Job.objects.get(pk=job.pk).done == 1)
    jobs.cancel(job, by=ann, at=timezone.now())
    until(lambda: Job.objects.get(pk=job.pk).state == "cancelled")
    assert not Unit.objects.filter(name="Claims").exists()
    assert not Notification.objects.exists()


@committing
def test_waiting_job_stops_at_once(person: Callable[..., User]) -> None:
    ann = person("ann")
    job = jobs.start("test.unit", key="x", by=ann, name="Claims")
    jobs.cancel(job, by=ann, at=timezone.now())
    worker.run(job.pk, worker="here")
    assert Job.objects.get(pk=job.pk).state == "cancelled"
    assert not Unit.objects.exists()


@committing
def test_stop_wins_over_an_end_that_comes_later(person: Callable[..., User], hold: Path) -> None:
    ann = person("ann")
    job = jobs.start("test.deaf", key="x", by=ann, name="Claims", hold=str(hold))
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    hold.unlink()
    worker.run(job.pk, worker="here")
    assert Job.objects.get(pk=job.pk).state == "cancelled"
    assert not Unit.objects.filter(name="Claims").exists()


@rolled_back
def test_only_the_starter_or_an_administrator_stops(cast: SimpleNamespace) -> None:
    job = jobs.start("test.any", key="x", by=cast.manager)
    with pytest.raises(PermissionDenied):
        jobs.cancel(job, by=cast.auditor, at=timezone.now())
    jobs.cancel(job, by=cast.administrator, at=timezone.now())
    assert Job.objects.get(pk=job.pk).state == "cancelled"


# Pages


@rolled_back
def test_a_job_is_read_by_its_starter_and_by_those_who_read_all(
    client: Client, cast: SimpleNamespace
) -> None:
    job = jobs.start("test.any", key="x", by=cast.coordinator)
    for reader, status in ((cast.coordinator, 200), (cast.administrator, 200), (cast.head, 404)):
        client.force_login(reader)
        for path in ("", "part/"):
            assert client.get(f"/jobs/{job.pk}/{path}").status_code == status
        listed = client.get("/jobs/").content.decode()
        assert (f"/jobs/{job.pk}/" in listed) is (status == 200)


@rolled_back
def test_page_asks_again_until_it_is_over(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    job = jobs.start("test.any", key="x", title="Board report", by=cast.manager)
    part = f"/jobs/{job.pk}/part/"
    assert "every 2s" in client.get(part).content.decode()
    Job.objects.filter(pk=job.pk).update(state="done", result_url="/unit/")
    over = client.get(part).content.decode()
    assert "every 2s" not in over
    assert "Open the result" in over


@rolled_back
def test_stop_and_start_again_by_button(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    job = jobs.start("test.any", key="x", by=cast.manager)
    assert (
        "every 2s"
        not in client.post(f"/jobs/{job.pk}/stop/", headers={"HX-Request": "true"}).content.decode()
    )
    client.post(f"/jobs/{job.pk}/again/")
    assert Job.objects.get(key="x", state="queued").pk != job.pk


@rolled_back
def test_opening_the_job_reads_what_was_told_of_it(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    job = jobs.start("test.any", key="x", by=cast.manager)
    jobs.tell_starter(job, "done", at=timezone.now(), mail=False)
    client.get(f"/jobs/{job.pk}/")
    assert Notification.objects.get().read_at


@rolled_back
def test_time_left_is_said_once_it_is_known() -> None:
    now = timezone.now()
    job = Job(state="running", total=10000, done=6400, started_at=now - timedelta(seconds=36))
    assert counted(job, at=now) == "6,400 of 10,000 · about 20 s left"
    job.done = 0
    assert counted(job, at=now) == "0 of 10,000"
