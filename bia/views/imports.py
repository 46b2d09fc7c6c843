"""Last year's BIA: upload the sheet, confirm what is not certain, done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bia.models import BusinessFunction, ImpactScale
from bia.services import lastyear, scales
from core import drafts
from core.http import PersonRequest
from core.models import Draft
from core.spreadsheets import read_upload
from core.workbooks import Unreadable

FORM = "bia.lastyear"


class SheetForm(forms.Form):
    """The sheet, and the day its figures are of."""

    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"))
    stated_on = forms.DateField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The day on which the figures of the sheet held."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def _scale(request: PersonRequest) -> ImpactScale:
    if not request.user.access.may("import", BusinessFunction):
        raise PermissionDenied
    scale = scales.in_force()
    if scale is None:
        raise ValidationError(_("Approve an impact scale first: ratings are read with it."))
    return scale


def upload(request: PersonRequest) -> HttpResponse:
    """Take the sheet and keep it until it is confirmed."""
    form = SheetForm(request.POST or None, request.FILES or None)
    try:
        scale = _scale(request)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            headings, rows = read_upload(file)
            lastyear.check(headings, rows, scales.read(scale))
            kept = {
                "name": file.name,
                "headings": headings,
                "rows": rows,
                "stated_on": form.cleaned_data["stated_on"].isoformat(),
            }
            drafts.keep(person=request.user, form=FORM, data=kept)
            return HttpResponseRedirect(reverse("bia:import-confirm"))
    except (ValidationError, Unreadable, ValueError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        form.add_error(None, said) if form.is_bound else messages.error(request, said)
    shown = {"form": form, "title": _("Import last year's BIA")}
    return render(request, "bia/import_upload.html", shown, status=422 if form.is_bound else 200)


def confirm(request: PersonRequest) -> HttpResponse:
    """Show what was understood; write it, once, when it is confirmed."""
    try:
        scale = _scale(request)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("bia:import-upload"))
    if request.method == "POST":
        return _written(request, scale)
    kept = drafts.find_sheet(person=request.user, form=FORM)
    if kept is None:
        return HttpResponseRedirect(reverse("bia:import-upload"))
    return _show(request, kept, scale)


def _show(
    request: PersonRequest, kept: Draft, scale: ImpactScale, *, error: str = ""
) -> HttpResponse:
    proposal = _proposal(kept.data, scale)
    if error:
        messages.error(request, error)
        for line in proposal.lines:
            line.answer(request.POST.dict())
    shown: dict[str, Any] = {
        "proposal": proposal,
        "lines": proposal.lines,
        "sheet": drafts.mark(kept),
        "file_name": kept.data.get("name", ""),
        "title": _("Confirm what was understood"),
    }
    status = 422 if error else 200
    return render(request, "bia/import_confirm.html", shown, status=status)


def _proposal(data: dict[str, Any], scale: ImpactScale) -> lastyear.Proposal:
    return lastyear.propose(data["headings"], data["rows"], scales.read(scale))


@transaction.atomic
def _written(request: PersonRequest, scale: ImpactScale) -> HttpResponse:
    """Write what was confirmed; a second press of the button finds nothing left to write."""
    kept = drafts.find_sheet(person=request.user, form=FORM, is_held=True)
    if kept is None:
        return HttpResponseRedirect(reverse("bia:businessfunction-list"))
    if drafts.mark(kept) != request.POST.get("sheet"):
        sentence = _(
            "Nothing was imported: another sheet, %(file)s, was uploaded after the one you"
            " confirmed. It is shown below. Upload yours again if it is the one you mean."
        )
        messages.error(request, sentence % {"file": kept.data.get("name", "")})
        return HttpResponseRedirect(reverse("bia:import-confirm"))
    try:
        done = lastyear.write(
            _proposal(kept.data, scale).lines,
            request.POST.dict(),
            scale=scale,
            stated_on=forms.DateField().clean(kept.data["stated_on"]),
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        return _show(request, kept, scale, error=" ".join(error.messages))
    kept.delete()
    messages.success(request, _said(done))
    return HttpResponseRedirect(reverse("bia:businessfunction-list"))


def _said(done: lastyear.Result) -> str:
    new = ngettext("%(count)s function is new", "%(count)s functions are new", done.created)
    known = ngettext("%(count)s was known", "%(count)s were known", done.known)
    still = ngettext(
        "%(count)s name is still open; the first campaign asks about it.",
        "%(count)s names are still open; the first campaign asks about them.",
        done.unmapped,
    )
    said = f"{new % {'count': done.created}}, {known % {'count': done.known}}."
    return f"{said} {still % {'count': done.unmapped}}" if done.unmapped else said
