"""The one interview at Meridia in which the continuity manager asked and typed."""

from datetime import datetime

from bia.models import GuidedSession, Interview
from bia.services import guided

from .people import person

FUNCTION = "Contact centre"
TOOK = (
    ("function", 6, "“The least” is emergencies and cost approvals, not questions about bills."),
    ("impact", 14, "Recalled the outage of March: the press called after six hours."),
    ("needs", 9, "Voxline takes over after 18:00 with its own telephony."),
    ("resources", 4, ""),
    ("workarounds", 3, "Nobody has tried the call tree since the move."),
    ("review", 4, ""),
)


def begin(interview: Interview, *, at: datetime) -> GuidedSession:
    """The continuity manager sits down with the owner."""
    return guided.begin(interview, by=person("Iris Vos"), at=at)


def end(session: GuidedSession, *, at: datetime) -> None:
    """What was noted, and the answers go to the owner to be read over."""
    for step, minutes, notes in TOOK:
        guided.note(
            session,
            step,
            seconds=minutes * 60,
            notes=notes,
            present="Sofia Rossi, and a shift lead of the contact centre",
        )
    guided.end(session, by=person("Iris Vos"), at=at)
