"""The guided interview: somebody asks and types, with prompts and a clock; the owner hands in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import ANSWERABLE
from bia.models import Campaign, GuidedSession, GuidedStep, Interview
from bia.services import answers, invitations
from bia.services.sheet import STEPS
from core import notifications, services
from core.heads import approver_of
from core.models import User

MINUTES = {
    "function": 5,
    "impact": 12,
    "needs": 10,
    "resources": 5,
    "workarounds": 5,
    "review": 5,
}
"""How long each step may take when somebody asks."""
LONGEST_NOTES = 4000
LONGEST_DAY = 86_400
QUIET = timedelta(hours=4)
"""After so long without a word typed or noted, nobody is asking any more."""


@dataclass(frozen=True)
class Prompt:
    """What to ask aloud in a step, and what to listen for."""

    ask: tuple[str | Promise, ...]
    listen: tuple[str | Promise, ...]


PROMPTS = {
    "function": Prompt(
        (
            gettext_lazy("If I worked here tomorrow, what would I be doing, and for whom?"),
            gettext_lazy("On the worst day, what would still have to go out of the door?"),
            gettext_lazy("When in the month or the year would you least want this to happen?"),
        ),
        (
            gettext_lazy("A share and words that fit each other: “half” of what?"),
            gettext_lazy("“Always the same”: ask about month end, pay day, holidays."),
        ),
    ),
    "impact": Prompt(
        (
            gettext_lazy("It stops now. Who notices first, and after how long?"),
            gettext_lazy("And the next morning? At the end of the week?"),
            gettext_lazy("At which moment would you call the board?"),
        ),
        (
            gettext_lazy("Everything is urgent: ask what happened last time."),
            gettext_lazy("Harm that never grows: who waits, and what do they do meanwhile?"),
            gettext_lazy("A workaround told as if nothing happened: rate as if there were none."),
        ),
    ),
    "needs": Prompt(
        (
            gettext_lazy("What do you open first in the morning? And what does it ask for?"),
            gettext_lazy("Who outside has to answer for this to work?"),
            gettext_lazy("How much of what was typed today could you type again?"),
        ),
        (
            gettext_lazy("“The system”: ask for the name on the screen."),
            gettext_lazy("A person who alone knows how: that is something it rests on, too."),
        ),
    ),
    "resources": Prompt(
        (
            gettext_lazy("With how many people could you do the least, on the first day?"),
            gettext_lazy("Where would they sit, and what would they need in their hands?"),
        ),
        (gettext_lazy("Numbers of a normal day instead of the least."),),
    ),
    "workarounds": Prompt(
        (
            gettext_lazy("If the screens stay dark, what do you do? Show me the form."),
            gettext_lazy("When was it last done, and by whom?"),
        ),
        (gettext_lazy("“We would manage”: nobody has tried it, so leave the day empty."),),
    ),
    "review": Prompt(
        (
            gettext_lazy("I read it to you: which sentence would your head of unit doubt?"),
            gettext_lazy("Is there anything I should have asked?"),
        ),
        (gettext_lazy("A nod without a look: read out the longest time down once more."),),
    ),
}


@dataclass(frozen=True)
class Clock:
    """A step's time against what was planned, with the sum over all steps."""

    step: int
    planned: int
    before: int
    total_planned: int


def open_session(interview: Interview, *, by: User) -> GuidedSession | None:
    """The session in which this person asks now."""
    rows = GuidedSession.objects.filter(interview=interview, facilitator=by, ended_at=None)
    found: GuidedSession | None = rows.first()
    return found


def under_way(interview: Interview) -> GuidedSession | None:
    """The session in which somebody asks now, whoever it is."""
    rows = GuidedSession.objects.filter(interview=interview, ended_at=None)
    found: GuidedSession | None = rows.select_related("facilitator", "interview__campaign").first()
    return found


def is_abandoned(session: GuidedSession, *, at: datetime) -> bool:
    """Whether who asked is gone, or nothing was typed or noted for hours."""
    draft = answers.find_draft(session.interview)
    touched = [session.updated_at, session.interview.updated_at]
    touched += [row.updated_at for row in session.steps.all()]
    touched += [draft.updated_at] if draft else []
    return not session.facilitator.is_active or at - max(touched) >= QUIET


def may_end(session: GuidedSession, person: User, *, at: datetime) -> bool:
    """Whether the person may end it: who asks, who runs the campaign, anyone once it is abandoned."""
    campaigns = Campaign.objects.permitted(person, "close")
    return (
        session.facilitator_id == person.pk
        or campaigns.filter(pk=session.interview.campaign_id).exists()
        or is_abandoned(session, at=at)
    )


def sessions_of(interview: Interview) -> list[GuidedSession]:
    """Who asked the owner in person, with what was noted in each step."""
    rows = GuidedSession.objects.filter(interview=interview).select_related("facilitator")
    return list(rows.prefetch_related("steps"))


