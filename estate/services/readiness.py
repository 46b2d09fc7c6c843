"""The stored verdicts: what need, claim and proof of each item came to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, IntegerField, Max, Value, When

from core import jobs
from core.clock import organisation_day
from core.models import Job
from engine.analyse import analyse
from engine.evidence import serves
from engine.model import METHODS, Measurement
from engine.results import Analysis, Figure, ItemResult, Link, RpoResult, ScenarioResult
from estate.choices import DelayStep, Kind, Verdict
from estate.models import Delay, Item, Readiness

from .graph import load_graph, revision, standing
from .standing import lack_in
from .words import reason_text, time_of

JOB = "estate.readiness"
STORED = (
    "verdict",
    "need",
    "need_basis",
    "mtd",
    "claim",
    "claim_state",
    "proof",
    "proof_state",
    "scenario",
    "bound_by",
    "functions",
    "is_single_point",
    "why",
    "revision",
    "computed_at",
)

STEPS = {DelayStep.DETECT: "detection", DelayStep.DECLARE: "decision"}
"""What the engine calls the delays of the organisation."""
REBUILDS = frozenset(METHODS) - {"failover"}
"""The methods that prove a recovery where the data is destroyed."""
WORST_FIRST = (
    Verdict.GAP,
    Verdict.EXPIRED,
    Verdict.STALE,
    Verdict.CLAIMED,
    Verdict.UNKNOWN,
    Verdict.HELD,
)


def worst_first(readiness: str) -> Case:
    """What sorts rows by their stored verdict, the worst first; `readiness` is the path to it.

    A row without one stands among the unknown.
    """
    return Case(
        *(
            When(**{f"{readiness}__verdict": verdict}, then=Value(place))
            for place, verdict in enumerate(WORST_FIRST)
        ),
        default=Value(WORST_FIRST.index(Verdict.UNKNOWN)),
        output_field=IntegerField(),
    )


def is_current(*, at: datetime) -> bool:
    """Whether the stored verdicts are of this revision and of this day: age limits pass alone."""
    newest = Readiness.objects.order_by("-computed_at").values("revision", "computed_at").first()
    if newest is None:
        return not Item.objects.in_use().exists()
    same_day = organisation_day(newest["computed_at"]) == organisation_day(at)
    return same_day and bool(newest["revision"] == revision())


def request_readiness(*, at: datetime) -> Job | None:
    """Have the verdicts computed once for this revision and day; None where they are current."""
    if is_current(at=at):
        return None
    if waiting := Job.objects.filter(name=JOB, state=Job.State.QUEUED).first():
        return waiting
    return jobs.start(JOB, key=f"{JOB}:{work_key()}")


def work_key() -> str:
    """Names one computation: of this revision, and after the verdicts stored last.

    The number alone does not: it stands already while the rows behind it are not committed yet.
    """
    newest = Readiness.objects.aggregate(at=Max("computed_at"))["at"]
    return f"{revision()}:{newest.isoformat() if newest else ''}"


@transaction.atomic
def refresh_readiness(*, at: datetime) -> int:
    """Compute and store the verdict of every item in use; the number stored.

    While another transaction has changes that are not seen yet, the verdicts are stored as of the
    revision before, so that they are never taken for current ones.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [JOB])
    now = standing()
    number, graph = now.number - 1 if now.others else now.number, load_graph()
    answer = analyse(graph, as_of=organisation_day(at), subjects=graph.ids)
    told = Told(
        {node.id: node.name for node in graph.model.nodes},
        {node.id: found for node in graph.model.nodes if (found := _other(node.measured))},
        {STEPS[row.step]: str(row.basis) for row in Delay.objects.filter(step__in=STEPS)},
    )
    known = set(Item.objects.in_use().values_list("pk", flat=True))
    points = {point.id: len(point.functions) for point in answer.single_points}
    rows = [
        _row(result, told, points.get(result.id, 0), number, at)
        for result in answer.functions
        if int(result.id) in known
    ]
    Readiness.objects.exclude(item_id__in=[row.item_id for row in rows]).delete()
    Readiness.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["item"], update_fields=STORED, batch_size=1000
    )
    return len(rows)


