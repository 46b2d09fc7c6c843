"""What every page's frame needs: the menu, who is here, what waits."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core import menu
from core.models import Notification


def layout(request: HttpRequest) -> dict[str, Any]:
    """The menu and the number of unread notifications; nothing for strangers."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO}
    return {
        "demo": settings.DEMO,
        "menu": menu.for_person(request),
        "may_administer": "administrator" in user.access.roles(),
        "unread_count": lambda: Notification.objects.filter(person=user, read_at=None).count(),
    }
