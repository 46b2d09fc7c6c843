"""Tables of the estate that show more than fields."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.durations import format_duration
from core.tables import Table
from core.templatetags.components import state, state_look
from core.templatetags.formats import when
from core.templatetags.pictures import promise_cell
from estate.models import EstateChange, Item, Measurement
from estate.services import difference_line, need_words, worst_first

FIGURE = {"td": {"class": "n drop"}, "th": {"class": "n"}}
NUM = {"td": {"class": "n num"}, "th": {"class": "n"}}


def readiness_of(item: Item) -> Any:
    """What was last computed of an item, or nothing."""
    return getattr(item, "readiness", None)


def standing_of(name: str) -> Callable[[Item], str]:
    """What an export says of a stored figure of an item: a time as people say it, or nothing."""

    def said(item: Item) -> str:
        value = getattr(readiness_of(item), name, None)
        return format_duration(value) if value is not None else ""

    return said


def state_of(item: Item) -> str:
    """The state of an item in a word, as its list shows it."""
    found = readiness_of(item)
    return str(state_look(found.shown if found else "unknown")[1])


STANDING: list[tuple[Any, Callable[[Any], str]]] = [
    (gettext_lazy("Need"), standing_of("need")),
    (gettext_lazy("Claim"), standing_of("claim")),
    (gettext_lazy("Proof"), standing_of("proof")),
    (gettext_lazy("State"), state_of),
]


class ItemTable(Table):
    """Items with need, claim, proof and state."""

    name = tables.Column()
    kind = tables.Column(attrs={"td": {"class": "wide plain"}})
    owner = tables.Column(attrs={"td": {"class": "drop nowrap"}})
    site = tables.Column(attrs={"td": {"class": "drop"}})
    tier = tables.Column(attrs={"td": {"class": "drop"}, "th": {"class": "drop"}})
    need = tables.Column(
        accessor="readiness__need",
        verbose_name=gettext_lazy("Need"),
        attrs={"td": {"class": "n drop lead-n"}},
    )
    claim = tables.Column(accessor="readiness__claim", attrs=FIGURE)
    proof = tables.Column(accessor="readiness__proof", attrs=FIGURE)
    bar = tables.Column(
        accessor="pk",
        orderable=False,
        verbose_name=gettext_lazy("Against need"),
        attrs={"td": {"class": "bar-cell wide"}},
    )
    state = tables.Column(
        accessor="readiness__verdict",
        verbose_name=gettext_lazy("State"),
        attrs={"td": {"class": "end"}},
        empty_values=(),
    )

    class Meta(Table.Meta):
        model = Item
        fields = (
            "name",
            "kind",
            "owner",
            "site",
            "tier",
            "need",
            "claim",
            "proof",
            "bar",
            "state",
        )

    def render_name(self, value: str, record: Item) -> Any:
        second = record.type or (str(record.unit) if record.unit else "")
        if record.gone_on:
            second = _("gone from its source")
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), value)
        return format_html("{}<small>{}</small>", link, second) if second else link

    def value_name(self, value: str) -> str:
        return value

    def render_need(self, record: Item) -> Any:
        words, found = self.value_need(record), readiness_of(record)
        if found and "nothing left" in found.why.get("codes", ()):
            return format_html("{}<small>{}</small>", words, _("used up above"))
        return words

    def value_need(self, record: Item) -> str:
        found = readiness_of(record)
        return need_words(found) if found else ""

    def render_claim(self, value: timedelta) -> str:
        return format_duration(value)

    render_proof = render_claim

    def render_bar(self, record: Item) -> Any:
        found = readiness_of(record)
        if found is None:
            return ""
        words = need_words(found)
        return promise_cell(found.need, found.claim, found.proof, found.verdict, words)

    def order_state(self, rows: Any, is_descending: bool) -> tuple[Any, bool]:
        """By how bad it is, not by the letter."""
        worst = worst_first("readiness")
        return rows.order_by(worst.desc() if is_descending else worst.asc(), "name", "pk"), True

    def render_state(self, record: Item) -> Any:
        found = readiness_of(record)
        return state(found.shown if found else "unknown", chip=True)


class ChangeTable(Table):
    """Changes, newest first, each in one line."""

    item = tables.Column(linkify=lambda record: record.get_absolute_url(), empty_values=())
    verb = tables.Column()
    what = tables.Column(
        accessor="fields", orderable=False, verbose_name=gettext_lazy("Difference")
    )
    is_material = tables.Column(attrs={"td": {"class": "drop"}, "th": {"class": "drop"}})
    at = tables.Column(attrs={"td": {"class": "end"}})
    by = tables.Column(attrs={"td": {"class": "drop"}, "th": {"class": "drop"}})

    class Meta(Table.Meta):
        model = EstateChange
        fields = ("item", "verb", "what", "is_material", "at", "by")

    def render_item(self, record: EstateChange) -> str:
        return str(record.item or record.about)

    def render_at(self, value: Any) -> Any:
        return when(value)

    def render_is_material(self, value: bool) -> str:
        return _("Yes") if value else "–"

    def render_what(self, value: Any, record: EstateChange) -> str:
        parts = [str(record.other)] if record.other else []
        if value:
            parts.append(difference_line(value))
        return Truncator(", ".join(parts)).chars(120)


class MeasurementTable(Table):
    """Measured recoveries."""

    item = tables.Column(linkify=lambda record: record.get_absolute_url())
    took = tables.Column(attrs=NUM)
    rpo = tables.Column(attrs=NUM)
    measured_on = tables.DateColumn()
    method = tables.Column()
    clock = tables.Column()
    end_to_end = tables.Column()

    class Meta(Table.Meta):
        model = Measurement
        fields = ("item", "took", "rpo", "measured_on", "method", "clock", "end_to_end")

    def render_took(self, value: timedelta) -> str:
        return format_duration(value)

    render_rpo = render_took

    def render_end_to_end(self, value: bool) -> str:
        return _("Everything beneath") if value else _("Its own work")
