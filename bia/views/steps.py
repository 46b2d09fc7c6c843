"""What each step of the interview shows: answers as fields, the grid, the lists."""

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import Frequency, NeedKind, PeakRule, ResourceKind
from bia.services import complete, interviews, items, peaks, posture, sheet
from bia.services.answers import Answers
from bia.services.implied import STATES, mtd_words
from bia.services.sheet import ALL_DAYS, STEPS, Row
from bia.views import curve, sides
from core.durations import format_duration
from core.values import whole
from estate.choices import Kind

TITLES = {
    "function": gettext_lazy("What is it, and what is the least it must deliver?"),
    "impact": gettext_lazy("If it stops, how bad does it get?"),
    "needs": gettext_lazy("What does it rest on?"),
    "resources": gettext_lazy("Who and what does it need, and by when?"),
    "workarounds": gettext_lazy("What can be done by hand meanwhile?"),
    "review": gettext_lazy("Is this right?"),
}
SHORT = {
    "function": gettext_lazy("the function"),
    "impact": gettext_lazy("impact over time"),
    "needs": gettext_lazy("what it rests on"),
    "resources": gettext_lazy("people and places"),
    "workarounds": gettext_lazy("by hand"),
    "review": gettext_lazy("read it over"),
}
TIMES = ("15 min", "30 min", "1 h", "2 h", "4 h", "8 h", "1 day", "2 days", "1 week", "2 weeks")
LONGEST_OPTION = 42

ITEM_KINDS = [choice for choice in Kind.choices if choice[0] in items.NAMEABLE]


def say(value: Any) -> str:
    """A time or a text in words."""
    if isinstance(value, timedelta):
        return format_duration(value)
    return str(value) if value else "–"


@dataclass(frozen=True)
class Field:
    """One answer as an input: its name, what is typed, what is wrong with it."""

    name: str
    value: str = ""
    error: str = ""
    echo: str = ""


@dataclass(frozen=True)
class Entry:
    """A row of a list as inputs."""

    key: str
    fields: dict[str, Field]
    amounts: list[tuple[str, Field]] = field(default_factory=list)
    known: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of the grid: after which time, which level, and the one of last time if it differs."""

    name: str
    value: str
    after: str
    before: int | None = None


@dataclass(frozen=True)
class GridRow:
    """A category of the grid."""

    name: str
    hint: str
    cells: list[Cell]
    options: list[tuple[str, str]]
    """Each level as it is stored and in the category's own words, shortened."""


@dataclass(frozen=True)
class Grid:
    """The grid of one kind of day."""

    key: str
    title: str
    rows: list[GridRow]


def context(
    seen: interviews.View,
    step: str,
    errors: dict[str, str],
    typed: sheet.Sheet | None = None,
) -> dict[str, Any]:
    """The values of templates/bia/interview/step.html; `typed` stands in for what is kept."""
    answers = replace(seen.answers, sheet=seen.answers.sheet | (typed or {}))
    seen = replace(seen, answers=answers)
    return {
        "interview": answers.interview,
        "function": answers.interview.function,
        "version": answers.version,
        **_place(answers, step),
        "left_out": answers.left_out,
        "f": {name: one(answers, name, errors) for name in sheet.FIELDS},
        "errors": errors,
        "wrong": [(name, sides.label_of(answers, name), said) for name, said in errors.items()],
        "shown": json.dumps(
            {name: value for name, value in answers.sheet.items() if sheet.step_of(name) == step}
        ),
        "times": TIMES,
        "limit_states": STATES,
        "bands": [format_duration(until) for until in answers.scale.bands],
        "scale": answers.scale,
        "levels": list(enumerate(answers.scale.level_names)),
        "frequencies": Frequency.choices,
        "peak_rules": [(*rule, peaks.example(rule[0])) for rule in PeakRule.choices],
        "need_kinds": NeedKind.choices,
        "resource_kinds": ResourceKind.choices,
        **implied_context(seen, step),
        **_lists(seen, step, errors),
        **_own(answers, step),
    }


def _own(answers: Answers, step: str) -> dict[str, Any]:
    """The campaign's own questions: those of this step, and all by step for the review."""
    here = [one for one in answers.own if one.question.step == step]
    by_step = {name: [one for one in answers.own if one.question.step == name] for name in STEPS}
    return {"own_here": here, "own_any": any(one.shown for one in here), "own": by_step}


def asked_steps(answers: Answers) -> list[str]:
    """The steps in which something is asked: one left out stays where it has own questions."""
    own = {one.question.step for one in answers.own}
    return [name for name in STEPS if name not in answers.left_out or name in own]


def _place(answers: Answers, step: str) -> dict[str, Any]:
    """Where the step stands among those that are asked."""
    asked = [name for name in STEPS if name in asked_steps(answers) or name == step]
    place = asked.index(step)
    after = asked[place + 1] if place + 1 < len(asked) else ""
    return {
        "step": step,
        "number": place + 1,
        "steps": [
            {"name": name, "label": SHORT[name], "past": at < place, "current": at == place}
            for at, name in enumerate(asked)
        ],
        "heading": TITLES[step],
        "minutes": interviews.minutes_left(step),
        "previous": asked[place - 1] if place else "",
        "next": after,
        "next_label": SHORT[after] if after else "",
    }


