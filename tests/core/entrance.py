"""What the tests of login share: what a browser sends, and what is found of it."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from core.models import LoginEvent, MailMessage, User
from tests.conftest import PASSWORD

LOGIN = "/account/login/"
NEW_PASSWORD = "seven green bicycles stand there"
SECRET_KEY_OF_APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """What a browser sends from the login page."""
    address = more.pop("address", "10.0.0.1")
    return client.post(LOGIN, {"login": email, "password": password, **more}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code(secret: str = SECRET_KEY_OF_APP, steps: int = 0) -> str:
    """The code an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person: User) -> User:
    """The person with an authenticator app set up."""
    TOTP.activate(person, SECRET_KEY_OF_APP)
    return person


def outcomes(**which: Any) -> list[str]:
    found = LoginEvent.objects.filter(**which).order_by("pk")
    return list(found.values_list("outcome", flat=True))


def links(to: str) -> list[str]:
    """The addresses in the last mail to somebody."""
    text = MailMessage.objects.filter(to=to).latest("pk").text
    return re.findall(r"http://\S+", text)


def guess(client: Client, times: int, email: str = "mona@example.org", **more: Any) -> Any:
    for _ in range(times):
        answer = log_in(client, email, "a wrong password", **more)
    return answer
