"""What the stored verdict shows of each kind of gap: there, gone, or not to be judged at present."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import GapKind
from bia.models import BusinessFunction
from core.durations import format_duration
from estate.models import Item, Readiness
from estate.services import time_of

BY_ANALYSIS = (GapKind.RECOVERY, GapKind.UNKNOWN, GapKind.PROOF, GapKind.DATA, GapKind.OBJECTIVE)
LATE = ("proof over need", "claim over need", "evidence over need")
NOT_KNOWN = ("missing", "waits", "beyond bands", "never affected", "rests on nothing")
WEAKEST_FIRST = ("expired", "stale", "unserved", "part", "never")
UNPROVEN = {
    "expired": gettext_lazy("Proof is too old"),
    "stale": gettext_lazy("Proof is stale: something beneath it changed"),
    "unserved": gettext_lazy("Stated, not proven for the worst planned loss"),
    "part": gettext_lazy("Stated, measured only in part"),
    "never": gettext_lazy("Stated, never measured"),
}
NAMED = 5


@dataclass(frozen=True)
class Finding:
    """What the analysis found wrong with a function."""

    kind: GapKind
    title: str
    reason: str
    owner_id: int | None


def findings(function: BusinessFunction, names: Mapping[int, str]) -> list[Finding]:
    """Everything the stored verdict says is wrong, each kind by its own facts.

    The verdict is one word, the worst; a function may be late in one loss, unknown in another and
    never measured as well. Nothing is found of the time of a function that needs none yet, or whose
    verdict was stored before losses were.
    """
    row: Readiness | None = getattr(function.item, "readiness", None)
    if row is None:
        return []
    timed = row.need is not None and "losses" in row.why
    found = [*(_of_time(function, row, names) if timed else ())]
    if row.why.get("rpo") == "gap":
        title = _("More data would be lost than can be borne")
        said = _data_sentences(row, names)
        found.append(Finding(GapKind.DATA, title, said, function.item.owner_id))
    return found


def judged(function: BusinessFunction) -> frozenset[GapKind]:
    """The kinds of which the stored verdict can say that they are gone.

    A time that is not known is not in time, and proves nothing; a need that is not known is not
    met: what was found earlier stands until the analysis shows otherwise.
    """
    row: Readiness | None = getattr(function.item, "readiness", None)
    if row is None:
        return frozenset()
    kinds = set()
    if row.why.get("rpo") != "unknown":
        kinds.add(GapKind.DATA)
    if row.need is not None and "losses" in row.why:
        kinds.add(GapKind.UNKNOWN)
        if "no tolerance" not in row.why.get("codes", []):
            kinds.add(GapKind.OBJECTIVE)
        if not any(_is_unknown(loss) for loss in _losses(row)):
            kinds |= {GapKind.RECOVERY, GapKind.PROOF}
    return frozenset(kinds)


def names_of(functions: Iterable[BusinessFunction]) -> dict[int, str]:
    """The names of the items that findings about these functions speak of, in one query."""
    ids: set[int] = set()
    for function in functions:
        row = getattr(function.item, "readiness", None)
        if row is not None:
            ids |= {point["item"] for point in row.why.get("data", []) if point["item"]}
            ids |= {pk for loss in _losses(row) for pk in (*loss["missing"], *loss["unproven"])}
    return dict(Item.objects.filter(pk__in=ids).values_list("pk", "name"))


def _losses(row: Readiness) -> list[dict[str, Any]]:
    """What each planned loss that reaches the function shows; none reaches it: that alone."""
    nowhere: dict[str, Any] = {
        "hours": None,
        "proof": "",
        "lack": "",
        "missing": [],
        "unproven": [],
    }
    told = {name: row.why.get(name, []) for name in ("codes", "reasons")}
    return row.why.get("losses") or [nowhere | told]


def _is_unknown(loss: Mapping[str, Any]) -> bool:
    return loss["hours"] is None or "beyond bands" in loss["codes"]


def _of_time(
    function: BusinessFunction, row: Readiness, names: Mapping[int, str]
) -> Iterator[Finding]:
    losses, owner = _losses(row), function.item.owner_id
    late = [loss for loss in losses if any(code in LATE for code in loss["codes"])]
    if late:
        worst = max(late, key=lambda loss: loss["hours"])
        by = format_duration(time_of(worst["hours"]) - row.need)  # type: ignore[operator]
        bound = row.bound_by.owner_id if row.bound_by else None
        title = _("Comes back %(late)s too late") % {"late": by}
        said = _told(worst, (*LATE, "nothing left"))
        yield Finding(GapKind.RECOVERY, title, said, bound or owner)
    unknown = [loss for loss in losses if _is_unknown(loss)]
    if unknown:
        missing = _named((pk for loss in unknown for pk in loss["missing"]), names)
        title = _("Recovery time not known: %(items)s") % {"items": missing}
        said = " ".join(dict.fromkeys(_told(loss, NOT_KNOWN) for loss in unknown)).strip()
        bare = _("Recovery time not known")
        yield Finding(GapKind.UNKNOWN, title[:200] if missing else bare, said, owner)
    for state in WEAKEST_FIRST:
        weak = [loss for loss in losses if _proof_state(loss) == state]
        if weak:
            yield _unproven(state, weak, names, owner)
            break
    if "agreed looser" in row.why.get("codes", []):
        title = _("Agreed RTO is later than the answers allow")
        yield Finding(GapKind.OBJECTIVE, title, _told(row.why, ("agreed looser",)), owner)


def _proof_state(loss: Mapping[str, Any]) -> str:
    """How the time of a loss is proven, where a time is known; not at all: what is lacking."""
    if loss["hours"] is None:
        return ""
    return str(loss["lack"] if loss["proof"] == "unknown" else loss["proof"])


def _unproven(
    state: str, weak: list[dict[str, Any]], names: Mapping[int, str], owner: int | None
) -> Finding:
    sentences = {
        "expired": _("Proof past its age limit, or without a date: %(items)s."),
        "stale": _("Proven before a material change beneath it: %(items)s."),
    }
    bare = _("No measurement that serves the planned loss: %(items)s.")
    items = _named((pk for loss in weak for pk in loss["unproven"]), names)
    said = sentences.get(state, bare) % {"items": items} if items else ""
    return Finding(GapKind.PROOF, str(UNPROVEN[state]), said, owner)


def _told(loss: Mapping[str, Any], wanted: Iterable[str]) -> str:
    """The sentences of these reasons."""
    told = zip(loss["codes"], loss["reasons"], strict=True)
    return " ".join(text for code, text in told if code in wanted)


def _named(ids: Iterable[int], names: Mapping[int, str]) -> str:
    """Names in a row, the rest counted."""
    known = [names[pk] for pk in dict.fromkeys(ids) if names.get(pk)]
    rest = len(known) - NAMED
    if rest <= 0:
        return ", ".join(known)
    return _("%(items)s and %(count)s more") % {"items": ", ".join(known[:NAMED]), "count": rest}


def _data_sentences(row: Readiness, names: Mapping[int, str]) -> str:
    """Which data set would be too old, by how much."""
    return " ".join(
        _("%(data)s: %(lost)s would be lost, %(borne)s can be borne.")
        % {
            "data": names.get(point["item"]) or _("What it rests on"),
            "lost": format_duration(time_of(_worse(point))),
            "borne": format_duration(time_of(point["required_h"])),
        }
        for point in row.why.get("data", [])
        if point["verdict"] == "gap"
    )


def _worse(point: Mapping[str, Any]) -> float:
    """The loss the verdict goes by: what was measured, else what is stated."""
    return float(point["claim_h"] if point["proof_h"] is None else point["proof_h"])
