"""The order in which a graph's items can be computed, providers first.

Arcs point from a dependent to a provider. Items that wait for each other are one *block*;
blocks are laid out in *steps*. A whole step is computed at once; a step that is a loop (its
blocks still wait for each other, through groups or run-phase requirements) is solved by its
kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import rustworkx as rx

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Arcs:
    """Requirements as parallel arrays of item indices; `restore` False is needed to run."""

    dependent: Ints
    provider: Ints
    restore: Bools


@dataclass(frozen=True, slots=True)
class Threshold:
    """A group in indices: `dependent` (an item, in a plan a block) needs `required` members."""

    dependent: int
    required: int
    members: tuple[int, ...]
    restore: bool


@dataclass(frozen=True, slots=True)
class Segments:
    """Requirements of one step by block: `targets[i]` has `providers[starts[i]:starts[i+1]]`."""

    targets: Ints
    starts: Ints
    providers: Ints


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups of one step with as many members: (groups,), (groups,) and (groups, members)."""

    targets: Ints
    required: Ints
    members: Ints


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the blocks of a step wait for in one phase."""

    segments: Segments
    batches: tuple[Batch, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Blocks computed together, and the items in them.

    What is in `before` must be back to restore them, what is in `beside` to run them.
    """

    blocks: Ints
    items: Ints
    loop: bool
    before: Inputs
    beside: Inputs


@dataclass(frozen=True, slots=True)
class Plan:
    """The block of each item, the items of each block (`order` cut at `bounds`), the steps.

    In `arcs` and `groups` dependents are blocks, providers and members items.
    """

    block: Ints
    order: Ints
    bounds: Ints
    arcs: Arcs
    groups: tuple[Threshold, ...]
    steps: tuple[Step, ...]

    @property
    def size(self) -> int:
        """How many blocks there are."""
        return len(self.bounds) - 1

    def members(self, block: int) -> Ints:
        """The items of a block, as indices."""
        return self.order[self.bounds[block] : self.bounds[block + 1]]

    def cycles(self) -> list[Ints]:
        """The blocks of more than one item."""
        return [self.members(int(at)) for at in np.flatnonzero(np.diff(self.bounds) > 1)]


def components(count: int, sources: Ints, targets: Ints) -> Ints:
    """The strongly connected component of each vertex, numbered so that targets come first.

    >>> components(3, np.array([0, 1, 2]), np.array([1, 2, 1])).tolist()
    [1, 0, 0]
    """
    digraph = rx.PyDiGraph(multigraph=True)
    digraph.add_nodes_from(range(count))
    digraph.add_edges_from_no_data(list(zip(sources.tolist(), targets.tolist(), strict=True)))
    found = rx.strongly_connected_components(digraph)
    members = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=count)
    sizes = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    label = np.zeros(count, dtype=np.int64)
    label[members] = np.repeat(np.arange(len(found)), sizes)
    return label


def make_plan(
    label: Ints, arcs: Arcs, thresholds: Sequence[Threshold], *, merge_all: bool = False
) -> Plan:
    """Lay out items by the `components` of their requirements. Loops of requirements become one block if one of them is
    restore-phase (any, with `merge_all`). Groups never merge items; only with `merge_all` is a
    member inside its dependent's own block left out (it is down when the dependent is).
    """
    block = _blocks(label, arcs, merge_all)
    blocks = int(block.max()) + 1 if len(label) else 0
    order = np.argsort(block, kind="stable")
    bounds = np.searchsorted(block[order], np.arange(blocks + 1))
    dependents = block[arcs.dependent]
    restore = arcs.restore | (np.diff(bounds) > 1)[dependents]
    outer = dependents != block[arcs.provider]
    dependents, providers, restore = dependents[outer], arcs.provider[outer], restore[outer]
    groups = tuple(_between(thresholds, block, bounds, merge_all))
    step_of, loops = _layout(blocks, block, dependents, providers, groups)
    between = Arcs(dependents, providers, restore)
    steps = _steps(block, step_of, loops, between, groups)
    return Plan(block, order, bounds, between, groups, steps)


def _blocks(label: Ints, arcs: Arcs, merge_all: bool) -> Ints:
    count = len(label)
    if merge_all or not count:
        return label
    inside = arcs.restore & (label[arcs.dependent] == label[arcs.provider])
    merged = np.zeros(count + 1, dtype=bool)
    merged[label[arcs.dependent[inside]]] = True
    alone = np.where(merged[label], label, count + np.arange(count))
    return np.unique(alone, return_inverse=True)[1].astype(np.int64)


