"""How a function stands: need, claim, proof, why, and what to do next in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from bia.choices import InterviewState
from bia.models import BusinessFunction, Interview
from bia.services import answers, interviews, scales
from bia.services.implied import Implied, imply, time_of
from core.durations import format_duration
from core.figures import Chain, Chart, Link, impact_chart
from estate.models import Item, Readiness

MEASURED = ("fresh", "stale", "expired")


@dataclass(frozen=True)
class Step:
    """What to do next: why, in a sentence, and the verb with where it leads."""

    text: str
    verb: str = ""
    url: str = ""


@dataclass(frozen=True)
class Posture:
    """All the page of a function says about its recovery."""

    verdict: str
    headline: str
    mtd: timedelta | None = None
    need: timedelta | None = None
    need_basis: str = ""
    claim: timedelta | None = None
    proof: timedelta | None = None
    proof_state: str = ""
    scenario: str = ""
    bound_by: Item | None = None
    missing: list[Item] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    chain: Chain | None = None
    data: str = ""
    computed_at: datetime | None = None
    step: Step | None = None


def verdict_of(function: BusinessFunction) -> str:
    """The stored verdict of a function; unknown where there is none."""
    readiness = getattr(function.item, "readiness", None)
    return str(readiness.verdict) if readiness else "unknown"


def of(function: BusinessFunction) -> Posture:
    """How one function stands, from the stored verdict."""
    readiness: Readiness | None = getattr(function.item, "readiness", None)
    if readiness is None:
        return Posture("unknown", _("Not computed yet"), step=_first_step(function))
    items = _items_of([readiness])
    return build(function, readiness, items)


def _items_of(rows: Iterable[Readiness]) -> dict[int, Item]:
    ids: set[int] = set()
    for row in rows:
        ids |= set(row.why.get("missing", []))
        for kind in ("claim_chain", "proof_chain", "evidence_chain"):
            ids |= {link["id"] for link in row.why.get(kind, []) if isinstance(link["id"], int)}
    found = Item.objects.filter(pk__in=ids).select_related("owner", "unit")
    return {item.pk: item for item in found}


def many(functions: list[BusinessFunction]) -> dict[int, Posture]:
    """How functions stand, by id; the items named are read in one query."""
    items = _items_of(
        function.item.readiness for function in functions if hasattr(function.item, "readiness")
    )
    return {
        function.pk: build(function, function.item.readiness, items)
        if hasattr(function.item, "readiness")
        else Posture("unknown", _("Not computed yet"), step=_first_step(function))
        for function in functions
    }


def build(function: BusinessFunction, row: Readiness, items: dict[int, Item]) -> Posture:
    """The posture of a function from its stored verdict."""
    missing = [items[pk] for pk in row.why.get("missing", []) if pk in items]
    return Posture(
        row.verdict,
        headline(row),
        row.mtd,
        row.need,
        row.need_basis,
        row.claim,
        row.proof,
        row.proof_state,
        row.scenario,
        row.bound_by,
        missing,
        list(row.why.get("reasons", [])),
        chain(row, items),
        row.why.get("rpo") or "",
        row.computed_at,
        next_step(function, row, missing),
    )


def headline(row: Readiness) -> str:
    """The verdict as a person would say it."""
    if row.need is None:
        return _("Nobody has said yet how soon it must be back")
    best = row.proof if row.proof is not None else row.claim
    if row.verdict == "gap" and best is not None and best <= row.need:
        return _("Back as agreed, but that is later than the answers allow")
    if row.verdict == "gap" and best is not None:
        late = format_duration(best - row.need)
        if row.proof is not None:
            return _("Measured, it comes back %(late)s too late") % {"late": late}
        return _("Even as stated, it comes back %(late)s too late") % {"late": late}
    return {
        "held": _("Proven to come back in time"),
        "stale": _("Measured in time, but something beneath it has changed since"),
        "expired": _("Measured in time, but too long ago"),
        "claimed": _("Said to come back in time, never measured"),
        "unknown": _("Nobody can say when it would be back"),
        "gap": _("It does not come back in time"),
    }.get(row.verdict, "")


def chain(row: Readiness, items: dict[int, Item]) -> Chain | None:
    """The binding chain of the best evidence, with claim and measured time of each link."""
    links = row.why.get("evidence_chain") or row.why.get("claim_chain") or []
    if not links:
        return None
    stated = {link["id"]: link["hours"] for link in row.why.get("claim_chain", [])}
    delays = {"detection": _("Detection"), "decision": _("Decision")}
    made = []
    for link in links:
        item = items.get(link["id"]) if isinstance(link["id"], int) else None
        measured = link["state"] in MEASURED or link["id"] in delays
        made.append(
            Link(
                item.name if item else delays.get(link["id"], str(link["id"])),
                time_of(stated.get(link["id"])) if item else None,
                time_of(link["hours"]) if measured else None,
                _link_note(link, item),
                page_of(item) if item else "",
                binding=bool(item and item.pk == row.bound_by_id),
            )
        )
    worth = [link for link in made if link.claim or link.proof]
    return Chain(
        row.need,
        row.claim,
        row.proof,
        worth,
        row.mtd,
        proof_note=row.proof_state if row.proof is not None else "",
        state=row.verdict,
    )


def _link_note(link: dict[str, Any], item: Item | None) -> str:
    said = {
        "fresh": _("measured"),
        "stale": _("measured, changed since"),
        "expired": _("measured too long ago"),
        "claimed": _("stated"),
        "assumed": _("assumed"),
        "delay": _("the organisation's own time"),
    }.get(link["state"], "")
    owner = item.owner.name if item and item.owner else ""
    return ", ".join(part for part in (owner, said) if part)


def _first_step(function: BusinessFunction) -> Step:
    url = f"{reverse('bia:campaign-create')}?functions={function.pk}"
    return Step(
        _("Ask its owner how bad it gets and what it rests on."), _("Start an interview"), url
    )


def next_step(function: BusinessFunction, row: Readiness, missing: list[Item]) -> Step:
    """What the continuity manager does next about a function, one sentence and one button."""
    if row.need is None:
        return _first_step(function)
    if row.verdict == "gap":
        return Step(
            _("Name who closes the gap and until when, or let the head of the unit accept it."),
            _("Decide the gap"),
            f"{reverse('bia:gap-list')}?function={function.pk}",
        )
    if row.verdict == "unknown" and [item.pk for item in missing] == [function.item_id]:
        return _unsaid_step(function)
    if row.verdict == "unknown" and missing:
        names = ", ".join(item.name for item in missing[:3])
        return Step(
            _("Ask %(owner)s for the recovery time of %(names)s.")
            % {"owner": _owner_of(missing[0]), "names": names},
            _("Open %(name)s") % {"name": missing[0].name},
            page_of(missing[0]),
        )
    if row.verdict == "unknown":
        return _first_step(function)
    bound = row.bound_by or function.item
    text = {
        "claimed": _("Plan a test of %(name)s: nothing on its chain has been measured."),
        "stale": _("Test %(name)s again: what it rests on has changed since."),
        "expired": _("Test %(name)s again: the last proof is too old."),
    }.get(row.verdict)
    if text:
        return Step(text % {"name": bound.name}, _("Record a test"), page_of(bound))
    return Step(_("Nothing to do: it is proven. Ask again when the year is over."))


def _unsaid_step(function: BusinessFunction) -> Step:
    """A function of which not all is known that it rests on."""
    known = Interview.objects.filter(function=function, state=InterviewState.APPROVED).exists()
    if not known:
        return _first_step(function)
    return Step(
        _("Say which items are meant by the names its owner typed."),
        _("Map the names"),
        reverse("bia:mappingtask-list"),
    )


def page_of(item: Item) -> str:
    """The item's page, or none where the estate has no pages."""
    try:
        return item.get_absolute_url()
    except NoReverseMatch:
        return ""


