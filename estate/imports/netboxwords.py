"""The objects of a NetBox file, and the words by which their kind is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .picture import Problem, Unreadable

Fields = Mapping[str, Any]
Objects = dict[str, dict[Any, dict[str, Any]]]

LIFECYCLES = {
    "active": "live",
    "planned": "planned",
    "staged": "planned",
    "staging": "planned",
    "provisioning": "planned",
    "available": "live",
    "reserved": "planned",
    "decommissioning": "leaving",
    "deprovisioning": "leaving",
    "retired": "stopped",
    "decommissioned": "stopped",
    "offline": "stopped",
    "failed": "stopped",
    "inventory": "stopped",
    "paused": "stopped",
}
POWER_WORDS = ("pdu", "ups", "power", "battery", "generator", "rectifier")
PASSIVE_WORDS = ("patch panel", "patch-panel", "cable management", "blanking", "shelf")
NETWORK_WORDS = (
    "router",
    "switch",
    "firewall",
    "network",
    "gateway",
    "balancer",
    "wireless",
    "access point",
    "wan",
    "vpn",
)
DATABASE_WORDS = ("database", "postgres", "mysql", "oracle", "sql server", "mongo")
CLOUDS = ("amazon", "aws", "google", "gcp", "azure", "microsoft", "digitalocean", "cloud", "oracle")
USED = frozenset(
    [
        "circuits.circuit",
        "circuits.circuittermination",
        "circuits.circuittype",
        "circuits.provider",
        "circuits.providernetwork",
        "dcim.cable",
        "dcim.cabletermination",
        "dcim.device",
        "dcim.devicerole",
        "dcim.devicetype",
        "dcim.manufacturer",
        "dcim.interface",
        "dcim.frontport",
        "dcim.rearport",
        "dcim.powerport",
        "dcim.poweroutlet",
        "dcim.powerfeed",
        "dcim.powerpanel",
        "dcim.rack",
        "dcim.region",
        "dcim.site",
        "dcim.virtualchassis",
        "dcim.location",
        "virtualization.cluster",
        "virtualization.clustertype",
        "virtualization.clustergroup",
        "virtualization.virtualmachine",
        "dcim.devicebay",
        "tenancy.tenant",
    ]
)


def objects_of(text: str | bytes) -> tuple[Objects, list[Problem]]:
    """The objects by model and key; what is no object is refused by its place."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"This is not JSON: {error}. Export it with “manage.py dumpdata”."
        ) from None
    if not isinstance(data, list):
        raise Unreadable("A NetBox export is a list of objects; this file holds something else.")
    found: Objects = {}
    problems: list[Problem] = []
    for number, each in enumerate(data, start=1):
        if not _is_object(each):
            problems.append(Problem(f"object {number}", "has no model, pk and fields."))
            continue
        found.setdefault(each["model"], {})[each["pk"]] = each["fields"]
    if data and not any(model.startswith(("dcim.", "circuits.", "virtual")) for model in found):
        raise Unreadable("There is no site, device or circuit in this file. Is it from NetBox?")
    return found, problems


def _is_object(each: Any) -> bool:
    return (
        isinstance(each, dict)
        and isinstance(each.get("model"), str)
        and isinstance(each.get("pk"), int | str)
        and isinstance(each.get("fields"), dict)
    )


SITE = ("dcim.site", "site")
CLUSTER = ("virtualization.cluster", "cluster")
SPEAKS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "dcim.site": {"type": (("dcim.sitegroup", "group"),)},
    "dcim.powerpanel": {"site": (SITE,)},
    "dcim.rack": {"site": (SITE,)},
    "dcim.device": {
        "type": (("dcim.devicerole", "role"), ("dcim.devicerole", "device_role")),
        "site": (SITE,),
    },
    "virtualization.cluster": {
        "type": (("virtualization.clustertype", "type"),),
        "site": (SITE, ("dcim.site", "scope_id")),
        "region": (("virtualization.clustergroup", "group"),),
        "supplier": (("virtualization.clustertype", "type"),),
    },
    "virtualization.virtualmachine": {
        "site": (SITE, CLUSTER),
        "region": (CLUSTER,),
        "supplier": (CLUSTER,),
    },
    "circuits.circuit": {
        "type": (("circuits.circuittype", "type"),),
        "supplier": (("circuits.provider", "provider"),),
    },
    "place": {
        "address": (("", "physical_address"),),
        "region": (("dcim.region", "region"),),
        "country": (("dcim.region", "region"),),
        "latitude": (("", "latitude"), ("", "longitude")),
        "longitude": (("", "latitude"), ("", "longitude")),
        "time_zone": (("", "time_zone"),),
    },
}
"""Which fields of an item an object of NetBox speaks of, and what it refers to for that."""


def carried(objects: Objects, model: str, fields: Fields) -> frozenset[str]:
    """The fields that are empty in NetBox if they are empty here: all they refer to is in the file."""
    found = {"description"} if "description" in fields else set()
    for name, references in SPEAKS.get(model, {}).items():
        given = [(other, fields[key]) for other, key in references if key in fields]
        if given and all(_is_there(objects, other, value) for other, value in given):
            found.add(name)
    return frozenset(found)


def _is_there(objects: Objects, model: str, key: Any) -> bool:
    return key in (None, "") or (isinstance(key, int | str) and key in objects.get(model, {}))


def coordinates(fields: Fields) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or neither. Raises ValueError for what is on no map."""
    given = (fields.get("latitude"), fields.get("longitude"))
    if any(value in (None, "") for value in given):
        return None, None
    try:
        latitude, longitude = (round(float(value), 6) for value in given)  # type: ignore[arg-type]
    except TypeError as error:
        raise ValueError("no numbers") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("on no map")
    return latitude, longitude


def text_of(value: Any) -> str:
    """A value as trimmed text; nothing is an empty text."""
    return "" if value is None else " ".join(str(value).split())


def says(text: str, words: Iterable[str]) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in words)


def kind_of_device(role: str) -> str:
    if says(role, POWER_WORDS):
        return "power"
    if says(role, NETWORK_WORDS):
        return "network"
    return "database" if says(role, DATABASE_WORDS) else "server"


def scope_site(fields: Fields) -> Any:
    """The site of a cluster; NetBox from 4.2 on writes it as a scope."""
    if list(fields.get("scope_type") or []) == ["dcim", "site"]:
        return fields.get("scope_id")
    return fields.get("site")


def termination_site(fields: Fields) -> Any:
    """The site a circuit ends at; NetBox from 4.2 on writes it as a termination."""
    if list(fields.get("termination_type") or []) == ["dcim", "site"]:
        return fields.get("termination_id")
    return fields.get("site")


def tier_of_role(kind: str, role: str) -> int:
    """How near the core: 0 a server, then access, distribution, core, router; -1 what is no device."""
    if kind != "network":
        return 0 if kind in ("server", "database") else -1
    lowered = role.lower()
    words = (("access", 1), ("tor", 1), ("leaf", 1), ("distribution", 2), ("spine", 3))
    for word, place in (*words, ("core", 3), ("router", 4), ("firewall", 4), ("wan", 4)):
        whole = word in lowered.replace("-", " ").split()
        if whole or (word not in ("tor", "wan") and word in lowered):
            return place
    return 1
