"""Logins: what is written down of each, and the lock-out on guessing.

Failures are counted in the database, so that every web process counts the same ones and a restart
of the cache forgets none. A lock-out ends by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from core.models import LoginEvent, User

Outcome, Method = LoginEvent.Outcome, LoginEvent.Method

WINDOW = timedelta(minutes=15)
GUESSES = 5
"""Wrong attempts on one account, within the window, that lock it for as long again."""
GUESSES_FROM_ONE_ADDRESS = 30
"""Wrong attempts from one address, on whatever accounts."""
KNOWN_FOR = timedelta(days=30)
"""How long an address from which a person logged in is theirs: guesses made elsewhere do not lock
it, or anybody could keep an incident commander out."""
LOCK_SPACE = 0x10617


@dataclass(frozen=True)
class Origin:
    """Where an attempt comes from."""

    address: str | None = None
    agent: str = ""

    @classmethod
    def of(cls, request: HttpRequest, address: str | None) -> "Origin":
        """The origin of a request whose client address is known."""
        return cls(address, request.headers.get("User-Agent", "")[:300])


NOWHERE = Origin()


def hashed(login: str) -> str:
    """What is kept of the name somebody typed."""
    return salted_hmac("core.logins", login.strip().lower(), algorithm="sha256").hexdigest()


def write(
    outcome: str,
    *,
    at: datetime,
    person: User | None = None,
    login: str = "",
    method: str = "",
    origin: Origin = NOWHERE,
    by: User | None = None,
) -> LoginEvent:
    """Write down one event."""
    return LoginEvent.objects.create(
        outcome=outcome,
        at=at,
        person=person,
        by=by,
        login_hash=hashed(login or (person.email if person else "")),
        method=method,
        address=origin.address,
        agent=origin.agent,
    )


def locked_until(*, login: str, origin: Origin, at: datetime) -> datetime | None:
    """Until when this account, from this address, takes no attempt; None when it does."""
    ends = [_account_locked_until(login, origin, at), _address_locked_until(origin, at)]
    return max((end for end in ends if end), default=None)


def account_locked_until(person: User, *, at: datetime) -> datetime | None:
    """Until when a person is locked out from an address they have not used before."""
    return _account_locked_until(person.email, NOWHERE, at)


def _account_locked_until(login: str, origin: Origin, at: datetime) -> datetime | None:
    events = LoginEvent.objects.filter(login_hash=hashed(login))
    if origin.address and _is_known(login, origin, at):
        events = events.filter(Q(address=origin.address) | Q(outcome=Outcome.LIFTED))
    recent = events.filter(at__gt=at - 2 * WINDOW, at__lte=at).order_by("-at", "-pk")
    guesses: list[datetime] = []
    forgiven: set[str | None] = set()
    password_set = False
    for outcome, moment, address in recent.values_list("outcome", "at", "address"):
        if outcome == Outcome.LIFTED:
            break
        if outcome == Outcome.SUCCESS:
            forgiven.add(address)
        password_set = password_set or outcome == Outcome.RESET
        # A new password answers guesses of the old one, not guesses of the second factor.
        wrong = outcome == Outcome.CODE or (outcome == Outcome.WRONG and not password_set)
        if wrong and address not in forgiven:
            guesses.append(moment)
    return _end(guesses, GUESSES, at)


def _end(guesses: list[datetime], limit: int, at: datetime) -> datetime | None:
    """A window after the newest guess, if with it there were too many within a window."""
    if len(guesses) < limit or guesses[0] - guesses[limit - 1] >= WINDOW:
        return None
    end = guesses[0] + WINDOW
    return end if end > at else None


def _is_known(login: str, origin: Origin, at: datetime) -> bool:
    return LoginEvent.objects.filter(
        login_hash=hashed(login),
        outcome=Outcome.SUCCESS,
        address=origin.address,
        at__gt=at - KNOWN_FOR,
    ).exists()


def _address_locked_until(origin: Origin, at: datetime) -> datetime | None:
    if not origin.address:
        return None
    guesses = LoginEvent.objects.filter(
        address=origin.address,
        outcome__in=[Outcome.WRONG, Outcome.CODE],
        at__gt=at - 2 * WINDOW,
        at__lte=at,
    ).order_by("-at", "-pk")
    moments = list(guesses.values_list("at", flat=True)[:GUESSES_FROM_ONE_ADDRESS])
    return _end(moments, GUESSES_FROM_ONE_ADDRESS, at)


def admit(*, login: str, origin: Origin, at: datetime) -> None:
    """Let one attempt at an account through, one at a time; raises ValidationError while locked."""
    with connection.cursor() as cursor:
        key = int(hashed(login)[:7], 16)
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, key])
    if until := locked_until(login=login, origin=origin, at=at):
        person = User.objects.filter(email__iexact=login.strip()).first()
        write(Outcome.REFUSED, at=at, person=person, login=login, origin=origin)
        raise ValidationError(wait_sentence(until - at), code="locked")


def wait_sentence(left: timedelta) -> str:
    """What somebody who is locked out is told."""
    minutes = max(1, ceil(left.total_seconds() / 60))
    return ngettext(
        "Too many wrong attempts. Try again in %(minutes)d minute, or ask an administrator.",
        "Too many wrong attempts. Try again in %(minutes)d minutes, or ask an administrator.",
        minutes,
    ) % {"minutes": minutes}


def failed(
    outcome: str, *, at: datetime, login: str, origin: Origin, method: str = ""
) -> datetime | None:
    """Write down a wrong attempt. Returns the end of the lock-out it brought about, if it did."""
    person = User.objects.filter(email__iexact=login.strip()).first()
    write(outcome, at=at, person=person, login=login, method=method, origin=origin)
    until = locked_until(login=login, origin=origin, at=at)
    if until:
        write(Outcome.LOCKED, at=at, person=person, login=login, method=method, origin=origin)
    return until
