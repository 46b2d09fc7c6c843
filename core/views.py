"""Pages of core: home, my work, search, notifications, and the records of administration."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import providers, search
from core.crud import Pages
from core.models import Unit


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What should I do now?"""
    return render(request, "core/home.html", {"work": providers.work_of(request.user)})


@login_required
def my_work(request: HttpRequest) -> HttpResponse:
    """All that waits for the person."""
    return render(request, "core/my_work.html", {"work": providers.work_of(request.user)})


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


PAGES = [UnitPages]
