"""Work of the estate that takes time."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.jobs import Failed, RunningJob, job
from core.models import User
from estate import services
from estate.models import ImportRun


@job("estate.readiness", title=_("Verdicts of all items"))
def readiness(*, job: RunningJob) -> None:
    """Compute and store what need, claim and proof of every item come to, unless they are current."""
    at = timezone.now()
    count = 0 if services.is_current(at=at) else services.refresh_readiness(at=at)
    job.finish({"items": count})


@job("estate.import", title=_("Import of an inventory"))
def import_run(*, job: RunningJob, run: int, apply: bool, person: int) -> None:
    """Compare an uploaded file with what is stored, or take it over."""
    row = ImportRun.objects.select_related("source", "file").get(pk=run)
    by, at = User.objects.get(pk=person), timezone.now()
    carry_out = services.apply_run if apply else services.check_run
    try:
        done = carry_out(run=row, by=by, at=at, progress=job.progress)
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    if apply:
        services.request_readiness(at=at)
    job.finish(done.counts, done.get_absolute_url())
