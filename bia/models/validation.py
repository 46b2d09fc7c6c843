"""A round in which owners confirm the objectives of their functions, and what each of them decided."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import CampaignState, Decision, ValidationState
from core.fields import DurationField
from core.models import Record, Unit

from .function import BusinessFunction, Objective


@pghistory.track()
class ValidationRound(Record):
    """A round in which the owners of a unit, or of all, confirm or change their recovery objectives."""

    unit_path = "unit"
    members_view = False
    seen_with = "rows"
    actions = ("start", "close")

    name = models.CharField(_("name"), max_length=200)
    due_on = models.DateField(_("decisions until"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="validation_rounds",
        help_text=_("With all units below it. Empty: the whole organisation."),
    )
    message = models.TextField(
        _("message to the owners"), blank=True, help_text=_("Stands above each decision.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CampaignState,
        default=CampaignState.PLANNED,
        editable=False,
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("started by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("validation round")
        verbose_name_plural = _("validation rounds")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="validation_round_name_once",
                violation_error_message=_("There is already a validation round of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Validation(Record):
    """One function in a validation round: the figures its owner saw, what was decided, and by whom."""

    unit_path = "function__item__unit"
    owner_path = "function__item__owner"
    members_view = False
    actions = ("sign", "approve", "return")

    round = models.ForeignKey(
        ValidationRound, models.PROTECT, related_name="rows", verbose_name=_("validation round")
    )
    function = models.ForeignKey(
        BusinessFunction, models.PROTECT, related_name="validations", verbose_name=_("function")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ValidationState,
        default=ValidationState.WAITING,
        editable=False,
    )
    mtd = DurationField(_("MTD"), null=True, blank=True, editable=False)
    wrt = DurationField(_("catching up takes"), null=True, blank=True, editable=False)
    derived_rto = DurationField(_("derived RTO"), null=True, blank=True, editable=False)
    proposed_rto = DurationField(_("proposed RTO"), editable=False)
    proposed_rpo = DurationField(_("proposed RPO"), null=True, blank=True, editable=False)
    claim = DurationField(_("claim"), null=True, blank=True, editable=False)
    proof = DurationField(_("proof"), null=True, blank=True, editable=False)
    derived_rpo = DurationField(_("derived RPO"), null=True, blank=True, editable=False)
    claim_rpo = DurationField(_("claimed RPO"), null=True, blank=True, editable=False)
    proof_rpo = DurationField(_("proven RPO"), null=True, blank=True, editable=False)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision, blank=True, editable=False
    )
    rto = DurationField(_("decided RTO"), null=True, blank=True, editable=False)
    rpo = DurationField(_("decided RPO"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("signed by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    return_comment = models.TextField(_("why returned"), blank=True, editable=False)
    objective = models.OneToOneField(
        Objective,
        models.PROTECT,
        verbose_name=_("objective"),
        null=True,
        blank=True,
        editable=False,
        related_name="validation",
    )

    class Meta(Record.Meta):
        verbose_name = _("validation")
        verbose_name_plural = _("validations")
        ordering = ["function__item__name", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "function"], name="validation_once"),
            models.UniqueConstraint(
                fields=["function"],
                condition=Q(state__in=["waiting", "signed"]),
                name="validation_one_open",
                violation_error_message=_("This function is being validated already."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("signed_by")),
                name="validation_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(objective__isnull=False, signed_by__isnull=False),
                name="validation_agreed_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} · {self.round}"

    @property
    def lacks_wrt(self) -> bool:
        """Whether an RTO was derived though nobody was asked how long catching up takes."""
        return self.derived_rto is not None and self.wrt is None
