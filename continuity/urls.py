"""All addresses: the modules' own, the API, login, and the pages of core."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

from continuity.api import api_urls
from core import menu

urlpatterns = [
    path("", include("core.urls")),
    path("account/", include("core.accounturls")),
    path("api/", include(api_urls)),
    *(
        path(f"{name}/", include(f"{name}.urls"))
        for name in settings.MODULES
        if module_has_submodule(import_module(name), "urls")
    ),
    # Last: a module may have a page of its own there.
    *menu.roots(),
]
