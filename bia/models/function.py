"""Business functions, what was agreed for them, and what stands between need and evidence."""

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bia.choices import LEVELS, Frequency, GapKind, GapState, Level
from core.fields import DurationField
from core.models import Record, RecordQuerySet, Versioned


class FunctionManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Brings the item along: it holds the function's name."""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("item")


@pghistory.track()
class BusinessFunction(Record):
    """Something the organisation does and must keep doing: pay claims, answer the emergency line."""

    unit_path = "item__unit"
    owner_path = "item__owner"
    members_view = False

    item = models.OneToOneField(
        "estate.Item", models.PROTECT, related_name="function", verbose_name=_("item")
    )
    purpose = models.TextField(
        _("what it does"), blank=True, help_text=_("In a sentence or two, and for whom.")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.PROCESS)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("A process is part of a product or service, an activity of either."),
    )
    frequency = models.CharField(
        _("how often it runs"), max_length=10, choices=Frequency, blank=True
    )
    minimum_level = models.PositiveSmallIntegerField(
        _("least it must deliver, in percent"), null=True, blank=True
    )
    minimum_service = models.CharField(
        _("least it must deliver, in words"), max_length=300, blank=True
    )
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True, editable=False)
    retired_on = models.DateField(_("retired"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = FunctionManager()

    class Meta(Record.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        ordering = ["item__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_level=None) | Q(minimum_level__gte=1, minimum_level__lte=100),
                name="function_minimum_is_percent",
                violation_error_message=_("Give a share from 1 to 100 percent."),
            )
        ]

    def __str__(self) -> str:
        return str(self.item.name)

    def clean(self) -> None:
        """A part is smaller than its whole, on both sides of this row."""
        place = LEVELS.index(self.level) if self.level in LEVELS else 0
        if self.part_of is not None and self.part_of.level not in LEVELS[:place]:
            raise ValidationError({"part_of": self._not_part_of(self.part_of)})
        larger = LEVELS[: place + 1]
        part = self.parts.filter(level__in=larger).first() if self.pk else None
        if part is not None:
            raise ValidationError({"level": part._not_part_of(self)})

    def _not_part_of(self, whole: "BusinessFunction") -> str:
        values = {"whole": whole, "level": whole.get_level_display(), "part": self}
        values["own"] = self.get_level_display()
        return (
            _(
                "“%(part)s” (%(own)s) cannot be part of “%(whole)s” (%(level)s): a process is part of a"
                " product or service, an activity of either."
            )
            % values
        )


@pghistory.track()
class Objective(Versioned):
    """The recovery time and data loss that were agreed for a function, and by whom."""

    unit_path = "function__item__unit"
    owner_path = "function__item__owner"
    members_view = False

    function = models.ForeignKey(
        BusinessFunction, models.PROTECT, related_name="objectives", verbose_name=_("function")
    )
    agreed_rto = DurationField(_("agreed RTO"))
    agreed_rpo = DurationField(_("agreed RPO"), null=True, blank=True)
    derived_rto = DurationField(_("derived RTO"), null=True, blank=True, editable=False)
    mtd = DurationField(_("MTD"), null=True, blank=True, editable=False)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("Needed where the agreed RTO is looser than derived.")
    )

    class Meta(Versioned.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["function__item__name", "-number"]

    def __str__(self) -> str:
        return f"{self.function} v{self.number}"


@pghistory.track()
class Gap(Record):
    """An objective that is not met, or not known to be met: who mends it, and until when."""

    unit_path = "function__item__unit"
    owner_path = ("owner", "function__item__owner")
    members_view = False
    actions = ("accept",)

    function = models.ForeignKey(
        BusinessFunction, models.PROTECT, related_name="gaps", verbose_name=_("function")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=GapKind, default=GapKind.RECOVERY)
    title = models.CharField(_("gap"), max_length=200)
    reason = models.TextField(_("why"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="gaps",
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    way_out = models.CharField(_("way out"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=GapState, default=GapState.OPEN, editable=False
    )
    opened_at = models.DateTimeField(_("opened"), editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["function", "kind"],
                condition=~Q(state="closed"),
                name="gap_once_per_kind",
                violation_error_message=_("This function has an open gap of that kind already."),
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None)),
                name="gap_closed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(accepted_until__isnull=False, accepted_by__isnull=False),
                name="gap_accepted_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title
