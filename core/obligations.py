"""What must be done by a date: opened by cadences, reminded of, closed by the work itself.

A module's obligations.py says what is due: a cadence yields duties, a @due function does what a date
asks for. Both are asked again and again and must say the same; nothing is opened or told twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import purge
from core.clock import organisation_day
from core.models import Notification, Obligation, ObligationEscalation, User
from core.models.papers import subject_of
from core.notifications import notify
from core.periods import Period

REMIND_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class Escalation:
    """Who is told as well, once, when a duty is so many days past due and its grace is over."""

    after: timedelta
    to: tuple[User, ...]


@dataclass(frozen=True)
class Duty:
    """Something that must be done by a date, by a person. `key` names it for ever.

    It is late only after its grace. `period` says how often it recurs, for people to read: each
    occurrence is a duty with a key of its own. A quiet one is listed and reminded of by its module.
    """

    kind: str
    key: str
    title: str
    due_on: date
    owner: User | None = None
    subject: Any = None
    url: str = ""
    grace: timedelta = timedelta(0)
    escalations: tuple[Escalation, ...] = ()
    period: Period | None = None
    quiet: bool = False


Cadence = Callable[[date], Iterable[Duty]]
Due = Callable[[datetime], None]

CADENCES: dict[str, Cadence] = {}
WHOLE: dict[str, str] = {}
KINDS: dict[str, str | Promise] = {}
DUE: dict[str, Due] = {}


def cadence(name: str, *, whole: str = "") -> Callable[[Cadence], Cadence]:
    """Register `def f(today: date) -> Iterable[Duty]`: all that is or soon will be due.

    A duty already known is not opened again; while it is not done, its date, owner and words follow.
    With `whole` the cadence names every open duty of that kind: one it leaves out is taken back.
    """

    def register(provider: Cadence) -> Cadence:
        CADENCES[name] = provider
        if whole:
            WHOLE[name] = whole
        return provider

    return register


def kind(name: str, label: str | Promise) -> None:
    """Say what a kind of duty is called in the calendar and its filter."""
    KINDS[name] = label


def kind_label(name: str) -> str:
    """The words for a kind of duty."""
    _discover()
    return str(KINDS.get(name, name))


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


def cadences() -> list[str]:
    """The names of all cadences."""
    _discover()
    return list(CADENCES)


def asked() -> list[str]:
    """The names of all cadences and due functions."""
    return [*cadences(), *DUE]


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
        said = _open_all(CADENCES[name](organisation_day(at)))
        if whole := WHOLE.get(name):
            kept = [obligation.pk for obligation in said]
            stale = Obligation.objects.open().filter(kind=whole).exclude(pk__in=kept)
            _change(stale, dropped_at=at)
    else:
        DUE[name](at)
    return True


kind("core.emergency-check", gettext_lazy("Emergency account"))
_LOCK = crc32(b"core.obligations") >> 1


def open_(duty: Duty) -> Obligation:
    """Open a duty, or bring an open one up to date; one that is done stays as it is.

    One that was taken back holds again.
    """
    return _open_all([duty])[0]


def _open_all(duties: Iterable[Duty]) -> list[Obligation]:
    """Open these or bring them up to date; where nothing changed, in a constant number of queries."""
    asked = list(duties)
    rows = Obligation.objects.filter(key__in=[duty.key for duty in asked])
    known = {row.key: row for row in rows.prefetch_related("escalations")}
    return [_open(duty, known.get(duty.key)) for duty in asked]


def _open(duty: Duty, known: Obligation | None) -> Obligation:
    values = _values(duty)
    obligation = known or Obligation.objects.get_or_create(key=duty.key, defaults=values)[0]
    if obligation.done_at is not None:
        return obligation
    changed = {name: to for name, to in values.items() if getattr(obligation, name) != to}
    if changed:
        _change(Obligation.objects.filter(pk=obligation.pk, done_at=None), **changed)
        obligation.refresh_from_db()
    _plan(obligation, duty.escalations)
    return obligation


def _values(duty: Duty) -> dict[str, Any]:
    """What is stored of a duty, by column."""
    about = subject_of(duty.subject) if duty.subject is not None else {}
    if kind := about.pop("content_type", None):
        about["content_type_id"] = kind.pk
    return {
        "kind": duty.kind,
        "title": duty.title[:300],
        "due_on": duty.due_on,
        "late_after": duty.due_on + duty.grace,
        "owner_id": duty.owner.pk if duty.owner else None,
        "url": duty.url,
        "period": duty.period,
        "is_quiet": duty.quiet,
        "dropped_at": None,
        **about,
    }


def _change(rows: QuerySet[Obligation], **values: Any) -> int:
    """Change rows, so that calendars see that they changed; the number of them."""
    return rows.update(revision=F("revision") + 1, changed_at=Now(), **values)


def _plan(obligation: Obligation, escalations: Iterable[Escalation]) -> None:
    """Store who will be told when; what was told stays."""
    planned = {
        (obligation.due_on, step.after.days, person.pk)
        for step in escalations
        for person in step.to
        if person.pk != obligation.owner_id
    }
    stored = {
        (row.due_on, row.after_days, row.person_id): row for row in obligation.escalations.all()
    }
    gone = [row.pk for key, row in stored.items() if row.told_at is None and key not in planned]
    if gone:
        ObligationEscalation.objects.filter(pk__in=gone, told_at=None).delete()
    ObligationEscalation.objects.bulk_create(
        [
            ObligationEscalation(
                obligation=obligation, due_on=due_on, after_days=days, person_id=person
            )
            for due_on, days, person in sorted(planned - stored.keys())
        ],
        ignore_conflicts=True,
    )


def done(
    *, key: str, by: User | None, at: datetime, outcome: str = "", evidence: Any = None
) -> Obligation | None:
    """Close a duty with the record that shows it; the first closing counts.

    None where there is no such duty. One that was taken back stays taken back.
    """
    shown = subject_of(evidence) if evidence is not None else {}
    _change(
        Obligation.objects.open().filter(key=key),
        done_at=at,
        done_by=by,
        outcome=outcome,
        evidence_type=shown.get("content_type"),
        evidence_id=shown.get("object_id"),
        evidence_label=shown.get("label", ""),
    )
    return Obligation.objects.filter(key=key).first()


def reopen(*, key: str) -> None:
    """What discharged a duty does not hold any more: it is to be done again, by its old date."""
    _change(
        Obligation.objects.filter(key=key).exclude(done_at=None),
        done_at=None,
        done_by=None,
        outcome="",
        evidence_type=None,
        evidence_id=None,
        evidence_label="",
    )


def drop(*, key: str, at: datetime) -> None:
    """Take back a duty that does not hold any more; one that is done stays."""
    _change(Obligation.objects.open().filter(key=key), dropped_at=at)


@due("core.reminders")
def remind(at: datetime) -> None:
    """Tell owners a week before, and every week that it is late."""
    today = organisation_day(at)
    near = Obligation.objects.open().filter(due_on__lte=today + REMIND_BEFORE, is_quiet=False)
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


@due("core.escalations")
def escalate(at: datetime) -> None:
    """Tell those to whom late duties are escalated: each once, also where several steps are due."""
    today = organisation_day(at)
    waiting = ObligationEscalation.objects.filter(
        told_at=None,
        due_on=F("obligation__due_on"),
        obligation__in=Obligation.objects.late(today),
        person__is_active=True,
    ).select_related("obligation__owner", "person")
    rows = waiting.select_for_update(of=("self",)).order_by(
        "person", "obligation__kind", "obligation__owner", "due_on", "obligation", "after_days"
    )
    reached = [row for row in rows if row.due_on + timedelta(days=row.after_days) <= today]
    for _key, steps in groupby(reached, key=_told_together):
        told = list(steps)
        _tell_of(told, today, at=at)
        ObligationEscalation.objects.filter(pk__in=[row.pk for row in told]).update(told_at=at)


def _told_together(row: ObligationEscalation) -> tuple[int, str, int | None]:
    """Duties of one kind and owner are told to a person in one message."""
    return row.person_id, row.obligation.kind, row.obligation.owner_id


def _tell_of(steps: list[ObligationEscalation], today: date, *, at: datetime) -> None:
    """Tell a person of the late duties of one kind and owner; `steps` begin with the oldest."""
    last, first = steps[-1], steps[0].obligation
    count = len({row.obligation_id for row in steps})
    notify(
        person=last.person,
        text=_escalation_text(first, today) if count == 1 else _bundle_text(first, count, today),
        url=first.url if count == 1 else _bundle_url(first),
        key=f"obligation:{last.obligation_id}:{last.due_on}:after{last.after_days}:{last.person_id}",
        at=at,
    )


def _bundle_url(first: Obligation) -> str:
    query = {"show": "all", "kind": first.kind, "person": first.owner_id or ""}
    return f"{reverse('core:calendar')}?{urlencode(query)}"


def _bundle_text(first: Obligation, count: int, today: date) -> str:
    days = (today - first.due_on).days
    said = {"kind": kind_label(first.kind), "count": count, "days": days, "owner": first.owner}
    if first.owner is None:
        return (
            ngettext(
                "%(kind)s: %(count)s are past their date, the oldest by %(days)s day; nobody owns them",
                "%(kind)s: %(count)s are past their date, the oldest by %(days)s days; nobody owns them",
                days,
            )
            % said
        )
    return (
        ngettext(
            "%(kind)s: %(count)s are past their date, the oldest by %(days)s day, owner %(owner)s",
            "%(kind)s: %(count)s are past their date, the oldest by %(days)s days, owner %(owner)s",
            days,
        )
        % said
    )


def _escalation_text(obligation: Obligation, today: date) -> str:
    days = (today - obligation.due_on).days
    said = {"title": obligation.title, "days": days, "owner": obligation.owner}
    if obligation.owner is None:
        return (
            ngettext(
                "%(title)s: %(days)s day past its date, and nobody owns it",
                "%(title)s: %(days)s days past its date, and nobody owns it",
                days,
            )
            % said
        )
    return (
        ngettext(
            "%(title)s: %(days)s day past its date, owner %(owner)s",
            "%(title)s: %(days)s days past its date, owner %(owner)s",
            days,
        )
        % said
    )


def _reminder_key(obligation: Obligation, today: date) -> str:
    late = (today - obligation.late_after).days
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
