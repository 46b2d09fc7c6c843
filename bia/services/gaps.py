"""Gaps: opened and closed by what the analysis finds, owned and dated by people, never lost."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import GapKind, GapState
from bia.models import BusinessFunction, Gap
from core import services
from core.clock import organisation_day
from core.durations import format_duration
from core.models import User
from estate import services as estate
from estate.models import Item, Readiness

DAYS = {
    GapKind.RECOVERY: 30,
    GapKind.DATA: 30,
    GapKind.UNKNOWN: 14,
    GapKind.PROOF: 60,
    GapKind.OBJECTIVE: 30,
}
BY_ANALYSIS = (GapKind.RECOVERY, GapKind.UNKNOWN, GapKind.PROOF, GapKind.DATA, GapKind.OBJECTIVE)

SAID_ONLY = {
    "unserved": gettext_lazy("Stated, not proven for the worst planned loss"),
    "part": gettext_lazy("Stated, measured only in part"),
    "never": gettext_lazy("Stated, never measured"),
}


@dataclass(frozen=True)
class Finding:
    """What the analysis found wrong with a function."""

    kind: GapKind
    title: str
    reason: str
    owner_id: int | None


def refresh(*, at: datetime) -> tuple[int, int]:
    """Open the gaps the stored verdicts show and close those they no longer show; both counted."""
    functions = list(
        BusinessFunction.objects.in_use().select_related(
            "item__readiness__bound_by", "item__owner", "item__unit"
        )
    )
    open_: dict[tuple[int, str], Gap] = {
        (gap.function_id, gap.kind): gap
        for gap in Gap.objects.exclude(state=GapState.CLOSED).filter(kind__in=BY_ANALYSIS)
    }
    names = _names_of(functions)
    opened = closed = 0
    with transaction.atomic():
        for function in functions:
            found = {one.kind: one for one in findings(function, names)}
            for kind in BY_ANALYSIS:
                gap = open_.get((function.pk, kind))
                if kind in found and gap is None:
                    _open(function, found[kind], at=at)
                    opened += 1
                elif kind in found and gap is not None:
                    _retell(gap, found[kind], at=at)
                elif gap is not None and _is_judged(function):
                    close(gap, by=None, at=at, outcome=_("The analysis no longer shows it."))
                    closed += 1
        reopen_accepted(at=at)
    return opened, closed


def _is_judged(function: BusinessFunction) -> bool:
    return getattr(function.item, "readiness", None) is not None


def _names_of(functions: list[BusinessFunction]) -> dict[int, str]:
    told = [function.item.readiness.why for function in functions if _is_judged(function)]
    ids = {pk for why in told for pk in why.get("missing", [])}
    ids |= {point["item"] for why in told for point in why.get("data", []) if point["item"]}
    return dict(Item.objects.filter(pk__in=ids).values_list("pk", "name"))


def findings(function: BusinessFunction, names: dict[int, str]) -> list[Finding]:
    """What the stored verdict says is wrong; nothing for a function that needs nothing yet."""
    readiness: Readiness | None = getattr(function.item, "readiness", None)
    if readiness is None or readiness.need is None:
        return []
    why = " ".join(readiness.why.get("reasons", []))
    owner = function.item.owner_id
    found = []
    if readiness.verdict == "gap":
        best = readiness.proof if readiness.proof is not None else readiness.claim
        bound = readiness.bound_by.owner_id if readiness.bound_by else None
        # An agreed RTO looser than derived is a gap of its own kind, below.
        if best is not None and best > readiness.need:
            title = _("Comes back %(late)s too late") % {
                "late": format_duration(best - readiness.need)
            }
            found.append(Finding(GapKind.RECOVERY, title, why, bound or owner))
    elif readiness.verdict == "unknown":
        missing = [names.get(pk, "") for pk in readiness.why.get("missing", [])]
        title = (
            _("Recovery time not known: %(items)s") % {"items": ", ".join(filter(None, missing))}
            if any(missing)
            else _("Recovery time not known")
        )
        found.append(Finding(GapKind.UNKNOWN, title[:200], why, owner))
    elif readiness.verdict in ("claimed", "stale", "expired"):
        title = {
            "claimed": str(SAID_ONLY[estate.lack_of(readiness)]),
            "stale": _("Proof is stale: something beneath it changed"),
            "expired": _("Proof is too old"),
        }[readiness.verdict]
        found.append(Finding(GapKind.PROOF, title, why, owner))
    if readiness.why.get("rpo") == "gap":
        title = _("More data would be lost than can be borne")
        found.append(Finding(GapKind.DATA, title, _data_sentences(readiness, names), owner))
    if "agreed looser" in readiness.why.get("codes", []):
        title = _("Agreed RTO is later than the answers allow")
        found.append(Finding(GapKind.OBJECTIVE, title, why, owner))
    return found


def _data_sentences(readiness: Readiness, names: dict[int, str]) -> str:
    """Which data set would be too old, by how much."""
    return " ".join(
        _("%(data)s: %(lost)s would be lost, %(borne)s can be borne.")
        % {
            "data": names.get(point["item"]) or _("What it rests on"),
            "lost": format_duration(estate.time_of(_worse(point))),
            "borne": format_duration(estate.time_of(point["required_h"])),
        }
        for point in readiness.why.get("data", [])
        if point["verdict"] == "gap"
    )


def _worse(point: dict[str, Any]) -> float:
    """The loss the verdict goes by: what was measured, else what is stated."""
    return float(point["claim_h"] if point["proof_h"] is None else point["proof_h"])


def _open(function: BusinessFunction, found: Finding, *, at: datetime) -> Gap:
    gap = Gap(
        function=function,
        kind=found.kind,
        title=found.title,
        reason=found.reason,
        owner_id=found.owner_id,
        due_on=organisation_day(at) + timedelta(days=DAYS[found.kind]),
        opened_at=at,
    )
    saved: Gap = services.save(gap, by=None, at=at)
    return saved


def _retell(gap: Gap, found: Finding, *, at: datetime) -> None:
    """The figures follow the analysis; owner, date and way out are people's."""
    if (gap.title, gap.reason) == (found.title, found.reason):
        return
    gap.title, gap.reason = found.title, found.reason
    services.save(gap, by=None, at=at)


