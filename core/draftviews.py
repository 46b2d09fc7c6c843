"""Where forms keep what is typed, at every pause."""

import json
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods
from neapolitan.views import Role

from core import drafts, registry, subjects
from core.http import PersonRequest
from core.models import Draft, User
from core.values import storable

LONGEST = 512 * 1024


@login_required
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: PersonRequest) -> HttpResponse:
    """A person's draft of a form: ?form=bia.process&subject=bia.process:3."""
    said = _said(request)
    if said is None:
        return _wrong()
    form = request.GET.get("form") or said.get("form")
    name = request.GET.get("subject") or said.get("subject")
    if not isinstance(form, str) or not _is_form(form):
        return _wrong()
    subject = subjects.named(str(name), actor=request.user) if name else None
    return answer(request, person=request.user, form=form, subject=subject)


def _is_form(form: str) -> bool:
    """A form of a record, or a new one's about something: bia.gap?function=3."""
    return form.partition("?")[0] in _forms() and len(form) <= drafts.LONGEST_PLACE


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    """The forms records are written with. What else is kept as a draft has a view of its own, which reads it."""
    return frozenset(
        page.opts().label_lower
        for page in registry.all_pages()
        if not {Role.CREATE, Role.UPDATE}.isdisjoint(page.roles)
    )


def answer(request: HttpRequest, *, person: User, form: str, subject: Any = None) -> HttpResponse:
    """Find (GET, 204 for none), keep (POST {data, version}) or forget (DELETE) a draft.

    Kept: {version, saved_at}. Another tab was ahead: 409 with its {version, saved_at, data}. Views
    behind a link call this with the link's person and subject.
    """
    if request.method == "DELETE":
        drafts.drop(person=person, form=form, subject=subject)
        return HttpResponse(status=204)
    if request.method == "GET":
        found = drafts.find(person=person, form=form, subject=subject)
        return JsonResponse(_whole(found)) if found else HttpResponse(status=204)
    return _keep(request, person, form, subject)


def _keep(request: HttpRequest, person: User, form: str, subject: Any) -> HttpResponse:
    if len(request.body) > LONGEST:
        return JsonResponse({"detail": "too long"}, status=413)
    said = _said(request)
    if said is None or not _is_typed(said.get("data")):
        return _wrong()
    version = said.get("version")
    if version is not None and (not isinstance(version, int) or isinstance(version, bool)):
        return _wrong()
    try:
        kept = drafts.keep(
            person=person, form=form, data=said["data"], subject=subject, version=version or 0
        )
    except drafts.Overtaken as overtaken:
        return JsonResponse(_whole(overtaken.draft), status=409)
    return JsonResponse({"version": kept.version, "saved_at": kept.updated_at})


def _is_typed(data: Any) -> bool:
    """Whether this is what a form sends and can be kept: each name with a text or several."""
    return isinstance(data, dict) and all(
        isinstance(text, str) and text == storable(text)
        for name, value in data.items()
        for text in (name, *(value if isinstance(value, list) else [value]))
    )


def _said(request: HttpRequest) -> dict[str, Any] | None:
    """The JSON object in the request; empty without a body, None for what is not one."""
    if request.method != "POST":
        return {}
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _whole(found: Draft) -> dict[str, Any]:
    return {"version": found.version, "saved_at": found.updated_at, "data": found.data}


def _wrong() -> HttpResponse:
    return JsonResponse({"detail": "Send {form, subject, data, version} as JSON."}, status=400)
