"""Asking in person: the interview's own pages, with prompts, a clock and notes beside them."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bia.models import GuidedSession, Interview
from bia.services import guided
from bia.views import interview as pages
from bia.views.acting import attempt, seen
from bia.views.way import Way
from core import services
from core.details import Action
from core.http import PersonRequest
from core.models import User
from core.values import storable


def actions(interview: Interview, actor: User) -> Iterator[Action]:
    """The button that begins to ask in person or goes on; or ends what somebody else began."""
    session, at = guided.under_way(interview), timezone.now()
    if session is None or session.facilitator == actor or guided.is_abandoned(session, at=at):
        url = reverse("bia:interview-guide", args=[interview.pk])
        yield Action(_("Ask in person"), url, method="post", icon="users")
    if session and session.facilitator != actor and guided.may_end(session, actor, at=at):
        words = _("End the asking by %(name)s") % {"name": session.facilitator}
        url = reverse("bia:interview-guiding", args=[interview.pk, "stop"])
        yield Action(words, url, method="post", icon="x")


@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin to ask, or go on where it was left."""
    interview = seen(Interview, request, pk)
    services.require(request.user, "guide", interview)
    if request.method == "GET":
        return HttpResponseRedirect(_home(request, interview))

    def done() -> str:
        guided.begin(interview, by=request.user, at=timezone.now())
        return _("You ask and type. The owner reads it over and hands it in.")

    answered = attempt(request, done, interview.get_absolute_url())
    answered["Location"] = _home(request, interview)
    return answered


def _home(request: PersonRequest, interview: Interview) -> str:
    """The first page of somebody who asks; the interview's own page where they do not."""
    if guided.open_session(interview, by=request.user) is None:
        return str(interview.get_absolute_url())
    step = pages.STEPS[min(interview.last_step, len(pages.STEPS)) - 1]
    return reverse("bia:interview-guiding", args=[interview.pk, step])


def place(request: PersonRequest, pk: int, place: str) -> HttpResponse:
    """A page of the interview while asking, or what its scripts send."""
    interview = get_object_or_404(Interview.objects.visible_to(request.user), pk=pk)
    services.require(request.user, "guide", interview)
    if place == "stop" and request.method == "POST":
        return _stop(request, interview)
    session = guided.open_session(interview, by=request.user)
    if session is None and place in ("notes", "save"):
        return JsonResponse({"said": guided.over()}, status=410)
    if session is None:
        return HttpResponseRedirect(interview.get_absolute_url())
    if place == "notes" and request.method == "POST":
        return _note(request, session)
    base, away = reverse("bia:interview-guide", args=[pk]), interview.get_absolute_url()
    way = Way(interview, request.user, base, away, session=session)
    with guided.typing(session):
        if place == "end" and request.method == "POST":
            return _end(request, way, session)
        return pages.respond(request, way, place)


def _stop(request: PersonRequest, interview: Interview) -> HttpResponse:
    """End what somebody else began to ask and left."""
    session = guided.under_way(interview)

    def done() -> str:
        if session is not None:
            guided.end(session, by=request.user, at=timezone.now())
        return _("Ended. %(owner)s is asked to read it over.") % {"owner": interview.owner}

    return attempt(request, done, interview.get_absolute_url())


def _note(request: HttpRequest, session: GuidedSession) -> HttpResponse:
    try:
        said: Any = json.loads(request.body)
        step, seconds = said["step"], said["seconds"]
        texts = {name: storable(str(said.get(name, ""))) for name in ("notes", "present")}
    except (ValueError, KeyError, TypeError) as error:
        raise Http404 from error
    if not guided.is_step(step) or isinstance(seconds, bool) or not isinstance(seconds, int):
        raise Http404
    try:
        guided.note(session, step, seconds=max(seconds, 0), **texts)
    except ValidationError as error:
        return JsonResponse({"said": " ".join(error.messages)}, status=422)
    return JsonResponse({"said": _("Noted")})


def _end(request: PersonRequest, way: Way, session: GuidedSession) -> HttpResponse:
    """Leave the last step, then let the owner read it over."""
    left = pages.leave(request, way, "review")
    if left.status_code not in (301, 302):
        return left

    def done() -> str:
        guided.end(session, by=request.user, at=timezone.now())
        said = _("%(owner)s is asked to read it over and hand it in.")
        return said % {"owner": way.interview.owner}

    return attempt(request, done, way.away)
