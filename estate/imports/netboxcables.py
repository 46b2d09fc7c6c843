"""What NetBox's cables say: which outlet powers a device, and what a device is plugged into upwards.

Patch panels are passed through: front port to rear port, along the cable, and on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .picture import Problem

End = tuple[str, Any]
Rows = Callable[[str], Mapping[Any, Mapping[str, Any]]]

PORTS = ("dcim.interface", "dcim.powerport", "dcim.poweroutlet", "dcim.frontport", "dcim.rearport")
LONGEST_PATH = 40


class Cabling:
    """The ends of all cables, and where one gets from each."""

    def __init__(self, rows: Rows, devices: set[str], problems: list[Problem]) -> None:
        self.rows, self.devices = rows, devices
        self.across: dict[End, list[End]] = {}
        for ends in self._cables(problems).values():
            for side, other in (("A", "B"), ("B", "A")):
                for end in ends.get(side, ()):
                    self.across.setdefault(end, []).extend(ends.get(other, ()))
        self.fronts: dict[Any, dict[Any, Any]] = {}
        for key, fields in rows("dcim.frontport").items():
            positions = self.fronts.setdefault(fields.get("rear_port"), {})
            positions[key] = fields.get("rear_port_position")
        self.terminations: dict[Any, list[Any]] = {}
        for key, fields in rows("circuits.circuittermination").items():
            self.terminations.setdefault(fields.get("circuit"), []).append(key)

    def _cables(self, problems: list[Problem]) -> dict[Any, dict[str, list[End]]]:
        found: dict[Any, dict[str, list[End]]] = {}
        for key, fields in self.rows("dcim.cabletermination").items():
            kind = fields.get("termination_type")
            model = ".".join(kind) if isinstance(kind, list) and len(kind) == 2 else ""
            cable, side = fields.get("cable"), fields.get("cable_end")
            if not model or side not in ("A", "B"):
                sentence = "does not say what the cable ends at. It is left out."
                problems.append(Problem(f"dcim.cabletermination {key}", sentence))
                continue
            status = self.rows("dcim.cable").get(cable, {}).get("status")
            if status in (None, "connected"):
                ends = found.setdefault(cable, {})
                ends.setdefault(side, []).append((model, fields.get("termination_id")))
        return found

    def device_of(self, end: End) -> str:
        """The external id of the device a port belongs to, or ""."""
        model, key = end
        fields = self.rows(model).get(key, {}) if model in PORTS else {}
        return f"dcim.device:{fields.get('device')}"

    def power(self) -> dict[str, list[str]]:
        """Per device, the power strips and feeds its power ports are plugged into."""
        found: dict[str, list[str]] = {}
        for key in self.rows("dcim.powerport"):
            device = self.device_of(("dcim.powerport", key))
            if device not in self.devices:
                continue
            for model, other in self.across.get(("dcim.powerport", key), ()):
                provider = (
                    f"dcim.powerfeed:{other}"
                    if model == "dcim.powerfeed"
                    else self.device_of((model, other))
                )
                if provider in self.devices and provider != device:
                    found.setdefault(device, []).append(provider)
        return {device: sorted(set(providers)) for device, providers in found.items()}

    def uplinks(self, tier: Callable[[str], int]) -> dict[str, list[str]]:
        """Per device, those it is cabled to that stand nearer the core: any one carries it."""
        found: dict[str, set[str]] = {}
        for key in self.rows("dcim.interface"):
            device = self.device_of(("dcim.interface", key))
            if device not in self.devices or tier(device) < 0:
                continue
            for end in self.far_ends(("dcim.interface", key)):
                other = self.device_of(end)
                if other in self.devices and tier(other) > tier(device):
                    found.setdefault(device, set()).add(other)
        return {device: sorted(others) for device, others in found.items()}

    def far_ends(self, start: End) -> Iterator[End]:
        """The interfaces at the other ends of a path, through panels and circuits.

        A panel's rear port carries several fibres: the position says which one goes on.
        """
        seen, waiting = {start}, [(start, None)]
        while waiting and len(seen) < LONGEST_PATH:
            near, position = waiting.pop()
            for end in self.across.get(near, ()):
                if end in seen:
                    continue
                seen.add(end)
                if end[0] == "dcim.interface":
                    yield end
                waiting += self._through(end, position)

    def _through(self, end: End, position: Any) -> list[tuple[End, Any]]:
        """The other side of a panel or of a circuit, with the fibre one is on."""
        model, key = end
        fields = self.rows(model).get(key, {})
        if model == "dcim.frontport":
            rear = ("dcim.rearport", fields.get("rear_port"))
            return [(rear, fields.get("rear_port_position"))]
        if model == "dcim.rearport":
            fronts = self.fronts.get(key, {})
            kept = [front for front, at in fronts.items() if position in (None, at)]
            return [(("dcim.frontport", front), None) for front in kept]
        if model == "circuits.circuittermination":
            others = self.terminations.get(fields.get("circuit"), ())
            return [((model, other), position) for other in others if other != key]
        return []
