"""Interviews in which somebody asks and types: who, with whom, for how long, and what was noted."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .answers import Answer
from .campaign import Interview


@pghistory.track()
class GuidedSession(Answer):
    """A facilitator asks an owner and types the answers; the owner still hands them in."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="sessions")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    present = models.CharField(_("who was present"), max_length=300, blank=True)
    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("guided interview")
        verbose_name_plural = _("guided interviews")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview"],
                condition=Q(ended_at=None),
                name="guided_once_at_a_time",
                violation_error_message=_("Somebody is asking already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.interview.function}: {self.facilitator}"


@pghistory.track()
class GuidedStep(Answer):
    """How long a step took in a guided interview, and what was noted beside the answers."""

    unit_path = "session__interview__function__item__unit"
    owner_path = "session__interview__owner"

    session = models.ForeignKey(GuidedSession, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=12)
    seconds = models.PositiveIntegerField(_("seconds"), default=0)
    notes = models.TextField(_("notes"), blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("step of a guided interview")
        verbose_name_plural = _("steps of guided interviews")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "step"], name="guided_step_once")]

    def __str__(self) -> str:
        return f"{self.session}, {self.step}"
