"""What must be done by a date: opened by cadences, reminded of, closed by the work itself.

A module's obligations.py says what is due: a cadence yields duties, a @due function does what a date
asks for. Both are asked again and again and must say the same; nothing is opened or told twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from core import purge
from core.clock import organisation_day
from core.models import Notification, Obligation, User
from core.models.papers import subject_of
from core.notifications import notify

REMIND_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class Duty:
    """Something that must be done by a date, by a person. `key` names it for ever."""

    kind: str
    key: str
    title: str
    due_on: date
    owner: User | None = None
    subject: Any = None
    url: str = ""


Cadence = Callable[[date], Iterable[Duty]]
Due = Callable[[datetime], None]

CADENCES: dict[str, Cadence] = {}
DUE: dict[str, Due] = {}


def cadence(name: str) -> Callable[[Cadence], Cadence]:
    """Register `def f(today: date) -> Iterable[Duty]`: all that is or soon will be due.

    A duty already known is not opened again; while it is not done, its date, owner and words follow.
    """

    def register(provider: Cadence) -> Cadence:
        CADENCES[name] = provider
        return provider

    return register


def due(name: str) -> Callable[[Due], Due]:
    """Register `def f(at: datetime) -> None`, called every quarter of an hour: does what is due.

    It must look at what is stored, not at the clock alone: a missed night is then caught up.
    """

    def register(provider: Due) -> Due:
        DUE[name] = provider
        return provider

    return register


@lru_cache(maxsize=1)
def _discover() -> None:
    autodiscover_modules("obligations")


def asked() -> list[str]:
    """The names of all cadences and due functions."""
    _discover()
    return [*CADENCES, *DUE]


@transaction.atomic
def ask(name: str, *, at: datetime) -> bool:
    """Ask one of them what is due at a moment; False when another worker asks it right now."""
    _discover()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, crc32(name.encode()) >> 1]
        )
        if not cursor.fetchone()[0]:
            return False
    if name in CADENCES:
        for duty in CADENCES[name](organisation_day(at)):
            open_(**vars(duty))
    else:
        DUE[name](at)
    return True


_LOCK = crc32(b"core.obligations") >> 1


def open_(
    *,
    kind: str,
    key: str,
    title: str,
    due_on: date,
    owner: User | None = None,
    subject: Any = None,
    url: str = "",
) -> Obligation:
    """Open a duty, or bring an open one up to date; one that is done stays as it is."""
    about = subject_of(subject) if subject is not None else {}
    values = {"kind": kind, "title": title[:300], "due_on": due_on, "owner": owner, "url": url}
    obligation, is_new = Obligation.objects.get_or_create(key=key, defaults=values | about)
    changed = [
        name for name, value in (values | about).items() if getattr(obligation, name) != value
    ]
    if not is_new and changed and obligation.done_at is None:
        for name in changed:
            setattr(obligation, name, (values | about)[name])
        obligation.save()
    return obligation


def done(*, key: str, by: User | None, at: datetime, outcome: str = "") -> Obligation | None:
    """Close a duty; the first closing counts. None where there is no such duty."""
    Obligation.objects.filter(key=key, done_at=None).update(done_at=at, done_by=by, outcome=outcome)
    return Obligation.objects.filter(key=key).first()


def drop(*, key: str) -> None:
    """Take back a duty that does not hold any more; one that is done stays."""
    Obligation.objects.filter(key=key, done_at=None).delete()


@due("core.reminders")
def remind(at: datetime) -> None:
    """Tell owners a week before, and every week that it is late."""
    today = organisation_day(at)
    near = Obligation.objects.filter(done_at=None, due_on__lte=today + REMIND_BEFORE)
    waiting = {
        _reminder_key(one, today): one for one in near.exclude(owner=None).select_related("owner")
    }
    told = set(Notification.objects.filter(key__in=waiting).values_list("key", flat=True))
    for key, obligation in waiting.items():
        if key not in told and obligation.owner:
            notify(
                person=obligation.owner,
                text=_reminder_text(obligation, today),
                url=obligation.url,
                key=key,
                at=at,
            )


def _reminder_key(obligation: Obligation, today: date) -> str:
    late = (today - obligation.due_on).days
    step = f"late{(late - 1) // 7}" if late > 0 else "soon"
    return f"obligation:{obligation.pk}:{obligation.due_on}:{step}"


def _reminder_text(obligation: Obligation, today: date) -> str:
    said = {"title": obligation.title, "day": date_format(obligation.due_on, "j F Y")}
    if obligation.due_on < today:
        return _("%(title)s: was due on %(day)s") % said
    return _("%(title)s: due on %(day)s") % said


@due("core.forget")
def forget(at: datetime) -> None:
    """Forget what is kept for a time only."""
    purge.forget_old(at=at)
