"""What the clock asks of the BIA: what is due by when, reminders, gaps that follow the verdicts."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import (
    ANSWERABLE,
    OPEN_AGREEMENTS,
    OPEN_VALIDATIONS,
    AgreementState,
    CampaignState,
    GapState,
    ReviewState,
    ValidationState,
)
from bia.models import (
    Campaign,
    Gap,
    Interview,
    RecoveryAgreement,
    RiskReview,
    RiskTreatment,
    Validation,
)
from bia.services import (
    agreements,
    campaigns,
    gaps,
    reviews,
    riskacceptances,
    riskduties,
    riskquarter,
    riskreviews,
    riskstanding,
    validation,
    validationlinks,
)
from core.heads import Heads
from core.models import User
from core.obligations import Duty, cadence, due, kind
from core.superiors import Superiors

kind(reviews.REVIEW, gettext_lazy("BIA review"))
kind(reviews.ANSWER, gettext_lazy("Interview"))
kind(reviews.CAMPAIGN, gettext_lazy("Campaign"))
kind(reviews.GAP, gettext_lazy("Gap"))
kind(agreements.DUTY, gettext_lazy("Recovery agreement"))
kind(validation.DUTY, gettext_lazy("Objectives to confirm"))
kind(riskduties.KIND, gettext_lazy("Risk review"))
kind(riskduties.TREATMENT, gettext_lazy("Risk treatment"))


@cadence("bia.reviews", whole=reviews.REVIEW)
def to_review(today: date) -> Iterator[Duty]:
    """Every function in use, once a year. Its owner is not told twice while an interview runs."""
    superiors = Superiors(today)
    for review in reviews.reviews():
        item = review.function.item
        yield Duty(
            reviews.REVIEW,
            review.key,
            review.title,
            review.due_on,
            owner=item.owner,
            subject=review.function,
            url=review.url,
            grace=reviews.GRACE,
            escalations=superiors.of(item.owner, item.unit_id),
            period=reviews.REVIEW_EVERY,
            quiet=review.asked is not None,
        )


@cadence("bia.interviews", whole=reviews.ANSWER)
def to_answer(today: date) -> Iterator[Duty]:
    """Interviews that wait for their owner; the campaign reminds of them."""
    rows = Interview.objects.filter(state__in=ANSWERABLE, campaign__state=CampaignState.RUNNING)
    for one in rows.select_related("function__item__unit", "campaign", "owner"):
        yield Duty(
            reviews.ANSWER,
            f"{reviews.ANSWER}:{one.pk}",
            _("Answer about “%(name)s”") % {"name": one.function},
            one.campaign.due_on,
            owner=one.owner,
            subject=one,
            url=reverse("bia:interview-answer", args=[one.pk]),
            quiet=True,
        )


@cadence("bia.campaigns", whole=reviews.CAMPAIGN)
def last_days(today: date) -> Iterator[Duty]:
    """The last day of each running campaign, for those who run it."""
    for campaign in Campaign.objects.filter(state=CampaignState.RUNNING).select_related("unit"):
        yield Duty(
            reviews.CAMPAIGN,
            f"{reviews.CAMPAIGN}:{campaign.pk}",
            _("Last day of “%(name)s”") % {"name": campaign},
            campaign.due_on,
            subject=campaign,
            url=campaign.get_absolute_url(),
            quiet=True,
        )


@cadence("bia.gap-dates", whole=reviews.GAP)
def to_mend(today: date) -> Iterator[Duty]:
    """Open gaps with a date. An accepted one is nobody's task until its acceptance ends."""
    rows = Gap.objects.filter(state=GapState.OPEN, due_on__isnull=False)
    superiors = Superiors(today)
    for gap in rows.select_related("function__item__unit", "owner"):
        yield Duty(
            reviews.GAP,
            f"{reviews.GAP}:{gap.pk}",
            f"{gap.function}: {gap.title}",
            gap.due_on,
            owner=gap.owner,
            subject=gap,
            url=gap.get_absolute_url(),
            escalations=superiors.of(gap.owner, gap.function.item.unit_id),
        )


@cadence("bia.risk-reviews", whole=riskduties.KIND)
def to_review_risks(today: date) -> Iterator[Duty]:
    """Risks under review; their owner was told when they opened."""
    rows = RiskReview.objects.filter(state=ReviewState.OPEN)
    superiors = Superiors(today)
    for review in rows.select_related("risk__owner", "risk__unit"):
        risk = review.risk
        yield Duty(
            riskduties.KIND,
            riskduties.key_of(review),
            _("Review the risk “%(risk)s”") % {"risk": risk},
            review.due_on,
            owner=risk.owner,
            subject=review,
            url=review.get_absolute_url(),
            escalations=superiors.of(risk.owner, risk.unit_id),
            period=riskduties.EVERY,
            quiet=True,
        )


