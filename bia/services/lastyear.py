"""Last year's BIA from a spreadsheet: functions, owners, ratings, RTO, RPO, dependencies by name.

A first pass reads the sheet and proposes; what is not certain (a function, an owner, an item of
nearly that name) is confirmed by a person; then everything is written at once, or nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from bia.choices import InterviewState, NeedKind
from bia.models import BusinessFunction, ImpactRating, ImpactScale, Interview, Need
from bia.services import functions, interviews, items, scales
from bia.services.items import Candidate
from core import services
from core.durations import format_duration, parse_duration
from core.models import Unit, User
from core.values import whole
from estate.models import Item

FIELDS = {
    "function": ("function", "process", "business function", "activity"),
    "unit": ("unit", "department", "division"),
    "owner": ("owner", "process owner", "responsible", "e-mail", "email"),
    "rto": ("rto", "stated rto", "recovery time objective"),
    "rpo": ("rpo", "stated rpo", "recovery point objective"),
    "wrt": ("wrt", "catching up", "work recovery time"),
    "depends_on": ("depends on", "dependencies", "systems", "applications", "rests on"),
    "purpose": ("purpose", "description", "what it does"),
}
RATING = re.compile(
    r"^(?P<category>.+?)\s*[\(\[@:,]?\s*(?P<time>\d+\s*(?:min|h|hours?|d|days?|w|weeks?))\s*[\)\]]?$",
    re.I,
)
SURE, ALIKE = 92.0, 85.0
MOST = 1_000
"""Functions a person is asked to confirm on one page."""
SPLIT = re.compile(r"[;,\n]+")


@dataclass(frozen=True)
class Guess:
    """A name in the sheet and what it may mean."""

    text: str
    candidates: list[Candidate]
    chosen: int | None = None
    said: str | None = None

    @property
    def is_sure(self) -> bool:
        """Whether nobody need be asked."""
        return self.chosen is not None

    @property
    def suggested(self) -> int | None:
        """What stands there to be confirmed: what was said, is sure, or is very much alike."""
        if self.said is not None:
            return whole(self.said)
        best = self.candidates[0] if self.candidates else None
        alike = best.pk if best is not None and best.likeness >= ALIKE else None
        return self.chosen if self.chosen is not None else alike


@dataclass
class Line:
    """One function of the sheet."""

    number: int
    name: str
    function: Guess
    unit: Guess
    owner: Guess
    needs: list[Guess]
    ratings: dict[tuple[str, timedelta], int] = field(default_factory=dict)
    rto: timedelta | None = None
    rpo: timedelta | None = None
    wrt: timedelta | None = None
    purpose: str = ""
    problems: list[str] = field(default_factory=list)

    def answer(self, choices: Mapping[str, str]) -> None:
        """Take what a person chose as what stands there to be confirmed."""
        for name in ("function", "unit", "owner"):
            guessed = getattr(self, name)
            setattr(self, name, replace(guessed, said=choices.get(f"{name}.{self.number}")))
        self.needs = [
            replace(guessed, said=choices.get(f"need.{self.number}.{place}"))
            for place, guessed in enumerate(self.needs)
        ]


@dataclass(frozen=True)
class Proposal:
    """What was understood of a sheet, and what was not: columns, and rows without a function."""

    lines: list[Line]
    unread: list[str]
    nameless: list[int]


def columns(headings: list[str], scale: scales.Scale) -> dict[str, Any]:
    """Which column is what: field → place, and ("rating") (category key, time) → place."""
    found: dict[str, Any] = {"ratings": {}}
    names = {one.key: one.name for one in scale.categories}
    for place, heading in enumerate(headings):
        plain = " ".join(heading.lower().split())
        known = next((name for name, words in FIELDS.items() if plain in words), None)
        if known and known not in found:
            found[known] = place
            continue
        match = RATING.match(heading.strip())
        if match and (key := _category_of(match["category"], names)):
            until = parse_duration(match["time"])
            if until in scale.bands:
                found["ratings"].setdefault((key, until), place)
    return found


def _category_of(text: str, names: Mapping[str, str]) -> str | None:
    best = process.extractOne(
        text, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=75
    )
    return str(best[2]) if best else None


def check(headings: list[str], rows: list[list[Any]], scale: scales.Scale) -> dict[str, Any]:
    """The columns of a sheet. Raises ValueError without functions, or with one in two rows."""
    where = columns(headings, scale)
    if "function" not in where:
        raise ValueError(_("No column is called “Function”. The first row must hold the names."))
    if sum(map(bool, rows)) > MOST:
        sentence = _("The sheet has more than %(count)s functions to confirm. Split it.")
        raise ValueError(sentence % {"count": MOST})
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        name = _cell(row, where["function"])
        unit = _cell(row, where["unit"]) if "unit" in where else ""
        earlier = first.setdefault((name.lower(), unit.lower()), number)
        if name and earlier != number:
            raise ValueError(_twice(earlier, number, name))
    return where


def _twice(first: int, second: int, name: str) -> str:
    sentence = _(
        "Rows %(first)s and %(second)s are both about “%(name)s”. Keep one of them in the sheet, or"
        " say in each which unit or which function it is about."
    )
    return sentence % {"first": first, "second": second, "name": name}


def propose(headings: list[str], rows: list[list[Any]], scale: scales.Scale) -> Proposal:
    """What the sheet says, with a guess for every name. Raises ValueError as `check` does."""
    where = check(headings, rows, scale)
    known = _Known()
    read = {*where["ratings"].values(), *(at for key, at in where.items() if key != "ratings")}
    unread = [text for at, text in enumerate(headings) if at not in read and text.strip()]
    lines, nameless = [], []
    for number, row in enumerate(rows, start=2):
        said = {name: _cell(row, place) for name, place in where.items() if name != "ratings"}
        if said["function"]:
            lines.append(_line(number, said, row, where["ratings"], known))
        elif any(str(value or "").strip() for value in row):
            nameless.append(number)
    return Proposal(lines, unread, nameless)


def _cell(row: list[Any], place: int) -> str:
    return str(row[place]).strip() if place < len(row) and row[place] is not None else ""


class _Known:
    """The names the sheet may mean, read once."""

    def __init__(self) -> None:
        functions_ = BusinessFunction.objects.in_use().values_list("pk", "item__name")
        self.functions = [(pk, name, "") for pk, name in functions_]
        self.units = [(pk, name, "") for pk, name in Unit.objects.values_list("pk", "name")]
        people = User.objects.filter(is_active=True).values_list("pk", "name", "email")
        self.people = [(pk, name, email) for pk, name, email in people]
        self.items = items.nameable()


def guess(text: str, among: list[tuple[int, str, str]]) -> Guess:
    """What a name may mean; sure where it is the very name, or nearly and alone."""
    if not text:
        return Guess(text, [])
    same = [pk for pk, name, extra in among if text.lower() in (name.lower(), extra.lower())]
    if len(same) == 1:
        name = next(name for pk, name, _extra in among if pk == same[0])
        return Guess(text, [Candidate(same[0], name, "", 100.0)], same[0])
    found = items.best(text, among, at_least=60.0)
    alone = [one for one in found if one.likeness >= SURE]
    return Guess(text, found, alone[0].pk if len(alone) == 1 and alone[0].likeness >= 97 else None)


def _line(
    number: int,
    said: dict[str, str],
    row: list[Any],
    ratings: dict[tuple[str, timedelta], int],
    known: _Known,
) -> Line:
    named = [part.strip() for part in SPLIT.split(said.get("depends_on", "")) if part.strip()]
    line = Line(
        number,
        said["function"][:200],
        guess(said["function"], known.functions),
        guess(said.get("unit", ""), known.units),
        guess(said.get("owner", ""), known.people),
        [guess(part[:200], known.items) for part in dict.fromkeys(named)],
        purpose=said.get("purpose", ""),
    )
    for name in ("rto", "rpo", "wrt"):
        setattr(line, name, _time(line, name, said.get(name, "")))
    for place, at in ratings.items():
        level = _cell(row, at)
        if (number_read := whole(level)) is not None and number_read <= 4:
            line.ratings[place] = number_read
        elif level:
            line.problems.append(
                _("“%(level)s” after %(time)s is not a level from 0 to 4.")
                % {"level": level, "time": format_duration(place[1])}
            )
    return line


def _time(line: Line, name: str, text: str) -> timedelta | None:
    if not text:
        return None
    try:
        return parse_duration(f"{text} h" if text.replace(".", "").isdigit() else text)
    except ValueError as error:
        line.problems.append(f"{name.upper()}: {error}")
        return None


@dataclass(frozen=True)
class Result:
    """What an import did."""

    created: int
    known: int
    unmapped: int


@transaction.atomic
def write(
    lines: list[Line],
    choices: Mapping[str, str],
    *,
    scale: ImpactScale,
    stated_on: date,
    by: User,
    at: datetime,
) -> Result:
    """Write the sheet: a function and an imported interview for each line, which prefill the next.

    `choices` answers the guesses: "function.2" → id or "new", "owner.2", "unit.2", "need.2.0".
    Raises ValidationError where two rows are about one function.
    """
    _require_once(lines, choices)
    created = known = unmapped = 0
    asked = scales.read(scale)
    for line in lines:
        function, fresh = _function(line, choices, by=by, at=at)
        created, known = created + fresh, known + (not fresh)
        interview = Interview(
            function=function,
            scale=scale,
            owner=function.item.owner,
            state=InterviewState.IMPORTED,
            purpose=line.purpose,
            wrt=line.wrt,
            stated_rto=line.rto,
            stated_rpo=line.rpo,
            stated_on=stated_on,
        )
        services.save(interview, by=by, at=at)
        with services.why(by=by):
            _rate(line, interview, asked)
            unmapped += _needs(line, interview, choices)
            _freeze(interview)
    return Result(created, known, unmapped)


def _require_once(lines: list[Line], choices: Mapping[str, str]) -> None:
    """Refuse two rows about one function, and a new one that is there already."""
    first: dict[tuple[Any, ...], int] = {}
    rows = BusinessFunction.objects.in_use().values_list("item__name", "item__unit")
    there = {(name.lower(), unit) for name, unit in rows}
    for line in lines:
        pk = _chosen(choices, f"function.{line.number}", line.function)
        new = (line.name.lower(), _chosen(choices, f"unit.{line.number}", line.unit))
        if pk is None and new in there:
            sentence = _(
                "There is a function “%(name)s” in this unit already. Choose it for row %(row)s, or"
                " choose another unit."
            )
            raise ValidationError(sentence % {"name": line.name, "row": line.number})
        earlier = first.setdefault((pk,) if pk is not None else new, line.number)
        if earlier != line.number:
            raise ValidationError(_twice(earlier, line.number, line.name))


def _rate(line: Line, interview: Interview, asked: scales.Scale) -> None:
    pks = {one.key: one.pk for one in asked.categories}
    bands = dict(zip(asked.bands, asked.band_pks, strict=True))
    ImpactRating.objects.bulk_create(
        ImpactRating(interview=interview, category_id=pks[key], band_id=bands[until], level=level)
        for (key, until), level in line.ratings.items()
    )


def _function(
    line: Line, choices: Mapping[str, str], *, by: User, at: datetime
) -> tuple[BusinessFunction, bool]:
    pk = _chosen(choices, f"function.{line.number}", line.function)
    if pk is not None:
        found = BusinessFunction.objects.select_related("item__owner", "item__unit").get(pk=pk)
        return found, False
    unit = _row(Unit, _chosen(choices, f"unit.{line.number}", line.unit))
    owner = _row(User, _chosen(choices, f"owner.{line.number}", line.owner))
    fresh = BusinessFunction(purpose=line.purpose)
    return (
        functions.save_function(fresh, by=by, at=at, name=line.name, unit=unit, owner=owner),
        True,
    )


def _row(model: Any, pk: int | None) -> Any:
    return model.objects.filter(pk=pk).first() if pk is not None else None


def _chosen(choices: Mapping[str, str], name: str, held: Guess) -> int | None:
    said = whole(choices.get(name, ""))
    allowed = {one.pk for one in held.candidates}
    if said in allowed:
        return said
    return held.chosen if name not in choices else None


def _needs(line: Line, interview: Interview, choices: Mapping[str, str]) -> int:
    unmapped, taken = 0, set()
    for place, named in enumerate(line.needs):
        pk = _chosen(choices, f"need.{line.number}.{place}", named)
        item = Item.objects.filter(pk=pk).first() if pk and pk not in taken else None
        taken.add(pk)
        unmapped += item is None
        is_data = item is not None and item.kind in items.KINDS[NeedKind.DATA]
        kind = NeedKind.DATA if is_data else _kind_of(item)
        Need.objects.create(
            interview=interview,
            kind=kind,
            name=item.name[:200] if item else named.text,
            item=item,
            loss=line.rpo if is_data else None,
        )
    return unmapped


def _kind_of(item: Item | None) -> str:
    """What an owner calls a thing of this kind."""
    found = (kind for kind, kinds in items.KINDS.items() if item and item.kind in kinds)
    return next(found, NeedKind.APPLICATION)


def _freeze(interview: Interview) -> None:
    """Keep what the old ratings imply beside what was stated."""
    implied = interviews.view(interview).implied
    interview.mtd, interview.derived_rto = implied.mtd, implied.derived_rto
    interview.mtd_category = implied.category
    interview.save(update_fields=["mtd", "derived_rto", "mtd_category", "updated_at"])
