"""Messages to people: in the application, by e-mail, and to their deputies."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import mail as mailing
from core.clock import organisation_day
from core.models import Deputy, Notification, User
from core.models.papers import subject_of


def notify(
    *,
    person: User,
    text: str,
    url: str,
    key: str,
    at: datetime,
    subject: Any = None,
    mail: bool = True,
) -> None:
    """Tell a person once (by `key`), in the application and by e-mail; their deputies too.

    `url` is a path of ours. Whoever is not active any more is told nothing.
    """
    _tell(person, text=text, url=url, key=key, at=at, subject=subject, mail=mail)
    for deputy in deputies_of(person, at=at):
        _tell(
            deputy, text=on_behalf(person, text), url=url, key=f"{key}:for:{person.pk}:{deputy.pk}", at=at,
            subject=subject, mail=mail,
        )  # fmt: skip


def on_behalf(person: User, text: str) -> str:
    """A text as who stands in for the person reads it."""
    return _("For %(person)s: %(text)s") % {"person": person, "text": text}


def deputies_of(person: User, *, at: datetime) -> list[User]:
    """The people who stand in for the person at a moment."""
    return deputies_of_each([person], at=at).get(person.pk, [])


def deputies_of_each(people: Iterable[User], *, at: datetime) -> dict[int, list[User]]:
    """The people who stand in for each at a moment, in one query."""
    held = Deputy.objects.in_force(organisation_day(at)).filter(
        person__in=people, deputy__is_active=True
    )
    found: dict[int, list[User]] = {}
    for row in held.select_related("deputy").order_by("pk"):
        found.setdefault(row.person_id, []).append(row.deputy)
    return found


def _tell(
    person: User, *, text: str, url: str, key: str, at: datetime, subject: Any, mail: bool
) -> None:
    if not person.is_active:
        return
    about = subject_of(subject) if subject is not None else {}
    Notification.objects.bulk_create(
        [
            Notification(
                person=person, key=mailing.fitting(key), text=text[:300], url=url, at=at, **about
            )
        ],
        ignore_conflicts=True,
    )
    if mail:
        mailing.queue(
            to=person.email,
            person=person,
            subject=text,
            template="notification",
            context={"text": text, "url": mailing.absolute(url) if url else ""},
            key=f"notify:{key}",
            due_at=at,
        )


def unread(person: User) -> QuerySet[Notification]:
    """What the person has not read."""
    return Notification.objects.filter(person=person, read_at=None)


def read(person: User, *, at: datetime, pks: list[int] | None = None, key: str = "") -> int:
    """Mark as read: these, those whose key begins so, or all; the number marked."""
    waiting = unread(person)
    if pks is not None:
        waiting = waiting.filter(pk__in=pks)
    if key:
        waiting = waiting.filter(key__startswith=key)
    return waiting.update(read_at=at)
