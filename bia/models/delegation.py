"""Who answers an interview besides its owner: a colleague who knows better, and whoever typed."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import DelegationEnd

from .answers import Answer
from .campaign import Interview


@pghistory.track()
class Delegation(Answer):
    """Who was asked to answer instead of the owner: all of an interview, or one step of it.

    A colleague who passes theirs on keeps it until it comes back: the last in line has it.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="delegations")
    step = models.CharField(_("step"), max_length=12, blank=True)
    part_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="passed_on"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("passed on by"),
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegations",
        verbose_name=_("colleague"),
    )
    note = models.CharField(_("what to say"), max_length=500, blank=True)
    given_at = models.DateTimeField(_("passed on"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=10, choices=DelegationEnd, blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "step", "given_by"],
                condition=Q(ended_at=None),
                name="delegation_once",
                violation_error_message=_("This has been passed on already."),
            ),
            models.CheckConstraint(
                condition=~Q(to=F("given_by")),
                name="delegation_to_another",
                violation_error_message=_("Choose somebody else than yourself."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="delegation_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interview.function}: {self.to}"


@pghistory.track()
class Answerer(Answer):
    """Somebody who put answers into an interview, at the screen or by a spreadsheet, for whomever."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="answerers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered")
    )

    class Meta(Answer.Meta):
        verbose_name = _("person who answered")
        verbose_name_plural = _("people who answered")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "person"], name="answerer_once")
        ]

    def __str__(self) -> str:
        return f"{self.interview.function}: {self.person}"