def save_gap(gap: Gap, *, by: User | None, at: datetime, **said: object) -> Gap:
    """Save a gap a person records or changes."""
    if gap.opened_at is None:
        gap.opened_at = at
    saved: Gap = services.save(gap, by=by, at=at, **said)  # type: ignore[arg-type]
    return saved


@transaction.atomic
def accept(
    gap: Gap, *, by: User, at: datetime, until: date, reason: str, version: int | None = None
) -> Gap:
    """The head of the unit bears a gap until a date, with a reason.

    `version` is the one the head read; another one stored raises Conflict.
    """
    services.require(by, "accept", gap)
    gap = Gap.objects.select_for_update(of=("self",)).get(pk=gap.pk)
    if version is not None and gap.version != version:
        raise services.Conflict(gap)
    if gap.state == GapState.CLOSED:
        raise ValidationError(_("This gap is closed."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it can be borne until then.")})
    if until <= organisation_day(at):
        raise ValidationError({"until": _("Choose a date to come.")})
    gap.state, gap.accepted_by, gap.accepted_until = GapState.ACCEPTED, by, until
    gap.outcome = reason.strip()
    with services.why(by=by, reason=reason):
        return services.save(gap, by=None, at=at)


def reopen_accepted(*, at: datetime) -> int:
    """Open again what was accepted until a date that has passed; the number."""
    past = Gap.objects.filter(state=GapState.ACCEPTED, accepted_until__lt=organisation_day(at))
    count = 0
    for gap in past:
        gap.state, gap.accepted_by, gap.accepted_until = GapState.OPEN, None, None
        services.save(gap, by=None, at=at)
        count += 1
    return count


def close(gap: Gap, *, by: User | None, at: datetime, outcome: str) -> Gap:
    """Close a gap with what became of it."""
    if by is not None:
        services.require(by, "change", gap)
        if not outcome.strip():
            raise ValidationError({"outcome": _("Say what became of it.")})
    gap.state, gap.closed_at, gap.outcome = GapState.CLOSED, at, outcome.strip()
    with services.why(by=by, reason=outcome):
        saved: Gap = services.save(gap, by=None, at=at)
    return saved


def close_all(function: BusinessFunction, *, at: datetime, outcome: str) -> None:
    """Close all gaps of a function that is judged no more."""
    for gap in Gap.objects.filter(function=function).exclude(state=GapState.CLOSED):
        close(gap, by=None, at=at, outcome=outcome)
