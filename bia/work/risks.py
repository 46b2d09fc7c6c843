"""Risks, treatments and bought services that wait for somebody."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import ReviewState, TreatmentState
from bia.models import ResponsibilityMatrix, Risk, RiskReview, RiskTreatment
from bia.services import responsibilities, riskstanding
from bia.work.words import told
from core.clock import organisation_day
from core.heads import Heads
from core.providers import WorkItem, work

MANY = 3
"""From here on what waits is named together."""


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
            told(person, treatment.owner, _("Treatment of “%(risk)s”.") % {"risk": treatment.risk}),
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


@work
def to_rate(person: Any) -> Iterator[WorkItem]:
    """Risks of the person that nobody has rated, such as those a rule has found."""
    rows = Risk.objects.permitted(person, "change").in_use().filter(owner__in=person.stands_for)
    waiting = list(rows.filter(residual_rating=None).select_related("item", "owner").order_by("pk"))
    for risk in waiting[:MANY]:
        yield WorkItem(
            _("Rate the risk “%(risk)s”") % {"risk": risk},
            told(
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


def _more(what: str, url: str, *, icon: str) -> WorkItem:
    """The rest of what waits, where only the first are named."""
    return WorkItem(
        what, _("The first are named here, all in the list."), _("Open"), url, icon=icon
    )
