"""The recovery agreements of a report: who needs what sooner, how it stands, and who has signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bia.choices import AgreementState
from bia.models import BusinessFunction, RecoveryAgreement
from bia.services import agreements
from core.models import User


@dataclass(frozen=True)
class Agreed:
    """A recovery agreement in words."""

    row: RecoveryAgreement
    stands: str
    signed: str


def agreed_of(functions: Iterable[BusinessFunction]) -> list[Agreed]:
    """What these functions have agreed on or are to, by their names; what is over is left out."""
    rows = RecoveryAgreement.objects.filter(dependent__in=functions).exclude(
        state=AgreementState.GONE
    )
    related = rows.select_related(
        "dependent__item", "provider", "dependent_signed_by", "provider_signed_by"
    )
    found = related.order_by("dependent__item__name", "provider__name", "pk")
    return [Agreed(row, _stands(row), _signed(row)) for row in found]


def _stands(row: RecoveryAgreement) -> str:
    if row.state == AgreementState.AGREED:
        return str(row.outcome)
    values = {"terms": agreements.terms(row), "day": date_format(row.due_on, "j M Y")}
    if row.state == AgreementState.PROPOSED:
        return _("Proposed: %(terms)s. The other side is to answer until %(day)s") % values
    return _("Nothing is proposed yet; due %(day)s") % values


def _signed(row: RecoveryAgreement) -> str:
    sides = (
        (row.dependent_signed_by, row.dependent_signed_at),
        (row.provider_signed_by, row.provider_signed_at),
    )
    return "; ".join(_signature(by, at) for by, at in sides if by is not None and at is not None)


def _signature(by: User, at: datetime) -> str:
    return f"{by}, {date_format(localtime(at), 'j M Y')}"
