"""Our own JSON, the engine's model: its items, what they rest on, and their stated recovery times.

What the impact analysis and tests write (impact, measured …) is left to those who answer for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from .picture import (
    ImportedDependency,
    ImportedGroup,
    ImportedItem,
    ImportedSite,
    Picture,
    Problem,
    Unreadable,
    doubled,
    tidy,
)

LEFT_OUT = ("impact", "measured", "loss", "workaround", "rpo", "wrt_h", "agreed_rto_h", "mtd_h")
PHASES = ("", "restore", "run")


def read(text: str | bytes, kinds: frozenset[str]) -> Picture:
    """What the file shows. Raises Unreadable when it is no model."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This is not JSON: {error}.") from None
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        raise Unreadable(
            "A model is an object with a list of “nodes”; this file holds something else."
        )
    return _Reader(data, kinds).picture()


class _Reader:
    def __init__(self, data: Mapping[str, Any], kinds: frozenset[str]) -> None:
        self.data, self.kinds = data, kinds
        self.problems: list[Problem] = []
        self.items: list[ImportedItem] = []
        self.sites: list[ImportedSite] = []

    def picture(self) -> Picture:
        nodes = [node for node in self._objects("nodes") if self._known(node)]
        places = {str(n["id"]): n for n in nodes if n.get("kind") == "site"}
        by_name = {str(n.get("name") or n["id"]): key for key, n in places.items()}
        for number, node in enumerate(nodes):
            self._item(node, f"nodes[{number}]", places, by_name)
        self.problems += doubled(self.items)
        dependencies, groups = tidy(self.items, self._dependencies(), self._groups(), self.problems)
        return Picture(
            tuple({item.external_id: item for item in self.items}.values()),
            tuple(self.sites),
            tuple(dependencies),
            tuple(groups),
            tuple(self.problems),
            {key: n for key in LEFT_OUT if (n := sum(1 for node in nodes if node.get(key)))},
        )

    def _objects(self, key: str) -> list[dict[str, Any]]:
        listed = self.data.get(key) or []
        if not isinstance(listed, list):
            self.problems.append(Problem(key, "must be a list."))
            return []
        for number, each in enumerate(listed):
            if not isinstance(each, dict):
                self.problems.append(Problem(f"{key}[{number}]", "must be an object."))
        return [each for each in listed if isinstance(each, dict)]

    def _known(self, node: dict[str, Any]) -> bool:
        key, kind = node.get("id"), node.get("kind", "")
        if not isinstance(key, str) or not key or len(key) > 300:
            self.problems.append(Problem(f"node “{key}”", "needs an id of 1 to 300 characters."))
            return False
        if kind not in self.kinds:
            sentence = f"is of kind “{kind}”. Use one of {', '.join(sorted(self.kinds))}."
            self.problems.append(Problem(f"node “{key}”", sentence))
            return False
        return True

    def _item(
        self,
        node: dict[str, Any],
        place: str,
        places: Mapping[str, Any],
        by_name: Mapping[str, str],
    ) -> None:
        key, given = str(node["id"]), node.get("attributes")
        attributes = given if isinstance(given, dict) else {}
        text = {name: str(value) for name, value in attributes.items() if value is not None}
        empty = {name for name, value in attributes.items() if value in ("", None)}
        site = text.get("site", "")
        site = site if site in places else by_name.get(site, "")
        if text.get("site") and not site:
            sentence = f"stands at “{text['site']}”, which is no item of kind site here."
            self.problems.append(Problem(place, sentence))
        self.items.append(
            ImportedItem(
                kind=node["kind"],
                name=str(node.get("name") or key)[:300],
                external_id=key,
                site="" if node["kind"] == "site" else site,
                region=text.get("region", "")[:100],
                country=text.get("country", "")[:100],
                unit=text.get("unit", ""),
                passes_on=None if "fallible" not in node else node["fallible"] is False,
                claim_h=self._times(node.get("claim_h", node.get("restore_h")), f"{place}.claim_h"),
                claim_rpo_h=self._hours(node.get("claim_rpo_h"), f"{place}.claim_rpo_h"),
                place=place,
                carries=frozenset(empty),
            )
        )
        if node["kind"] == "site":
            region, country = text.get("region", ""), text.get("country", "")
            self.sites.append(
                ImportedSite(key, region=region, country=country, carries=frozenset(empty))
            )

    def _hours(self, value: Any, place: str) -> float | None:
        if value is None:
            return None
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or value < 0:
            self.problems.append(Problem(place, f"“{value}” is no number of hours."))
            return None
        return float(value)

    def _times(self, value: Any, place: str) -> tuple[float, float, float] | None:
        parts = value if isinstance(value, list) else [value] * 3
        read = [self._hours(part, place) for part in parts]
        if len(read) != 3:
            self.problems.append(Problem(place, "must be one number or three: low, likely, high."))
            return None
        low, likely, high = read
        if low is None or likely is None or high is None:
            return None
        if not low <= likely <= high:
            self.problems.append(Problem(place, "must go from small to large."))
            return None
        return low, likely, high

    def _ends(self, place: str, names: list[Any]) -> bool:
        known = {item.external_id for item in self.items}
        missing = [str(name) for name in names if name not in known]
        if missing:
            listed = ", ".join(f"“{name}”" for name in missing)
            self.problems.append(Problem(place, f"names {listed}, which is no item here."))
        return not missing

    def _phase(self, place: str, value: Any) -> str:
        phase = value or ""
        if phase not in PHASES:
            self.problems.append(Problem(place, f"“{phase}” is no phase: restore or run."))
            return ""
        return str(phase)

    def _dependencies(self) -> list[ImportedDependency]:
        found = []
        for number, each in enumerate(self._objects("requires")):
            place = f"requires[{number}]"
            if self._ends(place, [each.get("dependent"), each.get("provider")]):
                found.append(
                    ImportedDependency(
                        each["dependent"],
                        each["provider"],
                        self._phase(place, each.get("phase")),
                        each.get("data") is True,
                        self._hours(each.get("needed_within_h"), place),
                        self._hours(each.get("tolerates_h"), place),
                    )
                )
        return found

    def _groups(self) -> list[ImportedGroup]:
        found = []
        for number, each in enumerate(self._objects("groups")):
            place, members = f"groups[{number}]", each.get("providers")
            required = each.get("required", 1)
            if not isinstance(members, list) or not isinstance(required, int) or required < 1:
                self.problems.append(Problem(place, "needs providers and how many are required."))
            elif self._ends(place, [each.get("dependent"), *members]):
                name = " / ".join(sorted(str(member) for member in members))
                found.append(
                    ImportedGroup(
                        f"{each['dependent']}/{name}"[:300],
                        each["dependent"],
                        name[:300],
                        tuple(members),
                        required,
                        self._phase(place, each.get("phase")),
                        each.get("data") is True,
                    )
                )
        return found
