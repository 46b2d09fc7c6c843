"""Mail: written beside what it tells of, sent once by a real server, tried again, given up, explained."""

import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.test import Client

from core import mail
from core.mailtext import plain_text
from core.models import MailMessage, User
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
ONE_LINK = "http://localhost:8000/l/" + "A" * 43 + "/"


class Server:
    """A mail server: keeps what it takes, refuses whom it is told to."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refuses: dict[str, str] = {}

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(message_from_bytes(envelope.content))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A mail server that runs, and the settings that name it."""
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield handler
    controller.stop()


def write(key: str, at: datetime, person: User, text: str = "Hello", url: str = "") -> None:
    mail.queue(
        to=person.email,
        person=person,
        subject="A <subject>\nin one line",
        template="notification",
        context={"text": text, "url": url},
        key=key,
        due_at=at,
    )


@pytest.fixture
def ann(person: Callable[..., User]) -> User:
    return person("ann")


def test_sent_once_with_text_and_html(server: Server, ann: User, noon: datetime) -> None:
    for _turn in range(2):
        write("k", noon, ann, text="Claims & <b>more</b>", url="http://localhost:8000/jobs/1/")
        mail.send_due(at=noon)
    (message,) = server.taken
    assert message["To"] == "ann@example.org"
    assert message["Subject"] == "A <subject> in one line"
    bodies = (part.get_payload(decode=True).decode() for part in message.get_payload())
    text, html = (body.replace("\r\n", "\n") for body in bodies)
    assert text.startswith("Dear Ann,\n\nClaims & <b>more</b>\n")
    assert "Open it in Continuity: http://localhost:8000/jobs/1/" in text
    assert "Claims &amp; &lt;b&gt;more&lt;/b&gt;" in html
    assert MailMessage.objects.get().sent_at == noon


def test_two_copies_would_bear_the_same_id(ann: User, noon: datetime) -> None:
    write("k", noon, ann)
    message = MailMessage.objects.get()
    ids = {mail.compose(message).extra_headers["Message-ID"] for _turn in range(2)}
    assert len(ids) == 1


def test_waits_until_it_is_due(server: Server, ann: User, noon: datetime) -> None:
    write("k", noon + timedelta(hours=1), ann)
    assert mail.send_due(at=noon) == 0
    assert mail.send_due(at=noon + timedelta(hours=1)) == 1


def test_taken_back_with_what_it_tells_of(ann: User, noon: datetime) -> None:
    with transaction.atomic():
        write("k", noon, ann)
        transaction.set_rollback(True)
    assert not MailMessage.objects.exists()


def test_refused_for_now_is_tried_again(server: Server, ann: User, noon: datetime) -> None:
    server.refuses = {ann.email: "450 Mailbox busy"}
    write("k", noon, ann)
    mail.send_due(at=noon)
    message = MailMessage.objects.get()
    assert message.error == "The mail server refuses the address. It says: Mailbox busy"
    assert message.due_at == noon + mail.RETRY_AFTER[0]
    server.refuses = {}
    assert mail.send_due(at=noon) == 0
    assert mail.send_due(at=message.due_at) == 1
    assert MailMessage.objects.get().error == ""


def test_refused_for_ever_is_given_up_and_others_go(
    server: Server, ann: User, person: Callable[..., User], noon: datetime
) -> None:
    server.refuses = {ann.email: "550 No such user"}
    write("k1", noon, ann)
    write("k2", noon, person("ben"))
    assert mail.send_due(at=noon) == 1
    message = MailMessage.objects.get(key="k1")
    assert (message.given_up_at, message.attempts) == (noon, 1)
    mail.send_again(message, at=noon)
    server.refuses = {}
    assert mail.send_due(at=noon) == 1


def test_given_up_after_the_last_try(server: Server, ann: User, noon: datetime) -> None:
    server.refuses = {ann.email: "450 Busy"}
    write("k", noon, ann)
    at = noon
    for _turn in range(len(mail.RETRY_AFTER) + 1):
        assert MailMessage.objects.get().given_up_at is None
        mail.send_due(at=at)
        at = MailMessage.objects.get().due_at
    assert MailMessage.objects.get().given_up_at


def test_server_away_costs_no_attempt(settings: Any, ann: User, noon: datetime) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for number in range(3):
        write(str(number), noon, ann)
    assert mail.send_due(at=noon) == 0
    for message in MailMessage.objects.all():
        assert "127.0.0.1 cannot be reached" in message.error
        assert (message.attempts, message.due_at) == (0, noon + mail.SERVER_AWAY_PAUSE)


def test_worker_that_sends_holds_the_message(server: Server, ann: User, noon: datetime) -> None:
    write("k", noon, ann)
    assert mail._claim(at=noon)
    assert mail._claim(at=noon) is None
    assert mail._claim(at=noon + mail.CLAIM)


def test_without_a_server_messages_are_files(
    settings: Any, tmp_path: Path, ann: User, noon: datetime
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    write("k", noon, ann)
    assert mail.send_due(at=noon) == 1
    assert "Hello" in next(tmp_path.iterdir()).read_text()


def test_long_keys_stay_apart(ann: User, noon: datetime) -> None:
    for end in "ab":
        write("x" * 300 + end, noon, ann)
    assert MailMessage.objects.count() == 2


def test_person_reads_their_own_clock(ann: User, noon: datetime) -> None:
    ann.time_zone = "Asia/Tokyo"
    mail.queue(
        to=ann.email,
        person=ann,
        subject="x",
        template="link_again",
        context={"label": "Claims", "url": ONE_LINK, "expires_at": noon},
        key="k",
        due_at=noon,
    )
    assert "12 May 2026, 21:00" in MailMessage.objects.get().text


# The outbox


@pytest.mark.parametrize("demo", [True, False])
def test_links_are_read_by_their_person_only(
    demo: bool,
    server: Server,
    settings: Any,
    client: Client,
    cast: SimpleNamespace,
) -> None:
    settings.DEMO = demo
    write("k", NOON, cast.owner, url=ONE_LINK)
    client.force_login(cast.administrator)
    message = MailMessage.objects.get()
    for _turn in range(2):
        assert (ONE_LINK in client.get(f"/outbox/{message.pk}/").content.decode()) is demo
        mail.send_due(at=NOON)
    assert ONE_LINK in server.taken[0].as_string()
    message.refresh_from_db()
    assert (ONE_LINK in message.text, ONE_LINK in message.html) == (demo, demo)


def test_outbox_is_for_administrators(
    client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    write("k", noon, cast.owner)
    pk = MailMessage.objects.get().pk
    for reader in (cast.manager, cast.auditor, cast.owner, cast.nobody):
        client.force_login(reader)
        assert client.get("/outbox/").status_code == 403
        assert client.get(f"/outbox/{pk}/").status_code == 403
        assert client.post(f"/outbox/{pk}/again/").status_code == 403
    client.force_login(cast.administrator)
    for show in ("", "waiting", "failed", "sent"):
        assert client.get(f"/outbox/?show={show}").status_code == 200
    MailMessage.objects.update(given_up_at=noon, error="Refused")
    assert "Refused" in client.get("/outbox/?show=failed").content.decode()
    client.post(f"/outbox/{pk}/again/")
    assert MailMessage.objects.get().given_up_at is None


def test_plain_text_of_a_list() -> None:
    html = (
        "<title>x</title><p>Two:</p><ul><li>one</li><li>two <a href='http://x/'>there</a></li></ul>"
    )
    assert plain_text(html) == "Two:\n\n- one\n- two there: http://x/\n"
