"""Files, approvals, and the base of whatever is in force only once approved."""

from typing import Any, ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .record import Record, RecordQuerySet


class Subject(models.Model):
    """What a row is about: any record, with its unit and label copied at writing."""

    content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    object_id = models.BigIntegerField(null=True, blank=True, editable=False)
    subject = GenericForeignKey("content_type", "object_id")
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    label = models.CharField(_("about"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True


class SubjectQuerySet(RecordQuerySet):
    def about(self, record: models.Model) -> Self:
        """The rows about one record."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=record.pk
        )


@pghistory.track()
class File(Subject, Record):
    """A stored file: its bytes lie under their SHA-256 and never change."""

    unit_path = "unit"
    owner_path = "uploaded_by"
    members_view = False

    name = models.CharField(_("name"), max_length=255)
    purpose = models.CharField(max_length=40, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    media_type = models.CharField(_("type"), max_length=120, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects: ClassVar[Any] = SubjectQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            models.Index(fields=["sha256"]),
        ]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    APPROVED = "approved", _("Approved")
    SUPERSEDED = "superseded", _("Superseded")


REFUSE = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation';"


class KeepApproved(pgtrigger.Trigger):
    """What is approved stays as it is, and what is in review is what the approver reads.

    In review only the state and who approved may change; then only the state, to superseded.
    """

    name = "keep_approved"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    open_columns = ("state", "version", "updated_at", "retired_on", "retired_reason")
    open_in_review = ("submitted_by_id", "submitted_at", "approved_by_id", "approved_at")

    def get_func(self, model: Any) -> str:
        settled = self._differs(self.open_columns)
        in_review = self._differs(self.open_columns + self.open_in_review)
        return f"""
            IF TG_OP = 'DELETE' THEN
                IF OLD.state <> 'draft' THEN {REFUSE.format("Only a draft is deleted.")} END IF;
                RETURN OLD;
            END IF;
            IF OLD.state = 'review' AND {in_review}
            THEN {REFUSE.format("A version in review is not changed.")} END IF;
            IF OLD.state IN ('approved', 'superseded') AND (
                {settled} OR NEW.state NOT IN (OLD.state, 'superseded')
            ) THEN {REFUSE.format("An approved version is not changed.")} END IF;
            RETURN NEW;
        """

    @staticmethod
    def _differs(names: tuple[str, ...]) -> str:
        left_out = ", ".join(f"'{name}'" for name in names)
        new, old = (f"(to_jsonb({row}) - ARRAY[{left_out}])" for row in ("NEW", "OLD"))
        return f"{new} IS DISTINCT FROM {old}"


class PartOfVersion(pgtrigger.Trigger):
    """For parts of a versioned record: added, changed and removed only while it is a draft.

    `path` leads from the part to the version: "plan", or "step__plan" for a part of a part.
    """

    name = "keep_approved_parts"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    declare = [("standing", "TEXT")]

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path.split("__")

    def get_func(self, model: Any) -> str:
        fields, owner = [], model
        for step in self.path:
            fields.append(owner._meta.get_field(step))
            owner = fields[-1].related_model
        last = len(fields)
        # The share lock makes an approval and a change of a part wait for one another.
        check = (
            f"SELECT t{last}.state INTO standing FROM {self._tables(fields)} "
            f"WHERE t1.id = {{row}}.{fields[0].column} FOR SHARE OF t{last}; "
            f"IF standing <> 'draft' THEN "
            f"{REFUSE.format('A part is changed only while its version is a draft.')} END IF;"
        )
        return f"""
            IF TG_OP <> 'INSERT' THEN {check.format(row="OLD")} END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            {check.format(row="NEW")}
            RETURN NEW;
        """

    @staticmethod
    def _tables(fields: list[Any]) -> str:
        joined = f'"{fields[0].related_model._meta.db_table}" t1'
        for place, field in enumerate(fields[1:], start=2):
            table = field.related_model._meta.db_table
            joined += f' JOIN "{table}" t{place} ON t{place}.id = t{place - 1}.{field.column}'
        return joined


class VersionedQuerySet(RecordQuerySet):
    def approved(self) -> Self:
        """The versions in force."""
        return self.filter(state=State.APPROVED)


class Versioned(Record):
    """A row per version of one thing. At most one is in force and one is being worked on."""

    series = models.UUIDField(editable=False, db_index=True)
    number = models.PositiveIntegerField(_("version number"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = VersionedQuerySet.as_manager()

    actions = ("submit", "approve", "return", "withdraw")

    class Meta(Record.Meta):
        abstract = True
        triggers = (*Record.Meta.triggers, KeepApproved())
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], name="%(app_label)s_%(class)s_number_once"
            ),
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(state="approved"),
                name="%(app_label)s_%(class)s_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(state__in=["draft", "review"]),
                name="%(app_label)s_%(class)s_one_draft",
            ),
        ]

    def clean(self) -> None:
        """Only a draft is changed: what is in review or in force is what others rely on."""
        super().clean()
        if self.pk and self.state != State.DRAFT:
            raise ValidationError(
                _("Version %(number)s is %(state)s and is not changed. Start a new version."),
                params={"number": self.number, "state": self.get_state_display().lower()},
            )


@pghistory.track()
class Approval(Subject, Record):
    """One step in the approval of something: submitted, approved, returned, withdrawn."""

    unit_path = "unit"
    members_view = False

    class Step(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    step = models.CharField(_("step"), max_length=10, choices=Step)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"))
    comment = models.TextField(_("comment"), blank=True)

    objects: ClassVar[Any] = SubjectQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.label}"


def subject_of(record: Any) -> dict[str, Any]:
    """The columns that tie a generic row to its record: content type, id, unit and label."""
    return {
        "content_type": ContentType.objects.get_for_model(record),
        "object_id": record.pk,
        "unit_id": unit_of(record),
        "label": str(record)[:300],
    }


def unit_of(record: Any) -> int | None:
    """The id of the record's unit, by its class's path."""
    value: Any = record
    for step in (record.unit_path or "").split("__"):
        value = getattr(value, step, None) if step else None
    return getattr(value, "pk", None)
