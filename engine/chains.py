"""Why a recovery time is what it is: the chain that sets it, and what is missing."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from engine.graph import Graph
from engine.loops import Condition
from engine.plan import Bools, Plan
from engine.recovery import Floats, Times, loop_conditions

Conditions = dict[int, tuple[tuple[Condition, ...], tuple[Condition, ...]]]


def conditions(plan: Plan) -> Conditions:
    """What every block waits for, before and beside."""
    found: Conditions = {}
    for step in plan.steps:
        found |= loop_conditions(step)
    return found


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
        waits: Conditions,
        times: Times,
        trial: int,
        *,
        down: Bools,
        fixed: Floats | None = None,
    ) -> None:
        self.graph, self.plan, self.waits = graph, plan, waits
        own, start = times.own[:, trial], times.start[:, trial]
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
        self.stuck: set[int] = set()
        self.joined: set[int] = set()
        self._first: list[int] = plan.order[plan.bounds[:-1]].tolist()
        self._merged: list[bool] = (np.diff(plan.bounds) > 1).tolist()
        self._free: set[int] = set()
        self._set_by: dict[int, list[int]] = {}
        self._sources: list[int] = []
        self._masks: list[int] | None = None

    def chain(self, at: int) -> list[tuple[int, bool]]:
        """The items whose times add up to the item's own sum, in order of recovery; True with
        one that stands on its end-to-end measurement, for all beneath it.

        A block that waits for itself appears with all its lost members.
        """
        walked = {at: None}
        here = at
        while setters := self._setters(here, at):
            here = setters[0]
            if here in walked:
                walked = dict.fromkeys(self._around(at))
                break
            walked[here] = None
        return self._with_blocks(list(reversed(walked)), at)

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
        """The items without a time that leave this one unknown; those that wait for themselves
        through a group are in `stuck`.
        """
        if self._masks is None:
            self._masks = self._spread()
        mask = self._masks[self.block[at]]
        raw = np.frombuffer(mask.to_bytes(len(self._sources) // 8 + 1, "little"), dtype=np.uint8)
        bits = np.flatnonzero(np.unpackbits(raw, bitorder="little")).tolist()
        return tuple(self.graph.ids[at] for at in sorted(self._sources[bit] for bit in bits))

    def _with_blocks(self, walked: list[int], at: int) -> list[tuple[int, bool]]:
        result: dict[tuple[int, bool], None] = {}
        for here in walked:
            whole = here != at and self.known[here]
            if (here, False) not in result and not whole and self._merged[self.block[here]]:
                members = self.plan.members(self.block[here]).tolist()
                mates = (one for one in members if one != here and self._counts[one])
                result |= dict.fromkeys((one, False) for one in mates)
            result.setdefault((here, whole))
        return list(result)

    def _setters(self, at: int, subject: int) -> list[int]:
        """The providers that set the item's sum; none if its own work and clock do, or (but for
        the subject itself) an end-to-end measurement.
        """
        if at != subject and self.known[at]:
            return []
        if at not in self._set_by:
            block = self.block[at]
            before, beside = self.waits[block]
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

    def _spread(self) -> list[int]:
        """Per block, the missing items that reach it, as a set of bits over `sources`."""
        masks = [0] * self.plan.size
        for at, own in enumerate(self.own):
            if own == math.inf:
                self._source(at, masks)
        for step in self.plan.steps:
            blocks = [one for one in step.blocks.tolist() if self._unknown(one)]
            self._spread_within(blocks, masks, step.loop)
            stuck = [block for block in blocks if not masks[block]]
            for block in stuck:
                for at in self.plan.members(block).tolist():
                    self.stuck.add(at)
                    self._source(at, masks)
            if stuck:
                self._spread_within(blocks, masks, step.loop)
        return masks

    def _source(self, at: int, masks: list[int]) -> None:
        masks[self.block[at]] |= 1 << len(self._sources)
        self._sources.append(at)

    def _unknown(self, block: int) -> bool:
        return self.sums[self._first[block]] == math.inf

    def _spread_within(self, blocks: list[int], masks: list[int], loop: bool) -> None:
        changed = True
        while changed:
            changed = False
            for block in blocks:
                mask = masks[block]
                for one in self._unknown_providers(block):
                    mask |= masks[self.block[one]]
                if mask != masks[block]:
                    masks[block], changed = mask, loop

    def _unknown_providers(self, block: int) -> Iterator[int]:
        finish = self.finish
        for conditions in self.waits[block]:
            for required, members in conditions:
                unknown = [one for one in members if finish[one] == math.inf]
                if len(members) - len(unknown) < required:
                    yield from unknown


def _same(one: float, other: float) -> bool:
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
