"""The organisation's own login: OpenID Connect, with the checks that allauth leaves out."""

import logging
from typing import Any

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from requests import RequestException

log = logging.getLogger(__name__)

PROVIDER_ID = "organisation"
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"}


class CheckedOpenIDConnect(OpenIDConnectOAuth2Adapter):
    """Checks the signature of every ID token, and that both answers are about one person."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error(_("The identity provider sent no ID token."))
        login = super().complete_login(request, app, token, **kwargs)
        answers = login.account.extra_data
        if answers["userinfo"].get("sub") != answers["id_token"].get("sub"):
            raise OAuth2Error(_("The identity provider's answers are about different people."))
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error(_("The identity provider sent no ID token.")) from error
        if header.get("alg") not in ALGORITHMS or "kid" not in header:
            raise OAuth2Error(_("The ID token is not signed with a key of the provider."))
        decoded: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return decoded


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to the identity provider."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return _answer(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the person back from the identity provider."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    if not settings.OIDC_ISSUER or provider_id != PROVIDER_ID:
        raise Http404
    adapter = CheckedOpenIDConnect(request, PROVIDER_ID)
    try:
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error, KeyError) as error:
        # Not reached at all, or what it says of itself is not what a provider says.
        log.warning("The identity provider: %s", error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer
