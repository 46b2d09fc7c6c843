"""The pictures of the BIA report, as shapes with presentation attributes."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from bia.services import posture
from bia.services.posture import Posture
from core.durations import format_duration


@dataclass(frozen=True)
class Bar:
    """A need, claim and proof bar as shapes: x and width in a box of 108 by 16."""

    text: str
    need: float | None = None
    claim: float | None = None
    proof: float | None = None
    over_from: float | None = None
    over: float | None = None


@dataclass(frozen=True)
class Curve:
    """One category of the impact picture, as points of a polyline in a box of 480 by 150."""

    name: str
    points: str
    subject: bool


@dataclass(frozen=True)
class Picture:
    """The impact over time of a function, drawn with presentation attributes."""

    text: str
    curves: list[Curve]
    columns: list[tuple[float, str, bool]]
    rows: list[tuple[float, str]]
    limit: float | None = None
    limit_text: str = ""

    @property
    def zone(self) -> float:
        """How wide the time beyond the limit is."""
        return round(470 - (self.limit or 470), 1)

    @property
    def label_x(self) -> float:
        """Where the limit's words stand: on the side with room."""
        limit = self.limit or 0
        return round(limit - 5 if limit > 300 else limit + 5, 1)

    @property
    def label_anchor(self) -> str:
        """Which end of the words stands at the limit."""
        return "end" if (self.limit or 0) > 300 else "start"


@dataclass(frozen=True)
class Square:
    """A function on the cover."""

    state: str
    x: float

    @property
    def inner(self) -> float:
        """Where an outline begins, so that its stroke stays inside."""
        return round(self.x + 0.6, 1)

    @property
    def left(self) -> float:
        """Where the cross of a gap begins."""
        return round(self.x + 3.5, 1)


@dataclass(frozen=True)
class SquareLabel:
    """How many functions of a state, under their squares."""

    x: float
    count: int
    word: str


def squares_of(
    counts: list[tuple[str, str, int]],
) -> tuple[list[Square], list[SquareLabel]]:
    """One square a function, grouped by state; narrower where there are many."""
    groups = [group for group in counts if group[2]]
    total = sum(count for _state, _word, count in groups)
    step = min(14.5, (480 - 26 * len(groups)) / max(1, total))
    squares, labels, x = [], [], 0.0
    for state, word, count in groups:
        labels.append(SquareLabel(round(x, 1), count, word.lower()))
        start = x
        for _one in range(count):
            squares.append(Square(state, round(x, 1)))
            x += step
        x = max(x, start + 30) + 10
    return squares, labels


def bar_of(stands: Posture) -> Bar:
    """The shapes of a need, claim and proof bar."""
    times = [time for time in (stands.need, stands.claim, stands.proof) if time]
    end = max(times) * 1.1 if times else timedelta(hours=1)

    def at(time: timedelta | None) -> float | None:
        return None if time is None else round(float(time / end) * 108, 1)

    text = _("Need %(need)s, claim %(claim)s, proof %(proof)s") % {
        "need": format_duration(stands.need) or "–",
        "claim": format_duration(stands.claim) or "–",
        "proof": format_duration(stands.proof) or "–",
    }
    late = stands.proof if stands.proof is not None else stands.claim
    over = late - stands.need if late and stands.need and late > stands.need else None
    proof = stands.need if over and stands.proof else stands.proof
    return Bar(
        text,
        at(stands.need),
        at(stands.claim),
        at(proof),
        at(stands.need) if over else None,
        at(over),
    )


def picture_of(impact: posture.Impact) -> Picture | None:
    """The impact curves as polylines: left 70, top 8, 400 wide, 120 high."""
    chart = impact.chart
    if chart is None:
        return None
    width = max(tick.at for tick in chart.x_ticks)
    top = max(tick.at for tick in chart.y_ticks) or 1

    def x(value: float) -> float:
        return round(70 + 400 * value / width, 1)

    def y(value: float) -> float:
        return round(128 - 120 * value / top, 1)

    curves = []
    for line in chart.lines:
        points = [f"{x(at)},{y(value)}" for at, value in line.points]
        curves.append(Curve(line.name, " ".join(points), line.kind == "subject"))
    mark = chart.marks[0] if chart.marks else None
    return Picture(
        chart.label,
        curves,
        [(x(tick.at), tick.label, tick.key) for tick in chart.x_ticks],
        [(y(tick.at), tick.label) for tick in chart.y_ticks],
        x(mark.x) if mark else None,
        mark.text if mark else "",
    )
