"""Words that several kinds of work share."""

from typing import Any

from core.notifications import on_behalf


def told(person: Any, owner: Any, text: str) -> str:
    """Why something waits; where the person stands in for its owner, for whom."""
    return text if owner == person else on_behalf(owner, text)
