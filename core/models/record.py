"""The base of every business record: versioned against two hands at once, and behind one door."""

from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any, Self

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

CHANGEABLE = (list, dict)
IN_USE = {"retired_on": None, "is_active": True}


class RecordQuerySet(models.QuerySet[Any]):
    """Rows behind the one door: `permitted`."""

    def permitted(self, actor: Any, action: str) -> Self:
        """The rows on which `actor` may do `action`; none for a stranger. Fails closed."""
        if not getattr(actor, "is_authenticated", False) or not actor.is_active:
            return self.none()
        return self.filter(actor.access.rows(self.model, action))

    def visible_to(self, actor: Any) -> Self:
        """The rows `actor` may read."""
        return self.permitted(actor, "view")

    def in_use(self) -> Self:
        """The rows that something new may name."""
        return self.filter(**self.model.usable())


class Record(models.Model):
    """A business record. Its history is kept by the database, its version counts its changes."""

    unit_path: str | None = None
    """The path to the row's organisational unit, for the roles that hold for a unit."""
    other_unit_paths: tuple[str, ...] = ()
    """Paths to further units whose roles reach the row as well, where it lies between units."""
    owner_path: str | tuple[str, ...] | None = None
    """The path to the row's owner, for the roles of the owner kind; several where each owner counts."""
    open_to_members: bool = False
    """Every person with a role may read every row."""
    members_view: bool = True
    """Every person with a role may read the rows that belong to no unit."""
    viewed_by: tuple[str, ...] = ()
    """Only those who may do one of these with a row may read it; empty: the right to view."""
    seen_with: str = ""
    """The relation to rows beneath it: whoever may read one of them may read this row as well."""
    actions: tuple[str, ...] = ()
    """The verbs beyond view, add, change and delete."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        triggers: tuple[Any, ...] = (
            pgtrigger.Trigger(
                name="count_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="NEW.version = OLD.version + 1; RETURN NEW;",
            ),
        )

    _read: dict[str, Any] = {}
    """The row as it was when this one was read or written last, by column; empty: never."""

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any
    ) -> Self:
        """A row as it is read, which it can be compared with later."""
        record = super().from_db(db, field_names, values, **how)
        record._read = _kept(zip(field_names, values, strict=True))
        return record

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: Any = None,
    ) -> None:
        """Read again; what is left out stays as changed as it was."""
        names = None if fields is None else set(fields)
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
        self.remember(names)

    def remember(self, names: Iterable[str] | None = None) -> None:
        """Take the present values, or those of these fields, for what is stored."""
        only = None if names is None else set(names)
        known = self.__dict__
        self._read = self._read | _kept(
            (field.attname, known[field.attname])
            for field in self._meta.concrete_fields
            if field.attname in known and (only is None or only & {field.name, field.attname})
        )

    def take_over(self, stored: Self) -> None:
        """Take from the stored row whatever was not changed here since this one was read."""
        if stored.version < self._read.get("version", 0):
            return  # What was written last was taken back: all of it is still to be written.
        for name, value in self._read.items():
            if self.__dict__[name] == value:
                setattr(self, name, getattr(stored, name))

    @property
    def is_in_use(self) -> bool:
        """Whether something new may name the row; what named it before keeps it."""
        return all(getattr(self, name) == value for name, value in self.usable().items())

    @classmethod
    def usable(cls) -> dict[str, Any]:
        """What a row in use is, by column: not retired; a person, active."""
        named = {field.name for field in cls._meta.concrete_fields}
        return {name: value for name, value in IN_USE.items() if name in named}

    @classmethod
    def retires(cls) -> bool:
        """Whether rows are retired rather than deleted."""
        return any(field.name == "retired_on" for field in cls._meta.concrete_fields)

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse(f"{self._meta.app_label}:{self._meta.model_name}-detail", args=[self.pk])


def _kept(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Values as they are now, though they be changed in place later."""
    kept = dict(values)
    for name, value in kept.items():
        if value.__class__ in CHANGEABLE:
            kept[name] = deepcopy(value)
    return kept
