"""The interview in the browser: six steps, each change saved at once, by link or by login."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bia.services import answers as sheets
from bia.services import complete, delegations, dependants, interviews, items, returning, sheet
from bia.services.sheet import STEPS
from bia.views import answersheets, colleague, prompting, sides, steps
from bia.views import dependants as asking
from bia.views.way import Way
from core.drafts import Overtaken
from core.heads import approver_of
from core.values import storable, whole

LONGEST_MESSAGE = 300_000


def respond(request: HttpRequest, way: Way, place: str = "") -> HttpResponse:
    """Answer any address of an interview: a step, or a word of what is done with it."""
    place = place.strip("/")
    try:
        delegations.require_answering(way.interview, by=way.person)
    except PermissionDenied:
        had = colleague.no_longer(request, way.interview, way.person)
        if had is None and way.away:
            raise
        response = had or no_longer_asked(request, place)
    else:
        response = _respond(request, way, place)
    response["Cache-Control"] = "no-store"
    return response


def _respond(request: HttpRequest, way: Way, place: str) -> HttpResponse:
    if place in READ:
        return READ[place](request, way)
    if not interviews.is_open(way.interview):
        return closed(request, way, place)
    if way.interview.owner_id is None and way.interview.submitted_by_id is None:
        return nobody_asked(request, way, place)
    if place == "save" and request.method == "POST":
        return save(request, way)
    if place in DONE and request.method == "POST":
        return DONE[place](request, way)
    if place == "delegate":
        return colleague.page(request, way)
    if place == returning.PLACE and not way.only:
        return asking.of_interview(request, way)
    if place.partition("/")[0] == "sheet" and not (way.only or way.session):
        return answersheets.respond(request, answersheets.of_interview(way), place)
    if place == "done":
        return read_only(request, way)
    if place in ("", "save", *DONE):
        return HttpResponseRedirect(way.to(first_step(way)))
    if place not in STEPS or (way.only and place != way.only):
        raise Http404
    if request.method == "POST":
        return leave(request, way, place)
    return show(request, way, place)


def first_step(way: Way) -> str:
    """Where somebody goes on; who answered before begins with all of it on one page."""
    if way.only:
        return way.only
    if (
        not way.session
        and way.interview.based_on_id
        and returning.is_returning(interviews.view(way.interview))
    ):
        return "review"
    return STEPS[min(way.interview.last_step, len(STEPS)) - 1]


def show(
    request: HttpRequest,
    way: Way,
    step: str,
    *,
    errors: dict[str, str] | None = None,
    typed: sheet.Sheet | None = None,
    said: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a step; `typed` stands in the fields although it could not be kept."""
    seen = interviews.view(way.interview)
    shown = steps.context(seen, step, errors or {}, typed or {})
    shown |= {"way": way, "title": way.interview.function, "login": way.login_to(step)}
    shown |= since_then(seen, way, step)
    if step == "review" and not way.only:
        shown["dependants"] = dependants.of(way.interview.function)
    shown |= {**prompting.context(way, step)}
    shown["with"] = colleague.told([*delegations.out_of(way.interview, way.person)])
    return render(request, "bia/interview/step.html", {**shown, **(said or {})}, status=status)


def since_then(seen: interviews.View, way: Way, step: str) -> dict[str, Any]:
    """What a step says to who answered before: the day, what changed since, the way back."""
    if way.only or way.session or seen.based_on is None or not returning.is_returning(seen):
        return {}
    told = returning.news(seen) if step == "review" else []
    return {"returning": returning.answered_on(seen.based_on), "news": told}


def save(request: HttpRequest, way: Way) -> HttpResponse:
    """Keep one change; answer what it implies. 409 with both sides where another tab was first."""
    if len(request.body) > LONGEST_MESSAGE:
        said = _("Not saved: too much text at once. Shorten what you typed last.")
        return JsonResponse({"said": said}, status=413)
    message = _message(request, way)
    interviews.begin(way.interview, by=way.person, at=timezone.now())
    seen = {name: value for name, value in message.changes.items() if name in message.was}
    if differ := sheets.overtaken_by(way.interview, seen, message.was):
        return _overtaken(way, differ)
    try:
        answers = sheets.keep(way.interview, message.changes, version=message.version)
    except Overtaken:
        return _overtaken(way, sheets.overtaken_by(way.interview, message.changes, message.was))
    return JsonResponse(_saved(request, way, answers, message))


