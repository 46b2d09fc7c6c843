"""What is planned for, how long the organisation takes to react, and what functions need."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import DurationField
from core.models import Record
from estate.choices import Basis, DelayStep, Kind, ScenarioKind

from .items import Item, Site, Team
from .revision import GRAPH_TRIGGERS


@pghistory.track()
class PlanningScenario(Record):
    """A loss the programme plans for, by name. Every function is judged in the worst of them."""

    open_to_members = True

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ScenarioKind, default=ScenarioKind.IT)
    description = models.TextField(_("description"), blank=True)
    everything = models.BooleanField(
        _("everything is lost"), default=False, help_text=_("No losses are listed then.")
    )
    data_destroyed = models.BooleanField(
        _("data is destroyed"),
        default=False,
        help_text=_("A failover proves nothing then: what is copied is destroyed there too."),
    )
    is_planned = models.BooleanField(
        _("counts"), default=True, help_text=_("Functions are judged in it.")
    )

    class Meta(Record.Meta):
        verbose_name = _("planning scenario")
        verbose_name_plural = _("planning scenarios")
        ordering = ["name"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="scenario_once",
                violation_error_message=_("There is already a scenario of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ScenarioLoss(Record):
    """Something lost in a scenario: an item, or all there is at a site, of a supplier, of a kind."""

    open_to_members = True

    scenario = models.ForeignKey(
        PlanningScenario, models.CASCADE, verbose_name=_("scenario"), related_name="losses"
    )
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("item"),
        null=True,
        blank=True,
        related_name="lost_in",
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        verbose_name=_("all at the site"),
        null=True,
        blank=True,
        related_name="+",
    )
    supplier = models.ForeignKey(
        Item,
        models.PROTECT,
        verbose_name=_("all of the supplier"),
        null=True,
        blank=True,
        limit_choices_to={"kind": Kind.VENDOR},
        related_name="+",
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        verbose_name=_("the team"),
        null=True,
        blank=True,
        related_name="+",
    )
    region = models.CharField(_("all in the region"), max_length=100, blank=True)
    country = models.CharField(_("all in the country"), max_length=100, blank=True)
    kind = models.CharField(_("all of the kind"), max_length=12, choices=Kind, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("loss")
        verbose_name_plural = _("losses")
        ordering = ["scenario__name", "pk"]
        triggers = GRAPH_TRIGGERS

    def __str__(self) -> str:
        named = (self.item, self.site, self.supplier, self.team, self.region, self.country)
        return str(next((part for part in (*named, self.get_kind_display()) if part), "–"))


@pghistory.track()
class Delay(Record):
    """The organisation's own time to detect, to decide, to mobilise."""

    open_to_members = True

    step = models.CharField(_("step"), max_length=10, choices=DelayStep)
    low = DurationField(_("at best"))
    likely = DurationField(_("likely"))
    high = DurationField(_("at worst"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.TARGET)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("delay")
        verbose_name_plural = _("delays")
        ordering = ["step"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["step"],
                name="delay_once",
                violation_error_message=_("This delay is recorded already: change it there."),
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("likely")) & Q(likely__lte=F("high")),
                name="delay_order",
                violation_error_message=_("At best, likely and at worst go from small to large."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_step_display())


@pghistory.track()
class Objective(Record):
    """What is agreed for an item: when it must be back and how much data may be lost."""

    unit_path = "item__unit"
    owner_path = "item__owner"
    open_to_members = True

    item = models.OneToOneField(
        Item, models.PROTECT, verbose_name=_("item"), related_name="objective"
    )
    agreed_rto = DurationField(_("agreed RTO"), null=True, blank=True)
    rpo = DurationField(_("agreed RPO"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("agreed by"),
        null=True,
        blank=True,
        related_name="+",
    )
    source_ref = models.CharField(_("where it is agreed"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["item__name"]
        triggers = GRAPH_TRIGGERS

    def __str__(self) -> str:
        return str(self.item)


@pghistory.track()
class FunctionProfile(Record):
    """What the impact analysis says of a function, as the graph needs it; one row per calendar variant.

    Written through estate.services.set_function_profile only. Times in the JSON columns are hours.
    """

    unit_path = "item__unit"
    owner_path = "item__owner"

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("item"), related_name="profiles")
    variant = models.CharField(_("variant"), max_length=60, blank=True)
    impact: Any = models.JSONField(_("impact"), default=list, blank=True)
    loss: Any = models.JSONField(_("loss curve"), default=list, blank=True)
    rpo_needs: Any = models.JSONField(_("data loss needs"), default=list, blank=True)
    workaround: Any = models.JSONField(_("workaround"), null=True, blank=True)
    mtd = DurationField(_("MTD"), null=True, blank=True)
    wrt_low = DurationField(_("WRT at best"), null=True, blank=True)
    wrt = DurationField(_("WRT"), null=True, blank=True)
    wrt_high = DurationField(_("WRT at worst"), null=True, blank=True)
    minimum_level = models.FloatField(_("minimum level"), null=True, blank=True)
    minimum_service = models.TextField(_("minimum service"), blank=True)
    full_service = DurationField(_("full service after"), null=True, blank=True)
    source_ref = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("function profile")
        verbose_name_plural = _("function profiles")
        ordering = ["item__name", "variant"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(fields=["item", "variant"], name="profile_once"),
            models.CheckConstraint(
                condition=Q(minimum_level=None) | Q(minimum_level__range=(0, 1)),
                name="profile_minimum_level",
                violation_error_message=_("A share lies between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.variant}".strip()
