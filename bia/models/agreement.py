"""What a function and something it rests on agree where one needs it sooner than the other is back."""

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import OPEN_AGREEMENTS, AgreementState, AgreementWay
from core.fields import DurationField
from core.models import Record

from .function import BusinessFunction

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _signer(label: "StrOrPromise") -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=label,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


@pghistory.track()
class RecoveryAgreement(Record):
    """A function needs something sooner than it is back: both figures, both costs, both signatures."""

    unit_path = "dependent__item__unit"
    other_unit_paths = ("provider__unit",)
    owner_path = ("dependent__item__owner", "provider__owner")
    members_view = False
    actions = ("sign", "approve", "return")

    dependent = models.ForeignKey(
        BusinessFunction, models.PROTECT, related_name="agreements", verbose_name=_("who needs it")
    )
    provider = models.ForeignKey(
        "estate.Item", models.PROTECT, related_name="agreements", verbose_name=_("what is needed")
    )
    wanted = DurationField(_("needed within"), editable=False)
    offered = DurationField(_("back within"), editable=False)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AgreementState,
        default=AgreementState.OPEN,
        editable=False,
    )
    due_on = models.DateField(_("due"), editable=False)
    opened_at = models.DateTimeField(_("opened"), editable=False)
    closed_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    cost_sooner = models.DecimalField(
        _("cost of being back sooner"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    cost_later = models.DecimalField(
        _("cost of waiting longer"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    way = models.CharField(_("way"), max_length=4, choices=AgreementWay, blank=True, editable=False)
    time = DurationField(_("agreed time"), null=True, blank=True, editable=False)
    until = models.DateField(_("borne until"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    dependent_signed_by = _signer(_("signed by who needs it"))
    dependent_signed_at = models.DateTimeField(_("signed"), null=True, blank=True, editable=False)
    provider_signed_by = _signer(_("signed by who provides it"))
    provider_signed_at = models.DateTimeField(_("signed"), null=True, blank=True, editable=False)
    approved_by = _signer(_("approved by"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    return_comment = models.TextField(_("why returned"), blank=True, editable=False)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("recovery agreement")
        verbose_name_plural = _("recovery agreements")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dependent", "provider"],
                condition=Q(state__in=OPEN_AGREEMENTS),
                name="agreement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(dependent_signed_by=None)
                | ~Q(dependent_signed_by=F("provider_signed_by")),
                name="agreement_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (
                    ~Q(approved_by=F("dependent_signed_by"))
                    & ~Q(approved_by=F("provider_signed_by"))
                ),
                name="agreement_head_is_third",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(dependent_signed_by__isnull=False, provider_signed_by__isnull=False),
                name="agreement_agreed_is_signed",
            ),
            models.CheckConstraint(
                condition=(Q(cost_sooner=None) | Q(cost_sooner__gte=0))
                & (Q(cost_later=None) | Q(cost_later__gte=0)),
                name="agreement_costs_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dependent} · {self.provider}"
