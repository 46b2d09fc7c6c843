"""Pages of administration beside the records: verbs on people, roles in words, logins, settings."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from core import accounts, emergency, languages, services
from core.accountviews import show
from core.adminpages import LOGIN_READERS
from core.clock import organisation_day
from core.forms import RecordForm
from core.forms_accounts import EmergencyForm, zones
from core.http import PersonRequest
from core.models import Grant, LoginEvent, Organisation, User
from core.permissions import ROLES
from core.rolewords import lines
from core.values import whole

READERS = frozenset({"administrator", "auditor", "continuity_manager"})


def person_verb(do: Callable[..., Any], said: Any) -> Callable[..., HttpResponse]:
    """The view of a verb on a person: do(person, by=, at=), then back to the person's page."""

    @login_required
    @require_POST
    def view(request: PersonRequest, pk: int) -> HttpResponse:
        person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
        try:
            do(person, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, said % {"person": person})
        return redirect(person)

    return view  # type: ignore[return-value]


invite = person_verb(accounts.invite, lazy("A link is on its way to %(person)s."))
deactivate = person_verb(accounts.deactivate, lazy("%(person)s cannot log in any more."))
reactivate = person_verb(
    accounts.reactivate, lazy("%(person)s is active again. Give roles if they are needed.")
)
unlock = person_verb(accounts.unlock, lazy("%(person)s can try again now."))
remove_code = person_verb(
    accounts.remove_second_factor, lazy("%(person)s logs in with the password alone now.")
)
designate = person_verb(
    emergency.designate, lazy("%(person)s has an emergency account and is mailed how to set it up.")
)
withdraw = person_verb(emergency.withdraw, lazy("%(person)s has no emergency account any more."))


@login_required
@require_POST
def end_grant(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    grant = get_object_or_404(Grant.objects.visible_to(request.user), pk=pk)
    try:
        accounts.end_grant(grant, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The role has ended."))
    return redirect(grant)


@login_required
def roles(request: PersonRequest) -> HttpResponse:
    """What each role may do, in words, with how many hold it."""
    only_for(request, *ROLES)
    held: dict[str, int] = {}
    if request.user.access.may("view", Grant):
        for role in Grant.objects.current(timezone.now()).values_list("role", flat=True):
            held[role] = held.get(role, 0) + 1
    shown = [
        {"key": key, "role": role, "lines": lines(role), "count": held.get(key, 0)}
        for key, role in ROLES.items()
    ]
    context = {"title": _("What roles may do"), "roles": shown, "counted": bool(held)}
    return render(request, "core/roles.html", context)


def only_for(request: PersonRequest, *names: str) -> None:
    """Refuse with 403 who holds none of these roles."""
    if not request.user.access.roles() & set(names):
        raise PermissionDenied


@login_required
def logins(request: PersonRequest) -> HttpResponse:
    """Who logged in, who tried to, who was locked out."""
    only_for(request, *LOGIN_READERS)
    events = LoginEvent.objects.select_related("person", "by")
    if (outcome := request.GET.get("outcome", "")) in LoginEvent.Outcome.values:
        events = events.filter(outcome=outcome)
    if (person := whole(request.GET.get("person", ""))) is not None:
        events = events.filter(person=person)
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    shown = {
        "title": _("Logins"),
        "page_obj": page,
        "outcomes": LoginEvent.Outcome.choices,
        "outcome": outcome,
        "person": User.objects.filter(pk=person).first(),
    }
    return render(request, "core/logins.html", shown)


@login_required
def emergency_accounts(request: PersonRequest) -> HttpResponse:
    """The emergency accounts, when each was last tried, and a form for one more."""
    only_for(request, *READERS)
    may_add = request.user.access.may("add", User)
    form = EmergencyForm(request.POST or None) if may_add else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if form is not None and form.is_bound and form.is_valid():
        try:
            made = emergency.create_emergency_account(
                **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            show(form, error)
        else:
            messages.success(request, _("%s is mailed how to set it up.") % made)
            return redirect("core:emergency-accounts")
    shown = {
        "title": _("Emergency accounts"),
        "checks": [emergency.check_of(person) for person in emergency.all_accounts()],
        "form": form,
        "today": organisation_day(timezone.now()),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "core/emergency_accounts.html", shown, status=status)


class OrganisationForm(RecordForm):
    """The organisation's name, clock, currency and the languages of its own questions."""

    time_zone = forms.ChoiceField(
        label=lazy("Time zone"), help_text=lazy("“Today”, due and overdue are reckoned here.")
    )

    languages = forms.MultipleChoiceField(
        label=lazy("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    another_language = forms.ChoiceField(
        label=lazy("Add a language"),
        required=False,
        help_text=lazy("Each question of your own then has a field for its wording in it."),
    )

    class Meta:
        model = Organisation
        fields = ["name", "time_zone", "currency", "languages"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]
        known, present = languages.known(), self.instance.languages
        more: Any = self.fields["another_language"]
        more.choices = [("", lazy("None")), *(one for one in known if one[0] not in present)]
        listed: Any = self.fields["languages"]
        listed.choices = [one for one in known if one[0] in present]

    def clean(self) -> dict[str, Any] | None:
        """The language that is added stands with those that are kept."""
        cleaned = super().clean()
        more = self.cleaned_data.get("another_language")
        if more:
            self.cleaned_data["languages"] = [*self.cleaned_data.get("languages", []), more]
        return cleaned


@login_required
def organisation(request: PersonRequest) -> HttpResponse:
    """The organisation's own settings."""
    only_for(request, "administrator")
    stored = Organisation.objects.first() or Organisation(pk=1)
    form = OrganisationForm(request.POST or None, instance=stored, actor=request.user)
    if request.method == "POST" and form.is_valid():
        version, at = form.cleaned_data.get("version"), timezone.now()
        try:
            services.save(form.instance, by=request.user, at=at, version=version)
        except services.Conflict as conflict:
            form = form.beside(conflict.current)  # type: ignore[assignment]
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("core:organisation")
    shown = {
        "title": _("Organisation"),
        "form": form,
        "conflict": form.conflict,
        "object": stored,
    }
    status = 409 if form.conflict else 422 if form.errors else 200
    return render(request, "core/organisation.html", shown, status=status)
