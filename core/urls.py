"""Addresses of core."""

from django.urls import path

from core import accountviews, adminviews, views, workurls
from core.crud import urls

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.my_work, name="my-work"),
    path("search/", views.find, name="search"),
    path("setup/", accountviews.set_up, name="set-up"),
    path("demo-login/<int:pk>/", accountviews.demo_login, name="demo-login"),
    path("profile/", accountviews.profile, name="account"),
    path("profile/typed/", accountviews.typed, name="typed"),
    path("profile/contact/", accountviews.add_contact, name="add-contact"),
    path("profile/contact/<int:pk>/remove/", accountviews.remove_contact, name="remove-contact"),
    path("profile/deputy/", accountviews.add_deputy, name="add-deputy"),
    path("profile/deputy/<int:pk>/end/", accountviews.end_deputy, name="end-deputy"),
    path("profile/token/", accountviews.add_token, name="add-token"),
    path("profile/token/<slug:digest>/revoke/", accountviews.revoke_token, name="revoke-token"),
    path("admin/organisation/", adminviews.organisation, name="organisation"),
    path("admin/roles/", adminviews.roles, name="roles"),
    path("admin/logins/", adminviews.logins, name="logins"),
    path("admin/emergency/", adminviews.emergency_accounts, name="emergency-accounts"),
    path("user/<int:pk>/invite/", adminviews.invite, name="user-invite"),
    path("user/<int:pk>/deactivate/", adminviews.deactivate, name="user-deactivate"),
    path("user/<int:pk>/reactivate/", adminviews.reactivate, name="user-reactivate"),
    path("user/<int:pk>/unlock/", adminviews.unlock, name="user-unlock"),
    path("user/<int:pk>/remove-code/", adminviews.remove_code, name="user-remove-code"),
    path("user/<int:pk>/designate/", adminviews.designate, name="user-designate"),
    path("user/<int:pk>/withdraw/", adminviews.withdraw, name="user-withdraw"),
    path("grant/<int:pk>/end/", adminviews.end_grant, name="grant-end"),
    *workurls.urlpatterns,
    *urls(*views.PAGES),
]
