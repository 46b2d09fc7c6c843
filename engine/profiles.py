"""What makers publish about the path between two sites that replicate synchronously.

Limits change with versions: they are a starting point that an organisation replaces by what its
contract and its version say. `trust` tells how well each is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.amounts import one_of

READ, SECONDARY, UNCHECKED = "vendor document", "secondary source", "not checked"
MOST, BELOW, LEAST = "at most", "less than", "at least"
MEASURES = {
    "round_trip_ms": ("round trip", 1, "ms"),
    "km": ("distance", 1, "km"),
    "jitter_ms": ("jitter", 1, "ms"),
    "loss": ("packet loss", 100, "%"),
    "gbps": ("bandwidth", 1, "Gbit/s"),
}
"""Each measure of a `replication.Route` that may be limited: its name, and scale and unit in words."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One measure of a path held to a value: at most, less than, or at least.

    >>> limit = Limit("round_trip_ms", 5, BELOW)
    >>> limit.holds(4.9), limit.holds(5), limit.asked
    (True, False, 'less than 5 ms')
    """

    measure: str
    value: float
    bound: str = MOST

    def holds(self, found: float) -> bool:
        """Whether a measured value is within it."""
        if self.bound == LEAST:
            return found >= self.value
        return found < self.value or (self.bound == MOST and found == self.value)

    def said(self, value: float) -> str:
        """A value of this measure with its unit."""
        _, scale, unit = MEASURES[self.measure]
        return f"{value * scale:.6g} {unit}"

    @property
    def label(self) -> str:
        """The measure's name."""
        return MEASURES[self.measure][0]

    @property
    def asked(self) -> str:
        """What is asked, with its unit."""
        return f"{self.bound} {self.said(self.value)}"


@dataclass(frozen=True, slots=True)
class Profile:
    """Published limits of one product or rule, with source and trust.

    `witness_ms` is the most to the third site that decides which side goes on, where published.
    """

    key: str
    name: str
    limits: tuple[Limit, ...]
    source: str
    trust: str
    witness_ms: float | None = None


PROFILES = (
    Profile(
        "netapp-metrocluster-ip",
        "NetApp MetroCluster IP",
        (
            Limit("round_trip_ms", 7),
            Limit("km", 700),
            Limit("loss", 0.0001),
            Limit("jitter_ms", 3),
        ),
        "Lenovo edition of the MetroCluster IP guide",
        SECONDARY,
    ),
    Profile(
        "ontap-select-metrocluster-sds",
        "ONTAP Select MetroCluster SDS",
        (Limit("round_trip_ms", 5), Limit("km", 10), Limit("jitter_ms", 5)),
        "NetApp ONTAP Select documentation",
        READ,
    ),
    Profile(
        "nutanix-metro",
        "Nutanix Metro Availability",
        (Limit("round_trip_ms", 5, BELOW),),
        "Nutanix Metro Availability guides",
        SECONDARY,
        witness_ms=200,
    ),
    Profile(
        "ibm-fusion-stretch",
        "IBM Fusion Data Foundation stretch cluster",
        (Limit("round_trip_ms", 10),),
        "IBM Storage Fusion documentation",
        READ,
    ),
    Profile(
        "google-distributed-cloud",
        "Google Distributed Cloud zones",
        (Limit("round_trip_ms", 1, BELOW),),
        "Google Distributed Cloud documentation",
        READ,
    ),
    Profile(
        "vmware-zones",
        "VMware validated design zones",
        (Limit("round_trip_ms", 5, BELOW), Limit("gbps", 10, LEAST)),
        "VMware Validated Design documentation",
        READ,
    ),
    Profile(
        "juniper-jsa-ha",
        "Juniper JSA high availability",
        (Limit("round_trip_ms", 2, BELOW),),
        "Juniper Secure Analytics documentation",
        READ,
    ),
    Profile(
        "azure-zones",
        "Azure availability zones",
        (Limit("km", 100),),
        "Microsoft Azure reliability documentation: usually within 100 km",
        SECONDARY,
    ),
    Profile(
        "aws-zones",
        "AWS availability zones",
        (Limit("km", 100),),
        "AWS global infrastructure pages: up to 100 km (60 miles)",
        SECONDARY,
    ),
    Profile(
        "vsan-stretched",
        "VMware vSAN stretched cluster",
        (Limit("round_trip_ms", 5),),
        "VMware vSAN documentation",
        UNCHECKED,
        witness_ms=200,
    ),
    Profile(
        "rule-of-thumb",
        "The rule of thumb for synchronous replication",
        (Limit("round_trip_ms", 5), Limit("km", 100)),
        "Common planning guidance: 5 ms, 50 to 100 km",
        SECONDARY,
    ),
)


def profile(key: str) -> Profile:
    """The published limits by key; else ValueError.

    >>> profile("netapp-metrocluster-ip").limits[0].asked
    'at most 7 ms'
    """
    one_of(key, tuple(one.key for one in PROFILES), "the profile")
    return next(one for one in PROFILES if one.key == key)
