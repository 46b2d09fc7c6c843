"""What an owner answers to another function that says it rests on theirs."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import DurationField
from core.models import Record

from .campaign import Interview
from .function import BusinessFunction


@pghistory.track()
class NeedReply(Record):
    """Whether a function is needed as another one's answers say: confirmed, or denied with a reason."""

    unit_path = "function__item__unit"
    owner_path = "function__item__owner"
    members_view = False

    function = models.ForeignKey(
        BusinessFunction, models.CASCADE, related_name="need_replies", verbose_name=_("function")
    )
    dependent = models.ForeignKey(
        BusinessFunction, models.CASCADE, related_name="+", verbose_name=_("who needs it")
    )
    said_in = models.ForeignKey(
        Interview, models.CASCADE, related_name="+", verbose_name=_("interview")
    )
    """The interview of `dependent` that was answered to."""
    needed_within = DurationField(_("needed within"), null=True, blank=True)
    holds = models.BooleanField(_("is needed"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    said_at = models.DateTimeField(_("answered"))

    class Meta(Record.Meta):
        verbose_name = _("answer to a need")
        verbose_name_plural = _("answers to needs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["function", "dependent"], name="need_reply_once"),
            models.CheckConstraint(
                condition=~Q(function=F("dependent")), name="need_reply_to_another"
            ),
            models.CheckConstraint(
                condition=Q(holds=True) | ~Q(reason=""),
                name="need_reply_denied_with_reason",
                violation_error_message=_("Say why not, for the other side."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} · {self.dependent}"
