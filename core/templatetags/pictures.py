"""The pictures of a page: drawn on the server as SVG in percent, sharp at any width."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core import figures
from core.figures import Chain, Chart, Group, TimeAxis, TimeRow, percent, say, share
from core.templatetags.components import STATES, state_look

register = template.Library()

TURN = 276.46  # the length of the ring: 2 π · 44
TURNS = tuple(timedelta(hours=hours) for hours in (1, 3, 12, 24, 72, 168, 720))
SOON = timedelta(minutes=45)
PROOF_LOOKS = {"stale": "proof stale", "expired": "proof expired"}


@register.inclusion_tag("components/promise.html")
def promise(
    need: timedelta | None,
    claim: timedelta | None = None,
    proof: timedelta | None = None,
    state: str = "",
    mtd: timedelta | None = None,
    *,
    need_text: str = "",
) -> dict[str, Any]:
    """Need as a line, claim as an outline, proof solid: {% promise f.need f.claim f.proof f.state %}."""
    end = figures.scale_end((need, claim, proof, mtd))
    return promise_bars(need, claim, proof, state, end) | {
        "mtd": percent(share(mtd, end)) if mtd else "",
        "text": figures.promise_text(need, claim, proof, need_text),
    }


def promise_bars(
    need: timedelta | None,
    claim: timedelta | None,
    proof: timedelta | None,
    state: str,
    end: timedelta,
) -> dict[str, Any]:
    """The marks of one bar whose axis ends at `end`; a mark that is not drawn is empty."""
    nothing = timedelta(0)
    late = proof - need if proof is not None and need is not None else nothing
    said_late = claim - need if proof is None and claim and need is not None else nothing
    held = None if proof is None else proof - max(late, nothing)
    late_looks = late > nothing or need is None
    return {
        "claim": _at(claim, end),
        "need": _at(need, end),
        "proof": _at(held, end),
        "look": "within" if late_looks else PROOF_LOOKS.get(state, "proof"),
        "over": percent(share(late, end)) if late > nothing else "",
        "said_over": percent(share(said_late, end)) if said_late > nothing else "",
    }


@register.inclusion_tag("components/chain.html")
def chain(analysis: Chain, table: bool = True) -> dict[str, Any]:
    """Claim and proof, then what binds them step after step, on one axis: {% chain analysis %}."""
    sums = (analysis.need, analysis.mtd, analysis.claim, analysis.proof)
    longest = figures.scale_end((*sums, _length(analysis, "proof")), 1.05)
    need_text = analysis.need_text or say(analysis.need)
    keys = {
        time: f"{word} {said}"
        for time, word, said in (
            (analysis.mtd, _("MTD"), say(analysis.mtd)),
            (analysis.need, _("Need"), need_text),
        )
        if time is not None
    }
    limits = {"need": _at(analysis.need, longest), "mtd": _at(analysis.mtd, longest)}
    return {
        "analysis": analysis,
        "ticks": _ends(figures.duration_ticks(longest, keys)),
        "total": promise_bars(
            analysis.need, analysis.claim, analysis.proof, analysis.state, longest
        ),
        "links": list(_placed(analysis, longest)),
        "has_target": any(link.target for link in analysis.links),
        "table": table,
        "need_text": need_text,
        **limits,
    }


def _length(analysis: Chain, kind: str) -> timedelta:
    return sum((getattr(link, kind) or timedelta(0) for link in analysis.links), timedelta(0))


def _at(time: timedelta | None, end: timedelta) -> str:
    return percent(share(time, end)) if time is not None else ""


def _placed(analysis: Chain, end: timedelta) -> Iterable[dict[str, Any]]:
    """Each link from where the one before it ends, measured time split where it passes the need."""
    start, need = timedelta(0), analysis.need
    for number, link in enumerate(analysis.links, start=1):
        took, known = link.proof or timedelta(0), (link.proof, link.target, link.claim)
        counts = next((time for time in known if time is not None), None)
        stop = start + took
        inside = took if need is None else max(timedelta(0), min(stop, need) - start)
        yield {
            "link": link,
            "number": number,
            "start": percent(share(start, end)),
            "joined": number > 1,
            "claim": percent(share(link.claim, end)) if link.claim else "",
            "target": percent(share(link.target, end)) if link.target else "",
            "within": percent(share(inside, end)) if inside else "",
            "late_from": percent(share(start + inside, end)),
            "late": percent(share(took - inside, end)) if took > inside else "",
            "value": say(counts),
        }
        start += counts or timedelta(0)


def _ends(ticks: Iterable[figures.Tick]) -> list[dict[str, Any]]:
    """Ticks with the side their label hangs on, so that none leaves the picture."""
    return [
        {
            "x": percent(tick.at),
            "label": tick.label,
            "key": tick.key,
            "phone": tick.phone,
            "anchor": "start" if tick.at < 2 else "end" if tick.at > 98 else "middle",
        }
        for tick in ticks
    ]


@register.inclusion_tag("components/posture.html")
def posture(groups: Sequence[Group]) -> dict[str, Any]:
    """A square for each function, by state, each group opening its list: {% posture groups %}.

    With more functions than fit, one square stands for several and the picture says so.
    """
    total = sum(group.count for group in groups)
    each = max(1, ceil(total / figures.SQUARES))
    shown = [
        {
            "group": group,
            "look": group.state if group.state in STATES else "unknown",
            "word": group.word or str(state_look(group.state)[1]).lower(),
            "cells": range(ceil(group.count / each)),
        }
        for group in groups
        if group.count
    ]
    return {"groups": shown, "each": each}


@register.inclusion_tag("components/countdown.html")
def countdown(
    until: datetime,
    sub: str = "",
    now: datetime | None = None,
    since: datetime | None = None,
    small: bool = False,
) -> dict[str, Any]:
    """Time left as a ring and digits that count: {% countdown event.decide_by since=event.began_at %}.

    Without `since`, one turn is the next round time above what is left.
    """
    left = until - (now or timezone.now())
    turn = until - since if since else next((t for t in TURNS if t >= left), TURNS[-1])
    part = 1.0 if left < timedelta(0) else min(1.0, float(left / turn)) if turn else 0.0
    digits, unit = clock_digits(abs(left))
    word = sub or (_("late") if left < timedelta(0) else _("left"))
    return {
        "until": until,
        "turn": int(turn.total_seconds()),
        "dash": f"{part * TURN:.1f} {TURN}",
        "look": "past" if left < timedelta(0) else "soon" if left < SOON else "",
        "digits": digits,
        "sub": unit if small else f"{unit} {word}",
        "said": f"{digits} {unit} {word}",
        "word": sub,
        "small": small,
    }


def clock_digits(left: timedelta) -> tuple[str, str]:
    """Digits and unit of a ring: ("31", "min"), ("2:14", "h"), ("3", "days").

    >>> clock_digits(timedelta(hours=2, minutes=14))
    ('2:14', 'h')
    """
    minutes = int(left.total_seconds() // 60)
    if minutes < 60:
        return str(minutes), _("min")
    if minutes < 48 * 60:
        return f"{minutes // 60}:{minutes % 60:02d}", _("h")
    return str(minutes // 1440), _("days")


@register.inclusion_tag("components/time_row.html")
def time_row(row: TimeRow, axis: TimeAxis, board: bool = False) -> dict[str, Any]:
    """A row of time with its limit and now, inside <ul class="clocks">: {% time_row row axis %}.

    With `board=True` it is a row of <div class="gantt">, with the marks of the axis behind it.
    """

    def at(moment: datetime) -> float:
        place = share(moment - axis.start, axis.end - axis.start)
        return min(100.0, max(0.0, place))

    spans = [
        {
            "x": percent(at(span.start)),
            "width": percent(max(0.7, at(span.end) - at(span.start))),
            "kind": span.kind,
            "binding": span.binding,
        }
        for span in row.spans
    ]
    return {
        "row": row,
        "spans": spans,
        "board": board,
        "now": percent(at(axis.now)) if axis.now else "",
        "limit": percent(at(row.limit)) if row.limit else "",
        "grid": [tick["x"] for tick in axis_ticks(axis)] if board else [],
    }


@register.inclusion_tag("components/time_head.html")
def time_head(axis: TimeAxis) -> dict[str, Any]:
    """The hours above the rows of a <div class="gantt">: {% time_head axis %}."""
    clock = formats.date_format(timezone.localtime(axis.now), "H:i") if axis.now else ""
    place = share(axis.now - axis.start, axis.end - axis.start) if axis.now else None
    ticks = axis_ticks(axis)
    if place is not None:
        ticks = [t for t in ticks if abs(float(t["x"].rstrip("%")) - place) > figures.CROWDED]
    return {"ticks": ticks, "now": percent(place) if place is not None else "", "clock": clock}


def axis_ticks(axis: TimeAxis) -> list[dict[str, Any]]:
    """The marks of a time axis, each with its time of day in the reader's zone."""
    whole = axis.end - axis.start
    every = axis.every or next((s for s in figures.TICK_STEPS if whole / s <= 6), whole / 5)
    style = "H:i" if whole <= timedelta(days=2) else "D j"
    marks = [axis.start + every * n for n in range(int(whole / every) + 1)]
    return _ends(
        figures.Tick(
            share(mark - axis.start, whole), formats.date_format(timezone.localtime(mark), style)
        )
        for mark in marks
    )


