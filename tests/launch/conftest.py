"""What the tests of the commands share."""

from tests.installation import installation

__all__ = ["installation"]
