"""What can be done with people and their logins: set up, invite, deactivate, grant, own profile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib import import_module

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from knox.models import get_token_model

from core import accountmail, logins, obligations, services
from core.clock import organisation_day
from core.logins import NOWHERE, Origin, Outcome
from core.models import ApiToken, ContactMethod, Deputy, Grant, Link, Organisation, User
from core.permissions import decides

SET_UP_LOCK = 0x5E7


def set_up_token() -> str:
    """What the first administrator must show: known to whoever reads this installation's log.

    It follows from the signing key, so that every web process asks for the same.
    """
    return salted_hmac("core.set-up", "first administrator", algorithm="sha256").hexdigest()[:32]


def set_up_address() -> str:
    """Where the installation is set up; empty once somebody can log in."""
    if User.objects.exists():
        return ""
    return f"{settings.SITE_URL}{reverse('core:set-up')}?token={set_up_token()}"


class AlreadySetUp(Exception):
    """Somebody else has set the installation up."""


@transaction.atomic
def set_up(
    *,
    organisation: str,
    time_zone: str,
    currency: str,
    name: str,
    email: str,
    password: str,
    runs_programme: bool,
    at: datetime,
) -> User:
    """Make the organisation and its first administrator, once. Raises AlreadySetUp."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SET_UP_LOCK])
    if User.objects.exists():
        raise AlreadySetUp
    with services.why(by=None, reason=_("First set-up")):
        first = Organisation.objects.filter(pk=1).first() or Organisation(pk=1)
        first.name, first.time_zone, first.currency = organisation, time_zone, currency
        first.full_clean()
        first.save()
        person = User(name=name, email=email)
        validate_password(password, person)
        person.set_password(password)
        services.save(person, by=None, at=at)
        roles = ["administrator", *(["continuity_manager"] if runs_programme else [])]
        for role in roles:
            services.save(Grant(person=person, role=role, from_at=at), by=None, at=at)
    return person


def demo_people() -> list[tuple[str, User]]:
    """The demo organisation's people who stand for a kind of user: its name and the person.

    None but in a demo installation.
    """
    if not settings.DEMO or not Organisation.objects.filter(is_demo=True).exists():
        return []
    cast = import_module(settings.DEMO_PEOPLE)
    people = User.objects.filter(email__iendswith=f"@{cast.DOMAIN}", is_active=True)
    by_name = {person.name: person for person in people}
    return [(role, by_name[name]) for name, role in cast.PERSONAS if name in by_name]


# Invitation and password


def password_url(key: str) -> str:
    """The address of the page that sets a password, for a key of allauth's form."""
    pk, _dash, token = key.partition("-")
    return settings.SITE_URL + reverse("account_reset_password_from_key", args=[pk, token])


def may_log_in(person: User) -> bool:
    """Whether a person may have a password: a role or a login already, and the settings allow it."""
    if not person.is_active:
        return False
    if settings.OIDC_ONLY:
        return person.is_emergency
    return person.has_usable_password() or person.access.is_member


@transaction.atomic
def invite(person: User, *, by: User | None, at: datetime) -> None:
    """Mail a link with which the person sets a password and logs in."""
    services.require(by, "change", person)
    if not person.is_active:
        raise ValidationError(_("%(person)s is not active.") % {"person": person})
    by_provider = settings.OIDC_ONLY and not person.is_emergency
    tokens = import_string(settings.ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR)()
    key = f"{user_pk_to_url_str(person)}-{tokens.make_token(person)}"
    accountmail.send(
        person,
        template="invitation",
        subject=_("Your login to Continuity"),
        by=by,
        organisation=Organisation.objects.first(),
        until=at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        url=f"{settings.SITE_URL}/" if by_provider else password_url(key),
        provider_name=settings.OIDC_NAME if by_provider else "",
    )


def set_password(person: User, password: str, *, origin: Origin = NOWHERE, at: datetime) -> None:
    """Give a person a new password and end the lock-out by guesses of the old one."""
    person.set_password(password)
    person.save(update_fields=["password"])
    logins.write(Outcome.RESET, at=at, person=person, origin=origin)


