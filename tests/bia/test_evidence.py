"""What an auditor is shown of the impact analysis and the risk register, by kind of evidence."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from bia.models import (
    BusinessFunction,
    Campaign,
    Gap,
    RecoveryAgreement,
    RecoveryTier,
    Risk,
    RiskTreatment,
    ValidationRound,
)
from bia.services import agreements, gaps, riskoutcome, riskreviews, risks, treatments
from core import services
from core.clock import organisation_day
from core.providers import Scope, evidence_of
from estate import services as estate
from tests.bia.building import hours, make_scale
from tests.bia.risking import BAD, make_item, make_matrix

pytestmark = pytest.mark.django_db


def shown(at: datetime, scope: Scope | None = None) -> set[tuple[str, str, str]]:
    """The proofs of a day: kind, what and by whom."""
    day = organisation_day(at)
    found = evidence_of(scope or Scope(), since=day, until=day)
    assert all(proof.record.get_absolute_url() for proof in found)
    return {(proof.kind, proof.what, proof.by) for proof in found}


def test_recovery_agreements_name_both_signers(
    function: BusinessFunction, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    ledger = make_item("Ledger", at=noon, owner=cast.service_owner)
    estate.record_claim(item=ledger, likely=hours(24), by=None, at=noon)
    estate.add_dependency(
        dependent=function.item, provider=ledger, needed_within=hours(2), by=None, at=noon
    )
    agreements.refresh(at=noon)
    said: dict[str, Any] = {"way": "time", "time": hours(2), "reason": "A standby is ready."}
    proposed = agreements.propose(
        RecoveryAgreement.objects.get(), by=cast.service_owner, at=noon, **said
    )
    assert shown(noon) == set()
    agreements.accept(proposed, by=cast.owner, at=noon)
    what = "Recovery agreed: Claims payment · Ledger. “Ledger” is back within 2 h"
    assert ("bia", what, "Olga, Sven") in shown(noon)
    assert ("bia", what, "Olga, Sven") in shown(noon, Scope(cast.auditor))
    assert shown(noon, Scope(unit=units.payments)) == set()


def test_risks_are_assessed_reviewed_and_treated_each_once(
    cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    long_ago = noon - timedelta(days=90)
    make_matrix(by=cast.manager, approver=cast.executive, at=long_ago)
    item = make_item("Claims core", at=long_ago, unit=units.claims, owner=cast.service_owner)
    risk = Risk(item=item, title="Flood", **BAD)
    risk = risks.save_risk(risk, by=cast.manager, at=noon)
    (review,) = riskreviews.call_for([risk], kind="threat", key="k", words="The river", at=noon)
    riskoutcome.complete(
        review,
        by=cast.service_owner,
        at=noon,
        outcome="changed",
        note="A wall.",
        scores={"residual_likelihood": 3},
    )
    treatment = RiskTreatment(risk=risk, what="A second pump", owner=cast.owner)
    treatments.save_treatment(treatment, by=None, at=noon)
    assert shown(noon) == {
        ("risk_register", f"Risk assessed: {risk}", "Mona"),
        ("risk_register", f"Risk reviewed: {risk}", "Sven"),
    }
    treatment.state = "done"
    treatments.save_treatment(treatment, by=None, at=noon)
    assert ("risk_register", f"Risk treated: {risk}. A second pump", "Olga") in shown(noon)


def test_scales_and_matrices_in_force_and_tiers_set(cast: SimpleNamespace, noon: datetime) -> None:
    make_scale(by=cast.manager, approver=cast.executive, at=noon)
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    assert shown(noon) == {
        ("bia", "In force: Impact scale v1", "Emil"),
        ("risk_register", "In force: Risk matrix v1", "Emil"),
    }
    now = timezone.now()
    tier = RecoveryTier(longest=hours(4), meaning="Within one shift")
    services.save(tier, by=cast.manager, at=now)
    what = "Recovery tier set: At most 4 h, Within one shift"
    assert shown(now) == {("bia", what, "Mona")}


def test_gaps_accepted_and_closed(function: BusinessFunction, cast: SimpleNamespace) -> None:
    now = timezone.now()
    gap = gaps.save_gap(Gap(function=function, title="No standby"), by=cast.manager, at=now)
    until = organisation_day(now) + timedelta(days=30)
    accepted = gaps.accept(gap, by=cast.head, at=now, until=until, reason="A month is fine.")
    accepted.way_out = "Hire a second line"
    gaps.save_gap(accepted, by=cast.manager, at=now)
    borne = ("deficiency", "Gap accepted: Claims payment, No standby", "Hedy")
    assert shown(now) == {borne}
    gaps.close(accepted, by=cast.manager, at=now, outcome="There is a second line.")
    closed = ("deficiency", "Gap closed: Claims payment, No standby", "")
    assert shown(now) == {borne, closed}


def test_closed_rounds_show_that_the_programme_was_reviewed(
    cast: SimpleNamespace, noon: datetime
) -> None:
    said: dict[str, Any] = {"due_on": noon.date(), "state": "closed", "closed_at": noon}
    Campaign.objects.create(name="BIA 2026", **said)
    ValidationRound.objects.create(name="Spring round", started_by=cast.manager, **said)
    assert shown(noon) == {
        ("programme_review", "BIA campaign closed: BIA 2026", ""),
        ("programme_review", "Objectives validated: Spring round", "Mona"),
    }
