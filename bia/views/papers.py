"""BIA reports: started here, made by a worker, listed as records."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bia.models import BusinessFunction, Campaign
from core import jobs
from core.http import PersonRequest
from core.models import Unit
from core.values import whole

SUBJECTS: dict[str, Any] = {"function": BusinessFunction, "campaign": Campaign, "unit": Unit}


@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """Have a report made of a function, a campaign, a unit, or of all there is."""
    if not request.user.access.may("view", BusinessFunction):
        raise PermissionDenied
    at, what, name = timezone.now(), {}, _("the whole organisation")
    for kind, model in SUBJECTS.items():
        wanted = whole(request.GET.get(kind) or request.POST.get(kind) or "")
        if wanted is not None:
            found = get_object_or_404(model.objects.visible_to(request.user), pk=wanted)
            what, name = {kind: found.pk}, str(found)
            break
    about = "-".join(f"{kind}{pk}" for kind, pk in what.items()) or "all"
    job = jobs.start(
        "bia.report",
        key=f"bia.report:{about}:{request.user.pk}:{at:%Y%m%d%H%M}",
        title=_("BIA report: %(name)s") % {"name": name},
        by=request.user,
        person=request.user.pk,
        **what,
    )
    return HttpResponseRedirect(job.get_absolute_url())
