"""Pages of core: home, my work, search, notifications, and the records of administration."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import calendars, providers, search
from core.adminpages import ADMIN_PAGES
from core.clock import organisation_day
from core.crud import Pages
from core.http import PersonRequest
from core.models import Unit

SHOWN_ON_HOME = 5


@login_required
def home(request: PersonRequest) -> HttpResponse:
    """What should I do now?"""
    today = organisation_day(timezone.now())
    work, steps = providers.work_of(request.user), providers.first_steps_of(request.user)
    summary = ngettext(
        "%(count)s thing waits for you.", "%(count)s things wait for you.", len(work)
    ) % {"count": len(work)}
    nothing = _("The programme begins here.") if steps else _("Nothing waits for you.")
    shown = {
        "title": _("Home"),
        "summary": summary if work else nothing,
        "work": work[:SHOWN_ON_HOME],
        "work_total": len(work),
        "parts": providers.home_parts(request),
        "first_steps": steps,
        "today": today,
        "outlook": calendars.outlook(request.user, today=today),
    }
    return render(request, "core/home.html", shown)


@login_required
def my_work(request: PersonRequest) -> HttpResponse:
    """All that waits for the person."""
    today = organisation_day(timezone.now())
    shown = {
        "title": _("My work"),
        "work": providers.work_of(request.user),
        "outlook": calendars.outlook(request.user, today=today),
    }
    return render(request, "core/my_work.html", shown)


@login_required
def find(request: HttpRequest) -> HttpResponse:
    """The answers of Ctrl-K, as a fragment."""
    text = request.GET.get("q", "")[:200]
    entries = search.find(actor=request.user, text=text)
    return render(request, "core/search_results.html", {"entries": entries, "q": text})


class UnitPages(Pages):
    model = Unit
    fields = ["name", "code", "parent", "head"]
    list_display = ["name", "parent", "head"]
    list_filter = ["parent"]
    search_fields = ["name", "code"]
    select_related = ["parent", "head"]
    key = ["name"]
    facts = ["parent", "head"]


PAGES = [UnitPages, *ADMIN_PAGES]
