"""How lists are drawn: one table, its first column the link and row header."""

from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.db import models
from django.http import HttpRequest
from django.template import Context, Template

from core.durations import format_duration
from core.fields import DurationField
from core.values import readable


class Table(tables.Table):
    """The base of every table: says what belongs there when empty, shows a dash for nothing."""

    selectable = False
    """Boxes stand before the rows."""

    class Meta:
        default = "–"


class DurationColumn(tables.Column):
    """A time as people say it."""

    def render(self, value: Any) -> str:
        return format_duration(value)

    def value(self, value: Any) -> str:
        return format_duration(value)


class DrawnColumn(tables.TemplateColumn):
    """A cell drawn by a template that knows `record`, `value` and `table` alone.

    The library's own draws it in the page's context, whose processors (menu, notifications) would
    then run for every cell.
    """

    @cached_property
    def template(self) -> Template:
        return Template(self.template_code)

    def render(self, record: Any, table: Any, value: Any, bound_column: Any, **kwargs: Any) -> str:
        said = self.get_context_data(
            record=record, table=table, value=value, bound_column=bound_column, **kwargs
        )
        return self.template.render(Context(said))


class YesColumn(tables.Column):
    """Yes, or nothing to see."""

    def render(self, value: Any) -> str:
        return readable(True) if value else "–"

    def value(self, value: Any) -> str:
        return readable(bool(value))


def column_for(model: type[models.Model], name: str, linked: bool) -> tables.Column | None:
    """Our own column where the library's would not do."""
    accessor = name.replace("__", ".")
    if "__" not in name and isinstance(_field(model, name), DurationField):
        return DurationColumn(
            linkify=linked or None, attrs={"td": {"class": "num"}, "th": {"class": "num"}}
        )
    if not linked and isinstance(_field(model, name), models.BooleanField):
        return YesColumn()
    if linked or "__" in name:
        return tables.Column(accessor=accessor, linkify=_own_page if linked else None)
    return None


def _own_page(record: Any) -> str:
    return str(record.get_absolute_url())


def _field(model: type[models.Model], name: str) -> Any:
    found = [field for field in model._meta.get_fields() if field.name == name]
    return found[0] if found else None


def table_for(page: Any) -> type[Table]:
    """A table of the page's list_display."""
    names = list(page.list_display) or list(page.fields[:5])
    meta = type("Meta", (Table.Meta,), {"model": page.model, "fields": names})
    members: dict[str, Any] = {"Meta": meta}
    for place, name in enumerate(names):
        column = column_for(page.model, name, linked=place == 0)
        if column is not None:
            members[name] = column
    return type(f"{page.model.__name__}Table", (Table,), members)


def configured(table_class: Any, rows: Any, request: HttpRequest, per_page: int) -> Any:
    """The table of these rows, sorted and paged as the request asks."""
    table = table_class(rows)
    paging = {"per_page": per_page, "silent": True}
    tables.RequestConfig(request, paginate=paging).configure(table)
    return table
