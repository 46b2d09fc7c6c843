"""Asking owners for recovery times, and the pages their link opens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from core import drafts, draftviews, links
from core.fields import DurationInput
from core.http import PersonRequest
from core.models import Link, User
from estate import services
from estate.forms import stated_times, times_in_order
from estate.models import CapabilityRequest, Claim, Item, RequestedItem

FORM = "estate.capability"


class AskForm(forms.Form):
    """Whom to ask, and by when."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Owners"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = forms.DateField(
        label=gettext_lazy("By"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=gettext_lazy("A word to them"), required=False, widget=forms.Textarea, max_length=2000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = services.owners()
        field.label_from_instance = owner_words


def owner_words(person: Any) -> str:
    """An owner with how many items they answer for, and of how many it is stated."""
    said = ngettext(
        "%(name)s: %(owned)s item, %(stated)s stated",
        "%(name)s: %(owned)s items, %(stated)s stated",
        person.owned,
    )
    return said % {"name": person.name, "owned": person.owned, "stated": person.stated}


class SaidForm(forms.Form):
    """What an owner says of one item; the page says that all of it may be left empty."""

    likely = DurationInput(label=gettext_lazy("Likely"), required=False)
    low = DurationInput(label=gettext_lazy("At best"), required=False)
    high = DurationInput(label=gettext_lazy("At worst"), required=False)
    rpo = DurationInput(label=gettext_lazy("Data lost at most"), required=False)
    basis = forms.CharField(label=gettext_lazy("On what ground"), required=False, max_length=300)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"i{item.pk}", **kwargs)
        if item.kind in services.NO_DATA:
            del self.fields["rpo"]
        for field in self.fields.values():
            field.unmarked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if not data.get("likely") and any(data.get(name) for name in ("low", "high", "rpo")):
            self.add_error("likely", _("Give the likely time too."))
        times_in_order(self)
        return data


@login_required
@require_http_methods(["GET", "POST"])
def ask_owners(request: PersonRequest) -> HttpResponse:
    """Choose owners; each gets a link to what they own."""
    if not request.user.access.may("add", CapabilityRequest):
        raise PermissionDenied
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = services.ask_owners(
            people=list(given["people"]),
            due_on=given["due_on"],
            note=given["note"],
            by=request.user,
            at=timezone.now(),
        )
        said = ngettext("%(count)s owner is asked.", "%(count)s owners are asked.", len(asked))
        messages.success(request, said % {"count": len(asked)})
        return redirect("estate:capabilityrequest-list")
    shown = {
        "form": form,
        "title": _("Ask owners for recovery times"),
        "unowned": services.without_owner().count(),
    }
    return render(request, "estate/ask_owners.html", shown, status=422 if form.is_bound else 200)


@links.purpose(services.PURPOSE)
def by_link(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The first page with an item not answered yet."""
    subject: Any = link.subject
    return answer_page(request, link, services.first_open_page(subject) + 1)


@links.link_view(services.PURPOSE, "page/<int:number>/", name="number")
def answer_page(request: HttpRequest, link: Link, number: int) -> HttpResponseBase:
    """Five items: what is stated stands there already."""
    row: Any = link.subject
    count = services.pages(row)
    place = min(max(number, 1), count) - 1
    asked = services.page_of(row, place)
    rows = _rows(request, asked)
    refused: list[str] = []
    if request.method == "POST" and all(form.is_valid() for _asked, form in rows):
        refused = _take(request, row, rows, link.person)
        if not refused:
            drafts.drop(person=link.person, form=f"{FORM}.{place + 1}", subject=row)
            if place + 1 < count and "later" not in request.POST:
                return redirect(links.url(link, "number", number=place + 2))
            return render(request, "estate/asked_thanks.html", _thanks(row, link))
    around = services.around(asked)
    shown = {
        "title": _("How fast are they back?"),
        "row": row,
        "rows": [(each, form, around[each.item_id]) for each, form in rows],
        "refused": refused,
        "number": place + 1,
        "count": count,
        "action": links.url(link, "number", number=place + 1),
        "back": links.url(link, "number", number=place) if place else "",
        "draft_url": f"{links.url(link, 'draft')}?page={place + 1}",
        "bound": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "estate/asked.html", shown, status=status)


@links.link_view(services.PURPOSE, "draft/", name="draft")
def draft(request: HttpRequest, link: Link) -> HttpResponseBase:
    """Keeps what is typed and not yet sent."""
    page = request.GET.get("page", "1")[:3]
    form = f"{FORM}.{page}"
    return draftviews.answer(request, person=link.person, form=form, subject=link.subject)


def _rows(request: HttpRequest, asked: list[RequestedItem]) -> list[tuple[RequestedItem, SaidForm]]:
    present = services.present_claims(asked)
    data = request.POST if request.method == "POST" else None
    return [
        (
            each,
            SaidForm(data, item=each.item, initial=_stated(present.get(each.item_id))),
        )
        for each in asked
    ]


def _stated(claim: Claim | None) -> dict[str, Any]:
    return stated_times(claim) if claim else {}


def _take(
    request: HttpRequest, row: Any, rows: list[tuple[RequestedItem, SaidForm]], person: User
) -> list[str]:
    """Have what was said stored; the sentences of a refusal, none when it is."""
    said = {
        each.item_id: services.Said(**form.cleaned_data)
        for each, form in rows
        if form.cleaned_data.get("likely") is not None
    }
    for gone in services.no_longer_asked(row):
        form = SaidForm(request.POST, item=gone.item)
        if form.is_valid() and form.cleaned_data.get("likely") is not None:
            said[gone.item_id] = services.Said(**form.cleaned_data)
    try:
        services.answer(request=row, said=said, by=person, at=timezone.now())
    except ValidationError as error:
        return list(error.messages)
    return []


def _thanks(row: Any, link: Link) -> dict[str, Any]:
    left = services.unanswered(row)
    return {"title": _("Thank you"), "row": row, "left": left, "again": links.home(link)}