@cadence("bia.risk-treatments", whole=riskduties.TREATMENT)
def to_treat(today: date) -> Iterator[Duty]:
    """Treatments that are not done and have a date; overdue ones stand in My work."""
    rows = RiskTreatment.objects.filter(state__in=riskstanding.OPEN_TREATMENT, due_on__isnull=False)
    superiors = Superiors(today)
    for one in rows.select_related("risk", "owner"):
        yield Duty(
            riskduties.TREATMENT,
            riskduties.treatment_key(one.pk),
            one.what,
            one.due_on,
            owner=one.owner,
            subject=one,
            url=one.get_absolute_url(),
            escalations=superiors.of(one.owner, one.risk.unit_id),
            quiet=True,
        )


@due("bia.remind")
def remind(at: datetime) -> None:
    """Remind owners who have not answered."""
    campaigns.remind_due(at=at)


@due("bia.gaps")
def follow_gaps(at: datetime) -> None:
    """Open and close gaps as the stored verdicts have moved."""
    gaps.refresh(at=at)


@due("bia.risk_quarter")
def review_risks(at: datetime) -> None:
    """Have every risk reviewed once a quarter."""
    riskquarter.start_due(at=at)


@due("bia.risk_priorities")
def tell_of_priorities(at: datetime) -> None:
    """Tell owners of risks what the priorities of a day that is over reopened."""
    riskreviews.tell_daily(at=at)


@due("bia.risk_acceptances")
def end_acceptances(at: datetime) -> None:
    """Open again what was accepted until a day that has passed."""
    riskacceptances.end_due(at=at)


@due("bia.figures")
def follow_figures(at: datetime) -> None:
    """Bring what owners are asked to confirm up to the analysis of now."""
    validation.follow(at=at)


@due("bia.validation-reminders")
def remind_of_objectives(at: datetime) -> None:
    """Remind owners who have not decided."""
    validationlinks.remind_due(at=at)


@cadence("bia.validations", whole=validation.DUTY)
def to_confirm(today: date) -> Iterator[Duty]:
    """Objectives that wait for the owner of their function, or once signed for the head.

    The round reminds owners, by their links.
    """
    rows = Validation.objects.filter(
        state__in=OPEN_VALIDATIONS, round__state=CampaignState.RUNNING
    ).select_related("round", "function__item__unit", "function__item__owner")
    superiors, heads = Superiors(today), Heads()
    people = User.objects.in_bulk()
    for row in rows:
        item, signed = row.function.item, row.state == ValidationState.SIGNED
        approver = heads.approver(item.unit_id, but=validation.owners_side(row)) if signed else None
        owner = people.get(approver or 0) if signed else item.owner
        words = (
            _("Approve the objectives of “%(name)s”")
            if signed
            else _("Confirm the objectives of “%(name)s”")
        )
        yield Duty(
            validation.DUTY,
            f"{validation.DUTY}:{row.pk}",
            words % {"name": row.function},
            row.round.due_on,
            owner=owner,
            subject=row,
            url=row.get_absolute_url(),
            escalations=superiors.of(owner, item.unit_id),
            quiet=not signed,
        )


@due("bia.agreements")
def find_conflicts(at: datetime) -> None:
    """Open and end recovery agreements as needs and stated times have moved."""
    agreements.refresh(at=at)


@cadence("bia.agreements-due", whole=agreements.DUTY)
def to_agree(today: date) -> Iterator[Duty]:
    """Each side that has not signed, until the day both should have agreed."""
    rows = RecoveryAgreement.objects.filter(state__in=OPEN_AGREEMENTS).select_related(
        "dependent__item__owner", "provider__owner"
    )
    superiors, heads = Superiors(today), Heads()
    for row in rows:
        if row.state == AgreementState.SIGNED:
            yield _to_approve(row, heads, superiors)
        for side in agreements.unsigned(row):
            yield Duty(
                agreements.DUTY,
                f"{agreements.DUTY}:{row.pk}:{side}",
                _("Agree on recovery: %(agreement)s") % {"agreement": row},
                row.due_on,
                owner=agreements.owner_of(row, side),
                subject=row,
                url=row.get_absolute_url(),
                escalations=agreements.escalations(row, side, superiors),
            )


def _to_approve(row: RecoveryAgreement, heads: Heads, superiors: Superiors) -> Duty:
    unit = row.provider.unit_id
    found = heads.approver(unit, but=agreements.signers(row))
    head = User.objects.get(pk=found) if found else None
    return Duty(
        agreements.DUTY,
        f"{agreements.DUTY}:{row.pk}:head",
        _("Approve the agreement on recovery: %(agreement)s") % {"agreement": row},
        row.due_on,
        owner=head,
        subject=row,
        url=row.get_absolute_url(),
        escalations=superiors.of(head, unit),
    )
