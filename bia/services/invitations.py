"""The e-mails by which owners come to their interviews, each with links that open these alone."""

from datetime import datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.models import Campaign, Interview
from core import links, mail
from core.clock import organisation_day, organisation_zone
from core.models import User

PURPOSE = "bia.interview"
GRACE = timedelta(days=30)
"""How long after its end an interview's link still opens."""


def link_of(interview: Interview, *, by: User | None, at: datetime) -> str:
    """A fresh link for the owner to this one interview."""
    if interview.owner is None:
        raise ValidationError(_("Name an owner first: the link is for one person."))
    end = interview.campaign.due_on if interview.campaign else organisation_day(at)
    expires = datetime.combine(end, clock(23, 59), tzinfo=ZoneInfo(organisation_zone())) + GRACE
    url: str = links.issue(
        purpose=PURPOSE,
        subject=interview,
        person=interview.owner,
        by=by,
        at=at,
        expires_at=max(expires, at + GRACE),
    )
    return url


def invite(
    owner: User,
    rows: list[Interview],
    campaign: Campaign,
    *,
    by: User | None,
    at: datetime,
    reminder: int,
) -> None:
    """Send an owner one e-mail with a link to each interview; `reminder` counts those before."""
    names = ", ".join(str(row.function) for row in rows)
    asked = ngettext(
        "Ten minutes about %(names)s", "%(count)s short interviews: %(names)s", len(rows)
    )
    head = _("Reminder: %(asked)s") % {"asked": asked} if reminder else asked
    links_ = [{"name": str(row.function), "url": link_of(row, by=by, at=at)} for row in rows]
    mail.queue(
        to=owner.email,
        person=owner,
        subject=head % {"names": names, "count": len(rows)},
        template="bia_invitation",
        context={"campaign": campaign, "links": links_, "reminder": bool(reminder)},
        key=f"bia.campaign:{campaign.pk}:{owner.pk}:{reminder}:{at:%Y%m%d%H%M}",
        due_at=at,
    )


def send_back(interview: Interview, *, by: User, at: datetime) -> None:
    """Write to the owner that the interview came back, with the comment and a link that opens it."""
    if interview.owner is None:
        return
    mail.queue(
        to=interview.owner.email,
        person=interview.owner,
        subject=_("“%(function)s” came back to you") % {"function": interview.function},
        template="bia_returned",
        context={"interview": interview, "by": by, "url": link_of(interview, by=by, at=at)},
        key=f"bia.returned:{interview.pk}:{at:%Y%m%d%H%M%S}",
        due_at=at,
    )
