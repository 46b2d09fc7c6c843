"""Emergency accounts: crisis roles that log in here while the identity provider is down.

Each has a password and a second factor of ours, tells the administrators of every login, and is
tried once a quarter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import accountmail, accounts, obligations, services
from core.clock import organisation_day
from core.logins import Origin
from core.models import Grant, Unit, User
from core.notifications import notify

CRISIS_ROLES = ("incident_commander", "crisis_team", "continuity_manager", "administrator")
FIRST_CHECK = timedelta(days=7)
CHECK_EVERY = relativedelta(months=3)
REMIND_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Check:
    """When an emergency account is to be tried."""

    person: User
    checked_on: date | None
    due_on: date

    def is_overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.due_on < today


def check_due_on(*, since: date, checked_on: date | None) -> date:
    """The day by which an account must have been tried: a week after it was made, then quarterly.

    >>> check_due_on(since=date(2026, 1, 1), checked_on=None)
    datetime.date(2026, 1, 8)
    >>> check_due_on(since=date(2026, 1, 1), checked_on=date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    return checked_on + CHECK_EVERY if checked_on else since + FIRST_CHECK


def check_of(person: User) -> Check:
    """The next check of an emergency account, in the organisation's days."""
    since = organisation_day(person.emergency_since or person.created_at)
    tried = person.emergency_checked_at
    checked_on = organisation_day(tried) if tried else None
    return Check(person, checked_on, check_due_on(since=since, checked_on=checked_on))


def accounts_to_check(people: Iterable[User], *, today: date) -> list[Check]:
    """Which accounts are to be tried now: due within two weeks, or overdue; the oldest first."""
    checks = [check_of(person) for person in people]
    due = [check for check in checks if check.due_on - REMIND_BEFORE <= today]
    return sorted(due, key=lambda check: (check.due_on, check.person.name))


def all_accounts() -> list[User]:
    """The active emergency accounts."""
    return list(User.objects.filter(is_emergency=True, is_active=True).order_by("name"))


@transaction.atomic
def designate(person: User, *, by: User | None, at: datetime) -> User:
    """Make a person with a crisis role an emergency account, and mail the link for a password."""
    services.require(by, "change", person)
    person.refresh_from_db()
    roles = set(person.grants.current(at).values_list("role", flat=True))
    if not roles & set(CRISIS_ROLES):
        raise ValidationError(
            _("Emergency accounts are for crisis roles. Give %(person)s one first.")
            % {"person": person}
        )
    person.is_emergency, person.emergency_since = True, at
    services.save(person, by=by, at=at, reason=_("Emergency account"))
    open_duty(person)
    accounts.invite(person, by=by, at=at)
    return person


@transaction.atomic
def create_emergency_account(
    *, name: str, email: str, role: str, unit: Unit | None, by: User | None, at: datetime
) -> User:
    """A new person with a crisis role and an emergency account."""
    if role not in CRISIS_ROLES:
        raise ValidationError({"role": _("Emergency accounts are for crisis roles.")})
    person = accounts.save_person(User(name=name, email=email), by=by, at=at)
    grant = Grant(person=person, role=role, unit=unit, from_at=at, reason=_("Emergency account"))
    accounts.save_grant(grant, by=by, at=at)
    return designate(person, by=by, at=at)


@transaction.atomic
def withdraw(person: User, *, by: User | None, at: datetime) -> None:
    """Let an emergency account be an ordinary one again."""
    services.require(by, "change", person)
    person.refresh_from_db()
    obligations.drop(key=accounts.check_key(person), at=at)
    person.is_emergency, person.emergency_since, person.emergency_checked_at = False, None, None
    services.save(person, by=by, at=at, reason=_("No emergency account any more"))


@transaction.atomic
def record_check(person: User, *, by: User | None, at: datetime) -> None:
    """Write down that an emergency account was tried and works; the next try is due in a quarter."""
    person.refresh_from_db()
    sentence = _("Logged in with password and code.")
    obligations.done(key=accounts.check_key(person), by=by, at=at, outcome=sentence)
    person.emergency_checked_at = at
    with services.why(by=by, reason=_("Emergency account tried")):
        services.save(person, by=None, at=at)
    open_duty(person)


def open_duty(person: User) -> None:
    """Open the duty of the person to try the account."""
    obligations.open_(
        obligations.Duty(
            kind="core.emergency-check",
            key=accounts.check_key(person),
            title=_("Try your emergency account: log in with password and code"),
            due_on=check_of(person).due_on,
            owner=person,
            subject=person,
            url=reverse("core:account"),
        )
    )


@transaction.atomic
def logged_in(person: User, *, second_factor: bool, origin: Origin, at: datetime) -> None:
    """Count the login as the check if it took both factors, and tell those who must know."""
    if second_factor:
        record_check(person, by=person, at=at)
    url = reverse("core:user-detail", args=[person.pk])
    for reader in _readers(at):
        notify(
            person=reader,
            text=_("The emergency account of %(person)s was used.") % {"person": person},
            url=url,
            key=f"emergency-login:{person.pk}:{reader.pk}:{at.isoformat()}",
            at=at,
            subject=person,
            mail=False,
        )
        accountmail.send(
            reader,
            template="emergency_login",
            subject=_("Emergency account used: %(person)s") % {"person": person},
            account=person,
            at=at,
            address=origin.address,
            agent=origin.agent,
            url=settings.SITE_URL + url,
        )


def _readers(at: datetime) -> list[User]:
    """Administrators and continuity managers of the whole organisation."""
    held = Grant.objects.current(at).filter(
        role__in=["administrator", "continuity_manager"], unit=None
    )
    return list(User.objects.filter(is_active=True, grants__in=held).distinct())
