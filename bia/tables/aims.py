"""Lists of strategic objectives and of tiers."""

from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bia.models import RecoveryTier
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

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        ordered = RecoveryTier.objects.values_list("pk", flat=True)
        self.places = {pk: place for place, pk in enumerate(ordered)}

    def render_name(self, record: Any) -> str:
        words = '<a href="{}">T{}</a><small>{}</small>'
        url = record.get_absolute_url()
        return format_html(words, url, self.places.get(record.pk, "–"), record.meaning)

    def order_longest(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        column = F("longest")
        last = column.desc(nulls_first=True) if is_descending else column.asc(nulls_last=True)
        return queryset.order_by(last), True
