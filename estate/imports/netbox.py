"""NetBox: the objects of its database as JSON (`manage.py dumpdata`), into items and what they rest on.

| NetBox | becomes | rests on |
|---|---|---|
| site | site, in region and country | one of its circuits, where they are several |
| rack | rack | its power feeds (one of them, where several), its site |
| power panel, power feed | power supply | panel: site; feed: panel |
| device | server, network device, power supply (by role) | rack; what powers it; its uplinks |
| cluster | cluster, or cloud region where its type is a public cloud | its provider, its site |
| virtual machine | server | its cluster, or its host |
| circuit, provider | circuit, vendor service | circuit: provider |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .netboxcables import Cabling
from .netboxwords import (
    CLOUDS,
    DATABASE_WORDS,
    LIFECYCLES,
    PASSIVE_WORDS,
    USED,
    Fields,
    Objects,
    carried,
    coordinates,
    kind_of_device,
    objects_of,
    says,
    scope_site,
    termination_site,
    text_of,
    tier_of_role,
)
from .picture import (
    ImportedDependency,
    ImportedGroup,
    ImportedItem,
    ImportedSite,
    Picture,
    Problem,
    doubled,
    tidy,
)


def read(text: str | bytes) -> Picture:
    """What the file shows of the estate. Raises Unreadable when it is no such file."""
    reader = _Reader(*objects_of(text))
    reader.read()
    return reader.picture()


class _Reader:
    """Reads the objects in an order in which what is referred to comes first."""

    def __init__(self, objects: Objects, problems: list[Problem]) -> None:
        self.objects, self.problems = objects, problems
        self.items: list[ImportedItem] = []
        self.known: dict[str, ImportedItem] = {}
        self.sites: list[ImportedSite] = []
        self.dependencies: list[ImportedDependency] = []
        self.groups: list[ImportedGroup] = []

    def rows(self, model: str) -> dict[Any, dict[str, Any]]:
        """The objects of a model, by key."""
        return self.objects.get(model, {})

    def get(self, model: str, key: Any) -> Fields:
        """An object that something refers to; an empty one where it is missing."""
        return self.rows(model).get(key, {}) if isinstance(key, int | str) else {}

    def read(self) -> None:
        """All of it."""
        for each in (
            self.read_sites,
            self.read_providers,
            self.read_power,
            self.read_racks,
            self.read_devices,
            self.read_clusters,
            self.read_machines,
            self.read_circuits,
            self.read_cables,
        ):
            each()

    def picture(self) -> Picture:
        """What was read, with what is refused and what is no part of the estate."""
        self.problems += doubled(self.items)
        dependencies, groups = tidy(self.items, self.dependencies, self.groups, self.problems)
        ignored = {m: len(rows) for m, rows in sorted(self.objects.items()) if m not in USED}
        return Picture(
            tuple({item.external_id: item for item in self.items}.values()),
            tuple(self.sites),
            tuple(dependencies),
            tuple(groups),
            tuple(self.problems),
            ignored,
        )

    # Helpers

    def add(self, model: str, key: Any, kind: str, name: str, fields: Fields, **more: Any) -> str:
        """Take an object over as an item; its external id, or "" where it is refused."""
        place, external = f"{model} {key}", f"{model}:{key}"
        if not name:
            self.problems.append(Problem(place, "has no name. Name it in NetBox and import again."))
            return ""
        if len(name) > 300:
            self.problems.append(Problem(place, "has a name of more than 300 characters."))
            return ""
        status = text_of(fields.get("status")).lower()
        item = ImportedItem(
            kind=kind,
            name=name,
            external_id=external,
            description=text_of(fields.get("description"))[:2000],
            lifecycle=LIFECYCLES.get(status, "live"),
            place=place,
            carries=carried(self.objects, model, fields),
            **more,
        )
        self.items.append(item)
        self.known[external] = item
        return external

    def rests(self, dependent: str, model: str, key: Any, phase: str = "restore") -> bool:
        """Note a dependency on another object; whether there is such an object."""
        provider = f"{model}:{key}"
        if key is None or provider not in self.known:
            if key is not None:
                sentence = (
                    f"refers to {model} {key}, which is not in the file. The link is left out."
                )
                self.problems.append(Problem(self.known[dependent].place, sentence))
            return False
        self.dependencies.append(ImportedDependency(dependent, provider, phase))
        return True

    def site_of(self, key: Any) -> str:
        """The external id of a site that was taken over, or ""."""
        external = f"dcim.site:{key}"
        return external if external in self.known else ""

    # Places and suppliers

    def read_sites(self) -> None:
        """Sites, with the region they lie in and the country above it."""
        for key, fields in self.rows("dcim.site").items():
            name = text_of(fields.get("name"))
            group = text_of(self.get("dcim.sitegroup", fields.get("group")).get("name"))
            external = self.add("dcim.site", key, "site", name, fields, type=group)
            if not external:
                continue
            region, country = self.region_and_country(fields.get("region"))
            latitude, longitude = self.coordinates(external, fields)
            self.sites.append(
                ImportedSite(
                    external,
                    text_of(fields.get("physical_address")),
                    region,
                    country,
                    latitude,
                    longitude,
                    text_of(fields.get("time_zone")),
                    carried(self.objects, "place", fields),
                )
            )

    def region_and_country(self, key: Any) -> tuple[str, str]:
        """The names of the region and of the country: the second level of the tree, below the continents."""
        path: list[str] = []
        seen: set[Any] = set()
        while key is not None and key not in seen:
            seen.add(key)
            fields = self.get("dcim.region", key)
            if fields:
                path.insert(0, text_of(fields.get("name")))
            key = fields.get("parent")
        country = path[1] if len(path) > 1 else ""
        return (path[-1] if path else ""), country

    def coordinates(self, external: str, fields: Fields) -> tuple[float | None, float | None]:
        """Latitude and longitude, both or neither."""
        try:
            return coordinates(fields)
        except ValueError:
            sentence = "has coordinates that are on no map. They are left out."
            self.problems.append(Problem(self.known[external].place, sentence))
            return None, None

    def read_providers(self) -> None:
        """Carriers, as vendor services."""
        for key, fields in self.rows("circuits.provider").items():
            name = text_of(fields.get("name"))
            self.add("circuits.provider", key, "vendor", name, fields, type="Carrier")

    # Power and racks

    def read_power(self) -> None:
        """Panels on their site, feeds on their panel."""
        for key, fields in self.rows("dcim.powerpanel").items():
            name, site = text_of(fields.get("name")), self.site_of(fields.get("site"))
            panel = self.add(
                "dcim.powerpanel", key, "power", name, fields, type="Power panel", site=site
            )
            if panel:
                self.rests(panel, "dcim.site", fields.get("site"))
        for key, fields in self.rows("dcim.powerfeed").items():
            panel_key = fields.get("power_panel")
            site = self.site_of(self.get("dcim.powerpanel", panel_key).get("site"))
            name = text_of(fields.get("name"))
            feed = self.add(
                "dcim.powerfeed", key, "power", name, fields, type="Power feed", site=site
            )
            if feed:
                self.rests(feed, "dcim.powerpanel", panel_key)

    def read_racks(self) -> None:
        """Racks on their site and on one of their feeds."""
        feeds: dict[Any, list[str]] = {}
        for key, fields in self.rows("dcim.powerfeed").items():
            if fields.get("rack") is not None and f"dcim.powerfeed:{key}" in self.known:
                feeds.setdefault(fields["rack"], []).append(f"dcim.powerfeed:{key}")
        for key, fields in self.rows("dcim.rack").items():
            name, site = text_of(fields.get("name")), self.site_of(fields.get("site"))
            place = self.known[site].name if site else ""
            role = text_of(self.get("dcim.rackrole", fields.get("role")).get("name"))
            # Names such as "Comms closet" repeat in every branch.
            full = f"{place} {name}" if place and name else name
            rack = self.add("dcim.rack", key, "rack", full, fields, type=role or "Rack", site=site)
            if rack:
                self.rests(rack, "dcim.site", fields.get("site"))
                self.one_of(rack, "power", "Power feeds", feeds.get(key, []))

    def one_of(self, dependent: str, word: str, name: str, providers: Iterable[str]) -> None:
        """Note that any one of these providers is enough."""
        members = tuple(dict.fromkeys(providers))
        if members:
            self.groups.append(
                ImportedGroup(f"{dependent}/{word}", dependent, name, members, 1, "restore")
            )

    # Devices

    def read_devices(self) -> None:
        """Devices in their rack; panels and shelves carry nothing of their own."""
        for key, fields in self.rows("dcim.device").items():
            role = self.role_of(fields)
            if says(role, PASSIVE_WORDS):
                continue
            site = self.site_of(fields.get("site"))
            device = self.add(
                "dcim.device",
                key,
                kind_of_device(role),
                self.device_name(fields),
                fields,
                type=role[:100],
                site=site,
            )
            if not device:
                continue
            in_rack = fields.get("rack") is not None and self.rests(
                device, "dcim.rack", fields["rack"]
            )
            if not in_rack and site:
                self.rests(device, "dcim.site", fields.get("site"))

    def role_of(self, fields: Fields) -> str:
        """The name of a device's role; older exports call the field device_role."""
        key = fields.get("role", fields.get("device_role"))
        return text_of(self.get("dcim.devicerole", key).get("name"))

    def device_name(self, fields: Fields) -> str:
        """Its name; without one, the stack and place in it, or its model and place in the rack."""
        if name := text_of(fields.get("name")):
            return name
        stack = text_of(self.get("dcim.virtualchassis", fields.get("virtual_chassis")).get("name"))
        if stack:
            return f"{stack} member {text_of(fields.get('vc_position')) or '?'}"
        model = text_of(self.get("dcim.devicetype", fields.get("device_type")).get("model"))
        rack = text_of(self.get("dcim.rack", fields.get("rack")).get("name"))
        position = text_of(fields.get("position")).removesuffix(".0")
        if not model:
            return ""
        where = [f"in {rack}" if rack else "", f"U{position}" if position else ""]
        return " ".join(part for part in (model, *where) if part)

    # Virtual

    def read_clusters(self) -> None:
        """Clusters; one of a public cloud's type is a region of that cloud, which is a supplier."""
        clouds: dict[Any, str] = {}
        for key, fields in self.rows("virtualization.cluster").items():
            type_key = fields.get("type")
            type_name = text_of(self.get("virtualization.clustertype", type_key).get("name"))
            is_cloud = says(type_name, CLOUDS)
            if is_cloud and type_key not in clouds:
                clouds[type_key] = self.add(
                    "virtualization.clustertype", type_key, "vendor", type_name, {}, type="Cloud"
                )
            supplier = clouds.get(type_key, "")
            group = self.get("virtualization.clustergroup", fields.get("group"))
            name, site_key = text_of(fields.get("name")), scope_site(fields)
            cluster = self.add(
                "virtualization.cluster",
                key,
                "region" if is_cloud else "cluster",
                name,
                fields,
                type=type_name[:100],
                site=self.site_of(site_key),
                region=(name if is_cloud else text_of(group.get("name")))[:100],
                supplier=supplier,
            )
            if cluster and supplier:
                self.dependencies.append(ImportedDependency(cluster, supplier, "restore"))
            if cluster and site_key is not None:
                self.rests(cluster, "dcim.site", site_key)

    def read_machines(self) -> None:
        """Virtual machines on their cluster or host; a cluster's hosts carry it."""
        self.read_hosts()
        for key, fields in self.rows("virtualization.virtualmachine").items():
            role = text_of(self.get("dcim.devicerole", fields.get("role")).get("name"))
            cluster = self.known.get(f"virtualization.cluster:{fields.get('cluster')}")
            site = self.site_of(fields.get("site")) or (cluster.site if cluster else "")
            machine = self.add(
                "virtualization.virtualmachine",
                key,
                "database" if says(role, DATABASE_WORDS) else "server",
                text_of(fields.get("name")),
                fields,
                type=role[:100] or "Virtual machine",
                site=site,
                region=cluster.region if cluster and not site else "",
                supplier=cluster.supplier if cluster else "",
            )
            if not machine:
                continue
            on_host = fields.get("device") is not None and self.rests(
                machine, "dcim.device", fields["device"]
            )
            if fields.get("cluster") is not None:
                self.rests(machine, "virtualization.cluster", fields["cluster"])
            elif not on_host and site:
                self.rests(machine, "dcim.site", fields.get("site"))

    def read_hosts(self) -> None:
        """A cluster rests on any one of its hosts."""
        hosts: dict[Any, list[str]] = {}
        for key, fields in self.rows("dcim.device").items():
            if fields.get("cluster") is not None and f"dcim.device:{key}" in self.known:
                hosts.setdefault(fields["cluster"], []).append(f"dcim.device:{key}")
        for key, members in hosts.items():
            if f"virtualization.cluster:{key}" in self.known:
                self.one_of(f"virtualization.cluster:{key}", "hosts", "Hosts", members)

    # Circuits and cables

    def read_circuits(self) -> None:
        """Circuits on their provider; a site on any one of the circuits that end there."""
        for key, fields in self.rows("circuits.circuit").items():
            kind = text_of(self.get("circuits.circuittype", fields.get("type")).get("name"))
            provider = f"circuits.provider:{fields.get('provider')}"
            circuit = self.add(
                "circuits.circuit",
                key,
                "circuit",
                text_of(fields.get("cid")),
                fields,
                type=kind[:100],
                supplier=provider if provider in self.known else "",
            )
            if circuit:
                self.rests(circuit, "circuits.provider", fields.get("provider"))
        reached: dict[str, list[str]] = {}
        for fields in self.rows("circuits.circuittermination").values():
            site = self.site_of(termination_site(fields))
            circuit = f"circuits.circuit:{fields.get('circuit')}"
            if site and circuit in self.known:
                reached.setdefault(site, []).append(circuit)
        for site, circuits in reached.items():
            self.one_of(site, "circuits", "Circuits", sorted(set(circuits)))

    def read_cables(self) -> None:
        """What powers a device, and the switches above it: a path through patch panels joins its ends."""
        cabling = Cabling(self.rows, set(self.known), self.problems)
        for device, outlets in cabling.power().items():
            self.one_of(device, "power", "Power", outlets)
        near = {key: tier_of_role(item.kind, item.type) for key, item in self.known.items()}
        for device, uplinks in cabling.uplinks(near.__getitem__).items():
            self.one_of(device, "uplinks", "Uplinks", uplinks)
