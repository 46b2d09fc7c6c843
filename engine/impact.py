"""Who is down: one pass over bit-packed scenarios, 64 to a word.

An item is down when it fails itself, when a provider it requires is down, or when a group has
fewer than its required members up. In loops the least fixpoint holds: nothing is down without
a cause.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from engine.graph import Graph, build
from engine.model import Model, Scenario
from engine.plan import Bools, Plan, Step, Threshold
from engine.results import Blast

WORDS_AT_ONCE = 64
"""Columns are computed 4096 at a time, which keeps the working set in the processor's cache."""

Words = npt.NDArray[np.uint64]


def blast(model: Model | Graph, failed_ids: Iterable[str]) -> Blast:
    """What is down if these items fail together. Raises `KeyError` for an unknown id.

    >>> from engine.load import from_dict
    >>> pair = [{"dependent": "web", "provider": "dns"}]
    >>> estate = from_dict({"nodes": [{"id": "dns"}, {"id": "web"}], "requires": pair})
    >>> blast(estate, ["dns"]).down
    ('dns', 'web')
    """
    graph = build(model)
    failed = tuple(failed_ids)
    column = np.zeros((graph.size, 1), dtype=bool)
    column[graph.at(failed)] = True
    return _blast(graph, failed, down_matrix(graph, column)[:, 0])


