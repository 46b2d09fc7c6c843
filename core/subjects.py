"""Records that generic rows are about: named in a request, "estate.item:3", and followed."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.http import Http404

from core.models import Record, SearchEntry, User
from core.models.papers import Subject, subject_of


def name_of(record: Record) -> str:
    """The name of a record in a request."""
    return f"{record._meta.label_lower}:{record.pk}"


def named(name: str, *, actor: User) -> Any:
    """The record of that name, if the person may read it. Raises Http404 for anything else."""
    label, _colon, pk = name.partition(":")
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Record) or not pk.isdecimal() or len(pk) > 18:
        raise Http404
    record = model.objects.visible_to(actor).filter(pk=int(pk)).first()
    if record is None:
        raise Http404
    return record


@lru_cache(maxsize=1)
def _about_records() -> tuple[Any, ...]:
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Subject) and model is not SearchEntry
    )


def follow(record: Record) -> None:
    """Give files, approvals, links, duties and messages about a record its unit and name of now."""
    about = subject_of(record)
    place = {name: about.pop(name) for name in ("content_type", "object_id")}
    for model in _about_records():
        model._default_manager.filter(**place).exclude(**about).update(**about)
