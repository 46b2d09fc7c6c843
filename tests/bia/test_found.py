"""What of the BIA is found everywhere: by its words, by its name of now, and by who may read it."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from bia.models import (
    BiaReport,
    BusinessFunction,
    RecoveryAgreement,
    ResponsibilityMatrix,
    Risk,
    RiskTreatment,
    StrategicObjective,
    ValidationRound,
)
from bia.services import agreements, aims, papers, responsibilities, risks, treatments, validation
from core import search
from core.models import User
from estate import services as estate
from estate.models import Item
from tests.bia.building import hours, make_scale
from tests.bia.risking import make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db


def found(actor: User, text: str) -> set[type]:
    """The kinds of records these words find."""
    entries = search.find(actor=User.objects.get(pk=actor.pk), text=text)
    return {entry.content_type.model_class() for entry in entries}


@pytest.fixture
def ledger(
    function: BusinessFunction, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> Item:
    """A vendor's service that claims payment needs sooner than it is back, with a risk on it."""
    seller = make_item("Seller", at=noon, kind="vendor")
    made = make_item(
        "Ledger", at=noon, unit=units.claims, owner=cast.service_owner, supplier=seller
    )
    estate.record_claim(item=made, likely=hours(24), by=None, at=noon)
    estate.add_dependency(
        dependent=function.item, provider=made, needed_within=hours(2), by=None, at=noon
    )
    agreements.refresh(at=noon)
    responsibilities.save_matrix(ResponsibilityMatrix(item=made), by=cast.manager, at=noon)
    treatment = RiskTreatment(risk=make_risk(made, at=noon, title="Flood"), what="A second pump")
    treatments.save_treatment(treatment, by=None, at=noon)
    return made


def test_agreements_treatments_and_matrices_are_found_by_who_may_read_them(
    ledger: Item, cast: SimpleNamespace
) -> None:
    assert {RecoveryAgreement, ResponsibilityMatrix} < found(cast.manager, "ledger")
    assert found(cast.manager, "second pump") == {RiskTreatment}
    assert RecoveryAgreement not in found(cast.stranger, "ledger")
    assert found(cast.stranger, "second pump") == set()


def test_what_is_renamed_is_found_by_its_new_name(
    ledger: Item, cast: SimpleNamespace, noon: datetime
) -> None:
    ledger.refresh_from_db()
    ledger.name = "Cashbook"
    estate.save_item(ledger, by=None, at=noon)
    assert {RecoveryAgreement, ResponsibilityMatrix} < found(cast.manager, "cashbook")
    risk = Risk.objects.get(title="Flood")
    risk.title = "High water"
    risks.save_risk(risk, by=None, at=noon)
    assert found(cast.manager, "high water") == {Risk, RiskTreatment}
    assert found(cast.manager, "flood") == set()


def test_objectives_rounds_scales_and_reports_are_found(
    function: BusinessFunction, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    aim = StrategicObjective(name="Pay on time", weight=10, description="Within a fortnight")
    aims.save_objective(aim, by=None, at=noon)
    validation.save_round(
        ValidationRound(name="Spring round", due_on=date(2026, 6, 30), unit=units.payments),
        by=cast.manager,
        at=noon,
    )
    make_scale(by=cast.manager, approver=cast.executive, at=noon)
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    papers.begin([function], about="Claims in spring", by=cast.manager, at=noon)
    assert found(cast.manager, "fortnight") == {StrategicObjective}
    assert found(cast.manager, "spring") == {ValidationRound, BiaReport}
    assert len(found(cast.manager, "risk matrix")) == 1
    assert len(found(cast.manager, "impact scale")) == 1
    assert found(cast.stranger, "spring") == {ValidationRound}
