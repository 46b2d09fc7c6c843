"""Reviews of risks: what called for each, who did it and what came of it."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bia.choices import CauseKind, ReviewOutcome, ReviewState, RuleKind
from core.models import Record

from .risk import Risk, RiskScore


@pghistory.track()
class RiskReview(Record):
    """One look at one risk: opened by a quarter or a change, closed with confirmed, changed or retired."""

    unit_path = "risk__unit"
    owner_path = ("owner", "risk__owner")
    members_view = False
    actions = ("review",)

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="reviews", verbose_name=_("risk"))
    opened_at = models.DateTimeField(_("opened"))
    due_on = models.DateField(_("due"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("asked"),
        null=True,
        blank=True,
        related_name="risk_reviews",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.OPEN
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReviewOutcome, blank=True)
    note = models.TextField(_("note"), blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        related_name="+",
    )
    before = models.ForeignKey(
        RiskScore,
        models.PROTECT,
        verbose_name=_("score before"),
        null=True,
        blank=True,
        related_name="+",
    )
    after = models.ForeignKey(
        RiskScore,
        models.PROTECT,
        verbose_name=_("score after"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Record.Meta):
        verbose_name = _("risk review")
        verbose_name_plural = _("risk reviews")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk"], condition=Q(state="open"), name="risk_review_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_at=None)
                | (Q(state="done", done_at__isnull=False) & ~Q(outcome="")),
                name="risk_review_done_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return str(self.risk)


@pghistory.track()
class RiskCause(Record):
    """What called for a review: a quarter, a change of the estate, a threat, a priority. Once each."""

    unit_path = "risk__unit"
    owner_path = "risk__owner"
    members_view = False

    review = models.ForeignKey(
        RiskReview, models.CASCADE, related_name="causes", verbose_name=_("review")
    )
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="causes", verbose_name=_("risk"))
    kind = models.CharField(_("kind"), max_length=12, choices=CauseKind)
    key = models.CharField(max_length=200, editable=False)
    words = models.CharField(_("what happened"), max_length=300)
    details: Any = models.JSONField(_("from and to"), default=list, blank=True)
    """Differences as people read them: [{"what": "Core: moved", "fields": {"Site": ["A", "B"]}}]."""
    at = models.DateTimeField(_("at"))

    class Meta(Record.Meta):
        verbose_name = _("cause of a review")
        verbose_name_plural = _("causes of reviews")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "key"], name="risk_cause_once"),
        ]

    def __str__(self) -> str:
        return self.words


@pghistory.track()
class RiskRule(Record):
    """Which changes call for a review of the risks they touch, and from where on."""

    kind = models.CharField(_("when"), max_length=12, choices=RuleKind)
    is_on = models.BooleanField(_("counts"), default=True)
    threshold = models.PositiveIntegerField(
        _("limit"),
        null=True,
        blank=True,
        help_text=_("The lowest criticality that counts, or the number of items of an import."),
    )

    class Meta(Record.Meta):
        verbose_name = _("review rule")
        verbose_name_plural = _("review rules")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                name="risk_rule_once",
                violation_error_message=_("There is already a rule of this kind."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
