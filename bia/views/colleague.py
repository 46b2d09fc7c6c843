"""An owner asks a colleague: the page where it is passed on and taken back, and how it comes back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import DelegationEnd
from bia.models import Delegation, Interview
from bia.services import delegations
from bia.services.sheet import STEPS
from bia.views import steps
from bia.views.way import Way
from core.models import User
from core.values import whole

WHOLE = "all"


class DelegationForm(forms.Form):
    """Which colleague answers, about what: one of the unit, or a name and an e-mail address."""

    step = forms.ChoiceField(label=gettext_lazy("What"))
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Colleague"),
        required=False,
        empty_label=gettext_lazy("Somebody else"),
    )
    name = forms.CharField(
        label=gettext_lazy("Or somebody else: their name"), max_length=200, required=False
    )
    email = forms.CharField(
        label=gettext_lazy("Their e-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    is_new = forms.CharField(widget=forms.HiddenInput, required=False)
    """The address of somebody new, as it was shown and confirmed."""
    meant = forms.CharField(widget=forms.HiddenInput, required=False)
    """The address of somebody known who was meant instead of the one typed."""
    note = forms.CharField(
        label=gettext_lazy("What you want them to know"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: Any, parts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = parts  # type: ignore[attr-defined]
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        for field in self.fields.values():
            look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs["class"] = look
        for name in ("to", "name", "email"):
            self.fields[name].unmarked = True  # type: ignore[attr-defined]

    def clean_step(self) -> str:
        """The step; empty for all of it."""
        step: str = self.cleaned_data["step"]
        return "" if step == WHOLE else step

    def clean(self) -> dict[str, Any]:
        """Somebody new is confirmed with the very address that was shown."""
        said = self.cleaned_data
        said["email"] = said.pop("meant", "") or said.get("email", "")
        confirmed = said.get("is_new", "").strip().lower()
        said["is_new"] = bool(confirmed) and confirmed == said.get("email", "").strip().lower()
        return said

    def take(self, error: ValidationError) -> None:
        """Show what a service refused, at its field where it names one."""
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, said in named.items():
            self.add_error(name if name in self.fields else None, said)


def parts(way: Way) -> list[tuple[str, str]]:
    """What can be passed on: all of it, or one step; of a step only that."""
    known = [(name, _("Only: %(step)s") % {"step": steps.SHORT[name]}) for name in STEPS[:-1]]
    if way.only:
        return [one for one in known if one[0] == way.only]
    return [(WHOLE, _("All of it")), *known]


def form_of(way: Way, data: Any = None) -> DelegationForm:
    """The form by which something is passed on."""
    people = delegations.colleagues(way.interview, by=way.person)
    return DelegationForm(data, people=people, parts=parts(way))


def page(request: HttpRequest, way: Way) -> HttpResponse:
    """Who has it, and the form by which it is passed on."""
    if request.method != "POST":
        return _shown(request, way, form_of(way))
    form = form_of(way, request.POST)
    if form.is_valid():
        try:
            delegations.give(way.interview, by=way.person, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            if _is_new(error):
                return _shown(request, way, form, new=_asked(way, form, error))
            form.take(error)
        else:
            return HttpResponseRedirect(way.to("delegate"))
    return _shown(request, way, form)


def _is_new(error: ValidationError) -> bool:
    named = getattr(error, "error_dict", {}).get("email", [])
    return any(one.code == "new" for one in named)


def _asked(way: Way, form: DelegationForm, error: ValidationError) -> dict[str, Any]:
    """What is asked before a person is made: whether somebody known is meant."""
    address = form.cleaned_data["email"].strip().lower()
    meant = delegations.meant(way.interview, address, by=way.person)
    return {"said": " ".join(error.messages), "address": address, "meant": meant}


def _shown(
    request: HttpRequest, way: Way, form: DelegationForm, *, new: dict[str, Any] | None = None
) -> HttpResponse:
    rows = delegations.rows_of(way.interview)
    mine = [row for row in rows if not way.held or way.person.pk in (row.given_by_id, row.to_id)]
    shown = {
        "way": way,
        "form": form,
        "rows": told(mine),
        "new": new,
        "title": _("Ask a colleague about “%(name)s”") % {"name": way.interview.function},
    }
    status = 422 if form.is_bound else 200
    return render(request, "bia/interview/delegate.html", shown, status=status)


def told(rows: list[Delegation]) -> list[tuple[Delegation, str]]:
    """Each with the words for what was passed on."""
    return [
        (row, _("the part “%(step)s”") % {"step": steps.SHORT[row.step]})
        if row.step
        else (row, _("all of it"))
        for row in rows
    ]


def take(request: HttpRequest, way: Way) -> HttpResponse:
    """Take back what was passed on."""
    pk = whole(request.POST.get("row", "")) or 0
    row = get_object_or_404(Delegation, pk=pk, interview=way.interview)
    delegations.take_back(row, by=way.person, at=timezone.now())
    return HttpResponseRedirect(way.to("delegate"))


def handed_back(request: HttpRequest, way: Way) -> HttpResponse:
    """The thanks for who has handed back, also where they could open it as the owner's deputy."""
    thanks = no_longer(request, way.interview, way.person) if way.held is None else None
    if thanks is None:
        raise Http404
    return thanks


def no_longer(request: HttpRequest, interview: Interview, person: Any) -> HttpResponse | None:
    """What a colleague who had it sees now; None for who never had."""
    row = delegations.last_of(interview, person)
    if row is None or row.ending == DelegationEnd.TAKEN:
        return None
    title = _("Thank you")
    text = _("%(name)s has your answers on “%(function)s” and hands them in.") % {
        "name": row.given_by,
        "function": interview.function,
    }
    return render(request, "core/link_said.html", {"title": title, "text": text, "again": ""})
