"""What can be done in a validation round: thin views, one service call each."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bia.forms import AcceptWholeForm, CommentForm, DecideForm
from bia.models import Validation, ValidationRound
from bia.services import investment, validation, validationlinks
from bia.views import confirming
from bia.views.acting import asked, attempt, read_at, seen
from bia.views.confirming import follows
from bia.views.validation import currency, shown
from core import links, services
from core.http import PersonRequest
from core.models import Link
from core.values import readable


@require_POST
def start(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask the owners for their decisions."""
    row = seen(ValidationRound, request, pk)

    def done() -> str:
        validation.start(row, by=request.user, at=timezone.now())
        return _("The owners are being written to.")

    return attempt(request, done, row.get_absolute_url())


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """End the round."""
    row = seen(ValidationRound, request, pk)

    def done() -> str:
        validation.close(row, by=request.user, at=timezone.now())
        return _("The round is closed. What was not decided stays as it was agreed before.")

    return attempt(request, done, row.get_absolute_url())


def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """The owner accepts what is proposed; with a reason where it is the whole MTD unasked."""
    row = seen(Validation, request, pk)
    if validation.takes_all(row, row.proposed_rto):
        return _accept_all(request, row)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def done() -> str:
        made = validation.sign(row, by=request.user, at=timezone.now(), version=read_at(request))
        return follows(made)

    return attempt(request, done, row.get_absolute_url())


@links.purpose(validationlinks.PURPOSE)
def decide_by_link(request: HttpRequest, link: Link) -> HttpResponse:
    """All an owner who came by link decides in the round."""
    return confirming.respond(request, link)


def _accept_all(request: PersonRequest, row: Validation) -> HttpResponse:
    services.require(request.user, "sign", row)

    def act(form: Any) -> None:
        validation.sign(
            row,
            by=request.user,
            at=timezone.now(),
            version=read_at(request),
            **form.cleaned_data,
        )

    about = _(
        "How long catching up takes was not asked, so the proposed RTO is the whole MTD of %(mtd)s:"
        " back that late, no time is left to catch up."
    ) % {"mtd": readable(row.mtd)}
    return asked(
        request,
        row,
        AcceptWholeForm,
        act,
        title=_("Accept the whole MTD of “%(name)s” as its RTO?") % {"name": row.function},
        verb=_("Accept"),
        about=about,
    )


def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """The owner tightens or relaxes what is proposed, with a reason."""
    row = seen(Validation, request, pk)
    services.require(request.user, "sign", row)

    def act(form: Any) -> None:
        validation.sign(
            row,
            by=request.user,
            at=timezone.now(),
            version=read_at(request),
            **form.cleaned_data,
        )

    proposed = {"rto": row.proposed_rto, "rpo": row.proposed_rpo}
    (figures,) = shown([row])
    return asked(
        request,
        row,
        DecideForm,
        act,
        title=_("Tighten or relax the objectives of “%(name)s”") % {"name": row.function},
        verb=_("Sign"),
        about=_("The head of the unit approves what differs from the derivation."),
        template="bia/validation_decide.html",
        more={"row": row, "shown": figures, **_meant(row, request.POST or proposed)},
        initial=proposed,
        on_data=investment.rests_on_data(row.function),
    )


def meaning(request: PersonRequest, pk: int) -> HttpResponse:
    """What the times typed so far would mean, as a fragment."""
    row = seen(Validation, request, pk)
    return render(request, "bia/validation_meaning.html", _meant(row, request.GET))


def _meant(row: Validation, said: Mapping[str, Any]) -> dict[str, Any]:
    """What agreeing to these would mean, as far as they can be read."""
    read = DecideForm(said, on_data=investment.rests_on_data(row.function))
    read.full_clean()
    profile = investment.profiles([row.function]).get(row.function.item_id)
    rto, rpo = (read.cleaned_data.get(name) for name in ("rto", "rpo"))
    return {"meant": investment.meaning(row, rto, rpo, profile), "currency": currency()}


@require_POST
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """The head approves what the owner signed."""
    row = seen(Validation, request, pk)

    def done() -> str:
        validation.approve(row, by=request.user, at=timezone.now(), version=read_at(request))
        return _("Approved. It counts from now on.")

    return attempt(request, done, row.get_absolute_url())


def return_(request: PersonRequest, pk: int) -> HttpResponse:
    """The head gives a decision back with a comment."""
    row = seen(Validation, request, pk)

    def act(form: Any) -> None:
        validation.return_(
            row,
            by=request.user,
            at=timezone.now(),
            comment=form.cleaned_data["comment"],
            version=read_at(request),
        )

    title = _("Return “%(name)s” to its owner") % {"name": row.function}
    wanted = _("Say what should be looked at again.")
    return asked(request, row, CommentForm, act, title=title, verb=_("Return"), wanted=wanted)
