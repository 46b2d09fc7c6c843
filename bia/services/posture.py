"""How a function stands: need, claim, proof, why, and what to do next in one sentence."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bia.choices import OPEN, GapState
from bia.models import BusinessFunction, Gap, Interview
from bia.services import answers, interviews, scales
from bia.services.implied import Curve, Implied, imply, limit_of, losses_of
from bia.services.nextstep import Step, first_step, next_step
from bia.services.sheet import Reading
from core.durations import format_duration
from core.figures import Chain, Chart, impact_chart
from estate import services as estate
from estate.models import Item, Readiness

NARROW_ROOM = 0.4
"""The part of a narrow picture's axis that its last label and the limit's take on a phone."""


@dataclass(frozen=True)
class DataPoint:
    """How old recovered data may be, is said to be and was: of one data set, or of all (no item)."""

    item: Item | None
    required: timedelta | None
    claim: timedelta | None
    proof: timedelta | None
    verdict: str
    set_by: Item | None = None


@dataclass(frozen=True)
class Posture:
    """All the page of a function says about its recovery."""

    verdict: str
    headline: str
    mtd: timedelta | None = None
    need: timedelta | None = None
    need_basis: str = ""
    mtd_text: str = "–"
    need_text: str = "–"
    claim: timedelta | None = None
    proof: timedelta | None = None
    proof_state: str = ""
    scenario: str = ""
    bound_by: Item | None = None
    missing: list[Item] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    chain: Chain | None = None
    data: list[DataPoint] = field(default_factory=list)
    computed_at: datetime | None = None
    step: Step | None = None
    asked: Interview | None = None
    """The interview under way."""


def verdict_of(function: BusinessFunction) -> str:
    """The stored verdict of a function; unknown where there is none."""
    readiness = getattr(function.item, "readiness", None)
    return str(readiness.verdict) if readiness else "unknown"


def of(function: BusinessFunction) -> Posture:
    """How one function stands, from the stored verdict."""
    return many([function])[function.pk]


def many(functions: list[BusinessFunction]) -> dict[int, Posture]:
    """How functions stand, by id; what they name is read in a constant number of queries."""
    in_use = [function for function in functions if function.is_in_use]
    judged = [function for function in in_use if hasattr(function.item, "readiness")]
    known = known_of(judged)
    asked = asked_now(in_use)
    unjudged = {
        one.pk: Posture(
            "unknown",
            _("Not computed yet"),
            step=first_step(one, asked.get(one.pk)),
            asked=asked.get(one.pk),
        )
        for one in in_use
    }
    retired = {one.pk: _out_of_use(one.retired_on) for one in functions if one.retired_on}
    return (
        unjudged
        | retired
        | {one.pk: build(one, one.item.readiness, known, asked.get(one.pk)) for one in judged}
    )


def _out_of_use(since: date) -> Posture:
    """What is done no more is judged no more: no verdict is to come, and nothing is to be done."""
    day = date_format(since, "j F Y")
    return Posture("unknown", _("Out of use since %(day)s") % {"day": day})


def asked_now(functions: list[BusinessFunction]) -> dict[int, Interview]:
    """The interviews under way of these functions."""
    rows = Interview.objects.filter(function__in=functions, state__in=OPEN).order_by("pk")
    related = rows.select_related("owner", "campaign", "function__item__unit")
    return {row.function_id: row for row in related}


@dataclass(frozen=True)
class Known:
    """What the verdicts name: items, their stated times, and the functions' gaps not closed."""

    items: dict[int, Item]
    claims: dict[int, timedelta]
    gaps: dict[int, list[Gap]]


def known_of(functions: list[BusinessFunction]) -> Known:
    """Read all that the stored verdicts of these functions name."""
    ids: set[int] = set()
    for function in functions:
        ids |= _ids_in(function.item.readiness.why)
    items = Item.objects.filter(pk__in=ids).select_related("owner", "unit")
    gaps: dict[int, list[Gap]] = {}
    for gap in (
        Gap.objects.exclude(state=GapState.CLOSED)
        .filter(function__in=functions)
        .select_related("owner", "accepted_by")
    ):
        gaps.setdefault(gap.function_id, []).append(gap)
    return Known(
        {item.pk: item for item in items},
        estate.stated_times(ids),
        gaps,
    )


