"""What the BIA does when something below it changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from bia.models import BusinessFunction
from bia.services import (
    campaigns,
    findable,
    functions,
    responsibilities,
    riskcauses,
    validationlinks,
)
from core.models import User
from estate.choices import Kind, Verb
from estate.models import EstateChange
from estate.signals import estate_changed


@receiver(estate_changed)
def follow_functions(
    sender: Any, *, changes: Sequence[EstateChange], by: User | None, at: datetime, **_said: Any
) -> None:
    """A function an import brought becomes one here; renamed or retired below, it follows."""
    about = [each for each in changes if each.item and each.item.kind == Kind.FUNCTION]
    for change in about:
        if change.verb == Verb.CREATED and change.run_id:
            functions.adopt(change.item, at=at)
        elif change.verb == Verb.RETIRED or "name" in change.fields:
            functions.follow(change.item, by=by, at=at)


@receiver(estate_changed)
def follow_names(sender: Any, *, changes: Sequence[EstateChange], **_said: Any) -> None:
    """What is found by the name of an item is found by its new one."""
    renamed = {each.item_id for each in changes if each.item_id and "name" in each.fields}
    if renamed:
        findable.follow_items(renamed)


@receiver(estate_changed)
def follow_owner(
    sender: Any, *, changes: Sequence[EstateChange], by: User | None, at: datetime, **_said: Any
) -> None:
    """A function that has another owner asks that one from now on."""
    touched = [change.item_id for change in changes if "owner" in change.fields]
    if not touched:
        return
    rows = list(BusinessFunction.objects.filter(item__in=touched).select_related("item__owner"))
    for function in rows:
        campaigns.hand_over(function, by=by, at=at)
    validationlinks.hand_over(rows, by=by, at=at)


@receiver(estate_changed)
def review_touched_risks(
    sender: Any, *, changes: Sequence[EstateChange], at: datetime, **_said: Any
) -> None:
    """Risks on what a major change touches are reviewed, and those beneath a function that moved."""
    riskcauses.of_estate(changes, at=at)
    riskcauses.of_priority(changes, at=at)


@receiver(estate_changed)
def follow_responsibilities(
    sender: Any, *, changes: Sequence[EstateChange], at: datetime, **_said: Any
) -> None:
    """What nobody does for a service is called by its new name; for one out of use it is over."""
    responsibilities.follow(changes, at=at)
