"""The generic pages with made-up rows, without database: what the looks are judged by."""

import json
from collections.abc import Callable
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.urls import include, path
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from core import sheet
from tests.browser.stage_rows import (
    Person,
    conflict,
    delete_page,
    detail,
    dry_run,
    form_page,
    function_list,
    history,
    import_page,
    kinds,
    live,
    menu,
    request,
)

Context = Callable[[], dict[str, Any]]
PAGES: dict[str, tuple[str, Context]] = {
    "list": ("core/object_list.html", lambda: function_list("tier=1")),
    "list-selectable": ("core/object_list.html", lambda: function_list(selectable=True)),
    "list-empty": ("core/object_list.html", lambda: function_list(rows=False)),
    "list-nothing": ("core/object_list.html", lambda: function_list("tier=1&q=x", rows=False)),
    "detail": ("core/object_detail.html", detail),
    "detail-plain": ("core/object_detail.html", lambda: detail() | {"panels": []}),
    "live": ("core/object_detail.html", live),
    "form": ("core/object_form.html", form_page),
    "conflict": ("core/object_form.html", conflict),
    "confirm-delete": (
        "core/object_confirm_delete.html",
        lambda: delete_page(consequences=kinds(("Steps", 31))),
    ),
    "blocked-delete": (
        "core/object_confirm_delete.html",
        lambda: delete_page(blocked_by=kinds(("Plans", 2))),
    ),
    "history": ("core/object_history.html", history),
    "import-upload": ("core/object_import.html", lambda: import_page("upload")),
    "import-mapping": ("core/object_import.html", lambda: import_page("mapping", rows=44)),
    "import-result": ("core/object_import.html", dry_run),
    "components": ("core/components.html", sheet.values),
    "403": ("403.html", dict),
    "404": ("404.html", dict),
    "500": ("500.html", dict),
    "503": ("503.html", dict),
}


def around(**more: Any) -> dict[str, Any]:
    """What the context processors give to every page."""
    return {
        "request": request(),
        "menu": menu(),
        "unread_count": 3,
        "csrf_token": "token",
        "messages": [],
        **more,
    }


def render(name: str) -> str:
    """The HTML of a page of the stage."""
    template, context = PAGES[name]
    return str(get_template(template).render(around() | context()))


@non_atomic_requests
def view(asked: HttpRequest, name: str) -> HttpResponse:
    """One page of the stage in the browser."""
    return HttpResponse(render(name))


@non_atomic_requests
def found(asked: HttpRequest) -> HttpResponse:
    """Answers of the search palette."""
    named = (
        ("function", "Claims payment", "Claims"),
        ("function", "Claims intake", "Claims"),
        ("plan", "Claims recovery plan", "v7"),
    )
    entries = [Thing(kind=k, label=n, hint=h, url="/detail/") for k, n, h in named]
    asked.htmx = True  # type: ignore[attr-defined]
    shown = {"request": asked, "entries": entries, "q": asked.GET.get("q", "")}
    return HttpResponse(get_template("core/search_results.html").render(shown))


@non_atomic_requests
def filtered(asked: HttpRequest) -> HttpResponse:
    """The list as its own address asks for it."""
    query = asked.GET.urlencode()
    asked.htmx = "HX-Request" in asked.headers  # type: ignore[attr-defined]
    asked.user = Person()  # type: ignore[assignment]
    shown = around() | function_list(query) | {"list_url": "/filtered/", "request": asked}
    shown["active_filters"] = [
        Thing(name=name, label=name.title(), value=value, url="/filtered/")
        for name, value in asked.GET.items()
        if name in {"owner", "tier"} and value
    ]
    return HttpResponse(get_template("core/object_list.html").render(shown))


class Drafted(forms.Form):
    """A form that keeps what is typed."""

    name = forms.CharField()


KEPT: dict[str, Any] = {}


@csrf_exempt
@non_atomic_requests
def draft(asked: HttpRequest) -> HttpResponse:
    """Keeps one draft, as the product's own address for drafts answers."""
    if asked.method == "POST":
        said = json.loads(asked.body)
        KEPT.update(version=KEPT.get("version", 0) + 1, data=said["data"])
        return JsonResponse({"version": KEPT["version"], "saved_at": now()})
    if asked.method == "DELETE":
        KEPT.clear()
    if not KEPT:
        return HttpResponse(status=204)
    return JsonResponse(KEPT | {"saved_at": now()})


@non_atomic_requests
def draft_form(asked: HttpRequest) -> HttpResponse:
    """A form with a draft."""
    shown = around() | form_page(form=Drafted(), draft_url="/draft/")
    return HttpResponse(get_template("core/object_form.html").render(shown))


core_urls = [
    path("home/", view, {"name": "list"}, name="home"),
    path("my-work/", view, {"name": "list"}, name="my-work"),
    path("found/", found, name="search"),
    path("list/", view, {"name": "list"}, name="notifications"),
    path("list/", view, {"name": "list"}, name="account"),
]
urlpatterns = [
    path("", include((core_urls, "core"))),
    path("log-out/", view, {"name": "list"}, name="account_logout"),
    path("filtered/", filtered),
    path("draft/", draft),
    path("draft-form/", draft_form),
    path("<slug:name>/", view),
]
