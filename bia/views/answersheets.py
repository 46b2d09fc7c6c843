"""Answers by spreadsheet: download a workbook, upload it, see what it would change, take it over."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bia.choices import ANSWERABLE
from bia.models import Campaign, Interview
from bia.services import answersheet, answersheetread
from bia.services.answersheetread import FORM, Line, Proposal
from bia.views import sides
from bia.views.way import Way
from core import drafts
from core.exports import MEDIA_TYPES
from core.http import PersonRequest
from core.models import Draft, User
from core.values import whole
from core.workbooks import Unreadable


@dataclass(frozen=True)
class Desk:
    """Where workbooks are handed out and taken back: for one interview, or for a campaign."""

    subject: Any
    person: User
    base: str
    """The address of its page."""
    back: str
    layout: str
    interviews: list[Interview] = field(default_factory=list)
    """What the person may answer."""

    @property
    def is_single(self) -> bool:
        """Whether there is nothing to choose."""
        return isinstance(self.subject, Interview)


class BackForm(forms.Form):
    """The workbook that comes back."""

    file = forms.FileField(label=gettext_lazy("The filled-in workbook"))


def of_interview(way: Way) -> Desk:
    """The desk of one interview, by link or by login."""
    layout = "layout/plain.html"
    return Desk(way.interview, way.person, way.to("sheet"), way.base, layout, [way.interview])


def of_campaign(request: PersonRequest, pk: int, place: str = "") -> HttpResponse:
    """The desk of a campaign: the functions still open that the person may answer."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    if not request.user.access.may("answer", Interview):
        raise PermissionDenied
    rows = Interview.objects.permitted(request.user, "answer").filter(
        campaign=campaign, state__in=ANSWERABLE, owner__isnull=False
    )
    found = rows.select_related("function__item__unit", "campaign", "owner", "scale")
    base, back = reverse("bia:campaign-sheet", args=[pk]), campaign.get_absolute_url()
    desk = Desk(campaign, request.user, base, back, "layout/base.html", list(found))
    return respond(request, desk, f"sheet/{place}".rstrip("/"))


def respond(request: HttpRequest, desk: Desk, place: str) -> HttpResponse:
    """Answer an address of the desk."""
    if place == "sheet":
        return upload(request, desk)
    if place == "sheet/file" and request.method == "GET":
        return download(request, desk)
    if place == "sheet/confirm":
        return confirm(request, desk)
    raise Http404


def download(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The workbook about the functions chosen."""
    wanted = {whole(one) for one in request.GET.getlist("interview")}
    chosen = [one for one in desk.interviews if desk.is_single or one.pk in wanted]
    try:
        content = answersheet.workbook(chosen, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(desk.base)
    name = slugify(str(desk.subject)) or "answers"
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES["xlsx"],
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of the desk; what is uploaded is kept until it is confirmed."""
    form = BackForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = answersheetread.parse(file.name, file.read())
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            drafts.keep(person=desk.person, form=FORM, data=kept, subject=desk.subject)
            return HttpResponseRedirect(f"{desk.base}confirm/")
    shown = {"desk": desk, "form": form, "title": _("Answers by spreadsheet")}
    status = 422 if form.is_bound else 200
    return render(request, "bia/answersheet.html", shown, status=status)


def confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what the workbook would change; take it over, once, when it is confirmed."""
    with transaction.atomic():
        kept = drafts.find(person=desk.person, form=FORM, subject=desk.subject, is_held=True)
        if kept is None:
            return HttpResponseRedirect(desk.base)
        found = answersheetread.propose(kept.data, {one.pk: one for one in desk.interviews})
        if request.method != "POST":
            return _shown(request, desk, kept, found)
        if drafts.mark(kept) != request.POST.get("mark"):
            said = _("Another workbook was uploaded meanwhile. It is shown below.")
            return _shown(request, desk, kept, found, error=said)
        if any(not _choices(request, one).keys() >= _asked(one) for one in found):
            said = _("Choose which answer holds wherever both sides have said something.")
            return _shown(request, desk, kept, found, error=said)
        taken = [one for one in found if one.can_be_taken]
        for one in taken:
            answersheetread.take_over(
                one, _choices(request, one), by=desk.person, at=timezone.now()
            )
        kept.delete()
    messages.success(request, _outcome(len(taken), len(found) - len(taken)))
    return HttpResponseRedirect(desk.back)


def _outcome(taken: int, left: int) -> str:
    said = ngettext(
        "The answers on %(count)s function were taken over.",
        "The answers on %(count)s functions were taken over.",
        taken,
    ) % {"count": taken}
    if not left:
        return said
    rest = ngettext("%(count)s was left as it is.", "%(count)s were left as they are.", left)
    return f"{said} {rest % {'count': left}}"


def _asked(proposal: Proposal) -> set[str]:
    return {line.name for line in proposal.conflicts} if proposal.can_be_taken else set()


def _choices(request: HttpRequest, proposal: Proposal) -> dict[str, str]:
    """What was chosen for each answer both sides have said something about."""
    pk = proposal.interview.pk if proposal.interview else 0
    said = {name: request.POST.get(f"take.{pk}.{name}", "") for name in _asked(proposal)}
    return {name: one for name, one in said.items() if one in ("mine", "theirs")}


def _shown(
    request: HttpRequest, desk: Desk, kept: Draft, found: list[Proposal], *, error: str = ""
) -> HttpResponse:
    if error:
        messages.error(request, error)
    shown = {
        "desk": desk,
        "mark": drafts.mark(kept),
        "file_name": kept.data.get("name", ""),
        "parts": [
            {
                "proposal": one,
                "changes": _described(one, one.changes),
                "conflicts": _described(one, one.conflicts),
                "problems": _described(one, one.problems),
                "chosen": _choices(request, one),
            }
            for one in found
        ],
        "can_take": any(one.can_be_taken for one in found),
        "title": _("What the workbook would change"),
    }
    return render(request, "bia/answersheet_confirm.html", shown, status=422 if error else 200)


def _described(proposal: Proposal, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines with the name of the answer and both values as the interview's page says them."""
    return [
        {
            "line": line,
            "label": sides.label_of(proposal.answers, line.name),
            "now": sides.value_of(proposal.answers, line.name, line.now),
            "said": sides.value_of(proposal.answers, line.name, line.said),
            "near": ", ".join(line.unknown or ()),
        }
        for line in lines
    ]