@transaction.atomic
def begin(interview: Interview, *, by: User, at: datetime) -> GuidedSession:
    """Begin to ask an owner in person, or go on. Raises ValidationError, PermissionDenied."""
    services.require(by, "guide", interview)
    held = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    _refuse(held, by=by)
    present = under_way(interview)
    if present is not None and present.facilitator_id == by.pk:
        return present
    if present is not None:
        if not is_abandoned(present, at=at):
            said = _(
                "%(name)s is asking already. Only one types at a time."
                " Who runs the campaign can end it on the interview's page."
            )
            raise ValidationError(said % {"name": present.facilitator})
        end_all(interview, at=at)
    made = GuidedSession(
        interview=interview, facilitator=by, began_at=at, present=str(held.owner)[:300]
    )
    made.full_clean()
    with services.why(by=by):
        made.save()
    return made


def _refuse(interview: Interview, *, by: User) -> None:
    if interview.state not in ANSWERABLE:
        raise ValidationError(_("Only an interview that is open can be asked in person."))
    if interview.owner is None:
        raise ValidationError(_("Nobody is asked yet. Name an owner first."))
    if interview.owner_id == by.pk:
        raise ValidationError(_("You are asked yourself: answer it instead."))
    if approver_of(interview.function.item.unit, but={interview.owner_id}) == by:
        raise ValidationError(_("You approve these answers, so somebody else must ask for them."))


def typing(session: GuidedSession) -> Any:
    """A history context for what is typed while asking: by whom, and that it was said by another."""
    said = _("Typed by %(name)s while asking %(owner)s")
    reason = said % {"name": session.facilitator, "owner": session.interview.owner}
    return services.why(by=session.facilitator, reason=reason)


@transaction.atomic
def note(session: GuidedSession, step: str, *, seconds: int, notes: str, present: str) -> None:
    """Keep how long a step has taken and what was noted; two tabs never take time away.

    Raises ValidationError where a text is too long or the asking is over.
    """
    if len(notes) > LONGEST_NOTES or len(present) > 300:
        raise ValidationError(
            _("Too long: at most %(limit)s characters.") % {"limit": LONGEST_NOTES}
        )
    held = GuidedSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if held.ended_at is not None:
        raise ValidationError(over())
    with services.why(by=session.facilitator):
        row = GuidedStep.objects.select_for_update().filter(session=session, step=step).first()
        row = row or GuidedStep(session=session, step=step)
        row.seconds, row.notes = max(row.seconds, min(seconds, LONGEST_DAY)), notes.strip()
        row.save()
        if session.present != present.strip():
            session.present = present.strip()
            session.save(update_fields=["present", "updated_at"])


def clock_of(session: GuidedSession, step: str) -> tuple[Clock, str]:
    """The time of a step with the sum of the others, and the notes on it."""
    rows = {row.step: row for row in session.steps.all()}
    here = rows.get(step)
    others = sum(row.seconds for name, row in rows.items() if name != step)
    planned = MINUTES[step] * 60
    clock = Clock(here.seconds if here else 0, planned, others, sum(MINUTES.values()) * 60)
    return clock, here.notes if here else ""


@transaction.atomic
def end(session: GuidedSession, *, by: User, at: datetime) -> None:
    """The asking is over: the owner is told to read the answers over and hand them in.

    Raises ValidationError, PermissionDenied.
    """
    interview = session.interview
    services.require(by, "guide", interview)
    if not may_end(session, by, at=at):
        said = _("%(name)s is asking. Who runs the campaign can end it.")
        raise PermissionDenied(said % {"name": session.facilitator})
    if session.ended_at is not None:
        raise ValidationError(_("This has been ended already."))
    session.ended_at = at
    with services.why(by=by):
        session.save(update_fields=["ended_at", "updated_at"])
    if interview.owner is None:
        return
    invitations.ask_to_confirm(interview, by=session.facilitator, at=at)
    said = _("%(name)s has typed your answers on “%(function)s”. Read them over and hand them in.")
    notifications.notify(
        person=interview.owner,
        text=said % {"name": session.facilitator, "function": interview.function},
        url=interview.get_absolute_url(),
        key=f"bia.guided.{session.pk}",
        subject=interview,
        at=at,
        mail=False,
    )


def end_all(interview: Interview, *, at: datetime) -> None:
    """Nobody asks any more: it is handed in, or over."""
    for session in GuidedSession.objects.filter(interview=interview, ended_at=None):
        session.ended_at = at
        session.save(update_fields=["ended_at", "updated_at"])


def over() -> str:
    """What is said to who would type or note on after the end."""
    return _("Not kept: the asking is over, and its notes stay as they are.")


def facilitators(interview: Interview) -> set[int]:
    """Everybody who typed an owner's answers: they neither hand them in nor approve them."""
    rows = GuidedSession.objects.filter(interview=interview)
    return set(rows.values_list("facilitator", flat=True))


def refuse_handing_in(interview: Interview, *, by: User) -> None:
    """Who typed while asking does not hand in for the owner. Raises PermissionDenied."""
    if by.pk != interview.owner_id and by.pk in facilitators(interview):
        said = _("You typed these answers. %(owner)s reads them over and hands them in.")
        raise PermissionDenied(said % {"owner": interview.owner})


def is_step(step: str) -> bool:
    """Whether there is such a step."""
    return step in STEPS
