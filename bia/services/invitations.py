"""The e-mails by which owners come to their interviews, each with links that open these alone."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.models import Campaign, Delegation, Interview
from core import links, mail, notifications
from core.clock import organisation_day, organisation_zone
from core.models import User

PURPOSE = "bia.interview"
GRACE = timedelta(days=30)
"""How long after the day by which it asks a link still opens."""
REMIND_BEFORE = (7, 1)
"""Days before the end at which owners who have not answered are reminded; then weekly."""


def good_until(end: date, *, at: datetime) -> datetime:
    """How long a link opens that asks for something by a day."""
    expires = datetime.combine(end, clock(23, 59), tzinfo=ZoneInfo(organisation_zone()))
    return max(expires, at) + GRACE


def last_reminder_before(due_on: date, *, at: datetime) -> datetime | None:
    """The last moment up to now at which owners were to be reminded, if there was one."""
    zone = ZoneInfo(organisation_zone())
    days = [due_on - timedelta(days=before) for before in REMIND_BEFORE]
    days += [due_on + timedelta(weeks=week) for week in range(1, 9)]
    moments = [datetime.combine(day, clock(8), tzinfo=zone) for day in days]
    passed = [moment for moment in moments if moment <= at]
    return max(passed) if passed else None


def link_of(
    interview: Interview, *, by: User | None, at: datetime, person: User | None = None
) -> str:
    """A fresh link to this one interview, for the owner or the colleague who answers for them."""
    holder = person or interview.owner
    if holder is None:
        raise ValidationError(_("Name an owner first: the link is for one person."))
    end = interview.campaign.due_on if interview.campaign else organisation_day(at)
    url: str = links.issue(
        purpose=PURPOSE,
        subject=interview,
        person=holder,
        by=by,
        at=at,
        expires_at=good_until(end, at=at),
    )
    return url


def invite(
    person: User,
    rows: list[Interview],
    campaign: Campaign,
    *,
    by: User | None,
    at: datetime,
    reminder: int,
) -> None:
    """Send one e-mail with a link to each interview; `reminder` counts those before."""
    names = ", ".join(str(row.function) for row in rows)
    asked = ngettext(
        "Ten minutes about %(names)s", "%(count)s short interviews: %(names)s", len(rows)
    )
    head = _("Reminder: %(asked)s") % {"asked": asked} if reminder else asked
    links_ = [
        {
            "name": str(row.function),
            "owner": row.owner if row.owner_id != person.pk else None,
            "url": link_of(row, by=by, at=at, person=person),
        }
        for row in rows
    ]
    mail.queue(
        to=person.email,
        person=person,
        subject=head % {"names": names, "count": len(rows)},
        template="bia_invitation",
        context={"campaign": campaign, "links": links_, "reminder": bool(reminder), "by": by},
        key=f"bia.campaign:{campaign.pk}:{person.pk}:{reminder}:{at:%Y%m%d%H%M}",
        due_at=at,
    )


def with_deputies(
    asked: dict[User, list[Interview]], *, at: datetime
) -> dict[User, list[Interview]]:
    """Who is written to about which interviews: those asked, and who stands in for their owners."""
    deputies = notifications.deputies_of_each(asked, at=at)
    told = {person: list(rows) for person, rows in asked.items()}
    for person, rows in asked.items():
        for deputy in deputies.get(person.pk, []):
            known = told.setdefault(deputy, [])
            known += [row for row in rows if row.owner_id == person.pk and row not in known]
    return {person: rows for person, rows in told.items() if rows}


def send_back(interview: Interview, *, by: User, at: datetime) -> None:
    """Write to the owner that the interview came back, with the comment and a link that opens it."""
    subject = _("“%(function)s” came back to you") % {"function": interview.function}
    _write(interview, interview.owner, subject, "returned", by=by, at=at)


def ask_to_confirm(interview: Interview, *, by: User, at: datetime) -> None:
    """Write to the owner whose answers somebody typed: to be read over and handed in."""
    subject = _("What you said about “%(function)s”") % {"function": interview.function}
    _write(interview, interview.owner, subject, "guided", by=by, at=at)


def _write(
    interview: Interview, to: User | None, subject: str, what: str, *, by: User, at: datetime
) -> None:
    """Write to a person, and to who stands in for them if they are the owner; a link for each."""
    if to is None:
        return
    for person in with_deputies({to: [interview]}, at=at):
        mail.queue(
            to=person.email,
            person=person,
            subject=subject if person == to else notifications.on_behalf(to, subject),
            template=f"bia_{what}",
            context={
                "interview": interview,
                "by": by,
                "url": link_of(interview, by=by, at=at, person=person),
            },
            key=f"bia.{what}:{interview.pk}:{person.pk}:{at:%Y%m%d%H%M%S}",
            due_at=at,
        )


def ask_colleague(row: Delegation, *, at: datetime) -> None:
    """Write to the colleague an owner asks, with a link that opens this interview alone."""
    url = link_of(row.interview, by=row.given_by, at=at, person=row.to)
    mail.queue(
        to=row.to.email,
        person=row.to,
        subject=_("%(person)s asks you about “%(function)s”")
        % {"person": row.given_by, "function": row.interview.function},
        template="bia_delegated",
        context={"row": row, "interview": row.interview, "url": url},
        key=f"bia.delegated:{row.pk}",
        due_at=at,
    )


def tell_answered(row: Delegation, *, at: datetime) -> None:
    """Write to who asked that the colleague is done, with a link that opens the answers."""
    subject = _("%(person)s has answered about “%(function)s”")
    values = {"person": row.to, "function": row.interview.function}
    _write(row.interview, row.given_by, subject % values, "handed_back", by=row.to, at=at)
