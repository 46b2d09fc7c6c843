"""What rests on what: dependencies, and groups of which some must be up."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import DurationField
from core.models import Record
from estate.choices import Phase

from .items import LIVE, Item
from .revision import GRAPH_TRIGGERS


@pghistory.track()
class Dependency(Record):
    """One item cannot be up without another."""

    unit_path = "dependent__unit"
    owner_path = "dependent__owner"
    open_to_members = True
    actions = ("retire",)

    dependent = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("what rests"), related_name="rests_on"
    )
    provider = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("on what"), related_name="carries"
    )
    phase = models.CharField(
        _("phase"),
        max_length=10,
        choices=Phase,
        blank=True,
        help_text=_("Empty: nobody has said; taken as needed to be restored."),
    )
    is_data = models.BooleanField(_("its data lives there"), default=False)
    needed_within = DurationField(
        _("needed within"), null=True, blank=True, help_text=_("Such as 2 h, from the disruption.")
    )
    tolerates = DurationField(
        _("does without it for"), null=True, blank=True, help_text=_("Such as 30 min.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.ForeignKey(
        "estate.ImportSource",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        editable=False,
        related_name="dependencies",
    )
    source_ref = models.CharField(max_length=200, blank=True, editable=False)
    retired_on = models.DateField(_("ended"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(_("why ended"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        ordering = ["dependent__name", "provider__name"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["dependent", "provider"],
                condition=LIVE,
                name="dependency_once",
                violation_error_message=_("This dependency is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(dependent=F("provider")),
                name="dependency_on_another",
                violation_error_message=_("An item does not rest on itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dependent} → {self.provider}"


@pghistory.track()
class RedundancyGroup(Record):
    """Of several providers, so many must be up."""

    unit_path = "dependent__unit"
    owner_path = "dependent__owner"
    open_to_members = True
    actions = ("retire",)

    dependent = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("what rests"), related_name="groups"
    )
    name = models.CharField(_("name"), max_length=300)
    required = models.PositiveSmallIntegerField(
        _("required"), default=1, help_text=_("How many of the members must be up.")
    )
    phase = models.CharField(_("phase"), max_length=10, choices=Phase, blank=True)
    is_data = models.BooleanField(_("its data lives there"), default=False)
    source = models.ForeignKey(
        "estate.ImportSource",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        editable=False,
        related_name="groups",
    )
    external_id = models.CharField(max_length=300, blank=True, editable=False)
    retired_on = models.DateField(_("ended"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(_("why ended"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("redundancy group")
        verbose_name_plural = _("redundancy groups")
        ordering = ["dependent__name", "name"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="group_source_once",
            ),
            models.CheckConstraint(
                condition=Q(required__gte=1),
                name="group_required",
                violation_error_message=_("At least one member must be required."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dependent}: {self.name}"


@pghistory.track()
class RedundancyMember(Record):
    """One of the providers of a redundancy group."""

    unit_path = "group__dependent__unit"
    owner_path = "group__dependent__owner"
    open_to_members = True

    group = models.ForeignKey(
        RedundancyGroup, models.CASCADE, verbose_name=_("group"), related_name="members"
    )
    provider = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("member"), related_name="memberships"
    )

    class Meta(Record.Meta):
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        ordering = ["group__name", "provider__name"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.UniqueConstraint(
                fields=["group", "provider"],
                name="group_member_once",
                violation_error_message=_("This item is in the group already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.group}"
