"""Signed, single-purpose links: a way in for one person to one subject, without a login.

A link is /l/<token>/; only the token's hash is stored. Opening it spends nothing (mail scanners open
links). "Continue" trades the token for a cookie bound to /l/<public id>/, where the views live that
a module registers for the purpose. They take their subject from the link, never from the address.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.urls import reverse as address
from django.urls.resolvers import RegexPattern, ResolverMatch
from django.utils.translation import gettext
from redis.exceptions import RedisError

from core import mail
from core.http import client_address
from core.models import Link, MailMessage, User
from core.models.papers import subject_of

log = logging.getLogger(__name__)

LinkView = Callable[..., HttpResponseBase]

COOKIE = "link"
COOKIE_AGE = timedelta(hours=12)
LONGEST_RENEWAL = timedelta(days=30)
MISSES_ALLOWED = 20
MISSES_WINDOW_SECONDS = 600

PATTERNS: dict[str, list[URLPattern]] = {}
WhyEnded = Callable[[Link], tuple[str, str] | None]
ENDED: dict[str, WhyEnded] = {}


def purpose(name: str) -> Callable[[LinkView], LinkView]:
    """Register `def view(request, link)`: the page that links of this purpose open."""
    return link_view(name, "", name="page")


def link_view(purpose: str, route: str = "", *, name: str = "") -> Callable[[LinkView], LinkView]:
    """Register `def view(request, link, **captured)` under the link's address, in path() syntax.

    `@link_view("bia.interview", "step/<int:number>/", name="step")` answers at
    /l/<public id>/step/3/; `url(link, "step", number=3)` gives that address. The view runs only for
    whoever holds the link, while it is open; the history names link and person.
    """

    def register(view: LinkView) -> LinkView:
        routes = PATTERNS.setdefault(purpose, [])
        routes.append(path(route, view, name=name or view.__name__))
        return view

    return register


def ended(purpose: str) -> Callable[[WhyEnded], WhyEnded]:
    """Register `def why(link)`: title and sentence of why such a link was taken back, or None."""

    def register(why: WhyEnded) -> WhyEnded:
        ENDED[purpose] = why
        return why

    return register


def why_ended(link: Link) -> tuple[str, str] | None:
    """What the purpose of a link says to whoever comes after it was taken back."""
    return ENDED[link.purpose](link) if link.purpose in ENDED else None


def resolve(link: Link, rest: str) -> ResolverMatch:
    """The view of the link's purpose at a path under its address. Raises Resolver404."""
    return _resolver(link.purpose).resolve(rest)


def url(link: Link, name: str = "page", **captured: Any) -> str:
    """The path of one of the link's views."""
    return home(link) + _resolver(link.purpose).reverse(name, **captured)


def home(link: Link) -> str:
    """The path to which the link's cookie is bound."""
    return address("core:link-page", args=[link.public_id])


def _resolver(purpose: str) -> URLResolver:
    return URLResolver(RegexPattern(r"^"), PATTERNS.get(purpose, []))


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def issue(
    *,
    purpose: str,
    subject: Any,
    person: User,
    by: User | None,
    at: datetime,
    expires_at: datetime,
) -> str:
    """Make a link for a person to a subject; its whole address, which is not kept anywhere else.

    Earlier links stay open: somebody may still find the first mail.
    """
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        purpose=purpose,
        person=person,
        token_hash=hash_of(token),
        created_by=by,
        expires_at=expires_at,
        **subject_of(subject),
    )
    return mail.absolute(address("core:link", args=[token]))


def revoke(
    *, subject: Any, at: datetime, purpose: str | None = None, person: User | None = None
) -> int:
    """Close the open links to a subject, of one purpose or person if named; the number closed."""
    held = _not_revoked(subject)
    if purpose is not None:
        held = held.filter(purpose=purpose)
    if person is not None:
        held = held.filter(person=person)
    return held.update(revoked_at=at)


def holders(*, subject: Any, purpose: str) -> QuerySet[User]:
    """The people who have a link to a subject that was not taken back."""
    held = _not_revoked(subject).filter(purpose=purpose)
    people: QuerySet[User] = User.objects.filter(pk__in=held.values("person"))
    return people


def _not_revoked(subject: Any) -> QuerySet[Link]:
    about = subject_of(subject)
    return Link.objects.filter(
        content_type=about["content_type"], object_id=about["object_id"], revoked_at=None
    )


def find(token: str) -> Link | None:
    """The link of a token, whatever its state."""
    known = Link.objects.select_related("person", "content_type")
    return known.filter(token_hash=hash_of(token)).first()


def may_renew(link: Link) -> bool:
    """Whether its person may have a new one: not what was closed on purpose."""
    return link.revoked_at is None and link.person.is_active and link.subject is not None


def renew(link: Link, *, at: datetime) -> None:
    """Mail a new link to the same person for the same subject; at most one an hour."""
    key = f"link-again:{link.pk}:{at:%Y%m%d%H}"
    if not may_renew(link) or MailMessage.objects.filter(key=key).exists():
        return
    until = at + min(link.expires_at - link.created_at, LONGEST_RENEWAL)
    fresh = issue(
        purpose=link.purpose,
        subject=link.subject,
        person=link.person,
        by=link.created_by,
        at=at,
        expires_at=until,
    )
    mail.queue(
        to=link.person.email,
        person=link.person,
        subject=_subject_line(link),
        template="link_again",
        context={"label": link.label, "url": fresh, "expires_at": until},
        key=key,
        due_at=at,
    )


def _subject_line(link: Link) -> str:
    return gettext("Your new link: %(label)s") % {"label": link.label}


# The cookie


def let_in(response: HttpResponse, link: Link, *, at: datetime) -> None:
    """Give the browser the cookie that opens the views of this link and nothing else."""
    left = min(COOKIE_AGE, link.expires_at - at)
    response.set_signed_cookie(
        COOKIE,
        link.token_hash[:16],
        salt=_salt(link),
        max_age=int(left.total_seconds()),
        path=home(link),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def is_let_in(request: HttpRequest, link: Link) -> bool:
    """Whether the browser holds the cookie of this link."""
    held = request.get_signed_cookie(
        COOKIE, default="", salt=_salt(link), max_age=int(COOKIE_AGE.total_seconds())
    )
    return secrets.compare_digest(held or "", link.token_hash[:16])


def _salt(link: Link) -> str:
    return f"core.links:{link.public_id}"


# Guessing


def is_guessing(request: HttpRequest) -> bool:
    """Count an unknown link; whether too many came from this address lately.

    Without the cache nobody is held back: a token has 256 bits and cannot be guessed anyway.
    """
    key = f"link-misses:{client_address(request) or ''}"
    try:
        cache.add(key, 0, MISSES_WINDOW_SECONDS)
        return int(cache.incr(key)) > MISSES_ALLOWED
    except (RedisError, ValueError) as error:
        log.warning("Guessing at links is not counted: %s", error)
        return False
