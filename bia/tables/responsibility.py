"""The list of who does what: a row for each service, a column for each area."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bia.choices import Area, Settled
from bia.models import ResponsibilityMatrix
from bia.services import responsibilities
from bia.services.responsibilities import Line
from core.tables import Table
from core.templatetags.components import state

LOOKS = {
    Settled.NOBODY: "gap",
    Settled.UNDEFINED: "stale",
    Settled.UNSAID: "unknown",
    Settled.SETTLED: "done",
}
DROPPED = {"td": {"class": "drop"}}


def who_cell(line: Line) -> Any:
    """Who does it in a word; with a sign where that is not clear."""
    return state(LOOKS[line.settled], line.who) if line.is_open else line.who


def worst(found: list[Line]) -> Any:
    """What is open of a matrix in a chip, what nobody does first."""
    counts = [(each, sum(line.settled == each for line in found)) for each in LOOKS]
    settled, count = next((pair for pair in counts if pair[1]), (Settled.SETTLED, 0))
    if settled == Settled.SETTLED:
        return state("done", str(_("All settled")), chip=True)
    return state(LOOKS[settled], f"{count} × {settled.label}", chip=True)


class AreaColumn(tables.Column):
    """Who does one area."""

    def __init__(self, area: Area) -> None:
        super().__init__(verbose_name=area.label, empty_values=(), orderable=False, attrs=DROPPED)
        self.area = area

    def render(self, record: Any) -> Any:
        return who_cell(next(x for x in responsibilities.lines(record) if x.area == self.area))


class ResponsibilityTable(Table):
    """Services with who does what."""

    item = tables.Column(linkify=lambda record: record.get_absolute_url())
    backup = AreaColumn(Area.BACKUP)
    restore = AreaColumn(Area.RESTORE)
    failover = AreaColumn(Area.FAILOVER)
    patching = AreaColumn(Area.PATCHING)
    identity = AreaColumn(Area.IDENTITY)
    monitoring = AreaColumn(Area.MONITORING)
    open = tables.Column(
        verbose_name=_("State"), empty_values=(), orderable=False, attrs={"td": {"class": "end"}}
    )

    class Meta(Table.Meta):
        model = ResponsibilityMatrix
        fields = ["item", *Area.values, "open"]

    def render_item(self, record: Any) -> Any:
        return format_html("{}<small>{}</small>", record.item, record.item.supplier or "")

    def render_open(self, record: Any) -> Any:
        return worst(responsibilities.lines(record))