@dataclass(frozen=True)
class Told:
    """What a stored verdict says beside the engine's answer.

    Names by item; the measurement by item that proves no rebuild; the basis of each delay.
    """

    names: Mapping[str, str]
    others: Mapping[str, dict[str, Any]]
    delays: Mapping[str, str]


def _other(measured: Iterable[Measurement]) -> dict[str, Any] | None:
    """The latest measurement that does not prove a rebuild: by failover, or nobody said how."""
    taken = [one for one in measured if not serves(one, REBUILDS)]
    if not taken:
        return None
    last = max(taken, key=lambda one: one.on or date.min)
    return {"method": last.method, "on": last.on.isoformat() if last.on else ""}


def _row(result: ItemResult, told: Told, functions: int, number: int, at: datetime) -> Readiness:
    return Readiness(
        item_id=int(result.id),
        verdict=result.verdict,
        need=time_of(result.need_h),
        need_basis=result.need.basis,
        mtd=time_of(result.mtd_h),
        claim=_told(result.claim),
        claim_state=result.claim.state,
        proof=_told(result.proof),
        proof_state=result.proof.state,
        scenario=result.scenario[:200],
        bound_by_id=int(result.bound_by)
        if result.bound_by and result.bound_by in told.names
        else None,
        functions=functions,
        is_single_point=functions > 0,
        why=_why(result, told),
        revision=number,
        computed_at=at,
    )


def _told(figure: Figure) -> timedelta | None:
    """The time of a figure; none where no planned loss reaches the item, for 0 would be a boast."""
    return None if figure.state == "not affected" else time_of(figure.hours)


def _why(result: ItemResult, told: Told) -> dict[str, Any]:
    """Sentences, chains and what is missing, as JSON."""
    return {
        "reasons": [reason_text(each.code, each.values, told.names) for each in result.reasons],
        "codes": [each.code for each in result.reasons],
        "claim_chain": [_link(link, told) for link in result.claim.chain],
        "proof_chain": [_link(link, told) for link in result.proof.chain],
        "evidence_chain": [_link(link, told) for link in result.evidence.chain],
        "missing": _items(result.missing),
        "need_path": _items(result.need.path),
        "inherited": {"hours": result.inherited_h, "path": _items(result.inherited_path)},
        "mtd": {"state": result.mtd.state, "at_least_h": result.mtd.at_least_h},
        "full_service_h": result.full_service_h,
        "rpo": result.rpo_verdict,
        "data": [_point(each) for each in result.rpo],
        "losses": [_loss(each, told) for each in result.by_scenario if each.affected]
        if result.kind == Kind.FUNCTION
        else [],
    }


def _loss(each: ScenarioResult, told: Told) -> dict[str, Any]:
    """What one planned loss shows, so that each fact counts though another loss is the worst.

    `unproven` are the items whose proof is missing, stale or past its age, as `proof` says.
    """
    weak = [link.id for link in each.proof.chain if link.state == each.proof.state]
    return {
        "codes": [reason.code for reason in each.reasons],
        "reasons": [reason_text(one.code, one.values, told.names) for one in each.reasons],
        "hours": each.evidence.hours,
        "missing": _items(each.missing),
        "proof": each.proof.state,
        "lack": lack_in([_link(link, told) for link in each.evidence.chain]),
        "unproven": _items(each.proof.missing or weak),
    }


def _items(ids: Iterable[str]) -> list[int]:
    return [int(each) for each in ids if each.isdigit()]


def _point(each: RpoResult) -> dict[str, Any]:
    return {
        "item": int(each.data) if each.data else None,
        "required_h": each.required_h,
        "claim_h": each.claim_h,
        "proof_h": each.proof_h,
        "verdict": each.verdict,
        "set_by": int(each.set_by) if each.set_by else None,
    }


def _link(link: Link, told: Told) -> dict[str, Any]:
    unproven = link.state in ("claimed", "assumed")
    more = {
        "other": told.others.get(link.id) if unproven else None,
        "basis": None if link.item else told.delays.get(link.id),
    }
    return {name: value for name, value in more.items() if value} | {
        "id": int(link.id) if link.item else link.id,
        "hours": link.hours,
        "state": link.state,
        "source": link.source,
    }


def analysis(*, at: datetime) -> Analysis:
    """The whole analysis as of now, computed live."""
    return analyse(load_graph(), as_of=organisation_day(at))
