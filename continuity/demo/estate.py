"""Meridia's estate: places, teams, items, what they rest on, claims, tests, planned losses."""

from datetime import datetime, timedelta
from decimal import Decimal

from core import services as records
from core.models import Unit
from estate import services
from estate.choices import DelayStep, Kind, ScenarioKind
from estate.models import Delay, Item, KindDefault, PlanningScenario, ScenarioLoss

from . import systems, tables
from .people import person

KINDS = {
    "vendor service": Kind.VENDOR,
    "service": Kind.SERVICE,
    "application": Kind.APPLICATION,
    "database": Kind.DATABASE,
    "server": Kind.SERVER,
    "network": Kind.NETWORK,
}
DELAYS = (
    (DelayStep.DETECT, 5, 15, 30),
    (DelayStep.DECLARE, 10, 20, 60),
    (DelayStep.MOBILISE, 15, 30, 60),
)
# A planned loss: its kind, whether data is destroyed, the site or item lost, the kinds of items lost.
SYSTEMS = (Kind.SERVICE, Kind.APPLICATION, Kind.DATABASE, Kind.SERVER, Kind.DATA)
SCENARIOS = (
    ("Amsterdam data centre lost", ScenarioKind.SITE, False, "Amsterdam AMS-1", ()),
    ("Dublin data centre lost", ScenarioKind.SITE, False, "Dublin DUB-1", ()),
    ("Ransomware: all systems and their data", ScenarioKind.DATA, True, "", SYSTEMS),
    ("Payroll provider lost", ScenarioKind.SUPPLIER, False, "Payroll", ()),
)


def hours(count: float) -> timedelta:
    """Hours as an elapsed time."""
    return timedelta(hours=count)


