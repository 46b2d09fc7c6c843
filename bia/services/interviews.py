"""The life of an interview: prefilled, opened, answered, submitted, approved, checked, returned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from bia.choices import ANSWERABLE, KNOWN, OPEN, InterviewState, MappingState
from bia.models import (
    BusinessFunction,
    Campaign,
    ImpactRating,
    Interview,
    LossPoint,
    MappingTask,
    Need,
    OwnAnswer,
    Peak,
    ResourceNeed,
    Workaround,
)
from bia.services import answers as sheets
from bia.services import (
    challenges,
    complete,
    delegations,
    guided,
    objectives,
    outcome,
    ownanswers,
    reviews,
    scales,
)
from bia.services.answers import Answers
from bia.services.before import before_of, implied_by
from bia.services.doubt import Before, Challenge
from bia.services.implied import Implied
from bia.services.sheet import STEPS
from core import drafts, notifications, services
from core.heads import approver_of
from core.models import Approval, User
from core.models.papers import subject_of

LATEST = F("approved_at").desc(nulls_last=True)
"""What was approved counts before what was only imported."""
MINUTES = (2, 3, 2, 1, 1, 1)
COPIED = (
    "purpose",
    "frequency",
    "minimum_level",
    "minimum_service",
    "wrt",
)


def last_known(function: BusinessFunction, *, but: int | None = None) -> Interview | None:
    """The last approved or imported interview of a function, other than `but`."""
    found: Interview | None = (
        Interview.objects.filter(function=function, state__in=KNOWN)
        .exclude(pk=but)
        .select_related("scale", "function__item", "owner")
        .order_by(LATEST, "-pk")
        .first()
    )
    return found


@transaction.atomic
def prefill(interview: Interview, *, at: datetime) -> None:
    """Fill a fresh interview from the last one, or else from the function and the estate."""
    base = last_known(interview.function, but=interview.pk)
    if base is None:
        for name in ("purpose", "frequency", "minimum_level", "minimum_service"):
            setattr(interview, name, getattr(interview.function, name))
        Need.objects.bulk_create(outcome.needs_from_estate(interview))
    else:
        interview.based_on = base
        for name in COPIED:
            setattr(interview, name, getattr(base, name))
        copy_rows(base, interview)
    agreed = interview.function.objectives.approved().first()
    if agreed:
        interview.objective = agreed
        interview.agreed_rto, interview.rto_reason = agreed.agreed_rto, agreed.reason
    interview.save()


def copy_rows(base: Interview, made: Interview) -> None:
    """Copy the rows of one interview to another, ratings onto the categories and times it asks."""
    peaks = {}
    for peak in base.peaks.all():
        peaks[peak.pk] = Peak.objects.create(
            interview=made,
            name=peak.name,
            when=peak.when,
            rule=peak.rule,
            days=peak.days,
            own_curve=peak.own_curve,
        )
    scale = scales.read(made.scale)
    categories = {one.key: one.pk for one in scale.categories}
    bands = dict(zip(scale.bands, scale.band_pks, strict=True))
    ImpactRating.objects.bulk_create(
        ImpactRating(
            interview=made,
            peak=peaks.get(row.peak_id),
            category_id=categories[row.category.key],
            band_id=bands[row.band.until],
            level=row.level,
        )
        for row in base.ratings.select_related("category", "band")
        if row.category.key in categories and row.band.until in bands
    )
    LossPoint.objects.bulk_create(
        LossPoint(
            interview=made,
            band_id=bands[row.band.until],
            amount=row.amount,
            low=row.low,
            high=row.high,
        )
        for row in base.losses.select_related("band")
        if row.band.until in bands
    )
    for model in (Need, ResourceNeed, Workaround, OwnAnswer):
        rows = list(model.objects.filter(interview=base).order_by("pk"))
        for row in rows:
            row.pk, row.interview, row._state.adding, row.version = None, made, True, 1
        model.objects.bulk_create(rows)


@dataclass(frozen=True)
class View:
    """All a page of the interview shows besides the answers themselves."""

    answers: Answers
    implied: Implied
    challenges: list[Challenge]
    before: Before | None
    based_on: Interview | None

    @property
    def open(self) -> list[Challenge]:
        """The doubts nobody has replied to, but those that no answers can be handed in with."""
        return [one for one in self.challenges if not one.reply and one.code != "unrated"]

    @property
    def stated_before(self) -> timedelta | None:
        """The RTO that stood in the sheet last time's answers were imported from."""
        base = self.based_on
        imported = base is not None and base.state == InterviewState.IMPORTED
        return base.stated_rto if base is not None and imported else None


