"""What modules tell those above them: typed returns of work.py and panels.py.

A module offers a provider by decorating a plain function in its file of that name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class WorkItem:
    """Something that waits for one person: what, why, and the verb that does it."""

    what: str
    why: str
    verb: str
    url: str
    due_on: date | None = None
    icon: str = "clipboard-list"
    state: str = ""
    """A state of the vocabulary (gap, stale …) where the item stands for one."""
    is_duty: bool = False
    """A dated duty: left out where a module lists the same page in words of its own."""


@dataclass(frozen=True)
class FirstStep:
    """Something a new programme needs before it can run, in its order, and whether it is there."""

    order: int
    what: str
    why: str
    verb: str
    url: str
    done: bool


WorkProvider = Callable[[Any], Iterable[WorkItem]]
PanelProvider = Callable[[Any, HttpRequest], str]
StepProvider = Callable[[Any], Iterable[FirstStep]]

WORK: list[WorkProvider] = []
PANELS: dict[type, list[PanelProvider]] = {}
HOME: list[Callable[[HttpRequest], str]] = []
STEPS: list[StepProvider] = []


def work(provider: WorkProvider) -> WorkProvider:
    """Register a function person → what waits for that person."""
    WORK.append(provider)
    return provider


def first_steps(provider: StepProvider) -> StepProvider:
    """Register a function person → the first steps of a new programme that person may take."""
    STEPS.append(provider)
    return provider


def panel(model: type) -> Callable[[PanelProvider], PanelProvider]:
    """Register a function (record, request) → rendered HTML shown on the record's page."""

    def register(provider: PanelProvider) -> PanelProvider:
        PANELS.setdefault(model, []).append(provider)
        return provider

    return register


def home_part(provider: Callable[[HttpRequest], str]) -> Callable[[HttpRequest], str]:
    """Register a function request → rendered HTML shown on the home page, or an empty text."""
    HOME.append(provider)
    return provider


@lru_cache(maxsize=1)
def _discover() -> None:
    autodiscover_modules("work", "panels")


def work_of(person: Any) -> list[WorkItem]:
    """All that waits for a person: dated first, earliest first; nothing twice."""
    _discover()
    items = [item for provider in WORK for item in provider(person)]
    told = {item.url for item in items if not item.is_duty}
    items = [item for item in items if not (item.is_duty and item.url in told)]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or date.max, item.what))


def first_steps_of(person: Any) -> list[FirstStep]:
    """The first steps of a new programme for a person, in order; none once all are done."""
    _discover()
    steps = sorted(
        (step for provider in STEPS for step in provider(person)), key=lambda step: step.order
    )
    return [] if all(step.done for step in steps) else steps


def panels(record: Any, request: HttpRequest) -> list[str]:
    """What the modules above add to the page of a record."""
    _discover()
    rendered = [provider(record, request) for provider in PANELS.get(type(record), ())]
    return [html for html in rendered if html]


def home_parts(request: HttpRequest) -> list[str]:
    """What the modules show on the home page to this person."""
    _discover()
    rendered = [provider(request) for provider in HOME]
    return [html for html in rendered if html]
