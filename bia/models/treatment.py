"""What is done about a risk, and who bears what is left of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bia.choices import TreatmentKind, TreatmentState
from core.constraints import FieldCheck
from core.models import Record

from .risk import Risk, a_level


@pghistory.track()
class RiskTreatment(Record):
    """Something done to make a risk less likely or less bad, or to have another pay: by whom, until when."""

    unit_path = "risk__unit"
    owner_path = ("owner", "risk__owner")
    members_view = False

    risk = models.ForeignKey(
        Risk, models.PROTECT, related_name="treatments", verbose_name=_("risk")
    )
    what = models.CharField(_("what is done"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=10, choices=TreatmentKind, default=TreatmentKind.REDUCE
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="treatments",
        help_text=_("Gets it done."),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    cost_once = models.DecimalField(
        _("cost once"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    cost_yearly = models.DecimalField(
        _("cost a year"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    expected_likelihood = models.PositiveSmallIntegerField(
        _("likelihood afterwards"), null=True, blank=True
    )
    expected_impact = models.PositiveSmallIntegerField(
        _("impact afterwards"), null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=TreatmentState, default=TreatmentState.PLANNED
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("risk treatment")
        verbose_name_plural = _("risk treatments")
        ordering = ["due_on", "pk"]
        constraints = [
            FieldCheck(
                at_field="expected_likelihood",
                condition=a_level("expected_likelihood") & a_level("expected_impact"),
                name="treatment_expects_levels",
                violation_error_message=_("Give a level from 1 to 6."),
            ),
            FieldCheck(
                at_field="cost_once",
                condition=(Q(cost_once=None) | Q(cost_once__gte=0))
                & (Q(cost_yearly=None) | Q(cost_yearly__gte=0)),
                name="treatment_costs_something",
                violation_error_message=_("A cost is not below zero."),
            ),
            FieldCheck(
                at_field="currency",
                condition=Q(currency__regex="^[A-Z]{3}$"),
                name="treatment_currency",
                violation_error_message=_("Write the currency as three letters, such as EUR."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in (TreatmentState.DONE, TreatmentState.DROPPED)


@pghistory.track()
class RiskAcceptance(Record):
    """What is left of a risk, borne until a day by somebody who may, with a reason."""

    unit_path = "risk__unit"
    owner_path = "risk__owner"
    members_view = False

    risk = models.ForeignKey(
        Risk, models.PROTECT, related_name="acceptances", verbose_name=_("risk")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("accepted by"), related_name="+"
    )
    at = models.DateTimeField(_("accepted"))
    until = models.DateField(_("until"))
    reason = models.TextField(_("why it can be borne"))
    rating = models.CharField(_("rating then"), max_length=40, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("risk acceptance")
        verbose_name_plural = _("risk acceptances")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk"], condition=Q(ended_at=None), name="risk_accepted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.by}"
