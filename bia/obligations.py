"""What the clock asks of the BIA: reminders, and gaps that follow the stored verdicts."""

from datetime import datetime

from bia.services import campaigns, gaps
from core.obligations import due


@due("bia.remind")
def remind(at: datetime) -> None:
    """Remind owners who have not answered."""
    campaigns.remind_due(at=at)


@due("bia.gaps")
def follow_gaps(at: datetime) -> None:
    """Open and close gaps as the stored verdicts have moved."""
    gaps.refresh(at=at)
