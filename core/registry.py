"""Finds the Pages class of a model among the modules' PAGES."""

from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.module_loading import module_has_submodule


@lru_cache(maxsize=1)
def all_pages() -> tuple[Any, ...]:
    """Every Pages class, in the order of the modules."""
    found: list[Any] = []
    for name in ["core", *settings.MODULES]:
        if module_has_submodule(import_module(name), "views"):
            found += import_module(f"{name}.views").PAGES
    return tuple(found)


@lru_cache(maxsize=1)
def by_model() -> dict[type, Any]:
    """The first Pages class of each model."""
    found: dict[type, Any] = {}
    for page in all_pages():
        found.setdefault(page.model, page)
    return found
