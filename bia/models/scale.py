"""The impact scale: what "serious" means here, in words, in money and over time."""

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import Answerer, Figures, Precision, ScoringModel
from core.durations import format_duration
from core.fields import DurationField
from core.models import Record, Versioned
from core.models.papers import PartOfVersion

TOP_LEVEL = 4


def plain_levels() -> list[str]:
    """The names of the levels of a first scale, none to intolerable."""
    return ["none", "minor", "serious", "severe", "intolerable"]


@pghistory.track()
class ImpactScale(Versioned):
    """How bad is bad: the categories of impact, their levels in our own words, and the times asked."""

    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(
        _("what changes, and why"), blank=True, help_text=_("Whoever approves it reads this first.")
    )
    level_names = ArrayField(
        models.CharField(max_length=40),
        size=TOP_LEVEL + 1,
        default=plain_levels,
        verbose_name=_("names of the levels"),
        help_text=_("From none to the worst, separated by commas."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    figures = models.CharField(
        _("for how many functions is the loss known in money"),
        max_length=8,
        choices=Figures,
        blank=True,
    )
    precision = models.CharField(
        _("what do those who sign want to know"), max_length=8, choices=Precision, blank=True
    )
    answered_by = models.CharField(
        _("who answers for the money"), max_length=8, choices=Answerer, blank=True
    )

    class Meta(Versioned.Meta):
        verbose_name = _("impact scale")
        verbose_name_plural = _("impact scales")
        ordering = ["-number"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="scale_currency"
            ),
            models.CheckConstraint(
                condition=Q(level_names__len=TOP_LEVEL + 1), name="scale_names_every_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


@pghistory.track()
class ImpactCategory(Record):
    """A kind of harm: money, people, law, reputation; and from which level it is intolerable."""

    scale = models.ForeignKey(
        ImpactScale, models.CASCADE, related_name="categories", verbose_name=_("impact scale")
    )
    key = models.SlugField(max_length=40, editable=False)
    name = models.CharField(_("name"), max_length=80)
    hint = models.CharField(
        _("hint"), max_length=120, blank=True, help_text=_("Stands small under the name.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    intolerable = models.PositiveSmallIntegerField(
        _("intolerable from level"),
        default=TOP_LEVEL,
        help_text=_("The level the organisation will not bear; it sets the MTD."),
    )
    model = models.CharField(
        _("scoring model"),
        max_length=12,
        choices=ScoringModel,
        default=ScoringModel.QUALITATIVE,
        help_text=_("By levels in words, by money over time, or by money where it is known."),
    )
    model_reason = models.CharField(_("why this model"), max_length=300, blank=True)
    tolerance = models.DecimalField(
        _("most money we would lose"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("For money only: where a function states its loss, this replaces the level."),
    )

    class Meta(Record.Meta):
        verbose_name = _("impact category")
        verbose_name_plural = _("impact categories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="category_once"),
            models.CheckConstraint(
                condition=Q(intolerable__gte=1, intolerable__lte=TOP_LEVEL),
                name="category_intolerable_is_a_level",
                violation_error_message=_("Choose a level from 1 to 4."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance=None) | Q(tolerance__gt=0), name="category_tolerance_positive"
            ),
        ]
        triggers = (*Record.Meta.triggers, PartOfVersion("scale"))

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ImpactLevel(Record):
    """What a level of a category means here, in words and, for money, as a range."""

    category = models.ForeignKey(
        ImpactCategory, models.CASCADE, related_name="levels", verbose_name=_("impact category")
    )
    level = models.PositiveSmallIntegerField(_("level"))
    words = models.CharField(_("in our words"), max_length=300, blank=True)
    money_from = models.DecimalField(
        _("from"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    money_to = models.DecimalField(_("to"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("impact level")
        verbose_name_plural = _("impact levels")
        ordering = ["category__position", "level"]
        constraints = [
            models.UniqueConstraint(fields=["category", "level"], name="level_once"),
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=TOP_LEVEL), name="level_known"
            ),
            models.CheckConstraint(
                condition=Q(money_from=None) | Q(money_to=None) | Q(money_to__gt=F("money_from")),
                name="level_range_ascends",
                violation_error_message=_("The range must end above where it begins."),
            ),
        ]
        triggers = (*Record.Meta.triggers, PartOfVersion("category__scale"))

    def __str__(self) -> str:
        return f"{self.category} {self.level}"


@pghistory.track()
class TimeBand(Record):
    """A time after which owners are asked how bad it is: 1 h, 4 h, 1 day."""

    scale = models.ForeignKey(
        ImpactScale, models.CASCADE, related_name="bands", verbose_name=_("impact scale")
    )
    until = DurationField(_("after"))

    class Meta(Record.Meta):
        verbose_name = _("time band")
        verbose_name_plural = _("time bands")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "until"],
                name="band_once",
                violation_error_message=_("This time stands in the scale already."),
            )
        ]
        triggers = (*Record.Meta.triggers, PartOfVersion("scale"))

    def __str__(self) -> str:
        return format_duration(self.until)

    def clean(self) -> Any:
        """A band ends after it begins."""
        if self.until is not None and not self.until:
            raise ValidationError({"until": _("Give a time above zero.")})
