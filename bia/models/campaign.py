"""A round of interviews, and each interview with its owner."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import CampaignState, Frequency, InterviewState
from core.fields import DurationField
from core.models import Record, Unit

from .function import BusinessFunction, Objective
from .scale import ImpactScale


@pghistory.track()
class Campaign(Record):
    """A round of interviews: owners are asked by a date what their functions need.

    It belongs to the smallest unit that holds every function it asks about.
    """

    unit_path = "unit"
    actions = ("start", "remind", "close", "guide", "check")

    name = models.CharField(_("name"), max_length=200)
    due_on = models.DateField(_("answers until"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        editable=False,
        related_name="campaigns",
    )
    message = models.TextField(
        _("message to the owners"), blank=True, help_text=_("Stands in the e-mail, above the link.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CampaignState,
        default=CampaignState.PLANNED,
        editable=False,
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="campaign_name_once",
                violation_error_message=_("There is already a campaign of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Interview(Record):
    """What the owner of a function says about it in one round: answers, and who approved them."""

    unit_path = "function__item__unit"
    owner_path = "owner"
    members_view = False
    actions = ("answer", "submit", "approve", "return", "check", "guide")

    function = models.ForeignKey(
        BusinessFunction, models.PROTECT, related_name="interviews", verbose_name=_("function")
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("campaign"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("asked"),
        null=True,
        blank=True,
        related_name="interviews",
    )
    scale = models.ForeignKey(
        ImpactScale, models.PROTECT, related_name="interviews", verbose_name=_("impact scale")
    )
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    question_set = models.ForeignKey(
        "QuestionSet", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    """The version of the campaign's own questions it began with."""
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    """The objective in force that the answers know of; one agreed since is not overwritten by them."""
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InterviewState,
        default=InterviewState.PLANNED,
        editable=False,
    )

    purpose = models.TextField(_("what it does"), blank=True)
    frequency = models.CharField(
        _("how often it runs"), max_length=10, choices=Frequency, blank=True
    )
    minimum_level = models.PositiveSmallIntegerField(_("least, in percent"), null=True, blank=True)
    minimum_service = models.CharField(_("least, in words"), max_length=300, blank=True)
    wrt = DurationField(_("catching up takes"), null=True, blank=True)
    agreed_rto = DurationField(_("agreed RTO"), null=True, blank=True)
    rto_reason = models.TextField(_("why not the derived RTO"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    stated_rto = DurationField(_("stated RTO"), null=True, blank=True)
    stated_rpo = DurationField(_("stated RPO"), null=True, blank=True)
    stated_on = models.DateField(_("stated on"), null=True, blank=True)

    mtd = DurationField(_("MTD"), null=True, blank=True, editable=False)
    mtd_category = models.CharField(_("set by"), max_length=80, blank=True, editable=False)
    mtd_day = models.CharField(_("on"), max_length=80, blank=True, editable=False)
    """The peak whose curve sets the MTD; empty where it is the same on every day."""
    derived_rto = DurationField(_("derived RTO"), null=True, blank=True, editable=False)

    last_step = models.PositiveSmallIntegerField(default=1, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("quality checked"), null=True, blank=True, editable=False)
    return_comment = models.TextField(_("why returned"), blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["function__item__name", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["function"],
                condition=Q(state__in=["planned", "invited", "begun", "submitted", "returned"]),
                name="interview_one_open",
                violation_error_message=_("This function is being asked about already."),
            ),
            models.UniqueConstraint(fields=["campaign", "function"], name="interview_once"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="interview_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(submitted_by=None)
                | ~Q(approved_by=F("submitted_by")),
                name="interview_two_people",
            ),
            models.CheckConstraint(
                condition=Q(minimum_level=None) | Q(minimum_level__gte=1, minimum_level__lte=100),
                name="interview_minimum_is_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} · {self.campaign}" if self.campaign_id else str(self.function)