@transaction.atomic
def create_from_provider(*, email: str, name: str, at: datetime) -> User:
    """A person the organisation's login has let in for the first time: no role yet."""
    person = User(email=email, name=name[:200])
    person.set_unusable_password()
    with services.why(by=None, reason=_("First login by the organisation's identity provider")):
        return services.save(person, by=None, at=at)


# Administration


@transaction.atomic
def save_person(
    person: User,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    invited: bool = False,
) -> User:
    """Write a person's record; a new one has no password until the person sets it.

    Where the address changes, the one before is told: it is where a login is taken over from.
    """
    before = User.objects.filter(pk=person.pk).values_list("email", flat=True).first()
    if person.pk is None:
        person.set_unusable_password()
    with an_administrator_stays(at=at):
        services.save(person, by=by, at=at, version=version, reason=reason)
    if before and before.casefold() != person.email.casefold():
        accountmail.tell_former_address(person, before, by=by)
    if invited:
        invite(person, by=by, at=at)
    return person


@transaction.atomic
def deactivate(person: User, *, by: User | None, at: datetime, reason: str = "") -> None:
    """End a person's access: login, roles, tokens and links. What they did stays."""
    services.require(by, "change", person)
    person.refresh_from_db()
    if by and by.pk == person.pk:
        raise ValidationError(_("You cannot deactivate yourself. Ask another administrator."))
    with an_administrator_stays(at=at), services.why(by=by, reason=reason):
        obligations.drop(key=check_key(person), at=at)
        person.is_active = person.is_emergency = False
        person.emergency_since = person.emergency_checked_at = None
        services.save(person, by=by, at=at, reason=reason)
        for grant in person.grants.current(at):
            end_grant(grant, by=by, at=at, reason=reason)
    get_token_model().objects.filter(user=person).delete()
    Link.objects.filter(person=person, revoked_at=None).update(revoked_at=at)


def check_key(person: User) -> str:
    """The name of the present duty to try a person's emergency account."""
    moment = person.emergency_checked_at or person.emergency_since
    return f"emergency-check:{person.pk}:{moment.isoformat() if moment else ''}"


