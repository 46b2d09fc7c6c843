"""Common values for a new programme: shown first, added on request."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import PersonRequest
from estate.models import PlanningScenario
from estate.services import starter


@login_required
@require_http_methods(["GET", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """What would be added, and adding it."""
    if not request.user.access.may("add", PlanningScenario):
        raise PermissionDenied
    if request.method == "POST":
        starter.take(by=request.user, at=timezone.now())
        messages.success(request, _("Added. Confirm each value, or change it."))
        return redirect("estate:planningscenario-list")
    shown = {"starter": starter.propose(), "title": _("Values to begin with")}
    return render(request, "estate/starter.html", shown)
