"""Addresses of login: those of allauth that we use, named one by one, and no sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import path, re_path, reverse_lazy
from django.views.generic.base import RedirectView

from core import accountviews, oidc

to_profile = RedirectView.as_view(url=reverse_lazy("core:account"))

urlpatterns = [
    path("login/", accountviews.Login.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second/", to_profile, name="mfa_index"),
    path("second/code/", second.authenticate, name="mfa_authenticate"),
    path("second/again/", second.reauthenticate, name="mfa_reauthenticate"),
    path("second/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second/recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second/recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "second/recovery/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/error/", social.login_error, name="socialaccount_login_error"),
    path("provider/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("provider/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
]
