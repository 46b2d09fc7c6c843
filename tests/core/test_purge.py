"""What is kept for a time only, and what a sent mail keeps of its secrets."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail as outgoing
from django.test import Client
from django.utils import timezone

from core import accounts, links, mail, obligations, purge
from core.models import Job, JobLog, LoginEvent, MailMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings: Any) -> Any:
    """Sends what waits; the text of the last mail as it went out, and its row."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEMO = False

    def send() -> tuple[str, MailMessage]:
        mail.send_due(at=timezone.now() + timedelta(minutes=1))
        return str(outgoing.outbox[-1].body), MailMessage.objects.order_by("pk").reverse()[0]

    return send


def secrets_of(text: str) -> list[str]:
    """The keys in the addresses of a mail."""
    return re.findall(r"/(?:l|account/password/reset/key)/([^/\s]+)", text)


def assert_forgotten(text: str, row: MailMessage) -> None:
    (key,) = secrets_of(text)
    assert len(key) > 20
    for part in (row.text, row.html):
        assert key not in part
        assert key.partition("-")[2] not in part or "-" not in key
        assert "…" in part


def test_key_of_a_forgotten_password_is_gone_once_sent(
    client: Client, cast: SimpleNamespace, sent: Any
) -> None:
    client.post("/account/password/reset/", {"email": cast.owner.email})
    text, row = sent()
    assert_forgotten(text, row)


def test_key_of_an_invitation_is_gone_once_sent(cast: SimpleNamespace, sent: Any) -> None:
    accounts.invite(cast.owner, by=cast.administrator, at=timezone.now())
    text, row = sent()
    assert_forgotten(text, row)


def test_link_by_mail_is_gone_once_sent(cast: SimpleNamespace, sent: Any) -> None:
    at = timezone.now()
    url = links.issue(
        purpose="x",
        subject=cast.owner,
        person=cast.owner,
        by=None,
        at=at,
        expires_at=at + timedelta(days=1),
    )
    context = {"label": "A function", "url": url, "expires_at": at}
    mail.queue(
        to=cast.owner.email,
        person=cast.owner,
        subject="Link",
        template="link_again",
        context=context,
        key="x",
    )
    text, row = sent()
    assert_forgotten(text, row)


def make_old(at: datetime) -> dict[str, Any]:
    """One of each, as old as given."""
    job = Job.objects.create(name="a", key=f"{at}", state="done", finished_at=at)
    JobLog.objects.create(job=job, at=at, text="began")
    waiting = Job.objects.create(name="a", key=f"w{at}", state="queued")
    row = MailMessage.objects.create(key=f"{at}", to="a@b.example", subject="s", text="t", html="h")
    MailMessage.objects.filter(pk=row.pk).update(sent_at=at)
    return {
        "login": LoginEvent.objects.create(outcome="wrong", at=at),
        "job": job,
        "waiting": waiting,
        "mail": row,
    }


def test_old_things_are_forgotten_and_younger_ones_kept(noon: datetime, db: None) -> None:
    make_old(noon - timedelta(days=89))
    kept = make_old(noon - timedelta(days=91))
    oldest = make_old(noon - timedelta(days=800))
    assert obligations.ask("core.forget", at=noon)
    assert set(LoginEvent.objects.all()).isdisjoint({oldest["login"]})
    assert LoginEvent.objects.count() == 2
    assert Job.objects.filter(state="done").count() == 1
    assert Job.objects.filter(state="queued").count() == 3
    assert MailMessage.objects.count() == 3
    kept["mail"].refresh_from_db()
    assert (kept["mail"].text, kept["mail"].html) == ("", "")
    assert MailMessage.objects.filter(text="t").count() == 1
    assert purge.forget_old(at=noon) == {"logins": 0, "jobs": 0, "mails": 0}


def test_mail_without_its_text_is_not_sent_again(noon: datetime, db: None) -> None:
    row = MailMessage.objects.create(key="k", to="a@b.example", subject="s", text="")
    MailMessage.objects.filter(pk=row.pk).update(given_up_at=noon)
    mail.send_again(row, at=noon)
    row.refresh_from_db()
    assert row.given_up_at == noon