def _between(
    thresholds: Sequence[Threshold], block: Ints, bounds: Ints, leave_out: bool
) -> list[Threshold]:
    of, result = block.tolist(), []
    for group in thresholds:
        own, members = of[group.dependent], group.members
        if leave_out:
            members = tuple(member for member in members if of[member] != own)
        required = group.required - (len(group.members) - len(members))
        merged = bool(bounds[own + 1] - bounds[own] > 1)
        if required > 0:
            result.append(Threshold(own, required, members, group.restore or merged))
    return result


def _layout(
    blocks: int, block: Ints, dependents: Ints, providers: Ints, groups: Sequence[Threshold]
) -> tuple[Ints, Bools]:
    """The step of each block and which steps are loops."""
    pairs = [(group.dependent, member) for group in groups for member in group.members]
    extra = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    sources = np.concatenate([dependents, extra[:, 0]])
    targets = block[np.concatenate([providers, extra[:, 1]])]
    label = components(blocks, sources, targets)
    count = int(label.max()) + 1 if blocks else 0
    level = _levels(count, label[sources], label[targets])
    loop = np.bincount(label, minlength=count) > 1
    loop[label[sources[sources == targets]]] = True
    key = level * 2 * (count + 1) + np.where(loop, 1 + np.arange(count), 0)
    steps, step = np.unique(key, return_inverse=True)
    loops = np.zeros(len(steps), dtype=bool)
    loops[step[loop]] = True
    return step[label].astype(np.int64), loops


def _levels(count: int, sources: Ints, targets: Ints) -> Ints:
    """The longest way down from each vertex; sources are numbered above their targets."""
    order = np.argsort(sources, kind="stable")
    level = [0] * count
    for source, target in zip(sources[order].tolist(), targets[order].tolist(), strict=True):
        if source != target and level[source] <= level[target]:
            level[source] = level[target] + 1
    return np.array(level, dtype=np.int64)


def _steps(
    block: Ints, step_of: Ints, loops: Bools, arcs: Arcs, groups: Sequence[Threshold]
) -> tuple[Step, ...]:
    """Steps in order; the dependents of `arcs` and `groups` are blocks."""
    count = len(loops)
    blocks = np.argsort(step_of, kind="stable")
    cuts = np.searchsorted(step_of[blocks], np.arange(count + 1))
    items = np.argsort(step_of[block], kind="stable")
    ends = np.searchsorted(step_of[block][items], np.arange(count + 1))
    segments = [
        _segments(count, step_of, arcs.dependent[chosen], arcs.provider[chosen])
        for chosen in (arcs.restore, ~arcs.restore)
    ]
    batches = [
        _batches(count, step_of, [group for group in groups if group.restore is phase])
        for phase in (True, False)
    ]
    return tuple(
        Step(
            blocks[cuts[at] : cuts[at + 1]],
            items[ends[at] : ends[at + 1]],
            bool(loops[at]),
            Inputs(segments[0][at], batches[0][at]),
            Inputs(segments[1][at], batches[1][at]),
        )
        for at in range(count)
    )


def _segments(count: int, step_of: Ints, dependents: Ints, providers: Ints) -> list[Segments]:
    order = np.lexsort((dependents, step_of[dependents]))
    dependents, providers = dependents[order], providers[order]
    first = np.flatnonzero(np.diff(dependents, prepend=-1))
    cuts = np.searchsorted(step_of[dependents], np.arange(count + 1))
    heads = np.searchsorted(first, cuts)
    return [
        Segments(
            dependents[first[heads[at] : heads[at + 1]]],
            first[heads[at] : heads[at + 1]] - cuts[at],
            providers[cuts[at] : cuts[at + 1]],
        )
        for at in range(count)
    ]


def _batches(count: int, step_of: Ints, groups: Sequence[Threshold]) -> list[tuple[Batch, ...]]:
    sorted_out: list[dict[int, list[Threshold]]] = [{} for _ in range(count)]
    for group in groups:
        by_size = sorted_out[int(step_of[group.dependent])]
        by_size.setdefault(len(group.members), []).append(group)
    return [tuple(_batch(alike) for alike in by_size.values()) for by_size in sorted_out]


def _batch(groups: Sequence[Threshold]) -> Batch:
    return Batch(
        np.array([group.dependent for group in groups]),
        np.array([group.required for group in groups]),
        np.array([group.members for group in groups]),
    )