CHART_TOP, CHART_BOTTOM, CHART_RIGHT = 4.0, 90.0, 98.5


@register.inclusion_tag("components/chart.html")
def chart(figure: Chart, size: str = "", table: bool = True) -> dict[str, Any]:
    """Lines over two axes with the value that matters named: {% chart impact size="high" %}.

    Size: "low", "high" or none. The table twin is folded under the picture.
    """
    top, bottom = (8.0, 82.0) if size == "low" else (CHART_TOP, CHART_BOTTOM)
    xs = [tick.at for tick in figure.x_ticks] + [p[0] for line in figure.lines for p in line.points]
    ys = [tick.at for tick in figure.y_ticks]
    frame = _Frame(figure.left, CHART_RIGHT, top, bottom, min(xs), max(xs), min(ys), max(ys))
    return {
        "figure": figure,
        "size": size,
        "table": table and len(figure.lines) > 0,
        "box": {"x": percent(figure.left), "y": percent(top)}
        | {"width": percent(CHART_RIGHT - figure.left), "height": percent(bottom - top)},
        "x_ticks": [frame.x_tick(tick) for tick in figure.x_ticks],
        "y_ticks": [frame.y_tick(tick) for tick in figure.y_ticks],
        "left": percent(figure.left),
        "right": percent(CHART_RIGHT),
        "paths": [{"kind": line.kind, "d": frame.path(line)} for line in figure.lines],
        "zone": frame.inner_x(figure.zone_from) if figure.zone_from is not None else None,
        "marks": [frame.mark(mark) for mark in figure.marks],
        "bottom": percent(bottom),
        "named": [line for line in figure.lines if line.name],
        "columns": [tick for tick in figure.x_ticks if tick.label],
        "rows": [_cells(line, figure) for line in figure.lines if line.name],
    }


