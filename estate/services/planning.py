"""What the programme plans for and reckons with, changed by hand: told like every other change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import services
from core.models import User
from core.values import field_text
from estate.choices import Kind, Verb
from estate.models import Delay, EstateChange, Item, KindDefault, PlanningScenario, ScenarioLoss

from .changes import all_above, tell
from .graph import lost_by

Planned = PlanningScenario | ScenarioLoss | Delay | KindDefault
PLACES = (
    "pk",
    "kind",
    "site_id",
    "supplier_id",
    "team_id",
    "region",
    "country",
    "site__region",
    "site__country",
)


@transaction.atomic
def save_planned(
    row: Planned,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> Planned:
    """Write a scenario, a loss, a delay or an assumed time, and tell what it touches."""
    stored: Any = None if row._state.adding else type(row)._default_manager.get(pk=row.pk)
    before = told(stored) if stored else {}
    touched = touched_by(stored) if stored else set()
    services.save(row, by=by, at=at, version=version, reason=reason, where=where)
    after = told(row)
    changed = {
        name: [before.get(name, "–"), value]
        for name, value in after.items()
        if before.get(name, "–") != value
    }
    if changed:
        verb = Verb.CHANGED if stored else Verb.CREATED
        _tell(row, verb, changed, touched | touched_by(row), by=by, at=at, reason=reason)
    return row


@transaction.atomic
def remove_planned(row: Planned, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Delete a scenario, a loss, a delay or an assumed time, and tell what it touched."""
    gone = {name: [value, "–"] for name, value in told(row).items() if value != "–"}
    touched, name = touched_by(row), about(row)
    services.delete(row, by=by, at=at, reason=reason)
    _tell(name, Verb.REMOVED, gone, touched, by=by, at=at, reason=reason)


def _tell(
    row: Planned | str,
    verb: Verb,
    fields: dict[str, list[str]],
    touched: set[int],
    *,
    by: User | None,
    at: datetime,
    reason: str,
) -> None:
    name = row if isinstance(row, str) else about(row)
    change = EstateChange(
        about=name[:300], verb=verb, fields=fields, at=at, by=by, reason=reason[:300]
    )
    tell([change], {0: touched}, by=by, at=at, reason=reason)


def told(row: Planned) -> dict[str, str]:
    """What a row says, field by field, as people read it."""
    return {
        column.name: field_text(row, column.name)
        for column in row._meta.concrete_fields
        if column.editable and not column.primary_key and column.name not in ("version",)
    }


def about(row: Planned) -> str:
    """What a change of the row is about."""
    if isinstance(row, ScenarioLoss):
        return _("Scenario “%(scenario)s”: %(loss)s") % {"scenario": row.scenario, "loss": row}
    if isinstance(row, PlanningScenario):
        return _("Scenario “%(scenario)s”") % {"scenario": row}
    if isinstance(row, Delay):
        return _("Delay: %(step)s") % {"step": row}
    return _("Assumed time: %(kind)s") % {"kind": row}


def touched_by(row: Planned) -> set[int]:
    """The items whose figures the row bears on."""
    items = Item.objects.in_use()
    if isinstance(row, KindDefault):
        unstated = items.filter(kind=row.kind).exclude(claims__superseded_at=None, claims__pk__gt=0)
        return all_above(unstated.values_list("pk", flat=True))
    if isinstance(row, Delay) or (isinstance(row, PlanningScenario) and row.everything):
        return set(items.filter(kind=Kind.FUNCTION).values_list("pk", flat=True))
    losses: Iterable[ScenarioLoss] = [row] if isinstance(row, ScenarioLoss) else row.losses.all()
    places = list(items.values(*PLACES))
    return all_above({pk for loss in losses for pk in lost_by(loss, places)})
