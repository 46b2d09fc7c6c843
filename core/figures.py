"""What the pictures on a page are given: plain values in, positions in percent out.

Positions are strings such as "47.83%", ready for an SVG attribute in every language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core.durations import format_duration

HEADROOM = 1.12
TICK_STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 5760, 10080, 20160, 43200)
)
CROWDED = 8.0
ROOM, PHONE_ROOM = (6.75, 0.58), (6.0, 0.88)
"""How far from the middle of a key's label the next may stand, in percent of the axis: for any
label, and for each of its letters."""
SQUARES = 90


def percent(value: float) -> str:
    """A position or width as an SVG attribute: never in the reader's number format.

    >>> percent(47.8261)
    '47.83%'
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def share(part: Any, whole: Any) -> float:
    """`part` of `whole` in percent; both of one kind (numbers or times), `whole` above zero."""
    return 100 * float(part / whole)


@dataclass(frozen=True)
class Link:
    """One step of a chain: what is claimed and what was measured for it.

    `target` is a time the organisation set itself: neither, and part of the sum over the links.
    """

    name: str
    claim: timedelta | None = None
    proof: timedelta | None = None
    note: str = ""
    url: str = ""
    binding: bool = False
    target: timedelta | None = None


@dataclass(frozen=True)
class Chain:
    """A function's recovery: need and limit, the sums, and the links one after the other.

    `claim_chain` says in words what the claim adds up from, where that is not these links.
    """

    need: timedelta | None
    claim: timedelta | None
    proof: timedelta | None
    links: Sequence[Link] = ()
    mtd: timedelta | None = None
    claim_note: str = ""
    proof_note: str = ""
    state: str = ""
    claim_chain: str = ""
    need_text: str = ""
    """The need in words where they say more than its time: "≥ 7 days"."""


@dataclass(frozen=True)
class Group:
    """Functions of one state, for the squares: how many, and the list that shows them."""

    state: str
    count: int
    url: str = ""
    word: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of time in a row; kind is past, todo, run, done or late."""

    start: datetime
    end: datetime
    kind: str = "todo"
    binding: bool = False


@dataclass(frozen=True)
class TimeAxis:
    """The common scale of several rows of time; `every` is the distance of its marks."""

    start: datetime
    end: datetime
    now: datetime | None = None
    every: timedelta | None = None


@dataclass(frozen=True)
class TimeRow:
    """One function or task on a time axis, with the time it must not pass and how it ends."""

    name: str
    spans: Sequence[Span] = ()
    note: str = ""
    limit: datetime | None = None
    end: str = ""
    end_note: str = ""
    state: str = ""
    url: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Tick:
    """A mark of an axis; `key` prints it in ink, `phone` keeps it on narrow screens."""

    at: float
    label: str
    key: bool = False
    phone: bool = True


@dataclass(frozen=True)
class Line:
    """A line of a chart; kind is subject, other, aim or area."""

    points: Sequence[tuple[float, float]]
    kind: str = "subject"
    name: str = ""


@dataclass(frozen=True)
class Mark:
    """The one value that matters, named on the picture."""

    x: float
    y: float
    text: str = ""
    rule: bool = False


@dataclass(frozen=True)
class Chart:
    """Lines over two axes in the data's own units; `label` says in a sentence what one sees."""

    label: str
    lines: Sequence[Line]
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    marks: Sequence[Mark] = ()
    zone_from: float | None = None
    left: float = 11.0
    heading: str = ""
    head: Sequence[str] = field(default_factory=tuple)


def impact_chart(
    label: str,
    columns: Sequence[str],
    levels: Sequence[str],
    curves: Sequence[tuple[str, Sequence[int | None]]],
    *,
    subject: str,
    limit_at: float | None = None,
    limit_text: str = "",
    room: float = 0.0,
) -> Chart:
    """Impact levels over time as stairs: one curve a category, the deciding one in ink.

    `columns` are the times asked for, `levels` the names from none to intolerable; each curve
    is (category, level at each column, None unrated); `limit_at` is how long it can be borne, in columns
    (1 is the end of the first). On a phone the last time is left out where the limit's own label
    stands nearer than `room`, a part of the axis.
    """
    width = len(columns)
    lines = [
        Line(stairs(values), "subject" if name == subject else "other", name=name)
        for name, values in sorted(curves, key=lambda curve: curve[0] == subject)
    ]
    top = len(levels) - 1
    on_phone = {width, *range(0, width, 2)}
    if limit_at is not None and limit_at in range(1, width) and width - limit_at < room * width:
        on_phone.remove(width)
    ticks = [Tick(0, "0")] + [
        Tick(i, text, key=i == limit_at, phone=i == limit_at or i in on_phone)
        for i, text in enumerate(columns, start=1)
    ]
    marks = [] if limit_at is None else [Mark(limit_at, top, limit_text, rule=True)]
    names = [Tick(i, name, key=i == top) for i, name in enumerate(levels)]
    return Chart(label, lines, ticks, names, marks, zone_from=limit_at)


