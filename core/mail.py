"""E-mail: written as a row beside what it tells of, sent afterwards, each message once.

One template makes both forms: the HTML, and the plain text read from it.
"""

import logging
import re
import smtplib
import zoneinfo
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import languages
from core.clock import organisation_zone
from core.mailtext import plain_text
from core.models import MailMessage, Organisation, User

log = logging.getLogger(__name__)

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
SERVER_AWAY_PAUSE = timedelta(minutes=1)
CLAIM = timedelta(minutes=2)
"""How long a worker may take over one message before another may try it."""
BATCH = 50
SECRET_PATHS = re.compile(r"(/l/|/account/password/reset/key/)[A-Za-z0-9_-]{20,}/?")
"""What opens something for whoever holds it: links, and keys to set a password."""
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:]")
KEY_LENGTH = 200


def absolute(path: str) -> str:
    """A path of ours as an address that works outside the application."""
    return path if urlsplit(path).scheme else f"{settings.SITE_URL}{path}"


def fitting(key: str) -> str:
    """The key at the length a column holds; a long one keeps its difference as a digest."""
    if len(key) <= KEY_LENGTH:
        return key
    digest = sha256(key.encode()).hexdigest()
    return f"{key[: KEY_LENGTH - 65]}:{digest}"


def queue(
    *,
    to: str,
    person: User | None,
    subject: str,
    template: str,
    context: dict[str, Any],
    key: str,
    due_at: datetime | None = None,
) -> None:
    """Write a message to be sent, once for each `key`, with templates/mail/<template>.html.

    It is written in the transaction of what it tells of, in the person's language and clock.
    """
    preferred = languages.of_interface(person.language) if person else ""
    language = preferred or settings.LANGUAGE_CODE
    zone = zoneinfo.ZoneInfo((person.time_zone if person else "") or organisation_zone())
    with translation.override(language), timezone.override(zone):
        words = {**context, "person": person, "site_url": settings.SITE_URL, "title": subject}
        words["organisation"] = Organisation.objects.first()
        html = render_to_string(f"mail/{template}.html", words)
    message = MailMessage(
        key=fitting(key),
        to=to,
        person=person,
        subject=" ".join(subject.split())[:300],
        text=plain_text(html),
        html=html,
        due_at=due_at or timezone.now(),
    )
    MailMessage.objects.bulk_create([message], ignore_conflicts=True)


def waiting(at: datetime) -> QuerySet[MailMessage]:
    """What is to be sent by now."""
    due = Q(due_at=None) | Q(due_at__lte=at)
    return MailMessage.objects.filter(due, sent_at=None, given_up_at=None)


def send_due(*, at: datetime) -> int:
    """Send what is due; the number sent. Stops at once when the mail server cannot be reached."""
    sent = 0
    for _turn in range(BATCH):
        message = _claim(at=at)
        if message is None:
            break
        try:
            connection = get_connection()
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            _server_away(message, error, at=at)
            break
        try:
            connection.send_messages([compose(message)])
        except (OSError, smtplib.SMTPException) as error:
            _refused(message, error, at=at)
        else:
            _mark_sent(message, at=at)
            sent += 1
        finally:
            connection.close()
    return sent


@transaction.atomic
def _claim(*, at: datetime) -> MailMessage | None:
    """The next message, put out of reach of other workers while this one sends it."""
    rows = waiting(at).select_for_update(skip_locked=True).order_by("due_at", "pk")
    message = rows.first()
    if message is not None:
        message.attempts += 1
        message.due_at = at + CLAIM
        message.save(update_fields=["attempts", "due_at"])
    return message


def compose(message: MailMessage) -> EmailMultiAlternatives:
    """The message as it goes out. Its id comes from its key: a second copy is known as such."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    digest = sha256(message.key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{digest}@{host}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(message.subject, message.text, to=[message.to], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _mark_sent(message: MailMessage, *, at: datetime) -> None:
    message.sent_at, message.error = at, ""
    if not settings.DEMO:
        # A sent link is its reader's alone: nobody finds it in the database.
        message.text, message.html = without_links(message.text), without_links(message.html)
    message.save(update_fields=["sent_at", "error", "text", "html"])


def without_links(text: str) -> str:
    """The text with the secrets of its links taken out."""
    return SECRET_PATHS.sub(r"\1…/", text)


def readable(message: MailMessage) -> list[list[tuple[str, str]]]:
    """The lines of a message's text as (text, address) pieces, for an administrator.

    The secrets of links are left out, but for a demo, where they stand in for everyone's mailbox.
    """
    text = message.text if settings.DEMO else without_links(message.text)
    return [_pieces(line) for line in text.splitlines()]


def _pieces(line: str) -> list[tuple[str, str]]:
    pieces, end = [], 0
    for found in ADDRESS.finditer(line):
        pieces += [(line[end : found.start()], ""), (found.group(), found.group())]
        end = found.end()
    return [piece for piece in [*pieces, (line[end:], "")] if piece[0]]


def goes_to_files() -> bool:
    """Whether no mail server is set, so that messages are files in the data folder."""
    return not settings.EMAIL_HOST


def _refused(message: MailMessage, error: Exception, *, at: datetime) -> None:
    """Try later what was refused for now; give up what never will be taken."""
    message.error = explain(error)
    if is_final(error) or message.attempts > len(RETRY_AFTER):
        message.given_up_at = at
    else:
        message.due_at = at + RETRY_AFTER[message.attempts - 1]
    message.save(update_fields=["error", "given_up_at", "due_at"])
    log.warning("Mail %s to %s: %s", message.pk, message.to, message.error)


def _server_away(message: MailMessage, error: Exception, *, at: datetime) -> None:
    """Let everything wait a little: it is not the messages' fault and costs them no attempt."""
    sentence = explain(error)
    message.attempts -= 1
    message.save(update_fields=["attempts"])
    soon = Q(pk=message.pk) | Q(pk__in=waiting(at).values("pk"))
    MailMessage.objects.filter(soon).update(error=sentence, due_at=at + SERVER_AWAY_PAUSE)
    log.warning("The mail server: %s", sentence)


def is_final(error: Exception) -> bool:
    """Whether the mail server said it will never take the message (a code from 500 on)."""
    return bool(codes := _codes(error)) and min(codes) >= 500


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def explain(error: Exception) -> str:
    """What went wrong with a message, in one sentence that says where to look."""
    said = {"error": _reply(error), "host": settings.EMAIL_HOST}
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The mail server refuses our user name or password. It says: %(error)s") % said
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The mail server refuses the address. It says: %(error)s") % said
    if isinstance(error, smtplib.SMTPResponseException):
        return _("The mail server refuses the message. It says: %(error)s") % said
    if isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):
        return _("The mail server %(host)s does not answer.") % said
    return _("The mail server %(host)s cannot be reached: %(error)s") % said


def _reply(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(_text(text) for _code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_error)
    return str(error)


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def send_again(message: MailMessage, *, at: datetime) -> None:
    """Begin anew with a message that was given up; one whose text is forgotten stays so."""
    kept = MailMessage.objects.exclude(text="", html="")
    kept.filter(pk=message.pk, sent_at=None).update(given_up_at=None, attempts=0, due_at=at)
