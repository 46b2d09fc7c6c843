"""A model as arrays and plans: built once, asked often, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

from engine.model import FUNCTION, Model
from engine.plan import Arcs, Bools, Ints, Plan, Threshold, components, make_plan


class Graph:
    """A model in indices (in the order of `model.nodes`) with its plans, made when first asked."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.ids = tuple(node.id for node in model.nodes)
        self.index = {one: at for at, one in enumerate(self.ids)}
        self.fallible: Bools = np.array([node.fallible for node in model.nodes], dtype=bool)
        at = self.index
        self.dependents: Ints = np.array([at[e.dependent] for e in model.requires], dtype=np.int64)
        self.providers: Ints = np.array([at[e.provider] for e in model.requires], dtype=np.int64)

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.ids)

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """The ids of the business functions."""
        return tuple(node.id for node in self.model.nodes if node.kind == FUNCTION)

    def at(self, ids: Iterable[str]) -> list[int]:
        """Indices of ids. Raises `KeyError` with every id the model does not know."""
        wanted = list(ids)
        unknown = [one for one in wanted if one not in self.index]
        if unknown:
            raise KeyError(f"unknown ids: {', '.join(unknown)}")
        return [self.index[one] for one in wanted]

    @cached_property
    def failure(self) -> Plan:
        """The plan of who is down: phases do not matter."""
        every = np.ones(len(self.dependents), dtype=bool)
        return self._plan(every, restore=every, groups=self._thresholds(False), merge_all=True)

    @cached_property
    def recovery(self) -> Plan:
        """The plan of when it is back: a phase nobody stated is restore (the upper bound)."""
        restore = np.array([edge.phase != "run" for edge in self.model.requires], dtype=bool)
        every = np.ones(len(self.dependents), dtype=bool)
        return self._plan(every, restore, self._thresholds(False))

    @cached_property
    def parallel(self) -> Plan:
        """The same with every phase nobody stated as run (the lower bound)."""
        restore = np.array([edge.phase == "restore" for edge in self.model.requires], dtype=bool)
        every = np.ones(len(self.dependents), dtype=bool)
        return self._plan(every, restore, self._thresholds(True))

    @cached_property
    def data(self) -> Plan:
        """The plan of how far back data lies: data dependencies only, side by side."""
        chosen = np.array([edge.data for edge in self.model.requires], dtype=bool)
        groups = [
            Threshold(self.index[g.dependent], g.required, tuple(self.at(g.providers)), False)
            for g in self.model.groups
            if g.data
        ]
        return self._plan(chosen, np.zeros(len(self.dependents), dtype=bool), groups)

    def arcs(self, *, data: bool = False) -> Iterator[tuple[int, int, bool]]:
        """Every (dependent, provider, needed to restore) of requirements and group members, a
        phase nobody stated taken as restore; with `data` only data dependencies, none restore.
        """
        ends = zip(self.dependents.tolist(), self.providers.tolist(), strict=True)
        for edge, (dependent, provider) in zip(self.model.requires, ends, strict=True):
            if edge.data or not data:
                yield dependent, provider, edge.phase != "run" and not data
        for group in self.model.groups:
            if group.data or not data:
                restore = group.phase != "run" and not data
                for one in group.providers:
                    yield self.index[group.dependent], self.index[one], restore

    def _plan(
        self, chosen: Bools, restore: Bools, groups: list[Threshold], merge_all: bool = False
    ) -> Plan:
        arcs = Arcs(self.dependents[chosen], self.providers[chosen], restore[chosen])
        label = self._label if chosen.all() else self._components(arcs)
        return make_plan(label, arcs, groups, merge_all=merge_all)

    @cached_property
    def _label(self) -> Ints:
        return components(self.size, self.dependents, self.providers)

    def _components(self, arcs: Arcs) -> Ints:
        return components(self.size, arcs.dependent, arcs.provider)

    def _thresholds(self, parallel: bool) -> list[Threshold]:
        assumed = not parallel
        return [
            Threshold(
                self.index[group.dependent],
                group.required,
                tuple(self.index[one] for one in group.providers),
                assumed if group.phase is None else group.phase == "restore",
            )
            for group in self.model.groups
        ]


def build(model: Model | Graph) -> Graph:
    """The graph of a checked model; a graph is given back as it is.

    >>> from engine.load import from_dict
    >>> build(from_dict({"nodes": [{"id": "dns"}, {"id": "web", "kind": "function"}]})).functions
    ('web',)
    """
    return model if isinstance(model, Graph) else Graph(model)
