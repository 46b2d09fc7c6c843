"""Answers with items by the names people gave them, for the tables; the JSON keeps the ids."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar

from engine.model import Model
from engine.results import Link, Reason

T = TypeVar("T")
HOLDING_IDS = frozenset(
    [
        "id",
        "function",
        "functions",
        "bound_by",
        "missing",
        "assumed",
        "critical_path",
        "path",
        "rpo_function",
        "rpo_path",
        "mtd_path",
        "inherited_path",
        "members",
        "failed",
        "down",
        "set_by",
        "data",
        "items",
    ]
)
"""The fields of answers, and the values of reasons, that hold ids of items."""


def labels(model: Model) -> dict[str, str]:
    """How each item is called: its name, with its id where two share the name, else its id.

    >>> from engine.model import Node
    >>> labels(Model(nodes=(Node("1", "DNS"), Node("2", "app"), Node("3", "app"), Node("4"))))
    {'1': 'DNS', '2': 'app (2)', '3': 'app (3)', '4': '4'}
    """
    shared = Counter(node.name for node in model.nodes)
    return {
        node.id: (f"{node.name} ({node.id})" if shared[node.name] > 1 else node.name)
        if node.name
        else node.id
        for node in model.nodes
    }


def named(answer: T, called: Mapping[str, str]) -> T:
    """The same answer, with labels in place of ids."""
    renamed: T = _renamed(answer, called, holds_ids=False)
    return renamed


def _renamed(value: Any, called: Mapping[str, str], *, holds_ids: bool) -> Any:
    if isinstance(value, str):
        return called.get(value, value) if holds_ids else value
    if isinstance(value, tuple | list):
        return type(value)(_renamed(one, called, holds_ids=holds_ids) for one in value)
    if isinstance(value, Reason):
        said = {
            key: _renamed(one, called, holds_ids=key in HOLDING_IDS)
            for key, one in value.values.items()
        }
        return Reason(value.code, said)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Link) and not value.item:
        return value
    fields = {
        one.name: _renamed(getattr(value, one.name), called, holds_ids=one.name in HOLDING_IDS)
        for one in dataclasses.fields(value)
    }
    return dataclasses.replace(value, **fields)
