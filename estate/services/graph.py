"""The only way from rows to the engine: a constant number of queries, kept per process by revision."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from django.db import connection

from engine import graph as engine_graph
from engine import load
from engine import model as m
from estate.choices import Kind
from estate.models import (
    Claim,
    Delay,
    Dependency,
    FunctionProfile,
    Item,
    KindDefault,
    Measurement,
    Objective,
    PlanningScenario,
    RedundancyGroup,
    RedundancyMember,
    ScenarioLoss,
    Team,
)
from estate.models.revision import SEQUENCE, WRITERS

from .words import hours

ITEM_COLUMNS = (
    "pk",
    "kind",
    "name",
    "site_id",
    "site__item_id",
    "site__name",
    "site__region",
    "site__country",
    "region",
    "country",
    "supplier_id",
    "supplier__name",
    "team_id",
    "team__name",
    "unit__name",
    "hands",
    "passes_on",
    "unavailability",
)
MATERIAL_ATTRIBUTES = ("site", "region", "country", "vendor", "team")


@dataclass(frozen=True)
class Rows:
    """What was read for one model, by item where it belongs to one."""

    items: list[dict[str, Any]]
    claims: dict[int, Claim] = field(default_factory=dict)
    measured: dict[int, list[Measurement]] = field(default_factory=dict)
    objectives: dict[int, Objective] = field(default_factory=dict)
    profiles: dict[int, FunctionProfile] = field(default_factory=dict)


def revision() -> int:
    """The number that grows with every change of what the graph is made of."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last_value FROM {SEQUENCE}")
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Standing:
    """A database's revision, and who raised it without having ended yet: others, this transaction."""

    database: int
    number: int
    others: bool
    own: bool


def standing() -> Standing:
    """The revision of what is read next, in two looks: the number first, then who still writes."""
    number = revision()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.oid, l.pid = pg_backend_pid() FROM pg_database d LEFT JOIN pg_locks l "
            "ON l.database = d.oid AND l.locktype = 'advisory' "
            "AND l.classid = 0 AND l.objid = %s AND l.objsubid = 1 "
            "WHERE d.datname = current_database()",
            [WRITERS],
        )
        found = cursor.fetchall()
    writing = {own for _database, own in found}
    return Standing(found[0][0], number, others=False in writing, own=True in writing)


_kept: dict[str, tuple[tuple[int, int], engine_graph.Graph]] = {}


def load_graph(*, variant: str = "") -> engine_graph.Graph:
    """The estate as the engine's arrays; kept by this process until something of it changes."""
    now = standing()
    settled, mark = not (now.others or now.own), (now.database, now.number)
    kept = _kept.get(variant)
    if kept and settled and kept[0] == mark:
        return kept[1]
    built = engine_graph.build(load_model(variant=variant))
    # What others write may not be seen yet; what this transaction wrote may be taken back.
    if settled:
        _kept[variant] = (mark, built)
    return built


def load_model(*, variant: str = "", named: bool = False) -> m.Model:
    """The estate as the engine's model. `named`: names beside the ids of site, vendor and team.

    The ids stay what they are: proofs carry fingerprints over them.
    """
    rows = _read(variant)
    live = {row["pk"] for row in rows.items}
    requires, groups = tuple(_requirements(rows, live)), tuple(_groups(live))
    upheld = {one.dependent for one in requires} | {one.dependent for one in groups}
    return m.Model(
        nodes=tuple(_node(row, rows, named, str(row["pk"]) in upheld) for row in rows.items),
        requires=requires,
        groups=groups,
        resources={
            str(pk): float(capacity) for pk, capacity in Team.objects.values_list("pk", "capacity")
        },
        delays=_delays(),
        scenarios=tuple(_scenarios(rows.items)),
        defaults={
            row.kind: _pert(row.low, row.likely, row.high) for row in KindDefault.objects.all()
        },
        material_attributes=MATERIAL_ATTRIBUTES,
    )


def export_model(*, as_of: date | None = None) -> dict[str, Any]:
    """The estate as `python -m engine analyse` reads it."""
    return load.to_dict(replace(load_model(named=True), as_of=as_of))


