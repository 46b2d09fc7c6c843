"""What a campaign asks: its standard questions, those of its own, and the version in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bia.choices import AskedIf, AskedStep, CampaignState, Level
from bia.forms.questions import QuestionForm
from bia.models import Campaign, Interview, Question, QuestionSet
from bia.services import ownanswers, questions
from bia.views.acting import attempt, read_at, seen
from core import services
from core.details import permitted_actions
from core.forms import grouped
from core.http import PersonRequest

STANDARD: dict[str, list[tuple[Any, ...]]] = {
    AskedStep.FUNCTION: [
        (
            gettext_lazy("What it does, how often it runs"),
            gettext_lazy("doubts are raised from it"),
        ),
        (gettext_lazy("The least it must deliver"), gettext_lazy("all recovery times are to it")),
        (gettext_lazy("Peaks"), "", "peaks"),
    ],
    AskedStep.IMPACT: [
        (
            gettext_lazy("How bad it gets over time, in each category"),
            gettext_lazy("the MTD is reckoned from it"),
        ),
        (gettext_lazy("Catching up"), gettext_lazy("the derived RTO is the MTD less this")),
        (gettext_lazy("The loss in money, where an owner knows it"), "", "money"),
    ],
    AskedStep.NEEDS: [
        (
            gettext_lazy("What it rests on, and how soon"),
            gettext_lazy("its recovery time is reckoned from it"),
        )
    ],
    AskedStep.RESOURCES: [
        (gettext_lazy("People, seats, equipment, vital records"), "", "resources")
    ],
    AskedStep.WORKAROUNDS: [(gettext_lazy("What can be done by hand"), "", "workarounds")],
}
GROUPS: Any = [
    (gettext_lazy("The question"), "", ["text", "help", "step", "kind", "unit", "options"]),
    (
        gettext_lazy("When it is asked"),
        gettext_lazy("Of everybody, or only where it makes sense."),
        ["required", "asked_if", "about", "equals"],
    ),
]


@dataclass(frozen=True)
class Line:
    """A question of one's own in the list: its condition in words."""

    question: Question
    when: str


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """The questions of a campaign: the draft for who may change it, else what is in use."""
    campaign = seen(Campaign, request, pk)
    may = bool(permitted_actions(campaign, request.user, ["change"]))
    used = ownanswers.in_use(campaign.pk)
    draft = questions.draft_of(campaign) if may else None
    shown = draft or used
    rows = ownanswers.in_order(shown.questions.all()) if shown else []
    context = {
        "title": _("Questions of %(campaign)s") % {"campaign": campaign},
        "object": campaign,
        "draft": draft,
        "carried": questions.carried_over(draft, by=request.user) if draft and not used else None,
        "used": used,
        "steps": [
            _step(step, label, rows, shown.left_out if shown else ())
            for step, label in AskedStep.choices
        ],
        "may_begin": may and not draft and campaign.state != CampaignState.CLOSED,
        "may_use": bool(draft) and campaign.state == CampaignState.RUNNING,
        "begun": _begun(campaign),
        "count": len(rows),
    }
    return render(request, "bia/questions.html", context)


@dataclass(frozen=True)
class Standard:
    """A standard question: why it is always asked, or whether it is left out."""

    text: Any
    why: Any = ""
    name: str = ""
    is_out: bool = False


def _step(step: str, label: str, rows: list[Question], left: Iterable[str]) -> dict[str, Any]:
    texts = {one.key: one.text for one in rows}
    own = [Line(one, _when(one, texts)) for one in rows if one.step == step]
    standard = [Standard(*one, is_out=one[-1] in left) for one in STANDARD[step]]
    preview = [ownanswers.unanswered(one.question) for one in own]
    return {"name": step, "label": label, "standard": standard, "own": own, "preview": preview}


