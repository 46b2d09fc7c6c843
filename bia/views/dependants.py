"""Who rests on a function, for its owner to confirm: in the interview and on a page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from bia.models import BusinessFunction, Interview, Need
from bia.services import dependants
from bia.services.dependants import Dependant
from bia.views import acting
from bia.views.way import Way
from core import services
from core.details import permitted_actions
from core.http import PersonRequest
from core.models import User
from core.values import storable


@dataclass
class Asked:
    """One who says it rests on the function, as a question: what was chosen, typed and is wrong."""

    one: Dependant
    holds: str = ""
    reason: str = ""
    error: str = ""


def of_function(request: PersonRequest, pk: int) -> HttpResponse:
    """The page for who is logged in."""
    function = acting.seen(BusinessFunction, request, pk)
    services.require(request.user, "answer", function)
    said = {"back": function.get_absolute_url(), "layout": "layout/base.html"}
    return _page(request, function, request.user, said)


def of_interview(request: HttpRequest, way: Way) -> HttpResponse:
    """The page within an interview, by link or by login."""
    said = {"back": way.to("review"), "layout": "layout/plain.html"}
    return _page(request, way.interview.function, way.person, said, way.interview)


def _page(
    request: HttpRequest,
    function: BusinessFunction,
    person: User,
    said: dict[str, Any],
    interview: Interview | None = None,
) -> HttpResponse:
    rows = [_asked(one) for one in dependants.of(function)]
    if request.method == "POST":
        for row in rows:
            _take(row, request, function, person, interview)
        if not any(row.error for row in rows):
            return HttpResponseRedirect(said["back"])
    shown = {"function": function, "rows": rows, "title": _("Who rests on this?"), **said}
    status = 422 if any(row.error for row in rows) else 200
    return render(request, "bia/dependants.html", shown, status=status)


def _asked(one: Dependant) -> Asked:
    if one.reply is None:
        return Asked(one)
    return Asked(one, "yes" if one.reply.holds else "no", one.reply.reason)


def _take(
    row: Asked,
    request: HttpRequest,
    function: BusinessFunction,
    person: User,
    interview: Interview | None,
) -> None:
    """Keep what was answered to one of them, where it differs from what is known."""
    pk = row.one.function.pk
    holds = request.POST.get(f"holds.{pk}", "")
    reason = storable(request.POST.get(f"reason.{pk}", ""))
    if holds not in ("yes", "no") or (holds, holds == "no" and reason) == (
        row.holds,
        row.holds == "no" and row.reason,
    ):
        return
    row.holds, row.reason = holds, reason
    try:
        dependants.reply(
            function,
            dependent=row.one.function,
            holds=holds == "yes",
            reason=reason,
            by=person,
            at=timezone.now(),
            asked_in=interview,
        )
    except ValidationError as error:
        row.error = " ".join(error.messages)


def context(function: BusinessFunction, actor: User) -> dict[str, Any]:
    """What the function's page says of who needs it."""
    found = [] if function.retired_on else dependants.of(function)
    return {
        "dependants": found,
        "may_confirm": bool(found and permitted_actions(function, actor, ["answer"])),
    }


def with_denials(function: BusinessFunction, needs: Iterable[Need]) -> list[Need]:
    """The needs, each with what the other side answered where it denies it, as `denied`."""
    said, found = dependants.denials(function), list(needs)
    for need in found:
        need.denied = [said[need.item_id]] if need.item_id in said else []  # type: ignore[attr-defined]
    return found
