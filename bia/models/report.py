"""The reports of the BIA as they were made."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import File, Record, Unit

from .campaign import Campaign
from .function import BusinessFunction


@pghistory.track()
class BiaReport(Record):
    """A BIA report, kept as it was made: what it is about, by whom, and its PDF.

    It belongs to the smallest unit that holds every function in it, so that it is read by those who
    may read all it says; without a unit it is of the whole organisation.
    """

    unit_path = "unit"
    owner_path = "made_by"
    members_view = False

    about = models.CharField(_("about"), max_length=300)
    function = models.ForeignKey(
        BusinessFunction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("function"),
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("campaign"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bia_reports",
        verbose_name=_("unit"),
    )
    functions = models.PositiveIntegerField(_("functions"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bia_reports",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"))
    file = models.OneToOneField(
        File,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="bia_report",
        verbose_name=_("file"),
    )

    class Meta(Record.Meta):
        verbose_name = _("BIA report")
        verbose_name_plural = _("BIA reports")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.about
