"""The calendar as a file that calendar programs read (RFC 5545), behind an address with a secret."""

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core import mail
from core.clock import organisation_day
from core.links import hash_of
from core.models import CalendarAddress, Obligation, User

PAST, TAKEN_BACK_FOR = timedelta(days=366), timedelta(days=90)
AT_MOST = 2000


@transaction.atomic
def make_address(*, by: User, at: datetime) -> str:
    """A new address for the person's calendar; the one before stops working. Kept nowhere else."""
    revoke_address(by=by, at=at)
    token = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(person=by, token_hash=hash_of(token), created_at=at)
    return mail.absolute(reverse("core:calendar-feed", args=[token]))


def revoke_address(*, by: User, at: datetime) -> int:
    """Close the person's address; the number closed."""
    User.objects.select_for_update().get(pk=by.pk)
    return CalendarAddress.objects.filter(person=by, revoked_at=None).update(revoked_at=at)


def reader_of(token: str, *, at: datetime) -> User | None:
    """Whose calendar a token opens; None for one unknown, revoked, or of somebody deactivated."""
    open_ = CalendarAddress.objects.filter(token_hash=hash_of(token), revoked_at=None)
    address = open_.select_related("person").filter(person__is_active=True).first()
    if address is None:
        return None
    today = organisation_day(at)
    if address.read_on != today:
        CalendarAddress.objects.filter(pk=address.pk).update(read_on=today)
    return address.person


def feed(person: User, *, at: datetime) -> bytes:
    """What is due for the person as all-day events: title and date, nothing else of the record.

    What was taken back is CANCELLED for a while, so that programs strike it out.
    """
    today = organisation_day(at)
    rows = Obligation.objects.visible_to(person).filter(owner=person, due_on__gte=today - PAST)
    rows = rows.exclude(dropped_at__lt=at - TAKEN_BACK_FOR)
    sheet = Calendar()
    sheet.add("prodid", "-//Continuity//Calendar//EN")
    sheet.add("version", "2.0")
    sheet.add("method", "PUBLISH")
    sheet.add("x-wr-calname", _("Continuity: %(person)s") % {"person": person})
    sheet.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for duty in rows.order_by("-due_on")[:AT_MOST]:
        sheet.add_component(_event(duty))
    return bytes(sheet.to_ical())


def _event(duty: Obligation) -> Event:
    event = Event()
    event.add("uid", f"obligation-{duty.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add(
        "summary", _("Done: %(title)s") % {"title": duty.title} if duty.done_at else duty.title
    )
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + timedelta(days=1))
    event.add("dtstamp", duty.changed_at)
    event.add("last-modified", duty.changed_at)
    event.add("sequence", duty.revision)
    event.add("status", "CANCELLED" if duty.dropped_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