def _read(variant: str) -> Rows:
    items = list(Item.objects.filter(retired_on=None).order_by("pk").values(*ITEM_COLUMNS))
    measured: dict[int, list[Measurement]] = {}
    proofs = Measurement.objects.filter(retired_on=None).select_related("closure", "cleared")
    for row in proofs.defer("closure__hashes", "cleared__hashes").order_by("pk"):
        measured.setdefault(row.item_id, []).append(row)
    profiles: dict[int, FunctionProfile] = {}
    for profile in FunctionProfile.objects.filter(variant__in=["", variant]).order_by("variant"):
        profiles[profile.item_id] = profile
    return Rows(
        items=items,
        claims={row.item_id: row for row in Claim.objects.filter(superseded_at=None)},
        measured=measured,
        objectives={row.item_id: row for row in Objective.objects.all()},
        profiles=profiles,
    )


def _pert(low: Any, likely: Any, high: Any) -> m.Pert:
    return m.Pert(*(cast(float, hours(value)) for value in (low, likely, high)))


def _node(row: dict[str, Any], rows: Rows, named: bool, is_upheld: bool) -> m.Node:
    pk = row["pk"]
    # A function of which nobody said what it rests on would else be back in no time.
    is_undescribed = row["kind"] == Kind.FUNCTION and not is_upheld
    claim, objective = rows.claims.get(pk), rows.objectives.get(pk)
    team = row["team_id"]
    node = m.Node(
        id=str(pk),
        name=row["name"],
        kind=row["kind"],
        attributes=_attributes(row, named),
        fallible=not row["passes_on"] or is_undescribed,
        claim=_pert(claim.low, claim.likely, claim.high) if claim else None,
        claim_clock=cast(m.Clock, claim.clock) if claim else None,
        claim_rpo_h=hours(claim.rpo) if claim else None,
        measured=tuple(_measurement(each) for each in rows.measured.get(pk, ())),
        agreed_rto_h=hours(objective.agreed_rto) if objective else None,
        rpo=_agreed_rpo(objective),
        unavailability=row["unavailability"],
        needs={str(team): float(row["hands"])} if team else {},
    )
    profile = rows.profiles.get(pk)
    return with_profile(node, profile) if profile else node


def _attributes(row: dict[str, Any], named: bool) -> dict[str, str]:
    found = {
        "site": row["site_id"],
        "region": row["region"] or row["site__region"],
        "country": row["country"] or row["site__country"],
        "vendor": row["supplier_id"],
        "team": row["team_id"],
        "unit": row["unit__name"],
    }
    if named:
        found |= {
            "site_name": row["site__name"],
            "vendor_name": row["supplier__name"],
            "team_name": row["team__name"],
        }
    return {name: str(value) for name, value in found.items() if value}


def _agreed_rpo(objective: Objective | None) -> tuple[m.RpoNeed, ...]:
    if objective is None or objective.rpo is None:
        return ()
    return (m.RpoNeed(hours=cast(float, hours(objective.rpo)), reason="agreed"),)


def _governed(
    stated: tuple[m.RpoNeed, ...], agreed: tuple[m.RpoNeed, ...]
) -> tuple[m.RpoNeed, ...]:
    """What counts of data loss: once agreed that, for each data set of which a loss was stated."""
    if not agreed or not stated:
        return agreed or stated
    (figure,) = agreed
    return tuple(replace(need, hours=figure.hours, reason=figure.reason) for need in stated)


def _measurement(row: Measurement) -> m.Measurement:
    kept = row.cleared or row.closure
    return m.Measurement(
        hours=cast(float, hours(row.took)),
        rpo_h=hours(row.rpo),
        on=row.measured_on,
        clock=cast(m.Clock, row.clock),
        method=cast(m.Method, row.method),
        end_to_end=row.end_to_end,
        fingerprint=kept.fingerprint if kept else None,
        age_limit_days=row.age_limit_days,
        source=f"measurement:{row.pk}",
    )


