"""The interview in the browser: six steps, each change saved at once, by link or by login."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bia.models import Interview
from bia.services import answers as sheets
from bia.services import interviews, items, sheet
from bia.services.sheet import STEPS
from bia.views import steps
from core.drafts import Overtaken
from core.heads import head_of
from core.models import User
from core.values import whole

LONGEST_MESSAGE = 300_000


@dataclass(frozen=True)
class Way:
    """How somebody came to an interview: who, which, and the address everything hangs under."""

    interview: Interview
    person: User
    base: str
    away: str = ""
    """Where "finish later" leads; empty for those who came by link."""

    def to(self, place: str) -> str:
        """An address under the base."""
        return f"{self.base}{place}/"


def respond(request: HttpRequest, way: Way, place: str = "") -> HttpResponse:
    """Answer any address of an interview: a step, "save", "find", "submit", "done"."""
    response = _respond(request, way, place.strip("/"))
    response["Cache-Control"] = "no-store"
    return response


def _respond(request: HttpRequest, way: Way, place: str) -> HttpResponse:
    if place == "find":
        return find(request, way)
    if not interviews.is_open(way.interview):
        return closed(request, way, place)
    if place == "save" and request.method == "POST":
        return save(request, way)
    if place == "submit" and request.method == "POST":
        return submit(request, way)
    if place in ("", "save", "submit"):
        return HttpResponseRedirect(way.to(STEPS[min(way.interview.last_step, len(STEPS)) - 1]))
    if place not in STEPS:
        raise Http404
    if request.method == "POST":
        return leave(request, way, place)
    return show(request, way, place)


def show(
    request: HttpRequest,
    way: Way,
    step: str,
    *,
    errors: dict[str, str] | None = None,
    said: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a step."""
    seen = interviews.view(way.interview)
    shown = steps.context(seen, step, errors or {})
    return render(
        request,
        "bia/interview/step.html",
        {**shown, "way": way, "title": way.interview.function, **(said or {})},
        status=status,
    )


def save(request: HttpRequest, way: Way) -> HttpResponse:
    """Keep one change; answer what it implies. 409 with both sides where another tab was first."""
    changes, was, version, step = _message(request)
    interviews.begin(way.interview, by=way.person, at=timezone.now())
    try:
        answers = sheets.keep(way.interview, changes, version=version)
    except Overtaken as newer:
        return JsonResponse(
            {
                "version": newer.draft.version,
                "differ": sheets.overtaken_by(way.interview, changes, was),
                "said": _("Another tab or device has saved something else meanwhile."),
            },
            status=409,
        )
    return JsonResponse(_saved(request, way, answers, step))


def _saved(request: HttpRequest, way: Way, answers: sheets.Answers, step: str) -> dict[str, Any]:
    seen = interviews.view_of(answers)
    shown = steps.implied_context(seen, step if step in STEPS else "impact")
    shown |= {"way": way, "scale": answers.scale, "interview": way.interview}
    return {
        "version": answers.version,
        "saved": _saved_words(timezone.now()),
        "errors": answers.reading.errors,
        "implied": render_to_string("bia/interview/implied.html", shown, request),
        "challenges": render_to_string("bia/interview/challenges.html", shown, request),
        "mtd_h": None if seen.implied.mtd is None else seen.implied.mtd.total_seconds() / 3600,
        "category": seen.implied.category,
    }


def _saved_words(at: datetime) -> str:
    return _("Saved %(time)s") % {"time": date_format(timezone.localtime(at), "H:i")}


def _message(request: HttpRequest) -> tuple[dict[str, str], dict[str, str], int, str]:
    """The changes, what they replace, the version seen, and the step, of a message from the script."""
    if len(request.body) > LONGEST_MESSAGE:
        raise Http404
    try:
        said = json.loads(request.body)
    except ValueError as error:
        raise Http404 from error
    changes = said.get("changes") if isinstance(said, dict) else None
    version = said.get("version") if isinstance(said, dict) else None
    if not isinstance(changes, dict) or isinstance(version, bool) or not isinstance(version, int):
        raise Http404
    was = said.get("was")
    seen = sheet.known_changes(was) if isinstance(was, dict) else {}
    return sheet.known_changes(changes), seen, version, str(said.get("step", ""))


def leave(request: HttpRequest, way: Way, step: str) -> HttpResponse:
    """Take a step's whole form, write it as rows, go on; or show what cannot be read."""
    at = timezone.now()
    interviews.begin(way.interview, by=way.person, at=at)
    answers = sheets.current(way.interview)
    posted = {name: value for name, value in request.POST.items() if sheet.step_of(name)}
    changes = {
        name: value for name, value in posted.items() if answers.sheet.get(name, "") != value
    }
    version = request.POST.get("version", "")
    try:
        if changes:
            answers = sheets.keep(way.interview, changes, version=whole(version) or 0)
    except Overtaken:
        differ = sheets.overtaken_by(way.interview, changes)
        said = {"overtaken": [{"name": name, **sides} for name, sides in differ.items()]}
        return show(request, way, step, said=said, status=409)
    errors = sheets.write_step(answers, step, by=way.person, at=at)
    if errors:
        return show(request, way, step, errors=errors, status=422)
    target = request.POST.get("go", "")
    if target == "later":
        return HttpResponseRedirect(way.away or way.to("done"))
    return HttpResponseRedirect(way.to(target if target in STEPS else step))


def submit(request: HttpRequest, way: Way) -> HttpResponse:
    """Hand in: the last step first, then the whole."""
    first = leave(request, way, "review")
    if first.status_code not in (301, 302):
        return first
    try:
        interviews.submit(way.interview, by=way.person, at=timezone.now())
    except ValidationError as error:
        return show(request, way, "review", said={"refused": error.messages}, status=422)
    return HttpResponseRedirect(way.to("done"))


def closed(request: HttpRequest, way: Way, place: str) -> HttpResponse:
    """What is shown once the interview is handed in or over: the answers, read only."""
    if place == "save":
        said = _("This interview has been handed in. What you typed since is not part of it.")
        return JsonResponse({"said": said}, status=410)
    seen = interviews.view(way.interview)
    head = head_of(way.interview.function.item.unit)
    shown = {**steps.context(seen, "review", {}), "way": way, "head": head}
    shown["title"] = str(way.interview.function)
    return render(request, "bia/interview/done.html", shown)


def find(request: HttpRequest, way: Way) -> HttpResponse:
    """Names of things that may be meant, for the box in which one is typed."""
    text, kind = request.GET.get("q", "")[:200], request.GET.get("kind", "")
    found = items.suggestions(text.replace("\x00", ""), kind)
    return JsonResponse({"names": [one.name for one in found]})
