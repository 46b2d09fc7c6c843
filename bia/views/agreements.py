"""Recovery agreements: the list, the one page both sides have, and what they do on it."""

from collections.abc import Iterable
from typing import Any, ClassVar

import django_tables2 as tables
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from neapolitan.views import Role

from bia.choices import OPEN_AGREEMENTS, SIGNABLE, AgreementState
from bia.forms import CommentForm
from bia.forms.agreements import CostForm, ProposeForm
from bia.models import RecoveryAgreement
from bia.services import agreementforce, agreementheads, agreements
from bia.views.acting import asked, attempt, read_at, seen
from core import services
from core.clock import organisation_day
from core.crud import Pages
from core.details import Action, permitted_actions
from core.http import PersonRequest
from core.savedviews import View
from core.tables import DurationColumn, Table
from core.templatetags.components import state

LOOK = {
    "open": "due",
    "proposed": "claimed",
    "signed": "claimed",
    "agreed": "done",
    "gone": "expired",
}
FIGURE = {"td": {"class": "n drop"}, "th": {"class": "n"}}


def look(row: RecoveryAgreement, actor: Any) -> Any:
    """Where an agreement stands for the reader, as icon and word."""
    words = str(row.get_state_display())
    if row.state in SIGNABLE and agreements.side_of(row, actor) in agreements.unsigned(row):
        words = _("Waits for you")
    return state(LOOK[row.state], words, chip=True)


class AgreementTable(Table):
    """Who needs what sooner than it is back, and what became of it."""

    dependent = tables.Column(linkify=lambda record: record.get_absolute_url())
    wanted = DurationColumn(attrs=FIGURE)
    offered = DurationColumn(attrs=FIGURE)
    outcome = tables.Column(attrs={"td": {"class": "drop"}})
    due_on = tables.DateColumn(attrs={"td": {"class": "n"}})
    state = tables.Column(attrs={"td": {"class": "end"}})

    class Meta(Table.Meta):
        model = RecoveryAgreement
        fields: ClassVar[list[str]] = [
            *("dependent", "wanted", "offered", "outcome", "due_on", "state")
        ]

    def render_dependent(self, record: Any) -> Any:
        said = _("needs %(provider)s") % {"provider": record.provider}
        return format_html("{}<small>{}</small>", record.dependent, said)

    def render_state(self, record: Any) -> Any:
        return look(record, self.request.user)


class AgreementPages(Pages):
    model = RecoveryAgreement
    fields: ClassVar[list[str]] = [
        *("dependent", "provider", "wanted", "offered", "state", "due_on"),
        *("cost_sooner", "cost_later", "currency", "way", "time", "until", "reason"),
        *("dependent_signed_by", "dependent_signed_at"),
        *("provider_signed_by", "provider_signed_at", "approved_by", "approved_at"),
        *("return_comment", "outcome"),
    ]
    list_filter: ClassVar[list[str]] = ["state", "way"]
    search_fields: ClassVar[list[str]] = ["dependent__item__name", "provider__name"]
    select_related: ClassVar[list[str]] = [
        *("dependent__item__owner", "dependent__item__unit", "provider__owner"),
        *("dependent_signed_by", "provider_signed_by", "approved_by"),
    ]
    views: ClassVar[list[View]] = [
        View(gettext_lazy("All")),
        View(gettext_lazy("Waits for both"), "state=open"),
        View(gettext_lazy("Waits for the other side"), "state=proposed"),
        View(gettext_lazy("Waits for the head"), "state=signed"),
        View(gettext_lazy("Signed by both"), "state=agreed"),
    ]
    facts: ClassVar[list[str]] = ["dependent", "provider", "due_on"]
    table_class = AgreementTable
    roles = (Role.LIST, Role.DETAIL)
    intro = gettext_lazy(
        "Where a function needs something sooner than it is back, both owners agree on one time or"
        " bear the gap until a date. What both have signed is what counts."
    )

    def actions(self) -> Iterable[Action]:
        row, actor = self.object, self.request.user
        side = agreements.side_of(row, actor)
        yield from self._head_actions(row, actor)
        if row.state not in SIGNABLE or side is None or not permitted_actions(row, actor, ["sign"]):
            return
        here = {
            name: f"{reverse(f'bia:agreement-{name}', args=[row.pk])}?version={row.version}"
            for name in ("accept", "propose", "cost")
        }
        waits = row.state == AgreementState.PROPOSED and side in agreements.unsigned(row)
        if waits:
            asks = _("Sign this? %(terms)s. Once both have signed, it counts.")
            if agreementforce.needs_head(row):
                asks = _(
                    "Sign this? %(terms)s. Once both have signed, the head of the unit that provides it"
                    " approves it, and it counts."
                )
            said = asks % {"terms": agreements.terms(row)}
            yield Action(_("Sign"), here["accept"], "post", "signature", True, said)
        words = (
            _("Propose something else") if row.state == AgreementState.PROPOSED else _("Propose")
        )
        yield Action(words, here["propose"], icon="pencil", primary=not waits)
        words = _("Say what it costs to wait")
        if side == "provider":
            words = _("Say what being sooner costs")
        yield Action(words, here["cost"], icon="coins")

    def _head_actions(self, row: RecoveryAgreement, actor: Any) -> Iterable[Action]:
        if agreementheads.may_decide(row, actor):
            said = f"?version={row.version}"
            here = reverse("bia:agreement-approve", args=[row.pk]) + said
            yield Action(_("Approve"), here, "post", "check", primary=True)
            here = reverse("bia:agreement-return", args=[row.pk]) + said
            yield Action(_("Return with a comment"), here, icon="arrow-back-up")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            row, today = self.object, organisation_day(timezone.now())
            context |= {
                "chip": look(row, self.request.user),
                "late": agreements.told_if_late(row, today) if row.state in OPEN_AGREEMENTS else [],
                "terms": agreements.terms(row) if row.way else "",
                "hindered": [
                    said
                    for side in agreements.unsigned(row)
                    if row.state in SIGNABLE and (said := agreements.cannot_sign(row, side))
                ],
            }
        return context