def single_points(model: Model | Graph, function_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of the functions, the other items whose failure alone takes it down.

    Exact with groups of any threshold and with cycles. Items that are not fallible and the
    function itself are left out.

    >>> from engine.load import from_dict
    >>> pair = [{"dependent": "web", "provider": "dns"}]
    >>> estate = from_dict({"nodes": [{"id": "dns"}, {"id": "web"}], "requires": pair})
    >>> single_points(estate, ["web"])
    {'web': ('dns',)}
    """
    graph = build(model)
    wanted = list(function_ids)
    ids = np.array(graph.ids, dtype=object)
    matrix = single_point_matrix(graph, wanted)
    return {one: tuple(ids[row].tolist()) for one, row in zip(wanted, matrix, strict=True)}


def single_point_matrix(graph: Graph, function_ids: Iterable[str]) -> Bools:
    """`single_points` as bool (functions, items): the item's failure takes the function down."""
    rows = np.array(graph.at(function_ids), dtype=np.int64)
    candidates = np.flatnonzero(graph.fallible)
    found = np.zeros((len(rows), graph.size), dtype=bool)
    for chunk in np.array_split(candidates, max(1, -(-len(candidates) // (64 * WORDS_AT_ONCE)))):
        own = np.zeros((graph.size, -(-len(chunk) // 64)), dtype=np.uint64)
        columns = np.arange(len(chunk))
        own[chunk, columns // 64] = np.uint64(1) << (columns % 64).astype(np.uint64)
        found[:, chunk] = unpack(down_words(graph, own)[rows], len(chunk))
    found[np.arange(len(rows)), rows] = False
    return found


def by_attribute(model: Model | Graph, attribute: str) -> dict[str, Blast]:
    """For each value of an attribute, what is down when all fallible items that have it fail.

    >>> from engine.load import from_dict
    >>> estate = from_dict({"nodes": [{"id": "dns", "attributes": {"site": "ams"}}]})
    >>> by_attribute(estate, "site")["ams"].down
    ('dns',)
    """
    graph = build(model)
    values: dict[str, list[int]] = {}
    for at, node in enumerate(graph.model.nodes):
        if node.fallible and node.attributes.get(attribute):
            values.setdefault(node.attributes[attribute], []).append(at)
    failed = np.zeros((graph.size, len(values)), dtype=bool)
    for column, items in enumerate(values.values()):
        failed[items, column] = True
    down = down_matrix(graph, failed)
    return {
        value: _blast(graph, tuple(graph.ids[at] for at in items), down[:, column])
        for column, (value, items) in enumerate(values.items())
    }


def lost(model: Model | Graph, scenario: Scenario) -> tuple[str, ...]:
    """The ids a scenario loses, in the model's order; an unknown id raises `KeyError`.

    >>> from engine.load import from_dict
    >>> estate = from_dict({"nodes": [{"id": "dns", "kind": "server"}, {"id": "web"}]})
    >>> lost(estate, Scenario("IT lost", kinds=("server",)))
    ('dns',)
    """
    graph = build(model)
    if scenario.everything:
        graph.at(scenario.ids)
        return graph.ids
    named = set(graph.at(scenario.ids))
    kinds, wanted = scenario.kinds, list(scenario.attributes.items())
    if kinds or wanted:
        for at, node in enumerate(graph.model.nodes):
            if kinds and node.kind not in kinds:
                continue
            for key, accepted in wanted:
                if node.attributes.get(key) not in accepted:
                    break
            else:
                named.add(at)
    return tuple(graph.ids[at] for at in sorted(named))


def down_matrix(graph: Graph, failed: Bools) -> Bools:
    """Who is down in each scenario: bool (items, scenarios) from the items that fail in it.

    >>> from engine.load import from_dict
    >>> pair = [{"dependent": "web", "provider": "dns"}]
    >>> graph = build(from_dict({"nodes": [{"id": "web"}, {"id": "dns"}], "requires": pair}))
    >>> down_matrix(graph, np.array([[True, False], [False, True]])).tolist()
    [[True, True], [False, True]]
    """
    if not failed.shape[1]:
        return failed.copy()
    return unpack(down_words(graph, pack(failed)), failed.shape[1])


def down_words(graph: Graph, failed: Words) -> Words:
    """`down_matrix` over packed columns: uint64 (items, words)."""
    down = np.empty_like(failed)
    for left in range(0, failed.shape[1], WORDS_AT_ONCE):
        part = slice(left, left + WORDS_AT_ONCE)
        down[:, part] = _pass(graph.failure, failed[:, part])
    return down


def pack(columns: Bools) -> Words:
    """Bool (items, scenarios) as uint64 (items, words), 64 scenarios to a word.

    >>> pack(np.array([[True, False, True]])).tolist()
    [[5]]
    """
    width = -(-columns.shape[1] // 64)
    padded = np.zeros((columns.shape[0], width * 64), dtype=bool)
    padded[:, : columns.shape[1]] = columns
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def unpack(words: Words, width: int) -> Bools:
    """The first `width` scenarios of packed columns.

    >>> unpack(np.array([[5]], dtype=np.uint64), 3).tolist()
    [[True, False, True]]
    """
    data = np.ascontiguousarray(words).view(np.uint8)
    return np.unpackbits(data, axis=1, count=width, bitorder="little").astype(bool)


def _blast(graph: Graph, failed: tuple[str, ...], down: Bools) -> Blast:
    ids = tuple(graph.ids[at] for at in np.flatnonzero(down))
    functions = set(graph.functions)
    return Blast(failed, ids, tuple(one for one in ids if one in functions))


def _pass(plan: Plan, failed: Words) -> Words:
    down = failed[plan.order]
    value = np.bitwise_or.reduceat(down, plan.bounds[:-1]) if plan.size else down
    down = value[plan.block]
    for step in plan.steps:
        if step.loop:
            _solve_loop(plan, step, value, down)
            continue
        segments = step.before.segments
        if len(segments.targets):
            reached = np.bitwise_or.reduceat(down[segments.providers], segments.starts)
            value[segments.targets] |= reached
        for batch in step.before.batches + step.beside.batches:
            for required in np.unique(batch.required).tolist():
                alike = batch.required == required
                short = too_few_up(down[batch.members[alike].T], required)
                np.bitwise_or.at(value, batch.targets[alike], short)
        down[step.items] = value[plan.block[step.items]]
    return down


def _groups(step: Step) -> Iterator[Threshold]:
    for batch in step.before.batches + step.beside.batches:
        for at, target in enumerate(batch.targets.tolist()):
            members = tuple(batch.members[at].tolist())
            yield Threshold(target, int(batch.required[at]), members, True)


def _solve_loop(plan: Plan, step: Step, value: Words, down: Words) -> None:
    """The least fixpoint of a loop: blocks are looked at again while a provider changes."""
    requires, groups, readers = _loop_inputs(plan, step)
    waiting = deque(step.blocks.tolist())
    queued = set(waiting)
    while waiting:
        block = waiting.popleft()
        queued.discard(block)
        now = value[block].copy()
        if requires[block]:
            now |= np.bitwise_or.reduce(down[requires[block]], axis=0)
        for group in groups[block]:
            now |= too_few_up(down[list(group.members)], group.required)
        if (now == value[block]).all():
            continue
        value[block] = now
        down[plan.members(block)] = now
        for reader in readers[block] - queued:
            waiting.append(reader)
            queued.add(reader)


def _loop_inputs(
    plan: Plan, step: Step
) -> tuple[dict[int, list[int]], dict[int, list[Threshold]], dict[int, set[int]]]:
    blocks = step.blocks.tolist()
    requires: dict[int, list[int]] = {block: [] for block in blocks}
    groups: dict[int, list[Threshold]] = {block: [] for block in blocks}
    readers: dict[int, set[int]] = {block: set() for block in blocks}
    segments = step.before.segments
    lengths = np.diff(np.append(segments.starts, len(segments.providers)))
    targets = np.repeat(segments.targets, lengths).tolist()
    for target, provider in zip(targets, segments.providers.tolist(), strict=True):
        requires[target].append(provider)
        readers.get(int(plan.block[provider]), set()).add(target)
    for group in _groups(step):
        groups[group.dependent].append(group)
        for member in group.members:
            readers.get(int(plan.block[member]), set()).add(group.dependent)
    return requires, groups, readers


def too_few_up(members: Words, required: int) -> Words:
    """In which columns fewer than `required` of the members are up: (members, ...) to (...).

    The members that are down are counted in bit-sliced counters, one plane per binary digit.

    >>> too_few_up(np.array([[0b011], [0b001], [0b101]], dtype=np.uint64), 2).tolist()
    [1]
    """
    enough = len(members) - required + 1
    if enough == 1:
        any_down: Words = np.bitwise_or.reduce(members, axis=0)
        return any_down
    if enough == len(members):
        all_down: Words = np.bitwise_and.reduce(members, axis=0)
        return all_down
    planes: list[Words] = []
    for row in members:
        carry = row
        for digit, plane in enumerate(planes):
            planes[digit], carry = plane ^ carry, plane & carry
        if len(planes) < (len(members)).bit_length():
            planes.append(carry)
    return _at_least(planes, enough)


def _at_least(planes: list[Words], least: int) -> Words:
    """Where a bit-sliced number (lowest digit first) is `least` or more."""
    result = np.full_like(planes[0], ~np.uint64(0))
    for digit, plane in enumerate(planes):
        result = result & plane if least >> digit & 1 else result | plane
    return result
