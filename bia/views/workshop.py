"""The workshop's page: two to six functions of a campaign in columns, each saved to its interview."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from bia.choices import NeedKind
from bia.models import Campaign, Interview
from bia.services import interviews, sheet, workshop
from bia.services.sheet import Row
from bia.views import steps
from bia.views.acting import seen
from core import services
from core.http import PersonRequest
from core.values import whole

SECTIONS = {
    "impact": gettext_lazy("How bad it gets"),
    "needs": gettext_lazy("What it needs, and how soon"),
}
BLANK = 3
"""Empty rows in which more can be named at once."""


@dataclass(frozen=True)
class Column:
    """One function at the table."""

    interview: Interview
    base: str
    version: int
    implied: dict[str, Any]
    grids: list[steps.Grid]
    needs: list[steps.Entry]


def address(campaign: int, ids: list[int], section: str = "impact") -> str:
    """The page of a workshop about these interviews."""
    asked = urlencode([("section", section), *(("i", pk) for pk in ids)])
    return f"{reverse('bia:workshop', args=[campaign])}?{asked}"


def _ids(data: QueryDict) -> list[int]:
    return [pk for text in data.getlist("i") if (pk := whole(text)) is not None]


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """The functions side by side; before that, the choice of them."""
    campaign = seen(Campaign, request, pk)
    services.require(request.user, "guide", campaign)
    ids = _ids(request.GET)
    section = request.GET.get("section", "impact")
    section = section if section in SECTIONS else "impact"
    table = workshop.at_table(campaign, ids, by=request.user)
    shown: dict[str, Any] = {
        "title": _("Workshop"),
        "object": campaign,
        "least": workshop.LEAST,
        "most": workshop.MOST,
    }
    if len(table) < workshop.LEAST:
        shown["offered"] = workshop.offered(campaign, by=request.user)
        return render(request, "bia/workshop_choose.html", shown)
    views = [interviews.view(interview) for interview, _session in table]
    here = [interview.pk for interview, _session in table]
    shown |= {
        "section": section,
        "sections": [(key, label, address(pk, here, key)) for key, label in SECTIONS.items()],
        "columns": [_column(view, section) for view in views],
        "conflicts": workshop.conflicts(views),
        "again": f"{reverse('bia:workshop-conflicts', args=[pk])}?{urlencode([('i', i) for i in here])}",
        "ids": here,
        "bands": [steps.say(until) for until in views[0].answers.scale.bands],
        "levels": list(enumerate(views[0].answers.scale.level_names)),
        "times": steps.TIMES,
        "kinds": NeedKind.choices,
    }
    return render(request, "bia/workshop.html", shown)


def _column(view: interviews.View, section: str) -> Column:
    answers = view.answers
    needs = steps.entries(answers, "need", {}, blank=False) if section == "needs" else []
    if section == "needs":
        first = whole(sheet.free_key(answers.reading.rows["need"]).removeprefix("new")) or 1
        keys = [f"new{first + more}" for more in range(BLANK)]
        needs += [steps.entry(answers, "need", Row(key, {}, {}), {}, known=True) for key in keys]
    return Column(
        answers.interview,
        reverse("bia:interview-guide", args=[answers.interview.pk]),
        answers.version,
        steps.implied_context(view, section),
        steps.grids(view) if section == "impact" else [],
        needs,
    )


@require_GET
def conflicts(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the functions at the table disagree, as typed now."""
    campaign = seen(Campaign, request, pk)
    services.require(request.user, "guide", campaign)
    table = workshop.at_table(campaign, _ids(request.GET), by=request.user)
    views = [interviews.view(interview) for interview, _session in table]
    found = workshop.conflicts(views)
    response = render(request, "bia/workshop_conflicts.html", {"conflicts": found})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin to ask the chosen owners together."""
    campaign = seen(Campaign, request, pk)
    try:
        found = workshop.begin(campaign, _ids(request.POST), by=request.user, at=timezone.now())
    except ValidationError as error:
        services.require(request.user, "guide", campaign)
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("bia:workshop", args=[pk]))
    return HttpResponseRedirect(address(pk, [one.pk for one in found]))


@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """End the workshop; the owners read their answers over."""
    campaign = seen(Campaign, request, pk)
    count = workshop.end(campaign, _ids(request.POST), by=request.user, at=timezone.now())
    said = ngettext(
        "%(count)s owner is asked to read the answers over and hand them in.",
        "%(count)s owners are asked to read the answers over and hand them in.",
        count,
    )
    messages.success(request, said % {"count": count})
    return HttpResponseRedirect(campaign.get_absolute_url())