def _owner_of(item: Item) -> str:
    return item.owner.name if item.owner else _("the owner")


@dataclass(frozen=True)
class Impact:
    """The impact over time of a function, as last approved."""

    interview: Interview
    implied: Implied
    chart: Chart | None
    variants: tuple[tuple[str, timedelta | None], ...]


def impact_of(function: BusinessFunction) -> Impact | None:
    """The curve of the last approved or imported interview."""
    known = interviews.last_known(function)
    if known is None:
        return None
    asked = scales.read(known.scale)
    reading = answers.reading_of(answers.stored(known, asked), asked)
    scale = scales.judged_by_force(asked)
    names = {"all": _("Any day")} | {
        row.key: row.values["name"] for row in reading.rows["peak"] if row.values
    }
    variants = {names.get(key, key): levels for key, levels in reading.variants.items()}
    losses = {scale.bands[at]: lost for at, lost in reading.losses.items()}
    implied = imply(variants, scale, wrt=known.wrt, losses=losses)
    return Impact(known, implied, chart_of(implied, scale), implied.variants)


def chart_of(implied: Implied, scale: scales.Scale, *, narrow: bool = False) -> Chart | None:
    """The curves of all categories; the one that sets the MTD in ink. Narrow: fewer words."""
    curves = [
        (one.name, [level or 0 for level in one.levels])
        for one in implied.curves
        if any(level is not None for level in one.levels)
    ]
    if not curves:
        return None
    said = _("Impact over time; never intolerable within the times asked")
    mark = ""
    if implied.mtd is not None:
        values = {"mtd": format_duration(implied.mtd), "category": implied.category}
        said = _("Impact over time; intolerable after %(mtd)s, set by %(category)s") % values
        mark = _("MTD %(mtd)s, set by %(category)s") % values
    drawn = impact_chart(
        said,
        _times(implied, scale, narrow=narrow),
        _names(scale, narrow=narrow),
        curves,
        subject=implied.category or curves[0][0],
        limit=implied.limit,
        limit_text="" if narrow else mark,
    )
    levels = dict(curves)
    lines = [replace(line, points=stairs(levels[line.name]), step=False) for line in drawn.lines]
    return replace(drawn, lines=lines)


def stairs(levels: list[int]) -> list[tuple[float, float]]:
    """A level holds from the end of the band before to the end of its own.

    >>> stairs([1, 2])
    [(0.0, 1.0), (1.0, 1.0), (1.0, 2.0), (2.0, 2.0)]
    """
    points = []
    for place, level in enumerate(levels):
        points += [(float(place), float(level)), (float(place + 1), float(level))]
    return points


def _times(implied: Implied, scale: scales.Scale, *, narrow: bool) -> list[str]:
    words = [format_duration(until) for until in scale.bands]
    if narrow and len(words) > 3:
        words[-1 if implied.limit == len(words) - 2 else -2] = ""
    return words


def _names(scale: scales.Scale, *, narrow: bool) -> list[str]:
    if not narrow:
        return [name.capitalize() for name in scale.level_names]
    shown = (0, 2, len(scale.level_names) - 1)
    return [str(at) if at in shown else "" for at in range(len(scale.level_names))]
