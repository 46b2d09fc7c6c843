"""Forms about people and their logins."""

import zoneinfo
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import accounts, adapters, emergency, languages, logins
from core.forms import RecordForm
from core.logins import Outcome
from core.models import ContactMethod, Deputy, Unit, User
from core.permissions import ROLES


def zones(empty: Any = None) -> list[tuple[str, Any]]:
    """The time zones people choose from: places, and UTC."""
    places = sorted(
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/"))
    )
    first = [("", empty)] if empty else []
    return [*first, ("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


def plain(form: forms.Form, **labels: Any) -> None:
    """Our labels in place of placeholders."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, login=_("E-mail"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocomplete": "username"}


class ResetPasswordForm(account.ResetPasswordForm):
    users: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, email=_("E-mail"))

    def clean_email(self) -> str:
        email: str = super().clean_email()
        found: list[User] = self.users
        self.users = [person for person in found if accounts.may_log_in(person)]
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password1=_("New password"), password2=_("New password, again"))
        self.fields["password1"].help_text = _("At least 12 characters. A short sentence is good.")


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password, again"),
        )
        self.fields["password1"].help_text = _("At least 12 characters. A short sentence is good.")


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password=_("Password"))
        self.fields["password"].widget.attrs["autofocus"] = True


class CountsGuesses:
    """A code that is wrong counts as a wrong attempt at the account, like a wrong password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code"))  # type: ignore[arg-type]
        attributes = self.fields["code"].widget.attrs  # type: ignore[attr-defined]
        attributes |= {"autofocus": True, "autocapitalize": "off", "spellcheck": "false"}

    def clean_code(self) -> str:
        request = context.request
        person: User = self.user  # type: ignore[attr-defined]
        origin = adapters.origin_of(request)
        logins.admit(login=person.email, origin=origin, at=timezone.now())
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            adapters.failed(request, Outcome.CODE, person.email)
            # The next code is typed into an empty field.
            self.data = {**self.data, "code": ""}  # type: ignore[has-type]
            raise
        return code


class CodeForm(CountsGuesses, second.AuthenticateForm):
    """The second step of a login."""


class CodeAgainForm(CountsGuesses, second.ReauthenticateForm):
    """The code, asked again before something that matters."""


class ActivateCodeForm(totp.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code shown by the app"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocapitalize": "off"}

    @property
    def secret_parts(self) -> list[str]:
        """The key in groups of four, as people type it."""
        secret = str(self.secret)
        return [secret[start : start + 4] for start in range(0, len(secret), 4)]


class SetUpForm(forms.Form):
    """The organisation and its first administrator."""

    organisation = forms.CharField(label=_("Name of the organisation"), max_length=200)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("“Today”, due and overdue are reckoned here.")
    )
    currency = forms.RegexField(
        "^[A-Za-z]{3}$",
        label=_("Currency"),
        initial="EUR",
        max_length=3,
        help_text=_("Three letters. Money is added up in it."),
        error_messages={"invalid": _("Type three letters, such as EUR or USD.")},
        widget=forms.TextInput(attrs={"size": "3", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("You log in with it."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A short sentence is good."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    runs_programme = forms.BooleanField(
        label=_("I also run the continuity programme"),
        required=False,
        initial=True,
        help_text=_(
            "Gives you the role of continuity manager as well. An administrator alone sees to "
            "people and settings and takes no part in the programme."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]
        self.fields["organisation"].widget.attrs["autofocus"] = True

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            person = User(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ProfileForm(RecordForm):
    """What people say of themselves."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Times are shown in it.")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = User
        fields = ["name", "job_title", "time_zone", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones(_("As the organisation"))  # type: ignore[attr-defined]
        offered = languages.offered()
        self.fields["language"].choices = [("", _("As the browser")), *offered]  # type: ignore[attr-defined]
        if len(offered) == 1:
            del self.fields["language"]


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """A way to be reached."""

    class Meta:
        model = ContactMethod
        fields = ["kind", "value"]


class DeputyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who stands in, and when."""

    class Meta:
        model = Deputy
        fields = ["deputy", "from_on", "until_on"]
        widgets = {
            "from_on": forms.DateInput({"type": "date"}),
            "until_on": forms.DateInput({"type": "date"}),
        }
        labels = {"deputy": _("Deputy"), "from_on": _("From"), "until_on": _("Until and with")}

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        people = User.objects.filter(is_active=True).exclude(pk=person.pk)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]
        self.fields["deputy"].empty_label = _("Choose a person")  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """The service finds a deputy named before and changes the days."""
        return super()._get_validation_exclusions() | {"person"}  # type: ignore[misc, no-any-return]


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("Such as: nightly CMDB import.")
    )
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        coerce=int,
        initial=90,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
    )


class PersonForm(RecordForm):
    """A person, as an administrator writes one."""

    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    invited = forms.BooleanField(
        label=_("Send an invitation to log in"),
        required=False,
        help_text=_(
            "A link by mail to set a password. People without a login are reached by link when "
            "something is asked of them."
        ),
    )

    class Meta:
        model = User
        fields = ["name", "email", "job_title", "unit", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones(_("As the organisation"))  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["invited"]


class EmergencyForm(forms.Form):
    """A new emergency account."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("One that can be read while the organisation's own login is down."),
    )
    role = forms.ChoiceField(label=_("Role in a crisis"))
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        label=_("Unit"),
        required=False,
        help_text=_("Empty: the whole organisation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(key, ROLES[key].label) for key in emergency.CRISIS_ROLES]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
