"""Who works at Meridia: units, people, roles, deputies and telephone numbers."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from core import services
from core.models import ContactMethod, Deputy, Grant, Organisation, Unit, User

DOMAIN = "meridia.example"
PASSWORD = "meridia-demo-2026"

# Unit and the unit it is part of, from the top down.
UNITS = (
    ("Meridia Health", ""),
    ("Insurance operations", "Meridia Health"),
    ("Claims", "Insurance operations"),
    ("Member services", "Insurance operations"),
    ("Provider network", "Insurance operations"),
    ("Premium and billing", "Insurance operations"),
    ("Meridia Pay", "Meridia Health"),
    ("Payment operations", "Meridia Pay"),
    ("Fraud and risk", "Meridia Pay"),
    ("Information technology", "Meridia Health"),
    ("IT Platform", "Information technology"),
    ("IT Data", "Information technology"),
    ("IT Network", "Information technology"),
    ("Claims IT", "Information technology"),
    ("Corporate", "Meridia Health"),
    ("Finance", "Corporate"),
    ("People and payroll", "Corporate"),
    ("Legal and compliance", "Corporate"),
    ("Procurement", "Corporate"),
    ("Facilities", "Corporate"),
)


@dataclass(frozen=True)
class Person:
    """One employee, with the roles held: role → unit ("" for the whole organisation)."""

    name: str
    position: str
    unit: str
    roles: dict[str, str] = field(default_factory=dict)
    zone: str = "Europe/Amsterdam"
    deputy: str = ""

    @property
    def email(self) -> str:
        """first.last@domain, without accents."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return ".".join(plain.lower().split()) + "@" + DOMAIN


OWNER, SERVICE = {"process_owner": ""}, {"service_owner": ""}

PEOPLE = (
    Person(
        "Iris Vos",
        "Continuity manager",
        "Corporate",
        {"continuity_manager": ""},
        deputy="Ruben Smit",
    ),
    Person(
        "Ruben Smit",
        "Continuity coordinator, insurance",
        "Insurance operations",
        {"unit_coordinator": "Insurance operations"},
    ),
    Person(
        "Nadia Haddad",
        "Continuity coordinator, payments",
        "Meridia Pay",
        {"unit_coordinator": "Meridia Pay"},
    ),
    Person("Marta Nowak", "Head of claims payment", "Claims", OWNER, deputy="Pieter de Boer"),
    Person("Pieter de Boer", "Senior claims handler", "Claims", OWNER),
    Person("Joost de Wit", "Director of claims", "Claims", {"unit_head": "Claims"}),
    Person("Sofia Rossi", "Contact centre manager", "Member services", OWNER),
    Person(
        "Daniel Okoye",
        "Director of member services",
        "Member services",
        {"unit_head": "Member services"},
    ),
    Person("Hanna Lindqvist", "Provider relations manager", "Provider network", OWNER),
    Person(
        "Bram Jansen",
        "Director of the provider network",
        "Provider network",
        {"unit_head": "Provider network"},
    ),
    Person("Claire Dubois", "Premium collection manager", "Premium and billing", OWNER),
    Person(
        "Tomás Ruiz",
        "Director of billing",
        "Premium and billing",
        {"unit_head": "Premium and billing"},
    ),
    Person(
        "Aoife Byrne", "Payment operations manager", "Payment operations", OWNER, "Europe/Dublin"
    ),
    Person(
        "Liam Walsh",
        "Director of Meridia Pay",
        "Meridia Pay",
        {"unit_head": "Meridia Pay"},
        "Europe/Dublin",
    ),
    Person("Yusuf Demir", "Fraud analytics lead", "Fraud and risk", OWNER, "Europe/Dublin"),
    Person("Tom Okafor", "Database platform owner", "IT Data", SERVICE, deputy="Mei Chen"),
    Person("Mei Chen", "Storage and backup engineer", "IT Data", SERVICE),
    Person("Lars Eriksen", "Platform owner", "IT Platform", SERVICE),
    Person("Petra Novák", "Network owner", "IT Network", SERVICE),
    Person("Ivan Petrov", "Claims applications owner", "Claims IT", SERVICE),
    Person(
        "Anna Kowalska",
        "Chief information officer",
        "Information technology",
        {"unit_head": "Information technology", "crisis_team": ""},
    ),
    Person(
        "Viktor Hale", "Head of IT operations", "Information technology", {"incident_commander": ""}
    ),
    Person("Elena Marin", "Head of communications", "Corporate", {"crisis_team": ""}),
    Person("Grace Osei", "Financial controller", "Finance", OWNER),
    Person("Henk Mulder", "Chief financial officer", "Finance", {"unit_head": "Corporate"}),
    Person("Julia Brandt", "Payroll manager", "People and payroll", OWNER),
    Person(
        "Olivier Laurent", "Vendor manager", "Procurement", {"vendor_manager": "", "risk_owner": ""}
    ),
    Person("Margaret Shaw", "Internal auditor", "Corporate", {"auditor": ""}),
    Person(
        "Charlotte van Dam",
        "Chief executive officer",
        "Meridia Health",
        {"executive": ""},
        deputy="Henk Mulder",
    ),
    Person("Admin Meridia", "Application administrator", "IT Platform", {"administrator": ""}),
)

