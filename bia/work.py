"""What of the BIA waits for a person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import (
    ANSWERABLE,
    SIGNABLE,
    AgreementState,
    CampaignState,
    GapState,
    InterviewState,
    MappingState,
    ReviewState,
    TreatmentState,
    ValidationState,
)
from bia.models import (
    BusinessFunction,
    Campaign,
    Delegation,
    Gap,
    ImpactScale,
    Interview,
    MappingTask,
    RecoveryAgreement,
    ResponsibilityMatrix,
    Risk,
    RiskMatrix,
    RiskReview,
    RiskTreatment,
    Threat,
    Validation,
)
from bia.services import (
    agreements,
    delegations,
    dependants,
    responsibilities,
    riskstanding,
    validation,
)
from core.clock import organisation_day
from core.heads import Heads
from core.models.papers import State
from core.notifications import on_behalf
from core.providers import FirstStep, WorkItem, first_steps, work

ANSWERED = (InterviewState.SUBMITTED, InterviewState.APPROVED)
MANY = 3
"""From here on risks are named together."""


def _told(person: Any, owner: Any, text: str) -> str:
    """Why something waits; where the person stands in for its owner, for whom."""
    return text if owner == person else on_behalf(owner, text)


@work
def to_answer(person: Any) -> Iterator[WorkItem]:
    """Interviews the person was asked to give, or somebody they stand in for."""
    rows = Interview.objects.filter(owner__in=person.stands_for, state__in=ANSWERABLE)
    for row in rows.select_related("function__item", "campaign", "owner"):
        returned = row.state == InterviewState.RETURNED
        why = _("About ten minutes; last time's answers are filled in.")
        yield WorkItem(
            _("Answer about “%(name)s”") % {"name": row.function},
            _told(person, row.owner, row.return_comment if returned else why),
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
def own_gaps(person: Any) -> Iterator[WorkItem]:
    """Gaps the person is to close, or somebody they stand in for."""
    rows = Gap.objects.filter(owner__in=person.stands_for, state=GapState.OPEN)
    for gap in rows.select_related("function__item", "owner"):
        yield WorkItem(
            f"{gap.function}: {gap.title}",
            _told(person, gap.owner, gap.way_out or gap.reason[:160]),
            _("Decide"),
            gap.get_absolute_url(),
            gap.due_on,
            state="gap" if gap.kind in ("recovery", "data") else "unknown",
        )


@work
def own_reviews(person: Any) -> Iterator[WorkItem]:
    """Risks the person is to review; of many, the list."""
    rows = RiskReview.objects.permitted(person, "review").filter(
        state=ReviewState.OPEN, risk__owner__in=person.stands_for
    )
    waiting = list(rows.select_related("risk__item").order_by("due_on", "pk"))
    if len(waiting) > MANY:
        yield WorkItem(
            _("Review %(count)s risks of yours") % {"count": len(waiting)},
            _("The first is “%(risk)s”.") % {"risk": waiting[0].risk},
            _("Review"),
            f"{reverse('bia:riskreview-list')}?whose=mine",
            waiting[0].due_on,
            icon="checks",
        )
        return
    for review in waiting:
        address = reverse("bia:riskreview-complete", args=[review.pk])
        yield WorkItem(
            _("Review the risk “%(risk)s”") % {"risk": review.risk},
            str(review.risk.item),
            _("Review"),
            f"{address}?version={review.version}",
            review.due_on,
            icon="checks",
        )


@work
def own_treatments(person: Any) -> Iterator[WorkItem]:
    """Treatments of the person that are overdue."""
    rows = RiskTreatment.objects.visible_to(person).filter(
        owner__in=person.stands_for,
        state__in=(TreatmentState.PLANNED, TreatmentState.RUNNING),
        due_on__lt=organisation_day(timezone.now()),
    )
    for treatment in rows.select_related("risk", "owner"):
        yield WorkItem(
            treatment.what,
            _told(
                person, treatment.owner, _("Treatment of “%(risk)s”.") % {"risk": treatment.risk}
            ),
            _("Open"),
            treatment.get_absolute_url(),
            treatment.due_on,
            icon="tool",
        )


@work
def risks_nobody_bears(person: Any) -> Iterator[WorkItem]:
    """For heads: risks above appetite that nobody treats and nobody has accepted."""
    rows = Risk.objects.permitted(person, "accept").in_use().filter(riskstanding.untreated())
    asked = Heads()
    waiting = [
        risk
        for risk in rows.exclude(owner__in=person.stands_for).select_related("item")
        if risk.unit_id and asked.is_for(risk.unit_id, person, but={risk.owner_id})
    ]
    for risk in waiting[:MANY]:
        yield WorkItem(
            _("Decide on “%(risk)s”") % {"risk": risk},
            _("Above appetite, and nothing is done about it."),
            _("Read"),
            risk.get_absolute_url(),
            icon="signature",
        )
    if left := len(waiting[MANY:]):
        words = ngettext("Decide on %(count)s more risk", "Decide on %(count)s more risks", left)
        url = f"{reverse('bia:risk-list')}?attention=untreated"
        yield _more(words % {"count": left}, url, icon="signature")


def _more(what: str, url: str, *, icon: str) -> WorkItem:
    """The rest of what waits, where only the first are named."""
    return WorkItem(
        what, _("The first are named here, all in the list."), _("Open"), url, icon=icon
    )


@work
def to_validate(person: Any) -> Iterator[WorkItem]:
    """Objectives the person is asked to confirm, or to approve as head."""
    running = Validation.objects.filter(round__state=CampaignState.RUNNING).select_related(
        "round", "function__item", "signed_by"
    )
    signing = Validation.objects.permitted(person, "sign").values("pk")
    for row in running.filter(state=ValidationState.WAITING, pk__in=signing):
        yield WorkItem(
            _("Confirm the objectives of “%(name)s”") % {"name": row.function},
            row.return_comment or str(row.round),
            _("Decide"),
            row.get_absolute_url(),
            row.round.due_on,
            icon="target",
        )
    approving = Validation.objects.permitted(person, "approve").values("pk")
    asked = Heads()
    signed = running.filter(state=ValidationState.SIGNED, pk__in=approving)
    for row in signed:
        own = validation.owners_side(row)
        if not person.stands_with(*own) and asked.is_for(
            row.function.item.unit_id, person, but=own
        ):
            yield WorkItem(
                _("Approve the objectives of “%(name)s”") % {"name": row.function},
                _("Signed by %(person)s.") % {"person": row.signed_by},
                _("Read"),
                row.get_absolute_url(),
                row.round.due_on,
                icon="signature",
            )


@first_steps
def found_the_analysis(person: Any) -> Iterator[FirstStep]:
    """The scale, the functions and the first campaign."""
    if not person.access.may("add", Campaign):
        return
    if person.access.may("add", ImpactScale):
        yield FirstStep(
            50,
            _("The impact scale"),
            _("How bad is bad, in your words. It holds once an executive has approved it."),
            _("Draft the scale"),
            reverse("bia:impactscale-list"),
            ImpactScale.objects.approved().exists(),
        )
    yield FirstStep(
        60,
        _("The business functions"),
        _("Type them in, or take them from last year's sheet with their ratings."),
        _("Add functions"),
        reverse("bia:businessfunction-list"),
        BusinessFunction.objects.in_use().exists(),
    )
    yield FirstStep(
        70,
        _("The first campaign"),
        _("Owners get one e-mail with a link and answer in ten minutes."),
        _("Start a campaign"),
        reverse("bia:campaign-create"),
        Campaign.objects.exists(),
    )
    if person.access.may("add", Threat):
        yield FirstStep(
            80,
            _("The threats"),
            _("What most organisations watch, to begin with; then your own."),
            _("Take the catalogue"),
            reverse("bia:catalogue"),
            Threat.objects.exists(),
        )
    if person.access.may("add", RiskMatrix):
        yield FirstStep(
            90,
            _("The risk matrix"),
            _(
                "How likely, how bad, and what is borne. It holds once an executive has approved it."
            ),
            _("Draft the matrix"),
            reverse("bia:riskmatrix-list"),
            RiskMatrix.objects.approved().exists(),
        )


@work
def to_agree(person: Any) -> Iterator[WorkItem]:
    """Recovery agreements that wait for the person's signature or proposal."""
    rows = RecoveryAgreement.objects.permitted(person, "sign").filter(state__in=SIGNABLE)
    for row in rows.select_related("dependent__item__owner", "provider__owner"):
        side = agreements.side_of(row, person)
        if side is None or side not in agreements.unsigned(row):
            continue
        yield WorkItem(
            _("Agree on recovery: %(agreement)s") % {"agreement": row},
            _("Proposed: %(terms)s.") % {"terms": agreements.terms(row)}
            if row.way
            else _("Needed sooner than it is back: propose what you can agree to."),
            _("Open"),
            row.get_absolute_url(),
            row.due_on,
            icon="signature",
        )


