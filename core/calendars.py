"""What the calendar shows: a month of duties, what is late, and what was done with its evidence."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from core.models import Obligation, Record, User
from core.obligations import kind_label
from core.registry import by_model

SHOWN_IN_A_DAY = 3
LATE_SHOWN = 30
SHOWN_AT_HOME = 5
SOON = timedelta(days=30)
"""What comes later stands in the calendar."""


@dataclass(frozen=True)
class Entry:
    """One duty as the calendar shows it; the evidence only for whoever may read it."""

    duty: Obligation
    kind: str
    is_late: bool
    evidence_url: str
    url: str = ""
    """Where its owner does it; for others, the page of what it is about."""

    @property
    def told(self) -> list[Any]:
        """To whom it was escalated, and when."""
        return [step for step in self.duty.escalations.all() if step.told_at]

    @property
    def look(self) -> str:
        """Its state in our vocabulary."""
        return "done" if self.duty.done_at else "overdue" if self.is_late else "due"


@dataclass(frozen=True)
class Day:
    """A day of the grid with its first entries, and how many more there are."""

    day: date
    in_month: bool
    is_today: bool
    entries: tuple[Entry, ...]

    @property
    def shown(self) -> tuple[Entry, ...]:
        """As many as fit."""
        return self.entries[:SHOWN_IN_A_DAY]

    @property
    def more(self) -> int:
        """How many do not fit."""
        return max(0, len(self.entries) - SHOWN_IN_A_DAY)


@dataclass(frozen=True)
class Outlook:
    """What a person must know of dates: their own that are over, those of others, and what comes."""

    late: int
    late_of_others: int
    oldest: list[Entry]
    """The first few of others that are over, the oldest first."""
    coming: list[Entry]


def outlook(person: User, *, today: date) -> Outlook:
    """The dates of all duties the person may see."""
    seen = Obligation.objects.visible_to(person).select_related("owner", "unit")
    seen = seen.prefetch_related("escalations__person").order_by("due_on", "pk")
    late = seen.late(today)
    others = late.exclude(owner=person)
    coming = seen.open().filter(due_on__range=(today, today + SOON))

    def shown(rows: Any) -> list[Entry]:
        return entries(rows[:SHOWN_AT_HOME], actor=person, today=today)

    return Outlook(late.filter(owner=person).count(), others.count(), shown(others), shown(coming))


def month_of(text: str, today: date) -> date:
    """The first day of the month an address asks for ("2026-11"); of this one if it is unreadable.

    >>> month_of("2026-02", date(2026, 11, 5)), month_of("x", date(2026, 11, 5))
    (datetime.date(2026, 2, 1), datetime.date(2026, 11, 1))
    """
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 2000 <= found.year <= 2199 else today.replace(day=1)


def next_month(month: date, by: int = 1) -> date:
    """The first day of another month."""
    total = month.year * 12 + month.month - 1 + by
    return date(total // 12, total % 12 + 1, 1)


def entries(duties: Iterable[Obligation], *, actor: User, today: date) -> list[Entry]:
    """Duties as a person sees them; one query for each kind of evidence among them."""
    held = list(duties)
    named: dict[Any, set[int]] = {}
    for duty in held:
        if duty.evidence_type_id:
            named.setdefault(duty.evidence_type, set()).add(duty.evidence_id or 0)
    urls: dict[tuple[int, int], str] = {}
    for kind, pks in named.items():
        model = kind.model_class()
        if model is None or not issubclass(model, Record):
            continue
        for record in model.objects.visible_to(actor).filter(pk__in=pks):
            urls[kind.pk, record.pk] = record.get_absolute_url()
    return [
        Entry(
            duty,
            kind_label(duty.kind),
            duty.is_late(today),
            urls.get((duty.evidence_type_id or 0, duty.evidence_id or 0), ""),
            _address(duty, actor),
        )
        for duty in held
    ]


def _address(duty: Obligation, actor: User) -> str:
    if duty.owner_id == actor.pk or duty.content_type_id is None:
        return duty.url
    model: Any = ContentType.objects.get_for_id(duty.content_type_id).model_class()
    page = by_model().get(model)
    # A list shows each reader what is theirs to see; where one is done, only its owner may be.
    if page is None or duty.url.startswith(f"{page.url_named('list')}?"):
        return duty.url
    return str(model(pk=duty.object_id).get_absolute_url())


def weeks(month: date, shown: Iterable[Entry], *, today: date) -> list[list[Day]]:
    """The month as weeks from Monday, with the days around it that fill them."""
    by_day: dict[date, list[Entry]] = {}
    for entry in shown:
        by_day.setdefault(entry.duty.due_on, []).append(entry)
    return [
        [
            Day(day, day.month == month.month, day == today, tuple(by_day.get(day, ())))
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]


def span(month: date) -> tuple[date, date]:
    """The first and the last day of the month's grid."""
    days = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return days[0][0], days[-1][-1]
