"""What surrounds every request: the person's clock, who and where for the history, what was refused, and a lost database."""

import logging
import zoneinfo
from collections.abc import Callable

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from core import languages
from core.http import client_address
from core.models import Organisation

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
READS = {"GET", "HEAD", "OPTIONS"}


class DatabaseAway:
    """Answers 503 with a sentence when the database cannot be reached."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError):
            return database_away(request)
        return None


def database_away(request: HttpRequest) -> HttpResponse:
    """The page that says the database is away and what is safe."""
    response = render(None, "503.html", status=503)
    response["Retry-After"] = "10"
    return response


class NotCarriedOut:
    """Answers with a sentence where a rule of ours, or of the database, refused what no view minded."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ValidationError):
            said = {"sentences": error.messages}
            return render(request, "core/not_carried_out.html", said, status=422)
        if isinstance(error, IntegrityError):
            log.warning("Refused by the database: %s", request.path, exc_info=error)
            return render(request, "core/not_carried_out.html", status=409)
        return None


class PersonMiddleware:
    """Shows times in the person's zone and words in the person's language."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            zone, language = preferences(request)
        except (OperationalError, InterfaceError):
            return database_away(request)
        wanted = languages.preferred(language, request.headers.get("Accept-Language", ""))
        with timezone.override(zoneinfo.ZoneInfo(zone)), languages.read_in(wanted):
            ours = languages.of_interface(language)
            if not ours:
                return self.get_response(request)
            with translation.override(ours):
                return self.get_response(request)


def preferences(request: HttpRequest) -> tuple[str, str]:
    """The time zone and language of whoever asks; the organisation's zone for a stranger."""
    user = request.user
    if user.is_authenticated and user.time_zone:
        return user.time_zone, user.language
    zone = Organisation.objects.values_list("time_zone", flat=True).first() or "UTC"
    return zone, getattr(user, "language", "")


class HistoryMiddleware:
    """Gives every change made in a request its who and its where."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READS:
            return self.get_response(request)
        user = request.user.pk if request.user.is_authenticated else None
        where = "API" if request.path.startswith("/api/") else request.path
        with pghistory.context(user=user, where=where, address=client_address(request)):
            return self.get_response(request)
