"""What stands beside an interview that is asked in person: prompts and the clock, and what was noted."""

from dataclasses import dataclass
from typing import Any

from bia.models import GuidedSession, Interview
from bia.services import guided
from bia.views import steps
from bia.views.way import Way


@dataclass(frozen=True)
class Told:
    """A session as the page of the interview tells it."""

    session: GuidedSession
    minutes: int
    planned: int
    notes: list[tuple[str, str]]
    """Step and note, where something was noted."""


def told(interview: Interview) -> list[Told]:
    """Who asked the owner in person, for how long, and what was noted."""
    planned = sum(guided.MINUTES.values())
    return [
        Told(
            one,
            round(sum(row.seconds for row in one.steps.all()) / 60),
            planned,
            [(str(steps.SHORT[row.step]), row.notes) for row in one.steps.all() if row.notes],
        )
        for one in guided.sessions_of(interview)
    ]


def context(way: Way, step: str) -> dict[str, Any]:
    """What stands beside a step while somebody asks; nothing where nobody does."""
    if way.session is None:
        return {}
    clock, notes = guided.clock_of(way.session, step)
    return {
        "prompt": guided.PROMPTS[step],
        "clock": clock,
        "notes": notes,
        "planned_minutes": guided.MINUTES[step],
        "total_minutes": clock.total_planned // 60,
    }