class Builder:
    """Makes the estate item by item; knows what it made by name."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.items: dict[str, Item] = {}
        self.units = {unit.name: unit for unit in Unit.objects.all()}

    def build(self) -> None:
        """The whole estate, from the places up."""
        self._places()
        self._teams()
        for thing in systems.THINGS:
            self._thing(thing)
        for thing in systems.THINGS:
            self._links(thing)
        for name, kind in tables.DATA_SETS:
            self._data_set(name, kind)
        for thing in systems.THINGS:
            self._said_and_proven(thing)
        self._planning()

    def _places(self) -> None:
        for place in tables.PLACES:
            cloud = place.purpose == "cloud region"
            item = services.create_item(
                kind=Kind.REGION if cloud else Kind.SITE,
                name=place.name,
                type=place.purpose,
                region=place.region,
                country=place.country,
                passes_on=True,
                by=None,
                at=self.at,
            )
            self.items[place.name] = item
            if not cloud:
                site = item.place
                site.country, site.region = place.country, place.region
                site.latitude, site.longitude = (
                    Decimal(str(place.latitude)),
                    Decimal(str(place.longitude)),
                )
                services.save_site(site, by=None, at=self.at)

    def _teams(self) -> None:
        for name, unit, owner, capacity in tables.TEAMS:
            item = services.create_item(
                kind=Kind.TEAM,
                name=name,
                unit=self.units[unit],
                owner=person(owner),
                passes_on=True,
                by=None,
                at=self.at,
            )
            item.crew.capacity = capacity
            services.save_team(item.crew, by=None, at=self.at)
            self.items[name] = item

    def _thing(self, thing: tables.Thing) -> None:
        owner = person(thing.owner)
        stands = self.items.get(thing.site)
        at_site = stands is not None and stands.kind == Kind.SITE
        self.items[thing.name] = services.create_item(
            kind=KINDS[thing.kind],
            name=thing.name,
            unit=owner.unit,
            owner=owner,
            site=stands.place if stands is not None and at_site else None,
            region="" if at_site or stands is None else stands.name,
            supplier=self._supplier(thing.vendor),
            tier=thing.tier,
            yearly_cost=None if thing.yearly_cost is None else Decimal(thing.yearly_cost),
            by=None,
            at=self.at,
        )

    def _supplier(self, name: str) -> Item | None:
        if not name:
            return None
        if name not in self.items:
            self.items[name] = services.create_item(
                kind=Kind.VENDOR,
                name=name,
                type="supplier",
                passes_on=True,
                unit=self.units["Procurement"],
                owner=person("Olivier Laurent"),
                by=None,
                at=self.at,
            )
        return self.items[name]

    def _links(self, thing: tables.Thing) -> None:
        item = self.items[thing.name]
        for phase, names in (("restore", thing.needs), ("run", thing.runs_on)):
            for name in names:
                services.add_dependency(
                    dependent=item, provider=self.items[name], phase=phase, by=None, at=self.at
                )
        stands = self.items.get(thing.site)
        if stands is not None and stands.kind == Kind.REGION:
            services.add_dependency(
                dependent=item, provider=stands, phase="run", by=None, at=self.at
            )
        if thing.any_of:
            services.add_group(
                dependent=item,
                name=" or ".join(thing.any_of),
                providers=[self.items[name] for name in thing.any_of],
                phase="run",
                by=None,
                at=self.at,
            )

    def _data_set(self, name: str, classification: str) -> None:
        holder = next(thing for thing in systems.THINGS if name in thing.data)
        owner = person(holder.owner)
        label = f"{name} records"
        self.items[label] = services.create_item(
            kind=Kind.DATA,
            name=label,
            type=classification,
            unit=owner.unit,
            owner=owner,
            passes_on=True,
            by=None,
            at=self.at,
        )
        services.add_dependency(
            dependent=self.items[label],
            provider=self.items[holder.name],
            phase="restore",
            is_data=True,
            by=None,
            at=self.at,
        )

    def _said_and_proven(self, thing: tables.Thing) -> None:
        item = self.items[thing.name]
        if thing.claim:
            low, likely, high = (hours(value) for value in thing.claim)
            services.record_claim(
                item=item,
                low=low,
                likely=likely,
                high=high,
                rpo=None if thing.claim_rpo is None else hours(thing.claim_rpo),
                stated_on=self.at.date() - timedelta(days=200),
                basis="Recovery design" if not thing.vendor else "Contract",
                by=None,
                at=self.at,
            )
        if thing.proof:
            took, days, method, clock = thing.proof
            services.record_measurement(
                item=item,
                took=hours(took),
                measured_on=self.at.date() - timedelta(days=days),
                method=method,
                clock=clock,
                rpo=None if thing.proof_rpo is None else hours(thing.proof_rpo),
                note=f"{method.capitalize()} test of {thing.name}",
                by=None,
                at=self.at,
            )
        for name in thing.data:
            if name not in tables.UNSAID:
                self._points(self.items[f"{name} records"], thing)

    def _points(self, data: Item, holder: tables.Thing) -> None:
        """How old a data set would be: as stated and as tested of the item that holds it."""
        if holder.claim_rpo is not None:
            services.record_claim(
                item=data,
                likely=hours(0),
                rpo=hours(holder.claim_rpo),
                stated_on=self.at.date() - timedelta(days=200),
                basis=f"Copies of {holder.name}",
                by=None,
                at=self.at,
            )
        if holder.proof and holder.proof_rpo is not None:
            _took, days, method, _clock = holder.proof
            services.record_measurement(
                item=data,
                took=hours(0),
                measured_on=self.at.date() - timedelta(days=days),
                method=method,
                rpo=hours(holder.proof_rpo),
                note=f"{method.capitalize()} test of {holder.name}",
                by=None,
                at=self.at,
            )

    def _planning(self) -> None:
        for step, low, likely, high in DELAYS:
            times = [timedelta(minutes=value) for value in (low, likely, high)]
            delay = Delay(step=step, low=times[0], likely=times[1], high=times[2])
            records.save(delay, by=None, at=self.at)
        rack = KindDefault(kind=Kind.RACK, low=hours(1), likely=hours(4), high=hours(8))
        records.save(rack, by=None, at=self.at)
        for name, kind, destroyed, lost, kinds in SCENARIOS:
            scenario = PlanningScenario(name=name, kind=kind, data_destroyed=destroyed)
            records.save(scenario, by=None, at=self.at)
            losses = [ScenarioLoss(scenario=scenario, kind=each) for each in kinds]
            if lost:
                losses.append(self._loss(scenario, self.items[lost]))
            for loss in losses:
                records.save(loss, by=None, at=self.at)

    @staticmethod
    def _loss(scenario: PlanningScenario, item: Item) -> ScenarioLoss:
        """Of a site everything that stands there, else the item itself."""
        if item.kind == Kind.SITE:
            return ScenarioLoss(scenario=scenario, site=item.place)
        return ScenarioLoss(scenario=scenario, item=item)


def build(*, at: datetime) -> None:
    """Make the estate, and turn some proofs stale: policy administration moved after its test."""
    builder = Builder(at=at)
    builder.build()
    suite = builder.items["Policy administration"]
    suite.site = builder.items["Dublin DUB-1"].place
    services.save_item(suite, by=None, at=at, reason="Moved to its own machines in Dublin")
