"""A small organisation with logins, an impact scale to be approved, and a loss to plan for.

Written into a running installation by `manage.py shell`; what a first path shows comes after it.
"""

import sys
from datetime import timedelta

from django.utils import timezone

from bia.models import ImpactCategory, TimeBand
from bia.services import scales
from core import services
from core.models import Grant, Organisation, Unit, User
from estate.models import Item, PlanningScenario, ScenarioLoss
from estate.services.readiness import is_current
from tests.bia.building import HOURS

PASSWORD = "seven green bicycles stand there"
PEOPLE = (
    ("mona", "Mona Manager", "continuity_manager", ""),
    ("emil", "Emil Executive", "executive", ""),
    ("hedy", "Hedy Head", "unit_head", "Claims"),
    ("hugo", "Hugo Head", "unit_head", "Payments"),
    ("olga", "Olga Owner", "process_owner", "Claims"),
    ("omar", "Omar Owner", "process_owner", "Payments"),
    ("sven", "Sven Service", "service_owner", ""),
)


def found() -> None:
    """The units and people, each with a password."""
    at = timezone.now()
    services.save(
        Organisation(pk=1, name="First Path", time_zone="Europe/Amsterdam"), by=None, at=at
    )
    units = {
        name: services.save(Unit(name=name), by=None, at=at) for name in ("Claims", "Payments")
    }
    for short, name, role, unit in PEOPLE:
        person = User(email=f"{short}@example.org", name=name, unit=units.get(unit))
        person.set_password(PASSWORD)
        services.save(person, by=None, at=at)
        held = units.get(unit) if role == "unit_head" else None
        services.save(Grant(person=person, role=role, unit=held), by=None, at=at)
        if role == "unit_head":
            units[unit].head = person
            services.save(units[unit], by=None, at=at)


def draft_scale() -> None:
    """A scale of three categories and six times, handed in."""
    at, manager = timezone.now(), User.objects.get(email="mona@example.org")
    scale = scales.start_draft(by=manager, at=at)
    scale.categories.all().delete()
    scale.bands.all().delete()
    for number in HOURS:
        services.save(TimeBand(scale=scale, until=timedelta(hours=number)), by=manager, at=at)
    for place, name in enumerate(("Money", "Members", "Law"), start=1):
        category = ImpactCategory(scale=scale, name=name, position=place, intolerable=4)
        scales.save_category(category, by=manager, at=at)
    scales.submit(scale, by=manager, at=at)


def plan_loss(*names: str) -> None:
    """One planned scenario: these applications are lost; a service owner answers for them."""
    at, owner = timezone.now(), User.objects.get(email="sven@example.org")
    scenario = services.save(PlanningScenario(name="Applications lost"), by=None, at=at)
    for item in Item.objects.filter(name__in=names):
        item.owner = owner
        services.save(item, by=None, at=at)
        services.save(ScenarioLoss(scenario=scenario, item=item), by=None, at=at)


def told() -> None:
    """Print whether the stored verdicts are of the estate as it is now."""
    sys.stdout.write(str(is_current(at=timezone.now())))
