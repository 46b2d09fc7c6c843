"""Services added in bulk: paste, match, confirm."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.http import PersonRequest
from core.models import Unit
from core.values import whole
from estate import services
from estate.forms import BulkForm
from estate.models import Item

from .verbs import take


@login_required
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Paste a list, see what each name is taken for, confirm."""
    if not request.user.access.may("add", Item):
        raise PermissionDenied
    form = BulkForm(request.POST or None)
    lines: list[services.Line] = []
    if request.method == "POST" and form.is_valid():
        try:
            lines = services.read_lines(form.cleaned_data["lines"], kind=form.cleaned_data["kind"])
            if "confirm" in request.POST:
                return _confirmed(request, form.cleaned_data["kind"], lines)
        except ValidationError as error:
            take(form, error)
    title = _("Add services above what was imported")
    shown = {"form": form, "lines": lines, "title": title}
    failed = form.is_bound and not lines
    return render(request, "estate/bulk.html", shown, status=422 if failed else 200)


def _confirmed(request: PersonRequest, kind: str, lines: list[Any]) -> HttpResponse:
    wanted = []
    for place, line in enumerate(lines):
        if request.POST.get(f"take-{place}") != "on":
            continue
        chosen = [
            pk
            for number in range(len(line.runs_on))
            if (pk := whole(request.POST.get(f"on-{place}-{number}", ""))) is not None
        ]
        wanted.append(services.Wanted(line.name, tuple(chosen)))
    reach = Unit.objects.filter(pk__in=request.user.access.units)
    unit = request.user.unit if request.user.unit in reach else None
    made = services.add_services(
        kind=kind, wanted=wanted, by=request.user, at=timezone.now(), unit=unit
    )
    said = ngettext("%(count)s service is in place.", "%(count)s services are in place.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("estate:item-list")
