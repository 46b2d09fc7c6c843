"""What the application does for people: jobs, messages, links, drafts and duties with a date.

None of these is a business record: they are about records, and each names its reader.
"""

import secrets
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import PeriodField

from .papers import Subject
from .record import Record


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: Any) -> Self:
        """A person's own jobs; all of them for whoever reads the records of core."""
        if not getattr(actor, "is_authenticated", False) or not actor.is_active:
            return self.none()
        return self if actor.access.may("view", Job) else self.filter(started_by=actor)


class Job(models.Model):
    """A piece of work that takes time. This row is the truth; the queue only wakes a worker."""

    members_view: ClassVar[bool] = False

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    cancel_requested = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    result_url = models.CharField(max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=["queued", "running", "done"]),
                name="job_key_once",
            )
        ]
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that shows its progress."""
        return reverse("core:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def percent(self) -> int | None:
        """How much is done, in hundredths; None while nobody knows how much there is."""
        return min(100, 100 * self.done // self.total) if self.total else None


class JobLog(models.Model):
    """One line a job wrote while it ran."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="log")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["pk"]


class Notification(Subject):
    """A message to one person inside the application."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    key = models.CharField(max_length=200, unique=True)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["person", "read_at"])]


class MailMessage(models.Model):
    """An e-mail to be sent, written in the same transaction as what it tells of."""

    members_view: ClassVar[bool] = False

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="mail_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.subject


def new_public_id() -> str:
    """A name for a link that may stand in an address: it opens nothing by itself."""
    return secrets.token_hex(8)


class Link(Subject):
    """A signed, single-purpose way in for one person to one subject, without a login."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    purpose = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.label}"

    def is_open(self, at: datetime) -> bool:
        """Whether the link still lets its person in."""
        return self.revoked_at is None and at < self.expires_at and self.person.is_active


class Draft(Subject):
    """What somebody has typed into a form and not yet saved."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form", "content_type", "object_id"],
                name="draft_once",
                nulls_distinct=False,
            )
        ]


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, actor: Any) -> Self:
        """Their own and those they stand in for; those of units they oversee; those about what a
        role of theirs lets them read. Being a member alone opens none. Fails closed.
        """
        if not getattr(actor, "is_authenticated", False) or not actor.is_active:
            return self.none()
        units = actor.access.overseen()
        if units is None:
            return self
        holders = actor.stands_for
        seen = Q(owner__in=holders) | Q(unit__in=units)
        used = Obligation.objects.order_by().values("content_type").distinct()
        for kind in ContentType.objects.filter(pk__in=used):
            model: Any = kind.model_class()
            if model is None or not issubclass(model, Record):
                continue
            rows = model._base_manager.filter(actor.access.granted(model, "view"))
            seen |= Q(content_type=kind, object_id__in=rows.values("pk"))
        return self.filter(seen)

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(done_at=None, dropped_at=None)

    def late(self, today: date) -> Self:
        """What is still to be done though its date and its grace are over."""
        return self.open().filter(late_after__lt=today)


class Obligation(Subject):
    """Something that must be done by a date, by a person; opened and closed by its cadence."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    url = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    late_after = models.DateField()
    """The last day on which it is not late: the due date and its grace."""
    period = PeriodField(blank=True)
    is_quiet = models.BooleanField(default=False)
    """The module that opened it lists it in My work and reminds of it by itself."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=0)
    """How often its date, words or state changed: calendars take the highest."""
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(blank=True)
    evidence_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence_id = models.BigIntegerField(null=True, blank=True)
    evidence = GenericForeignKey("evidence_type", "evidence_id")
    evidence_label = models.CharField(max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    """When it was taken back: it does not hold any more, and nobody did it."""

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["owner", "done_at", "due_on"]),
            models.Index(fields=["content_type", "object_id"]),
            models.Index(fields=["due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(late_after__gte=F("due_on")), name="obligation_grace_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="obligation_done_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        """Whether it is still to be done though its date and its grace are over."""
        return self.done_at is None and self.dropped_at is None and today > self.late_after


class ObligationEscalation(models.Model):
    """One person who is told when a duty is so many days past due, and when that happened."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="escalations")
    due_on = models.DateField()
    after_days = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "after_days", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "due_on", "after_days", "person"], name="escalation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.person}"


class CalendarAddress(models.Model):
    """The secret address at which a person's calendar program reads what is due; only its hash."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_addresses"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)
    """The last day on which a program read it."""

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="calendar_address_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}"