# The personas of the login page, in their order.
PERSONAS = (
    ("Iris Vos", "Continuity manager"),
    ("Ruben Smit", "Unit coordinator, insurance"),
    ("Marta Nowak", "Process owner, claims payment"),
    ("Joost de Wit", "Head of unit, claims"),
    ("Tom Okafor", "Service owner, databases"),
    ("Viktor Hale", "Incident commander"),
    ("Elena Marin", "Crisis team"),
    ("Olivier Laurent", "Vendor manager"),
    ("Margaret Shaw", "Auditor"),
    ("Charlotte van Dam", "Executive"),
    ("Admin Meridia", "Administrator"),
)


def build(*, at: datetime) -> None:
    """Found Meridia and hire its people. The clock is the day the demo is made."""
    services.save(
        Organisation(
            pk=1, name="Meridia Health", time_zone="Europe/Amsterdam", currency="EUR", is_demo=True
        ),
        by=None,
        at=at,
    )
    units: dict[str, Unit] = {}
    for name, parent in UNITS:
        units[name] = services.save(Unit(name=name, parent=units.get(parent)), by=None, at=at)
    secret = make_password(PASSWORD)
    people = {person.name: hire(person, units, secret, at=at) for person in PEOPLE}
    for person in PEOPLE:
        if person.deputy:
            name_deputy(people[person.name], people[person.deputy], at=at)
        for role, unit in person.roles.items():
            grant(people[person.name], role, units.get(unit), at=at)
            if role == "unit_head":
                units[unit].head = people[person.name]
                services.save(units[unit], by=None, at=at)


def hire(person: Person, units: dict[str, Unit], secret: str, *, at: datetime) -> User:
    """Make the person with a hashed password and a mobile number."""
    user = User(
        email=person.email,
        name=person.name,
        job_title=person.position,
        unit=units[person.unit],
        time_zone=person.zone,
        password=secret,
    )
    services.save(user, by=None, at=at)
    number = f"+31 6 5550 {1000 + user.pk:04d}"
    services.save(ContactMethod(person=user, value=number, checked_on=at.date()), by=None, at=at)
    return user


def grant(user: User, role: str, unit: Unit | None, *, at: datetime) -> None:
    """Give the role, in force for two years already."""
    services.save(
        Grant(person=user, role=role, unit=unit, from_at=at - timedelta(days=730)), by=None, at=at
    )


def name_deputy(user: User, deputy: User, *, at: datetime) -> None:
    """Let one stand in for the other from today."""
    services.save(Deputy(person=user, deputy=deputy, from_on=at.date()), by=None, at=at)


def person(name: str) -> User:
    """The person of that name."""
    found: User = User.objects.get(name=name, email__endswith="@" + DOMAIN)
    return found