def _overtaken(way: Way, differ: dict[str, dict[str, str]]) -> JsonResponse:
    now = sheets.current(way.interview)
    said = {
        "version": now.version,
        "differ": differ,
        "sides": sides.described(now, differ),
        "said": _("Another tab or device has saved something else meanwhile."),
    }
    return JsonResponse(said, status=409)


@dataclass(frozen=True)
class Message:
    """What the script sends: changes, what they replace, the version seen, the step."""

    changes: sheet.Sheet
    was: sheet.Sheet
    refused: dict[str, str]
    version: int
    step: str


def _saved(
    request: HttpRequest, way: Way, answers: sheets.Answers, message: Message
) -> dict[str, Any]:
    seen = interviews.view_of(answers)
    shown = steps.implied_context(seen, message.step if message.step in STEPS else "impact")
    shown |= {"way": way, "scale": answers.scale, "interview": way.interview}
    return {
        "version": answers.version,
        "saved": _saved_words(timezone.now(), unread=bool(answers.reading.errors)),
        "errors": answers.reading.errors,
        "hidden": [one.name for one in answers.own if not one.shown],
        "echoes": answers.reading.echoes,
        "refused": message.refused,
        "implied": render_to_string("bia/interview/implied.html", shown, request),
        "challenges": render_to_string("bia/interview/challenges.html", shown, request),
        "mtd_h": None if seen.implied.mtd is None else seen.implied.mtd.total_seconds() / 3600,
        "category": seen.implied.category,
    }


def _saved_words(at: datetime, *, unread: bool) -> str:
    said = _("Saved %(time)s; an answer cannot be read yet") if unread else _("Saved %(time)s")
    return said % {"time": date_format(timezone.localtime(at), "H:i")}


def _message(request: HttpRequest, way: Way) -> Message:
    """A message of the script. Anything else is no page of ours: Http404."""
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
    known = {name: told for name, told in sheet.known_changes(changes).items() if way.may_say(name)}
    refused = sheet.refused(changes)
    return Message(known, seen, refused, version, str(said.get("step", "")))


def leave(request: HttpRequest, way: Way, step: str) -> HttpResponse:
    """Take a step's whole form, write it as rows, go on; or show what cannot be read."""
    at = timezone.now()
    interviews.begin(way.interview, by=way.person, at=at)
    refused = sheet.refused(request.POST.dict())
    answers, differ = _keep_form(request, way)
    if differ:
        said = {"overtaken": sides.described(answers, differ)}
        return show(request, way, step, said=said, status=409)
    if refused:
        typed = {name: request.POST[name] for name in refused}
        return show(request, way, step, errors=refused, typed=typed, status=422)
    errors = sheets.write_step(answers, step, by=way.person, at=at)
    if errors:
        return show(request, way, step, errors=errors, status=422)
    target = request.POST.get("go", "")
    if target == "later":
        return HttpResponseRedirect(way.away or way.to("done"))
    return HttpResponseRedirect(way.to(target if target in STEPS else step))


def _keep_form(request: HttpRequest, way: Way) -> tuple[sheets.Answers, dict[str, dict[str, str]]]:
    """Keep what a posted form changes of what it showed; and where another tab said otherwise."""
    answers = sheets.current(way.interview)
    shown = _shown(request)
    posted = sheet.known_changes(request.POST.dict() | _taken(request))
    changes = {
        name: value
        for name, value in posted.items()
        if way.may_say(name) and value not in (answers.sheet.get(name, ""), shown.get(name))
    }
    if not changes:
        return answers, {}
    try:
        version = whole(request.POST.get("version", "")) or 0
        return sheets.keep(way.interview, changes, version=version), {}
    except Overtaken as newer:
        differ = sheets.overtaken_by(way.interview, changes, shown)
        if differ:
            return sheets.current(way.interview), differ
        return sheets.keep(way.interview, changes, version=newer.draft.version), {}


def _shown(request: HttpRequest) -> sheet.Sheet:
    """What the fields of the posted page held when it was made."""
    try:
        said = json.loads(request.POST.get("shown", "{}"))
    except ValueError:
        return {}
    return sheet.known_changes(said) if isinstance(said, dict) else {}


