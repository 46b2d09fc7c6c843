"""Lists of the BIA that show more than columns."""

from datetime import timedelta
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bia.models import BiaReport, BusinessFunction, Campaign, Gap, Interview, Objective
from bia.services.posture import verdict_of
from core.durations import format_duration
from core.tables import DrawnColumn, DurationColumn, Table
from core.templatetags.components import state
from core.templatetags.formats import when
from core.templatetags.pictures import promise_cell
from engine.objectives import NO_TOLERANCE
from estate import services as estate
from estate.services import mtd_words, need_words, rests_on_nothing, worst_first

FIGURE = {"td": {"class": "n drop"}, "th": {"class": "n"}}
NAME = (
    '<a href="{{ record.get_absolute_url }}">{{ record.item.name }}</a>'
    "<small>{{ record.item.unit|default:'' }}</small>"
)


class SaidColumn(tables.Column):
    """A figure of the readiness in words, which may say more than its time: "≥ 7 days", "at once"."""

    empty_values = ()

    def __init__(self, words: Any, **how: Any) -> None:
        super().__init__(**how)
        self.words = words

    def render(self, record: Any) -> str:
        row = getattr(record.item, "readiness", None)
        return self.words(row) if row else "–"

    def value(self, record: Any) -> str:
        return self.render(record)


class FunctionTable(Table):
    """Functions, the worst first: need, claim and proof against each other."""

    name = DrawnColumn(NAME, verbose_name=_("Function"), order_by="item__name")
    owner = tables.Column(accessor="item__owner", attrs={"td": {"class": "drop nowrap"}})
    mtd = SaidColumn(
        mtd_words, accessor="item__readiness__mtd", verbose_name=_("MTD"), attrs=FIGURE
    )
    need = SaidColumn(
        need_words,
        accessor="item__readiness__need",
        verbose_name=_("Need"),
        attrs={"td": {"class": "n drop lead-n"}},
    )
    claim = DurationColumn(accessor="item__readiness__claim", verbose_name=_("Claim"), attrs=FIGURE)
    proof = DurationColumn(accessor="item__readiness__proof", verbose_name=_("Proof"), attrs=FIGURE)
    bar = tables.Column(
        empty_values=(),
        verbose_name=_("Against need"),
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "bar-cell wide"}},
    )
    verdict = tables.Column(
        accessor="item__readiness__verdict",
        verbose_name=_("State"),
        empty_values=(),
        attrs={"td": {"class": "end"}},
    )
    bound_by = tables.Column(
        accessor="item__readiness__bound_by",
        verbose_name=_("Bound by"),
        empty_values=(),
        attrs={"td": {"class": "wide"}},
    )
    reviewed_on = tables.Column(
        verbose_name=_("Reviewed"), attrs={"td": {"class": "n drop"}}, empty_values=()
    )

    class Meta(Table.Meta):
        model = BusinessFunction
        fields = [
            "name",
            "owner",
            "mtd",
            "need",
            "claim",
            "proof",
            "bar",
            "verdict",
            "bound_by",
            "reviewed_on",
        ]

    def order_verdict(self, rows: Any, is_descending: bool) -> tuple[Any, bool]:
        """By how bad it is, not by the letter."""
        worst = worst_first("item__readiness")
        order = worst.desc() if is_descending else worst.asc()
        return rows.order_by(order, "item__name", "pk"), True

    def render_bar(self, record: Any) -> Any:
        row = getattr(record.item, "readiness", None)
        if row is None:
            return ""
        return promise_cell(row.need, row.claim, row.proof, row.verdict, need_words(row))

    def render_bound_by(self, record: Any, value: Any) -> Any:
        row = getattr(record.item, "readiness", None)
        if row is not None and rests_on_nothing(row):
            return _("nothing it rests on is known")
        return value or "–"

    def render_verdict(self, record: Any) -> Any:
        return state(verdict_of(record), chip=True)

    def value_verdict(self, record: Any) -> str:
        return verdict_of(record)

    def render_reviewed_on(self, value: Any) -> Any:
        return when(value) if value else str(_("never"))


class CampaignTable(Table):
    """Campaigns and how far they are."""

    name = tables.Column(linkify=True, verbose_name=_("Campaign"))
    state = tables.Column(attrs={"td": {"class": "end"}})
    asked = tables.Column(empty_values=(), verbose_name=_("Asked"), orderable=False, attrs=FIGURE)
    answered = tables.Column(
        empty_values=(), verbose_name=_("Handed in"), orderable=False, attrs=FIGURE
    )
    due_on = tables.Column(attrs={"td": {"class": "n"}})

    class Meta(Table.Meta):
        model = Campaign
        fields = ["name", "state", "asked", "answered", "due_on"]

    def render_asked(self, record: Any) -> int:
        return int(record.asked)

    def render_answered(self, record: Any) -> int:
        return int(record.answered)


INTERVIEW_LOOK = {
    "planned": "due",
    "invited": "due",
    "begun": "due",
    "submitted": "claimed",
    "returned": "stale",
    "approved": "done",
    "imported": "done",
    "dropped": "expired",
}


