"""Functions, scales and interviews for the tests, made through the services where there are such."""

from datetime import date, datetime, timedelta
from typing import Any

from bia.choices import InterviewState
from bia.models import BusinessFunction, Campaign, ImpactCategory, ImpactScale, Interview, TimeBand
from bia.services import scales
from core.models import Unit, User
from core.models.papers import State
from estate import services as estate

DESCRIBED: dict[str, Any] = {"purpose": "Pays what members claim.", "frequency": "daily"}
HOURS = (1, 4, 8, 24, 48, 168)
CLAIMS = {"money": "123444", "members": "012334", "law": "011233"}


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


def make_scale(*, by: User, approver: User, at: datetime) -> ImpactScale:
    """A scale in force: three categories over six times."""
    scale = scales.start_draft(by=by, at=at)
    for number in HOURS:
        TimeBand.objects.create(scale=scale, until=hours(number))
    for place, name in enumerate(("Money", "Members", "Law"), start=1):
        scales.save_category(
            ImpactCategory(scale=scale, name=name, position=place, intolerable=4), by=by, at=at
        )
    scales.submit(scale, by=by, at=at)
    return scales.approve(scale, by=approver, at=at)


def make_function(
    name: str, *, unit: Unit, owner: User | None, at: datetime, **values: Any
) -> BusinessFunction:
    """A function with its item."""
    values = DESCRIBED | values
    item = estate.create_item(kind="function", name=name, by=None, at=at, unit=unit, owner=owner)
    return BusinessFunction.objects.create(item=item, **values)


def make_interview(
    function: BusinessFunction,
    scale: ImpactScale,
    *,
    state: str = InterviewState.INVITED,
    **values: Any,
) -> Interview:
    """An interview of its owner."""
    values = DESCRIBED | values
    return Interview.objects.create(
        function=function, scale=scale, owner=function.item.owner, state=state, **values
    )


def make_campaign(name: str = "BIA 2026", due_on: date = date(2026, 6, 30)) -> Campaign:
    """A campaign not yet saved."""
    return Campaign(name=name, due_on=due_on)


def rates(curves: dict[str, str] = CLAIMS, variant: str = "all") -> dict[str, str]:
    """Levels as a sheet has them: {"money": "123444"}."""
    return {
        f"rate.{variant}.{key}.{at}": level
        for key, levels in curves.items()
        for at, level in enumerate(levels)
    }


__all__ = [
    "CLAIMS",
    "HOURS",
    "State",
    "hours",
    "make_campaign",
    "make_function",
    "make_interview",
    "make_scale",
    "rates",
]