def _ids_in(why: dict[str, Any]) -> set[int]:
    ids = set(why.get("missing", []))
    for kind in ("claim_chain", "proof_chain", "evidence_chain"):
        ids |= {link["id"] for link in why.get(kind, []) if isinstance(link["id"], int)}
    for point in why.get("data", []):
        ids |= {pk for pk in (point["item"], point["set_by"]) if pk}
    return ids


def data_points(row: Readiness, items: dict[int, Item]) -> list[DataPoint]:
    """The data a function rests on: how much may be lost, and how much would be."""
    return [
        DataPoint(
            items.get(point["item"]),
            estate.time_of(point["required_h"]),
            estate.time_of(point["claim_h"]),
            estate.time_of(point["proof_h"]),
            point["verdict"],
            items.get(point["set_by"]),
        )
        for point in row.why.get("data", [])
    ]


def build(
    function: BusinessFunction, row: Readiness, known: Known, asked: Interview | None = None
) -> Posture:
    """The posture of a function from its stored verdict; `asked` is the interview under way."""
    missing = [known.items[pk] for pk in row.why.get("missing", []) if pk in known.items]
    return Posture(
        row.verdict,
        estate.headline(row),
        row.mtd,
        row.need,
        row.need_basis,
        estate.mtd_words(row),
        estate.need_words(row),
        row.claim,
        row.proof,
        estate.figure_notes(row)["proof"],
        row.scenario,
        row.bound_by,
        missing,
        row.why.get("reasons", []),
        estate.chain_of(row, items=known.items, claims=known.claims),
        data_points(row, known.items),
        row.computed_at,
        next_step(function, row, known.items, known.gaps.get(function.pk, []), asked),
        asked,
    )


@dataclass(frozen=True)
class Impact:
    """The impact over time of a function, as last approved."""

    interview: Interview
    implied: Implied
    chart: Chart | None
    variants: tuple[tuple[str, timedelta | None], ...]
    scale: scales.Scale
    reading: Reading
    names: dict[str, str]
    """What each curve of the reading is of: any day, or the name of the peak."""
    stated: Interview | None = None
    """The round whose sheet stated an RTO, beside which the derived one stands."""

    @property
    def limits(self) -> list[tuple[Curve, str]]:
        """Each category's curve, and how long its harm can be borne."""
        pairs = zip(self.implied.curves, self.scale.categories, strict=True)
        return [(curve, limit_of(curve, category, self.scale.bands)) for curve, category in pairs]


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
    implied = imply(variants, scale, wrt=known.wrt, losses=losses_of(reading, scale))
    stated = Interview.objects.filter(function=function, stated_rto__isnull=False)
    return Impact(
        known,
        implied,
        chart_of(implied, scale),
        implied.variants,
        scale,
        reading,
        names,
        stated.order_by("-stated_on", "-pk").first(),
    )


def chart_of(implied: Implied, scale: scales.Scale, *, narrow: bool = False) -> Chart | None:
    """The curves of all categories; the one that sets the MTD in ink. Narrow: fewer words."""
    curves = [
        (one.name, one.levels)
        for one in implied.curves
        if any(level is not None for level in one.levels)
    ]
    if not curves:
        return None
    said = _("Impact over time; never intolerable within the times asked")
    mark = ""
    if implied.mtd is not None:
        values = {"mtd": format_duration(implied.mtd), "category": implied.set_by}
        said = _("Impact over time; intolerable after %(mtd)s, set by %(category)s") % values
        mark = _("MTD %(mtd)s, set by %(category)s") % values
    return impact_chart(
        said,
        _times(implied, scale, narrow=narrow),
        _names(scale, narrow=narrow),
        curves,
        subject=implied.category or curves[0][0],
        limit_at=implied.limit_at,
        limit_text="" if narrow else mark,
        room=NARROW_ROOM if narrow else 0.0,
    )


def _times(implied: Implied, scale: scales.Scale, *, narrow: bool) -> list[str]:
    words = [format_duration(until) for until in scale.bands]
    if narrow and len(words) > 3:
        words[-1 if implied.limit_at == len(words) - 1 else -2] = ""
    return words


def _names(scale: scales.Scale, *, narrow: bool) -> list[str]:
    if not narrow:
        return [name.capitalize() for name in scale.level_names]
    shown = (0, 2, len(scale.level_names) - 1)
    return [str(at) if at in shown else "" for at in range(len(scale.level_names))]
