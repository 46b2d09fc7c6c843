"""The parts of a version that is written as one sheet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from core import services
from core.models import User


def put(
    row: Any, by: User, at: datetime, save: Callable[..., Any] = services.save, **values: Any
) -> None:
    """Save a part where it says something else than is stored."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    save(row, by=by, at=at)
