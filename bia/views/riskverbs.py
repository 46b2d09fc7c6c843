"""What can be done in the risk register: thin views, one service call each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bia.choices import ReviewOutcome, ReviewState
from bia.forms import AcceptForm, CommentForm
from bia.forms.risks import ReviewForm
from bia.models import FIGURES, SCORES, Risk, RiskCategory, RiskMatrix, RiskReview, Threat
from bia.services import (
    riskacceptances,
    riskjudging,
    riskmatrix,
    riskoutcome,
    risks,
    riskstanding,
    threats,
)
from bia.views.acting import asked, attempt, read_at, seen
from core import services
from core.http import PersonRequest

# Risks


def accept_risk(request: PersonRequest, pk: int) -> HttpResponse:
    """A head bears what is left of a risk until a date."""
    risk = seen(Risk, request, pk)

    def act(form: Any) -> None:
        riskacceptances.accept(
            risk, by=request.user, at=timezone.now(), version=read_at(request), **form.cleaned_data
        )

    title = _("Accept “%(risk)s” until a date") % {"risk": risk}
    matrix = riskmatrix.read_in_force()
    about = riskstanding.of(risk, matrix).headline
    return asked(request, risk, AcceptForm, act, title=title, verb=_("Accept"), about=about)


def retire_risk(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a risk off the register, saying why."""
    risk = seen(Risk, request, pk)
    services.require(request.user, "retire", risk)

    def act(form: Any) -> None:
        risks.retire(risk, by=request.user, at=timezone.now(), reason=form.cleaned_data["comment"])

    title = _("Retire “%(risk)s”") % {"risk": risk}
    about = _("It leaves the register and is reviewed no more. Its history stays.")
    wanted = _("Say why it is no risk any more.")
    return asked(
        request, risk, CommentForm, act, title=title, verb=_("Retire"), about=about, wanted=wanted
    )


# Reviews


@require_http_methods(["GET", "POST"])
def complete_review(request: PersonRequest, pk: int) -> HttpResponse:
    """Confirm, change or retire a risk; what was typed stays where another was faster."""
    review = seen(RiskReview, request, pk)
    services.require(request.user, "review", review)
    if request.method == "GET" and review.state == ReviewState.DONE:
        return HttpResponseRedirect(review.get_absolute_url())
    form = ReviewForm(request.POST or None, risk=review.risk)
    status, overtaken = (422, None) if form.is_bound else (200, None)
    if form.is_bound and form.is_valid():
        try:
            done = riskoutcome.complete(
                review,
                by=request.user,
                at=timezone.now(),
                outcome=form.cleaned_data["outcome"],
                note=form.cleaned_data["note"],
                scores=form.scores,
                version=read_at(request),
            )
        except ValidationError as error:
            _take(form, error)
        except services.Conflict as conflict:
            overtaken, status = conflict.current, 409
        else:
            messages.success(request, _said(done, form))
            return HttpResponseRedirect(review.risk.get_absolute_url())
    return render(request, "bia/review_form.html", _review(review, form, overtaken), status=status)


def _review(review: RiskReview, form: ReviewForm, overtaken: Any) -> dict[str, Any]:
    risk = review.risk
    return {
        "form": form,
        "object": review,
        "risk": risk,
        "title": _("Review “%(risk)s”") % {"risk": risk.title},
        "causes": list(review.causes.all()),
        "stands": riskstanding.of(risk, riskmatrix.read_in_force()),
        "said": [form[name] for name in ("outcome", *SCORES, "note")],
        "figures": [form[name] for name in FIGURES if name in form.fields],
        "overtaken": overtaken,
    }


def _take(form: Any, error: ValidationError) -> None:
    """Show what the service refused, at its field where the form has it."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, said in named.items():
        form.add_error(name if name in form.fields else None, said)


def _said(review: RiskReview, form: ReviewForm) -> str:
    said = _("Reviewed: %(outcome)s.") % {"outcome": review.get_outcome_display().lower()}
    if review.outcome != ReviewOutcome.CHANGED or not form.leaves_figures:
        return said
    stay = _("How often and how much stay as they were:")
    address = reverse("bia:risk-update", args=[review.risk_id])
    link = format_html('<a href="{}#id_rate_low">{}</a>', address, _("change the figures"))
    return format_html("{} {} {}.", said, stay, link)


# The catalogue


@require_http_methods(["GET", "POST"])
def take_catalogue(request: PersonRequest) -> HttpResponse:
    """Common threats, categories and rules to begin with: shown first, added on request."""
    if not request.user.access.may("add", Threat):
        raise PermissionDenied
    if request.method == "POST":
        count = threats.take_catalogue(by=request.user, at=timezone.now())
        said = ngettext("%(count)s threat is added.", "%(count)s threats are added.", count)
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("bia:threat-list"))
    shown = {"missing": threats.missing(), "title": _("The catalogue of threats")}
    return render(request, "bia/catalogue.html", shown)


def retire_threat(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a threat out of use, saying why."""
    return _retire(request, seen(Threat, request, pk))


def retire_category(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a category out of use, saying why."""
    return _retire(request, seen(RiskCategory, request, pk))


def _retire(request: PersonRequest, record: Any) -> HttpResponse:
    services.require(request.user, "retire", record)

    def act(form: Any) -> None:
        said = form.cleaned_data["comment"]
        threats.retire(record, by=request.user, at=timezone.now(), reason=said)

    title = _("Retire “%(record)s”") % {"record": record}
    about = _("It is offered no more. Risks that name it keep it.")
    wanted = _("Say why it is retired.")
    return asked(
        request, record, CommentForm, act, title=title, verb=_("Retire"), about=about, wanted=wanted
    )


# The risk matrix


@require_POST
def next_matrix(request: PersonRequest) -> HttpResponse:
    """Begin the next version."""
    matrix = riskmatrix.start_draft(by=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("bia:matrix-edit", args=[matrix.pk]))


@require_POST
def submit_matrix(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask an executive to put it in force."""
    matrix = seen(RiskMatrix, request, pk)

    def done() -> str:
        riskmatrix.submit(matrix, by=request.user, at=timezone.now())
        return _("An executive is asked to approve it.")

    return attempt(request, done, matrix.get_absolute_url())


@require_POST
def approve_matrix(request: PersonRequest, pk: int) -> HttpResponse:
    """An executive puts it in force; every risk is rated by it."""
    matrix = seen(RiskMatrix, request, pk)

    def done() -> str:
        riskjudging.put_in_force(
            matrix, by=request.user, at=timezone.now(), version=read_at(request)
        )
        return _("The matrix is in force, and every risk is rated by it.")

    return attempt(request, done, matrix.get_absolute_url())


def return_matrix(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a matrix back as a draft."""
    matrix = seen(RiskMatrix, request, pk)

    def act(form: Any) -> None:
        said = form.cleaned_data["comment"]
        riskmatrix.return_(matrix, by=request.user, at=timezone.now(), comment=said)

    title, wanted = _("Return the matrix"), _("Say what is missing, so that it can be mended.")
    return asked(request, matrix, CommentForm, act, title=title, verb=_("Return"), wanted=wanted)
