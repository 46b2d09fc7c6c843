"""Work that is cut off and run again, and ends exactly once."""

import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from continuity.celery import app
from core import jobs, worker
from core.models import Job, Notification, Unit, User
from tests.core.waiting import until
from tests.core.workers import Worker, committing, lapse, sent_again


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