def view(interview: Interview) -> View:
    """The interview as it stands, with what it implies and what is doubtful about it."""
    return view_of(sheets.current(interview))


def view_of(answers: Answers) -> View:
    """What these answers imply, against the last interview."""
    implied = implied_by(answers)
    base = answers.interview.based_on
    before = before_of(base, answers) if base else None
    return View(answers, implied, challenges.raise_all(answers, implied, before), before, base)


def agreed_before(interview: Interview) -> timedelta | None:
    """The agreed RTO in force that approving replaces or ends; afterwards, the one of last time."""
    if interview.state not in OPEN:
        return interview.based_on.agreed_rto if interview.based_on else None
    found = interview.function.objectives.approved().first()
    return found.agreed_rto if found else None


def minutes_left(step: str) -> int:
    """About how long the rest takes."""
    return sum(MINUTES[STEPS.index(step) :])


def is_open(interview: Interview) -> bool:
    """Whether answers may still be changed."""
    return interview.state in ANSWERABLE


@transaction.atomic
def begin(interview: Interview, *, by: User, at: datetime) -> Interview:
    """Note that the owner, or who answers for them, has begun, and who puts answers in."""
    delegations.require_answering(interview, by=by)
    with services.why(by=by):
        delegations.note_answering(interview, by=by)
    if interview.state == InterviewState.INVITED:
        interview.question_set = ownanswers.set_of(interview)
        interview.state, interview.begun_at = InterviewState.BEGUN, at
        with services.why(by=by):
            interview.save(update_fields=["state", "begun_at", "question_set", "updated_at"])
    return interview


@transaction.atomic
def submit(interview: Interview, *, by: User, at: datetime) -> Interview:
    """Hand the interview to the head of the unit. Raises ValidationError with what is missing."""
    guided.refuse_handing_in(interview, by=by)
    delegations.require_handing_in(interview, by=by)
    interview = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if not is_open(interview):
        raise ValidationError(_("This interview has been handed in already."))
    seen = view(interview)
    errors: dict[str, str] = {}
    for step in STEPS:
        errors |= sheets.write_step(seen.answers, step, by=by, at=at)
    if errors:
        raise ValidationError(list(errors.values()))
    complete.check(seen.answers, seen.implied)
    interview.refresh_from_db()
    interview.question_set = ownanswers.set_of(interview)
    interview.state, interview.submitted_at = InterviewState.SUBMITTED, at
    interview.submitted_by, interview.return_comment = by, ""
    interview.mtd, interview.derived_rto = seen.implied.mtd, seen.implied.derived_rto
    interview.mtd_category, interview.mtd_day = seen.implied.category, seen.implied.day
    with services.why(by=by):
        interview.save()
        delegations.note_answering(interview, by=by)
        guided.end_all(interview, at=at)
        open_mapping_tasks(interview)
        asked = {one.code: one.question for one in seen.challenges}
        sheets.settle_replies(interview, asked, {one.code for one in seen.open})
    drafts.drop(person=sheets.keeper(interview), form=sheets.FORM, subject=interview)
    delegations.end_all(interview, at=at)
    record_step(interview, "submitted", by=by, at=at)
    reviews.handed_in(interview, by=by, at=at)
    answered = delegations.answerers(interview)
    if approver := approver_of(interview.function.item.unit, but=answered):
        notifications.notify(
            person=approver,
            key=f"bia.submitted.{interview.pk}.{interview.version}",
            text=_("“%(function)s” waits for your approval.") % {"function": interview.function},
            url=interview.get_absolute_url(),
            subject=interview,
            at=at,
        )
    return interview


def record_step(
    interview: Interview, step: str, *, by: User, at: datetime, comment: str = ""
) -> None:
    """Write a step of the approval into its trail."""
    services.save(
        Approval(**subject_of(interview), step=step, by=by, at=at, comment=comment), by=None, at=at
    )


