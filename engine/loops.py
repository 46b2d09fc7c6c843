"""Loops that are not one block: the least solution, taken in order of finish.

Each vertex finishes at `max(work + max(start, before), run, beside)`, where a condition of
`before` or `beside` is met when its required-th member has finished. Vertices are settled in
the order in which they finish (as Dijkstra and Knuth do), so a vertex that waits only for
those that wait for it never finishes; vertices that need each other merely to run finish
together.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

Condition = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Vertex:
    """One block in one trial; conditions name vertices by their place in the list."""

    work: float
    start: float
    run: float
    before: tuple[Condition, ...] = ()
    beside: tuple[Condition, ...] = ()


def order_of_finish(vertices: list[Vertex]) -> list[float]:
    """The hour each vertex finishes, `inf` if never: the least solution of the equations.

    >>> pair = [Vertex(2, 0, 0, beside=((1, (1,)),)), Vertex(3, 0, 0, beside=((1, (0,)),))]
    >>> order_of_finish(pair)
    [3, 3]
    >>> order_of_finish([Vertex(2, 0, 0, before=((1, (1,)),)), pair[1]])
    [inf, inf]
    """
    return _Settling(vertices).run()


class _Settling:
    def __init__(self, vertices: list[Vertex]) -> None:
        self.vertices = vertices
        self.finish = [math.inf] * len(vertices)
        self.done = [False] * len(vertices)
        self.queue: list[tuple[float, int]] = []
        self.queued = [False] * len(vertices)
        self.waiting: set[int] = set()
        self.readers: list[list[int]] = [[] for _ in vertices]
        for at, vertex in enumerate(vertices):
            for _, members in vertex.before + vertex.beside:
                for member in members:
                    self.readers[member].append(at)

    def run(self) -> list[float]:
        for at in range(len(self.vertices)):
            self._enqueue(at)
        while self.queue:
            hour = self.queue[0][0]
            fresh = []
            while self.queue and self.queue[0][0] == hour:
                fresh.append(heapq.heappop(self.queue)[1])
            self.waiting.update(fresh)
            self._settle(fresh, hour)
            together = self._together()
            while together:
                self._settle(together, hour, at_once=True)
                together = self._together()
        return self.finish

    def _gain(self, vertex: Vertex) -> tuple[Condition, ...]:
        """Conditions that must be met before the work starts, when there is work."""
        return vertex.before if vertex.work > 0 else ()

    def _level(self, vertex: Vertex) -> tuple[Condition, ...]:
        """Conditions that may be met in the very moment of finishing."""
        return vertex.beside if vertex.work > 0 else vertex.before + vertex.beside

    def _enqueue(self, at: int) -> None:
        vertex = self.vertices[at]
        start = vertex.start
        for required, members in self._gain(vertex):
            finished = sorted(self.finish[one] for one in members if self.done[one])
            if len(finished) < required:
                return
            start = max(start, finished[required - 1])
        hour = max(vertex.work + start, vertex.run)
        self.queued[at] = True
        if hour < math.inf:
            heapq.heappush(self.queue, (hour, at))

    def _met(self, at: int, also: Iterable[int] = ()) -> bool:
        for required, members in self._level(self.vertices[at]):
            if sum(self.done[one] or one in also for one in members) < required:
                return False
        return True

    def _settle(self, candidates: list[int], hour: float, at_once: bool = False) -> None:
        stack = list(candidates)
        if at_once:
            for at in candidates:
                self._finish(at, hour)
            stack = [reader for at in candidates for reader in self._woken(at)]
        while stack:
            at = stack.pop()
            if at in self.waiting and self._met(at):
                self._finish(at, hour)
                stack.extend(self._woken(at))

    def _finish(self, at: int, hour: float) -> None:
        self.waiting.discard(at)
        self.done[at] = True
        self.finish[at] = hour

    def _woken(self, at: int) -> list[int]:
        for reader in self.readers[at]:
            if not self.queued[reader]:
                self._enqueue(reader)
        return [reader for reader in self.readers[at] if reader in self.waiting]

    def _together(self) -> list[int]:
        """The largest set of waiting vertices that lack nothing but each other."""
        able = set(self.waiting)
        stack = list(able)
        while stack:
            at = stack.pop()
            if at in able and not self._met(at, able):
                able.discard(at)
                stack.extend(reader for reader in self.readers[at] if reader in able)
        return sorted(able)
