"""The page by which an owner without a login decides on objectives: one function after the other."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bia.choices import ValidationState
from bia.forms import AcceptWholeForm, DecideForm
from bia.models import Validation, ValidationRound
from bia.services import investment, validation, validationlinks
from bia.views.acting import attempt, overtaken, refuse
from bia.views.validation import shown
from core import links, services
from core.heads import Heads
from core.models import Link, User
from core.values import whole

ACCEPT = "accept"


@dataclass(frozen=True)
class Open:
    """A row that waits: its figures, and the forms by which it is accepted or decided otherwise."""

    row: Validation
    shown: dict[str, Any]
    accept: Any
    """Asks for a reason where accepting needs one, else None."""
    form: Any


@dataclass(frozen=True)
class Decided:
    """A row that is decided, and what follows from it."""

    row: Validation
    shown: dict[str, Any]
    follows: str


def respond(request: HttpRequest, link: Link) -> HttpResponse:
    """Show what the link's person decides in the link's round, or take a decision."""
    round_: Any = link.subject
    if request.method != "POST":
        return page(request, link)
    wanted = whole(request.POST.get("row", "")) or 0
    row = get_object_or_404(validationlinks.rows_of(round_, link.person), pk=wanted)
    if row.state != ValidationState.WAITING:
        messages.error(request, _("This has been decided already."))
        return HttpResponseRedirect(links.home(link))
    form = asked_of(row, request.POST)
    if form is None:
        return attempt(request, lambda: _sign(request, link, row), links.home(link))
    if not form.is_valid():
        return page(request, link, form, status=422)
    try:
        said = _sign(request, link, row, **form.cleaned_data)
    except ValidationError as error:
        refuse(form, error)
        return page(request, link, form, status=422)
    except services.Conflict as conflict:
        overtaken(request, conflict)
        return page(request, link, form, status=409)
    messages.success(request, said)
    return HttpResponseRedirect(links.home(link))


def _sign(request: HttpRequest, link: Link, row: Validation, **said: Any) -> str:
    read = whole(request.POST.get("version", ""))
    version = -1 if read is None else read
    made = validation.sign(row, by=link.person, at=timezone.now(), version=version, **said)
    return follows(made)


def follows(row: Validation) -> str:
    """What follows from a decision, said to who has just decided."""
    if row.objective_id:
        return _("Agreed. It counts from now on.")
    return _("Signed. The head of the unit is asked to approve it.")


def asked_of(row: Validation, data: Any) -> DecideForm | AcceptWholeForm | None:
    """The form that was posted about a row; None where the row is accepted and nothing is asked."""
    return accept_of(row, data) if data.get("do") == ACCEPT else form_of(row, data)


def accept_of(row: Validation, data: Any = None) -> AcceptWholeForm | None:
    """What accepting a row asks: why, where the whole MTD is taken and nobody was asked."""
    if not validation.takes_all(row, row.proposed_rto):
        return None
    return AcceptWholeForm(data, prefix=f"a{row.pk}")


def form_of(row: Validation, data: Any = None) -> DecideForm:
    """The form by which a row is decided otherwise; of data only where data is known."""
    return DecideForm(
        data,
        prefix=f"v{row.pk}",
        initial={"rto": row.proposed_rto, "rpo": row.proposed_rpo},
        on_data=investment.rests_on_data(row.function),
    )


def page(
    request: HttpRequest,
    link: Link,
    bound: DecideForm | AcceptWholeForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """What waits comes first, then what is decided; a bound form stands at its row as it was typed."""
    round_: Any = link.subject
    rows = _rows_shown(round_, link.person)
    heads = Heads()
    asked = {
        row.pk: heads.approver(row.function.item.unit_id, but=validation.owners_side(row)) or 0
        for row in rows
    }
    people = User.objects.in_bulk(set(asked.values()))
    waits, decided = [], []
    for row, figures in zip(rows, shown(rows), strict=True):
        if row.state == ValidationState.WAITING:
            accept, form = (_as_typed(one, bound) for one in (accept_of(row), form_of(row)))
            waits.append(Open(row, figures, accept, form))
        else:
            decided.append(Decided(row, figures, _standing(row, people.get(asked[row.pk]))))
    context = {
        "title": round_,
        "round": round_,
        "person": link.person,
        "until": link.expires_at,
        "action": links.home(link),
        "waits": waits,
        "decided": decided,
        "total": len(rows),
    }
    return render(request, "bia/confirming.html", context, status=status)


def _rows_shown(round_: ValidationRound, person: User) -> list[Validation]:
    """The rows a person decides in a round, with all a page shows of them."""
    return list(
        validationlinks.rows_of(round_, person).select_related(
            *("round", "function__item__unit", "function__item__owner"),
            *("function__item__readiness", "signed_by", "objective"),
        )
    )


def _as_typed(form: Any, bound: DecideForm | AcceptWholeForm | None) -> Any:
    """The form, or in its place the bound one that was posted from it."""
    return bound if form and bound and bound.prefix == form.prefix else form


def _standing(row: Validation, approver: User | None) -> str:
    """What follows from what was decided, as it stands now."""
    if row.state == ValidationState.AGREED:
        return _("It counts.")
    if approver is None:
        return _("Waits for approval. Until then what was agreed before stays in force.")
    return _(
        "Waits for the approval of %(head)s. Until then what was agreed before stays in force."
    ) % {"head": approver}
