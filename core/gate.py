"""What stands before every page: the first set-up, an ended login, a missing second factor."""

import logging
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts import set_up_address
from core.middleware import Handler
from core.models import User

log = logging.getLogger(__name__)
STASH = "typed"
STASH_LIMIT = 400_000
LAST = "last_person"
LAST_FOR = timedelta(days=30)
"""How long a browser remembers who was logged in last: longer than a login, which ends first."""


class SetUpFirst:
    """Leads every page to the set-up while there is nobody who could log in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.done, self.told = False, settings.SET_UP_TOLD

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.done = self.done or User.objects.exists()
        if self.done:
            return self.get_response(request)
        if not self.told:
            self.told = True
            log.warning("Nobody can log in yet. Set up Continuity at %s", set_up_address())
        if request.path != reverse("core:set-up"):
            return redirect("core:set-up")
        return self.get_response(request)


class LoginEnded:
    """Brings people back to where they were, with what they had typed, when a login has ended.

    What was typed is theirs alone: whoever else logs in on that browser never sees it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = stashed(request)
        if kept and request.user.is_authenticated:
            sent_again = request.method == "POST" and kept["path"] == request.path
            if sent_again or kept.get("person") != request.user.pk:
                del request.session[STASH]
        response = self.get_response(request)
        remember(request, response)
        login = resolve_url("account_login")
        to_login = response.status_code == 302 and response["Location"].split("?")[0] == login
        if not to_login or request.user.is_authenticated or request.path.startswith(login):
            return response
        if is_script(request):
            return tell_script(request)
        if request.method == "POST":
            stash(request)
            return redirect_to_login(reverse("core:typed"), login)
        return redirect_to_login(request.get_full_path(), login)


def is_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which cannot show a login: htmx, or a draft being kept."""
    if request.headers.get("HX-Request") or request.method not in {"GET", "HEAD", "POST"}:
        return True
    wants_json = "application/json" in request.headers.get("Accept", "")
    return wants_json or request.content_type == "application/json"


def tell_script(request: HttpRequest) -> HttpResponse:
    """Answer a fragment: what was only read goes to the login, what was typed stays on the page."""
    here = request.headers.get("HX-Current-URL", "/")
    path = "/" + here.split("/", 3)[3] if here.count("/") > 2 else "/"
    target = redirect_to_login(path, resolve_url("account_login"))["Location"]
    if request.method == "GET" and request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    sentence = _("Your login has ended. Log in in another tab, then save again here.")
    response = JsonResponse({"detail": sentence, "login": target}, status=401)
    response["HX-Trigger"] = "login-ended"
    return response


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser say later who was logged in, after the login has ended."""
    user = request.user
    if user.is_authenticated and last_person(request) != user.pk:
        response.set_signed_cookie(
            LAST,
            str(user.pk),
            max_age=LAST_FOR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def last_person(request: HttpRequest) -> int | None:
    """Who was logged in last on this browser; None where nobody was for long."""
    said = request.get_signed_cookie(LAST, default="", max_age=LAST_FOR)
    return int(said) if said else None


def stash(request: HttpRequest) -> None:
    """Keep what a form sent in the session, passwords and files excepted, for its sender alone."""
    person = request.user.pk if request.user.is_authenticated else last_person(request)
    if person is None:
        return
    kept = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name and name != "code":
            kept.setlist(name, values)
    text = kept.urlencode()
    whole = len(text) <= STASH_LIMIT
    request.session[STASH] = {
        "person": person,
        "path": request.path,
        "url": request.get_full_path(),
        "text": text if whole else "",
        "whole": whole and not request.FILES,
    }


def stashed(request: HttpRequest) -> dict[str, Any]:
    """What is kept of a form."""
    found: dict[str, Any] = request.session.get(STASH) or {}
    return found


class SecondFactorFirst:
    """Leads an emergency account without a second factor to setting it up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            not user.is_authenticated
            or not user.is_emergency
            or request.path.startswith("/account/")
        ):
            return self.get_response(request)
        if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return self.get_response(request)
        return redirect("mfa_activate_totp")
