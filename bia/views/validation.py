"""The pages of validation rounds and of the decisions in them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from neapolitan.views import Role

from bia.choices import CampaignState, ValidationState
from bia.models import BusinessFunction, Validation, ValidationRound
from bia.services import investment, scales, validation
from core.crud import Pages
from core.details import Action, permitted_actions
from core.durations import format_duration
from core.savedviews import View
from core.tables import DurationColumn, Table
from core.templatetags.components import state
from estate.models import FunctionProfile

READ_ONLY = (Role.LIST, Role.DETAIL)
KEPT = (*READ_ONLY, Role.CREATE, Role.UPDATE)
LOOK = {"waiting": "due", "signed": "claimed", "agreed": "done", "dropped": "expired"}
FIGURE = {"td": {"class": "n drop"}, "th": {"class": "n"}}


def look(row: Validation) -> Any:
    """Where a validation stands, as icon and word."""
    return state(LOOK[row.state], str(row.get_state_display()), chip=True)


def unasked() -> str:
    """Said beside an RTO derived without a WRT: it is the whole MTD."""
    return _("catching up not asked")


class ValidationTable(Table):
    """What is proposed for each function, and what its owner decided."""

    function = tables.Column(linkify=True, order_by="function__item__name")
    proposed_rto = DurationColumn(attrs=FIGURE)
    derived_rto = DurationColumn(attrs=FIGURE)
    claim = DurationColumn(attrs=FIGURE)
    proof = DurationColumn(attrs=FIGURE)
    decision = tables.Column(attrs={"td": {"class": "drop"}})
    rto = DurationColumn(attrs=FIGURE)
    state = tables.Column(attrs={"td": {"class": "end"}})

    class Meta(Table.Meta):
        model = Validation
        fields: ClassVar[list[str]] = [
            *("function", "proposed_rto", "derived_rto", "claim", "proof"),
            *("decision", "rto", "state"),
        ]

    def render_function(self, record: Any) -> Any:
        return format_html("{}<small>{}</small>", record.function, record.round)

    def render_proposed_rto(self, record: Any) -> Any:
        return with_rpo(record.proposed_rto, record.proposed_rpo)

    def render_derived_rto(self, record: Any) -> Any:
        said = with_rpo(record.derived_rto, record.derived_rpo)
        return format_html("{}<small>{}</small>", said, unasked()) if record.lacks_wrt else said

    def render_claim(self, record: Any) -> Any:
        return with_rpo(record.claim, record.claim_rpo)

    def render_proof(self, record: Any) -> Any:
        return with_rpo(record.proof, record.proof_rpo)

    def render_rto(self, record: Any) -> Any:
        return with_rpo(record.rto, record.rpo)

    def render_state(self, record: Any) -> Any:
        return look(record)


def with_rpo(time: timedelta | None, loss: timedelta | None) -> Any:
    """A time with the loss of data beneath it, where there is one."""
    said = format_duration(time) if time is not None else "–"
    if loss is None:
        return said
    told = _("RPO %(loss)s") % {"loss": format_duration(loss)}
    return format_html("{}<small>{}</small>", said, told)


class ValidationPages(Pages):
    model = Validation
    fields: ClassVar[list[str]] = [
        *("round", "function", "state", "mtd", "wrt"),
        *("derived_rto", "proposed_rto", "proposed_rpo"),
        *("claim", "proof", "derived_rpo", "claim_rpo", "proof_rpo"),
        *("decision", "rto", "rpo", "reason"),
        *("signed_by", "signed_at", "approved_by", "approved_at", "objective"),
    ]
    list_filter: ClassVar[list[str]] = ["round", "state", "decision"]
    search_fields: ClassVar[list[str]] = ["function__item__name", "round__name"]
    select_related: ClassVar[list[str]] = [
        *("round", "function__item__unit", "function__item__owner", "function__item__readiness"),
        *("signed_by", "approved_by", "objective__function__item"),
    ]
    views: ClassVar[list[View]] = [
        View(gettext_lazy("All")),
        View(gettext_lazy("Waits for the owner"), "state=waiting"),
        View(gettext_lazy("Waits for the head"), "state=signed"),
    ]
    facts: ClassVar[list[str]] = ["function", "round"]
    table_class = ValidationTable
    roles = READ_ONLY
    intro = gettext_lazy(
        "What owners were asked to confirm, what they decided, and who approved it."
    )

    def actions(self) -> Iterable[Action]:
        row, actor = self.object, self.request.user
        if row.round.state != CampaignState.RUNNING:
            return
        may = permitted_actions(row, actor, ["sign", "approve", "return"])
        here = {
            name: f"{reverse(f'bia:validation-{name}', args=[row.pk])}?version={row.version}"
            for name in ("accept", "decide", "approve", "return")
        }
        if row.state == ValidationState.WAITING and "sign" in may:
            how = "get" if validation.takes_all(row, row.proposed_rto) else "post"
            yield Action(_("Accept"), here["accept"], how, "check", primary=True)
            yield Action(_("Tighten or relax"), here["decide"], icon="pencil")
        if row.state == ValidationState.SIGNED and not validation.is_own(row, actor):
            if "approve" in may and not validation.overtaken(row):
                yield Action(_("Approve"), here["approve"], "post", "check", primary=True)
            if "return" in may:
                yield Action(_("Return with a comment"), here["return"], icon="arrow-back-up")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            (context["shown"],) = shown([self.object])
        return context


def shown(rows: Sequence[Validation]) -> list[dict[str, Any]]:
    """The figures of each of these rows, in a constant number of queries."""
    profiles = investment.profiles(row.function for row in rows)
    money_in = currency()
    return [_figures(row, profiles.get(row.function.item_id), money_in) for row in rows]


def _figures(row: Validation, profile: FunctionProfile | None, money_in: str) -> dict[str, Any]:
    names = (_("Proposed RTO"), _("Derived RTO"), _("Claim"), _("Proof"))
    times = (row.proposed_rto, row.derived_rto, row.claim, row.proof)
    losses = (
        (_("Proposed RPO"), row.proposed_rpo),
        (_("Derived RPO"), row.derived_rpo),
        (_("Claim"), row.claim_rpo),
        (_("Proof"), row.proof_rpo),
    )
    is_open = row.state in (ValidationState.WAITING, ValidationState.DROPPED)
    rto, rpo = (row.proposed_rto, row.proposed_rpo) if is_open else (row.rto, row.rpo)
    return {
        "chip": look(row),
        "figures": [
            investment.Cost(name, time, investment.cost_of(profile, time))
            for name, time in zip(names, times, strict=True)
        ],
        "losses": losses if any(loss is not None for _name, loss in losses) else (),
        "need": rto,
        "currency": money_in,
        "moved": validation.overtaken(row) if row.state == ValidationState.SIGNED else "",
        "meant": investment.meaning(row, rto, rpo, profile),
        "options": options(row, profile),
        "differs": row.state == ValidationState.WAITING
        and (row.proposed_rto, row.proposed_rpo) != (row.derived_rto, row.derived_rpo),
    }


def options(
    row: Validation, profile: FunctionProfile | None
) -> list[tuple[str, investment.Choice]]:
    """The times that are known of a function, the shortest first, with what each would mean."""
    named: dict[timedelta, list[str]] = {}
    for name, time in (
        (_("Decided"), row.rto if row.state != ValidationState.WAITING else None),
        (_("Proposed"), row.proposed_rto),
        (_("Derived"), row.derived_rto),
        (_("Proof"), row.proof),
        (_("Claim"), row.claim),
        (_("MTD"), row.mtd),
    ):
        if time is not None:
            named.setdefault(time, []).append(name)
    return [
        (", ".join(names), investment.choice(row, time, profile))
        for time, names in sorted(named.items())
    ]


def currency() -> str:
    """The currency in which owners gave amounts."""
    scale = scales.in_force()
    return scale.currency if scale else ""


class RoundTable(Table):
    """Rounds and how far they are."""

    name = tables.Column(linkify=True, verbose_name=gettext_lazy("Validation round"))
    unit = tables.Column(attrs={"td": {"class": "drop"}})
    state = tables.Column()
    due_on = tables.DateColumn(attrs={"td": {"class": "n end"}})

    class Meta(Table.Meta):
        model = ValidationRound
        fields: ClassVar[list[str]] = ["name", "unit", "state", "due_on"]


class RoundPages(Pages):
    model = ValidationRound
    fields: ClassVar[list[str]] = ["name", "unit", "due_on", "message"]
    list_filter: ClassVar[list[str]] = ["state", "unit"]
    select_related: ClassVar[list[str]] = ["unit", "started_by"]
    facts: ClassVar[list[str]] = ["unit", "due_on", "started_by"]
    table_class = RoundTable
    roles = KEPT
    save = staticmethod(validation.save_round)
    intro = gettext_lazy(
        "A validation round asks owners to confirm, tighten or relax what the analysis derived."
        " What is agreed in it is what counts."
    )

    def actions(self) -> Iterable[Action]:
        row = self.object
        may = permitted_actions(row, self.request.user, ["start", "close"])
        if row.state == CampaignState.PLANNED and "start" in may:
            url = reverse("bia:validationround-start", args=[row.pk])
            yield Action(_("Ask the owners"), url, "post", "send", primary=True)
        if row.state == CampaignState.RUNNING and "close" in may:
            url = reverse("bia:validationround-close", args=[row.pk])
            said = _("What is not decided stays as it was agreed before.")
            yield Action(_("Close"), url, "post", "lock", confirm=said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            context |= board_of(self.object, self.request.user)
        return context


def board_of(row: ValidationRound, actor: Any) -> dict[str, Any]:
    """A round's rows, and where money and time do not fit, as far as the person may see them."""
    rows = Validation.objects.visible_to(actor).filter(round=row)
    rows = list(rows.select_related("function__item__unit", "function__item__owner"))
    visible = set(BusinessFunction.objects.visible_to(actor).values_list("pk", flat=True))
    functions = [one for one in validation.functions_of(row) if one.pk in visible]
    asked = {one.function_id for one in rows}
    known = investment.profiles(functions)
    return {
        "board": [
            (one, look(one), investment.cost_of(known.get(one.function.item_id), one.proposed_rto))
            for one in rows
        ],
        "progress": validation.progress(rows),
        "left_out": [one for one in functions if one.pk not in asked],
        "under": investment.under(functions),
        "over": investment.over(functions),
        "currency": currency(),
    }


PAGES = [RoundPages, ValidationPages]
