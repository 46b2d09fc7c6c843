"""Work that takes time: begun once, carried out, stopped."""

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.utils import timezone

from core import jobs, worker
from core.models import Job, MailMessage, Notification, Unit, User
from tests.core.waiting import someone_waits_for_a_lock, until
from tests.core.workers import Worker, committing, rolled_back

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
