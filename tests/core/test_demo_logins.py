"""The logins of the demo, and nowhere else."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from continuity.demo import people as demo
from core.models import Organisation, User
from tests.core.entrance import LOGIN, is_in, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate")]


def test_demo_logins_are_there_in_a_demo_only(client: Client, settings: Any, db: None) -> None:
    demo.build(at=timezone.now())
    someone = demo.person("Iris Vos")
    assert "Look around the demo" not in client.get(LOGIN).content.decode()
    assert client.post(f"/demo-login/{someone.pk}/").status_code == 404
    settings.DEMO = True
    assert "Iris Vos" in client.get(LOGIN).content.decode()
    hidden = User.objects.exclude(name__in=dict(demo.PERSONAS)).first()
    assert hidden is not None
    assert client.post(f"/demo-login/{hidden.pk}/").status_code == 404
    assert client.get(f"/demo-login/{someone.pk}/").status_code == 405
    answer = client.post(f"/demo-login/{someone.pk}/", {"next": "/profile/"})
    assert answer["Location"] == "/profile/"
    assert client.session["_auth_user_id"] == str(someone.pk)
    Organisation.objects.update(is_demo=False)
    assert Client().post(f"/demo-login/{someone.pk}/").status_code == 404


def test_demo_logins_are_printed_and_work(
    client: Client, settings: Any, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.build(at=timezone.now())
    settings.DEMO = True
    call_command("demo_logins")
    printed = capsys.readouterr().out
    for name, role in demo.PERSONAS:
        assert role in printed
        assert demo.person(name).email in printed
    log_in(client, demo.person("Iris Vos").email, demo.PASSWORD)
    assert demo.PASSWORD in printed
    assert is_in(client)
