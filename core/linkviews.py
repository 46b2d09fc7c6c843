"""The way in by link: the page that asks to continue, the trade for a cookie, the views behind."""

import zoneinfo
from contextlib import ExitStack
from typing import TypeVar

import pghistory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, register_converter
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import languages, links
from core.models import Link

R = TypeVar("R", bound=HttpResponseBase)


class TokenConverter:
    """The token of a link in an address."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class PublicIdConverter(TokenConverter):
    """The name of a link in the address of its views."""

    regex = "[0-9a-f]{16}"


register_converter(TokenConverter, "linktoken")
register_converter(PublicIdConverter, "linkid")


@require_safe
def entry(request: HttpRequest, token: str) -> HttpResponse:
    """The page a link opens: who it is for and what about. It changes nothing."""
    link, refusal = _open_link(request, token)
    if link is None:
        return refusal
    shown = {"link": link, "title": link.label, "action": request.path}
    return _private(render(request, "core/link_continue.html", shown))


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the page; POST trades the token for the cookie and leaves the token behind."""
    if request.method != "POST":
        return entry(request, token)
    link, refusal = _open_link(request, token)
    if link is None:
        return refusal
    at = timezone.now()
    Link.objects.filter(pk=link.pk, first_used_at=None).update(first_used_at=at)
    response = HttpResponseRedirect(links.home(link))
    links.let_in(response, link, at=at)
    return _private(response)


def _open_link(request: HttpRequest, token: str) -> tuple[Link | None, HttpResponse]:
    """The link of a token if it lets its person in, else the page that says why not."""
    link = links.find(token)
    if link is None:
        return None, missed(request)
    if not link.is_open(timezone.now()) or link.subject is None:
        return None, closed(request, link, again=f"{request.path}again/")
    return link, HttpResponse()


@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the person of an old one."""
    link = links.find(token)
    return _renewed(request, link) if link else missed(request)


@require_POST
def again_by_name(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mail a new link to the person of the link whose page is open."""
    link = _by_name(public_id)
    return _renewed(request, link) if link else missed(request)


def _renewed(request: HttpRequest, link: Link) -> HttpResponse:
    """The same words whether a mail goes out or not: the page tells a stranger nothing."""
    links.renew(link, at=timezone.now())
    title = _("Look into your mail")
    text = _(
        "If this link may be renewed, a new one is on its way to the address the first one was "
        "sent to. It can take a minute."
    )
    return _said(request, 200, title, text)


def page(request: HttpRequest, public_id: str, rest: str = "") -> HttpResponseBase:
    """A view of the link's purpose, for whoever holds the link."""
    link = _by_name(public_id)
    if link is None:
        return missed(request)
    at = timezone.now()
    if not links.is_let_in(request, link):
        return not_let_in(request, link)
    if not link.is_open(at) or link.subject is None:
        return closed(request, link, again=f"{links.home(link)}again/")
    try:
        match = links.resolve(link, rest)
    except Resolver404:
        raise Http404 from None
    response = _as_person(request, link, match)
    if isinstance(response, HttpResponse):
        links.let_in(response, link, at=at)
    return _private(response)


def _by_name(public_id: str) -> Link | None:
    known = Link.objects.select_related("person", "content_type")
    return known.filter(public_id=public_id).first()


def _as_person(request: HttpRequest, link: Link, match: ResolverMatch) -> HttpResponseBase:
    """Run the view in the person's clock and language, with link and person in the history."""
    person = link.person
    with ExitStack() as around:
        around.enter_context(
            pghistory.context(user=person.pk, link=link.pk, where=links.home(link))
        )
        if person.time_zone:
            around.enter_context(timezone.override(zoneinfo.ZoneInfo(person.time_zone)))
        if person.language:
            around.enter_context(languages.read_in((person.language,)))
        if ours := languages.of_interface(person.language):
            around.enter_context(translation.override(ours))
        response: HttpResponseBase = match.func(request, link, *match.args, **match.kwargs)
    return response


# What is said to whoever does not come in


def missed(request: HttpRequest) -> HttpResponse:
    """No such link; asked for too often from one address, not even that is said.

    A link that exists opens all the same: behind a proxy everybody may come from one address.
    """
    return too_many(request) if links.is_guessing(request) else unknown(request)


def unknown(request: HttpRequest) -> HttpResponse:
    """No such link."""
    text = _(
        "It may have been cut off in the mail. Open it again from the message itself, or copy the "
        "whole address."
    )
    return _said(request, 404, _("This link is not known"), text)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many unknown links from one address."""
    text = _("Too many unknown links came from your network. Wait ten minutes, then open it again.")
    response = _said(request, 429, _("A little later, please"), text)
    response["Retry-After"] = str(links.MISSES_WINDOW_SECONDS)
    return response


def not_let_in(request: HttpRequest, link: Link) -> HttpResponse:
    """The page of a link, opened without it."""
    text = _(
        "For your safety this page opens only from the link in your mail, and closes after twelve "
        "hours. What you have entered is kept. Open the link in your mail again."
    )
    again = f"{links.home(link)}again/"
    return _said(request, 403, _("Open the link in your mail again"), text, again=again)


def closed(request: HttpRequest, link: Link, *, again: str) -> HttpResponse:
    """The link has run out or was taken back."""
    if links.may_renew(link):
        text = _("It worked until %(day)s. What you have entered is kept.") % {
            "day": date_format(timezone.localtime(link.expires_at), "j F Y, H:i")
        }
        return _said(request, 410, _("This link has run out"), text, again=again)
    if (said := links.why_ended(link)) is not None:
        return _said(request, 410, *said)
    text = _("It is not needed any more. If you think it is, ask whoever sent it to you.")
    return _said(request, 410, _("This link was taken back"), text)


def _said(
    request: HttpRequest, status: int, title: str, text: str, *, again: str = ""
) -> HttpResponse:
    shown = {"title": title, "text": text, "again": again, "status": status}
    return _private(render(request, "core/link_said.html", shown, status=status))


def _private(response: R) -> R:
    """Kept by no cache and found by no search engine."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
