"""Which items without a time leave others unknown: bit sets spread along what is unknown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.plan import Bools, Inputs, Ints, Plan, Step
from engine.recovery import Floats

Words = npt.NDArray[np.uint64]


class Missing:
    """The causes of unknown times in one trial: `own`, `sums` and `finish` of `Times`, (items,).

    `stuck` are items that have a time but wait for themselves through a group.
    """

    def __init__(self, plan: Plan, own: Floats, sums: Floats, finish: Floats) -> None:
        self.plan, self.endless = plan, np.isinf(finish)
        self.unknown: Bools = np.isinf(sums[plan.order[plan.bounds[:-1]]])
        self.sources: list[int] = np.flatnonzero(np.isinf(own)).tolist()
        self.stuck: set[int] = set()
        room = len(self.sources) + sum(
            int(self.unknown[step.blocks].sum()) * len(step.items)
            for step in plan.steps
            if step.loop
        )
        width = -(-max(1, min(room, len(own))) // 64)
        self._blocks: Words = np.zeros((plan.size, width), dtype=np.uint64)
        self._items: Words = np.zeros((len(own), width), dtype=np.uint64)
        for bit, at in enumerate(self.sources):
            self._mark(bit, at)
        for step in plan.steps:
            if self.unknown[step.blocks].any():
                self._step(step)

    def of(self, block: int) -> list[int]:
        """The items without a time in a block or beneath it, and what is stuck."""
        row = self._blocks[block].view(np.uint8)
        bits = np.flatnonzero(np.unpackbits(row, bitorder="little")).tolist()
        return sorted(self.sources[bit] for bit in bits)

    def _mark(self, bit: int, at: int) -> None:
        self._blocks[self.plan.block[at], bit // 64] |= np.uint64(1 << bit % 64)

    def _step(self, step: Step) -> None:
        self._spread(step)
        for block in self._causeless(step) if step.loop else ():
            for at in self.plan.members(block).tolist():
                self.stuck.add(at)
                self._mark(len(self.sources), at)
                self.sources.append(at)
        if step.loop:
            self._spread(step)

    def _causeless(self, step: Step) -> list[int]:
        blocks = step.blocks[self.unknown[step.blocks]]
        found: list[int] = blocks[~self._blocks[blocks].any(axis=1)].tolist()
        return found

    def _spread(self, step: Step) -> None:
        items: Ints = step.items[self.endless[step.items]]
        before = None
        while before is None or (step.loop and (before != self._blocks[step.blocks]).any()):
            before = self._blocks[step.blocks]
            self._items[items] = self._blocks[self.plan.block[items]]
            self._reach(step.before)
            self._reach(step.beside)
        self._items[items] = self._blocks[self.plan.block[items]]

    def _reach(self, inputs: Inputs) -> None:
        segments = inputs.segments
        if len(segments.targets):
            reached = np.bitwise_or.reduceat(self._items[segments.providers], segments.starts)
            self._blocks[segments.targets] |= reached
        for batch in inputs.batches:
            up = (~self.endless[batch.members]).sum(axis=1)
            short = up < batch.required
            reached = np.bitwise_or.reduce(self._items[batch.members[short]], axis=1)
            np.bitwise_or.at(self._blocks, batch.targets[short], reached)
