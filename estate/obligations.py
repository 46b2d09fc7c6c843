"""What of the estate is due by the calendar alone."""

from datetime import datetime

from core.obligations import due
from estate import services


@due("estate.readiness")
def readiness(at: datetime) -> None:
    """Verdicts of a new day, and whatever an earlier wake missed: age limits pass without a change."""
    services.request_readiness(at=at)
