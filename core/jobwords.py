"""How a job's progress is said."""

from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.durations import format_duration
from core.models import Job

SURE_AFTER = timedelta(seconds=4)


def counted(job: Job, *, at: datetime) -> str:
    """What is done of how much, and about how long it will still take."""
    if job.state != Job.State.RUNNING or not job.total:
        return ""
    done = _("%(done)s of %(total)s") % {
        "done": number_format(job.done, force_grouping=True),
        "total": number_format(job.total, force_grouping=True),
    }
    left = time_left(job, at=at)
    return done if left is None else f"{done} · {_('about %(time)s left') % {'time': _said(left)}}"


def time_left(job: Job, *, at: datetime) -> timedelta | None:
    """How long the rest takes at the pace so far; None while that is a guess."""
    if not job.started_at or not job.done or at - job.started_at < SURE_AFTER:
        return None
    return (at - job.started_at) / job.done * (job.total - job.done)


def _said(left: timedelta) -> str:
    if left < timedelta(minutes=1):
        return _("%(count)s s") % {"count": max(1, round(left.total_seconds()))}
    return format_duration(timedelta(minutes=round(left / timedelta(minutes=1))))
