"""List, detail, create, edit, delete, history, export and import pages of one model.

One declaration in ModelAdmin's words (fields, list_display, list_filter, search_fields,
select_related) gives all pages and, by core.api, the REST endpoint. Escape hatches in order: a
template of the model's own; form_class, table_class, filterset_class, serializer_class; a method; a
plain Django view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from neapolitan.views import CRUDView, Role

from core import bulk, details, drafts, exports, savedviews, services
from core.filters import FilterSet, active_filters, filterset_for
from core.forms import RecordForm, form_for, grouped
from core.http import PersonRequest, behind_login
from core.importviews import importer
from core.tables import configured, table_for

ACTION = {
    Role.LIST: "view",
    Role.DETAIL: "view",
    Role.CREATE: "add",
    Role.UPDATE: "change",
    Role.DELETE: "delete",
}


class Pages(CRUDView):
    """The pages of one model. See docs/adding-a-model.md."""

    fields: ClassVar[list[str]] = []
    form_groups: ClassVar[list[tuple[str, str, list[str]]]] = []
    """Title, reason and fields of each group of the form; empty: one group."""
    list_display: ClassVar[list[str]] = []
    list_filter: ClassVar[list[str]] = []
    views: ClassVar[list[savedviews.View]] = []
    """Views of the list that everybody is offered, the first one usually all of it."""
    search_fields: ClassVar[list[str]] = ["name"]
    select_related: ClassVar[list[str]] = []
    bulk_fields: ClassVar[list[str]] = []
    """Fields of the form that may be changed in many rows at once."""
    key: ClassVar[list[str]] = []
    """The fields by which an import recognises a row; empty: no import."""
    facts: ClassVar[list[str]] = []
    """Fields shown in the head of the detail page."""
    intro: ClassVar[str] = ""
    """What belongs here, said on the empty page."""
    ordering: ClassVar[list[Any]] = []
    export_also: ClassVar[list[tuple[Any, Callable[[Any], str]]]] = []
    """Columns of an export beyond the fields: the heading, and what it says of a row."""
    related_labels: ClassVar[dict[str, Any]] = {}
    """What the list is called on the page of a record it points to, by foreign key."""
    roles: ClassVar[tuple[Role, ...]] = tuple(Role)
    form_class: Any = None
    table_class: Any = None
    filterset_class: Any = None
    serializer_class: Any = None
    save: Callable[..., Any] = staticmethod(services.save)
    remove: Callable[..., Any] = staticmethod(services.delete)
    retire: Callable[..., Any] | None = None
    """Retires a record: retire(record, by=, at=, reason=); without it rows are not retired together."""
    paginate_by = 50

    # Rows and rights

    @classmethod
    def opts(cls) -> Any:
        return cls.model._meta

    @classmethod
    def rows(cls, actor: Any, action: str) -> Any:
        """The rows on which the actor may do the action, with what a page of them needs."""
        rows = cls.model.objects.permitted(actor, action)
        # select_related() without arguments would follow every relation.
        return rows.select_related(*cls.select_related) if cls.select_related else rows

    def dispatch(self, request: PersonRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.access.may(ACTION[self.role], self.model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return self.rows(self.request.user, "view").order_by(*self.in_order())

    @classmethod
    def in_order(cls) -> list[Any]:
        """The order of a list, the same each time."""
        return [*(cls.ordering or cls.opts().ordering or []), "pk"]

    def listed(self, asked: QueryDict) -> Any:
        """The rows from which a list chooses what was asked; retired ones only if asked for."""
        rows = self.rows(self.request.user, "view")
        return rows.in_use() if self.model.retires() and not asked.get("retired") else rows

    def filtered(self, asked: QueryDict) -> FilterSet:
        """The filters of the list, set as asked."""
        return self.make_filterset()(asked, queryset=self.listed(asked), request=self.request)

    def get_object(self) -> Any:
        """The row: 404 where it may not be seen, 403 where it may be seen but not this."""
        record = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        if self.role is not Role.DETAIL:
            services.require(self.request.user, ACTION[self.role], record)
        return record

    # Factories, shared with the API and the imports

    @classmethod
    def make_filterset(cls) -> type[FilterSet]:
        return cls.filterset_class or filterset_for(cls)

    @classmethod
    def make_table(cls) -> Any:
        return cls.table_class or table_for(cls)

    @classmethod
    def make_form(cls) -> type[RecordForm]:
        return cls.form_class or form_for(cls)

    # List

    def list(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        filterset = self.filtered(request.GET)
        rows = filterset.qs.order_by(*self.in_order())
        if (kind := request.GET.get("_export")) in exports.KINDS:
            return self.exported(kind, rows)
        table = configured(self.make_table(), rows, request, self.paginate_by)
        tabs = savedviews.tabs(self, request.GET, request.user)
        bulk_actions = bulk.actions(type(self), request.user)
        table.selectable = bool(bulk_actions)
        return self.render_to_response(
            self.get_context_data(
                filterset=filterset,
                table=table,
                active_filters=active_filters(filterset, request),
                total=(total := table.page.paginator.count),
                left_out=not total and self.rows(request.user, "view").exists(),
                views=tabs,
                bulk_actions=bulk_actions,
                back=savedviews.settings_of(request.GET),
                save_view_query=savedviews.savable(request.GET, tabs),
                save_view_url=self.url_named("view-save"),
                **self._list_links(),
            )
        )

    def exported(self, kind: str, rows: Any) -> HttpResponse:
        """The rows of the list as a sheet, or those chosen among all one may see."""
        if self.request.GET.getlist("selected"):
            chosen = bulk.versions_of(self.request.GET)
            rows = self.get_queryset().filter(pk__in=chosen)
        return exports.response(kind, self.opts().model_name, *exports.sheet(type(self), rows))

    def _list_links(self) -> dict[str, Any]:
        access, query = self.request.user.access, self.request.GET.copy()
        can_add = Role.CREATE in self.roles and access.may("add", self.model)
        query.pop("_export", None)
        urls = {}
        for kind, label in exports.KINDS.items():
            query["_export"] = kind
            urls[label] = f"?{query.urlencode()}"
        return {
            "sees_part": not access.sees_all(self.model),
            "can_add": can_add,
            "create_url": self.url_for(Role.CREATE) if can_add else "",
            "can_import": can_add and bool(self.key),
            "import_url": self.url_named("import") if can_add and self.key else "",
            "export_urls": urls,
            "intro": self.intro,
        }

    # Detail

    def detail(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(**details.context(self, request)))

    def actions(self) -> Iterable[details.Action]:
        """Verbs offered on the detail page, besides edit and delete."""
        return ()

    def sections(self) -> Iterable[str]:
        """Rendered parts between the fields and the related lists."""
        return ()

    # Create and edit

    def get_form(self, data: Any = None, files: Any = None, **kwargs: Any) -> Any:
        initial = {name: value for name, value in self.request.GET.items() if name in self.fields}
        return self.make_form()(
            data=data, files=files, actor=self.request.user, initial=initial or None, **kwargs
        )

    def draft_place(self) -> dict[str, Any]:
        """Where what is typed into this form is kept until it is saved.

        A new record about one thing is another form than a new one about the next.
        """
        form = self.opts().label_lower
        if self.role is Role.UPDATE:
            return {"form": form, "subject": self.object}
        chosen = [(name, value) for name, value in self.request.GET.items() if name in self.fields]
        place = f"{form}?{urlencode(sorted(chosen))}" if chosen else form
        return {"form": place[: drafts.LONGEST_PLACE], "subject": None}

    def form_valid(self, form: Any) -> HttpResponse:
        place = self.draft_place()
        try:
            self.object = self.write(form)
        except services.Conflict as conflict:
            return self.conflicted(form, conflict.current)
        except ValidationError as error:
            form.take(error)
            return self.form_invalid(form)
        drafts.drop(person=self.request.user, **place)
        messages.success(self.request, _("“%(record)s” is saved.") % {"record": self.object})
        return HttpResponseRedirect(self.get_success_url())

    def write(self, form: Any) -> Any:
        """Hand the filled record to the model's save service."""
        return type(self).save(
            form.instance,
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version") if form.instance.pk else None,
            reason=form.cleaned_data.get("reason", ""),
        )

    @classmethod
    def change(cls, record: Any, values: dict[str, Any], **how: Any) -> Any:
        """Give a record these values through the model's save service, as in bulk editing."""
        for name, value in values.items():
            setattr(record, name, value)
        return cls.save(record, **how)

    def conflicted(self, form: Any, current: Any) -> HttpResponse:
        """Show both versions side by side; the next save is based on the one now stored."""
        shown = form.beside(current)
        return self.render_to_response(
            self.get_context_data(form=shown, conflict=shown.conflict), status=409
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    # Delete

    def confirm_delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(**details.consequences(self.object)))

    def process_deletion(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        name, history = str(self.object), self.url_named("history", self.object.pk)
        try:
            type(self).remove(
                self.object,
                by=request.user,
                at=timezone.now(),
                reason=request.POST.get("reason", ""),
            )
        except services.InUse as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.object.get_absolute_url())
        said = _("“%(record)s” is deleted.") % {"record": name}
        kept = format_html('{} <a href="{}">{}</a>', said, history, _("Its history"))
        messages.success(request, kept)
        return HttpResponseRedirect(self.url_for(Role.LIST))

    # Rendering

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" in kwargs:
            kwargs.setdefault("form_groups", grouped(kwargs["form"], self.form_groups))
            kwargs.setdefault("draft_url", drafts.url(**self.draft_place()))
            kwargs.setdefault("delete_url", self.delete_url())
        context: dict[str, Any] = super().get_context_data(
            opts=self.opts(),
            title=self.title(),
            list_url=self.url_for(Role.LIST),
            pages=type(self),
            **kwargs,
        )
        return context

    def delete_url(self) -> str:
        """Where the record being edited can be deleted; empty for those who may not."""
        if self.role is not Role.UPDATE or Role.DELETE not in self.roles:
            return ""
        allowed = details.permitted_actions(self.object, self.request.user, ["delete"])
        return self.url_for(Role.DELETE, self.object) if allowed else ""

    def render_to_response(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return TemplateResponse(self.request, self.get_template_names(), context, status=status)

    def title(self) -> str:
        """The heading of the page."""
        if self.role is Role.LIST:
            return str(capfirst(self.opts().verbose_name_plural))
        if self.role is Role.CREATE:
            return _("New %(kind)s") % {"kind": self.opts().verbose_name}
        return str(self.object)

    def get_template_names(self) -> Any:
        app, model = self.opts().app_label, self.opts().model_name
        return [
            f"{base}{self.template_name_suffix}.html" for base in (f"{app}/{model}", "core/object")
        ]

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())

    # Addresses

    @classmethod
    def url_named(cls, name: str, pk: int | None = None) -> str:
        return reverse(f"{cls.opts().app_label}:{cls.url_base}-{name}", args=[pk] if pk else [])

    @classmethod
    def url_for(cls, role: Role, record: models.Model | None = None) -> str:
        return cls.url_named(role.value, record.pk if record else None)


def urls(*pages: type[Pages]) -> list[URLPattern]:
    """The URL patterns of each Pages class: its own, its history, and its import."""
    patterns = []
    for page in pages:
        base = page.url_base
        patterns += page.get_urls(roles=page.roles)
        patterns.append(
            path(f"{base}/<int:pk>/history/", details.history_view(page), name=f"{base}-history")
        )
        patterns += list_urls(page)
        if page.key:
            patterns.append(path(f"{base}/import/", importer(page), name=f"{base}-import"))
    return behind_login(*patterns)


def list_urls(page: type[Pages]) -> list[URLPattern]:
    """Where people keep views of a list, and change or retire many rows of it."""
    base = page.url_base
    made = [
        path(f"{base}/views/", savedviews.saver(page), name=f"{base}-view-save"),
        path(
            f"{base}/views/<int:pk>/remove/", savedviews.remover(page), name=f"{base}-view-remove"
        ),
    ]
    if page.bulk_fields:
        made.append(path(f"{base}/selected/edit/", bulk.editor(page), name=f"{base}-bulk"))
    if page.retire:
        made.append(
            path(f"{base}/selected/retire/", bulk.retirer(page), name=f"{base}-bulk-retire")
        )
    return made
