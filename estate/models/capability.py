"""How fast items come back: what is stated, what was measured, what is taken where nobody said."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import DurationField
from core.models import Record
from core.values import readable
from estate.choices import Clock, Kind, Method, Verdict

from .items import REASONED, SAY_WHY, Item
from .revision import GRAPH_TRIGGERS

IN_ORDER = Q(low__lte=F("likely")) & Q(likely__lte=F("high"))
SMALL_TO_LARGE = _("At best, likely and at worst go from small to large.")


@pghistory.track()
class Claim(Record):
    """The recovery time an owner or a contract states for an item: its own work, not what it rests on."""

    unit_path = "item__unit"
    owner_path = "item__owner"
    open_to_members = True

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("item"), related_name="claims")
    low = DurationField(_("at best"))
    likely = DurationField(_("likely"))
    high = DurationField(_("at worst"))
    rpo = DurationField(
        _("recovery point"),
        null=True,
        blank=True,
        help_text=_("How much data may be lost at most."),
    )
    clock = models.CharField(
        _("counted from"), max_length=12, choices=Clock, default=Clock.DISRUPTION
    )
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("stated by"),
        null=True,
        blank=True,
        related_name="+",
    )
    stated_on = models.DateField(_("stated on"), default=timezone.localdate)
    basis = models.CharField(
        _("on what ground"),
        max_length=300,
        blank=True,
        help_text=_("Such as a contract, a runbook."),
    )
    source_ref = models.CharField(max_length=200, blank=True, editable=False)
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["item__name", "-stated_on"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(superseded_at=None), name="claim_one_in_force"
            ),
            models.CheckConstraint(
                condition=IN_ORDER, name="claim_order", violation_error_message=SMALL_TO_LARGE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}, {readable(self.stated_on)}"


@pghistory.track()
class Closure(Record):
    """What an item rested on at one moment: a hash of each item beneath. Shared by what was measured then."""

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    hashes: Any = models.JSONField(default=dict, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def __str__(self) -> str:
        return self.fingerprint[:12]


@pghistory.track()
class Measurement(Record):
    """One measured recovery of an item, in a test or in earnest."""

    unit_path = "item__unit"
    owner_path = "item__owner"
    open_to_members = True
    actions = ("retire",)

    item = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("item"), related_name="measurements"
    )
    took = DurationField(
        _("took"), help_text=_("Until the minimum level was back, such as 3 h 40 min.")
    )
    rpo = DurationField(_("data lost"), null=True, blank=True)
    measured_on = models.DateField(_("measured on"))
    method = models.CharField(_("method"), max_length=10, choices=Method)
    clock = models.CharField(
        _("counted from"), max_length=12, choices=Clock, default=Clock.DISRUPTION
    )
    end_to_end = models.BooleanField(
        _("with all it rests on"),
        default=False,
        help_text=_("Everything beneath it was recovered too; otherwise its own work only."),
    )
    note = models.TextField(_("what was done"), blank=True)
    file = models.ForeignKey(
        "core.File",
        models.PROTECT,
        verbose_name=_("proof"),
        null=True,
        blank=True,
        related_name="+",
    )
    age_limit_days = models.PositiveIntegerField(
        _("good for (days)"), null=True, blank=True, help_text=_("Empty: a year.")
    )
    source_ref = models.CharField(_("test"), max_length=200, blank=True, editable=False)
    closure = models.ForeignKey(
        Closure, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    cleared = models.ForeignKey(
        Closure, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    cleared_on = models.DateField(_("still good since"), null=True, blank=True, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    cleared_reason = models.CharField(
        _("why still good"), max_length=300, blank=True, editable=False
    )
    retired_on = models.DateField(_("withdrawn"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(
        _("why withdrawn"), max_length=300, blank=True, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["-measured_on", "pk"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.CheckConstraint(
                condition=REASONED, name="measurement_retired_why", violation_error_message=SAY_WHY
            ),
            models.UniqueConstraint(
                fields=["item", "source_ref"],
                condition=~Q(source_ref=""),
                name="measurement_source_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}, {readable(self.measured_on)}"


@pghistory.track()
class KindDefault(Record):
    """A recovery time taken for items of a kind where nobody has said; always marked assumed."""

    open_to_members = True

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    low = DurationField(_("at best"))
    likely = DurationField(_("likely"))
    high = DurationField(_("at worst"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("assumed time")
        verbose_name_plural = _("assumed times")
        ordering = ["kind"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                name="kind_default_once",
                violation_error_message=_(
                    "This kind has an assumed time already: change it there."
                ),
            ),
            models.CheckConstraint(
                condition=IN_ORDER,
                name="kind_default_order",
                violation_error_message=SMALL_TO_LARGE,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


NO_NEED = "unneeded"
"""How an item is shown that has a time, and that no function says it needs."""


class Readiness(models.Model):
    """What need, claim and proof of an item came to when last computed, and why."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="readiness")
    verdict = models.CharField(_("state"), max_length=10, choices=Verdict)
    need = DurationField(_("need"), null=True)
    need_basis = models.CharField(max_length=20, blank=True)
    mtd = DurationField(_("MTD"), null=True)
    claim = DurationField(_("claim"), null=True)
    claim_state = models.CharField(max_length=20, blank=True)
    proof = DurationField(_("proof"), null=True)
    proof_state = models.CharField(max_length=20, blank=True)
    scenario = models.CharField(_("worst scenario"), max_length=200, blank=True)
    bound_by = models.ForeignKey(
        Item, models.SET_NULL, verbose_name=_("bound by"), null=True, related_name="+"
    )
    functions = models.PositiveIntegerField(_("functions above"), default=0)
    is_single_point = models.BooleanField(_("single point of failure"), default=False)
    why: Any = models.JSONField(default=dict)
    revision = models.BigIntegerField()
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("readiness")
        verbose_name_plural = _("readiness")
        indexes = [models.Index(fields=["verdict"])]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.verdict}"

    @property
    def shown(self) -> str:
        """The verdict as lists and pages show it.

        Of an item whose time is stated or measured nothing is unknown but how soon it is needed:
        no function says it needs it, and none has to. A function that does not say it is unknown.
        """
        has_time = self.claim is not None or self.proof is not None
        lacks_need = self.verdict == Verdict.UNKNOWN and self.need is None and has_time
        return NO_NEED if lacks_need and self.item.kind != Kind.FUNCTION else str(self.verdict)


@pghistory.track()
class CapabilityRequest(Record):
    """Asks one person for the recovery times of the items they own."""

    unit_path = "person__unit"
    owner_path = "person"
    members_view = False

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("person"),
        related_name="capability_requests",
    )
    note = models.TextField(_("note"), blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("capability request")
        verbose_name_plural = _("capability requests")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.person)


@pghistory.track()
class RequestedItem(Record):
    """An item somebody is asked about, and when they answered."""

    unit_path = "request__person__unit"
    owner_path = "request__person"
    members_view = False

    request = models.ForeignKey(
        CapabilityRequest, models.CASCADE, verbose_name=_("request"), related_name="asked"
    )
    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("item"), related_name="asked")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("requested item")
        verbose_name_plural = _("requested items")
        ordering = ["request", "item__name"]
        constraints = [
            models.UniqueConstraint(fields=["request", "item"], name="requested_item_once")
        ]

    def __str__(self) -> str:
        return str(self.item)
