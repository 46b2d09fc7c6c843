"""How fast items come back: stated by owners, measured in tests and in earnest."""

from datetime import date, datetime, timedelta
from typing import Any, Required, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import services
from core.clock import organisation_day
from core.models import File, User
from core.values import readable
from engine import fingerprint
from estate.choices import Clock, Verb
from estate.models import Claim, Closure, Item, Measurement

from .changes import News, record_changes, write
from .graph import load_graph
from .since import changes_since, closure_before


@transaction.atomic
def record_claim(
    *,
    item: Item,
    likely: timedelta,
    by: User | None,
    at: datetime,
    low: timedelta | None = None,
    high: timedelta | None = None,
    rpo: timedelta | None = None,
    clock: str = Clock.DISRUPTION,
    basis: str = "",
    stated_on: date | None = None,
    source_ref: str = "",
    reason: str = "",
) -> Claim:
    """State an item's recovery time; it replaces the one in force, which is kept."""
    if not source_ref:
        services.require(by, "record", item)
    Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    values: dict[str, Any] = {
        "low": likely if low is None else low,
        "likely": likely,
        "high": likely if high is None else high,
        "rpo": rpo,
        "clock": clock,
        "basis": basis,
        "source_ref": source_ref,
    }
    present: Claim | None = Claim.objects.filter(item=item, superseded_at=None).first()
    day = stated_on or organisation_day(at)
    if present and present.stated_on >= day and _says(present, values):
        return present
    made = Claim(item=item, stated_by=by, stated_on=day, **values)
    if present:
        present.superseded_at = at
        write(present, by=by, at=at, reason=reason, trusted=True)
    write(made, by=by, at=at, reason=reason, trusted=True)
    said = {"claim": [readable(present.likely) if present else "–", readable(likely)]}
    record_changes([News(item, Verb.CLAIMED, fields=said)], by=by, at=at, reason=reason)
    return made


def _says(row: Claim | Measurement, values: dict[str, Any]) -> bool:
    """Whether a row says just this already."""
    return all(getattr(row, name) == value for name, value in values.items())


class Measured(TypedDict, total=False):
    """What was measured, in the words of `Measurement`."""

    took: Required[timedelta]
    measured_on: Required[date]
    method: Required[str]
    clock: str
    end_to_end: bool
    rpo: timedelta | None
    note: str
    file: File | None
    age_limit_days: int | None


UNSAID: dict[str, Any] = {
    "clock": Clock.DISRUPTION,
    "end_to_end": False,
    "rpo": None,
    "note": "",
    "file": None,
    "age_limit_days": None,
}


@transaction.atomic
def record_measurement(
    *,
    item: Item,
    by: User | None,
    at: datetime,
    closure: Closure | None = None,
    still_holds: str = "",
    source_ref: str = "",
    reason: str = "",
    **measured: Unpack[Measured],
) -> Measurement:
    """Record a measured recovery. The same source_ref for an item again changes that one.

    `closure` is what the item rested on when the test began; not given, it is that of now, less
    what is known to have changed since the day. `still_holds`: why the test counts even so.
    """
    if not source_ref:
        services.require(by, "record", item)
    day = measured["measured_on"]
    if day > organisation_day(at):
        raise ValidationError({"measured_on": _("This day has not come yet.")})
    found = source_ref and Measurement.objects.filter(item=item, source_ref=source_ref).first()
    row = found or Measurement(item=item, source_ref=source_ref)
    values: dict[str, Any] = {**UNSAID, **measured}
    if found and _says(row, values):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    if closure or not row.closure_id:
        row.closure = closure or closure_of_day(item=item, day=day)
    write(row, by=by, at=at, reason=reason, trusted=True)
    said = {"measured": ["–", readable(row.took)]}
    record_changes([News(item, Verb.MEASURED, fields=said)], by=by, at=at, reason=reason)
    if still_holds.strip():
        return clear_measurement(measurement=row, by=by, at=at, reason=still_holds)
    return row


@transaction.atomic
def attach_proof(
    *, measurement: Measurement, file: File, by: User | None, at: datetime
) -> Measurement:
    """Keep the file that proves a measurement."""
    services.require(by, "record", measurement.item)
    measurement.file = file
    return write(measurement, by=by, at=at, trusted=True)


def take_closure(*, item: Item) -> Closure:
    """What the item rests on at this moment, to compare with later; shared by equal ones."""
    graph = load_graph()
    node = str(item.pk)
    mark = fingerprint.closure_hashes(graph)[node]
    local = fingerprint.local_hashes(graph)
    beneath = {key: local[key] for key in fingerprint.closure(graph, node)}
    row, _made = Closure.objects.get_or_create(fingerprint=mark, defaults={"hashes": beneath})
    return row


def closure_of_day(*, item: Item, day: date) -> Closure:
    """What the item rested on that day: as now, but for what is known to have changed since."""
    now = take_closure(item=item)
    changed = list(changes_since(item=item, day=day))
    return closure_before(now, changed) if changed else now


def what_changed(*, measurement: Measurement) -> fingerprint.Difference | None:
    """What differs beneath the item since it was measured or cleared; None: nothing to compare."""
    kept = measurement.cleared or measurement.closure
    if kept is None:
        return None
    graph = load_graph()
    local = fingerprint.local_hashes(graph)
    node = str(measurement.item_id)
    now = {key: local[key] for key in fingerprint.closure(graph, node)}
    return fingerprint.difference(kept.hashes, now)


@transaction.atomic
def clear_measurement(
    *, measurement: Measurement, by: User | None, at: datetime, reason: str
) -> Measurement:
    """The owner says that what changed since does not bear on recovery, and why."""
    services.require(by, "record", measurement.item)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why recovery is unaffected.")})
    row = _locked(measurement)
    row.cleared = take_closure(item=row.item)
    row.cleared_on, row.cleared_by = organisation_day(at), by
    row.cleared_reason = reason.strip()[:300]
    write(row, by=by, at=at, reason=reason, trusted=True)
    record_changes([News(row.item, Verb.CLEARED)], by=by, at=at, reason=reason)
    return row


@transaction.atomic
def withdraw_measurement(
    *, measurement: Measurement, by: User | None, at: datetime, reason: str
) -> Measurement:
    """A measurement was a mistake: it counts no more, and stays in the history."""
    services.require(by, "record", measurement.item)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    row = _locked(measurement)
    row.retired_on, row.retired_reason = organisation_day(at), reason.strip()[:300]
    write(row, by=by, at=at, reason=reason, trusted=True)
    said = {"measured": [readable(row.took), "–"]}
    record_changes([News(row.item, Verb.MEASURED, fields=said)], by=by, at=at, reason=reason)
    return row


def _locked(measurement: Measurement) -> Measurement:
    rows = Measurement.objects.select_for_update(of=("self",)).select_related("item")
    found: Measurement = rows.get(pk=measurement.pk)
    return found
