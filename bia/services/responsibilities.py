"""Who does what for bought services; what nobody does, or nobody has said, becomes a risk."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from bia.choices import RISKY, Area, Holder, Settled
from bia.models import ResponsibilityMatrix, Risk, Threat
from bia.models.responsibility import PARTS
from bia.services import risks
from core import services
from core.models import User
from estate.choices import Kind, Verb
from estate.models import Dependency, EstateChange, Item, RedundancyMember
from estate.services import dependents_of, providers_of

TEMPLATES = Path(__file__).resolve().parents[1] / "data" / "responsibilities.toml"
MAY_HAVE = Q(kind=Kind.VENDOR) | Q(supplier__isnull=False)
THREATS = {
    Area.BACKUP: "backup-unusable",
    Area.RESTORE: "backup-unusable",
    Area.FAILOVER: "supplier-outage",
    Area.PATCHING: "intrusion",
    Area.IDENTITY: "intrusion",
    Area.MONITORING: "supplier-outage",
}


@dataclass(frozen=True)
class Line:
    """One area of a matrix: who does it, each side's part, and whether that is clear."""

    area: Area
    holder: str
    theirs: str
    ours: str
    settled: Settled

    @property
    def is_open(self) -> bool:
        """Whether something is left to be said or done."""
        return self.settled != Settled.SETTLED

    @property
    def who(self) -> str:
        """Who does it, in a word, or what is wrong with that."""
        if self.settled in (Settled.UNSAID, Settled.UNDEFINED):
            return str(self.settled.label)
        return str(Holder(self.holder).label)


def lines(matrix: ResponsibilityMatrix) -> list[Line]:
    """The six areas of a matrix, in their order."""
    return [_line(area, *(getattr(matrix, f"{area}{end}") for end in PARTS)) for area in Area]


def open_lines(matrix: ResponsibilityMatrix) -> list[Line]:
    """The areas in which something is left to be said or done."""
    return [line for line in lines(matrix) if line.is_open]


def _line(area: Area, holder: str, theirs: str, ours: str) -> Line:
    settled = Settled.SETTLED
    if not holder:
        settled = Settled.UNSAID
    elif holder == Holder.NOBODY:
        settled = Settled.NOBODY
    elif holder == Holder.SHARED and not (theirs.strip() and ours.strip()):
        settled = Settled.UNDEFINED
    return Line(area, holder, theirs, ours, settled)


def having(settled: Settled) -> Q:
    """The condition on matrices that at least one area stands so."""
    found = Q()
    for area in Area.values:
        holder = {
            Settled.UNSAID: Q(**{area: ""}),
            Settled.NOBODY: Q(**{area: Holder.NOBODY}),
            Settled.UNDEFINED: Q(**{area: Holder.SHARED})
            & (Q(**{f"{area}_theirs": ""}) | Q(**{f"{area}_ours": ""})),
        }[settled]
        found |= holder
    return found


@lru_cache(maxsize=1)
def templates() -> dict[str, dict[str, Any]]:
    """Who usually does what, by kind of service, as the file in bia/data has it."""
    return tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))


