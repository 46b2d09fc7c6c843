"""The pages on which the three scoring models stand side by side, and the choice between them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bia.forms.scale import ModelsForm
from bia.models import BusinessFunction, Campaign, ImpactScale
from bia.services import calibration, guidedchoice, scales
from core import services
from core.http import PersonRequest
from core.models.papers import State
from core.values import whole


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """All functions the person may see, or those of a campaign, most disagreement first."""
    if not request.user.access.may("view", BusinessFunction):
        raise PermissionDenied
    campaign = None
    if asked := request.GET.get("campaign"):
        campaigns = Campaign.objects.visible_to(request.user)
        campaign = get_object_or_404(campaigns, pk=whole(asked) or 0)
    shown = {
        "title": _("Calibration"),
        "campaign": campaign,
        **calibration.in_numbers(actor=request.user, at=timezone.now(), campaign=campaign),
        **_scale(),
    }
    return render(request, "bia/calibration.html", shown)


@require_safe
def of_function(request: PersonRequest, pk: int) -> HttpResponse:
    """One function under the three models."""
    rows = BusinessFunction.objects.visible_to(request.user).select_related("item__unit")
    function = get_object_or_404(rows, pk=pk)
    shown = {
        "title": _("Calibration"),
        "object": function,
        "calibration": calibration.of(function),
        **_scale(),
    }
    return render(request, "bia/calibration_function.html", shown)


def _scale() -> dict[str, Any]:
    scale = scales.in_force()
    return {"scale": scale, "translations": calibration.translations(scale) if scale else []}


def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """A few questions, and the scoring model of each category that follows from them."""
    scale = get_object_or_404(ImpactScale.objects.visible_to(request.user), pk=pk)
    services.require(request.user, "change", scale)
    if scale.state != State.DRAFT:
        raise PermissionDenied(_("Only a draft is changed; begin the next version."))
    data = request.POST or None
    form = ModelsForm(data, instance=scale, actor=request.user)
    conflict = None
    if data is not None and form.is_valid():
        try:
            found = guidedchoice.record(
                form.instance,
                counted=form.cleaned_data["counted"],
                by=request.user,
                at=timezone.now(),
                version=form.cleaned_data.get("version"),
            )
        except services.Conflict as overtaken:
            form = form.beside(overtaken.current)
            conflict = form.conflict
        else:
            for name, advice in found.items():
                messages.success(request, f"{name}: {advice.model.label}. {advice.reason}")
            return HttpResponseRedirect(scale.get_absolute_url())
    shown = {"form": form, "object": scale, "title": _("Scoring models"), "conflict": conflict}
    status = 409 if conflict is not None else 422 if data else 200
    return render(request, "bia/scale_models.html", shown, status=status)
