"""Addresses of core."""

from django.urls import path

from core import views, workurls
from core.crud import urls

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.my_work, name="my-work"),
    path("search/", views.find, name="search"),
    *workurls.urlpatterns,
    *urls(*views.PAGES),
]
