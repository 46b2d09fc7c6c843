"""The risk matrix: what likely and bad mean here, how they are rated together, what is borne."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import Axis
from core.models import Record, Versioned
from core.models.papers import PartOfVersion

from .threat import HIGHEST, RiskCategory


@pghistory.track()
class RiskMatrix(Versioned):
    """How risks are rated: levels of likelihood and impact, the rating of each pair, the appetite."""

    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(
        _("what changes, and why"), blank=True, help_text=_("Whoever approves it reads this first.")
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    ratings = ArrayField(
        ArrayField(models.PositiveSmallIntegerField()),
        verbose_name=_("ratings"),
        default=list,
        editable=False,
    )
    """A row for each likelihood, the rarest first; in it a rating for each impact."""

    class Meta(Versioned.Meta):
        verbose_name = _("risk matrix")
        verbose_name_plural = _("risk matrices")
        ordering = ["-number"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="matrix_currency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


@pghistory.track()
class RiskLevel(Record):
    """One level of likelihood or impact, or one rating: its name, what it means, its range.

    The range of a likelihood is years (once in … to …), of an impact money; a rating has none.
    """

    matrix = models.ForeignKey(
        RiskMatrix, models.CASCADE, related_name="levels", verbose_name=_("risk matrix")
    )
    axis = models.CharField(_("axis"), max_length=10, choices=Axis)
    level = models.PositiveSmallIntegerField(_("level"))
    name = models.CharField(_("name"), max_length=40)
    words = models.CharField(_("in our words"), max_length=300, blank=True)
    low = models.DecimalField(_("from"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("risk level")
        verbose_name_plural = _("risk levels")
        ordering = ["axis", "level"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "axis", "level"], name="risk_level_once"),
            models.CheckConstraint(
                condition=Q(level__range=(1, HIGHEST)), name="risk_level_is_a_level"
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gt=F("low")),
                name="risk_level_range_ascends",
                violation_error_message=_("The range must end above where it begins."),
            ),
        ]
        triggers = (*Record.Meta.triggers, PartOfVersion("matrix"))

    def __str__(self) -> str:
        return f"{self.level} {self.name}"


@pghistory.track()
class RiskAppetite(Record):
    """The highest rating that is borne in a category; above it a risk is treated or accepted."""

    matrix = models.ForeignKey(
        RiskMatrix, models.CASCADE, related_name="appetites", verbose_name=_("risk matrix")
    )
    category = models.ForeignKey(
        RiskCategory, models.PROTECT, related_name="+", verbose_name=_("category")
    )
    rating = models.PositiveSmallIntegerField(_("highest rating borne"))

    class Meta(Record.Meta):
        verbose_name = _("risk appetite")
        verbose_name_plural = _("risk appetites")
        ordering = ["category__position", "category__name"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "category"], name="risk_appetite_once"),
            models.CheckConstraint(
                condition=Q(rating__range=(1, HIGHEST)), name="risk_appetite_is_a_rating"
            ),
        ]
        triggers = (*Record.Meta.triggers, PartOfVersion("matrix"))

    def __str__(self) -> str:
        return f"{self.category}: {self.rating}"
