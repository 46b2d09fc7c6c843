"""How records are written: one function for pages, imports and the API."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from core import search
from core.models import Record, User
from core.models.papers import unit_of
from core.subjects import follow

R = TypeVar("R", bound=Record)


class Conflict(Exception):
    """Somebody saved the record meanwhile. `current` is what is stored now."""

    def __init__(self, current: Record) -> None:
        super().__init__(
            _("“%(record)s” was changed by somebody else meanwhile.") % {"record": current}
        )
        self.current = current


class InUse(Exception):
    """The record cannot be deleted because others rest on it."""


def why(*, by: User | None, reason: str = "", where: str = "") -> Any:
    """A history context: who changes things, why and, outside requests, from where."""
    said = {"user": by.pk if by else None, "reason": reason, "where": where}
    return pghistory.context(**{key: value for key, value in said.items() if value})


def require(actor: User | None, action: str, record: Record) -> None:
    """Refuse with PermissionDenied unless the actor may do the action on the stored record.

    No actor means the application itself, which may.
    """
    if actor is None:
        return
    if not type(record).objects.permitted(actor, action).filter(pk=record.pk).exists():
        raise PermissionDenied(_("You may not do this to “%(record)s”.") % {"record": record})


def save(
    record: R,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> R:
    """Write a record: its rights, rules, version, history and search entry together.

    Only what was changed since the record was read is written; the rest is as others have left it.
    `version` is the one the writer saw; another one stored raises Conflict. A change needs the right
    on the row both as it was and as it will be. Raises PermissionDenied, ValidationError.
    """
    try:
        return _save(record, by=by, version=version, reason=reason, where=where)
    except IntegrityError:
        # The database has refused it; the rules say the same in words.
        record.full_clean()
        raise


@transaction.atomic
def _save(record: R, *, by: User | None, version: int | None, reason: str, where: str) -> R:
    adding = record._state.adding
    if not adding:
        rows = type(record).objects.select_for_update(of=("self",), no_key=True)
        stored = rows.get(pk=record.pk)
        require(by, "change", stored)
        if version is not None and stored.version != version:
            raise Conflict(stored)
        record.take_over(stored)
    record.full_clean(validate_unique=False, validate_constraints=False)
    with why(by=by, reason=reason, where=where):
        record.save()
    require(by, "add" if adding else "change", record)
    record.refresh_from_db(fields=["version"])
    record.remember()
    search.index(record)
    if not adding and (str(stored), unit_of(stored)) != (str(record), unit_of(record)):
        follow(record)
    return record


@transaction.atomic
def add(records: Sequence[Record], *, by: User | None, at: datetime, reason: str = "") -> None:
    """Write new records of one model together, under the rights and rules of `save`.

    For a model without a saving rule of its own. Raises PermissionDenied, ValidationError.
    """
    if not records:
        return
    for record in records:
        record.full_clean(validate_unique=False, validate_constraints=False)
    model = type(records[0])
    with why(by=by, reason=reason):
        model.objects.bulk_create(records)
    written = [record.pk for record in records]
    if by and model.objects.permitted(by, "add").filter(pk__in=written).count() < len(records):
        raise PermissionDenied(_("You may not add these."))
    for record in records:
        record.remember()
    search.index_new(records)


@transaction.atomic
def delete(record: Record, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Delete a record with its parts. Raises InUse when something rests on it."""
    require(by, "delete", record)
    search.forget(record)
    try:
        with why(by=by, reason=reason):
            record.delete()
    except (ProtectedError, RestrictedError) as error:
        raise InUse(
            _("“%(record)s” is in use and cannot be deleted.") % {"record": record}
        ) from error
