"""What Meridia runs on, as tables a person can read: items, what they rest on, claims and proofs.

Hours throughout. A claim is (low, likely, high); a proof is (hours, days ago, method, clock).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """One configuration item: where it stands, whose it is, what it rests on, what is said and proven.

    `needs` are restored before it, `runs_on` only joined at the end, `any_of` a group of which one
    is enough. `data` names the data sets it reads and writes.
    """

    name: str
    kind: str
    owner: str
    site: str = ""
    tier: int = 2
    claim: tuple[float, float, float] | None = None
    claim_rpo: float | None = None
    proof: tuple[float, int, str, str] | None = None
    proof_rpo: float | None = None
    needs: tuple[str, ...] = ()
    runs_on: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    vendor: str = ""
    yearly_cost: int | None = None
    """What keeping its recovery that fast costs a year."""


@dataclass(frozen=True)
class Place:
    """A site or cloud region with its coordinates."""

    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    purpose: str


PLACES = (
    Place("Amsterdam AMS-1", "NL", "Europe West", 52.303, 4.938, "data centre"),
    Place("Dublin DUB-1", "IE", "Europe West", 53.404, -6.374, "data centre"),
    Place("Utrecht head office", "NL", "Europe West", 52.090, 5.110, "office"),
    Place("Dublin office", "IE", "Europe West", 53.346, -6.264, "office"),
    Place("Kraków service centre", "PL", "Europe Central", 50.068, 19.947, "office"),
    Place("Cloud EU West", "IE", "Europe West", 53.333, -6.250, "cloud region"),
    Place("Cloud EU Central", "DE", "Europe Central", 50.110, 8.682, "cloud region"),
)

TEAMS = (
    ("IT Platform on call", "IT Platform", "Lars Eriksen", 4),
    ("Database on call", "IT Data", "Tom Okafor", 2),
    ("Network on call", "IT Network", "Petra Novák", 3),
    ("Claims IT on call", "Claims IT", "Ivan Petrov", 3),
    ("Payment operations shift", "Payment operations", "Aoife Byrne", 6),
    ("Claims handlers", "Claims", "Marta Nowak", 40),
    ("Contact centre shift", "Member services", "Sofia Rossi", 55),
)

LARS, TOM, MEI, PETRA, IVAN, OLIVIER = (
    "Lars Eriksen",
    "Tom Okafor",
    "Mei Chen",
    "Petra Novák",
    "Ivan Petrov",
    "Olivier Laurent",
)
AMS, DUB, EUW, EUC = "Amsterdam AMS-1", "Dublin DUB-1", "Cloud EU West", "Cloud EU Central"

DATA_SETS = (
    ("Identities", "internal"),
    ("Ledger", "confidential"),
    ("Claims", "special category"),
    ("Members", "personal"),
    ("Invoices", "confidential"),
    ("Case files", "special category"),
    ("Reporting", "internal"),
    ("Payments", "confidential"),
)
UNSAID = ("Invoices",)
"""Data sets of which nobody has said yet how old they would be."""
