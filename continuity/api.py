"""The REST API: one endpoint per model in PAGES, and its description."""

from importlib import import_module

from django.conf import settings
from django.urls import path
from django.utils.module_loading import module_has_submodule
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from core.api import register

router = DefaultRouter()
for name in ["core", *settings.MODULES]:
    if module_has_submodule(import_module(name), "views"):
        register(router, *import_module(f"{name}.views").PAGES)

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
