"""What the clock asks of the BIA: what is due by when, reminders, gaps that follow the verdicts."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import ANSWERABLE, CampaignState, GapState
from bia.models import Campaign, Gap, Interview
from bia.services import campaigns, gaps, reviews, riskacceptances, riskquarter
from core.obligations import Duty, cadence, due, kind
from core.superiors import Superiors

kind(reviews.REVIEW, gettext_lazy("BIA review"))
kind(reviews.ANSWER, gettext_lazy("Interview"))
kind(reviews.CAMPAIGN, gettext_lazy("Campaign"))
kind(reviews.GAP, gettext_lazy("Gap"))


@cadence("bia.reviews", whole=reviews.REVIEW)
def to_review(today: date) -> Iterator[Duty]:
    """Every function in use, once a year. Its owner is not told twice while an interview runs."""
    superiors = Superiors()
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
    superiors = Superiors()
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


@due("bia.risk_acceptances")
def end_acceptances(at: datetime) -> None:
    """Open again what was accepted until a day that has passed."""
    riskacceptances.end_due(at=at)
