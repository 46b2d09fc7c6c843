"""What can be found everywhere: one row per findable record, answered by one scoped query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Greatest
from django.utils.module_loading import autodiscover_modules

from core.models import Record, SearchEntry, User
from core.models.papers import subject_of


@dataclass(frozen=True)
class Searched:
    """Names what of a model is searched: its title comes from str(), `text` are field paths."""

    model: type[Record]
    text: tuple[str, ...] = ()
    hint: str = ""
    """The path of what stands small beside the title, such as "unit__name"."""


REGISTRY: dict[type[Record], Searched] = {}


def register(*entries: Searched) -> None:
    """Called by a module's search.py for each model that can be found."""
    REGISTRY.update({entry.model: entry for entry in entries})


@lru_cache(maxsize=1)
def discover() -> dict[type[Record], Searched]:
    """All that the modules' search.py files registered."""
    autodiscover_modules("search")
    return REGISTRY


def index(record: Record) -> None:
    """Write the record's entry anew, if its model can be found and it is in use."""
    entry = discover().get(type(record))
    if entry is None:
        return
    if not record.is_in_use:
        forget(record)
        return
    said = _said(record, entry)
    SearchEntry.objects.update_or_create(
        content_type=said.pop("content_type"), object_id=said.pop("object_id"), defaults=said
    )


def index_new(records: Sequence[Record]) -> None:
    """Write the entries of records of one model that have none yet."""
    entry = discover().get(type(records[0]))
    if entry is not None:
        SearchEntry.objects.bulk_create(
            [SearchEntry(**_said(record, entry)) for record in records if record.is_in_use]
        )


def _said(record: Record, entry: Searched) -> dict[str, Any]:
    """The values of a record's entry."""
    text = " ".join([str(record), *(str(_follow(record, path) or "") for path in entry.text)])
    folded = Func(Value(text), function="core_fold", output_field=TextField())
    return {
        **subject_of(record),
        "kind": str(record._meta.verbose_name),
        "url": record.get_absolute_url(),
        "hint": str(_follow(record, entry.hint) or "")[:300],
        "text": folded,
        "vector": SearchVector(folded, config="simple"),
    }


def forget(record: Record) -> None:
    """Drop the record's entry."""
    SearchEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=record.pk
    ).delete()


def _follow(record: Any, path: str) -> Any:
    for step in filter(None, path.split("__")):
        record = getattr(record, step, None)
    return record


def find(*, actor: Any, text: str, limit: int = 20) -> list[SearchEntry]:
    """The entries whose words begin with, or whose text contains, what was typed; titles first."""
    words = "".join(c if c.isalnum() or c.isspace() else " " for c in text).split()
    if not words or not actor.is_authenticated:
        return []
    folded = Func(Value(text.strip()), function="core_fold", output_field=TextField())
    prefix = Func(
        Value(" & ".join(f"{word}:*" for word in words)),
        function="core_fold",
        output_field=TextField(),
    )
    query = SearchQuery(prefix, config="simple", search_type="raw")
    return list(
        SearchEntry.objects.filter(_scope(actor))
        .filter(Q(vector=query) | Q(text__contains=folded))
        .annotate(
            place=Func(
                folded,
                F("text"),
                function="position",
                template="position(%(expressions)s)",
                arg_joiner=" in ",
                output_field=models.IntegerField(),
            )
        )
        .order_by(Greatest(Value(0), F("place") - 1), "label")
        .select_related("content_type")[:limit]
    )


def _scope(actor: Any) -> Q:
    """Per model, the entries of rows the actor may read; owned rows by a subquery."""
    met = Q(pk__in=[])
    for model in discover():
        rows = model.objects.visible_to(actor).values("pk")
        met |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=rows)
    return met


def rebuild(models_: Iterable[type[Record]] | None = None) -> int:
    """Write all entries anew; the number written."""
    count = 0
    for model in discover() if models_ is None else models_:
        for record in model.objects.in_use().iterator():
            index(record)
            count += 1
    return count


def fill() -> int:
    """Write the entries of models that have none yet, such as one newly found; the number."""
    found = ContentType.objects.get_for_models(*discover())
    known = set(SearchEntry.objects.order_by().values_list("content_type", flat=True).distinct())
    return rebuild([model for model in discover() if found[model].pk not in known])


register(Searched(User, text=("email", "job_title"), hint="job_title"))
