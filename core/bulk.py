"""Several rows of one list changed or retired together: all of them or none."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import savedviews, services
from core.bulkforms import EditForm, RetireForm
from core.http import PersonRequest
from core.models import Record
from core.values import whole

MOST = 500


@dataclass(frozen=True)
class BulkAction:
    """What can be done with the chosen rows: its words, and the button that sends them."""

    label: str
    url: str
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Problem:
    """A row that stands in the way, and why."""

    record: Record
    sentence: str


@dataclass(frozen=True)
class Chosen:
    """The chosen rows one may do it to, and those that are left alone."""

    rows: list[Any]
    left_alone: list[Any]


def actions(page: Any, actor: Any) -> list[BulkAction]:
    """What the person may do with rows of the list; nothing where there is no row to do it to."""
    offered = []
    if page.bulk_fields and _has_rows(page, actor, "change"):
        offered.append(BulkAction(_("Edit selected"), page.url_named("bulk")))
    if page.retire and _has_rows(page, actor, "retire"):
        offered.append(BulkAction(_("Retire selected"), page.url_named("bulk-retire")))
    if offered:
        export = BulkAction(_("Export selected"), page.url_named("list"), "_export", "csv")
        offered.append(export)
    return offered


def _has_rows(page: Any, actor: Any, right: str) -> bool:
    if not actor.access.may(right, page.model):
        return False
    return bool(page.model.objects.permitted(actor, right).exists())


def versions_of(asked: QueryDict) -> dict[int, int]:
    """The chosen rows, each with the version it was seen at, 0 where none is given.

    >>> versions_of(QueryDict("selected=7:2&selected=9&selected=x&selected=-1:1"))
    {7: 2, 9: 0}
    """
    found = {}
    for value in asked.getlist("selected"):
        pk, _colon, version = value.partition(":")
        if (number := whole(pk)) is not None:
            found[number] = whole(version) or 0
    return found


def choose(page: Any, actor: Any, right: str, ids: Iterable[int]) -> Chosen:
    """The rows of these ids that the person may see, apart by whether the right is granted."""
    rows = list(page.rows(actor, "view").filter(pk__in=list(ids)).order_by(*page.in_order()))
    granted = page.model.objects.permitted(actor, right).filter(pk__in=[row.pk for row in rows])
    may = set(granted.values_list("pk", flat=True))
    return Chosen([r for r in rows if r.pk in may], [r for r in rows if r.pk not in may])


@transaction.atomic
def do_to_all(rows: Iterable[Any], do: Callable[[Any], Any]) -> list[Problem]:
    """Do it to every row, or to none: then what stands in the way, row by row.

    What is in use is tried again once the others are done, for they may be what it is used by.
    """
    problems: list[Problem] = []
    waiting = list(rows)
    while waiting:
        refused: list[Problem] = []
        for record, problem, again in _tried(waiting, do):
            (refused if again else problems).append(Problem(record, problem))
        if len(refused) == len(waiting):
            problems += refused
            break
        waiting = [each.record for each in refused]
    if problems:
        transaction.set_rollback(True)
    return problems


def _tried(rows: list[Any], do: Callable[[Any], Any]) -> Iterator[tuple[Any, str, bool]]:
    """Each row that could not be done: the row, why, and whether to try again."""
    for record in rows:
        try:
            with transaction.atomic():
                do(record)
        except services.InUse as error:
            yield record, str(error), True
        except ValidationError as error:
            yield record, " ".join(error.messages), False
        except (services.Conflict, PermissionDenied) as error:
            yield record, str(error), False


def editor(page: Any) -> Callable[..., HttpResponse]:
    """The view that changes fields of the chosen rows."""
    return together(page, EditForm, _edit)


def retirer(page: Any) -> Callable[..., HttpResponse]:
    """The view that retires the chosen rows."""
    return together(page, RetireForm, _retire)


def _edit(form: Any, record: Any, version: int) -> None:
    form.page.change(
        record,
        form.values(),
        by=form.actor,
        at=timezone.now(),
        version=version,
        reason=form.cleaned_data["reason"],
    )


def _retire(form: Any, record: Any, version: int) -> None:
    stored = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if stored.version != version:
        raise services.Conflict(stored)
    form.page.retire(record, by=form.actor, at=timezone.now(), reason=form.cleaned_data["reason"])


def together(page: Any, form_class: Any, do: Callable[..., None]) -> Callable[..., HttpResponse]:
    """A page that lists the chosen rows, asks what to do, and does it to all of them or none."""

    def view(request: PersonRequest) -> HttpResponse:
        if not request.user.access.may(form_class.right, page.model):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        versions = versions_of(asked)
        chosen = choose(page, request.user, form_class.right, list(versions)[:MOST])
        if not chosen.rows + chosen.left_alone or len(versions) > MOST:
            messages.error(request, _("Choose the rows first, %(most)s at most.") % {"most": MOST})
            return HttpResponseRedirect(_back(page, asked))
        data = request.POST if request.method == "POST" else None
        form = form_class(data, page=page, actor=request.user)
        problems: list[Problem] = []
        if form.is_bound and form.is_valid() and chosen.rows:
            problems = do_to_all(chosen.rows, lambda row: do(form, row, versions[row.pk]))
            if not problems:
                return _done(request, form, chosen)
            chosen = choose(page, request.user, form_class.right, versions)
        return _show(request, form, chosen, problems)

    return view


def _back(page: Any, asked: QueryDict) -> str:
    """The list as it was when the rows were chosen."""
    settings = savedviews.settings_of(QueryDict(asked.get("back", "")))
    listed = str(page.url_named("list"))
    return f"{listed}?{settings}" if settings else listed


def _counted(sentence: str, page: Any, rows: list[Any]) -> str:
    """A sentence with the number of rows and what they are."""
    opts = page.opts()
    kind = opts.verbose_name if len(rows) == 1 else opts.verbose_name_plural
    return sentence % {"count": len(rows), "kind": kind}


def _done(request: PersonRequest, form: Any, chosen: Chosen) -> HttpResponse:
    said = _("%(count)s %(kind)s changed.") if form.is_edit else _("%(count)s %(kind)s retired.")
    messages.success(request, _counted(said, form.page, chosen.rows))
    return HttpResponseRedirect(_back(form.page, request.POST))


def _show(
    request: PersonRequest, form: Any, chosen: Chosen, problems: list[Problem]
) -> HttpResponse:
    page, asked = form.page, request.POST if form.is_bound else request.GET
    title = _("Edit %(count)s %(kind)s") if form.is_edit else _("Retire %(count)s %(kind)s")
    shown = {
        "opts": page.opts(),
        "list_label": capfirst(page.opts().verbose_name_plural),
        "back": asked.get("back", ""),
        "back_url": _back(page, asked),
        "title": _counted(title, page, chosen.rows),
        "form": form,
        "chosen": chosen,
        "problems": problems,
        "table": page.make_table()(chosen.rows, orderable=False),
    }
    failed = 409 if problems else 422
    status = failed if form.is_bound else 200
    return render(request, "core/object_bulk.html", shown, status=status)
