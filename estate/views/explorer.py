"""The map of dependencies: a part at a time, blast radius, and its table."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.http import PersonRequest
from core.templatetags.components import STATES
from core.values import storable, whole
from estate import services
from estate.choices import Kind
from estate.models import Item
from estate.tables import readiness_of

STEPS, FARTHEST, SHOWN = 2, 6, 250
FOUND = 30
LEGEND = ("held", "stale", "expired", "gap", "claimed", "unknown", "unneeded")


def may_look(request: PersonRequest) -> None:
    """Refuse with 403 who holds no role at all."""
    if not request.user.access.may("view", Item):
        raise PermissionDenied


def number(request: PersonRequest, name: str, usual: int) -> int:
    """A small number of the address, within bounds."""
    given = whole(request.GET.get(name, ""))
    return usual if given is None else min(given, FARTHEST)


@login_required
@require_safe
def explorer(request: PersonRequest) -> HttpResponse:
    """The map around one item; without one, where to begin."""
    may_look(request)
    rows = Item.objects.visible_to(request.user).in_use()
    text = storable(request.GET.get("q", "")).strip()
    if (chosen := whole(request.GET.get("item", ""))) is not None:
        item = get_object_or_404(rows.select_related("readiness"), pk=chosen)
        return _map(request, item)
    found = list(rows.filter(name__has=text).select_related("readiness")[:FOUND]) if text else []
    if len(found) == 1:
        return _map(request, found[0])
    begin = rows.filter(readiness__functions__gt=0).order_by("-readiness__functions", "name")
    shown = {
        "title": _("Explorer"),
        "text": text,
        "found": _with_address(found),
        "begin": _with_address(begin.select_related("readiness")[:12]),
        "any": _with_address(rows.filter(rests_on__isnull=False).distinct()[:12]),
    }
    return render(request, "estate/explorer_start.html", shown)


def _with_address(items: Iterable[Item]) -> list[tuple[Item, str]]:
    """Items with the address of the map around them."""
    return [(item, f"{reverse('estate:explorer')}?item={item.pk}") for item in items]


def _map(request: PersonRequest, item: Item) -> HttpResponse:
    up, down = number(request, "up", STEPS), number(request, "down", STEPS)
    part = services.neighbourhood(items=[item], up=up, down=down, limit=SHOWN)
    shown = {
        "title": item.name,
        "item": item,
        "found": readiness_of(item),
        "data": part_json(part) | {"root": item.pk},
        "rows": table_rows(part),
        "part": part,
        "up": up,
        "down": down,
        "answer": services.blast(item=item, at=timezone.now()),
        "states": LEGEND,
        "centred": True,
    }
    return render(request, "estate/explorer.html", shown)


@login_required
@require_safe
def part(request: PersonRequest, pk: int) -> JsonResponse:
    """What lies next to an item, as the map draws it."""
    may_look(request)
    item = get_object_or_404(Item.objects.visible_to(request.user).in_use(), pk=pk)
    up, down = number(request, "up", 0), number(request, "down", 0)
    return JsonResponse(part_json(services.neighbourhood(items=[item], up=up, down=down)))


@login_required
@require_safe
def blast(request: PersonRequest, pk: int) -> HttpResponse:
    """What is down if an item fails, in words, for the panel beside the map."""
    may_look(request)
    rows = Item.objects.visible_to(request.user).in_use().select_related("readiness")
    item = get_object_or_404(rows, pk=pk)
    shown = {
        "item": item,
        "found": readiness_of(item),
        "answer": services.blast(item=item, at=timezone.now()),
    }
    return render(request, "estate/blast.html", shown)


def part_json(part: services.Neighbourhood) -> dict[str, Any]:
    """The items and lines of a part."""
    kinds = dict(Kind.choices)
    return {
        "items": [
            {
                "id": item.pk,
                "name": item.name,
                "kind": item.kind,
                "kindName": str(kinds.get(item.kind, item.kind)),
                "state": _state(item),
                "stateName": str(STATES[_state(item)][1]),
                "url": item.get_absolute_url(),
                "above": part.above.get(item.pk, 0),
                "below": part.below.get(item.pk, 0),
            }
            for item in part.items
        ],
        "edges": [
            {
                "from": edge.dependent,
                "to": edge.provider,
                "phase": edge.phase,
                "group": edge.group,
                "required": edge.required,
            }
            for edge in part.edges
        ],
    }


def _state(item: Item) -> str:
    found = readiness_of(item)
    return found.shown if found else "unknown"


def table_rows(part: services.Neighbourhood) -> list[dict[str, Any]]:
    """The same part as a table: each item with what it rests on."""
    names = {item.pk: item for item in part.items}
    below: dict[int, list[Item]] = {}
    for edge in part.edges:
        below.setdefault(edge.dependent, []).append(names[edge.provider])
    return [
        {"item": item, "state": _state(item), "rests_on": below.get(item.pk, [])}
        for item in part.items
    ]
