"""Requests as our views receive them."""

from allauth.core.internal.httpkit import get_client_ip
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import URLPattern

from core.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


def client_address(request: HttpRequest) -> str | None:
    """Where a request comes from, behind as many proxies as the settings trust."""
    try:
        found: str | None = get_client_ip(request)
    except ImproperlyConfigured:
        # It came past one of the proxies: what it says of itself proves nothing.
        return str(request.META["REMOTE_ADDR"])
    return found or None


def behind_login(*patterns: URLPattern) -> list[URLPattern]:
    """The same addresses, each sending a stranger to the login first."""
    for pattern in patterns:
        pattern.callback = login_required(pattern.callback)
    return list(patterns)
