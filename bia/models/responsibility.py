"""Who does what for a service that is bought: the shared responsibility matrix."""

from typing import Any

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from bia.choices import Holder
from core.models import Record

PARTS = ("", "_theirs", "_ours")
"""The columns of an area: who does it, what the provider does, what we do."""


def who(label: Any) -> Any:
    """The column that says who does something."""
    return models.CharField(label, max_length=10, choices=Holder, blank=True)


def part(label: Any) -> Any:
    """The column that says what one side does of it."""
    return models.CharField(label, max_length=300, blank=True)


@pghistory.track()
class ResponsibilityMatrix(Record):
    """Who backs up, restores, switches over, patches, lets in and watches a service that is bought."""

    unit_path = "item__unit"
    owner_path = "item__owner"
    open_to_members = True

    item = models.OneToOneField(
        "estate.Item",
        models.PROTECT,
        verbose_name=_("service"),
        related_name="responsibilities",
        help_text=_("A vendor service, or a system a supplier runs for us."),
    )
    backup = who(_("backup"))
    backup_theirs = part(_("backup, the provider's part"))
    backup_ours = part(_("backup, our part"))
    restore = who(_("data restore"))
    restore_theirs = part(_("data restore, the provider's part"))
    restore_ours = part(_("data restore, our part"))
    failover = who(_("failover"))
    failover_theirs = part(_("failover, the provider's part"))
    failover_ours = part(_("failover, our part"))
    patching = who(_("patching"))
    patching_theirs = part(_("patching, the provider's part"))
    patching_ours = part(_("patching, our part"))
    identity = who(_("identity and access"))
    identity_theirs = part(_("identity and access, the provider's part"))
    identity_ours = part(_("identity and access, our part"))
    monitoring = who(_("monitoring"))
    monitoring_theirs = part(_("monitoring, the provider's part"))
    monitoring_ours = part(_("monitoring, our part"))
    basis = models.CharField(
        _("where it is written"),
        max_length=300,
        blank=True,
        help_text=_("The contract, annex or page of the provider that says so."),
    )

    class Meta(Record.Meta):
        verbose_name = _("responsibility matrix")
        verbose_name_plural = _("responsibility matrices")
        ordering = ["item__name"]

    def __str__(self) -> str:
        return str(self.item)
