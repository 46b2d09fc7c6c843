"""What the organisation wants to achieve, which functions serve it, and the tiers of urgency."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bia.choices import Degree
from bia.models.function import BusinessFunction
from core.durations import format_duration
from core.fields import DurationField
from core.models import Record


@pghistory.track()
class StrategicObjective(Record):
    """Something the organisation wants to achieve, with its weight against the others."""

    open_to_members = True

    name = models.CharField(_("objective"), max_length=200, unique=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        help_text=_("From 1 to 100, against the other objectives: twice as much counts twice."),
    )
    description = models.TextField(_("what is to be achieved"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("strategic objective")
        verbose_name_plural = _("strategic objectives")
        ordering = ["-weight", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="strategic_weight_in_range",
                violation_error_message=_("Give a weight from 1 to 100."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Contribution(Record):
    """How much a function serves a strategic objective."""

    unit_path = "function__item__unit"
    owner_path = "function__item__owner"
    members_view = False

    function = models.ForeignKey(
        BusinessFunction, models.CASCADE, related_name="contributions", verbose_name=_("function")
    )
    objective = models.ForeignKey(
        StrategicObjective,
        models.CASCADE,
        related_name="contributions",
        verbose_name=_("strategic objective"),
    )
    degree = models.PositiveSmallIntegerField(
        _("how much"), choices=Degree, default=Degree.IMPORTANT
    )
    reason = models.CharField(_("in what way"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["objective", "-degree", "function__item__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["function", "objective"],
                name="contribution_once",
                violation_error_message=_("This function serves that objective already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.objective}"


@pghistory.track()
class RecoveryTier(Record):
    """A step of the tier table; its place, T0 the first, follows from the longest MTD."""

    open_to_members = True

    longest = DurationField(
        _("longest MTD"),
        null=True,
        blank=True,
        help_text=_("Empty for the last tier, which has no end."),
    )
    meaning = models.CharField(_("meaning"), max_length=200, unique=True)
    budget = models.PositiveSmallIntegerField(
        _("functions per unit"),
        null=True,
        blank=True,
        help_text=_(
            "A unit with more functions in this tier is asked whether all are as urgent. Empty: as"
            " many as there are."
        ),
    )

    class Meta(Record.Meta):
        verbose_name = _("recovery tier")
        verbose_name_plural = _("recovery tiers")
        ordering = [models.F("longest").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["longest"],
                name="recovery_tier_once",
                nulls_distinct=False,
                violation_error_message=_("There is a tier with this longest MTD already."),
            )
        ]

    def __str__(self) -> str:
        if self.longest is None:
            return str(_("Longer than the others"))
        return str(_("At most %(time)s") % {"time": format_duration(self.longest)})
