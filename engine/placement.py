"""Where copies and sites stand: how far apart, in which countries, and what a recovery site is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from engine.amounts import one_of
from engine.results import Reason

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth in degrees; north and east are positive. ValueError outside the globe.

    >>> Point(52.37, 4.9)
    Point(latitude=52.37, longitude=4.9)
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not -90 <= self.latitude <= 90:
            raise ValueError(f"Give a latitude from -90 to 90 degrees, not {self.latitude:g}.")
        if not -180 <= self.longitude <= 180:
            raise ValueError(f"Give a longitude from -180 to 180 degrees, not {self.longitude:g}.")


def great_circle_km(one: Point, other: Point) -> float:
    """Kilometres between two points over the surface of a sphere; within 0.6 % of the true Earth.

    Source: the haversine formula with the IUGG mean radius.

    >>> round(great_circle_km(Point(52.37, 4.90), Point(50.11, 8.68)))
    364
    """
    north, south = radians(one.latitude), radians(other.latitude)
    up = sin((south - north) / 2) ** 2
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(up + cos(north) * cos(south) * across)))


@dataclass(frozen=True, slots=True)
class Residency:
    """Whether every copy stands in an allowed country; copies elsewhere and of unknown country.

    A copy whose country nobody states is not taken as allowed.
    """

    met: bool
    outside: tuple[str, ...]
    unknown: tuple[str, ...]
    reasons: tuple[Reason, ...]


def residency(copies: Mapping[str, str], allowed: Iterable[str]) -> Residency:
    """Holds the countries of copies (ISO 3166-1 alpha-2, by name of the copy) to those allowed.

    An empty country is unknown. Source: ISO 3166-1; what is allowed is the organisation's to say,
    as under GDPR chapter V. Raises ValueError where no country is allowed or there is no copy.

    >>> answer = residency({"tape": "NL", "cloud": "us"}, ["NL", "DE"])
    >>> answer.met, answer.reasons[0].text
    (False, 'cloud stands in US, and only DE and NL are allowed.')
    """
    countries = tuple(sorted({one.strip().upper() for one in allowed if one.strip()}))
    if not countries:
        raise ValueError("Name at least one country in which copies may stand.")
    if not copies:
        raise ValueError("Name at least one copy and its country.")
    stands = {name: country.strip().upper() for name, country in copies.items()}
    unknown = tuple(name for name, country in stands.items() if not country)
    outside = tuple(name for name, at in stands.items() if at and at not in countries)
    reasons = [
        Reason("copy outside", {"copy": name, "country": stands[name], "allowed": countries})
        for name in outside
    ]
    if unknown:
        reasons.append(Reason("copy country unknown", {"items": unknown}))
    if not reasons:
        reasons.append(Reason("copies resident", {"allowed": countries}))
    return Residency(not (outside or unknown), outside, unknown, tuple(reasons))


@dataclass(frozen=True, slots=True)
class RecoverySite:
    """What a kind of recovery site usually is: hours to recover and yearly cost, each low to high.

    Cost is a share of the cost of running production for a year. `assumption`: defaults of the
    product that an organisation replaces by its own figures; no standard fixes them.
    """

    kind: str
    recovery_h: tuple[float, float]
    cost_share: tuple[float, float]
    assumption: bool = True


RECOVERY_SITES = (
    RecoverySite("active-active", (0, 0.1), (1.0, 2.0)),
    RecoverySite("hot", (0.1, 4), (0.9, 1.1)),
    RecoverySite("warm", (4, 72), (0.3, 0.5)),
    RecoverySite("cold", (72, 504), (0.1, 0.2)),
)
"""Hours put the usual words in figures: hot is minutes to hours, warm hours to days, cold days to
weeks (NIST SP 800-34 compares the kinds in the same order)."""


def recovery_site(kind: str) -> RecoverySite:
    """The default of a kind of recovery site: active-active, hot, warm or cold; else ValueError.

    >>> recovery_site("warm").recovery_h, recovery_site("warm").assumption
    ((4, 72), True)
    """
    one_of(kind, tuple(site.kind for site in RECOVERY_SITES), "the kind of site")
    return next(site for site in RECOVERY_SITES if site.kind == kind)
