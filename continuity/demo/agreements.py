"""Meridia's recovery agreements: one signed by both, one proposed, the others just found."""

from datetime import datetime, timedelta
from decimal import Decimal

from bia.models import RecoveryAgreement
from bia.services import agreements
from estate import services as estate
from estate.models import Dependency

TERMS = (
    (True, 38_000, 12_500, "A warm standby is in this year's budget; it runs from next month."),
    (False, 64_000, 9_000, "By hand we manage one shift, with two people more at the desk."),
)
"""Whether both have signed, what being sooner and waiting longer costs, and why."""
SIGNERS = {"process_owner", "service_owner"}


def build(*, at: datetime) -> None:
    """Find the conflicts of ten days ago; the owners of two have moved since."""
    then = at - timedelta(days=10)
    _need_sooner(at=then)
    agreements.refresh(at=then)
    rows = RecoveryAgreement.objects.select_related("dependent__item__owner", "provider__owner")
    between = [
        row
        for row in rows.order_by("dependent__item__name", "pk")
        if not any(agreements.cannot_sign(row, side) for side in agreements.SIDES)
    ]
    for row, (is_signed, sooner, later, why) in zip(between, TERMS, strict=False):
        _move(row, is_signed=is_signed, costs=(sooner, later), why=why, at=then)
    estate.refresh_readiness(at=at)


def _need_sooner(*, at: datetime) -> None:
    """Some owners have found that they need something in half the time stated for it."""
    rows = Dependency.objects.filter(
        retired_on=None, dependent__function__isnull=False, dependent__tier__gte=2
    ).select_related("dependent__owner", "provider__owner")
    stated = estate.stated_times([row.provider_id for row in rows])
    found = [
        row
        for row in rows.order_by("dependent__name", "provider__name")
        if row.provider_id in stated and _two_can_sign(row)
    ]
    for row in found[:: max(1, len(found) // 4)][:4]:
        row.needed_within = stated[row.provider_id] / 2
        why = "The owner's own estimate after last month's outage."
        estate.save_dependency(row, by=None, at=at, reason=why)


def _two_can_sign(row: Dependency) -> bool:
    owners = (row.dependent.owner, row.provider.owner)
    return owners[0] != owners[1] and all(
        owner is not None and SIGNERS & owner.access.roles() for owner in owners
    )


def _move(
    row: RecoveryAgreement, *, is_signed: bool, costs: tuple[int, int], why: str, at: datetime
) -> None:
    provides, needs = row.provider.owner, row.dependent.item.owner
    assert provides is not None
    assert needs is not None
    said = at + timedelta(days=2)
    agreements.state_cost(row, by=provides, at=said, cost=Decimal(costs[0]))
    agreements.state_cost(row, by=needs, at=said, cost=Decimal(costs[1]))
    by = provides if is_signed else needs
    time = row.wanted if is_signed else row.offered
    agreements.propose(row, by=by, at=said, way="time", time=time, reason=why)
    if is_signed:
        agreements.accept(row, by=needs, at=said + timedelta(days=3))
