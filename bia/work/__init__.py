"""What of the BIA waits for a person: each file registers its providers."""

from bia.work import answers, beginning, objectives, risks

__all__ = ["answers", "beginning", "objectives", "risks"]
