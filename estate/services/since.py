"""What changed beneath an item since a day: a test of then is not a test of what stands today."""

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import organisation_zone
from estate.choices import Verb
from estate.models import Closure, EstateChange, Item, Measurement

from .changewords import difference_line
from .words import listed


@dataclass(frozen=True)
class Told:
    """A change with its words."""

    change: EstateChange
    text: str


RECORDED_WITHIN = timedelta(days=1)
"""A link noted so soon after its item was is part of recording it, not a change of the estate."""


def changes_since(*, item: Item, day: date) -> QuerySet[EstateChange]:
    """Material changes of the item and of what it rests on after a day, newest first."""
    zone = zoneinfo.ZoneInfo(organisation_zone())
    first = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    recorded = EstateChange.objects.filter(
        item=OuterRef("item"),
        verb=Verb.CREATED,
        at__lte=OuterRef("at"),
        at__gt=OuterRef("at") - RECORDED_WITHIN,
    )
    rows = EstateChange.objects.filter(touched__item=item, item__isnull=False)
    rows = rows.filter(is_material=True, at__gte=first)
    rows = rows.exclude(Q(verb=Verb.LINKED) & Exists(recorded))
    found: QuerySet[EstateChange] = rows.select_related("item", "other", "by").order_by(
        "-at", "-pk"
    )
    return found


def unsettled(*, measurement: Measurement) -> QuerySet[EstateChange]:
    """Material changes since a measurement was taken, or since somebody said that it still holds."""
    since = max(measurement.measured_on, measurement.cleared_on or measurement.measured_on)
    return changes_since(item=measurement.item, day=since)


def closure_before(now: Closure, changes: Iterable[EstateChange]) -> Closure:
    """What an item rested on before these changes, as far as it is known: all but them is as now.

    What changed has no hash of today, so that the difference to any later closure names it.
    """
    hashes = dict(now.hashes)
    for change in changes:
        hashes[str(change.item_id)] = f"before change {change.pk}"
    text = "\n".join(f"{key} {mark}" for key, mark in sorted(hashes.items()))
    mark = sha256(f"before\n{text}".encode()).hexdigest()
    row, _made = Closure.objects.get_or_create(fingerprint=mark, defaults={"hashes": hashes})
    return row


def changes_line(changes: Iterable[EstateChange]) -> str:
    """The changes since a test in one sentence: “2 changes since the test: …”."""
    every = list(changes)
    said = ngettext(
        "%(count)s change since the test: %(what)s",
        "%(count)s changes since the test: %(what)s",
        len(every),
    )
    return said % {"count": len(every), "what": listed(change_text(each) for each in every)}


def told(changes: Iterable[EstateChange]) -> list[Told]:
    """Changes with their words, as pages list them."""
    return [Told(each, change_text(each)) for each in changes]


def change_text(change: EstateChange) -> str:
    """A change in a few words: “host-1, Site: Amsterdam → Dublin”."""
    other = f" {change.other}" if change.other else ""
    what = difference_line(change.fields) or f"{change.get_verb_display()}{other}"
    return _("%(item)s, %(what)s") % {"item": change.item, "what": what}