def with_profile(node: m.Node, profile: FunctionProfile) -> m.Node:
    """A node of the graph with what the impact analysis says of it."""
    work = profile.workaround
    wrt = None
    if profile.wrt is not None:
        low, high = profile.wrt_low or profile.wrt, profile.wrt_high or profile.wrt
        wrt = _pert(low, profile.wrt, high)
    return replace(
        node,
        impact=tuple(
            m.Impact(
                category=curve["category"],
                intolerable=curve["intolerable"],
                bands=tuple((end, level) for end, level in curve["bands"]),
                tolerance=curve["tolerance"],
                high=tuple((at, amount) for at, amount in curve.get("high", ())),
                low=tuple((at, amount) for at, amount in curve.get("low", ())),
            )
            for curve in profile.impact
        ),
        loss=tuple((at, amount) for at, amount in profile.loss),
        rpo=_governed(tuple(m.RpoNeed(**need) for need in profile.rpo_needs), node.rpo),
        workaround=m.Workaround(**{**work, "rehearsed_on": _day(work["rehearsed_on"])})
        if work
        else None,
        mtd_h=hours(profile.mtd),
        wrt=wrt,
        minimum_level=profile.minimum_level,
        minimum_service=profile.minimum_service,
        full_service_h=hours(profile.full_service),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _requirements(rows: Rows, live: set[int]) -> Iterable[m.Requirement]:
    at_site = {row["pk"]: row["site__item_id"] for row in rows.items if row["site_id"]}
    standing: set[int] = set()
    for row in Dependency.objects.filter(retired_on=None).order_by("pk"):
        if row.dependent_id not in live or row.provider_id not in live:
            continue
        if at_site.get(row.dependent_id) in (row.provider_id, at_site.get(row.provider_id)):
            standing.add(row.dependent_id)
        yield m.Requirement(
            dependent=str(row.dependent_id),
            provider=str(row.provider_id),
            phase=cast(m.Phase | None, row.phase or None),
            data=row.is_data,
            needed_within_h=hours(row.needed_within),
            tolerates_h=hours(row.tolerates),
        )
    yield from _standing_at_sites(rows, live, standing)


def _standing_at_sites(rows: Rows, live: set[int], already: set[int]) -> Iterable[m.Requirement]:
    """What stands at a site rests on it, unless something it rests on there already does."""
    for row in rows.items:
        place = row["site__item_id"]
        if place and place != row["pk"] and place in live and row["pk"] not in already:
            phase: m.Phase = "run" if row["kind"] == Kind.FUNCTION else "restore"
            yield m.Requirement(str(row["pk"]), str(place), phase=phase)


def _groups(live: set[int]) -> Iterable[m.Group]:
    members: dict[int, list[int]] = {}
    rows = RedundancyMember.objects.filter(group__retired_on=None).order_by("pk")
    for group_id, provider in rows.values_list("group_id", "provider_id"):
        if provider in live:
            members.setdefault(group_id, []).append(provider)
    for group in RedundancyGroup.objects.filter(retired_on=None).order_by("pk"):
        providers = members.get(group.pk, [])
        # A group whose members were retired below its number would make the model unreadable.
        if group.dependent_id in live and len(providers) >= group.required:
            yield m.Group(
                dependent=str(group.dependent_id),
                required=group.required,
                providers=tuple(str(provider) for provider in providers),
                phase=cast(m.Phase | None, group.phase or None),
                data=group.is_data,
            )


def _delays() -> m.Delays:
    found = {row.step: _pert(row.low, row.likely, row.high) for row in Delay.objects.all()}
    return m.Delays(**found)


def _scenarios(items: list[dict[str, Any]]) -> Iterable[m.Scenario]:
    losses: dict[int, list[ScenarioLoss]] = {}
    for loss in ScenarioLoss.objects.order_by("pk"):
        losses.setdefault(loss.scenario_id, []).append(loss)
    for row in PlanningScenario.objects.filter(is_planned=True).order_by("name"):
        lost = {pk for loss in losses.get(row.pk, ()) for pk in lost_by(loss, items)}
        # A scenario that loses nothing would make every function look held.
        if row.everything or lost:
            yield m.Scenario(
                name=row.name,
                ids=() if row.everything else tuple(str(pk) for pk in sorted(lost)),
                everything=row.everything,
                data_destroyed=row.data_destroyed,
            )


def lost_by(loss: ScenarioLoss, items: list[dict[str, Any]]) -> Iterable[int]:
    """The items of one loss: all given conditions hold together."""
    conditions = {
        "pk": loss.item_id,
        "site_id": loss.site_id,
        "supplier_id": loss.supplier_id,
        "team_id": loss.team_id,
        "kind": loss.kind or None,
    }
    places = {"region": loss.region, "country": loss.country}
    given = {name: value for name, value in conditions.items() if value is not None}
    located = {name: value for name, value in places.items() if value}
    if not given and not located:
        return
    for row in items:
        matches = all(row[name] == value for name, value in given.items())
        there = all((row[n] or row[f"site__{n}"]) == value for n, value in located.items())
        own = "supplier_id" in given and row["pk"] == given["supplier_id"] and len(given) == 1
        if (matches and there) or own:
            yield row["pk"]