def implied_context(seen: interviews.View, step: str) -> dict[str, Any]:
    """The values of the aside: what the answers imply, and what is doubtful in this step."""
    here = [one for one in seen.challenges if step in (one.step, "review")]
    return {
        "implied": seen.implied,
        "mtd_text": mtd_words(seen.implied),
        "chart": posture.chart_of(seen.implied, seen.answers.scale, narrow=True),
        "is_whole": not complete.unrated(seen.answers.reading, seen.answers.scale),
        "keeps_agreed": step == "review" and _keeps_agreed(seen.answers),
        "before": seen.before.implied if seen.before else None,
        "was_whole": seen.before is not None and seen.before.is_whole,
        "based_on": seen.based_on,
        "stated_before": seen.stated_before,
        "challenges": [one for one in here if not one.reply] if step == "review" else here,
        "step": step,
        "curve": json.dumps(curve.data(seen)),
    }


def _keeps_agreed(answers: Answers) -> bool:
    """Whether the agreed RTO stands as it is in force, so that nobody wonders where it is from."""
    agreed = answers.reading.values.get("agreed_rto")
    return agreed is not None and agreed == interviews.agreed_before(answers.interview)


def unread(answers: Answers) -> list[dict[str, str]]:
    """What of all steps cannot be read yet: step, label, what to do."""
    return [
        {
            "step": sheet.step_of(name) or "",
            "label": sides.label_of(answers, name),
            "said": said,
        }
        for name, said in answers.reading.errors.items()
    ]


def one(answers: Answers, name: str, errors: dict[str, str]) -> Field:
    """An answer of its own as an input."""
    said = errors.get(name) or answers.reading.errors.get(name, "")
    return Field(name, answers.sheet.get(name, ""), said, answers.reading.echoes.get(name, ""))


def _lists(seen: interviews.View, step: str, errors: dict[str, str]) -> dict[str, Any]:
    answers = seen.answers
    shown: dict[str, Any] = {}
    for head, (where, _fields) in sheet.LISTS.items():
        if step in (where, "review"):
            shown[f"{head}s"] = entries(answers, head, errors, blank=step != "review")
    if step == "impact":
        shown["grids"] = grids(seen)
        shown["losses"] = [
            (format_duration(until), one(answers, f"loss.{at}", errors))
            for at, until in enumerate(answers.scale.bands)
        ]
        shown["knows_money"] = any(one.value for _after, one in shown["losses"])
        shown["asks_money"] = any(one.tolerance is not None for one in answers.scale.categories)
        shown["counted"] = next((one for one in answers.scale.categories if one.is_counted), None)
        shown["ranges"] = [
            (
                label,
                head,
                [
                    (format_duration(until), one(answers, f"{head}.{at}", errors))
                    for at, until in enumerate(answers.scale.bands)
                ],
            )
            for head, label in (("low", _("At least")), ("high", _("At most")))
        ]
        shown["knows_range"] = any(
            one.value or one.error for _label, _head, row in shown["ranges"] for _after, one in row
        )
    return shown


def entries(answers: Answers, head: str, errors: dict[str, str], *, blank: bool) -> list[Entry]:
    """The rows of a list, and a blank one to go on."""
    known = (
        dict(answers.interview.needs.filter(item__isnull=False).values_list("pk", "name"))
        if head == "need"
        else {}
    )
    rows = [row for row in answers.reading.rows[head] if not row.gone and row.values]
    made = [
        entry(answers, head, row, errors, known=known.get(row.pk) == row.typed.get("name"))
        for row in rows
    ]
    if blank:
        key = sheet.free_key(answers.reading.rows[head])
        made.append(entry(answers, head, Row(key, {}, {}), errors, known=True))
    return made


def entry(answers: Answers, head: str, row: Row, errors: dict[str, str], *, known: bool) -> Entry:
    """One row of a list as inputs."""
    names = [*sheet.LISTS[head][1]]
    made = {}
    for name in names:
        full = f"{head}.{row.key}.{name}"
        made[name] = one(answers, full, errors)
    amounts = []
    if head == "resource":
        for at, until in enumerate(answers.scale.bands):
            full = f"resource.{row.key}.at.{at}"
            amounts.append((format_duration(until), one(answers, full, errors)))
    return Entry(row.key, made, amounts, known, blank=not row.values)


def grids(seen: interviews.View) -> list[Grid]:
    """The impact grid of ordinary days, and of each peak that has its own curve."""
    answers = seen.answers
    titles = {row.key: row.values.get("name", "") for row in answers.reading.rows["peak"]}
    return [
        Grid(
            variant,
            _("Any day") if variant == ALL_DAYS else titles.get(variant, ""),
            [
                _grid_row(seen, variant, category)
                for category in answers.scale.categories
                if not category.is_counted
            ],
        )
        for variant in answers.reading.variants
    ]


def _grid_row(seen: interviews.View, variant: str, category: Any) -> GridRow:
    answers = seen.answers
    earlier = seen.before.reading.variants.get(variant, {}) if seen.before else {}
    past = earlier.get(category.key, [])
    cells = []
    for at, until in enumerate(answers.scale.bands):
        name = f"rate.{variant}.{category.key}.{at}"
        value = answers.sheet.get(name, "")
        then = past[at] if at < len(past) else None
        differs = then is not None and whole(value) not in (None, then)
        cells.append(Cell(name, value, format_duration(until), then if differs else None))
    return GridRow(
        category.name, category.hint, cells, _options(category, answers.scale.level_names)
    )


def _options(category: Any, names: tuple[str, ...]) -> list[tuple[str, str]]:
    words = [*category.words, *names[len(category.words) :]]
    said = [
        Truncator(word or name).chars(LONGEST_OPTION)
        for word, name in zip(words, names, strict=False)
    ]
    return [(str(level), f"{level} {word}") for level, word in enumerate(said)]