def stairs(levels: Sequence[int | None]) -> list[tuple[float, float]]:
    """A level holds from the end of the band before to the end of its own, and on to the next known.

    Before the first and after the last known level nothing is drawn.

    >>> stairs([1, 2])
    [(0.0, 1.0), (1.0, 1.0), (1.0, 2.0), (2.0, 2.0)]
    >>> stairs([None, 1, None])
    [(1.0, 1.0), (2.0, 1.0)]
    """
    known = [place for place, level in enumerate(levels) if level is not None]
    points, held = [], 0
    for place in range(known[0], known[-1] + 1) if known else ():
        level = levels[place]
        held = held if level is None else level
        points += [(float(place), float(held)), (float(place + 1), float(held))]
    return points


def trend_chart(
    label: str,
    points: Sequence[tuple[str, float]],
    *,
    highest: float,
    aim: float | None = None,
    aim_text: str = "",
) -> Chart:
    """A value over periods, its area soft, a plan as accent dashes to `aim` at the last one."""
    values = [(float(i), value) for i, (_name, value) in enumerate(points)]
    last = len(values) - 1
    lines = [Line(values, "area"), Line(values, "subject", name=label)]
    marks = [Mark(values[-1][0], values[-1][1])]
    if aim is not None:
        lines.insert(1, Line([values[0], (float(last), aim)], "aim", name=aim_text))
        marks.append(Mark(float(last), aim, aim_text))
    step = max(1, round(last / 3))
    ticks = [
        Tick(i, name, key=i == last)
        for i, (name, _value) in enumerate(points)
        if i == last or (i % step == 0 and last - i >= step)
    ]
    middle = points[-1][1]
    near = min(middle, highest - middle) < highest / 8
    y_ticks = [Tick(0, "0"), Tick(highest, f"{highest:g}")]
    if not near:
        y_ticks.insert(1, Tick(middle, f"{middle:g}", key=True))
    return Chart(label, lines, ticks, y_ticks, marks, left=9.0)


def duration_ticks(longest: timedelta, keys: Mapping[timedelta, str]) -> list[Tick]:
    """Round times from zero to `longest`, without those that would touch a key's own label.

    >>> [t.label for t in duration_ticks(timedelta(hours=12), {timedelta(hours=6): "Need 6 h"})]
    ['0', '2 h', '4 h', '8 h', '10 h', '12 h']
    """
    step = next((s for s in TICK_STEPS if longest / s <= 7), longest / 6)
    marks = [step * n for n in range(int(longest / step) + 1)]
    return [
        Tick(
            share(mark, longest),
            format_duration(mark) if mark else "0",
            phone=_is_free(mark, longest, keys, PHONE_ROOM),
        )
        for mark in marks
        if _is_free(mark, longest, keys, ROOM)
    ]


def _is_free(
    mark: timedelta,
    longest: timedelta,
    keys: Mapping[timedelta, str],
    room: tuple[float, float],
) -> bool:
    """Whether a label at this time would stand clear of every key's own."""
    around, letter = room
    return all(
        abs(share(mark - key, longest)) > around + letter * len(text) for key, text in keys.items()
    )


def scale_end(times: Sequence[timedelta | None], headroom: float = HEADROOM) -> timedelta:
    """The end of an axis on which every given time has room; an hour when none is given."""
    known = [time for time in times if time is not None and time > timedelta(0)]
    return max(known) * headroom if known else timedelta(hours=1)


def say(time: timedelta | None) -> str:
    """A time in a sentence or a table cell; what nobody has said is a dash."""
    return "–" if time is None else format_duration(time)


def promise_text(
    need: timedelta | None, claim: timedelta | None, proof: timedelta | None, need_text: str = ""
) -> str:
    """What a need, claim and proof bar shows, for those who do not see it."""
    return _("Need %(need)s, claim %(claim)s, proof %(proof)s") % {
        "need": need_text or say(need),
        "claim": say(claim),
        "proof": say(proof),
    }
