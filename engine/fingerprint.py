"""What a proof was taken on: hashes over the material facts of an item and all beneath it.

| material (a change turns a proof stale)       | immaterial (does not)                        |
|-----------------------------------------------|----------------------------------------------|
| id, kind, fallible, needs (who recovers it)   | name, all other attributes (tags, contacts)  |
| attributes in MATERIAL_ATTRIBUTES             | impact, objectives, claims, measurements     |
| provider, phase and data of each requirement  | needed_within_h, tolerates_h                 |
| required, providers, phase, data of each group| loss, workaround, unavailability             |

`Model.material_attributes` replaces MATERIAL_ATTRIBUTES for one organisation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.graph import Graph, build
from engine.model import Model, Node
from engine.plan import Ints, components

MATERIAL_ATTRIBUTES: tuple[str, ...] = (
    "site",
    "region",
    "country",
    "vendor",
    "team",
    "serial",
    "version",
    "capacity",
    "steps",
)

Edge = tuple[list[str], str, bool, int]
"""Providers, phase, data and, of a group, how many are required; 0 is a plain requirement."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two sets of local hashes, as sorted ids."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def local_hashes(model: Model | Graph) -> dict[str, str]:
    """Per item, a hash over its material fields and outgoing edges (not what lies beyond).

    >>> from engine.model import Node
    >>> before = local_hashes(Model(nodes=(Node("dns", name="DNS"),)))
    >>> before == local_hashes(Model(nodes=(Node("dns", name="Name service"),)))
    True
    """
    estate = build(model).model
    attributes = estate.material_attributes
    attributes = tuple(sorted(MATERIAL_ATTRIBUTES if attributes is None else attributes))
    edges: dict[str, list[Edge]] = {node.id: [] for node in estate.nodes}
    for edge in estate.requires:
        edges[edge.dependent].append(([edge.provider], edge.phase or "restore", edge.data, 0))
    for group in estate.groups:
        members = sorted(group.providers)
        phase = group.phase or "restore"
        edges[group.dependent].append((members, phase, group.data, group.required))
    return {node.id: _local(node, attributes, edges[node.id]) for node in estate.nodes}


def closure_hashes(model: Model | Graph) -> dict[str, str]:
    """Per item, a hash over it and everything it rests on: what a measurement stores.

    Items in a loop share one hash, over the sorted set of them.

    >>> from engine.model import Node, Requirement
    >>> pair = (Requirement("web", "dns"),)
    >>> before = closure_hashes(Model(nodes=(Node("web"), Node("dns")), requires=pair))
    >>> moved = Node("dns", attributes={"site": "fra"})
    >>> before["web"] == closure_hashes(Model(nodes=(Node("web"), moved), requires=pair))["web"]
    False
    """
    graph = build(model)
    local = local_hashes(graph)
    providers = _providers(graph)
    label = _labels(graph)
    members: list[list[int]] = [[] for _ in range(int(label.max()) + 1 if graph.size else 0)]
    for at, component in enumerate(label.tolist()):
        members[component].append(at)
    of, hashes = label.tolist(), [""] * len(members)
    for component, inside in enumerate(members):
        below = {of[one] for at in inside for one in providers[at]} - {component}
        own = sorted(local[graph.ids[at]] for at in inside)
        text = "\n".join([*own, "rests on", *sorted(hashes[one] for one in below)])
        hashes[component] = _hash(text)
    return {one: hashes[of[at]] for at, one in enumerate(graph.ids)}


def closure(model: Model | Graph, id: str) -> tuple[str, ...]:
    """The item and everything it rests on, sorted: whose local hashes are kept with a proof.

    >>> from engine.load import from_dict
    >>> pair = [{"dependent": "web", "provider": "dns"}]
    >>> closure(from_dict({"nodes": [{"id": "web"}, {"id": "dns"}], "requires": pair}), "web")
    ('dns', 'web')
    """
    graph = build(model)
    providers = _providers(graph)
    found = set(graph.at([id]))
    stack = list(found)
    while stack:
        new = set(providers[stack.pop()]) - found
        found |= new
        stack.extend(new)
    return tuple(sorted(graph.ids[at] for at in found))


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """What became of a closure: ids added, removed and changed.

    >>> difference({"a": "1", "b": "2"}, {"b": "3", "c": "4"})
    Difference(added=('c',), removed=('a',), changed=('b',))
    """
    return Difference(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        tuple(sorted(one for one in before.keys() & after.keys() if before[one] != after[one])),
    )


def _local(node: Node, attributes: tuple[str, ...], edges: list[Edge]) -> str:
    chosen = [(key, node.attributes[key]) for key in attributes if node.attributes.get(key)]
    needs = sorted((key, float(amount)) for key, amount in node.needs.items())
    facts = (node.id, node.kind, node.fallible, needs, chosen, sorted(edges))
    return _hash(ascii(facts))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _providers(graph: Graph) -> list[list[int]]:
    providers: list[list[int]] = [[] for _ in graph.ids]
    for dependent, provider in zip(
        graph.dependents.tolist(), graph.providers.tolist(), strict=True
    ):
        providers[dependent].append(provider)
    for group in graph.model.groups:
        providers[graph.index[group.dependent]].extend(graph.index[one] for one in group.providers)
    return providers


def _labels(graph: Graph) -> Ints:
    pairs = [
        (graph.index[group.dependent], graph.index[one])
        for group in graph.model.groups
        for one in group.providers
    ]
    extra = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    sources = np.concatenate([graph.dependents, extra[:, 0]])
    return components(graph.size, sources, np.concatenate([graph.providers, extra[:, 1]]))
