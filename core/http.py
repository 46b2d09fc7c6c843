"""Requests as our views receive them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.urls import URLPattern

from core.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


def behind_login(*patterns: URLPattern) -> list[URLPattern]:
    """The same addresses, each sending a stranger to the login first."""
    for pattern in patterns:
        pattern.callback = login_required(pattern.callback)
    return list(patterns)
