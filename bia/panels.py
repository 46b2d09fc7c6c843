"""What the BIA shows on other pages: how functions stand, and what is left open with suppliers."""

from collections import Counter

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from bia.models import BusinessFunction, ResponsibilityMatrix, Risk
from bia.services import responsibilities
from bia.services.posture import verdict_of
from core.figures import Group
from core.providers import home_part, panel
from estate.models import Item
from estate.services import headline

ORDER = ("held", "stale", "expired", "claimed", "unknown", "gap")
SHOWN = 5


@home_part
def readiness(request: HttpRequest) -> str:
    """The squares of all functions the person may see, and the worst recovery gaps."""
    rows = BusinessFunction.objects.visible_to(request.user).in_use()
    functions = list(
        rows.select_related("item__unit", "item__readiness__bound_by").order_by("item__name")
    )
    if not functions:
        return ""
    counts = Counter(verdict_of(function) for function in functions)
    listed = reverse("bia:businessfunction-list")
    groups = [Group(name, counts[name], f"{listed}?state={name}") for name in ORDER]
    gaps = [function for function in functions if verdict_of(function) == "gap"]
    shown = {
        "groups": groups,
        "held": counts["held"],
        "total": len(functions),
        "gaps": [(one, headline(one.item.readiness)) for one in gaps[:SHOWN]],
        "all_gaps": len(gaps),
        "listed": listed,
    }
    return mark_safe(render_to_string("bia/home.html", shown, request=request))


@home_part
def above_appetite(request: HttpRequest) -> str:
    """How many risks are above appetite, of those the person may see, and the worst of them."""
    rows = Risk.objects.visible_to(request.user).in_use()
    above = rows.filter(is_above=True)
    shown = {
        "total": rows.count(),
        "above": above.count(),
        "worst": above.select_related("item", "owner").order_by("-residual_rating", "code")[:SHOWN],
        "listed": f"{reverse('bia:risk-list')}?attention=above",
    }
    if not shown["total"]:
        return ""
    return mark_safe(render_to_string("bia/home_risks.html", shown, request=request))


@panel(BusinessFunction)
def left_open(function: BusinessFunction, request: HttpRequest) -> str:
    """What nobody does, or nobody has said, at the bought services a function rests on."""
    return _weak(responsibilities.beneath(function.item), request)


@panel(Item)
def who_does_what(item: Item, request: HttpRequest) -> str:
    """The same at a bought service itself."""
    return _weak(responsibilities.weak([item.pk]), request)


def _weak(found: list[responsibilities.Weak], request: HttpRequest) -> str:
    if not found:
        return ""
    may_say = request.user.access.may("add", ResponsibilityMatrix)
    shown = {"weak": found, "may_say": may_say}
    return mark_safe(render_to_string("bia/weak_services.html", shown, request=request))
