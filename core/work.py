"""What waits for a person: the duties they own, or own as a deputy."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import emergency
from core.clock import organisation_day
from core.models import Obligation, Unit, User
from core.providers import FirstStep, WorkItem, first_steps, work

SHOWN_BEFORE = timedelta(days=30)
"""What is due later stands in the calendar; in My work it would hide what can be done now."""


@work
def obligations(person: User) -> Iterable[WorkItem]:
    """The open duties of the person, or of somebody they stand in for, that are due soon."""
    until = organisation_day(timezone.now()) + SHOWN_BEFORE
    rows = Obligation.objects.open().filter(
        owner__in=person.stands_for, is_quiet=False, due_on__lte=until
    )
    for duty in rows.order_by("due_on"):
        why = _("About %(label)s.") % {"label": duty.label} if duty.label else ""
        yield WorkItem(
            duty.title, why, _("Open"), duty.url, duty.due_on, icon="calendar-due", is_duty=True
        )


@work
def untried_emergency_accounts(person: User) -> Iterable[WorkItem]:
    """For administrators: emergency accounts of others that nobody has tried in time."""
    if "administrator" not in person.access.roles():
        return
    today = timezone.localdate()
    for check in emergency.accounts_to_check(emergency.all_accounts(), today=today):
        if check.is_overdue(today) and check.person != person:
            yield WorkItem(
                what=_("The emergency account of %s has not been tried") % check.person,
                why=_("Ask for one login with password and code, or name somebody else."),
                verb=_("Open"),
                url=reverse("core:emergency-accounts"),
                due_on=check.due_on,
                icon="shield-lock",
            )


@first_steps
def found_the_organisation(person: User) -> Iterable[FirstStep]:
    """Units and people, for those who may add them."""
    if person.access.may("add", Unit):
        yield FirstStep(
            10,
            _("The units of the organisation"),
            _("Functions, owners and approvals belong to a unit; each names its head."),
            _("Add units"),
            reverse("core:unit-list"),
            Unit.objects.exists(),
        )
    if person.access.may("add", User):
        yield FirstStep(
            20,
            _("The people"),
            _("Owners are reached by link and need no login; heads and executives approve."),
            _("Add people"),
            reverse("core:user-list"),
            User.objects.exclude(pk=person.pk).exists(),
        )
