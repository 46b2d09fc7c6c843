"""What can be done in the BIA: thin views, one service call each."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bia.choices import InterviewState
from bia.forms import AcceptForm, CommentForm
from bia.models import BusinessFunction, Campaign, Gap, ImpactScale, Interview, MappingTask
from bia.services import (
    campaigns,
    delegations,
    functions,
    gaps,
    interviews,
    invitations,
    items,
    mapping,
    rejudging,
    scales,
)
from bia.views.acting import asked as _asked
from bia.views.acting import attempt as _try
from bia.views.acting import read_at as _read_at
from bia.views.acting import seen as _seen
from bia.views.interview import respond
from bia.views.way import Way
from core import links, services
from core.clock import organisation_day
from core.http import PersonRequest
from core.models import Link, User
from core.values import readable, whole
from estate.models import Item

# Campaigns


@require_POST
def start_campaign(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the invitations."""
    campaign = _seen(Campaign, request, pk)

    def done() -> str:
        campaigns.start(campaign, by=request.user, at=timezone.now())
        return _("The owners are being written to.")

    return _try(request, done, campaign.get_absolute_url())


@require_POST
def remind_campaign(request: PersonRequest, pk: int) -> HttpResponse:
    """Remind who has not handed in."""
    campaign = _seen(Campaign, request, pk)

    def done() -> str:
        count = campaigns.remind(campaign, by=request.user, at=timezone.now())
        said = ngettext("%(count)s owner is reminded.", "%(count)s owners are reminded.", count)
        return said % {"count": count}

    return _try(request, done, campaign.get_absolute_url())


@require_POST
def close_campaign(request: PersonRequest, pk: int) -> HttpResponse:
    """End the campaign."""
    campaign = _seen(Campaign, request, pk)

    def done() -> str:
        campaigns.close(campaign, by=request.user, at=timezone.now())
        return _("The campaign is closed.")

    return _try(request, done, campaign.get_absolute_url())


@require_POST
def check_campaign(request: PersonRequest, pk: int) -> HttpResponse:
    """The continuity manager finds the quality of several interviews good."""
    campaign = _seen(Campaign, request, pk)
    versions = {
        whole(one): whole(version)
        for one, _dot, version in (text.partition(".") for text in request.POST.getlist("one"))
    }

    def done() -> str:
        count = interviews.check_several(campaign, versions, by=request.user, at=timezone.now())
        said = ngettext(
            "%(count)s noted as complete and plausible.",
            "%(count)s noted as complete and plausible.",
            count,
        )
        return said % {"count": count}

    return _try(request, done, campaign.get_absolute_url())


# Interviews


def answer(request: PersonRequest, pk: int, place: str = "") -> HttpResponse:
    """The interview for somebody who is logged in."""
    person = request.user
    interview = get_object_or_404(delegations.open_to(person), pk=pk)
    base = reverse("bia:interview-answer", args=[pk])
    held = delegations.held_by(interview, person)
    away = reverse("core:my-work") if held else interview.get_absolute_url()
    return respond(request, Way(interview, person, base, away, held), place)


@links.purpose(invitations.PURPOSE)
def answer_page(request: HttpRequest, link: Link) -> HttpResponse:
    """The interview for who came by link: its first page."""
    return _by_link(request, link, "")


@links.link_view(invitations.PURPOSE, "<path:place>/", name="place")
def answer_place(request: HttpRequest, link: Link, place: str) -> HttpResponse:
    """The interview for who came by link: a step, or what its script asks."""
    return _by_link(request, link, place)


def _by_link(request: HttpRequest, link: Link, place: str) -> HttpResponse:
    interview: Any = link.subject
    person: User = link.person
    held = delegations.held_by(interview, person)
    return respond(request, Way(interview, person, links.home(link), held=held), place)


@links.ended(invitations.PURPOSE)
def round_over(link: Link) -> tuple[str, str] | None:
    """What an owner reads whose campaign was closed before they handed in."""
    interview: Any = link.subject
    if interview is None or interview.state != InterviewState.DROPPED:
        return None
    campaign = interview.campaign
    if campaign is None or campaign.closed_at is None:
        text = _(
            "“%(function)s” is not asked about any more. What you typed is kept as it is; you will"
            " be asked again in the next round."
        )
        return _("This round is over"), text % {"function": interview.function}
    text = _(
        "“%(campaign)s” was closed on %(day)s, before you handed in about “%(function)s”. What you"
        " typed is kept as it is; you will be asked again in the next round."
    )
    values = {"campaign": campaign, "function": interview.function}
    values["day"] = readable(organisation_day(campaign.closed_at))
    return _("This round is over"), text % values


@require_POST
def approve_interview(request: PersonRequest, pk: int) -> HttpResponse:
    """The head of the unit approves."""
    interview = _seen(Interview, request, pk)

    def done() -> str:
        interviews.approve(interview, by=request.user, at=timezone.now(), version=_read_at(request))
        return _("Approved. The objectives of “%(name)s” follow from it.") % {
            "name": interview.function
        }

    return _try(request, done, interview.get_absolute_url())


