"""The REST API: one endpoint per model in PAGES, the verbs of each module, and its description."""

from importlib import import_module

from django.conf import settings
from django.urls import path
from django.utils.module_loading import module_has_submodule
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from core import apiverbs, registry
from core.api import register

router = DefaultRouter()
for name in settings.MODULES:
    if module_has_submodule(import_module(name), "api"):
        apiverbs.register(router, import_module(f"{name}.api").VERBS, registry.by_model())
register(router, *registry.all_pages())

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
]
