"""Records named in a request, "estate.item:3", fetched through their own door."""

from typing import Any

from django.apps import apps
from django.http import Http404

from core.models import Record, User


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
