"""Lists of the risk register."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bia.models import Risk, RiskReview, RiskTreatment
from bia.services import riskmatrix, riskreviews, riskstanding
from core.clock import organisation_day
from core.tables import DrawnColumn, Table
from core.templatetags.components import icon, state
from core.templatetags.formats import money

FIGURE = {"td": {"class": "n drop"}, "th": {"class": "n"}}
NAME = (
    '<a href="{{ record.get_absolute_url }}">{{ record.title }}</a>'
    "<small>{{ record.code }} · {{ record.item }}{% if record.unit %} · {{ record.unit }}{% endif %}</small>"
)
DROPPED = {"td": {"class": "drop"}}
ARROWS = {
    "up": ("arrow-up", _("worse than before its last review")),
    "down": ("arrow-down", _("better than before its last review")),
}


def rating_chip(found: riskstanding.Score) -> Any:
    """A rating as a word on the shade of its place, with its two levels."""
    if found.rating is None:
        return format_html('<span class="risk-chip risk-none">{}</span>', _("not rated"))
    levels = f"{found.likelihood} × {found.impact}"
    return format_html(
        '<span class="risk-chip risk-{}" title="{}">{} <small>{}</small></span>',
        found.tone,
        found.words,
        found.name,
        levels,
    )


def arrow(moved: str) -> Any:
    """How a risk has moved, as a small arrow with its words."""
    if moved not in ARROWS:
        return ""
    picture, words = ARROWS[moved]
    return format_html('<span class="risk-moved is-{}">{}</span>', moved, icon(picture, str(words)))


class RiskTable(Table):
    """Risks, the worst first: what is hit, how bad it is, and what is done."""

    title = DrawnColumn(NAME, verbose_name=_("Risk"), order_by="title")
    threat = tables.Column(attrs={"td": {"class": "wide"}})
    owner = tables.Column(attrs={"td": {"class": "drop nowrap"}})
    inherent = tables.Column(
        accessor="inherent_rating", verbose_name=_("Inherent"), attrs={"td": {"class": "drop"}}
    )
    residual = tables.Column(
        accessor="residual_rating",
        verbose_name=_("Residual"),
        empty_values=(),
        attrs={"td": {"class": "plain"}},
    )
    treatments_open = tables.Column(
        verbose_name=_("Treatment"), empty_values=(), orderable=False, attrs=DROPPED
    )
    review_due = DrawnColumn(
        "{% if record.review_due %}{% due record.review_due %}{% endif %}",
        verbose_name=_("Review due"),
        attrs={"td": {"class": "n drop"}},
    )
    state = tables.Column(empty_values=(), attrs={"td": {"class": "end"}})

    class Meta(Table.Meta):
        model = Risk
        fields = [
            "title",
            "threat",
            "owner",
            "inherent",
            "residual",
            "treatments_open",
            "review_due",
            "state",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matrix = riskmatrix.read_in_force()
        self.today = organisation_day(timezone.now())

    def render_inherent(self, record: Any) -> Any:
        levels = (record.inherent_likelihood, record.inherent_impact)
        return rating_chip(riskstanding.score(self.matrix, *levels))

    def render_residual(self, record: Any) -> Any:
        levels = (record.residual_likelihood, record.residual_impact)
        chip = rating_chip(riskstanding.score(self.matrix, *levels))
        moved = riskstanding.movement(record) if hasattr(record, "was_rating") else ""
        return format_html('<span class="nowrap">{}{}</span>', chip, arrow(moved))

    def render_treatments_open(self, record: Any) -> Any:
        if not record.treatments_open:
            return "–"
        said = ngettext("%(count)s open", "%(count)s open", record.treatments_open)
        late = record.treatment_due and record.treatment_due < self.today
        words = said % {"count": record.treatments_open}
        return state("overdue", words) if late else words

    def render_state(self, record: Any) -> Any:
        look, word = riskstanding.state_of(record, self.matrix)
        return state(look, word, chip=True)

    def value_state(self, record: Any) -> str:
        return riskstanding.state_of(record, self.matrix)[1]


TREATMENT_LOOK = {"planned": "due", "running": "due", "done": "done", "dropped": "expired"}


class TreatmentTable(Table):
    """Treatments across the register: what, by whom, until when."""

    what = tables.Column(linkify=True, verbose_name=_("Treatment"))
    kind = tables.Column(attrs={"td": {"class": "drop"}})
    owner = tables.Column(attrs={"td": {"class": "wide nowrap"}})
    cost_once = tables.Column(attrs=FIGURE)
    state = tables.Column(attrs={"td": {"class": "drop"}})
    due_on = DrawnColumn("{% due record.due_on record.is_over %}", attrs={"td": {"class": "n end"}})

    class Meta(Table.Meta):
        model = RiskTreatment
        fields = ["what", "kind", "owner", "cost_once", "state", "due_on"]

    def render_what(self, record: Any) -> Any:
        return format_html("{}<small>{}</small>", record.what, record.risk)

    def render_cost_once(self, record: Any) -> Any:
        return money(record.cost_once, record.currency)

    def render_state(self, record: Any) -> Any:
        return state(TREATMENT_LOOK[record.state], record.get_state_display())


OUTCOME_LOOK = {"confirmed": "done", "changed": "claimed", "retired": "expired", "": "due"}


class ReviewTable(Table):
    """Reviews: of what, why, by whom, and what came of them."""

    risk = tables.Column(linkify=lambda record: record.get_absolute_url(), verbose_name=_("Risk"))
    causes = tables.Column(
        empty_values=(), verbose_name=_("Called for by"), orderable=False, attrs=DROPPED
    )
    owner = tables.Column(accessor="risk__owner", attrs={"td": {"class": "wide nowrap"}})
    outcome = tables.Column(empty_values=(), attrs={"td": {"class": "drop"}})
    due_on = DrawnColumn("{% due record.due_on record.done_at %}", attrs={"td": {"class": "n end"}})

    class Meta(Table.Meta):
        model = RiskReview
        fields = ["risk", "causes", "owner", "outcome", "due_on"]

    def render_risk(self, record: Any) -> Any:
        return format_html("{}<small>{}</small>", record.risk, record.risk.item)

    def render_causes(self, record: Any) -> str:
        return ", ".join(riskreviews.kinds_of(record))

    def render_outcome(self, record: Any) -> Any:
        word = record.get_outcome_display() or record.get_state_display()
        return state(OUTCOME_LOOK[record.outcome], word)
