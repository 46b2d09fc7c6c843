"""Where items come from, each import, and every change with what it touched."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.values import readable
from estate.choices import Format, RunState, Verb

from .items import Item


@pghistory.track()
class ImportSource(Record):
    """A place items come from: an inventory, a sheet somebody keeps. Remembers how to read it."""

    unit_path = "unit"
    viewed_by = ("import", "export")
    actions = ("import",)

    name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=10, choices=Format)
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Given to new items."),
    )
    mapping: Any = models.JSONField(_("columns"), default=dict, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("import source")
        verbose_name_plural = _("import sources")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="import_source_once",
                violation_error_message=_("There is already a source of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ImportRun(Record):
    """One reading of a source: what it would change, and whether that was taken over."""

    unit_path = "source__unit"
    viewed_by = ("import", "export")

    source = models.ForeignKey(
        ImportSource, models.PROTECT, verbose_name=_("source"), related_name="runs"
    )
    file = models.ForeignKey(
        "core.File",
        models.PROTECT,
        verbose_name=_("file"),
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.READING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))
    applied_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    counts: Any = models.JSONField(_("counts"), default=dict, blank=True)
    problems: Any = models.JSONField(_("refused"), default=list, blank=True)
    sample: Any = models.JSONField(default=list, blank=True)
    mapping: Any = models.JSONField(_("columns"), default=dict, blank=True, editable=False)
    plan_mark = models.CharField(max_length=64, blank=True, editable=False)
    is_overtaken = models.BooleanField(_("the estate changed since"), default=False, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source}, {readable(self.at)}"


@pghistory.track()
class EstateChange(Record):
    """Something that changed in the estate: what, by whom, from what to what, and what it touches."""

    unit_path = "item__unit"
    owner_path = "item__owner"
    open_to_members = True

    item = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("item"),
        null=True,
        blank=True,
        related_name="changes",
    )
    about = models.CharField(
        _("about"),
        max_length=300,
        blank=True,
        help_text=_("What is no item: a scenario, a delay, an assumed time."),
    )
    other = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("and"),
        null=True,
        blank=True,
        related_name="changes_beside",
    )
    verb = models.CharField(_("what"), max_length=10, choices=Verb)
    fields: Any = models.JSONField(_("from and to"), default=dict, blank=True)
    is_material = models.BooleanField(
        _("bears on recovery"),
        default=False,
        help_text=_("What was proven on it must be proven again."),
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    run = models.ForeignKey(
        ImportRun,
        models.PROTECT,
        verbose_name=_("import"),
        null=True,
        blank=True,
        related_name="changes",
    )

    class Meta(Record.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["item", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item__isnull=False) | ~models.Q(about=""),
                name="change_is_about_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item or self.about}: {self.get_verb_display()}"


class Touched(models.Model):
    """An item that rests, straight or through others, on what a change was about."""

    change = models.ForeignKey(EstateChange, models.CASCADE, related_name="touched")
    item = models.ForeignKey(Item, models.CASCADE, related_name="touched_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "item"], name="touched_once")]

    def __str__(self) -> str:
        return f"{self.change_id} touches {self.item_id}"