@transaction.atomic
def reactivate(person: User, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Let a person be active again. Roles that ended stay ended."""
    services.require(by, "change", person)
    person.refresh_from_db()
    person.is_active = True
    services.save(person, by=by, at=at, reason=reason)


def unlock(person: User, *, by: User | None, at: datetime) -> None:
    """Lift the lock-out of a person's account."""
    services.require(by, "change", person)
    logins.write(Outcome.LIFTED, at=at, person=person, by=by)


@transaction.atomic
def remove_second_factor(person: User, *, by: User | None, at: datetime) -> None:
    """Let somebody who lost phone and recovery codes log in with the password, and set up anew."""
    services.require(by, "change", person)
    if by and by.pk == person.pk:
        raise ValidationError(_("Ask another administrator: nobody removes their own code here."))
    Authenticator.objects.filter(user=person).delete()
    logins.write(Outcome.FACTOR_OFF, at=at, person=person, by=by)
    accountmail.send(
        person,
        template="factor_removed",
        subject=_("Your login asks for no code any more"),
        by=by,
    )


@contextmanager
def an_administrator_stays(*, at: datetime) -> Iterator[None]:
    """Refuse what leaves the installation without an active administrator, now or by a set end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SET_UP_LOCK])
    before = _administrators(at=at)
    yield
    after = _administrators(at=at)
    for here, left in zip(before, after, strict=True):
        if here and not left:
            sentence = _("%(person)s is the only administrator. Make somebody else one first.")
            raise ValidationError(sentence % {"person": here[0]})


def _administrators(*, at: datetime) -> tuple[list[User], list[User]]:
    """The active administrators, and those of them whose role has no end."""
    held = Grant.objects.current(at).filter(role="administrator", person__is_active=True)
    rows = list(held.select_related("person").order_by("pk"))
    return [row.person for row in rows], [row.person for row in rows if row.until is None]


@transaction.atomic
def save_grant(
    grant: Grant, *, by: User | None, at: datetime, version: int | None = None, reason: str = ""
) -> Grant:
    """Write a role of a person. Nobody gives one to themselves; ValidationError.

    The only administrator, who has nobody to ask, may take a role that approves and bears nothing.
    """
    if by is not None and grant.person_id == by.pk:
        others = [person for person in _administrators(at=at)[0] if person.pk != by.pk]
        if others:
            said = _("Nobody gives a role to themselves. Ask another administrator to.")
            raise ValidationError({"person": said})
        if decides(grant.role):
            said = _(
                "Nobody gives themselves a role that decides. Make somebody else administrator."
            )
            raise ValidationError({"person": said})
    with an_administrator_stays(at=at):
        return services.save(grant, by=by, at=at, version=version, reason=reason or grant.reason)


@transaction.atomic
def end_grant(grant: Grant, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Take a role away from now on. That it was held stays known."""
    services.require(by, "change", grant)
    # A role that was to begin later, or began this instant, has not been held.
    grant.until = max(at, grant.from_at + timedelta(microseconds=1))
    with an_administrator_stays(at=at):
        services.save(grant, by=by, at=at, reason=reason)


def save_deputy(
    record: Deputy, *, by: User | None, at: datetime, version: int | None = None, reason: str = ""
) -> Deputy:
    """Write who stands in for whom. Nobody makes themselves the deputy of another."""
    if by is not None and record.deputy_id == by.pk:
        said = _("Nobody makes themselves a deputy. Ask %(person)s to name you, on their profile.")
        raise ValidationError({"deputy": said % {"person": record.person}})
    return services.save(record, by=by, at=at, version=version, reason=reason)


# One's own


def _own(person: User, *, by: User) -> None:
    if person.pk != by.pk:
        raise PermissionDenied(_("Everybody changes their own profile only."))


def save_profile(person: User, *, by: User, at: datetime, version: int | None = None) -> User:
    """Write what people say of themselves."""
    _own(person, by=by)
    with services.why(by=by, reason=_("Own profile")):
        return services.save(person, by=None, at=at, version=version)


def save_contact(contact: ContactMethod, *, by: User, at: datetime) -> ContactMethod:
    """Write one's own way to be reached; that it works is confirmed by writing it."""
    _own(contact.person, by=by)
    contact.checked_on = organisation_day(at)
    with services.why(by=by, reason=_("Own profile")):
        return services.save(contact, by=None, at=at)


def remove_contact(contact: ContactMethod, *, by: User, at: datetime) -> None:
    """Forget one's own way to be reached."""
    _own(contact.person, by=by)
    with services.why(by=by, reason=_("Own profile")):
        services.delete(contact, by=None, at=at)


def name_deputy(
    *, by: User, deputy: User, from_on: date, until_on: date | None, at: datetime
) -> Deputy:
    """Name somebody who stands in for oneself; naming them again changes the days."""
    record = Deputy.objects.filter(person=by, deputy=deputy).first()
    record = record or Deputy(person=by, deputy=deputy)
    record.from_on, record.until_on = from_on, until_on
    if not deputy.is_active:
        raise ValidationError({"deputy": _("This person is not active.")})
    with services.why(by=by, reason=_("Own profile")):
        return services.save(record, by=None, at=at)


def end_deputy(record: Deputy, *, by: User, at: datetime) -> None:
    """End a deputyship: from tomorrow if it has begun, altogether if it has not."""
    _own(record.person, by=by)
    yesterday = organisation_day(at) - timedelta(days=1)
    with services.why(by=by, reason=_("Own profile")):
        if record.from_on > yesterday:
            services.delete(record, by=None, at=at)
        else:
            record.until_on = yesterday
            services.save(record, by=None, at=at)


def create_token(*, by: User, name: str, days: int) -> tuple[ApiToken, str]:
    """A key for a program that acts as this person, and its text, which is shown once."""
    made: tuple[ApiToken, str] = get_token_model().objects.create(
        user=by, expiry=timedelta(days=days), name=name
    )
    return made


def revoke_token(token: ApiToken, *, by: User) -> None:
    """End a key at once."""
    _own(token.user, by=by)
    token.delete()
