"""Work of the estate that takes time."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.jobs import RunningJob, job
from estate import services


@job("estate.readiness", title=_("Verdicts of all items"))
def readiness(*, job: RunningJob) -> None:
    """Compute and store what need, claim and proof of every item come to."""
    count = services.refresh_readiness(at=timezone.now())
    job.finish({"items": count})
