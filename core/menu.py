"""The side navigation: a module stands in it once something of it is built and may be seen."""

from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Page:
    """A line of the menu: its words, its route and, for records, the model whose rows it lists."""

    label: str | Promise
    route: str
    model: Any = None
    roles: frozenset[str] = frozenset()
    """If given, only people with one of these roles see the line."""

    def open_to(self, user: Any) -> bool:
        """Whether the person may follow the line."""
        if self.roles and not self.roles & user.access.roles():
            return False
        return self.model is None or user.access.may("view", self.model)


@dataclass(frozen=True)
class Section:
    """A module in the menu, declared as MENU in its menu.py; further ones as MORE, by address."""

    label: str | Promise
    icon: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Line:
    """What the template draws."""

    label: str | Promise
    icon: str
    url: str
    current: bool
    pages: tuple["Line", ...] = ()
    count: int | None = None


@lru_cache(maxsize=1)
def by_address() -> dict[str, Section]:
    """The menus of each module that has a menu.py, in the order of settings.MODULES; then Admin.

    Each by the word with which its addresses begin.
    """
    modules = [import_module(name) for name in settings.MODULES]
    built = [module.__name__ for module in modules if module_has_submodule(module, "menu")]
    found: dict[str, Section] = {}
    for name in built:
        module = import_module(f"{name}.menu")
        found |= {name: module.MENU} | getattr(module, "MORE", {})
    return found | {"admin": import_module("core.adminmenu").MENU}


def sections() -> tuple[Section, ...]:
    """The menus, in their order."""
    return tuple(by_address().values())


def roots() -> list[URLPattern]:
    """The address of each module alone (/bia/), which leads to what the person sees first of it."""
    return [
        path(f"{name}/", login_required(partial(first_page, section=section)))
        for name, section in by_address().items()
    ]


def first_page(request: HttpRequest, *, section: Section) -> HttpResponse:
    """Lead to the first page of a module that the person may see; 403 where there is none."""
    for page in section.pages:
        if page.open_to(request.user):
            return redirect(page.route)
    raise PermissionDenied


def for_person(request: HttpRequest) -> list[Line]:
    """The lines this person sees, with the current one marked."""
    lines = []
    for section in sections():
        pages = [page for page in section.pages if page.open_to(request.user)]
        if pages:
            lines.append(_line(section, pages, request.path))
    return lines


def _line(section: Section, pages: list[Page], path: str) -> Line:
    urls = [reverse(page.route) for page in pages]
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    drawn = tuple(
        Line(page.label, "", url, url == here) for page, url in zip(pages, urls, strict=True)
    )
    return Line(section.label, section.icon, urls[0], bool(here), drawn)
