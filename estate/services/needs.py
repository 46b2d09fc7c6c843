"""What functions need, as the impact analysis writes it down for the graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import services
from core.models import User
from core.values import readable
from engine import objectives
from engine.model import Node
from engine.results import Mtd
from estate.choices import Kind, Verb
from estate.models import FunctionProfile, Item, Objective

from .changes import News, record_changes, write
from .graph import with_profile
from .readiness import request_readiness
from .standing import limit_words
from .words import time_of

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class ImpactCurve:
    """How bad it gets in one category: (end of the band, level), times ascending."""

    category: str
    intolerable: float
    bands: tuple[tuple[timedelta, float], ...] = ()
    tolerance: float | None = None
    high: tuple[tuple[timedelta, float], ...] = ()
    low: tuple[tuple[timedelta, float], ...] = ()
    """The loss at worst and at best, where it is known as a range."""


@dataclass(frozen=True)
class LossAt:
    """The money lost until a moment, cumulative, in the reporting currency."""

    after: timedelta
    amount: float


@dataclass(frozen=True)
class DataNeed:
    """The data loss a function cannot bear, of one data set or of all it rests on."""

    within: timedelta
    data: Item | None = None
    category: str = ""
    reason: str = ""
    reenter_from: str = ""


@dataclass(frozen=True)
class Workaround:
    """How long and how much of the work goes on by hand, and since when that is proven."""

    lasts: timedelta
    capacity: float
    rehearsed_on: date | None = None
    backlog: timedelta = timedelta(0)
    staffed: bool = True


@dataclass(frozen=True)
class Profile:
    """What the impact analysis says of a function."""

    impact: tuple[ImpactCurve, ...] = ()
    loss: tuple[LossAt, ...] = ()
    rpo_needs: tuple[DataNeed, ...] = ()
    workaround: Workaround | None = None
    mtd: timedelta | None = None
    wrt_low: timedelta | None = None
    wrt: timedelta | None = None
    wrt_high: timedelta | None = None
    minimum_level: float | None = None
    minimum_service: str = ""
    full_service: timedelta | None = None


@transaction.atomic
def set_objective(
    *,
    item: Item,
    by: User | None,
    at: datetime,
    agreed_rto: timedelta | None = None,
    rpo: timedelta | None = None,
    agreed_on: date | None = None,
    source_ref: str = "",
    reason: str = "",
) -> Objective:
    """What is agreed for an item, whole: what is not given is cleared."""
    row = Objective.objects.select_for_update().filter(item=item).first() or Objective(item=item)
    before = {} if row._state.adding else {"agreed_rto": row.agreed_rto, "rpo": row.rpo}
    given = {
        "agreed_rto": agreed_rto,
        "rpo": rpo,
        "agreed_on": agreed_on,
        "agreed_by": by if agreed_rto else None,
        "source_ref": source_ref,
    }
    same = {name: getattr(row, name) for name in given} == given
    if same and not row._state.adding:
        return row
    for name, value in given.items():
        setattr(row, name, value)
    write(row, by=by, at=at, reason=reason, trusted=bool(source_ref))
    changed = _objective_difference(before, {"agreed_rto": agreed_rto, "rpo": rpo})
    news = [News(item, Verb.OBJECTIVE, fields=changed)] if changed else []
    record_changes(news, by=by, at=at, reason=reason)
    return row


def _objective_difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: [readable(before.get(name)), readable(after.get(name))]
        for name in ("agreed_rto", "rpo")
        if before.get(name) != after.get(name)
    }


@transaction.atomic
def save_objective(
    row: Objective,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> Objective:
    """Write an objective typed in by hand, agreed by whoever types it. Raises ValidationError."""
    stored = None if row._state.adding else Objective.objects.get(pk=row.pk)
    for each in (stored, row):
        if each is not None and (sentence := decided_elsewhere(each)):
            raise ValidationError(sentence)
    row.source_ref = ""
    before = {"agreed_rto": stored.agreed_rto, "rpo": stored.rpo} if stored else {}
    changed = _objective_difference(before, {"agreed_rto": row.agreed_rto, "rpo": row.rpo})
    if stored is None or changed or stored.agreed_on != row.agreed_on:
        row.agreed_by = by
    services.save(row, by=by, at=at, version=version, reason=reason, where=where)
    news = [News(row.item, Verb.OBJECTIVE, fields=changed)] if changed else []
    record_changes(news, by=by, at=at, reason=reason)
    return row


@transaction.atomic
def remove_objective(row: Objective, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Take back an objective typed in by hand. Raises InUse for one that is decided elsewhere."""
    if sentence := decided_elsewhere(row):
        raise services.InUse(sentence)
    item, before = row.item, {"agreed_rto": row.agreed_rto, "rpo": row.rpo}
    services.delete(row, by=by, at=at, reason=reason)
    changed = _objective_difference(before, {})
    record_changes([News(item, Verb.OBJECTIVE, fields=changed)], by=by, at=at, reason=reason)


