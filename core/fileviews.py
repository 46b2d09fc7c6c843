"""Files in and out, each through the door of the record it is about."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core import files, services, subjects
from core.http import PersonRequest
from core.models import File

log = logging.getLogger(__name__)


@login_required
@require_safe
def download(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The bytes of a file, for whoever may read what it is about. 404 for anybody else."""
    file = get_object_or_404(File.objects.select_related("content_type"), pk=pk)
    if not files.may_read(file, request.user):
        raise Http404
    try:
        return files.response(file)
    except FileNotFoundError:
        log.error("The bytes of file %s (%s) are missing", file.pk, file.sha256)
        raise Http404(_("The stored bytes of this file are missing.")) from None


@login_required
@require_POST
def upload(request: PersonRequest) -> HttpResponse:
    """Keep the sent files about a record the person may change, and go back to it."""
    record = subjects.named(request.POST.get("subject", ""), actor=request.user)
    services.require(request.user, "change", record)
    kept = 0
    for sent in request.FILES.getlist("file"):
        try:
            files.store(
                name=sent.name or "",
                content=sent,
                subject=record,
                by=request.user,
                at=timezone.now(),
                purpose=request.POST.get("purpose", "")[:40],
            )
            kept += 1
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    if kept:
        text = ngettext("%(count)s file is stored.", "%(count)s files are stored.", kept)
        messages.success(request, text % {"count": kept})
    return redirect(record.get_absolute_url())
