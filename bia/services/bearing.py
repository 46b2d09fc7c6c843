"""What is borne until a day: said why, and never longer than a year."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.clock import organisation_day

LONGEST_DAYS = 366
"""What is borne is looked at again within a year."""


def check(*, until: date, reason: str, at: datetime) -> None:
    """Refuse what is borne without a reason, into the past or for longer than a year."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it can be borne until then.")})
    if said := objection(until, organisation_day(at)):
        raise ValidationError({"until": said})


def objection(until: date | None, today: date) -> str:
    """Why nothing is borne until this day; empty where it may be."""
    if until is None or until <= today:
        return _("Choose a date to come.")
    if (until - today).days > LONGEST_DAYS:
        return _("Choose a date within a year: then it is judged anew.")
    return ""
