"""The organisation, its units, its people and what they may do."""

import zoneinfo
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.permissions import ROLES, Access, Granted

from .record import Record, RecordQuerySet


def check_time_zone(value: str) -> None:
    """Refuse what is not the name of a time zone."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone. Choose one such as Europe/Amsterdam."),
            params={"zone": value},
        )


@pghistory.track()
class Organisation(Record):
    """The one organisation this installation serves: its name, clock and currency."""

    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[check_time_zone],
        help_text=_("“Today”, due and overdue are reckoned here."),
    )
    currency = models.CharField(
        _("reporting currency"),
        max_length=3,
        default="EUR",
        help_text=_("Three letters, such as EUR. Money is added up in it."),
    )
    languages = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("languages")
    )
    """What its own questions can be worded in, besides the standard language."""
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="organisation_is_one"),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="organisation_currency"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Unit(Record):
    """A part of the organisation: a division, a department, a team. A tree by `parent`."""

    name = models.CharField(_("name"), max_length=200)
    code = models.CharField(
        _("code"), max_length=40, blank=True, help_text=_("Optional. As in your personnel system.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("part of"),
        null=True,
        blank=True,
        related_name="parts",
    )
    head = models.ForeignKey(
        "core.User",
        models.PROTECT,
        verbose_name=_("head"),
        null=True,
        blank=True,
        related_name="units_headed",
    )

    class Meta(Record.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_once",
                nulls_distinct=False,
                violation_error_message=_(
                    "This part of the organisation already has a unit of that name."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A unit is not part of itself."""
        if self.pk and self.parent_id and self.parent_id in unit_and_below({self.pk}):
            raise ValidationError(
                {"parent": _("A unit cannot be part of itself or of one of its parts.")}
            )


def unit_and_below(roots: set[int]) -> set[int]:
    """The ids of these units and of all below them."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    reached, waiting = set(), list(roots)
    while waiting:
        unit = waiting.pop()
        if unit not in reached:
            reached.add(unit)
            waiting.extend(children.get(unit, ()))
    return reached


def smallest_unit(units: Iterable[Unit | None]) -> Unit | None:
    """The lowest unit that holds them all; None where only the whole organisation does."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    shared: list[int] | None = None
    for unit in set(units):
        above = _upwards(unit.pk if unit else None, parents)
        shared = above if shared is None else [pk for pk in shared if pk in above]
    return Unit.objects.get(pk=shared[0]) if shared else None


def _upwards(pk: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """The unit and all it is part of, from below."""
    found: list[int] = []
    while pk is not None and pk not in found:
        found.append(pk)
        pk = parents.get(pk)
    return found


class UserManager(BaseUserManager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        found: User = self.get(email__iexact=username)
        return found


@pghistory.track(exclude=["password"])
class User(AbstractBaseUser, Record):  # type: ignore[django-manager-missing]
    """A person. The e-mail address is the login; one without a login is reached by link."""

    unit_path = "unit"
    open_to_members = True

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=200)
    job_title = models.CharField(_("position"), max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit"), null=True, blank=True, related_name="people"
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[check_time_zone],
        help_text=_("Empty: the organisation's."),
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_emergency = models.BooleanField(_("emergency account"), default=False, editable=False)
    emergency_since = models.DateTimeField(null=True, blank=True, editable=False)
    emergency_checked_at = models.DateTimeField(
        _("last checked"), null=True, blank=True, editable=False
    )
    last_login = None
    """Logins are rows of their own (LoginEvent); one is not a change of the person."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects: ClassVar[Any] = UserManager()

    class Meta(Record.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is already a person with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = (self.email or "").strip().lower()

    def get_full_name(self) -> str:
        """The name, as libraries ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        """Up to two letters for the account button."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @cached_property
    def access(self) -> Access:
        """What the person may do now, deputyships included; resolved once per request."""
        if not self.is_active:
            return Access()
        held = list(Grant.objects.current(timezone.now()).filter(person__in=self.stands_for))
        units = {grant.unit_id for grant in held if grant.unit_id}
        tree = {unit: frozenset(unit_and_below({unit})) for unit in units}
        grants = tuple(
            Granted(grant.role, grant.person_id, tree.get(grant.unit_id))
            for grant in held
            if grant.role in ROLES and (grant.person_id == self.pk or ROLES[grant.role].deputised)
        )
        reached = frozenset().union(*(grant.units for grant in grants if grant.units))
        return Access(grants, reached)

    @cached_property
    def stands_for(self) -> frozenset[int]:
        """The ids of those in whose place the person acts now: themselves and whom they deputise for."""
        held = Deputy.objects.in_force(timezone.localdate()).filter(deputy=self)
        active = held.filter(person__is_active=True)
        return frozenset({self.pk, *active.values_list("person", flat=True)})

    def stands_with(self, *people: int | None) -> bool:
        """Whether the person is one of these or their deputy: one side, so neither decides on the other."""
        return not self.stands_for.isdisjoint(people)


class GrantQuerySet(RecordQuerySet):
    def current(self, at: Any) -> "GrantQuerySet":
        """The grants that hold at a moment."""
        return self.filter(Q(until=None) | Q(until__gt=at), from_at__lte=at)


@pghistory.track()
class Grant(Record):
    """A role given to a person, for the whole organisation or for one unit and all below it."""

    members_view = False

    person = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("person"), related_name="grants"
    )
    role = models.CharField(
        _("role"), max_length=40, choices=[(key, role.label) for key, role in ROLES.items()]
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        related_name="grants",
        help_text=_("Empty: the whole organisation. Otherwise this unit and all below it."),
    )
    from_at = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until it is taken away.")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[Any] = GrantQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["person__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(until=None),
                name="grant_once",
                nulls_distinct=False,
                violation_error_message=_("This person already has that role there."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("from_at")),
                name="grant_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    def clean(self) -> None:
        """Some roles make sense for the whole organisation only."""
        if self.unit_id and self.role in ROLES and ROLES[self.role].whole:
            raise ValidationError(
                {"unit": _("This role is for the whole organisation. Leave the unit empty.")}
            )


class DeputyQuerySet(RecordQuerySet):
    def in_force(self, day: date) -> "DeputyQuerySet":
        """The deputyships that hold on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


@pghistory.track()
class Deputy(Record):
    """One person stands in for another: owns what they own and receives what they are sent."""

    unit_path = "person__unit"
    owner_path = "person"
    members_view = False

    person = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("person"), related_name="deputies"
    )
    deputy = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("deputy"), related_name="deputises"
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = DeputyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "deputy"], name="deputy_once"),
            models.CheckConstraint(
                condition=~Q(person=models.F("deputy")),
                name="deputy_is_another",
                violation_error_message=_("Name somebody else as deputy."),
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="deputy_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.person}"
