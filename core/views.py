"""Pages of core: home, my work, search, notifications, and the records of administration."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import providers, search
from core.adminpages import ADMIN_PAGES
from core.clock import organisation_day
from core.crud import Pages
from core.models import Obligation, Unit, User

SHOWN_ON_HOME = 5


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What should I do now?"""
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
        "late": late_of(request.user),
    }
    return render(request, "core/home.html", shown)


def late_of(person: User | AnonymousUser) -> int:
    """How many duties of the person are past their date and grace."""
    today = organisation_day(timezone.now())
    return Obligation.objects.late(today).filter(owner_id=person.pk).count()


@login_required
def my_work(request: HttpRequest) -> HttpResponse:
    """All that waits for the person."""
    shown = {
        "title": _("My work"),
        "work": providers.work_of(request.user),
        "late": late_of(request.user),
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
