"""A model from JSON and back. A bad one is refused with everything that is wrong at once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from engine import checks, reading
from engine import model as m
from engine.collector import collector_paused
from engine.reading import Problem, Problems

__all__ = ["BadModel", "Problem", "check", "from_dict", "from_json", "to_dict", "to_json"]

RENAMED = {
    (m.Node, "claim"): "claim_h",
    (m.Node, "wrt"): "wrt_h",
    (m.Delays, "detect"): "detect_h",
    (m.Delays, "declare"): "declare_h",
    (m.Delays, "mobilise"): "mobilise_h",
    (m.Scenario, "everything"): "all",
}
LOST = ("ids", "kinds", "attributes", "everything")


class BadModel(ValueError):
    """A model that is refused; `problems` lists all that is wrong, each with its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@collector_paused()
def from_json(text: str) -> m.Model:
    """The model a JSON text describes. Raises `BadModel`.

    >>> from_json('{"nodes": [{"id": "dns", "claim_h": 4}]}').nodes[0].claim.likely
    4.0
    """
    twice: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            keys = [key for key, _ in pairs]
            twice.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return result

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise BadModel((Problem(place, f"not JSON: {error.msg}"),)) from None
    except (RecursionError, ValueError) as error:
        raise BadModel((Problem("file", f"not JSON: {error}"),)) from None
    doubled = [Problem("file", f"key {key!r} is given twice in one object") for key in twice]
    return _model(data, doubled)


def from_dict(data: object) -> m.Model:
    """The model that parsed JSON describes. Raises `BadModel`.

    >>> from_dict({"nodes": [{"id": "a"}], "requires": [{"dependent": "a", "provider": "b"}]})
    Traceback (most recent call last):
    ...
    engine.load.BadModel: requires[0].provider: unknown id 'b'
    """
    return _model(data, [])


def _model(data: object, problems: Problems) -> m.Model:
    try:
        values = reading.fields(data, reading.MODEL, "", problems)
    except reading.Bad as bad:
        raise BadModel((Problem("file", str(bad)),)) from None
    model = m.Model(**values)
    problems.extend(checks.problems(model))
    if problems:
        raise BadModel(
            tuple(Problem(problem.place.lstrip("."), problem.text) for problem in problems)
        )
    return model


def check(model: m.Model) -> tuple[Problem, ...]:
    """What is wrong in a model built in code; nothing is good.

    >>> check(m.Model(nodes=(m.Node("a", mtd_h=-1.0),)))
    (Problem(place='nodes[0].mtd_h', text='expected 0 or more, not -1.0'),)
    """
    try:
        from_dict(to_dict(model))
    except BadModel as bad:
        return bad.problems
    return ()


def to_dict(model: m.Model) -> dict[str, Any]:
    """The model as JSON types, without what is at its default.

    >>> to_dict(m.Model(nodes=(m.Node("dns", claim=m.Pert(1, 2, 4)),)))
    {'nodes': [{'id': 'dns', 'claim_h': [1, 2, 4]}]}
    """
    result: dict[str, Any] = _plain(model)
    return result


def to_json(model: m.Model) -> str:
    """The model as JSON text; `from_json` gives an equal model back.

    >>> model = m.Model(nodes=(m.Node("dns", claim=m.Pert(1, 2, 4)),))
    >>> from_json(to_json(model)) == model
    True
    """
    return json.dumps(to_dict(model), ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    if isinstance(value, m.Pert):
        ends = [value.low, value.likely, value.high]
        return value.low if value.low == value.likely == value.high else ends
    if isinstance(value, m.Scenario):
        lost = {RENAMED.get((m.Scenario, key), key): _plain(getattr(value, key)) for key in LOST}
        rest = {key: item for key, item in _fields(value).items() if key not in (*LOST, "all")}
        return rest | {"lost": {key: item for key, item in lost.items() if item}}
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _fields(value: Any) -> dict[str, Any]:
    result = {}
    for item in dataclasses.fields(value):
        held = getattr(value, item.name)
        default = item.default
        if item.default_factory is not dataclasses.MISSING:
            default = item.default_factory()
        if held != default:
            result[RENAMED.get((type(value), item.name), item.name)] = _plain(held)
    return result
