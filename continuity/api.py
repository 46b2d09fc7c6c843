"""The REST API: one endpoint per model in PAGES, the verbs of each module, and its description."""

from importlib import import_module

from django.conf import settings
from django.urls import path
from django.utils.module_loading import module_has_submodule
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from core import apiparts, apiverbs, registry
from core.api import Nowhere, register
from core.calendarapi import ObligationEndpoint

router = DefaultRouter()
router.include_format_suffixes = False  # everything is JSON: one address for each thing
for name in settings.MODULES:
    if module_has_submodule(import_module(name), "api"):
        module = import_module(f"{name}.api")
        offered = (*module.VERBS, *module.READINGS)
        pages = registry.by_model() | {page.model: page for page in module.ROWS}
        apiverbs.register(router, offered, pages)
        apiparts.register(router, module.PARTS, registry.by_model())
        register(router, *module.ROWS)
register(router, *registry.all_pages())
router.register("core/obligation", ObligationEndpoint, basename="core-obligation")

api_urls = [
    *router.urls,
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="api-schema", template_name="core/api_docs.html"
        ),
        name="api-docs",
    ),
    # Only with the last slash: without it, Django leads on to the address that has one.
    path("<path:anywhere>/", Nowhere.as_view(), name="api-nowhere"),
]
