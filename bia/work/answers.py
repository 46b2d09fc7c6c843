"""Questions that wait for an answer, and answers that wait for somebody."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import ANSWERABLE, InterviewState, MappingState
from bia.models import (
    BusinessFunction,
    Delegation,
    ImpactScale,
    Interview,
    MappingTask,
    RiskMatrix,
)
from bia.services import delegations, dependants
from bia.work.words import told
from core.heads import Heads
from core.models.papers import State
from core.providers import WorkItem, work

ANSWERED = (InterviewState.SUBMITTED, InterviewState.APPROVED)


@work
def to_answer(person: Any) -> Iterator[WorkItem]:
    """Interviews the person was asked to give, or somebody they stand in for."""
    rows = Interview.objects.filter(owner__in=person.stands_for, state__in=ANSWERABLE)
    for row in rows.select_related("function__item", "campaign", "owner"):
        returned = row.state == InterviewState.RETURNED
        why = _("About ten minutes; last time's answers are filled in.")
        yield WorkItem(
            _("Answer about “%(name)s”") % {"name": row.function},
            told(person, row.owner, row.return_comment if returned else why),
            _("Answer"),
            reverse("bia:interview-answer", args=[row.pk]),
            row.campaign.due_on if row.campaign else None,
            icon="clipboard-text",
        )
    held = Delegation.objects.filter(to=person, ended_at=None, interview__state__in=ANSWERABLE)
    for one in held.select_related("interview__function__item", "interview__campaign", "given_by"):
        campaign = one.interview.campaign
        yield WorkItem(
            _("Answer about “%(name)s”") % {"name": one.interview.function},
            one.note or _("%(person)s asks you.") % {"person": one.given_by},
            _("Answer"),
            reverse("bia:interview-answer", args=[one.interview_id]),
            campaign.due_on if campaign else None,
            icon="clipboard-text",
        )


@work
def to_approve(person: Any) -> Iterator[WorkItem]:
    """Interviews and scales the person may approve."""
    submitted = Interview.objects.permitted(person, "approve").filter(
        state=InterviewState.SUBMITTED
    )
    others = submitted.exclude(delegations.answered_by(person))
    rows = list(others.select_related("function__item", "submitted_by"))
    asked, answered = Heads(), delegations.answerers_of(rows)
    for row in rows:
        if not asked.is_for(row.function.item.unit_id, person, but=answered[row.pk]):
            continue
        yield WorkItem(
            _("Approve the answers on “%(name)s”") % {"name": row.function},
            _("Handed in by %(person)s.") % {"person": row.submitted_by},
            _("Read"),
            row.get_absolute_url(),
            icon="signature",
        )
    if "executive" in person.access.roles():
        in_review = Q(state=State.REVIEW) & ~Q(submitted_by__in=person.stands_for)
        for model, why in (
            (RiskMatrix, _("It decides how risks are rated and what is borne.")),
            (ImpactScale, _("It decides what counts as intolerable.")),
        ):
            for version in model.objects.filter(in_review):
                yield WorkItem(
                    _("Put “%(version)s” in force") % {"version": version},
                    version.reason or why,
                    _("Read"),
                    version.get_absolute_url(),
                    icon="signature",
                )


@work
def to_check(person: Any) -> Iterator[WorkItem]:
    """For the continuity manager: quality to check, names to map."""
    waiting = Interview.objects.permitted(person, "check").filter(
        state__in=ANSWERED, checked_at=None
    )
    later = Interview.objects.filter(
        function=OuterRef("function"), pk__gt=OuterRef("pk"), state__in=ANSWERED
    )
    waiting = waiting.exclude(Exists(later))
    first = (
        waiting.select_related("function__item", "campaign").order_by("submitted_at", "pk").first()
    )
    if first is not None:
        count = waiting.count()
        yield WorkItem(
            ngettext(
                "Check %(count)s answered interview", "Check %(count)s answered interviews", count
            )
            % {"count": count},
            _("Complete and plausible? The risk stays the unit's. The oldest is about “%(name)s”.")
            % {"name": first.function},
            _("Read"),
            f"{first.campaign.get_absolute_url()}#h-board"
            if first.campaign and count > 1
            else first.get_absolute_url(),
            icon="checks",
        )
    count = MappingTask.objects.permitted(person, "map").filter(state=MappingState.OPEN).count()
    if count:
        yield WorkItem(
            ngettext("%(count)s name to be mapped", "%(count)s names to be mapped", count)
            % {"count": count},
            _("Owners typed them; until mapped, they carry nothing."),
            _("Map"),
            reverse("bia:mappingtask-list"),
            icon="git-merge",
        )


@work
def to_confirm(person: Any) -> Iterator[WorkItem]:
    """Functions of the person that others say they rest on, and nobody has said whether it is so."""
    rows = BusinessFunction.objects.permitted(person, "answer").in_use()
    owned = rows.filter(item__owner__in=person.stands_for).select_related("item__owner")
    functions = {one.pk: one for one in owned}
    for pk, found in dependants.of_all(functions.values()).items():
        names = [str(one.function) for one in found if one.reply is None]
        if not names:
            continue
        yield WorkItem(
            _("Who rests on “%(function)s”?") % {"function": functions[pk]},
            told(
                person,
                functions[pk].item.owner,
                _("Say whether it is so: %(names)s.") % {"names": ", ".join(names)},
            ),
            _("Confirm"),
            reverse("bia:function-dependants", args=[pk]),
            icon="users",
        )