def _when(question: Question, texts: dict[str, str]) -> str:
    """On what it depends whether a question is asked, in words; empty where it always is."""
    values = {"values": question.equals, "other": texts.get(question.about, "")}
    if question.asked_if == AskedIf.ANSWER:
        return _("asked if “%(other)s” is answered: %(values)s") % values
    if question.asked_if == AskedIf.TIER:
        return _("asked of criticality %(values)s") % values
    if question.asked_if == AskedIf.SITE:
        return _("asked at %(values)s") % values
    if question.asked_if == AskedIf.LEVEL:
        labels = dict(Level.choices)
        kinds = [str(labels.get(part.strip(), part)) for part in question.equals.split(",")]
        return _("asked of: %(values)s") % {"values": ", ".join(kinds)}
    return ""


def _begun(campaign: Campaign) -> int:
    """How many interviews keep the version they began with."""
    rows = Interview.objects.filter(campaign=campaign).exclude(state__in=ownanswers.NOT_BEGUN)
    return int(rows.count())


def address(campaign: int) -> str:
    """The page of a campaign's questions."""
    return reverse("bia:campaign-questions", args=[campaign])


@require_POST
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a draft of the questions."""
    campaign = seen(Campaign, request, pk)

    def done() -> str:
        questions.begin_draft(campaign, by=request.user, at=timezone.now())
        return _("A draft: nobody is asked anything else until it is used.")

    return attempt(request, done, address(pk))


@require_POST
def use(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask with the draft from now on."""
    drafted = seen(QuestionSet, request, pk)

    def done() -> str:
        questions.use(drafted, by=request.user, at=timezone.now())
        return _("Whoever begins from now on is asked these questions.")

    return attempt(request, done, address(drafted.campaign_id))


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a question to a draft."""
    drafted = seen(QuestionSet, request, pk)
    services.require(request.user, "change", drafted)
    step = request.GET.get("step", "")
    start = step if step in AskedStep.values else AskedStep.FUNCTION
    return _form(request, Question(question_set=drafted, step=start))


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a question of a draft."""
    rows = Question.objects.visible_to(request.user).select_related("question_set__campaign")
    question = get_object_or_404(rows, pk=pk)
    services.require(request.user, "change", question)
    return _form(request, question)


def _form(request: PersonRequest, question: Question) -> HttpResponse:
    if question.question_set.used_at is not None:
        raise PermissionDenied(_("Only a draft is edited; begin the next version."))
    campaign = question.question_set.campaign
    form: Any = QuestionForm(request.POST or None, instance=question, actor=request.user)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data.get("version") if question.pk else None
            questions.save_question(
                form.instance, by=request.user, at=timezone.now(), version=version
            )
        except ValidationError as error:
            form.take(error)
        except services.Conflict as conflict:
            form, status = form.beside(conflict.current), 409
        else:
            messages.success(request, _("The question is saved."))
            return HttpResponseRedirect(address(campaign.pk))
    shown = {
        "form": form,
        "groups": grouped(form, GROUPS),
        "object": campaign,
        "question": question,
        "conflict": form.conflict or None,
        "back": address(campaign.pk),
    }
    return render(request, "bia/question_form.html", shown, status=status)


@require_POST
def leave_out(request: PersonRequest, pk: int) -> HttpResponse:
    """Leave an optional standard question out, or ask it again."""
    drafted = seen(QuestionSet, request, pk)
    name, is_out = request.POST.get("name", ""), request.POST.get("out") == "1"

    def done() -> str:
        questions.leave_out(drafted, name, is_out, by=request.user, at=timezone.now())
        return _("It is left out.") if is_out else _("It is asked again.")

    return attempt(request, done, address(drafted.campaign_id))


@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask a question earlier or later in its step."""
    question = seen(Question, request, pk)
    up = request.POST.get("to") == "up"

    def done() -> str:
        questions.move(
            question, up=up, by=request.user, at=timezone.now(), version=read_at(request)
        )
        return _("It is asked earlier now.") if up else _("It is asked later now.")

    home = address(question.question_set.campaign_id)
    return attempt(request, done, f"{home}#q{question.pk}")


@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask a question no more."""
    question = seen(Question, request, pk)
    campaign = question.question_set.campaign_id

    def done() -> str:
        return questions.remove_question(question, by=request.user, at=timezone.now())

    return attempt(request, done, address(campaign))
