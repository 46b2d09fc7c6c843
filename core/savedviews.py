"""The views above a list: those its Pages declare, and those a person keeps under a name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.http import PersonRequest
from core.models import SavedView, User
from core.values import storable

PASSING = {"page", "selected", "back", "csrfmiddlewaretoken"}
"""What a query may hold that is no part of a view; nor is what begins with an underscore."""

LONGEST_QUERY = 1000


@dataclass(frozen=True)
class View:
    """A view a list offers to everybody: its words, and the query that shows it."""

    name: str | Promise
    query: str = ""


@dataclass(frozen=True)
class ViewTab:
    """A view as the list draws it."""

    name: str | Promise
    url: str
    count: int
    current: bool
    remove_url: str = ""


def settings_of(asked: QueryDict) -> str:
    """The filters and the order of a query, in an order of their own.

    >>> settings_of(QueryDict("unit=3&q=&page=2&sort=-name"))
    'sort=-name&unit=3'
    """
    kept = QueryDict(mutable=True)
    for name in sorted(asked):
        values = [value for value in asked.getlist(name) if value and value == storable(value)]
        if values and name not in PASSING and not name.startswith("_"):
            kept.setlist(name, values)
    return kept.urlencode()


def unsorted(settings: str) -> str:
    """The same settings without their order."""
    kept = QueryDict(settings, mutable=True)
    kept.pop("sort", None)
    return kept.urlencode()


def label_of(page: Any) -> str:
    """The name under which views of a list are kept."""
    return f"{page.opts().app_label}.{page.url_base}"


def tabs(view: Any, asked: QueryDict, person: User) -> list[ViewTab]:
    """The declared views, then the person's own, each with its number of rows; one is current."""
    page = type(view)
    own = list(SavedView.objects.filter(person=person, page=label_of(page)))
    offered = [(each.name, settings_of(QueryDict(each.query)), "") for each in page.views]
    offered += [(each.name, each.query, page.url_named("view-remove", each.pk)) for each in own]
    here = current_of([settings for _name, settings, _url in offered], settings_of(asked))
    counts = counts_of(view, [settings for _name, settings, _url in offered])
    listed = page.url_named("list")
    return [
        ViewTab(name, f"{listed}?{settings}" if settings else listed, count, place == here, remove)
        for place, ((name, settings, remove), count) in enumerate(zip(offered, counts, strict=True))
    ]


def current_of(offered: list[str], here: str) -> int | None:
    """The place of the view shown: the same settings, else the same filters in another order.

    >>> current_of(["", "state=gap"], "sort=name&state=gap")
    1
    >>> current_of(["", "state=gap"], "state=held") is None
    True
    """
    for wanted in (here, unsorted(here)):
        if wanted in offered:
            return offered.index(wanted)
    return None


def counts_of(view: Any, offered: Iterable[str]) -> list[int]:
    """How many rows each of these settings shows, in one query."""
    columns = {}
    for place, settings in enumerate(offered):
        rows = view.filtered(QueryDict(settings)).qs.order_by().values("pk")
        columns[f"n{place}"] = Count("pk", filter=Q(pk__in=rows))
    if not columns:
        return []
    found = view.model._base_manager.aggregate(**columns)
    return [found[name] for name in columns]


def savable(asked: QueryDict, shown: Iterable[ViewTab]) -> str:
    """The settings that could be kept as a view: empty where there are none, or where they are one."""
    settings = settings_of(asked)
    known = {each.url.partition("?")[2] for each in shown}
    return "" if settings in known else settings


class SavedViewForm(forms.Form):
    """A name for what a list shows now."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Name"))
    query = forms.CharField(max_length=LONGEST_QUERY)

    def clean_query(self) -> str:
        settings = settings_of(QueryDict(self.cleaned_data["query"]))
        if not settings:
            raise forms.ValidationError(_("Set a filter or an order first."))
        if len(settings) > LONGEST_QUERY:
            raise forms.ValidationError(_("Too much is set. Lift a filter first."))
        return settings


def saver(page: Any) -> Callable[..., HttpResponse]:
    """The view that keeps what the list shows under a name; the same name again is changed."""

    @require_POST
    def view(request: PersonRequest) -> HttpResponse:
        _refuse_strangers(request, page)
        form = SavedViewForm(request.POST)
        if not form.is_valid():
            sentence = next(iter(form.errors.values()))[0]
            messages.error(request, _("The view is not saved. %(why)s") % {"why": sentence})
            return HttpResponseRedirect(page.url_named("list"))
        name, query = form.cleaned_data["name"], form.cleaned_data["query"]
        SavedView.objects.update_or_create(
            person=request.user, page=label_of(page), name=name, defaults={"query": query}
        )
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
        return HttpResponseRedirect(f"{page.url_named('list')}?{query}")

    return view


def remover(page: Any) -> Callable[..., HttpResponse]:
    """The view that takes away a view of one's own."""

    @require_POST
    def view(request: PersonRequest, pk: int) -> HttpResponse:
        _refuse_strangers(request, page)
        kept = get_object_or_404(SavedView, pk=pk, person=request.user, page=label_of(page))
        kept.delete()
        messages.success(request, _("The view “%(name)s” is removed.") % {"name": kept.name})
        return HttpResponseRedirect(page.url_named("list"))

    return view


def _refuse_strangers(request: PersonRequest, page: Any) -> None:
    if not request.user.access.may("view", page.model):
        raise PermissionDenied
