"""The pictures of the BIA report, as shapes with presentation attributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from bia.services import posture
from bia.services.posture import Posture
from core.durations import format_duration
from core.figures import Line

LEFT, RIGHT, TOP, BOTTOM = 52.0, 378.0, 14.0, 84.0
"""The frame of the impact picture in a box of 480 by 99; the names stand at the right of it."""
MIDDLE = 240.0
WEAK = ("stale", "expired")
DASHES = ("5 2", "1.2 1.8", "8 2 1.5 2", "3 1.5", "10 3", "1 3")
APART, LETTERS, LONGEST = 1.5, 8.5, 24


@dataclass(frozen=True)
class Bar:
    """A need, claim and proof bar as shapes: x and width in a box of 108 by 16."""

    text: str
    need: float | None = None
    claim: float | None = None
    proof: float | None = None
    over_from: float | None = None
    over: float | None = None
    weak: str = ""
    """Why the proof counts less: "stale" or "expired"."""


@dataclass(frozen=True)
class Curve:
    """One category of the impact picture: its line, and its name beside the line's end."""

    name: str
    points: str
    subject: bool
    dash: str
    end: tuple[float, float]
    label_y: float


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
        return round(RIGHT - (self.limit or RIGHT), 1)

    @property
    def label_x(self) -> float:
        """Where the limit's words stand: on the side with room."""
        limit = self.limit or 0
        return round(limit - 5 if limit > MIDDLE else limit + 5, 1)

    @property
    def label_anchor(self) -> str:
        """Which end of the words stands at the limit."""
        return "end" if (self.limit or 0) > MIDDLE else "start"


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
        "need": stands.need_text,
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
        "" if over or stands.verdict not in WEAK else stands.verdict,
    )


def picture_of(impact: posture.Impact) -> Picture | None:
    """The impact curves as polylines, told apart by dashes, each named where it ends."""
    chart = impact.chart
    if chart is None:
        return None
    width = max(tick.at for tick in chart.x_ticks)
    top = max(tick.at for tick in chart.y_ticks) or 1

    def x(value: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * value / width, 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    drawn = []
    for line, beside in zip(chart.lines, _beside(chart.lines), strict=True):
        points = [(x(at) + beside, y(value) - beside) for at, value in line.points]
        drawn.append((line, [(round(_inside(at), 1), round(up, 1)) for at, up in points]))
    labels = _spread([points[-1][1] for _line, points in drawn])
    curves = [
        Curve(
            _cut(line.name),
            " ".join(f"{at},{up}" for at, up in points),
            line.kind == "subject",
            "" if line.kind == "subject" else DASHES[place % len(DASHES)],
            points[-1],
            labels[place],
        )
        for place, (line, points) in enumerate(drawn)
    ]
    mark = chart.marks[0] if chart.marks else None
    return Picture(
        chart.label,
        curves,
        [(x(tick.at), tick.label, tick.key) for tick in chart.x_ticks],
        [(y(tick.at), tick.label) for tick in chart.y_ticks],
        x(mark.x) if mark else None,
        mark.text if mark else "",
    )


def _inside(at: float) -> float:
    return min(max(at, LEFT), RIGHT)


def _beside(lines: Sequence[Line]) -> list[float]:
    """How far each line is moved, so that lines of one level run side by side; the subject is not."""
    others = [place for place, line in enumerate(lines) if line.kind != "subject"]
    steps = [step for n in range(1, len(lines) + 1) for step in (-n, n)]
    moved = dict(zip(others, steps, strict=False))
    return [moved.get(place, 0) * APART for place in range(len(lines))]


def _spread(ends: Sequence[float]) -> list[float]:
    """Where the names of lines that end at these heights stand without touching each other."""
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    found = [0.0] * len(ends)
    free = -LETTERS
    for place in order:
        free = found[place] = max(ends[place], free + LETTERS)
    free = BOTTOM
    for place in reversed(order):
        found[place] = min(found[place], free)
        free = found[place] - LETTERS
    return [round(one, 1) for one in found]


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
