"""Lists of strategic objectives and of tiers."""

from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.tables import DurationColumn, Table

FIGURE = {"td": {"class": "n"}, "th": {"class": "n"}}


class ObjectiveTable(Table):
    """Objectives with their weight and how many functions serve each."""

    name = tables.Column(linkify=True, verbose_name=_("Objective"))
    weight = tables.Column(attrs=FIGURE)
    serving = tables.Column(verbose_name=_("Functions that serve it"), attrs=FIGURE)


class TierTable(Table):
    """The tiers, numbered by their place."""

    name = tables.Column(
        accessor="meaning", verbose_name=_("Tier"), empty_values=(), order_by="longest"
    )
    longest = DurationColumn(verbose_name=_("Longest MTD"), attrs=FIGURE)
    budget = tables.Column(verbose_name=_("Functions per unit"), attrs=FIGURE)

    def render_name(self, record: Any) -> str:
        return format_html(
            '<a href="{}">{}</a><small>{}</small>',
            record.get_absolute_url(),
            record,
            record.meaning,
        )

    def order_longest(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        column = F("longest")
        last = column.desc(nulls_first=True) if is_descending else column.asc(nulls_last=True)
        return queryset.order_by(last), True
