"""What people are told: once, in the application and by mail, their deputies too."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from core import notifications
from core.models import Deputy, MailMessage, Notification, Unit, User

pytestmark = pytest.mark.django_db


def tell(person: User, at: datetime, key: str = "k", **more: object) -> None:
    notifications.notify(person=person, text="A gap is open", url="/unit/", key=key, at=at, **more)  # type: ignore[arg-type]


def test_told_once(cast: SimpleNamespace, noon: datetime) -> None:
    for _turn in range(2):
        tell(cast.owner, noon, subject=Unit.objects.get(name="Claims"))
    told = Notification.objects.get()
    assert (told.person, told.label, told.read_at) == (cast.owner, "Claims", None)
    message = MailMessage.objects.get()
    assert (message.to, message.subject) == (cast.owner.email, "A gap is open")
    assert "http://localhost:8000/unit/" in message.text


def test_without_mail(cast: SimpleNamespace, noon: datetime) -> None:
    tell(cast.owner, noon, mail=False)
    assert Notification.objects.exists()
    assert not MailMessage.objects.exists()


def test_deputies_in_force_are_told_too(
    cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    dora, past = person("dora"), person("pia")
    Deputy.objects.create(person=cast.owner, deputy=dora, from_on=date(2026, 5, 1))
    Deputy.objects.create(
        person=cast.owner, deputy=past, from_on=date(2026, 1, 1), until_on=date(2026, 5, 11)
    )
    for _turn in range(2):
        tell(cast.owner, noon)
    assert {(one.person, one.text) for one in Notification.objects.all()} == {
        (cast.owner, "A gap is open"),
        (dora, "For Olga: A gap is open"),
    }
    assert MailMessage.objects.count() == 2


def test_deputy_stands_in_for_who_is_not_active(
    cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    Deputy.objects.create(person=cast.owner, deputy=person("dora"), from_on=date(2026, 5, 1))
    cast.owner.is_active = False
    cast.owner.save()
    tell(cast.owner, noon)
    assert Notification.objects.get().person.name == "Dora"


def test_read_by_their_person_only(client: Client, cast: SimpleNamespace, noon: datetime) -> None:
    tell(cast.owner, noon)
    told = Notification.objects.get()
    client.force_login(cast.manager)
    assert "A gap is open" not in client.get("/notifications/").content.decode()
    assert client.post(f"/notifications/{told.pk}/").status_code == 404
    client.force_login(cast.owner)
    assert "A gap is open" in client.get("/notifications/").content.decode()
    assert Notification.objects.get().read_at is None
    assert client.post(f"/notifications/{told.pk}/").headers["Location"] == "/unit/"
    assert Notification.objects.get().read_at


def test_notification_leads_nowhere_else(
    client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    tell(cast.owner, noon)
    Notification.objects.update(url="//elsewhere.example/")
    client.force_login(cast.owner)
    answer = client.post(f"/notifications/{Notification.objects.get().pk}/")
    assert answer.headers["Location"] == "/notifications/"


def test_all_read_at_once(client: Client, cast: SimpleNamespace, noon: datetime) -> None:
    for key in "abc":
        tell(cast.owner, noon, key=key)
    tell(cast.manager, noon, key="d")
    client.force_login(cast.owner)
    client.post("/notifications/read/")
    assert Notification.objects.filter(read_at=None).get().person == cast.manager
