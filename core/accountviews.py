"""Pages of login, first set-up and one's own profile."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from knox.models import get_token_model

from core import accounts, gate, services
from core.clock import organisation_day
from core.forms_accounts import ContactForm, DeputyForm, ProfileForm, SetUpForm, TokenForm
from core.http import PersonRequest
from core.models import ContactMethod, Deputy, Grant, Organisation, User
from core.rolewords import roles_of

# Login


class Login(LoginView):
    """The login page, with the organisation's own login and the demo's people where they exist."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        next_url = self.get_next_url() or ""
        return shown | {
            "title": _("Log in"),
            "organisation": Organisation.objects.first(),
            "provider_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
            "provider_only": settings.OIDC_ONLY,
            "next": next_url,
            "typed_kept": bool(gate.stashed(self.request)),
            "demo_people": accounts.demo_people(),
        }


@require_POST
def demo_login(request: HttpRequest, pk: int) -> HttpResponse:
    """Log in as a person of the demo organisation, where there is one."""
    person = next((who for _role, who in accounts.demo_people() if who.pk == pk), None)
    if person is None:
        raise Http404
    get_adapter(request).login(request, person)
    record_authentication(request, person, "demo")
    return redirect(local(request, request.POST.get("next", "")))


def local(request: HttpRequest, url: str) -> str:
    """The address if it is one of ours, else the first page."""
    ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if ours else settings.LOGIN_REDIRECT_URL


@never_cache
@login_required
def typed(request: HttpRequest) -> HttpResponse:
    """What a form sent after the login had ended, to be sent now or thrown away."""
    kept = gate.stashed(request)
    if request.method == "POST":
        request.session.pop(gate.STASH, None)
        return redirect(kept.get("path", "core:home"))
    if not kept:
        return redirect("core:home")
    return show_typed(request, kept)


def show_typed(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    """The page from which a kept form is sent again."""
    fields = [(name, value) for name, values in QueryDict(kept["text"]).lists() for value in values]
    shown = {"title": _("What you typed is kept"), "kept": kept, "fields": fields}
    return render(request, "core/typed.html", shown)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before a login: offered to be sent again, if it came from a page of ours."""
    ours = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") == ours and request.POST:
        gate.stash(request)
        if request.user.is_authenticated:
            return redirect("core:typed")
        return redirect("account_login")
    return render(request, "403_csrf.html", status=403)


# First set-up


def set_up(request: HttpRequest) -> HttpResponse:
    """The first page of a new installation; not there once somebody can log in."""
    if User.objects.exists():
        raise Http404
    token = request.POST.get("token") or request.GET.get("token", "")
    if not constant_time_compare(token, accounts.set_up_token()):
        status = 403 if token or request.method == "POST" else 200
        shown = {"title": _("Set up Continuity"), "wrong": bool(token)}
        return render(request, "core/setup_where.html", shown, status=status)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = accounts.set_up(**form.cleaned_data, at=timezone.now())
        except accounts.AlreadySetUp:
            raise Http404 from None
        except ValidationError as error:
            show(form, error)
        else:
            record_authentication(request, person, "password")
            get_adapter(request).login(request, person)
            messages.success(request, _("Continuity is set up. Welcome, %s.") % person.name)
            return redirect("core:home")
    shown = {"title": _("Set up Continuity"), "form": form, "token": token}
    return render(request, "core/setup.html", shown, status=422 if form.errors else 200)


def show(form: forms.BaseForm, error: ValidationError) -> None:
    """A service's error at the field where the form has it."""
    named = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, sentences in named.items():
        form.add_error(name if name in form.fields else None, sentences)


# One's own profile


@login_required
def profile(request: PersonRequest) -> HttpResponse:
    """Who I am, how I am reached, who stands in for me, and how I log in."""
    person = stored_person(request.user)
    form = ProfileForm(request.POST or None, instance=person, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data.get("version")
            accounts.save_profile(person, by=request.user, at=timezone.now(), version=version)
        except services.Conflict:
            form.add_error(None, _("Your profile was changed elsewhere meanwhile. Look again."))
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("core:account")
    return render_profile(request, form=form)


def stored_person(person: User) -> User:
    """The stored person, apart from the one the page's frame shows."""
    stored: User = User.objects.get(pk=person.pk)
    return stored


def render_profile(request: PersonRequest, **forms_given: Any) -> HttpResponse:
    """The profile, with the forms as far as they were filled."""
    person = request.user
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES)
    held = Grant.objects.current(timezone.now())
    shown = {
        "title": _("Your account"),
        "form": ProfileForm(instance=stored_person(person), actor=person),
        "contact_form": ContactForm(),
        "deputy_form": DeputyForm(person=person),
        "token_form": TokenForm(),
        "contacts": person.contact_methods.all(),
        "deputies": person.deputies.select_related("deputy"),
        "stands_in_for": person.deputises.in_force(organisation_day(timezone.now())).select_related(
            "person"
        ),
        "roles": roles_of(held.filter(person=person).select_related("unit")),
        "second_factor": is_mfa_enabled(person, [Authenticator.Type.TOTP]),
        "codes_left": sum(len(one.wrap().get_unused_codes()) for one in codes),
        "tokens": get_token_model().objects.filter(user=person),
        "new_token": request.session.pop("new_token", None),
        "today": organisation_day(timezone.now()),
        "now": timezone.now(),
        **forms_given,
    }
    status = 422 if any(one.errors for one in forms_given.values()) else 200
    return render(request, "core/profile.html", shown, status=status)


@login_required
@require_POST
def add_contact(request: PersonRequest) -> HttpResponse:
    """Add a way to be reached."""
    position = request.user.contact_methods.count() + 1
    form = ContactForm(request.POST, instance=ContactMethod(person=request.user, position=position))
    if form.is_valid():
        try:
            accounts.save_contact(form.instance, by=request.user, at=timezone.now())
            return redirect("core:account")
        except ValidationError as error:
            show(form, error)
    return render_profile(request, contact_form=form)


@login_required
@require_POST
def remove_contact(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove a way to be reached."""
    contact = get_object_or_404(request.user.contact_methods, pk=pk)
    accounts.remove_contact(contact, by=request.user, at=timezone.now())
    return redirect("core:account")


@login_required
@require_POST
def add_deputy(request: PersonRequest) -> HttpResponse:
    """Name a deputy."""
    form = DeputyForm(request.POST, person=request.user)
    if form.is_valid():
        try:
            accounts.name_deputy(by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("core:account")
        except ValidationError as error:
            show(form, error)
    return render_profile(request, deputy_form=form)


@login_required
@require_POST
def end_deputy(request: PersonRequest, pk: int) -> HttpResponse:
    """End a deputyship."""
    record = get_object_or_404(Deputy, pk=pk, person=request.user)
    accounts.end_deputy(record, by=request.user, at=timezone.now())
    return redirect("core:account")


@login_required
@require_POST
def add_token(request: PersonRequest) -> HttpResponse:
    """Make an API token; its text is shown on the next page and never again."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return render_profile(request, token_form=form)
    token, text = accounts.create_token(by=request.user, **form.cleaned_data)
    request.session["new_token"] = {"name": token.name, "text": text}
    return redirect("core:account")


@login_required
@require_POST
def revoke_token(request: PersonRequest, digest: str) -> HttpResponse:
    """Revoke an API token."""
    token = get_object_or_404(get_token_model(), user=request.user, digest=digest)
    accounts.revoke_token(token, by=request.user)
    messages.success(request, _("The token is revoked."))
    return redirect("core:account")