@require_POST
def check_interview(request: PersonRequest, pk: int) -> HttpResponse:
    """The continuity manager finds the quality good."""
    interview = _seen(Interview, request, pk)

    def done() -> str:
        interviews.check(interview, by=request.user, at=timezone.now(), version=_read_at(request))
        return _("Noted: complete and plausible.")

    return _try(request, done, interview.get_absolute_url())


def return_interview(request: PersonRequest, pk: int) -> HttpResponse:
    """Give an interview back with a comment."""
    interview = _seen(Interview, request, pk)
    title = _("Return “%(name)s” to its owner") % {"name": interview.function}

    def act(form: Any) -> None:
        interviews.return_(
            interview,
            by=request.user,
            at=timezone.now(),
            comment=form.cleaned_data["comment"],
            version=_read_at(request),
        )

    wanted = _("Say what should be looked at again.")
    return _asked(
        request, interview, CommentForm, act, title=title, verb=_("Return"), wanted=wanted
    )


# Gaps


def accept_gap(request: PersonRequest, pk: int) -> HttpResponse:
    """The head of the unit bears a gap until a date."""
    gap = _seen(Gap, request, pk)

    def act(form: Any) -> None:
        gaps.accept(
            gap,
            by=request.user,
            at=timezone.now(),
            version=_read_at(request),
            **form.cleaned_data,
        )

    title = _("Accept “%(gap)s” until a date") % {"gap": gap}
    return _asked(request, gap, AcceptForm, act, title=title, verb=_("Accept"), about=gap.reason)


def close_gap(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a gap with what became of it."""
    gap = _seen(Gap, request, pk)

    def act(form: Any) -> None:
        gaps.close(
            gap,
            by=request.user,
            at=timezone.now(),
            outcome=form.cleaned_data["comment"],
            version=_read_at(request),
        )

    return _asked(
        request,
        gap,
        CommentForm,
        act,
        title=_("Close “%(gap)s”") % {"gap": gap},
        verb=_("Close"),
        about=gap.reason,
        wanted=_("Say what became of it."),
    )


# Functions


def retire_function(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a function out of use, saying why."""
    function = _seen(BusinessFunction, request, pk)
    services.require(request.user, "retire", function)

    def act(form: Any) -> None:
        said = form.cleaned_data["comment"]
        functions.retire(function, by=request.user, at=timezone.now(), reason=said)

    title = _("Retire “%(function)s”") % {"function": function}
    about = _(
        "It is not asked about any more and leaves lists and reports. Its history and what was"
        " proven stay."
    )
    return _asked(request, function, CommentForm, act, title=title, verb=_("Retire"), about=about)


# Names to be mapped


@require_POST
def map_name(request: PersonRequest, pk: int) -> HttpResponse:
    """Say which item a typed name means, make one, or leave it out."""
    task = _seen(MappingTask, request, pk)
    at, kind = timezone.now(), request.POST.get("kind", "")

    def done() -> str:
        if kind in items.NAMEABLE:
            item = mapping.create(task, kind=kind, by=request.user, at=at)
            return _("“%(item)s” is in the estate now.") % {"item": item}
        if request.POST.get("dismiss"):
            reason = request.POST.get("reason", "")
            mapping.dismiss(task, by=request.user, at=at, reason=reason)
            return _("Left out.")
        wanted = request.POST.get("item", "")
        item = get_object_or_404(Item.objects.visible_to(request.user), pk=whole(wanted) or 0)
        mapping.map_to(task, item, by=request.user, at=at)
        return _("“%(name)s” is %(item)s.") % {"name": task.need.name, "item": item}

    return _try(request, done, reverse("bia:mappingtask-list"))


# The impact scale


@require_POST
def next_scale(request: PersonRequest) -> HttpResponse:
    """Begin the next version."""
    scale = scales.first_draft(by=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("bia:scale-edit", args=[scale.pk]))


@require_POST
def submit_scale(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask an executive to put it in force."""
    scale = _seen(ImpactScale, request, pk)

    def done() -> str:
        scales.submit(scale, by=request.user, at=timezone.now())
        return _("An executive is asked to approve it.")

    return _try(request, done, scale.get_absolute_url())


@require_POST
def approve_scale(request: PersonRequest, pk: int) -> HttpResponse:
    """An executive puts it in force."""
    scale = _seen(ImpactScale, request, pk)

    def done() -> str:
        rejudging.put_in_force(scale, by=request.user, at=timezone.now(), version=_read_at(request))
        return _("The scale is in force.")

    return _try(request, done, scale.get_absolute_url())


def return_scale(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a scale back as a draft."""
    scale = _seen(ImpactScale, request, pk)

    def act(form: Any) -> None:
        said = form.cleaned_data["comment"]
        scales.return_(scale, by=request.user, at=timezone.now(), comment=said)

    title, wanted = _("Return the scale"), _("Say what is missing, so that it can be mended.")
    return _asked(request, scale, CommentForm, act, title=title, verb=_("Return"), wanted=wanted)