def decided_elsewhere(row: Objective) -> str:
    """Where an objective is decided that is not typed in by hand, as a sentence; else empty."""
    if row.item.kind == Kind.FUNCTION:
        return _(
            "What a function needs is agreed in its interview and approved by the head of its "
            "unit. Change it there."
        )
    if row.source_ref:
        return _("This was decided elsewhere (%(where)s). Change it there.") % {
            "where": row.source_ref
        }
    return ""


@transaction.atomic
def set_function_profile(
    *,
    item: Item,
    by: User | None,
    at: datetime,
    profile: Profile,
    variant: str = "",
    source_ref: str = "",
    reason: str = "",
) -> FunctionProfile:
    """Write what the impact analysis says of a function, whole. Raises ValidationError.

    Another MTD than the one in force until now is news. The first one is not: nothing has moved.
    """
    check_profile(profile)
    row = FunctionProfile.objects.select_for_update().filter(item=item, variant=variant).first()
    row = row or FunctionProfile(item=item, variant=variant)
    values = _columns(profile) | {"source_ref": source_ref}
    changed = row._state.adding or any(getattr(row, n) != v for n, v in values.items())
    if not changed:
        return row
    before = None if row._state.adding else _limit(row)
    for name, value in values.items():
        setattr(row, name, value)
    write(row, by=by, at=at, reason=reason, trusted=bool(source_ref))
    if before is not None and not variant:
        news = list(_moved_limit(item, before, _limit(row)))
        record_changes(news, by=by, at=at, reason=reason)
    transaction.on_commit(lambda: request_readiness(at=at))
    return row


def _limit(row: FunctionProfile) -> Mtd:
    """The MTD a profile comes to."""
    return objectives.mtd(with_profile(Node(str(row.item_id)), row))


def _moved_limit(item: Item, before: Mtd, after: Mtd) -> Iterator[News]:
    """The news of another MTD; that more or less time was asked about is none."""
    if (before.hours, before.state) == (after.hours, after.state):
        return
    words = [
        limit_words(time_of(one.hours), one.state, time_of(one.at_least_h))
        for one in (before, after)
    ]
    yield News(item, Verb.OBJECTIVE, fields={"mtd": words})


@transaction.atomic
def drop_function_profile(
    *, item: Item, by: User | None, at: datetime, variant: str = "", reason: str = ""
) -> None:
    """Forget a variant that is no longer asked for."""
    for row in FunctionProfile.objects.filter(item=item, variant=variant):
        with services.why(by=by, reason=reason):
            services.delete(row, by=None, at=at, reason=reason)


def check_profile(profile: Profile) -> None:
    """Refuse what the engine would refuse, with a sentence."""
    for curve in profile.impact:
        ends = [end for end, _level in curve.bands]
        if ends != sorted(set(ends)):
            sentence = _("The time bands of “%(name)s” must ascend.")
            raise ValidationError(sentence % {"name": curve.category})
    wrt = [t for t in (profile.wrt_low, profile.wrt, profile.wrt_high) if t is not None]
    if wrt != sorted(wrt):
        raise ValidationError(_("WRT at best, likely and at worst go from small to large."))
    if profile.mtd and profile.wrt and profile.wrt >= profile.mtd:
        raise ValidationError(_("Catching up takes as long as the MTD allows or longer."))


def _columns(profile: Profile) -> dict[str, Any]:
    """The profile as the row keeps it: parts as JSON with hours, times as they are."""
    workaround = profile.workaround
    return {
        "impact": [
            {
                "category": curve.category,
                "intolerable": curve.intolerable,
                "bands": [[end / HOUR, level] for end, level in curve.bands],
                "tolerance": curve.tolerance,
                "high": [[at / HOUR, amount] for at, amount in curve.high],
                "low": [[at / HOUR, amount] for at, amount in curve.low],
            }
            for curve in profile.impact
        ],
        "loss": [[point.after / HOUR, float(point.amount)] for point in profile.loss],
        "rpo_needs": [
            {
                "hours": need.within / HOUR,
                "data": str(need.data.pk) if need.data else "",
                "category": need.category,
                "reason": need.reason,
                "reenter_from": need.reenter_from,
            }
            for need in profile.rpo_needs
        ],
        "workaround": workaround
        and {
            "hours": workaround.lasts / HOUR,
            "capacity": workaround.capacity,
            "rehearsed_on": workaround.rehearsed_on and workaround.rehearsed_on.isoformat(),
            "backlog_h": workaround.backlog / HOUR,
            "staffed": workaround.staffed,
        },
        "mtd": profile.mtd,
        "wrt_low": profile.wrt_low,
        "wrt": profile.wrt,
        "wrt_high": profile.wrt_high,
        "minimum_level": profile.minimum_level,
        "minimum_service": profile.minimum_service,
        "full_service": profile.full_service,
    }
