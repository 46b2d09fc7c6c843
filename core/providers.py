"""What modules tell those above them: typed returns of work, panels, metrics and evidence.

A module offers a provider by decorating a plain function in its file of that name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from core.models.people import unit_and_below


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


@dataclass(frozen=True)
class Scope:
    """Of which rows a figure or a proof is: those a person may read, of a unit and all below it."""

    reader: Any = None
    """Nobody: the application itself, for all there is."""
    unit: Any = None

    def rows(self, model: Any) -> Any:
        """The rows of a model in the scope; none where the model has no unit and one is asked for."""
        rows = model.objects.all()
        if self.reader is not None:
            rows = rows.visible_to(self.reader)
        if self.unit is None:
            return rows
        if not model.unit_path:
            return rows.none()
        return rows.filter(**{f"{model.unit_path}__in": unit_and_below({self.unit.pk})})


@dataclass(frozen=True)
class Metric:
    """Of so many rows so many are as they should be. Of no rows at all nothing is known."""

    key: str
    label: str | Promise
    met: tuple[Any, ...]
    missed: tuple[Any, ...]
    """The rows that are not as they should be, those of which nothing is recorded among them."""
    unknown: tuple[Any, ...] = ()
    url: str = ""

    @property
    def share(self) -> float | None:
        """The part that is as it should be, 0 to 1; None where nothing is recorded."""
        told = len(self.met) + len(self.missed)
        return len(self.met) / told if told > len(self.unknown) else None


@dataclass(frozen=True)
class Proof:
    """Something done that an auditor may be shown: its kind in the catalogue of controls, when, by whom."""

    kind: str
    what: str
    on: date
    by: str
    record: Any


MetricProvider = Callable[[Scope, date], Metric]
EvidenceProvider = Callable[[Scope, date, date], Iterable[Proof]]
WorkProvider = Callable[[Any], Iterable[WorkItem]]
PanelProvider = Callable[[Any, HttpRequest], str]
StepProvider = Callable[[Any], Iterable[FirstStep]]

WORK: list[WorkProvider] = []
PANELS: dict[type, list[PanelProvider]] = {}
HOME: list[Callable[[HttpRequest], str]] = []
STEPS: list[StepProvider] = []
METRICS: list[MetricProvider] = []
EVIDENCE: list[EvidenceProvider] = []


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


def metric(provider: MetricProvider) -> MetricProvider:
    """Register a function (scope, today) → one figure of the programme, with its rows."""
    METRICS.append(provider)
    return provider


def evidence(provider: EvidenceProvider) -> EvidenceProvider:
    """Register a function (scope, since, until) → what was done in these days."""
    EVIDENCE.append(provider)
    return provider


@lru_cache(maxsize=1)
def _discover() -> None:
    autodiscover_modules("work", "panels", "metrics", "evidence")


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


def metrics_of(scope: Scope, *, today: date) -> list[Metric]:
    """All figures of the programme in a scope."""
    _discover()
    return [provider(scope, today) for provider in METRICS]


def evidence_of(scope: Scope, *, since: date, until: date) -> list[Proof]:
    """All that was done in a scope from one day to another, both counted, the newest first."""
    _discover()
    found = [proof for provider in EVIDENCE for proof in provider(scope, since, until)]
    return sorted(found, key=lambda proof: (proof.on, proof.what), reverse=True)
