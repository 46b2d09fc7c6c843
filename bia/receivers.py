"""What the BIA does when something below it changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from bia.models import BusinessFunction
from bia.services import campaigns
from core.models import User
from estate.models import EstateChange
from estate.signals import estate_changed


@receiver(estate_changed)
def follow_owner(
    sender: Any, *, changes: Sequence[EstateChange], by: User | None, at: datetime, **_said: Any
) -> None:
    """A function that has another owner asks that one from now on."""
    touched = [change.item_id for change in changes if "owner" in change.fields]
    if not touched:
        return
    rows = BusinessFunction.objects.filter(item__in=touched).select_related("item__owner")
    for function in rows:
        campaigns.hand_over(function, by=by, at=at)
