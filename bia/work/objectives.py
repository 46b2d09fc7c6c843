"""Objectives, agreements and gaps that wait for a decision."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from bia.choices import SIGNABLE, AgreementState, CampaignState, GapState, ValidationState
from bia.models import Gap, RecoveryAgreement, Validation
from bia.services import agreementheads, agreements, validation
from bia.work.words import told
from core.heads import Heads
from core.providers import WorkItem, work


@work
def own_gaps(person: Any) -> Iterator[WorkItem]:
    """Gaps the person is to close, or somebody they stand in for."""
    rows = Gap.objects.filter(owner__in=person.stands_for, state=GapState.OPEN)
    for gap in rows.select_related("function__item", "owner"):
        yield WorkItem(
            f"{gap.function}: {gap.title}",
            told(person, gap.owner, gap.way_out or gap.reason[:160]),
            _("Decide"),
            gap.get_absolute_url(),
            gap.due_on,
            state="gap" if gap.kind in ("recovery", "data") else "unknown",
        )


@work
def to_validate(person: Any) -> Iterator[WorkItem]:
    """Objectives the person is asked to confirm, or to approve as head."""
    running = Validation.objects.filter(round__state=CampaignState.RUNNING).select_related(
        "round", "function__item", "signed_by"
    )
    signing = Validation.objects.permitted(person, "sign").values("pk")
    for row in running.filter(state=ValidationState.WAITING, pk__in=signing):
        yield WorkItem(
            _("Confirm the objectives of “%(name)s”") % {"name": row.function},
            row.return_comment or str(row.round),
            _("Decide"),
            row.get_absolute_url(),
            row.round.due_on,
            icon="target",
        )
    approving = Validation.objects.permitted(person, "approve").values("pk")
    asked = Heads()
    signed = running.filter(state=ValidationState.SIGNED, pk__in=approving)
    for row in signed:
        own = validation.owners_side(row)
        if not person.stands_with(*own) and asked.is_for(
            row.function.item.unit_id, person, but=own
        ):
            yield WorkItem(
                _("Approve the objectives of “%(name)s”") % {"name": row.function},
                _("Signed by %(person)s.") % {"person": row.signed_by},
                _("Read"),
                row.get_absolute_url(),
                row.round.due_on,
                icon="signature",
            )


@work
def to_agree(person: Any) -> Iterator[WorkItem]:
    """Recovery agreements that wait for the person's signature or proposal."""
    rows = RecoveryAgreement.objects.permitted(person, "sign").filter(state__in=SIGNABLE)
    for row in rows.select_related("dependent__item__owner", "provider__owner"):
        side = agreements.side_of(row, person)
        if side is None or side not in agreements.unsigned(row):
            continue
        yield WorkItem(
            _("Agree on recovery: %(agreement)s") % {"agreement": row},
            _("Proposed: %(terms)s.") % {"terms": agreements.terms(row)}
            if row.way
            else _("Needed sooner than it is back: propose what you can agree to."),
            _("Open"),
            row.get_absolute_url(),
            row.due_on,
            icon="signature",
        )


@work
def to_approve_agreements(person: Any) -> Iterator[WorkItem]:
    """Recovery agreements both owners signed that wait for the person as head."""
    rows = RecoveryAgreement.objects.permitted(person, "approve").filter(
        state=AgreementState.SIGNED
    )
    asked = Heads()
    for row in rows.select_related("dependent__item", "provider"):
        out = agreements.signers(row)
        if not agreementheads.may_decide(row, person) or not asked.is_for(
            row.provider.unit_id, person, but=out
        ):
            continue
        yield WorkItem(
            _("Approve the agreement on recovery: %(agreement)s") % {"agreement": row},
            agreements.terms(row),
            _("Read"),
            row.get_absolute_url(),
            row.due_on,
            icon="signature",
        )
