"""What stands on a record's page: facts, fields, related lists, verbs, history, consequences."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import history, providers, registry
from core.tables import configured
from core.values import field_text


@dataclass(frozen=True)
class Action:
    """A verb on a page: its words, its address, and whether it changes something (POST)."""

    label: str
    url: str
    method: str = "get"
    icon: str = ""
    primary: bool = False
    confirm: str = ""


@dataclass(frozen=True)
class Fact:
    """A field of a record in words."""

    label: str
    value: str
    url: str = ""
    icon: str = ""
    help: str = ""


@dataclass(frozen=True)
class Tab:
    """A side of a record."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Consequence:
    """Records of one kind that a deletion would take along, or that stand in its way."""

    label: str
    count: int
    examples: list[str] = field(default_factory=list)


def context(view: Any, request: HttpRequest) -> dict[str, Any]:
    """All that the detail template shows."""
    record, page, actor = view.object, type(view), request.user
    chosen = request.GET.get("tab", "")
    related = related_pages(page.model, request.user)
    shown: dict[str, Any] = {
        "facts": [fact(record, name, actor) for name in page.facts],
        "fields": [fact(record, name, actor) for name in page.fields if name not in page.facts],
        "tabs": tabs(record, page, related, request.user, chosen),
        "actions": [*view.actions(), *own_actions(view)],
        "sections": [] if chosen else list(view.sections()),
        "panels": [] if chosen else providers.panels(record, request),
        "chosen_tab": chosen,
    }
    for key, (other, name) in related.items():
        if key == chosen:
            rows = other.rows(request.user, "view").filter(**{name: record.pk})
            shown["tab_table"] = configured(other.make_table(), rows.order_by("pk"), request, 50)
    return shown


def fact(record: Any, name: str, actor: Any) -> Fact:
    """One field of the record, linked to its page where it is a record the actor may open."""
    column = record._meta.get_field(name)
    value = getattr(record, name)
    return Fact(
        str(capfirst(column.verbose_name)),
        field_text(record, name),
        value.get_absolute_url() if may_open(value, actor) else "",
        help=str(column.help_text),
    )


def may_open(value: Any, actor: Any) -> bool:
    """Whether a value is a record with a page of its own that the actor may open."""
    if not isinstance(value, models.Model) or type(value) not in registry.by_model():
        return False
    rows: Any = type(value)._default_manager
    return bool(
        actor.access.may("view", type(value))
        and rows.visible_to(actor).filter(pk=value.pk).exists()
    )


def own_actions(view: Any) -> Iterable[Action]:
    """Edit and delete, where the person may."""
    record, page, actor = view.object, type(view), view.request.user
    offered = {role.value for role in page.roles}
    allowed = permitted_actions(record, actor, ("change", "delete"))
    if "update" in offered and "change" in allowed:
        yield Action(_("Edit"), page.url_named("update", record.pk), icon="pencil")
    if "delete" in offered and "delete" in allowed:
        yield Action(_("Delete"), page.url_named("delete", record.pk), icon="trash")


def permitted_actions(record: Any, actor: Any, names: Iterable[str]) -> set[str]:
    """Which of these actions the actor may do on the record."""
    manager = type(record).objects
    return {
        name
        for name in names
        if actor.access.may(name, type(record))
        and manager.permitted(actor, name).filter(pk=record.pk).exists()
    }


def related_pages(model: Any, actor: Any) -> dict[str, tuple[Any, str]]:
    """The reverse foreign keys whose model has Pages the actor may open: key → (page, field)."""
    found = {}
    for relation in model._meta.related_objects:
        page = registry.by_model().get(relation.related_model)
        if page and relation.field.concrete and actor.access.may("view", page.model):
            found[f"{page.model._meta.model_name}.{relation.field.name}"] = (
                page,
                relation.field.name,
            )
    return found


