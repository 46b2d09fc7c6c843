"""What of the estate a process owner can name, and finding it by what they typed."""

from dataclasses import dataclass

from django.db.models import Func, TextField, Value
from rapidfuzz import fuzz, process, utils

from bia.choices import NeedKind
from estate.models import Item

# What an owner calls a thing → the kinds of items it may be.
KINDS: dict[str, tuple[str, ...]] = {
    NeedKind.APPLICATION: ("application", "service", "database"),
    NeedKind.SERVICE: ("service", "application", "function", "network"),
    NeedKind.VENDOR: ("vendor",),
    NeedKind.SITE: ("site", "region"),
    NeedKind.TEAM: ("team",),
    NeedKind.DATA: ("data", "database"),
}
NAMEABLE = tuple(dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds))
LIKELY = 72.0


@dataclass(frozen=True)
class Candidate:
    """An item that may be meant, and how alike the names are (0 to 100)."""

    pk: int
    name: str
    kind: str
    likeness: float


def nameable(kind: str = "") -> list[tuple[int, str, str]]:
    """Items an owner can name: id, name, kind; of one sort of need, or all."""
    kinds = KINDS.get(kind, NAMEABLE)
    rows = Item.objects.in_use().filter(kind__in=kinds).order_by("name")
    return list(rows.values_list("pk", "name", "kind"))


def suggestions(text: str, kind: str, *, limit: int = 12) -> list[Candidate]:
    """Items whose names hold or resemble what is being typed."""
    found = nameable(kind)
    if not text.strip():
        return [Candidate(pk, name, sort, 0.0) for pk, name, sort in found[:limit]]
    return best(text, found, limit=limit, at_least=45.0)


def best(
    text: str, among: list[tuple[int, str, str]], *, limit: int = 5, at_least: float = LIKELY
) -> list[Candidate]:
    """The items whose names resemble a text most, the likeliest first."""
    names = {pk: name for pk, name, _kind in among}
    kinds = {pk: kind for pk, _name, kind in among}
    found = process.extract(
        text,
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=at_least,
    )
    return [Candidate(pk, name, kinds[pk], round(score, 1)) for name, score, pk in found]


def named(name: str, kind: str, *, earlier: int | None = None) -> int | None:
    """The one item of that name among the kinds meant; None where there is none or several.

    `earlier` is kept while it still has that name.
    """
    folded = Func(Value(name.strip()), function="core_fold", output_field=TextField())
    rows = Item.objects.in_use().filter(name__fold=folded, kind__in=KINDS.get(kind, NAMEABLE))
    found = list(rows.values_list("pk", "kind")[:20])
    if earlier and any(pk == earlier for pk, _kind in found):
        return earlier
    first = KINDS.get(kind, NAMEABLE)[0]
    exact = [pk for pk, sort in found if sort == first]
    chosen = exact or [pk for pk, _sort in found]
    return chosen[0] if len(chosen) == 1 else None
