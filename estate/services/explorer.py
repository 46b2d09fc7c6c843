"""What a person looks at in the map of dependencies: a part of it at a time, and what a failure does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import organisation_day
from engine.analyse import what_if
from engine.results import Breach
from estate.choices import Kind
from estate.models import Dependency, Item, RedundancyMember

from .graph import load_graph
from .words import time_of

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
class Missed:
    """A function that is down and not known to be back in time."""

    item: Item
    need: timedelta | None
    mtd: timedelta | None
    back_after: timedelta | None


@dataclass(frozen=True)
class BlastAnswer:
    """What is down if an item fails: items and functions, and what is missed, first one first."""

    item: Item
    down: list[int]
    functions: list[Item]
    missed: list[Missed]
    first_after: timedelta | None


def lines() -> list[Edge]:
    """All that rests on something, as the graph has it: stated, in groups, and by site."""
    graph = load_graph()
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
    every = lines()
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for edge in every:
        above.setdefault(edge.provider, []).append(edge.dependent)
        below.setdefault(edge.dependent, []).append(edge.provider)
    start = [item.pk for item in items]
    near = dict.fromkeys([*start, *_steps(start, above, up), *_steps(start, below, down)])
    shown = list(near)[:limit]
    kept = set(shown)
    rows = Item.objects.filter(pk__in=shown).select_related("readiness", "owner", "site")
    return Neighbourhood(
        items=sorted(rows, key=lambda item: (LAYERS.get(item.kind, 99), item.name)),
        edges=[edge for edge in every if edge.dependent in kept and edge.provider in kept],
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
    """What is down if the item fails today, and which objectives are missed for it."""
    answer = what_if(load_graph(), [str(item.pk)], as_of=organisation_day(at))
    functions = [int(pk) for pk in answer.functions]
    rows = Item.objects.in_bulk(functions)
    missed = sorted(
        (_missed(breach, rows) for breach in answer.breaches if int(breach.function) in rows),
        key=lambda each: (each.need is None, each.need or timedelta(0), each.item.name),
    )
    needs = [each.need or each.mtd for each in missed]
    return BlastAnswer(
        item=item,
        down=[int(pk) for pk in answer.down if int(pk) != item.pk],
        functions=[rows[pk] for pk in functions if pk in rows],
        missed=missed,
        first_after=min((need for need in needs if need is not None), default=None),
    )


def _missed(breach: Breach, rows: dict[int, Item]) -> Missed:
    return Missed(
        rows[int(breach.function)],
        time_of(breach.need_h),
        time_of(breach.mtd_h),
        time_of(breach.hours),
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