def interview_state(record: Interview, *, chip: bool = True) -> Any:
    """The state of an interview as icon and word."""
    return state(INTERVIEW_LOOK[record.state], record.get_state_display(), chip=chip)


def said_mtd(record: Interview) -> Any:
    """The MTD of what was handed in, in words, and by which scale where another is in force.

    For rows of `rejudging.with_scale`.
    """
    if record.submitted_at is None and record.mtd is None:
        return "–"
    state = NO_TOLERANCE if record.mtd_category else ""
    words = estate.limit_words(record.mtd, state, record.longest)
    if not record.is_older:
        return words
    number = _("by scale version %(number)s") % {"number": record.scale.number}
    return format_html("{}<small>{}</small>", words, number)


class InterviewTable(Table):
    """Interviews with what they imply."""

    function = tables.Column(linkify=True, order_by="function__item__name")
    campaign = tables.Column(attrs={"td": {"class": "drop"}})
    owner = tables.Column(attrs={"td": {"class": "drop nowrap"}})
    mtd = DurationColumn(attrs=FIGURE, empty_values=())
    derived_rto = DurationColumn(attrs=FIGURE, empty_values=())
    submitted_at = tables.DateColumn(verbose_name=_("Handed in"), attrs={"td": {"class": "n drop"}})
    state = tables.Column(attrs={"td": {"class": "end"}})

    class Meta(Table.Meta):
        model = Interview
        fields = ["function", "campaign", "owner", "mtd", "derived_rto", "submitted_at", "state"]

    def render_function(self, record: Any) -> Any:
        unit = record.function.item.unit or ""
        return format_html("{}<small>{}</small>", record.function, unit)

    def render_mtd(self, record: Any) -> Any:
        return said_mtd(record)

    def render_derived_rto(self, record: Any) -> Any:
        if record.derived_rto or record.mtd or record.mtd_category or not record.submitted_at:
            said = format_duration(record.derived_rto) or "–"
            unasked = record.derived_rto is not None and record.wrt is None
            return (
                format_html("{}<small>{}</small>", said, _("catching up not asked"))
                if unasked
                else said
            )
        return estate.at_least(record.longest - (record.wrt or timedelta(0)))

    def render_state(self, record: Any) -> Any:
        return interview_state(record)


class ObjectiveTable(Table):
    """What was agreed, beside what was derived on that day."""

    function = tables.Column(linkify=True, order_by="function__item__name")
    number = tables.Column(attrs=FIGURE)
    agreed_rto = DurationColumn(attrs={"td": {"class": "n"}, "th": {"class": "n"}})
    derived_rto = DurationColumn(verbose_name=_("Derived RTO when agreed"), attrs=FIGURE)
    state = tables.Column(attrs={"td": {"class": "end"}})

    class Meta(Table.Meta):
        model = Objective
        fields = ["function", "number", "agreed_rto", "derived_rto", "state"]


GAP_DUE = "{% due record.due_on record.closed_at %}"


class GapTable(Table):
    """Gaps across the organisation: who, until when, which way out."""

    title = tables.Column(linkify=True, verbose_name=_("Gap"))
    kind = tables.Column(attrs={"td": {"class": "drop"}})
    owner = tables.Column(attrs={"td": {"class": "wide nowrap"}})
    way_out = tables.Column(attrs={"td": {"class": "wide"}})
    state = tables.Column(attrs={"td": {"class": "drop"}})
    due_on = DrawnColumn(
        "{% due record.due_on record.closed_at %}", attrs={"td": {"class": "n end"}}
    )

    class Meta(Table.Meta):
        model = Gap
        fields = ["title", "kind", "owner", "way_out", "state", "due_on"]

    def render_title(self, record: Any) -> Any:
        return format_html("{}<small>{}</small>", record.title, record.function)


PDF = (
    "{% if record.file_id %}<a href=\"{% url 'core:file' record.file_id %}\">PDF</a>"
    "<small>{{ record.file.size|filesizeformat }}</small>{% endif %}"
)


class ReportTable(Table):
    """Reports as they were made, the newest first."""

    about = tables.Column(linkify=True, verbose_name=_("Report"))
    functions = tables.Column(attrs=FIGURE)
    made_by = tables.Column(attrs={"td": {"class": "wide nowrap"}})
    sha256 = tables.Column(
        accessor="file__sha256", verbose_name="SHA-256", attrs={"td": {"class": "drop"}}
    )
    made_at = tables.Column(attrs={"td": {"class": "n"}})
    file = DrawnColumn(
        PDF, verbose_name=_("File"), orderable=False, attrs={"td": {"class": "n end"}}
    )

    class Meta(Table.Meta):
        model = BiaReport
        fields = ["about", "functions", "made_by", "sha256", "made_at", "file"]

    def render_made_at(self, value: Any) -> Any:
        return when(value)

    def render_sha256(self, value: str) -> Any:
        return format_html('<code title="{}">{}</code>', value, value[:16])

    def value_sha256(self, value: str) -> str:
        return value

    def value_file(self, record: Any) -> str:
        return str(record.file or "")