def tabs(
    record: Any, page: Any, related: dict[str, tuple[Any, str]], actor: Any, chosen: str
) -> list[Tab]:
    """Overview, the related lists that hold something (counted in one query), history."""
    here = record.get_absolute_url()
    counts = related_counts(record, related, actor)
    sides = [Tab(_("Overview"), here, not chosen)]
    for key, (other, name) in related.items():
        if not counts[key] and key != chosen:
            continue
        label = related_label(other, name, related)
        sides.append(Tab(label, f"{here}?tab={key}", key == chosen, counts[key]))
    if hasattr(type(record), "pgh_event_model") or history.event_model(type(record)):
        sides.append(Tab(_("History"), page.url_named("history", record.pk), chosen == "history"))
    return sides


def related_label(page: Any, name: str, related: dict[str, tuple[Any, str]]) -> str:
    """The name its page gives it, else the plural of the model; with the field where two are alike."""
    if name in page.related_labels:
        return str(page.related_labels[name])
    label = str(capfirst(page.model._meta.verbose_name_plural))
    alike = [other for other, field in related.values() if field not in page.related_labels]
    if sum(other is page for other in alike) > 1:
        return f"{label} ({page.model._meta.get_field(name).verbose_name})"
    return label


def related_counts(record: Any, related: dict[str, tuple[Any, str]], actor: Any) -> dict[str, int]:
    """How many related rows the actor may see, by key, in one query."""
    columns = {}
    for place, (page, name) in enumerate(related.values()):
        rows = page.model.objects.visible_to(actor).filter(**{name: OuterRef("pk")})
        counted = rows.order_by().values(name).annotate(n=Count("pk")).values("n")
        columns[f"n{place}"] = Coalesce(Subquery(counted), 0)
    if not columns:
        return {}
    found = type(record)._base_manager.filter(pk=record.pk).values(**columns).get()
    return {key: found[f"n{place}"] for place, key in enumerate(related)}


def history_view(page: Any) -> Callable[..., HttpResponse]:
    """The view of a record's history tab."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        record = page.rows(request.user, "view").filter(pk=pk).first()
        gone = None if record else history.deleted(page.model, pk, actor=request.user)
        if record is None and gone is None:
            raise Http404
        record = record or gone
        entries = Paginator(history.versions(record), 50).get_page(request.GET.get("page"))
        related = related_pages(page.model, request.user)
        shown = {
            "object": record,
            "opts": page.opts(),
            "gone": gone is not None,
            "title": _named(record),
            "list_url": page.url_named("list"),
            "tabs": [] if gone else tabs(record, page, related, request.user, "history"),
            "entries": history.entries(record, entries),
            "page_obj": entries,
        }
        return render(request, "core/object_history.html", shown)

    return view


def _named(record: Any) -> str:
    """What the record is called; its kind and number where its name went with another record."""
    try:
        return str(record)
    except ObjectDoesNotExist:
        return f"{capfirst(record._meta.verbose_name)} {record.pk}"


def consequences(record: Any) -> dict[str, list[Consequence]]:
    """What a deletion would take along, and what stands in its way."""
    collector = Collector(using="default", origin=record)
    try:
        collector.collect([record])
    except (ProtectedError, RestrictedError) as error:
        objects = getattr(error, "protected_objects", None) or error.restricted_objects  # type: ignore[union-attr]
        return {"consequences": [], "blocked_by": _by_kind(objects)}
    taken = [other for rows in collector.data.values() for other in rows if other != record]
    taken += [other for rows in collector.fast_deletes for other in rows]
    return {"consequences": _by_kind(taken), "blocked_by": []}


def _by_kind(records: Iterable[Any]) -> list[Consequence]:
    kinds: dict[str, list[str]] = {}
    for record in records:
        kinds.setdefault(str(capfirst(record._meta.verbose_name_plural)), []).append(str(record))
    return [Consequence(kind, len(names), names[:5]) for kind, names in kinds.items()]
