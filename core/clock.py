"""The organisation's clock: what day it is for "today", due and overdue, wherever a person sits."""

import zoneinfo
from datetime import date, datetime, time

from django.utils import timezone

from core.models import Organisation


def organisation_zone() -> str:
    """The name of the organisation's time zone; UTC until it is set up."""
    return Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"


def organisation_day(at: datetime) -> date:
    """The day it is for the organisation at a moment."""
    return timezone.localdate(at, zoneinfo.ZoneInfo(organisation_zone()))


def day_begins(day: date) -> datetime:
    """The moment a day begins for the organisation."""
    return datetime.combine(day, time(), zoneinfo.ZoneInfo(organisation_zone()))
