"""What the application does by itself while a person writes: nothing that was typed is lost."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from bia.choices import GapState
from bia.models import (
    BusinessFunction,
    Gap,
    ResponsibilityMatrix,
    Risk,
    RiskAcceptance,
    RiskMatrix,
    RiskReview,
)
from bia.services import (
    gaps,
    responsibilities,
    riskacceptances,
    riskjudging,
    riskmatrix,
    riskoutcome,
    riskreviews,
    risks,
)
from core import services
from estate.models import Item
from tests.bia.risking import BAD, MILD, make_item, make_matrix, make_risk
from tests.bia.test_validation import know
from tests.core.waiting import held_up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gap(function: BusinessFunction, noon: datetime) -> Gap:
    """A gap of the analysis, which would tell it in other words by now."""
    know(function, noon)
    gaps.refresh(at=noon)
    found = Gap.objects.exclude(state=GapState.CLOSED).get()
    found.title = "Told otherwise"
    return services.save(found, by=None, at=noon)


@pytest.fixture
def risk(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Risk:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    return make_risk(rested_on(units, cast, noon), at=noon, **BAD)


def rested_on(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
    return make_item("Claims core", unit=units.claims, owner=cast.service_owner, at=noon)


def test_way_out_and_date_stay_while_the_analysis_tells_a_gap_anew(
    gap: Gap, cast: SimpleNamespace, noon: datetime
) -> None:
    with transaction.atomic():
        gap.way_out, gap.due_on = "A new standby", date(2030, 1, 1)
        gaps.save_gap(gap, by=cast.manager, at=noon)
        refresh = held_up(lambda: gaps.refresh(at=noon))
    refresh.result()
    found = Gap.objects.get(pk=gap.pk)
    assert (found.way_out, found.due_on) == ("A new standby", date(2030, 1, 1))
    assert found.title != "Told otherwise"


def test_gap_accepted_meanwhile_is_taken_back_in_the_name_of_who_bore_it(
    gap: Gap, cast: SimpleNamespace, noon: datetime
) -> None:
    with transaction.atomic():
        gaps.accept(gap, by=cast.head, at=noon, until=date(2026, 9, 1), reason="Borne.")
        refresh = held_up(lambda: gaps.refresh(at=noon))
    refresh.result()
    found = Gap.objects.get(pk=gap.pk)
    assert (found.state, found.accepted_by) == (GapState.OPEN, None)
    assert found.outcome.startswith("Accepted by Hedy until")


def test_gap_borne_for_longer_meanwhile_stays_borne(
    gap: Gap, cast: SimpleNamespace, noon: datetime
) -> None:
    gaps.accept(gap, by=cast.head, at=noon, until=date(2026, 6, 1), reason="Borne.")
    with transaction.atomic():
        gaps.accept(gap, by=cast.head, at=noon, until=date(2026, 9, 1), reason="Borne on.")
        reopening = held_up(lambda: gaps.reopen_accepted(at=noon.replace(month=7)))
    assert reopening.result() == 0
    assert Gap.objects.get(pk=gap.pk).state == GapState.ACCEPTED


def test_risk_edited_while_a_matrix_is_approved_keeps_both(
    risk: Risk, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = riskmatrix.start_draft(by=cast.manager, at=noon)
    draft.ratings, draft.reason = [[4] * 5] * 5, "Stricter."
    services.save(draft, by=None, at=noon)
    riskmatrix.submit(draft, by=cast.manager, at=noon)
    approved = RiskMatrix.objects.get(pk=draft.pk)
    with transaction.atomic():
        risk.title = "Renamed by its owner"
        for name, level in MILD.items():
            setattr(risk, name, level)
        risks.save_risk(risk, by=cast.manager, at=noon)
        approval = held_up(lambda: riskjudging.put_in_force(approved, by=cast.executive, at=noon))
    approval.result()
    found = Risk.objects.get(pk=risk.pk)
    assert (found.title, found.residual_likelihood) == ("Renamed by its owner", 2)
    assert found.residual_rating == 4


def test_risk_edited_while_its_acceptance_ends_keeps_both(
    risk: Risk, cast: SimpleNamespace, noon: datetime
) -> None:
    riskacceptances.accept(risk, by=cast.head, at=noon, until=date(2026, 6, 1), reason="Borne.")
    with transaction.atomic():
        risk.refresh_from_db()
        risk.title = "Renamed by its owner"
        risks.save_risk(risk, by=cast.manager, at=noon)
        ending = held_up(lambda: riskacceptances.end_due(at=noon.replace(month=7)))
        assert RiskAcceptance.objects.select_for_update(nowait=True).get().ended_at is None
    assert ending.result() == 1
    found = Risk.objects.get(pk=risk.pk)
    assert (found.title, found.state) == ("Renamed by its owner", "open")


def test_review_is_not_held_while_its_risk_is_waited_for(
    risk: Risk, cast: SimpleNamespace, noon: datetime
) -> None:
    (review,) = riskreviews.call_for([risk], kind="threat", key="k", words="River", at=noon)
    with transaction.atomic():
        riskreviews.call_for([risk], kind="threat", key="l", words="Again", at=noon)
        closing = held_up(
            lambda: riskoutcome.complete(
                review, by=cast.service_owner, at=noon, outcome="confirmed"
            )
        )
        assert RiskReview.objects.select_for_update(nowait=True).get().pk == review.pk
    assert closing.result().outcome == "confirmed"


def test_risk_of_a_rule_edited_while_its_service_is_renamed_keeps_both(
    units: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    service = make_item("Payroll", kind="vendor", owner=cast.service_owner, at=noon)
    matrix = ResponsibilityMatrix(item=service, backup="nobody")
    responsibilities.save_matrix(matrix, by=None, at=noon)
    risk = Risk.objects.get()
    said = {"source_ref": risk.source_ref, "at": noon, "item": service, "title": "Payroll 2"}
    with transaction.atomic():
        risk.owner = cast.manager
        risks.save_risk(risk, by=cast.manager, at=noon)
        telling = held_up(lambda: risks.found_by_rule(**said))
    telling.result()
    found = Risk.objects.get()
    assert (found.title, found.owner) == ("Payroll 2", cast.manager)
