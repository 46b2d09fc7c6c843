"""What is forgotten after a time: it is no evidence, and people's data is kept as long as it serves."""

from datetime import datetime, timedelta

from django.db.models import Q

from core.models import Job, LoginEvent, MailMessage

LOGINS_FOR = timedelta(days=731)
JOBS_FOR = timedelta(days=90)
MAIL_TEXTS_FOR = timedelta(days=90)
OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


def forget_old(*, at: datetime) -> dict[str, int]:
    """Remove old logins, jobs that are over, and what mails said; how many of each.

    A mail's row stays: its key says that it was sent, so that it is not sent again.
    """
    mails = MailMessage.objects.exclude(text="", html="").filter(
        Q(sent_at__lt=at - MAIL_TEXTS_FOR) | Q(given_up_at__lt=at - MAIL_TEXTS_FOR)
    )
    jobs = Job.objects.filter(state__in=OVER, finished_at__lt=at - JOBS_FOR)
    logins = LoginEvent.objects.filter(at__lt=at - LOGINS_FOR)
    found = {
        "logins": logins.count(),
        "jobs": jobs.count(),
        "mails": mails.update(text="", html=""),
    }
    logins.delete()
    jobs.delete()
    return found