def _taken(request: HttpRequest) -> dict[str, str]:
    """Answers chosen on a page that showed both sides."""
    return {
        name.removeprefix("take."): value
        for name, value in request.POST.items()
        if name.startswith("take.")
    }


def submit(request: HttpRequest, way: Way) -> HttpResponse:
    """Hand in: the last step first, then the whole."""
    if way.held:
        said = _("%(name)s hands it in. Hand it back when you are done.")
        return show(
            request,
            way,
            first_step(way),
            said={"refused": [said % {"name": way.held.given_by}]},
            status=403,
        )
    if way.session:
        said = _("%(owner)s hands it in. End the asking, and it goes to them.")
        told = {"refused": [said % {"owner": way.interview.owner}]}
        return show(request, way, "review", said=told, status=403)
    if not way.hands_in:
        told = {"refused": [delegations.cannot_hand_in(way.interview)]}
        return show(request, way, "review", said=told, status=403)
    first = leave(request, way, "review")
    if first.status_code not in (301, 302) or request.POST.get("go") == "later":
        return first
    seen = interviews.view(way.interview)
    unread = steps.unread(seen.answers)
    if unread:
        return show(request, way, "review", said={"unread": unread}, status=422)
    if lacking := complete.missing(seen.answers, seen.implied):
        return show(request, way, "review", said={"lacking": lacking}, status=422)
    if seen.open and "left" not in request.POST:
        return show(request, way, "review", said={"left_open": len(seen.open)}, status=422)
    try:
        interviews.submit(way.interview, by=way.person, at=timezone.now())
    except ValidationError as error:
        return show(request, way, "review", said={"refused": error.messages}, status=422)
    return HttpResponseRedirect(way.to("done"))


def hand_back(request: HttpRequest, way: Way) -> HttpResponse:
    """A colleague is done: the step first, then who asked is told."""
    step = request.POST.get("step", "")
    step = way.only or (step if step in STEPS else "review")
    left = leave(request, way, step)
    if left.status_code not in (301, 302):
        return left
    delegations.hand_back(way.interview, by=way.person, at=timezone.now())
    return HttpResponseRedirect(way.to("handed-back"))


def closed(request: HttpRequest, way: Way, place: str) -> HttpResponse:
    """What is shown once the interview is handed in or over: the answers, read only."""
    if place == "save":
        said = _("This interview has been handed in. What you typed since is not part of it.")
        return JsonResponse({"said": said}, status=410)
    return read_only(request, way)


def read_only(request: HttpRequest, way: Way) -> HttpResponse:
    """The answers in plain words, and what becomes of them."""
    seen = interviews.view(way.interview)
    answered = delegations.answerers(way.interview)
    head = approver_of(way.interview.function.item.unit, but=answered)
    shown = {**steps.context(seen, "review", {}), "way": way, "head": head}
    shown["title"] = str(way.interview.function)
    return render(request, "bia/interview/done.html", shown)


def no_longer_asked(request: HttpRequest, place: str) -> HttpResponse:
    """The link's person has handed the function over: nothing is shown any more."""
    said = _("Somebody else answers for this function now. What you handed in or typed is kept.")
    if place in ("save", "find"):
        return JsonResponse({"said": said}, status=410)
    title = _("You are not asked about this any more")
    shown = {"title": title, "text": said, "again": ""}
    return render(request, "core/link_said.html", shown, status=410)


def nobody_asked(request: HttpRequest, way: Way, place: str) -> HttpResponse:
    """An interview of nobody has no place where its answers could be kept."""
    said = _("Nobody is asked yet. Name an owner first.")
    if place == "save":
        return JsonResponse({"said": said}, status=410)
    shown = {"way": way, "title": str(way.interview.function), "said": said}
    return render(request, "bia/interview/nobody.html", shown, status=409)


def find(request: HttpRequest, way: Way) -> HttpResponse:
    """Names of things that may be meant, for the box in which one is typed."""
    text, kind = request.GET.get("q", "")[:200], request.GET.get("kind", "")
    found = items.suggestions(storable(text), kind)
    return JsonResponse({"names": [one.name for one in found]})


READ = {"find": find, "handed-back": colleague.handed_back}
"""What is read under an interview besides its steps, whatever its state."""
DONE = {"submit": submit, "back": hand_back, "take": colleague.take}
"""What is done with an interview by POST."""
