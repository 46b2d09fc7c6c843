"""Campaigns: who is asked, one e-mail each, reminders, and the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import ANSWERABLE, OPEN, CampaignState, InterviewState
from bia.models import BusinessFunction, Campaign, Delegation, Interview
from bia.services import (
    answers,
    delegations,
    guided,
    interviews,
    invitations,
    questions,
    reviews,
    scales,
)
from core import links, services
from core.clock import organisation_day
from core.models import User
from core.models.people import smallest_unit, unit_and_below

NAMED = 8
"""How many are named before the rest is counted."""


@dataclass(frozen=True)
class Progress:
    """How far a campaign is: counts by state, and what stands in the way."""

    total: int
    by_state: dict[str, int]
    without_owner: int

    @property
    def answered(self) -> int:
        """How many owners are done."""
        done = (InterviewState.SUBMITTED, InterviewState.APPROVED)
        return sum(self.by_state.get(state, 0) for state in done)

    @property
    def percent(self) -> int:
        """The answered share of all asked."""
        return round(100 * self.answered / self.total) if self.total else 0


def candidates(
    actor: User,
    *,
    units: Iterable[int] = (),
    owner: int | None = None,
    not_reviewed_since: date | None = None,
) -> Any:
    """The functions a campaign may ask about: by unit with all below it, owner, or staleness."""
    rows = BusinessFunction.objects.permitted(actor, "change").in_use()
    if units := set(units):
        rows = rows.filter(item__unit__in=unit_and_below(units))
    if owner:
        rows = rows.filter(item__owner=owner)
    if not_reviewed_since:
        rows = rows.filter(Q(reviewed_on=None) | Q(reviewed_on__lt=not_reviewed_since))
    return rows.exclude(interviews__state__in=OPEN).select_related("item__unit", "item__owner")


@transaction.atomic
def plan(
    campaign: Campaign, functions: Sequence[BusinessFunction], *, by: User, at: datetime
) -> Campaign:
    """Save a campaign with an interview for each function. Raises ValidationError."""
    scale = scales.in_force()
    if scale is None:
        raise ValidationError(_("Approve an impact scale first: owners are asked with it."))
    if not functions:
        raise ValidationError(_("Choose at least one function."))
    _refuse_asked(functions, by=by)
    refuse_past(campaign, at=at)
    campaign.unit = smallest_unit(function.item.unit for function in functions)
    saved: Campaign = services.save(campaign, by=by, at=at)
    for function in functions:
        services.save(
            Interview(function=function, campaign=saved, owner=function.item.owner, scale=scale),
            by=by,
            at=at,
        )
    return saved


def _refuse_asked(functions: Sequence[BusinessFunction], *, by: User) -> None:
    offered = set(candidates(by).values_list("pk", flat=True))
    if left := [str(function) for function in functions if function.pk not in offered]:
        raise ValidationError(
            _("Being asked already, or not yours to ask about: %(names)s.")
            % {"names": ", ".join(left)}
        )


def refuse_past(campaign: Campaign, *, at: datetime) -> None:
    """Refuse a campaign whose owners would have no day to answer."""
    if campaign.due_on <= organisation_day(at):
        raise ValidationError(
            {"due_on": _("Answers must have at least a day. Choose a later date.")}
        )


def save_campaign(campaign: Campaign, *, at: datetime, **said: Any) -> Campaign:
    """Save a changed campaign; its end may be moved, but not into the past."""
    stored = Campaign.objects.get(pk=campaign.pk)
    if stored.due_on != campaign.due_on:
        refuse_past(campaign, at=at)
    saved: Campaign = services.save(campaign, at=at, **said)
    return saved


@transaction.atomic
def start(campaign: Campaign, *, by: User, at: datetime) -> Campaign:
    """Fill the interviews from the last round and send each owner one e-mail with the links."""
    services.require(by, "start", campaign)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != CampaignState.PLANNED:
        raise ValidationError(_("This campaign has been started already."))
    refuse_past(campaign, at=at)
    scale = scales.in_force()
    if scale is None:
        raise ValidationError(_("Approve an impact scale first: owners are asked with it."))
    campaign.state, campaign.started_at = CampaignState.RUNNING, at
    with services.why(by=by):
        campaign.save(update_fields=["state", "started_at", "updated_at"])
        questions.use_draft(campaign, by=by, at=at)
        for interview in _of(campaign, InterviewState.PLANNED):
            interview.scale = scale
            interviews.prefill(interview, at=at)
        invite(campaign, by=by, at=at)
    return campaign


def invite(campaign: Campaign, *, by: User, at: datetime) -> int:
    """Send the owners who have not been asked yet their e-mail, and who stands in for them.

    The number of owners.
    """
    waiting = [one for one in _of(campaign, InterviewState.PLANNED) if one.owner_id]
    for interview in waiting:
        interview.state, interview.invited_at = InterviewState.INVITED, at
        interview.save(update_fields=["state", "invited_at", "updated_at"])
    asked = _by_owner(waiting)
    for person, rows in invitations.with_deputies(asked, at=at).items():
        invitations.invite(person, rows, campaign, by=by, at=at, reminder=0)
    return len(asked)


@transaction.atomic
def remind(campaign: Campaign, *, by: User | None, at: datetime) -> int:
    """Remind who has what is not handed in, owner or colleague, and who stands in for an owner.

    The number of owners and colleagues.
    """
    services.require(by, "remind", campaign)
    if campaign.state != CampaignState.RUNNING:
        raise ValidationError(_("Only a running campaign sends reminders."))
    waiting = [one for one in _of(campaign, *ANSWERABLE) if one.owner_id]
    for interview in waiting:
        interview.reminded_at, interview.reminders = at, interview.reminders + 1
        interview.save(update_fields=["reminded_at", "reminders", "updated_at"])
    held = _by_holder(waiting)
    for person, rows in invitations.with_deputies(held, at=at).items():
        invitations.invite(
            person, rows, campaign, by=by, at=at, reminder=max(one.reminders for one in rows)
        )
    return len(held)


def remind_due(*, at: datetime) -> int:
    """Send the reminders that are due and have not been sent; run by the scheduler."""
    sent = 0
    for campaign in Campaign.objects.filter(state=CampaignState.RUNNING):
        moment = invitations.last_reminder_before(campaign.due_on, at=at)
        late = Q(reminded_at=None) | Q(reminded_at__lt=moment) if moment else Q(pk__in=[])
        asked = Interview.objects.filter(
            campaign=campaign, state__in=ANSWERABLE, invited_at__lt=moment or at
        )
        if moment and asked.filter(late).exists():
            sent += remind(campaign, by=None, at=at)
    return sent


@transaction.atomic
def hand_over(function: BusinessFunction, *, by: User | None, at: datetime) -> int:
    """Move the open interviews of a function to its present owner; how many moved.

    What was typed moves along, the links of the one asked before close, and the new one is written to.
    """
    owner = function.item.owner
    rows = Interview.objects.select_for_update(of=("self",)).filter(
        function=function, state__in=(InterviewState.PLANNED, *ANSWERABLE)
    )
    moved = [
        row for row in rows.select_related("campaign") if row.owner_id != function.item.owner_id
    ]
    for interview in moved:
        has_answers = interview.begun_at is not None or answers.find_draft(interview) is not None
        before, interview.owner = interview.owner, owner
        with services.why(by=by):
            interview.save(update_fields=["owner", "updated_at"])
            if before is not None and has_answers:
                delegations.note_answering(interview, by=before)
        if before is not None:
            links.revoke(subject=interview, at=at, person=before)
            answers.hand_over(interview, before=before)
        if owner is not None:
            delegations.end_all(interview, at=at, to=owner)
        if owner and interview.campaign and interview.state != InterviewState.PLANNED:
            for person in invitations.with_deputies({owner: [interview]}, at=at):
                invitations.invite(
                    person, [interview], interview.campaign, by=by, at=at, reminder=0
                )
    return len(moved)


@transaction.atomic
def close(campaign: Campaign, *, by: User, at: datetime) -> Campaign:
    """End a campaign: what is not handed in stays unanswered, and its links stop working."""
    services.require(by, "close", campaign)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state == CampaignState.CLOSED:
        raise ValidationError(_("This campaign is closed already."))
    campaign.state, campaign.closed_at = CampaignState.CLOSED, at
    with services.why(by=by):
        campaign.save(update_fields=["state", "closed_at", "updated_at"])
        _leave_unanswered(_of(campaign, InterviewState.PLANNED, *ANSWERABLE), at=at)
    reviews.over(reviews.CAMPAIGN, campaign.pk, by=by, at=at, outcome=_("Closed."))
    return campaign


def left_unfinished(campaign: Campaign) -> str:
    """Who of a campaign has not handed in, in a sentence; empty where everybody has."""
    rows = _of(campaign, InterviewState.PLANNED, *ANSWERABLE)
    named = [f"{row.function} ({row.owner or _('no owner')})" for row in rows[:NAMED]]
    if len(rows) > NAMED:
        named.append(_("%(count)s more") % {"count": len(rows) - NAMED})
    return _("Not handed in: %(names)s.") % {"names": ", ".join(named)} if named else ""


def before_starting(campaign: Campaign) -> str:
    """Who would be written to."""
    owners = {row.owner_id for row in _of(campaign, InterviewState.PLANNED) if row.owner_id}
    said = ngettext(
        "%(count)s owner gets an e-mail with a link now.",
        "%(count)s owners get an e-mail with a link now.",
        len(owners),
    )
    return said % {"count": len(owners)}


def before_closing(campaign: Campaign) -> str:
    """Whose answers would be left unfinished, what becomes of them, and how to give them longer."""
    left = left_unfinished(campaign)
    if not left:
        return _("Everybody has handed in. A closed campaign is not opened again.")
    kept = _(
        "Their links stop working; what they typed is kept as it is. A closed campaign is not"
        " opened again."
        " To give them longer, cancel, choose “Edit” and move “answers until”."
    )
    return f"{left} {kept}"


def drop(function: BusinessFunction, *, by: User | None, at: datetime) -> None:
    """Ask no more about a function: its open interviews end, and their links stop working."""
    rows = Interview.objects.select_for_update(of=("self",))
    with services.why(by=by):
        _leave_unanswered(rows.filter(function=function, state__in=OPEN), at=at)


def _leave_unanswered(rows: Iterable[Interview], *, at: datetime) -> None:
    for interview in rows:
        interview.state = InterviewState.DROPPED
        interview.save(update_fields=["state", "updated_at"])
        delegations.end_all(interview, at=at)
        guided.end_all(interview, at=at)
        links.revoke(subject=interview, at=at)


def progress(campaign: Campaign) -> Progress:
    """How far the campaign is, in one query."""
    rows = campaign.interviews.values("state").annotate(
        n=Count("pk"), unowned=Count("pk", filter=Q(owner=None))
    )
    found = {row["state"]: row["n"] for row in rows}
    return Progress(sum(found.values()), found, sum(row["unowned"] for row in rows))


def _of(campaign: Campaign, *states: str) -> list[Interview]:
    return list(
        Interview.objects.filter(campaign=campaign, state__in=states)
        .select_related("function__item__unit", "owner", "campaign", "scale")
        .order_by("owner", "function__item__name")
    )


def _by_owner(rows: list[Interview]) -> dict[User, list[Interview]]:
    owners: dict[User, list[Interview]] = {}
    for row in rows:
        if row.owner is not None:
            owners.setdefault(row.owner, []).append(row)
    return owners


def _by_holder(rows: list[Interview]) -> dict[User, list[Interview]]:
    """Who has which interviews, or a step of them, to answer now."""
    passed: dict[int, list[Delegation]] = {}
    for each in Delegation.objects.filter(interview__in=rows).select_related("to"):
        passed.setdefault(each.interview_id, []).append(each)
    held: dict[User, list[Interview]] = {}
    for row in rows:
        for person, _step in delegations.holders(row, passed.get(row.pk, [])):
            if row not in held.setdefault(person, []):
                held[person].append(row)
    return held
