"""What a person looks at in the map of dependencies: a part of it at a time, and what a failure does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy

from core.clock import organisation_day
from engine.analyse import what_if
from engine.graph import Graph
from engine.results import Outcome
from estate.choices import Kind
from estate.models import Dependency, Item, RedundancyMember

from .graph import load_graph
from .words import time_of

KNOWN_BY = {
    "proven end to end": gettext_lazy("measured"),
    "proven in parts": gettext_lazy("measured"),
    "stale": gettext_lazy("measured, changed since"),
    "expired": gettext_lazy("measured too long ago"),
    "claimed": gettext_lazy("by what is stated"),
    "assumed": gettext_lazy("partly assumed"),
}
LAYERS = {kind: place for place, kind in enumerate(Kind.values)}


@dataclass(frozen=True)
class Edge:
    """One item rests on another, in the map."""

    dependent: int
    provider: int
    phase: str
    group: str = ""
    required: int = 0


@dataclass(frozen=True)
class Neighbourhood:
    """A part of the map around some items: rows, lines, and how many lie beyond each."""

    items: list[Item]
    edges: list[Edge]
    above: dict[int, int]
    below: dict[int, int]
    is_cut: bool = False


@dataclass(frozen=True)
class Struck:
    """A function that is down: its objective, when it is back by its best evidence, how that is known."""

    item: Item
    need: timedelta | None
    mtd: timedelta | None
    back_after: timedelta | None
    known: str
    verdict: str
    is_missed: bool

    @property
    def limit(self) -> timedelta | None:
        """After how long its objective is missed: the agreed need, else the MTD."""
        return self.mtd if self.need is None else self.need


@dataclass(frozen=True)
class BlastAnswer:
    """What is down if an item fails alone: items and functions, those not back in time first."""

    item: Item
    down: list[int]
    functions: list[Struck]

    @property
    def missed(self) -> list[Struck]:
        """Functions that come back too late, the first objective first."""
        return [each for each in self.functions if each.is_missed]

    @property
    def unsure(self) -> list[Struck]:
        """Functions of which nobody knows whether they are back in time."""
        return [
            each
            for each in self.functions
            if not each.is_missed and (each.back_after is None or each.limit is None)
        ]

    @property
    def first_after(self) -> timedelta | None:
        """When the first objective is missed."""
        limits = [each.limit for each in self.missed if each.limit is not None]
        return min(limits, default=None)

    @property
    def all_measured(self) -> bool:
        """Whether every function is known to be back by what was measured and still counts."""
        return all(each.verdict == "held" for each in self.functions)


@dataclass(frozen=True)
class Lines:
    """All lines of a graph, and what lies next to each item."""

    graph: Graph
    every: list[Edge]
    above: dict[int, list[int]]
    below: dict[int, list[int]]


_drawn: list[Lines] = []


def lines() -> Lines:
    """The lines of the graph; drawn once by this process until something of it changes."""
    graph = load_graph()
    if _drawn and _drawn[0].graph is graph:
        return _drawn[0]
    made = Lines(graph, _edges(graph), {}, {})
    for edge in made.every:
        made.above.setdefault(edge.provider, []).append(edge.dependent)
        made.below.setdefault(edge.dependent, []).append(edge.provider)
    _drawn[:] = [made]
    return made


def _edges(graph: Graph) -> list[Edge]:
    """All that rests on something, as the graph has it: stated, in groups, and by site."""
    model = graph.model
    found = [
        Edge(int(each.dependent), int(each.provider), each.phase or "") for each in model.requires
    ]
    for number, group in enumerate(model.groups):
        found += [
            Edge(int(group.dependent), int(member), group.phase or "", f"g{number}", group.required)
            for member in group.providers
        ]
    return found


def neighbourhood(
    *, items: Sequence[Item], up: int = 1, down: int = 1, limit: int = 200
) -> Neighbourhood:
    """What lies within so many steps of some items, nearest first, at most `limit` items."""
    drawn = lines()
    above, below = drawn.above, drawn.below
    start = [item.pk for item in items]
    near = dict.fromkeys([*start, *_steps(start, above, up), *_steps(start, below, down)])
    shown = list(near)[:limit]
    kept = set(shown)
    rows = Item.objects.filter(pk__in=shown).select_related("readiness", "owner", "site")
    return Neighbourhood(
        items=sorted(rows, key=lambda item: (LAYERS.get(item.kind, 99), item.name)),
        edges=[edge for edge in drawn.every if edge.dependent in kept and edge.provider in kept],
        above={pk: len(set(above.get(pk, ())) - kept) for pk in shown},
        below={pk: len(set(below.get(pk, ())) - kept) for pk in shown},
        is_cut=len(near) > limit,
    )


def _steps(start: Iterable[int], neighbours: dict[int, list[int]], depth: int) -> list[int]:
    """What is reached within `depth` steps, breadth first."""
    seen, reached, edge = set(start), [], list(start)
    for _step in range(depth):
        nearer: list[int] = []
        for pk in edge:
            for other in neighbours.get(pk, ()):
                if other not in seen:
                    seen.add(other)
                    nearer.append(other)
        reached += nearer
        edge = nearer
    return reached


def blast(*, item: Item, at: datetime) -> BlastAnswer:
    """What is down if the item fails today, and which objectives are missed for it.

    As in every verdict the proof counts before the claim.
    """
    lost = [item.pk, *lost_with(item)]
    answer = what_if(load_graph(), [str(pk) for pk in lost], as_of=organisation_day(at))
    has_time = len(lost) > 1 or not item.passes_on
    rows = Item.objects.in_bulk([int(pk) for pk in answer.functions])
    struck = [
        _struck(each, rows[int(each.function)], has_time)
        for each in answer.outcomes
        if int(each.function) in rows
    ]
    return BlastAnswer(
        item=item,
        down=[int(pk) for pk in answer.down if int(pk) != item.pk],
        functions=sorted(struck, key=_most_pressing),
    )


def lost_with(item: Item) -> list[int]:
    """What is lost when a place or a supplier is: all that stands there, or that it supplies."""
    known = load_graph().index
    rows = Item.objects.in_use().exclude(pk=item.pk)
    if item.kind == Kind.SITE:
        rows = rows.filter(site__item=item).exclude(kind=Kind.FUNCTION)
    elif item.kind == Kind.VENDOR:
        rows = rows.filter(supplier=item)
    else:
        return []
    return [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if str(pk) in known]


def _struck(outcome: Outcome, item: Item, has_time: bool) -> Struck:
    """`has_time` False: what fails only passes failures on, and nobody knows how long that lasts."""
    return Struck(
        item,
        time_of(outcome.need_h),
        time_of(outcome.mtd_h),
        time_of(outcome.hours) if has_time else None,
        str(KNOWN_BY.get(outcome.state, "")),
        outcome.verdict if has_time else "unknown",
        bool(outcome.limits),
    )


def _most_pressing(each: Struck) -> tuple[bool, bool, bool, timedelta, str]:
    """Too late first, then those nobody knows of, each by how soon it is needed."""
    known = each.back_after is not None
    return (
        not each.is_missed,
        known,
        each.limit is None,
        each.limit or timedelta(0),
        each.item.name,
    )


def counts_of(item: Item) -> tuple[int, int]:
    """On how many items it rests, and how many rest on it, straight."""
    live = {"retired_on": None}
    rests = Dependency.objects.filter(dependent=item, **live).count()
    carries = Dependency.objects.filter(provider=item, **live).count()
    grouped = RedundancyMember.objects.filter(group__retired_on=None)
    return (
        rests + grouped.filter(group__dependent=item).count(),
        carries + grouped.filter(provider=item).count(),
    )
