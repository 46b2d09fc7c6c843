"""A risk of disruption, and every score it ever had."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import RiskOrigin, RiskState
from core.constraints import FieldCheck
from core.models import Record

from .matrix import RiskMatrix
from .threat import HIGHEST, REASONED, SAY_WHY, RiskCategory, Threat

SCORES = ("inherent_likelihood", "inherent_impact", "residual_likelihood", "residual_impact")

FIGURES = tuple(f"{name}_{part}" for name in ("rate", "loss") for part in ("low", "likely", "high"))
"""How often and how much, each as a range."""


def a_level(name: str) -> Q:
    """The condition that a column holds a level, or nothing."""
    return Q(**{name: None}) | Q(**{f"{name}__range": (1, HIGHEST)})


def ascending(name: str) -> Q:
    """The condition that a range is whole and ascends, or is not given."""
    low, likely, high = (f"{name}_{part}" for part in ("low", "likely", "high"))
    given = {f"{part}__isnull": False for part in (low, likely, high)}
    ascends = {f"{low}__gte": 0, f"{likely}__gte": F(low), f"{high}__gte": F(likely)}
    return Q(**{low: None, likely: None, high: None}) | Q(**given, **ascends)


@pghistory.track()
class Risk(Record):
    """What may happen to an item, how likely and how bad with and without what stands against it."""

    unit_path = "unit"
    owner_path = "owner"
    members_view = False
    actions = ("review", "accept", "retire")

    code = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("Left empty, the next one is given.")
    )
    title = models.CharField(_("risk"), max_length=200)
    item = models.ForeignKey(
        "estate.Item",
        models.PROTECT,
        verbose_name=_("item"),
        related_name="risks",
        help_text=_("What is hit: a function, a site, a system, a supplier."),
    )
    threat = models.ForeignKey(
        Threat,
        models.PROTECT,
        verbose_name=_("threat"),
        related_name="risks",
        null=True,
        blank=True,
    )
    category = models.ForeignKey(
        RiskCategory,
        models.PROTECT,
        verbose_name=_("category"),
        related_name="risks",
        null=True,
        blank=True,
        help_text=_("Decides which appetite it is held against."),
    )
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="risks",
        help_text=_("Left empty, the item's."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="risks",
        help_text=_("Reviews it each quarter. Left empty, the item's owner."),
    )
    description = models.TextField(
        _("what could happen"), blank=True, help_text=_("Cause, event and consequence.")
    )
    controls = models.TextField(_("what stands against it"), blank=True)
    inherent_likelihood = models.PositiveSmallIntegerField(
        _("inherent likelihood"), null=True, blank=True
    )
    inherent_impact = models.PositiveSmallIntegerField(_("inherent impact"), null=True, blank=True)
    residual_likelihood = models.PositiveSmallIntegerField(
        _("residual likelihood"), null=True, blank=True
    )
    residual_impact = models.PositiveSmallIntegerField(_("residual impact"), null=True, blank=True)
    rate_low = models.FloatField(_("times a year, at least"), null=True, blank=True)
    rate_likely = models.FloatField(_("times a year, likely"), null=True, blank=True)
    rate_high = models.FloatField(_("times a year, at most"), null=True, blank=True)
    loss_low = models.DecimalField(
        _("loss each time, at least"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    loss_likely = models.DecimalField(
        _("loss each time, likely"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    loss_high = models.DecimalField(
        _("loss each time, at most"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    inherent_rating = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    residual_rating = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_above = models.BooleanField(_("above appetite"), default=False, editable=False)
    yearly_loss = models.DecimalField(
        _("expected loss a year"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    bad_year = models.DecimalField(
        _("loss of one year in twenty"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RiskState, default=RiskState.OPEN, editable=False
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=RiskOrigin, default=RiskOrigin.HAND, editable=False
    )
    source_ref = models.CharField(_("source"), max_length=200, blank=True, editable=False)
    recorded_on = models.DateField(_("recorded"), null=True, blank=True, editable=False)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True, editable=False)
    retired_on = models.DateField(_("retired"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(_("why retired"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["code"]
        indexes = [models.Index(fields=["source_ref"], name="risk_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="risk_code_once",
                violation_error_message=_("There is already a risk with this number."),
            ),
            models.UniqueConstraint(
                fields=["source_ref"],
                condition=Q(retired_on=None) & ~Q(source_ref=""),
                name="risk_once_per_source",
            ),
            *(
                FieldCheck(
                    at_field=name,
                    condition=a_level(name),
                    name=f"risk_{name}",
                    violation_error_message=_("Give a level from 1 to 6."),
                )
                for name in SCORES
            ),
            *(
                FieldCheck(
                    at_field=f"residual_{name}",
                    condition=Q(**{f"residual_{name}": None})
                    | Q(**{f"inherent_{name}": None})
                    | Q(**{f"residual_{name}__lte": F(f"inherent_{name}")}),
                    name=f"risk_residual_{name}_not_worse",
                    violation_error_message=_(
                        "What stands against a risk does not make it worse: residual levels are at"
                        " most the inherent ones."
                    ),
                )
                for name in ("likelihood", "impact")
            ),
            FieldCheck(
                at_field="rate_low",
                condition=ascending("rate"),
                name="risk_rate_ascends",
                violation_error_message=_(
                    "How often a year: give all three, from zero up, from small to large."
                ),
            ),
            FieldCheck(
                at_field="loss_low",
                condition=ascending("loss"),
                name="risk_loss_ascends",
                violation_error_message=_(
                    "The loss each time: give all three, from zero up, from small to large."
                ),
            ),
            FieldCheck(
                at_field="rate_high",
                condition=Q(rate_high=None) | Q(rate_high__lte=366),
                name="risk_rate_at_most_daily",
                violation_error_message=_("At most once a day: give up to 366 times a year."),
            ),
            FieldCheck(
                at_field="currency",
                condition=Q(currency__regex="^[A-Z]{3}$"),
                name="risk_currency",
                violation_error_message=_("Write the currency as three letters, such as EUR."),
            ),
            models.CheckConstraint(
                condition=REASONED, name="risk_retired_why", violation_error_message=SAY_WHY
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


@pghistory.track()
class RiskScore(Record):
    """What a risk was scored at a moment, on which matrix, by whom and why. Never changed."""

    unit_path = "risk__unit"
    owner_path = "risk__owner"
    members_view = False

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="scores", verbose_name=_("risk"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.CharField(_("why"), max_length=300, blank=True)
    matrix = models.ForeignKey(
        RiskMatrix,
        models.PROTECT,
        verbose_name=_("risk matrix"),
        null=True,
        blank=True,
        related_name="+",
    )
    inherent_likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    inherent_impact = models.PositiveSmallIntegerField(null=True, blank=True)
    residual_likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    residual_impact = models.PositiveSmallIntegerField(null=True, blank=True)
    inherent_rating = models.PositiveSmallIntegerField(null=True, blank=True)
    residual_rating = models.PositiveSmallIntegerField(null=True, blank=True)
    is_above = models.BooleanField(_("above appetite"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("risk score")
        verbose_name_plural = _("risk scores")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.risk_id} {self.residual_likelihood}/{self.residual_impact}"
