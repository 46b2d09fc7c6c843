"""The history of a record, readable: who changed what, when, from where and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import User
from core.values import readable

OWN_COLUMNS = {"id", "version", "created_at", "updated_at"}


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One change of a record."""

    at: datetime
    who: str
    where: str
    action: str
    reason: str
    changes: list[Change]


def event_model(model: type[models.Model]) -> Any:
    """The model that keeps this model's history, or None."""
    for relation in model._meta.related_objects:
        if relation.field.name == "pgh_obj":
            return relation.related_model
    return None


def versions(record: Any) -> Any:
    """The record's stored versions, newest first."""
    events = event_model(type(record))
    if events is None:
        return User.objects.none()
    return (
        events.objects.filter(pgh_obj_id=record.pk)
        .select_related("pgh_context")
        .order_by("-pgh_id")
    )


def written(model: type[models.Model], **filters: Any) -> list[tuple[Any, str]]:
    """The stored versions of a model's rows that filters find, oldest first, each with who wrote it."""
    events = event_model(model).objects.filter(**filters).exclude(pgh_label="delete")
    found = list(events.select_related("pgh_context").order_by("pgh_id"))
    names = _Names(found, [])
    return [(one, names.person(_said(one).get("user"))) for one in found]


def deleted(model: type[models.Model], pk: int, *, actor: Any) -> Any:
    """The deleted record of this number as it was last, for who could have read it then; or None."""
    events = event_model(model)
    if events is None or model._base_manager.filter(pk=pk).exists():
        return None
    last = events.objects.filter(pgh_obj_id=pk, pgh_label="delete")
    last = last.filter(actor.access.rows(model, "view")).order_by("-pgh_id").first()
    if last is None:
        return None
    columns = [field.attname for field in model._meta.concrete_fields]
    return model(**{name: getattr(last, name) for name in columns if hasattr(last, name)})


def entries(record: Any, page: Iterable[Any]) -> list[Entry]:
    """The page of versions in words, each compared with the one before it."""
    events = list(page)
    if not events:
        return []
    earlier = event_model(type(record)).objects.filter(
        pgh_obj_id=record.pk, pgh_id__lt=events[-1].pgh_id
    )
    before = [*events[1:], earlier.order_by("-pgh_id").first()]
    fields = [field for field in type(events[0])._meta.concrete_fields if _told(field)]
    names = _Names(events + [event for event in before[-1:] if event], fields)
    return [_entry(event, old, fields, names) for event, old in zip(events, before, strict=True)]


def _told(field: Any) -> bool:
    return not field.name.startswith("pgh_") and field.name not in OWN_COLUMNS


def _entry(event: Any, old: Any, fields: list[Any], names: "_Names") -> Entry:
    said = _said(event)
    changes = []
    for field in fields:
        after = names.text(field, event)
        before = names.text(field, old) if old is not None else "–"
        if before != after and event.pgh_label != "delete":
            changes.append(Change(str(capfirst(field.verbose_name)), before, after))
    return Entry(
        at=event.pgh_created_at,
        who=names.person(said.get("user")),
        where=_where(said),
        action={"insert": _("Created"), "update": _("Changed"), "delete": _("Deleted")}[
            event.pgh_label
        ],
        reason=said.get("reason", ""),
        changes=changes,
    )


def _said(event: Any) -> dict[str, Any]:
    """What was told with a change: who, from where and why."""
    return event.pgh_context.metadata if event.pgh_context else {}


def _where(said: dict[str, Any]) -> str:
    if said.get("link"):
        return _("by link")
    where = str(said.get("where", ""))
    return _("page %(path)s") % {"path": where} if where.startswith("/") else where


class _Names:
    """The words for foreign keys and people in a set of events, fetched once per model."""

    def __init__(self, events: list[Any], fields: list[Any]) -> None:
        wanted: dict[Any, set[Any]] = {}
        for field in fields:
            if field.remote_field:
                ids = {getattr(event, field.attname) for event in events} - {None}
                wanted.setdefault(field.related_model, set()).update(ids)
        people = {_said(event).get("user") for event in events}
        wanted.setdefault(User, set()).update(people - {None})
        self.found = {
            model: {row.pk: str(row) for row in model._base_manager.filter(pk__in=ids)}
            for model, ids in wanted.items()
        }

    def person(self, pk: Any) -> str:
        return self.found[User].get(pk, "") if pk else _("Continuity")

    def text(self, field: Any, event: Any) -> str:
        value = getattr(event, field.attname)
        if value is None:
            return "–"
        if field.remote_field:
            return self.found[field.related_model].get(value, f"#{value}")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return readable(value)
