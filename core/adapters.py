"""Where allauth meets our people: one address each, no sign-up, lock-out, events, the outbox."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core import accountmail, accounts, emergency, logins
from core.http import client_address
from core.logins import Method, Origin, Outcome
from core.models import LoginEvent, User


def origin_of(request: HttpRequest) -> Origin:
    """Where a request comes from, and with what."""
    return Origin.of(request, client_address(request))


class EmailBackend(AuthenticationBackend):
    """Finds a person by the one address of the person's record."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        person = User.objects.filter(email__iexact=email).first()
        found: User | None = self._check_password(person, password)
        return found


class ResetTokens(PasswordResetTokenGenerator):
    """Tokens of links that set a password; the next login ends them."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        last = LoginEvent.objects.filter(person=user, outcome=Outcome.SUCCESS).first()
        return f"{user.pk}{user.password}{timestamp}{user.email}{last.pk if last else ''}"


class OwnLoginStage(AuthenticateStage):
    """Asks for the second factor, except of those whom the organisation's login let in."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        by_provider = bool(records) and records[-1]["method"] == "socialaccount"
        return not by_provider and super()._should_handle(request)


def way_of(request: HttpRequest, person: User) -> str:
    """The way a person has just logged in."""
    used = {record["method"] for record in get_authentication_records(request, person)}
    if "socialaccount" in used:
        return Method.PROVIDER
    if "password_reset" in used:
        return Method.LINK
    return Method.CODE if "mfa" in used else Method.PASSWORD


class AccountAdapter(DefaultAccountAdapter):
    """Passwords: one address a person, lock-out, and what the settings and the person forbid."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": lazy(
            "E-mail or password is wrong. Passwords tell capital from small letters."
        ),
        "incorrect_password": lazy("That is not your password."),
        "incorrect_code": lazy("That code is wrong or too old. Type the one shown now."),
        "rate_limited": lazy("Too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        login, at = credentials.get("email", ""), timezone.now()
        logins.admit(login=login, origin=origin_of(request), at=at)

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing was taken: failures are counted in core.logins."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        person = super().authenticate(request, **credentials)
        if person and settings.OIDC_ONLY and not person.is_emergency:
            self._unfit(request, person)
            raise ValidationError(
                _("Log in with %(name)s. Only emergency accounts have a password here.")
                % {"name": settings.OIDC_NAME}
            )
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        failed(request, Outcome.WRONG, credentials.get("email", ""))

    def _unfit(self, request: HttpRequest, person: User) -> None:
        logins.write(Outcome.UNFIT, at=timezone.now(), person=person, origin=origin_of(request))

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not user.is_active:
            self._unfit(request, user)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: Any) -> None:
        way, at, origin = way_of(request, user), timezone.now(), origin_of(request)
        super().login(request, user)
        logins.write(Outcome.SUCCESS, at=at, person=user, method=way, origin=origin)
        if user.is_emergency and way != Method.PROVIDER:
            emergency.logged_in(user, second_factor=way == Method.CODE, origin=origin, at=at)

    def get_login_stages(self) -> list[str]:
        return ["core.adapters.OwnLoginStage"]

    def reauthenticate(self, user: Any, password: str) -> bool:
        request = allauth_context.request
        found = self.authenticate(request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within minutes of a login: the person has just shown who they are."""
        records = get_authentication_records(self.request, self.request.user)
        age = timezone.now().timestamp() - (records[-1]["at"] if records else 0)
        return age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def set_password(self, user: Any, password: str) -> None:
        accounts.set_password(user, password, origin=origin_of(self.request), at=timezone.now())

    def get_reset_password_from_key_url(self, key: str) -> str:
        return accounts.password_url(key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        accountmail.of_allauth(context["user"], name=template_prefix, context=context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        origin = origin_of(self.request)
        shown = {"at": timezone.now(), "address": origin.address, "agent": origin.agent}
        accountmail.of_allauth(user, name=template_prefix, context=shown)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")


def failed(request: HttpRequest, outcome: str, login: str) -> None:
    """Write down a wrong attempt; tell the person when it locked the account."""
    at = timezone.now()
    until = logins.failed(outcome, at=at, login=login, origin=origin_of(request))
    person = User.objects.filter(email__iexact=login.strip(), is_active=True).first()
    if until and person:
        accountmail.send(
            person,
            template="locked_out",
            subject=_("Somebody tried to log in as you"),
            at=at,
            until=until,
            address=origin_of(request).address,
        )


def _cipher() -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"second factors")
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes: secrets encrypted where they are kept; an emergency account keeps its second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy("That code is wrong or too old. Type the one shown now."),
        "cannot_delete_authenticator": lazy(
            "This is an emergency account: it logs in with a password and a code. "
            "Set up a new app instead, or ask an administrator."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not authenticator.user.is_emergency


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The organisation's login: lets in active people whom we know by a verified address."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(self._stranger(request, ""))
        if sociallogin.is_existing:
            return
        person = self._person(sociallogin)
        if person is None:
            address = _verified_address(sociallogin.account.extra_data)
            if not (settings.OIDC_CREATE and address):
                raise ImmediateHttpResponse(self._stranger(request, address))
            name = sociallogin.account.extra_data["userinfo"].get("name") or address
            person = accounts.create_from_provider(email=address, name=name, at=timezone.now())
        sociallogin.user = sociallogin.account.user = person
        sociallogin.account.save()

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Not allauth's way, which takes the password from whoever is found."""

    def _person(self, sociallogin: Any) -> User | None:
        address = _verified_address(sociallogin.account.extra_data)
        person = User.objects.filter(email__iexact=address).first() if address else None
        if person is None:
            return None
        # A second identity for a person who has one needs an administrator, not a claim.
        taken = SocialAccount.objects.filter(user=person).exists()
        return None if taken else person

    def _stranger(self, request: HttpRequest, address: str) -> HttpResponse:
        at, origin = timezone.now(), origin_of(request)
        logins.write(Outcome.UNFIT, at=at, login=address, method=Method.PROVIDER, origin=origin)
        shown = {"address": address, "provider_name": settings.OIDC_NAME}
        return render(request, "socialaccount/stranger.html", shown, status=403)


def _verified_address(answers: dict[str, Any]) -> str:
    """The address the provider vouches for; empty where it does not."""
    claims = answers.get("userinfo") or {}
    vouched = claims.get("email_verified") is True or settings.OIDC_TRUST_EMAIL
    return str(claims.get("email") or "").strip().lower() if vouched else ""
