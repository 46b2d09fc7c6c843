"""What the clock asks of the BIA: reminders, and gaps that follow the stored verdicts."""

from datetime import datetime

from bia.services import campaigns, gaps, riskacceptances, riskquarter
from core.obligations import due


@due("bia.remind")
def remind(at: datetime) -> None:
    """Remind owners who have not answered."""
    campaigns.remind_due(at=at)


@due("bia.gaps")
def follow_gaps(at: datetime) -> None:
    """Open and close gaps as the stored verdicts have moved."""
    gaps.refresh(at=at)


@due("bia.risk_quarter")
def review_risks(at: datetime) -> None:
    """Have every risk reviewed once a quarter."""
    riskquarter.start_due(at=at)


@due("bia.risk_acceptances")
def end_acceptances(at: datetime) -> None:
    """Open again what was accepted until a day that has passed."""
    riskacceptances.end_due(at=at)
