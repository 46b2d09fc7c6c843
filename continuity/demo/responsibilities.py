"""Meridia's matrices of who does what: some whole, some with holes, some not there at all."""

from datetime import datetime, timedelta

from bia.models import ResponsibilityMatrix
from bia.services import responsibilities
from estate.models import Item

from .people import person

KEEPER = "Olivier Laurent"
# Service, template, where it is written, what is said otherwise than usual.
MATRICES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        "Payroll",
        "saas",
        "Paywell terms 2025, annex C",
        {
            "backup_ours": "Each pay run is exported to our file store before it is released.",
            "restore_ours": "Payroll re-enters corrections from the exported run.",
            "identity_ours": "HR adds and removes people; two sealed emergency accounts.",
            "monitoring_ours": "The service desk watches the run and calls Paywell's hotline.",
        },
    ),
    (
        "E-mail",
        "saas",
        "Nimbus Office service description, page 14",
        {
            "backup": "nobody",
            "backup_theirs": "",
            "restore_ours": "The service desk restores mailboxes within 30 days.",
            "monitoring_ours": "The network team watches mail flow day and night.",
        },
    ),
    (
        "Payments database",
        "paas",
        "Cloud West master agreement, schedule 3",
        {
            "backup_ours": "Snapshots every 15 minutes, kept 35 days; a copy in Frankfurt.",
            "restore_ours": "The database team restores and checks against the ledger.",
            "identity_ours": "Access by group; emergency accounts in the safe.",
            "monitoring_ours": "Alarms go to the duty phone of the database team.",
        },
    ),
    (
        "Payment hub",
        "iaas",
        "Cloud West master agreement, schedule 2",
        {
            "backup_ours": "Images and configuration each night, kept in Frankfurt.",
            "restore_ours": "The platform team rebuilds from images.",
            "patching_ours": "Monthly window of the platform team.",
            "identity_ours": "Access by group; emergency accounts in the safe.",
            "monitoring_ours": "Alarms go to the duty phone of the platform team.",
        },
    ),
    (
        "Clearpath clearing",
        "",
        "",
        {
            "failover": "provider",
            "failover_theirs": "Switches to its second site within the hour.",
            "patching": "provider",
            "identity": "shared",
            "identity_theirs": "Issues the certificates.",
            "identity_ours": "Renew certificates a month ahead and keep the spare.",
            "monitoring": "nobody",
        },
    ),
)
UNWATCHED = {"monitoring": "nobody", "monitoring_theirs": "", "monitoring_ours": ""}
MENDED = "Payment hub"
"""Nobody watched it at night until last month."""


def build(*, at: datetime) -> None:
    """Say who does what, as it was half a year ago, and what was mended since."""
    keeper = person(KEEPER)
    for name, template, basis, said in MATRICES:
        filled, _hints = responsibilities.usual(template)
        matrix = ResponsibilityMatrix(item=Item.objects.get(name=name), basis=basis)
        wanted = filled | said
        before = wanted | UNWATCHED if name == MENDED else wanted
        _save(matrix, before, at=at - timedelta(days=170))
        if name == MENDED:
            _save(matrix, wanted, at=at - timedelta(days=31), reason=f"Agreed with {keeper}")


def _save(
    matrix: ResponsibilityMatrix, said: dict[str, str], *, at: datetime, reason: str = ""
) -> None:
    for field, value in said.items():
        setattr(matrix, field, value)
    responsibilities.save_matrix(matrix, by=None, at=at, reason=reason)