def open_mapping_tasks(interview: Interview) -> None:
    """One task for each name that is no item yet; tasks of names found meanwhile are done."""
    for need in interview.needs.filter(item=None):
        MappingTask.objects.get_or_create(need=need)
    MappingTask.objects.filter(
        need__interview=interview, need__item__isnull=False, state=MappingState.OPEN
    ).update(state=MappingState.MAPPED)


def too_late(interview: Interview) -> str:
    """Why what approving leaves in force is beyond the MTD, and what to do; empty where it is not."""
    stays = objectives.staying(interview)
    agreed = stays.agreed_rto if stays else interview.agreed_rto
    said = complete.beyond(outcome.mtd_of(interview), agreed)
    return _("%(said)s Return it to its owner.") % {"said": said} if said else ""


@transaction.atomic
def approve(
    interview: Interview,
    *,
    by: User,
    at: datetime,
    comment: str = "",
    version: int | None = None,
) -> Interview:
    """The head of the unit takes the answers as the unit's; they become the function's facts.

    `version` is the one the head read; another one stored raises Conflict.
    """
    services.require(by, "approve", interview)
    interview = _locked(interview, version)
    if interview.state != InterviewState.SUBMITTED:
        raise ValidationError(_("Only an interview that was handed in can be approved."))
    if delegations.has_answered(interview, by):
        raise PermissionDenied(_("Whoever answered does not approve. Ask the head of the unit."))
    if said := too_late(interview):
        raise ValidationError(said)
    objectives.keep_newer(interview)
    interview.state, interview.approved_at, interview.approved_by = InterviewState.APPROVED, at, by
    with services.why(by=by, reason=comment):
        interview.save()
        outcome.take_over(interview, by=by, at=at)
    record_step(interview, "approved", by=by, at=at, comment=comment)
    reviews.approved(interview, by=by, at=at)
    return interview


@transaction.atomic
def return_(
    interview: Interview, *, by: User, at: datetime, comment: str, version: int | None = None
) -> Interview:
    """Give the interview back to its owner with what should be looked at again."""
    services.require(by, "return", interview)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what should be looked at again.")})
    interview = _locked(interview, version)
    if interview.state not in (InterviewState.SUBMITTED, InterviewState.APPROVED):
        raise ValidationError(_("Only an interview that was handed in can be returned."))
    if _reopened(interview):
        raise ValidationError(_("This function is being asked about again already."))
    interview.state, interview.return_comment = InterviewState.RETURNED, comment.strip()
    interview.approved_at = interview.approved_by = interview.checked_at = None
    with services.why(by=by, reason=comment):
        interview.save()
    record_step(interview, "returned", by=by, at=at, comment=comment)
    reviews.returned(interview)
    outcome.tell_owner(interview, by=by, at=at)
    return interview


def _reopened(interview: Interview) -> bool:
    open_ = (*ANSWERABLE, InterviewState.PLANNED, InterviewState.SUBMITTED)
    others = Interview.objects.filter(function=interview.function, state__in=open_)
    return others.exclude(pk=interview.pk).exists()


@transaction.atomic
def check(interview: Interview, *, by: User, at: datetime, version: int | None = None) -> Interview:
    """The continuity manager finds the answers complete and plausible; the risk stays the unit's."""
    services.require(by, "check", interview)
    interview = _locked(interview, version)
    if interview.state not in (InterviewState.SUBMITTED, InterviewState.APPROVED):
        raise ValidationError(_("Only an interview that was handed in can be checked."))
    interview.checked_at = at
    with services.why(by=by):
        interview.save(update_fields=["checked_at", "updated_at"])
    return interview


@transaction.atomic
def check_several(
    campaign: Campaign, versions: Mapping[int | None, int | None], *, by: User, at: datetime
) -> int:
    """Check the chosen interviews of a campaign, each as it was read; how many. Raises Conflict."""
    services.require(by, "check", campaign)
    if not versions:
        raise ValidationError(_("Choose the interviews that are complete and plausible."))
    rows = Interview.objects.permitted(by, "check").filter(campaign=campaign, pk__in=versions)
    found = list(rows.order_by("pk"))
    for interview in found:
        check(interview, by=by, at=at, version=versions[interview.pk])
    return len(found)


def _locked(interview: Interview, version: int | None) -> Interview:
    found: Interview = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if version is not None and found.version != version:
        raise services.Conflict(found)
    return found


def last_months(at: datetime, months: int) -> datetime:
    """About so many months before."""
    return at - timedelta(days=30.44 * months)
