"""Work of the BIA that takes time."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bia import reports
from bia.services import gaps, outcome, papers, riskquarter
from core.jobs import RunningJob, job
from estate import services as estate


@job(outcome.FOLLOW_UP, title=_("Verdicts and gaps"))
def follow_up(*, job: RunningJob) -> None:
    """Compute the verdicts anew and open or close gaps."""
    at = timezone.now()
    estate.refresh_readiness(at=at)
    opened, closed = gaps.refresh(at=at)
    job.finish({"opened": opened, "closed": closed})


@job(papers.JOB, title=_("BIA report"))
def report(*, job: RunningJob, **what: Any) -> None:
    """Make the PDF and store it."""
    reports.make(job=job, at=timezone.now(), **what)


@job(riskquarter.JOB, title=_("Risk reviews"))
def risk_quarter(*, job: RunningJob, at: str) -> None:
    """Open the reviews of the quarter of a moment."""
    job.finish({"opened": riskquarter.open_reviews(at=datetime.fromisoformat(at))})
