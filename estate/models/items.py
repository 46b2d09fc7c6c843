"""What the programme protects: items, the places they stand at and the teams that recover them."""

from typing import Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.models.people import check_time_zone
from estate.choices import Kind, Lifecycle, Tier

from .revision import GRAPH_TRIGGERS

LIVE = Q(retired_on=None)
REASONED = Q(retired_on=None) | ~Q(retired_reason="")
SAY_WHY = _("Say why it is retired.")


@pghistory.track(exclude=["source_says"])
class Item(Record):
    """Something that must keep working or that others rest on: a function, system, site, supplier."""

    unit_path = "unit"
    owner_path = "owner"
    open_to_members = True
    actions = ("retire", "record", "import")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=300)
    type = models.CharField(
        _("type"), max_length=100, blank=True, help_text=_("In your words: router, payroll suite.")
    )
    description = models.TextField(_("description"), blank=True)
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="items",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="items",
        help_text=_("Answers for its recovery."),
    )
    site = models.ForeignKey(
        "estate.Site",
        models.PROTECT,
        verbose_name=_("site"),
        null=True,
        blank=True,
        related_name="items",
    )
    region = models.CharField(
        _("region"), max_length=100, blank=True, help_text=_("Empty: the site's.")
    )
    country = models.CharField(
        _("country"), max_length=100, blank=True, help_text=_("Empty: the site's.")
    )
    supplier = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("supplier"),
        null=True,
        blank=True,
        limit_choices_to={"kind": Kind.VENDOR},
        related_name="supplies",
    )
    team = models.ForeignKey(
        "estate.Team",
        models.PROTECT,
        verbose_name=_("recovery team"),
        null=True,
        blank=True,
        related_name="recovers",
    )
    hands = models.PositiveSmallIntegerField(
        _("people needed"), default=1, help_text=_("Of the recovery team, to bring it back.")
    )
    lifecycle = models.CharField(
        _("lifecycle"), max_length=10, choices=Lifecycle, default=Lifecycle.LIVE
    )
    tier = models.PositiveSmallIntegerField(
        _("criticality"), choices=Tier.choices, null=True, blank=True
    )
    passes_on = models.BooleanField(
        _("only passes failures on"),
        default=False,
        help_text=_("It needs no recovery time of its own."),
    )
    unavailability = models.FloatField(
        _("unavailability"),
        null=True,
        blank=True,
        help_text=_("The share of time it is down by itself, such as 0.001."),
    )
    yearly_cost = models.DecimalField(
        _("cost of its recovery a year"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("What keeping it recoverable costs: spares, copies, contracts, practice."),
    )
    source = models.ForeignKey(
        "estate.ImportSource",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        editable=False,
        related_name="items",
    )
    external_id = models.CharField(
        _("id in the source"), max_length=300, blank=True, editable=False
    )
    source_says: Any = models.JSONField(
        _("as the source says"), default=dict, blank=True, editable=False
    )
    gone_on = models.DateField(_("gone from its source"), null=True, blank=True, editable=False)
    retired_on = models.DateField(_("retired"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(_("why retired"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["name"]
        triggers = GRAPH_TRIGGERS
        indexes = [models.Index(fields=["kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="item_source_once",
                violation_error_message=_("This source already brought an item with that id."),
            ),
            models.CheckConstraint(
                condition=Q(tier=None) | Q(tier__range=(1, 4)), name="item_tier"
            ),
            models.CheckConstraint(
                condition=Q(unavailability=None) | Q(unavailability__range=(0, 1)),
                name="item_unavailability",
                violation_error_message=_("A share lies between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(yearly_cost=None) | Q(yearly_cost__gte=0),
                name="item_cost_not_negative",
                violation_error_message=_("Give an amount of nought or more."),
            ),
            models.CheckConstraint(
                condition=REASONED, name="item_retired_why", violation_error_message=SAY_WHY
            ),
            models.CheckConstraint(
                condition=Q(supplier=None) | ~Q(supplier=F("id")),
                name="item_supplier_is_another",
                violation_error_message=_("An item is not its own supplier."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Site(Record):
    """A place: a building, a data centre, a branch. Its loss takes down what stands there."""

    unit_path = "unit"
    open_to_members = True

    name = models.CharField(_("name"), max_length=300)
    item = models.OneToOneField(
        Item, models.PROTECT, verbose_name=_("item"), editable=False, related_name="place"
    )
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="sites",
    )
    address = models.TextField(_("address"), blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, validators=[check_time_zone]
    )

    class Meta(Record.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name"]
        triggers = GRAPH_TRIGGERS
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90)),
                name="site_latitude",
                violation_error_message=_("A latitude lies between -90 and 90."),
            ),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__range=(-180, 180)),
                name="site_longitude",
                violation_error_message=_("A longitude lies between -180 and 180."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="site_coordinates_both",
                violation_error_message=_("Give latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Team(Record):
    """People who recover things: how many can work at once, and where they are."""

    unit_path = "unit"
    open_to_members = True

    name = models.CharField(_("name"), max_length=300)
    item = models.OneToOneField(
        Item, models.PROTECT, verbose_name=_("item"), editable=False, related_name="crew"
    )
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="teams",
    )
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name=_("site"), null=True, blank=True, related_name="teams"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )
    capacity = models.PositiveSmallIntegerField(
        _("capacity"), default=1, help_text=_("How many people can work at the same time.")
    )

    class Meta(Record.Meta):
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        triggers = GRAPH_TRIGGERS

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TeamMember(Record):
    """A person in a recovery team."""

    unit_path = "team__unit"
    owner_path = "person"
    open_to_members = True

    team = models.ForeignKey(Team, models.CASCADE, verbose_name=_("team"), related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="teams"
    )
    part = models.CharField(
        _("part"), max_length=100, blank=True, help_text=_("Such as lead, database, on call.")
    )

    class Meta(Record.Meta):
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["team__name", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"],
                name="team_member_once",
                violation_error_message=_("This person is in the team already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.team}"


def check_kind(item: Any, kind: str, name: str) -> None:
    """Refuse an item of another kind than a field asks for."""
    if item is not None and item.kind != kind:
        sentence = _("“%(item)s” is not of the right kind. Choose another.")
        raise ValidationError({name: sentence % {"item": item}})
