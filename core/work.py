"""What waits for a person: the duties they own, or own as a deputy."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.models import Obligation, User
from core.providers import WorkItem, work


@work
def obligations(person: User) -> Iterable[WorkItem]:
    """The open duties of the person."""
    for duty in Obligation.objects.filter(owner=person, done_at=None).order_by("due_on"):
        why = _("About %(label)s.") % {"label": duty.label} if duty.label else ""
        yield WorkItem(what=duty.title, why=why, verb=_("Open"), url=duty.url, due_on=duty.due_on)
