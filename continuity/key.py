"""The signing key: whoever serves or works refuses to start without one."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def require_key(**_signal: Any) -> None:
    """Raise ImproperlyConfigured with a sentence when the installation has no signing key."""
    try:
        settings.SECRET_KEY.strip()
    except ImproperlyConfigured as error:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set and the data folder holds none; set it to a long random text "
            "and keep it (docs/operations.md)."
        ) from error
