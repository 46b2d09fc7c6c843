"""Why a recovery time is what it is: the chain that sets it, and what is missing."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

import numpy as np

from engine.graph import Graph
from engine.loops import Condition
from engine.missing import Missing
from engine.plan import Bools, Plan, Threshold
from engine.recovery import Floats, Times

Steps: TypeAlias = tuple[int, ...]
"""The items of a chain in order of recovery; the complement (`~item`) stands for an item on its
end-to-end measurement, with all beneath it. Plain numbers: the garbage collector passes by."""

NOBODY = -1


class Waits:
    """What each block of a plan waits for, before and beside, as conditions over items."""

    def __init__(self, plan: Plan) -> None:
        arcs = plan.arcs
        order = np.argsort(arcs.dependent, kind="stable")
        self._providers: list[int] = arcs.provider[order].tolist()
        self._restore: list[bool] = arcs.restore[order].tolist()
        ends = np.searchsorted(arcs.dependent[order], np.arange(plan.size + 1))
        self._ends: list[int] = ends.tolist()
        self._groups: dict[int, list[Threshold]] = {}
        for group in plan.groups:
            self._groups.setdefault(group.dependent, []).append(group)

    def of(self, block: int) -> tuple[list[Condition], list[Condition]]:
        """What must be back to restore the block, and what to run it."""
        both: tuple[list[Condition], list[Condition]] = ([], [])
        for at in range(self._ends[block], self._ends[block + 1]):
            both[not self._restore[at]].append((1, (self._providers[at],)))
        for group in self._groups.get(block, ()):
            both[not group.restore].append((group.required, group.members))
        return both


class Chains:
    """One trial of solved times, asked for chains and missing items.

    `down` tells who is down in the trial, `fixed` which finish stands on an end-to-end
    measurement (NaN: none). Of the items on a chain those in `joined` wait for a run-phase
    provider longer than for their own work, which is then no part of the sum.
    """

    def __init__(
        self,
        graph: Graph,
        plan: Plan,
        waits: Waits,
        times: Times,
        trial: int,
        *,
        down: Bools,
        fixed: Floats | None = None,
    ) -> None:
        self.graph, self.plan, self.waits = graph, plan, waits
        own, start = times.own[:, trial], times.start[:, trial]
        self._columns = (own, times.sums[:, trial], times.finish[:, trial])
        self.own: list[float] = own.tolist()
        self._counts: list[bool] = ((own > 0) | (start > 0)).tolist()
        self._work: list[float] = np.add.reduceat(own[plan.order], plan.bounds[:-1]).tolist()
        self._begin: list[float] = np.maximum.reduceat(start[plan.order], plan.bounds[:-1]).tolist()
        self.sums: list[float] = times.sums[:, trial].tolist()
        self.finish: list[float] = times.finish[:, trial].tolist()
        self.down: list[bool] = down.tolist()
        self.known: list[bool] = (
            [False] * graph.size if fixed is None else (~np.isnan(fixed)).tolist()
        )
        self.block: list[int] = plan.block.tolist()
        self.joined: set[int] = set()
        self._merged: list[bool] = (np.diff(plan.bounds) > 1).tolist()
        self._free: set[int] = set()
        self._tails: dict[int, Steps] = {}
        self._lacking: dict[int, tuple[str, ...]] = {}
        self._set_by: dict[int, list[int]] = {}

    def chain(self, at: int) -> Steps:
        """The items whose times add up to the item's own sum.

        A block that waits for itself appears with all its lost members.
        """
        setters = self._setters(at, at)
        if not setters:
            return self._with_block((), at)
        tail = self._tail(setters[0])
        if tail is None:
            return self._expand(self._around(at), at)
        return self._with_block(tail, at)

    def _tail(self, at: int) -> Steps | None:
        """The chain of a provider; None if the walk comes back to itself."""
        walked: dict[int, None] = {}
        here = at
        while here not in self._tails:
            if here in walked:
                return None
            walked[here] = None
            setters = self._setters(here, NOBODY)
            if not setters:
                break
            here = setters[0]
        tail = self._tails.get(here, ())
        for one in reversed(walked):
            tail = (~one,) if self.known[one] else self._with_block(tail, one)
            self._tails[one] = tail
        return tail

    def _around(self, at: int) -> list[int]:
        """The same walk where items set each other's time: breadth first, to one that starts by
        its own clock.
        """
        came: dict[int, int] = {at: at}
        queue = deque([at])
        last = at
        while queue:
            here = queue.popleft()
            setters = self._setters(here, at)
            if not setters:
                last = here
                break
            for provider in setters:
                if provider not in came:
                    came[provider] = here
                    queue.append(provider)
        else:
            last = next((one for one in came if one in self._free), at)
        walked = [last]
        while last != at:
            last = came[last]
            walked.append(last)
        return walked[::-1]

    def missing(self, at: int) -> tuple[str, ...]:
        """The items without a time that leave this one unknown, and those in `stuck`."""
        block = self.block[at]
        if block not in self._lacking:
            found = self._missing.of(block)
            self._lacking[block] = tuple(self.graph.ids[one] for one in found)
        return self._lacking[block]

    @property
    def stuck(self) -> set[int]:
        """Items that wait for themselves through a group."""
        return self._missing.stuck

    @cached_property
    def _missing(self) -> Missing:
        return Missing(self.plan, *self._columns)

    def _expand(self, walked: Iterable[int], at: int) -> Steps:
        """A walk, last to be restored first, as the steps of a chain."""
        tail: Steps = ()
        for one in reversed(list(walked)):
            whole = one != at and self.known[one]
            tail = (*tail, ~one) if whole else self._with_block(tail, one)
        return tail

    def _with_block(self, tail: Steps, at: int) -> Steps:
        """The steps of a chain, then an item with those it shares a block with."""
        if not self._merged[self.block[at]]:
            return (*tail, at)
        members = self.plan.members(self.block[at]).tolist()
        mates = tuple(one for one in members if one != at and self._counts[one])
        return (*tail, *mates, at)

    def _setters(self, at: int, subject: int) -> list[int]:
        """The providers that set the item's sum; none if its own work and clock do, or (but for
        the subject itself) an end-to-end measurement.
        """
        if at != subject and self.known[at]:
            return []
        if at not in self._set_by:
            block = self.block[at]
            before, beside = self.waits.of(block)
            waited = self._latest(before)
            begin = max(self._begin[block], waited)
            if not _same(self._work[block] + begin, self.sums[at]):
                self.joined.add(at)
                self._set_by[at] = list(self._tight(beside, self.sums[at]))
            elif _same(waited, begin):
                if _same(self._begin[block], begin):
                    self._free.add(at)
                self._set_by[at] = list(self._tight(before, begin))
                if not self._work[block]:
                    self._set_by[at] += self._tight(beside, self.sums[at])
            else:
                self._set_by[at] = []
        return self._set_by[at]

    def _latest(self, conditions: Iterable[Condition]) -> float:
        return max((self._reached(one) for one in conditions), default=0.0)

    def _reached(self, condition: Condition) -> float:
        required, members = condition
        if len(members) == 1:
            return self.finish[members[0]]
        return sorted(self.finish[one] for one in members)[required - 1]

    def _tight(self, conditions: Iterable[Condition], hour: float) -> Iterator[int]:
        for condition in conditions:
            if _same(self._reached(condition), hour):
                for one in condition[1]:
                    if _same(self.finish[one], hour) and (hour > 0 or self.down[one]):
                        yield one


def _same(one: float, other: float) -> bool:
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
