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
    measurement (NaN: none).
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
        self.own: list[float] = times.own[:, trial].tolist()
        self.start: list[float] = times.start[:, trial].tolist()
        self.sums: list[float] = times.sums[:, trial].tolist()
        self.finish: list[float] = times.finish[:, trial].tolist()
        self.down: list[bool] = down.tolist()
        self.known: list[bool] = (
            [False] * graph.size if fixed is None else (~np.isnan(fixed)).tolist()
        )
        self.block: list[int] = plan.block.tolist()
        self.stuck: set[int] = set()
        self._masks: list[int] | None = None

    def chain(self, at: int) -> list[int]:
        """The items whose times add up to the item's own sum, in order of recovery.

        A block that waits for itself appears with all its lost members.
        """
        came: dict[int, int] = {at: at}
        queue = deque([at])
        last = at
        while queue:
            here = queue.popleft()
            setters = [] if here != at and self.known[here] else self._setters(here)
            if not setters:
                last = here
                break
            for provider in setters:
                if provider not in came:
                    came[provider] = here
                    queue.append(provider)
        walked = [last]
        while last != at:
            last = came[last]
            walked.append(last)
        return self._with_blocks(walked, at)

    def begins(self, at: int) -> float:
        """The hour before which the item's block could not start, by its clocks alone."""
        return max(self.start[one] for one in self._members(at))

    def missing(self, at: int) -> tuple[str, ...]:
        """The items without a time that leave this one unknown; those that wait for themselves
        through a group are in `stuck`.
        """
        if self._masks is None:
            self._masks = self._spread()
        return tuple(self.graph.ids[one] for one in _bits(self._masks[self.block[at]]))

    def _members(self, at: int) -> list[int]:
        members: list[int] = self.plan.members(self.block[at]).tolist()
        return members

    def _with_blocks(self, walked: list[int], at: int) -> list[int]:
        result: list[int] = []
        for here in walked:
            if here in result:
                continue
            if here == at or not self.known[here]:
                others = [one for one in self._members(here) if one != here and self.own[one]]
                result.extend(one for one in others if one not in result)
            result.append(here)
        return result

    def _setters(self, at: int) -> list[int]:
        """The providers that set the item's sum; none if its own work and clock do."""
        before, beside = self.waits[self.block[at]]
        work = sum(self.own[one] for one in self._members(at))
        waited = self._latest(before)
        begin = max(self.begins(at), waited)
        if _same(work + begin, self.sums[at]):
            return list(self._tight(before, begin)) if _same(waited, begin) else []
        return list(self._tight(beside, self.sums[at]))

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
        """Per block, the missing items that reach it, as a bit set."""
        masks = [0] * self.plan.size
        for at, own in enumerate(self.own):
            if own == math.inf:
                masks[self.block[at]] |= 1 << at
        for step in self.plan.steps:
            blocks = [int(one) for one in step.blocks if self._unknown(int(one))]
            self._spread_within(blocks, masks, step.loop)
            stuck = [block for block in blocks if not masks[block]]
            for block in stuck:
                for at in self.plan.members(block).tolist():
                    self.stuck.add(at)
                    masks[block] |= 1 << at
            if stuck:
                self._spread_within(blocks, masks, step.loop)
        return masks

    def _unknown(self, block: int) -> bool:
        return self.sums[int(self.plan.order[self.plan.bounds[block]])] == math.inf

    def _spread_within(self, blocks: list[int], masks: list[int], loop: bool) -> None:
        changed = True
        while changed:
            changed = False
            for block in blocks:
                mask = masks[block]
                for condition in self.waits[block][0] + self.waits[block][1]:
                    if self._reached(condition) == math.inf:
                        for one in condition[1]:
                            if self.finish[one] == math.inf:
                                mask |= masks[self.block[one]]
                if mask != masks[block]:
                    masks[block], changed = mask, loop


def _same(one: float, other: float) -> bool:
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _bits(mask: int) -> list[int]:
    raw = np.frombuffer(mask.to_bytes((mask.bit_length() + 7) // 8, "little"), dtype=np.uint8)
    found: list[int] = np.flatnonzero(np.unpackbits(raw, bitorder="little")).tolist()
    return found
