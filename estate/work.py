"""What of the estate waits for a person."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import User
from core.providers import FirstStep, WorkItem, first_steps, work
from estate import services
from estate.models import CapabilityRequest, Delay, Item, PlanningScenario


@work
def recovery_times(person: User) -> Iterator[WorkItem]:
    """Items the person answers for whose recovery time nobody has stated."""
    count = services.unstated(person)
    if not count:
        return
    due = CapabilityRequest.objects.filter(person=person, done_at=None, due_on__isnull=False)
    what = ngettext(
        "Say how fast %(count)s item of yours is back",
        "Say how fast %(count)s items of yours are back",
        count,
    )
    yield WorkItem(
        what=what % {"count": count},
        why=ngettext(
            "What rests on it stays unknown until somebody does.",
            "What rests on them stays unknown until somebody does.",
            count,
        ),
        verb=_("Say it"),
        url=f"{reverse('estate:item-list')}?owner={person.pk}",
        due_on=due.order_by("due_on").values_list("due_on", flat=True).first(),
        icon="stopwatch",
        state="unknown",
    )


@work
def gone_items(person: User) -> Iterator[WorkItem]:
    """Items of the person that left their source: retire them, or mend the source."""
    gone = Item.objects.in_use().filter(owner=person, gone_on__isnull=False)
    for item in gone.select_related("source").order_by("gone_on")[:20]:
        yield WorkItem(
            what=_("“%(item)s” is gone from %(source)s") % {"item": item, "source": item.source},
            why=_(
                "Retire it if it is gone for good; what rests on it must then rest on something else."
            ),
            verb=_("Decide"),
            url=item.get_absolute_url(),
            icon="unlink",
        )


@first_steps
def found_the_estate(person: User) -> Iterator[FirstStep]:
    """An inventory, and what the programme plans for."""
    if person.access.may("add", Item):
        yield FirstStep(
            30,
            _("What functions rest on"),
            _("From NetBox, a sheet or our own format; nothing is taken over before you saw it."),
            _("Import an inventory"),
            reverse("estate:import"),
            Item.objects.in_use().exists(),
        )
    if person.access.may("add", PlanningScenario):
        yield FirstStep(
            40,
            _("The losses to plan for, and the organisation's own time"),
            _("Without a scenario no function can be judged. Common values are a start."),
            _("See the values"),
            reverse("estate:starter"),
            PlanningScenario.objects.exists() and Delay.objects.exists(),
        )
