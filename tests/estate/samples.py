"""Rows whose own rules ask for more than required fields."""

from datetime import UTC, datetime, timedelta

from core.models import Unit
from estate.choices import DelayStep, Kind, Verb
from estate.models import (
    Delay,
    EstateChange,
    Item,
    KindDefault,
    RedundancyGroup,
    RedundancyMember,
    ScenarioLoss,
    Site,
    Team,
)
from tests.samples import make

HOUR = timedelta(hours=1)


def make_item(unit: Unit, number: int) -> Item:
    """An application: functions are made with their interview."""
    return Item.objects.create(kind=Kind.APPLICATION, name=f"Sample {number}", unit=unit)


def make_site(unit: Unit, number: int) -> Site:
    item = Item.objects.create(kind="site", name=f"Site {number}", unit=unit)
    return Site.objects.create(name=item.name, item=item, unit=unit, country="Netherlands")


def make_team(unit: Unit, number: int) -> Team:
    item = Item.objects.create(kind="team", name=f"Team {number}", unit=unit)
    return Team.objects.create(name=item.name, item=item, unit=unit)


def make_delay(unit: Unit, number: int) -> Delay:
    used = set(Delay.objects.values_list("step", flat=True))
    free = [step for step in DelayStep.values if step not in used]
    if not free:
        return Delay.objects.all()[number % 3]
    return Delay.objects.create(step=free[0], low=HOUR, likely=HOUR, high=HOUR)


def make_default(unit: Unit, number: int) -> KindDefault:
    used = set(KindDefault.objects.values_list("kind", flat=True))
    free = next(kind for kind in Kind.values if kind not in used)
    return KindDefault.objects.create(kind=free, low=HOUR, likely=HOUR, high=HOUR)


def make_member(unit: Unit, number: int) -> RedundancyMember:
    group = make(RedundancyGroup, unit)
    made = [
        RedundancyMember.objects.create(group=group, provider=make(Item, unit))
        for _each in range(2)
    ]
    return made[0]


def make_loss(unit: Unit, number: int) -> ScenarioLoss:
    scenario = make(ScenarioLoss._meta.get_field("scenario").related_model, unit)
    return ScenarioLoss.objects.create(scenario=scenario, country="Netherlands")


def make_change(unit: Unit, number: int) -> EstateChange:
    """A change that says what differed, as most do."""
    item = make(Item, unit)
    said = {"site": ["Amsterdam", "Dublin"], "passes_on": ["No", "Yes"], "claim": ["–", "4 h"]}
    day = datetime(2026, 5, 1, tzinfo=UTC)
    return EstateChange.objects.create(item=item, verb=Verb.CHANGED, fields=said, at=day)


SAMPLES = {
    Item: make_item,
    EstateChange: make_change,
    Site: make_site,
    Team: make_team,
    Delay: make_delay,
    KindDefault: make_default,
    RedundancyMember: make_member,
    ScenarioLoss: make_loss,
}