@work
def to_approve_agreements(person: Any) -> Iterator[WorkItem]:
    """Recovery agreements both owners signed that wait for the person as head."""
    rows = RecoveryAgreement.objects.permitted(person, "approve").filter(
        state=AgreementState.SIGNED
    )
    asked = Heads()
    for row in rows.select_related("dependent__item", "provider"):
        if not asked.is_for(row.provider.unit_id, person):
            continue
        yield WorkItem(
            _("Approve the agreement on recovery: %(agreement)s") % {"agreement": row},
            agreements.terms(row),
            _("Read"),
            row.get_absolute_url(),
            row.due_on,
            icon="signature",
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
            _told(
                person,
                functions[pk].item.owner,
                _("Say whether it is so: %(names)s.") % {"names": ", ".join(names)},
            ),
            _("Confirm"),
            reverse("bia:function-dependants", args=[pk]),
            icon="users",
        )


@work
def to_rate(person: Any) -> Iterator[WorkItem]:
    """Risks of the person that nobody has rated, such as those a rule has found."""
    rows = Risk.objects.permitted(person, "change").in_use().filter(owner__in=person.stands_for)
    waiting = list(rows.filter(residual_rating=None).select_related("item", "owner").order_by("pk"))
    for risk in waiting[:MANY]:
        yield WorkItem(
            _("Rate the risk “%(risk)s”") % {"risk": risk},
            _told(
                person,
                risk.owner,
                _("How likely is it, and how bad? Until then it stands on no map."),
            ),
            _("Rate"),
            risk.get_absolute_url(),
            icon="alert-triangle",
        )
    if left := len(waiting[MANY:]):
        words = ngettext("Rate %(count)s more risk", "Rate %(count)s more risks", left)
        url = f"{reverse('bia:risk-list')}?attention=unrated&whose=mine"
        yield _more(words % {"count": left}, url, icon="alert-triangle")


@work
def to_say_who_does_what(person: Any) -> Iterator[WorkItem]:
    """Bought services of the person of which nobody has said who does what."""
    if not person.access.may("add", ResponsibilityMatrix):
        return
    address = reverse("bia:responsibilitymatrix-create")
    owned = responsibilities.without_matrix().filter(owner__in=person.stands_for)
    waiting = list(owned.select_related("owner").order_by("name"))
    for item in waiting[:MANY]:
        yield WorkItem(
            _("Who does what for “%(item)s”?") % {"item": item},
            _("Backup, patching, failover, restore, access, monitoring: the provider, us, nobody?"),
            _("Say it"),
            f"{address}?item={item.pk}",
            icon="heart-handshake",
        )
    if left := len(waiting[MANY:]):
        words = ngettext(
            "Say who does what for %(count)s more service",
            "Say who does what for %(count)s more services",
            left,
        )
        url = reverse("bia:responsibilitymatrix-list")
        yield _more(words % {"count": left}, url, icon="heart-handshake")
