"""What must agree between the parts of a model: ids, groups, duplicates, loops, objectives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.explain import hours
from engine.model import Model, Node
from engine.objectives import mtd
from engine.reading import Problem


def problems(model: Model) -> Iterator[Problem]:
    """Every disagreement, each with its place in the file."""
    ids = {node.id for node in model.nodes if node is not None}
    yield from _nodes(model)
    yield from _requires(model, ids)
    yield from _groups(model, ids)
    yield from _references(model, ids)


def _nodes(model: Model) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, node in enumerate(model.nodes):
        if node is None:
            continue
        place = f"nodes[{index}]"
        if node.id in seen:
            yield Problem(f"{place}.id", f"{node.id!r} is given twice")
        seen.add(node.id)
        if node.impact or node.wrt is not None:
            yield from _objectives(node, place)
        for key in node.needs:
            if key not in model.resources:
                yield Problem(f"{place}.needs.{key}", "unknown resource")


def _objectives(node: Node, place: str) -> Iterator[Problem]:
    categories = [impact.category for impact in node.impact if impact is not None]
    for index, category in enumerate(categories):
        if category in categories[:index]:
            yield Problem(f"{place}.impact[{index}].category", f"{category!r} is given twice")
    if node.wrt is None or None in node.impact:
        return
    limit = mtd(node).hours
    if limit is not None and node.wrt.likely >= limit:
        what = f"{hours(node.wrt.likely)} of work leaves nothing of the MTD of {hours(limit)}"
        yield Problem(f"{place}.wrt_h", what)


def _requires(model: Model, ids: set[str]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for index, edge in enumerate(model.requires):
        if edge is None:
            continue
        pair = (edge.dependent, edge.provider)
        if edge.dependent not in ids:
            yield Problem(f"requires[{index}].dependent", f"unknown id {edge.dependent!r}")
        if edge.provider not in ids:
            yield Problem(f"requires[{index}].provider", f"unknown id {edge.provider!r}")
        if edge.dependent == edge.provider:
            yield Problem(f"requires[{index}]", f"{edge.dependent!r} requires itself")
        if pair in seen:
            what = f"{edge.dependent!r} requires {edge.provider!r} is given twice"
            yield Problem(f"requires[{index}]", what)
        seen.add(pair)


def _groups(model: Model, ids: set[str]) -> Iterator[Problem]:
    seen: set[tuple[str, frozenset[str]]] = set()
    for index, group in enumerate(model.groups):
        if group is None:
            continue
        place = f"groups[{index}]"
        yield from _unknown([group.dependent], ids, f"{place}.dependent")
        yield from _unknown(group.providers, ids, f"{place}.providers")
        if group.dependent in group.providers:
            yield Problem(f"{place}.providers", f"{group.dependent!r} requires itself")
        if group.required > len(group.providers):
            what = f"{group.required} required of {len(group.providers)} providers"
            yield Problem(f"{place}.required", what)
        key = (group.dependent, frozenset(group.providers))
        if key in seen:
            yield Problem(place, f"the same group of {group.dependent!r} is given twice")
        seen.add(key)


def _references(model: Model, ids: set[str]) -> Iterator[Problem]:
    for index, node in enumerate(model.nodes):
        for at, need in enumerate(node.rpo if node is not None else ()):
            if need is not None and need.data:
                yield from _unknown([need.data], ids, f"nodes[{index}].rpo[{at}].data")
    seen: set[str] = set()
    for index, scenario in enumerate(model.scenarios):
        if scenario is None:
            continue
        yield from _unknown(scenario.ids, ids, f"scenarios[{index}].lost.ids")
        if scenario.name in seen:
            yield Problem(f"scenarios[{index}].name", f"{scenario.name!r} is given twice")
        seen.add(scenario.name)
    for index, members in enumerate(model.consistent):
        yield from _unknown(members, ids, f"consistent[{index}]")


def _unknown(used: Iterable[str], ids: set[str], place: str) -> Iterator[Problem]:
    for one in used:
        if one not in ids:
            yield Problem(place, f"unknown id {one!r}")