def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """One side signs what it is ready to keep."""
    row = seen(RecoveryAgreement, request, pk)
    services.require(request.user, "sign", row)

    def act(form: Any) -> None:
        said = form.cleaned_data
        agreements.propose(
            row, by=request.user, at=timezone.now(), version=read_at(request), **said
        )

    return asked(
        request,
        row,
        ProposeForm,
        act,
        title=_("Propose to %(row)s") % {"row": row},
        verb=_("Sign and propose"),
        about=_("The other side is asked to sign it, or to propose something else."),
        initial={"time": row.wanted},
    )


def cost(request: PersonRequest, pk: int) -> HttpResponse:
    """A side says what its own way would cost."""
    row = seen(RecoveryAgreement, request, pk)
    services.require(request.user, "sign", row)

    def act(form: Any) -> None:
        agreements.state_cost(
            row, by=request.user, at=timezone.now(), version=read_at(request), **form.cleaned_data
        )

    provides = agreements.side_of(row, request.user) == "provider"
    title = _("What being back sooner costs") if provides else _("What waiting longer costs")
    about = _("In %(currency)s, the first year included.") % {"currency": row.currency}
    return asked(request, row, CostForm, act, title=title, verb=_("Save"), about=about)


@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """The other side signs."""
    row = seen(RecoveryAgreement, request, pk)

    def done() -> str:
        made = agreements.accept(row, by=request.user, at=timezone.now(), version=read_at(request))
        if made.state == AgreementState.SIGNED:
            return _(
                "Signed by both. The head of the unit that provides it is asked to approve it."
            )
        return _("Signed by both. It counts from now on.")

    return attempt(request, done, row.get_absolute_url())


@require_POST
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """The head of the provider's unit approves what both signed."""
    row = seen(RecoveryAgreement, request, pk)

    def done() -> str:
        agreementheads.approve(row, by=request.user, at=timezone.now(), version=read_at(request))
        return _("Approved. It counts from now on.")

    return attempt(request, done, row.get_absolute_url())


def return_(request: PersonRequest, pk: int) -> HttpResponse:
    """The head of the provider's unit gives it back to both sides."""
    row = seen(RecoveryAgreement, request, pk)
    services.require(request.user, "return", row)

    def act(form: Any) -> None:
        agreementheads.return_(
            row,
            by=request.user,
            at=timezone.now(),
            comment=form.cleaned_data["comment"],
            version=read_at(request),
        )

    title = _("Return %(row)s to both sides") % {"row": row}
    wanted = _("Say what should be looked at again.")
    return asked(request, row, CommentForm, act, title=title, verb=_("Return"), wanted=wanted)


PAGES = [AgreementPages]
