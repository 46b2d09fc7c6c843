"""Four quarters of reviews by a real worker that is killed once: one review per risk per quarter."""

import signal
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from bia.models import Risk, RiskCause, RiskReview
from bia.services import riskoutcome, riskquarter
from core.models import Job, Notification
from tests.bia.risking import make_item, make_matrix, make_risk
from tests.core.conftest import start_worker
from tests.core.waiting import someone_waits_for_a_lock, until
from tests.core.workers import Worker, committing, lapse

__all__ = ["start_worker"]
QUARTERS = [datetime(2026, month, 2, 7, tzinfo=UTC) for month in (1, 4, 7, 10)]
KILLED_IN = 1
RISKS = 3


def done(job: Job) -> bool:
    job.refresh_from_db()
    return job.state == Job.State.DONE


def killed_half_way(start: Callable[[], Worker], quarter: datetime) -> Job:
    """The quarter's job, begun by a worker that is killed while it writes."""
    with transaction.atomic():
        Risk.objects.select_for_update().get(pk=Risk.objects.latest("pk").pk)
        worker = start()
        job = Job.objects.latest("pk")
        until(someone_waits_for_a_lock)
        worker.signal(signal.SIGKILL)
        worker.process.wait()
    return job


@committing
@pytest.mark.long
def test_one_review_per_risk_per_quarter_though_the_worker_is_killed(
    start_worker: Callable[[], Worker], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    began = datetime(2025, 11, 3, 9, tzinfo=UTC)
    make_matrix(by=cast.manager, approver=cast.executive, at=began)
    item = make_item("Claims core", unit=units.claims, owner=cast.service_owner, at=began)
    for number in range(RISKS):
        make_risk(item, at=began, title=f"Risk {number}")
    for place, quarter in enumerate(QUARTERS):
        riskquarter.start_due(at=quarter)
        riskquarter.start_due(at=quarter)
        if place == KILLED_IN:
            job = killed_half_way(start_worker, quarter)
            assert not RiskCause.objects.filter(key="quarter:2026-Q2").exists()
            start_worker()
            lapse()
        elif place == 0:
            worker = start_worker()
            job = Job.objects.latest("pk")
        else:
            job = Job.objects.latest("pk")
        until(lambda job=job: done(job))
        for review in RiskReview.objects.filter(state="open"):
            riskoutcome.complete(review, by=cast.service_owner, at=quarter, outcome="confirmed")
        if place == 0:
            worker.end()
    for risk in Risk.objects.all():
        assert RiskReview.objects.filter(risk=risk).count() == len(QUARTERS)
        assert RiskCause.objects.filter(risk=risk, kind="quarter").count() == len(QUARTERS)
    told = Notification.objects.filter(
        person=cast.service_owner, key__startswith="bia.risk:quarter"
    )
    assert told.count() == len(QUARTERS)
