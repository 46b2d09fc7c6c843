"""The board of a campaign: each interview, how far it is, and which can be checked together."""

from typing import Any

from bia.choices import InterviewState, MappingState
from bia.models import Campaign, Interview, MappingTask
from bia.services import campaigns, rejudging
from bia.tables import interview_state, said_mtd
from core.models import User

ANSWERED = (InterviewState.SUBMITTED, InterviewState.APPROVED)


def of_campaign(campaign: Campaign, person: User) -> dict[str, Any]:
    """What the board shows to a person."""
    rows = Interview.objects.visible_to(person).filter(campaign=campaign)
    rows = rejudging.with_scale(rows.select_related("function__item__unit", "owner"))
    waiting = Interview.objects.permitted(person, "check").filter(campaign=campaign)
    waiting = waiting.filter(state__in=ANSWERED, checked_at=None)
    names = MappingTask.objects.visible_to(person).filter(
        need__interview__campaign=campaign, state=MappingState.OPEN
    )
    return {
        "board": [(row, said_mtd(row), interview_state(row)) for row in rows],
        "to_check": set(waiting.values_list("pk", flat=True)),
        "progress": campaigns.progress(campaign),
        "mapping_count": names.count(),
    }
