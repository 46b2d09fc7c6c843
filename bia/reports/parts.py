"""What the BIA report says of one function."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import GapState, InterviewState
from bia.models import BusinessFunction, Gap, Interview, Need, Objective
from bia.reports.grid import Grid, grid_of
from bia.reports.pictures import Bar, Picture, bar_of, picture_of
from bia.services import calibration, ownanswers, posture
from bia.services.calibration import Calibration
from bia.services.posture import DataPoint, Posture
from core.clock import organisation_day
from core.durations import format_duration

WORDS = {
    "gap": gettext_lazy("Gap"),
    "unknown": gettext_lazy("Unknown"),
    "expired": gettext_lazy("Expired"),
    "stale": gettext_lazy("Stale"),
    "claimed": gettext_lazy("Claimed"),
    "held": gettext_lazy("Held"),
}
ASKED = {
    InterviewState.PLANNED: gettext_lazy("%(owner)s is to be asked in %(campaign)s"),
    InterviewState.INVITED: gettext_lazy(
        "%(owner)s is asked in %(campaign)s and has not begun; answers are due by %(due)s"
    ),
    InterviewState.BEGUN: gettext_lazy(
        "%(owner)s has begun to answer in %(campaign)s; answers are due by %(due)s"
    ),
    InterviewState.RETURNED: gettext_lazy(
        "The answers went back to %(owner)s in %(campaign)s; they are due by %(due)s"
    ),
    InterviewState.SUBMITTED: gettext_lazy(
        "%(owner)s handed in the answers in %(campaign)s on %(day)s; they are not approved yet"
    ),
}

TOGETHER = 3
"""So many rows at least stand on each page of a list."""
Rows = TypeVar("Rows")


def blocks(rows: Sequence[Rows]) -> list[Sequence[Rows]]:
    """Rows one by one, but the first and the last together with others: none stands alone.

    >>> blocks("abcdefgh")
    ['abc', 'd', 'e', 'fgh']
    """
    if len(rows) <= 2 * TOGETHER:
        return [rows[:TOGETHER], rows[TOGETHER:]] if len(rows) == 2 * TOGETHER else [rows]
    middle = [rows[at : at + 1] for at in range(TOGETHER, len(rows) - TOGETHER)]
    return [rows[:TOGETHER], *middle, rows[-TOGETHER:]]


@dataclass(frozen=True)
class Rest:
    """Something a function rests on: how soon it is needed, and how old its data may be and would be."""

    name: str
    kind: str
    known: bool
    within: timedelta | None = None
    without: timedelta | None = None
    borne: timedelta | None = None
    stated: timedelta | None = None
    measured: timedelta | None = None
    is_late: bool = False


@dataclass(frozen=True)
class FunctionPart:
    """All the report says of one function."""

    function: BusinessFunction
    stands: Posture
    word: str
    bar: Bar
    interview: Interview | None
    """The last one approved, or else last year's sheet."""
    asked: Interview | None
    """The one that is open now."""
    asked_words: str
    derived: timedelta | None
    grid: Grid | None
    picture: Picture | None
    rests: list[Rest]
    peaks: list[Any] = field(default_factory=list)
    resources: list[tuple[str, list[str], str]] = field(default_factory=list)
    workarounds: list[Any] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    bands: list[str] = field(default_factory=list)
    agreed: Objective | None = None
    stated: Interview | None = None
    own: list[ownanswers.Asked] = field(default_factory=list)
    """The campaign's own questions that were answered."""
    calibration: Calibration | None = None
    """The same answers by levels and by money, where anything can be judged both ways."""

    @property
    def rest_rows(self) -> list[Sequence[Rest]]:
        """What it rests on in blocks of rows that stay on one page."""
        return blocks(self.rests)

    @property
    def is_answered(self) -> bool:
        """Whether its owner's answers are approved."""
        return self.interview is not None and self.interview.state == InterviewState.APPROVED

    @property
    def is_slim(self) -> bool:
        """Whether there is too little to say for a page of its own."""
        return not self.is_answered and self.stands.need is None

    @property
    def is_late(self) -> bool:
        """Whether it was measured to come back after it is needed."""
        need, proof = self.stands.need, self.stands.proof
        return need is not None and proof is not None and proof > need

    @property
    def anchor(self) -> str:
        """The name the contents link to."""
        return f"function-{self.function.pk}"


def part_of(function: BusinessFunction, stands: Posture) -> FunctionPart:
    """The part of one function."""
    impact = posture.impact_of(function)
    known = impact.interview if impact else None
    answered = known is not None and known.state == InterviewState.APPROVED
    asked = stands.asked
    return FunctionPart(
        function,
        stands,
        str(WORDS[stands.verdict]),
        bar_of(stands),
        known,
        asked,
        _asked_words(asked, known),
        impact.implied.derived_rto if impact else None,
        grid_of(impact) if impact else None,
        picture_of(impact) if impact and answered else None,
        rests_of(list(known.needs.select_related("item__owner")) if known else [], stands.data),
        list(known.peaks.all()) if known else [],
        _resources(known),
        list(known.workarounds.all()) if known else [],
        list(
            Gap.objects.filter(function=function)
            .exclude(state=GapState.CLOSED)
            .select_related("owner", "accepted_by")
        ),
        [format_duration(band.until) for band in known.scale.bands.all()] if known else [],
        function.objectives.approved().select_related("approved_by").first(),
        impact.stated if impact else None,
        [one for one in ownanswers.said_in(known) if one.shown and one.words] if known else [],
        _calibration(function) if answered else None,
    )


def _calibration(function: BusinessFunction) -> Calibration | None:
    found = calibration.of(function)
    return found if found and found.is_comparable else None


def rests_of(needs: list[Need], data: list[DataPoint]) -> list[Rest]:
    """What it rests on as answered, each data set with how old it would be; what is only derived last."""
    points = {point.item.pk if point.item else None: point for point in data}
    found = []
    for need in needs:
        point = points.pop(need.item_id, None) if need.item_id else None
        found.append(
            Rest(
                need.name,
                str(need.get_kind_display()),
                need.item_id is not None,
                need.needed_within,
                need.tolerates,
                point.required if point else need.loss,
                point.claim if point else None,
                point.proof if point else None,
                _is_late(point),
            )
        )
    return found + [
        Rest(
            point.item.name if point.item else _("All it rests on"),
            _("Data"),
            True,
            borne=point.required,
            stated=point.claim,
            measured=point.proof,
            is_late=_is_late(point),
        )
        for point in points.values()
    ]


def _is_late(point: DataPoint | None) -> bool:
    return point is not None and point.verdict == "gap"


def _resources(known: Interview | None) -> list[tuple[str, list[str], str]]:
    return [
        (row.name, ["" if n is None else str(n) for n in row.amounts], row.kept_at)
        for row in (known.resources.all() if known else ())
    ]


def _asked_words(asked: Interview | None, known: Interview | None) -> str:
    """How far its owner is with the answers, in a sentence; none where they are approved."""
    if asked is None:
        answered = known is not None and known.state == InterviewState.APPROVED
        return "" if answered else _("Nobody has been asked yet.")
    campaign = asked.campaign
    due, handed_in = campaign.due_on if campaign else None, asked.submitted_at
    said = ASKED[InterviewState(asked.state)] % {
        "owner": asked.owner or _("Nobody"),
        "campaign": campaign or _("an interview"),
        "due": _day(due),
        "day": _day(organisation_day(handed_in) if handed_in else None),
    }
    return f"{said}."


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("no day set")
