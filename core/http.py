"""Requests as our views receive them."""

from django.http import HttpRequest

from core.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User
