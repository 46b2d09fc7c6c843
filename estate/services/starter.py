"""Common values a new programme may begin with; each says of itself that it is one, to be confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.models import User
from estate.choices import DelayStep, Kind, ScenarioKind
from estate.models import Delay, Item, KindDefault, PlanningScenario, ScenarioLoss, Site

from .changes import write

MINUTES = {
    DelayStep.DETECT: (5, 15, 30),
    DelayStep.DECLARE: (10, 20, 60),
    DelayStep.MOBILISE: (15, 30, 60),
}
HOURS = {
    Kind.SERVER: (2, 6, 12),
    Kind.CLUSTER: (4, 12, 24),
    Kind.NETWORK: (1, 4, 8),
    Kind.CIRCUIT: (4, 8, 24),
    Kind.RACK: (1, 4, 8),
    Kind.POWER: (1, 4, 12),
}
"""Hardware alone: of what people run, an unknown time is worth more than an assumed one."""


@dataclass(frozen=True)
class Starter:
    """What would be added; nothing that is there already is touched."""

    delays: list[Delay]
    defaults: list[KindDefault]
    scenarios: list[tuple[PlanningScenario, Site]]

    @property
    def is_empty(self) -> bool:
        """Whether all of it is there."""
        return not (self.delays or self.defaults or self.scenarios)


def propose() -> Starter:
    """The common values that are missing, and the loss of each site at which something stands."""
    note = _("A common starting value, to be confirmed.")
    present = set(Delay.objects.values_list("step", flat=True))
    assumed = set(KindDefault.objects.values_list("kind", flat=True))
    named = set(PlanningScenario.objects.values_list("name", flat=True))
    stands = Item.objects.in_use().filter(site=OuterRef("pk")).exclude(kind=Kind.SITE)
    sites = Site.objects.in_use().filter(Exists(stands))
    return Starter(
        [
            Delay(step=step, **_times(minutes, timedelta(minutes=1)), note=note)
            for step, minutes in MINUTES.items()
            if step not in present
        ],
        [
            KindDefault(kind=kind, **_times(hours, timedelta(hours=1)), note=note)
            for kind, hours in HOURS.items()
            if kind not in assumed
        ],
        [
            (PlanningScenario(name=name, kind=ScenarioKind.SITE, description=note), site)
            for site in sites.order_by("name")
            if (name := _("%(site)s lost") % {"site": site.name}) not in named
        ],
    )


def _times(values: Iterable[float], unit: timedelta) -> dict[str, timedelta]:
    low, likely, high = (value * unit for value in values)
    return {"low": low, "likely": likely, "high": high}


@transaction.atomic
def take(*, by: User, at: datetime) -> Starter:
    """Add what is missing, in the person's name."""
    starter = propose()
    for row in (*starter.delays, *starter.defaults):
        write(row, by=by, at=at)
    for scenario, site in starter.scenarios:
        write(scenario, by=by, at=at)
        write(ScenarioLoss(scenario=scenario, site=site), by=by, at=at)
    return starter