def usual(template: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a template fills in, by column, and what it only hints at: our own part."""
    said = templates().get(template, {})
    filled: dict[str, str] = {}
    hints: dict[str, str] = {}
    for area in Area.values:
        told = said.get(area, {})
        filled |= {area: told.get("who", ""), f"{area}_theirs": told.get("theirs", "")}
        hints[f"{area}_ours"] = told.get("ours", "")
    return {key: value for key, value in filled.items() if value}, hints


def bought() -> QuerySet[Item]:
    """Items in use that a supplier runs for us, and vendor services on which something rests."""
    rests = Dependency.objects.in_use().filter(provider=OuterRef("pk"), dependent__retired_on=None)
    member = RedundancyMember.objects.filter(
        provider=OuterRef("pk"), group__retired_on=None, group__dependent__retired_on=None
    )
    is_used = Q(Exists(rests)) | Q(Exists(member))
    return Item.objects.in_use().filter(Q(supplier__isnull=False) | Q(kind=Kind.VENDOR) & is_used)


def without_matrix() -> QuerySet[Item]:
    """Bought services of which nobody has said who does what, the critical first."""
    rows = bought().filter(responsibilities=None).select_related("supplier", "owner")
    return rows.order_by("tier", "name")


@transaction.atomic
def save_matrix(
    matrix: ResponsibilityMatrix,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> ResponsibilityMatrix:
    """Save who does what. What nobody does becomes a risk once; what is mended closes its risk."""
    before = (
        None
        if matrix._state.adding
        else ResponsibilityMatrix.objects.select_related("item").get(pk=matrix.pk)
    )
    _check(matrix, before)
    for area in Area.values:
        for end in PARTS[1:]:
            name = f"{area}{end}"
            setattr(matrix, name, getattr(matrix, name).strip())
    saved = services.save(matrix, by=by, at=at, version=version, reason=reason, where=where)
    _raise_and_mend(saved, before, at=at)
    return saved


def _check(matrix: ResponsibilityMatrix, before: ResponsibilityMatrix | None) -> None:
    item: Item | None = matrix.item if matrix.item_id else None
    if before is not None and before.item_id != matrix.item_id:
        sentence = _("A matrix stays with its service. Make another one for the other service.")
        raise ValidationError({"item": sentence})
    if before is None and item is not None and not _may_have(item):
        sentence = _(
            "“%(item)s” is neither a vendor service nor run by a supplier. Give it a supplier"
            " first, or choose another."
        )
        raise ValidationError({"item": sentence % {"item": item}})
    _check_parts(matrix)


def _check_parts(matrix: ResponsibilityMatrix) -> None:
    """Refuse a part that is described of what nobody is said to do."""
    said = _("Above it says that nobody does this. Clear this part, or say who does it.")
    problems = {
        f"{area}{end}": said
        for area in Area.values
        if getattr(matrix, area) == Holder.NOBODY
        for end in PARTS[1:]
        if getattr(matrix, f"{area}{end}").strip()
    }
    if problems:
        raise ValidationError(problems)


def _may_have(item: Item) -> bool:
    return item.kind == Kind.VENDOR or item.supplier_id is not None


def source_of(matrix: ResponsibilityMatrix, area: Area) -> str:
    """What names the risk of one area of a matrix, so that it is found once."""
    return f"responsibility:{matrix.pk}:{area}"


def _raise_and_mend(
    matrix: ResponsibilityMatrix, before: ResponsibilityMatrix | None, *, at: datetime
) -> None:
    """Follow each area that is risky now or was; one retired by hand stays so until it is mended."""
    was = {} if before is None else {line.area: line.settled for line in lines(before)}
    stand = set(_risks_of(matrix).values_list("source_ref", flat=True))
    for line in lines(matrix):
        source = source_of(matrix, line.area)
        if line.settled in RISKY:
            if source in stand or was.get(line.area) not in RISKY:
                _raise(matrix, line, at=at)
        elif source in stand:
            risks.mended(source_ref=source, at=at, reason=_mended(line))


def _risks_of(matrix: ResponsibilityMatrix) -> QuerySet[Risk]:
    sources = [source_of(matrix, area) for area in Area]
    found: QuerySet[Risk] = Risk.objects.in_use().filter(source_ref__in=sources)
    return found


def _raise(matrix: ResponsibilityMatrix, line: Line, *, at: datetime) -> None:
    risks.found_by_rule(
        source_ref=source_of(matrix, line.area),
        at=at,
        item=matrix.item,
        title=_title(matrix, line),
        description=_description(line),
        threat=Threat.objects.in_use().filter(code=THREATS[line.area]).first(),
    )


def _title(matrix: ResponsibilityMatrix, line: Line) -> str:
    words = {
        Settled.NOBODY: _("Nobody answers for %(area)s: %(service)s"),
        Settled.UNDEFINED: _("Shared, and not said who does what in %(area)s: %(service)s"),
    }[line.settled]
    return words % {"area": str(line.area.label).lower(), "service": matrix.item}


def _description(line: Line) -> str:
    if line.settled == Settled.NOBODY:
        return _(
            "The responsibility matrix of the service says that neither the provider nor we do it."
        )
    if line.theirs or line.ours:
        side = _("our part") if line.theirs else _("the provider's part")
        return _("The responsibility matrix of the service calls it shared and leaves out %s.") % (
            side
        )
    return _("The responsibility matrix of the service calls it shared and names neither part.")


def _mended(line: Line) -> str:
    if line.settled == Settled.UNSAID:
        return _("The responsibility matrix no longer says that nobody does it: it says nothing.")
    return _("The responsibility matrix now says who does it: %s.") % line.who.lower()


def follow(changes: Sequence[EstateChange], *, at: datetime) -> None:
    """Let risks follow the names of services, and close those of services out of use."""
    touched = {each.item_id: each for each in changes if _matters(each)}
    if not touched:
        return
    rows = ResponsibilityMatrix.objects.filter(item__in=touched).select_related("item")
    for matrix in rows:
        if touched[matrix.item_id].verb != Verb.RETIRED:
            _raise_and_mend(matrix, matrix, at=at)
            continue
        for risk in _risks_of(matrix):
            reason = _("“%(item)s” is out of use.") % {"item": matrix.item}
            risks.mended(source_ref=risk.source_ref, at=at, reason=reason)


def _matters(change: EstateChange) -> bool:
    return change.item_id is not None and (change.verb == Verb.RETIRED or "name" in change.fields)


@dataclass(frozen=True)
class Weak:
    """A bought service with what is open about who does what; no lines: nobody has said anything."""

    item: Item
    matrix: ResponsibilityMatrix | None
    open: list[Line]


def beneath(item: Item) -> list[Weak]:
    """The bought services an item rests on, straight or through others, where something is open."""
    return weak(providers_of([item.pk])[item.pk])


def weak(items: Iterable[int]) -> list[Weak]:
    """Of these items the bought ones where something is open, what nobody does first."""
    rows = bought().filter(pk__in=items).select_related("supplier", "responsibilities")
    found = []
    for item in rows.order_by("name"):
        matrix = getattr(item, "responsibilities", None)
        left = open_lines(matrix) if matrix else []
        if left or matrix is None:
            found.append(Weak(item, matrix, left))
    return sorted(found, key=_badly)


def _badly(one: Weak) -> tuple[int, str]:
    settled = {line.settled for line in one.open}
    order = [Settled.NOBODY, Settled.UNDEFINED]
    place = next((order.index(each) for each in order if each in settled), len(order))
    return place, one.item.name


def functions_above(item: Item) -> QuerySet[Item]:
    """The business functions that rest on an item, straight or through others."""
    above = dependents_of([item.pk])[item.pk]
    found: QuerySet[Item] = Item.objects.in_use().filter(pk__in=above, kind=Kind.FUNCTION)
    return found.order_by("name")


def risks_by_area(matrix: ResponsibilityMatrix, reader: User) -> dict[Area, Risk]:
    """The risks in use that the matrix raised and the reader may see, by area."""
    by_source = {source_of(matrix, area): area for area in Area}
    rows = Risk.objects.visible_to(reader).in_use().filter(source_ref__in=by_source)
    return {by_source[risk.source_ref]: risk for risk in rows}
