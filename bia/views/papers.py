"""BIA reports: started here, made by a worker, listed as records."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from bia.services import papers
from core.http import PersonRequest
from core.models import Record
from core.values import whole


@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """Have a report made of a function, a campaign, a unit, or of all there is."""
    job = papers.start(_about(request), by=request.user, at=timezone.now())
    return HttpResponseRedirect(job.get_absolute_url())


def _about(request: PersonRequest) -> Record | None:
    """What is named in the address or the form, as far as the person may see it."""
    for model, kind in papers.KINDS.items():
        pk = whole(request.GET.get(kind) or request.POST.get(kind) or "")
        if pk is not None:
            found: Record = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
            return found
    return None