def _cells(line: figures.Line, figure: Chart) -> dict[str, Any]:
    """The values of one line at each mark of the axis, in words where the other axis has them."""
    words = {tick.at: tick.label for tick in figure.y_ticks}
    known = dict(line.points)
    values = [known.get(tick.at) for tick in figure.x_ticks]
    return {
        "name": line.name,
        "values": ["–" if v is None else words.get(v, f"{v:g}") for v in values],
    }


class _Frame:
    """Where data lands in the picture (percent) and in its stretched inner box (0 to 1000)."""

    def __init__(self, *edges: float) -> None:
        self.left, self.right, self.top, self.bottom, self.x0, self.x1, self.y0, self.y1 = edges

    def inner_x(self, x: float) -> str:
        return f"{1000 * (x - self.x0) / ((self.x1 - self.x0) or 1):.1f}"

    def inner_y(self, y: float) -> str:
        return f"{1000 - 1000 * (y - self.y0) / ((self.y1 - self.y0) or 1):.1f}"

    def outer_x(self, x: float) -> float:
        return self.left + float(self.inner_x(x)) / 1000 * (self.right - self.left)

    def outer_y(self, y: float) -> float:
        return self.top + float(self.inner_y(y)) / 1000 * (self.bottom - self.top)

    def x_tick(self, tick: figures.Tick) -> dict[str, Any]:
        x = self.outer_x(tick.at)
        anchor = "start" if x <= self.left + 1 else "end" if x >= self.right - 1 else "middle"
        return {"x": percent(x), "tick": tick, "anchor": anchor}

    def y_tick(self, tick: figures.Tick) -> dict[str, Any]:
        return {"y": percent(self.outer_y(tick.at)), "tick": tick, "base": tick.at == self.y0}

    def mark(self, mark: figures.Mark) -> dict[str, Any]:
        x, y = self.outer_x(mark.x), self.outer_y(mark.y)
        late = x > 60
        low = percent(self.bottom - 6) if mark.rule else percent(y - 3)
        return {
            "x": percent(x),
            "y": percent(y),
            "from": percent(max(0.0, self.top - 1.7)),
            "text": mark.text,
            "rule": mark.rule,
            "text_y": low,
            "anchor": "end" if late else "start",
            "dx": "-8" if late else "8",
        }

    def path(self, line: figures.Line) -> str:
        points = [(self.inner_x(x), self.inner_y(y)) for x, y in line.points]
        steps = [f"M{points[0][0]} {points[0][1]}", *(f"L{x} {y}" for x, y in points[1:])]
        if line.kind == "area":
            steps.append(f"L{points[-1][0]} 1000 L{points[0][0]} 1000z")
        return " ".join(steps)


def promise_cell(
    need: timedelta | None,
    claim: timedelta | None,
    proof: timedelta | None,
    state: str = "",
    need_text: str = "",
) -> SafeString:
    """The bar of a need, claim and proof for a table's column."""
    return mark_safe(
        render_to_string(
            "components/promise.html", promise(need, claim, proof, state, need_text=need_text)
        )
    )
