"""Meridia's validation of objectives: last year's round in full, this year's half done."""

from datetime import datetime, timedelta

from bia.choices import ValidationState
from bia.models import Validation, ValidationRound
from bia.services import gaps, validation
from core.heads import head_of
from estate import services as estate

from .people import person

CHANGED = (
    (
        "Treasury",
        0.75,
        "Treasury's cut-off at the bank moved forward by an hour in the spring.",
        True,
    ),
    ("Claims payment", 0.5, "Hospitals are paid twice a day now.", False),
)
HALF = 2
"""Every second owner has accepted what was derived."""


def last_year(*, at: datetime) -> None:
    """The first round: every owner accepted what was derived, and the round was closed."""
    manager = person("Iris Vos")
    made = ValidationRound(name=f"Objectives {at.year}", due_on=at.date() + timedelta(days=20))
    validation.save_round(made, by=manager, at=at)
    validation.start(made, by=manager, at=at)
    for row in Validation.objects.filter(round=made).select_related("function__item__owner"):
        owner = row.function.item.owner
        signed = validation.sign(row, by=owner, at=at + timedelta(days=3)) if owner else row
        head = head_of(row.function.item.unit)
        if signed.state == ValidationState.SIGNED and head is not None and head != owner:
            validation.approve(signed, by=head, at=at + timedelta(days=5))
    validation.close(made, by=manager, at=at + timedelta(days=20))


def build(*, at: datetime) -> None:
    """A round over the whole organisation: half accepted, one tightened, one that waits for the head."""
    manager, then = person("Iris Vos"), at - timedelta(days=8)
    made = ValidationRound(
        name=f"Objectives {at.year}",
        due_on=at.date() + timedelta(days=12),
        message="Please confirm what your answers led to. What you sign is what IT must meet.",
    )
    validation.save_round(made, by=manager, at=then)
    validation.start(made, by=manager, at=then)
    changed = {name: (share, why, approved) for name, share, why, approved in CHANGED}
    rows = Validation.objects.filter(round=made).select_related("function__item__owner")
    for place, row in enumerate(rows.order_by("function__item__name")):
        owner, name = row.function.item.owner, str(row.function)
        if owner is None:
            continue
        if name in changed:
            share, why, approved = changed[name]
            signed = validation.sign(
                row,
                by=owner,
                at=then,
                rto=row.proposed_rto * share,
                rpo=row.proposed_rpo,
                reason=why,
            )
            head = head_of(row.function.item.unit)
            if approved and head is not None and head != owner:
                validation.approve(signed, by=head, at=then + timedelta(days=2))
        elif place % HALF == 0:
            signed = validation.sign(row, by=owner, at=then + timedelta(days=1))
            head = head_of(row.function.item.unit)
            waits = signed.objective_id is None and place % (2 * HALF) == 0
            if waits and head is not None and head != owner:
                validation.approve(signed, by=head, at=then + timedelta(days=3))
    estate.refresh_readiness(at=at)
    gaps.refresh(at=at)
