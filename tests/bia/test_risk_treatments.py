"""Who bears a risk and until when; what is done about it, by when and with what left."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bia.models import SCORES, Risk, RiskAcceptance, RiskMatrix, RiskReview, RiskTreatment
from bia.services import riskacceptances, risks, treatments
from core import services
from core.models import Notification
from core.providers import work_of
from estate.models import Item
from tests.bia.risking import BAD, make_item, make_matrix, make_risk, put_small, put_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def matrix(cast: SimpleNamespace, noon: datetime) -> RiskMatrix:
    return make_matrix(by=cast.manager, approver=cast.executive, at=noon)


@pytest.fixture
def item(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
    return make_item("Claims core", unit=units.claims, owner=cast.service_owner, at=noon)


class TestAcceptance:
    @pytest.fixture
    def risk(self, matrix: RiskMatrix, item: Item, noon: datetime) -> Risk:
        return make_risk(item, at=noon, **BAD)

    def test_head_bears_it_until_a_day_and_then_it_is_reviewed(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        until = noon.date() + timedelta(days=90)
        riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Replaced soon.")
        risk.refresh_from_db()
        assert risk.state == "accepted"
        assert riskacceptances.end_due(at=noon + timedelta(days=90)) == 0
        assert riskacceptances.end_due(at=noon + timedelta(days=92)) == 1
        assert riskacceptances.end_due(at=noon + timedelta(days=92)) == 0
        risk.refresh_from_db()
        assert risk.state == "open"
        assert RiskReview.objects.get(risk=risk).causes.get().kind == "acceptance"

    def test_neither_its_owner_nor_the_manager_may(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        until = noon.date() + timedelta(days=30)
        risk.owner = cast.head
        risks.save_risk(risk, by=None, at=noon)
        for person in (cast.head, cast.manager, cast.coordinator, cast.auditor):
            with pytest.raises(PermissionDenied):
                riskacceptances.accept(risk, by=person, at=noon, until=until, reason="Why not.")
        assert not RiskAcceptance.objects.exists()

    @pytest.mark.parametrize(("days", "reason"), [(0, "Why."), (500, "Why."), (30, " ")])
    def test_needs_a_day_within_a_year_and_a_reason(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime, days: int, reason: str
    ) -> None:
        until = noon.date() + timedelta(days=days)
        with pytest.raises(ValidationError):
            riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason=reason)

    def test_what_is_within_the_appetite_needs_none(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        until = noon.date() + timedelta(days=30)
        with pytest.raises(ValidationError, match="within the appetite"):
            riskacceptances.accept(
                make_risk(item, at=noon), by=cast.head, at=noon, until=until, reason="Why."
            )

    def test_ends_where_the_risk_gets_worse_and_who_bore_it_is_told(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        high = BAD | {"residual_likelihood": 3, "residual_impact": 4}
        risk = make_risk(item, at=noon, **high)
        until = noon.date() + timedelta(days=30)
        riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Why.")
        risk.refresh_from_db()
        risk.residual_likelihood = 4
        risks.save_risk(risk, by=None, at=noon)
        assert Risk.objects.get().state == "open"
        assert RiskAcceptance.objects.get().ended_at == noon
        assert Notification.objects.filter(person=cast.head, text__contains="worse").count() == 1

    def test_new_matrix_on_which_it_is_worse_ends_it(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        high = BAD | {"residual_likelihood": 3, "residual_impact": 4}
        risk = make_risk(item, at=noon, **high)
        until = noon.date() + timedelta(days=30)
        riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Why.")
        put_with(cast, {(3, 4): 4}, at=noon)
        risk.refresh_from_db()
        assert (risk.residual_rating, risk.state) == (4, "open")
        assert RiskAcceptance.objects.get().ended_at == noon
        assert Notification.objects.filter(person=cast.head, text__contains="worse").count() == 1
        assert RiskReview.objects.get(risk=risk).causes.get().kind == "matrix"

    def test_new_matrix_on_which_it_is_as_bad_leaves_it(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        until = noon.date() + timedelta(days=30)
        riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Why.")
        put_with(cast, {(4, 5): 5, (5, 4): 5, (5, 5): 5}, at=noon, ratings=5)
        risk.refresh_from_db()
        assert (risk.inherent_rating, risk.residual_rating, risk.state) == (5, 4, "accepted")
        assert RiskAcceptance.objects.get().ended_at is None

    def test_new_appetite_within_which_it_comes_ends_it(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        until = noon.date() + timedelta(days=30)
        riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Why.")
        put_with(cast, {}, at=noon, borne=4)
        risk.refresh_from_db()
        assert (risk.is_above, risk.state) == (False, "open")
        assert "within the appetite" in RiskAcceptance.objects.get().ended_why

    def test_lost_level_is_held_against_what_was_accepted_once_it_is_rated(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        until = noon.date() + timedelta(days=30)
        riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Why.")
        put_small(cast, at=noon)
        assert Risk.objects.get().state == "accepted"
        risk = Risk.objects.get()
        for name in SCORES:
            setattr(risk, name, 2)
        risks.save_risk(risk, by=None, at=noon)
        assert Risk.objects.get().state == "open", "“critical” is no rating of the new matrix"

    def test_as_it_was_read_only(self, risk: Risk, cast: SimpleNamespace, noon: datetime) -> None:
        seen, until = risk.version, noon.date() + timedelta(days=30)
        risk.description = "Now different."
        risks.save_risk(risk, by=None, at=noon)
        with pytest.raises(services.Conflict):
            riskacceptances.accept(
                risk, by=cast.head, at=noon, until=until, reason="Why.", version=seen
            )


class TestTreatment:
    def test_done_on_is_kept_and_taken_back(
        self, matrix: RiskMatrix, item: Item, noon: datetime
    ) -> None:
        row = RiskTreatment(risk=make_risk(item, at=noon), what="Second line", state="done")
        treatments.save_treatment(row, by=None, at=noon)
        assert row.done_on == noon.date()
        row.state = "running"
        treatments.save_treatment(row, by=None, at=noon)
        assert row.done_on is None

    def test_overdue_ones_wait_in_my_work(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        late = noon.date() - timedelta(days=400)
        row = RiskTreatment(risk=risk, what="Second line", due_on=late)
        treatments.save_treatment(row, by=None, at=noon - timedelta(days=450))
        assert row.owner == cast.service_owner
        assert "Second line" in [one.what for one in work_of(cast.service_owner)]
        row.state = "done"
        treatments.save_treatment(row, by=None, at=noon)
        assert "Second line" not in [one.what for one in work_of(cast.service_owner)]

    def test_new_one_is_due_on_a_day_to_come(
        self, matrix: RiskMatrix, item: Item, noon: datetime
    ) -> None:
        said = {"risk": make_risk(item, at=noon), "what": "Second line"}
        late = noon.date() - timedelta(days=1)
        with pytest.raises(ValidationError) as refused:
            treatments.save_treatment(RiskTreatment(due_on=late, **said), by=None, at=noon)
        assert list(refused.value.message_dict) == ["due_on"]
        done = RiskTreatment(due_on=late, state="done", **said)
        treatments.save_treatment(done, by=None, at=noon)
        row = RiskTreatment(due_on=noon.date(), **said)
        treatments.save_treatment(row, by=None, at=noon)
        row.what = "A second line"
        treatments.save_treatment(row, by=None, at=noon + timedelta(days=30))

    @pytest.mark.parametrize("name", ["expected_likelihood", "expected_impact"])
    def test_it_makes_no_risk_worse_and_no_levels_up(
        self, matrix: RiskMatrix, item: Item, noon: datetime, name: str
    ) -> None:
        risk = make_risk(item, at=noon)
        for level, said in ((3, "at most 2, as now"), (6, "from 1 to 5")):
            row = RiskTreatment(risk=risk, what="Second line", **{name: level})
            with pytest.raises(ValidationError, match=said) as refused:
                treatments.save_treatment(row, by=None, at=noon)
            assert list(refused.value.message_dict) == [name]

    def test_page_says_in_words_what_it_leaves_and_costs(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        said = {"expected_likelihood": 2, "expected_impact": 4, "cost_once": 5000}
        row = RiskTreatment(risk=make_risk(item, at=noon, **BAD), what="Second line", **said)
        treatments.save_treatment(row, by=None, at=noon)
        client.force_login(cast.auditor)
        text = client.get(row.get_absolute_url()).content.decode()
        assert "4 likely × 4 severe" in text
        assert "2 unlikely × 4 severe" in text
        assert "€\u00a05,000" in text

    def test_expected_levels_stay_where_the_risk_has_become_better_since(
        self, matrix: RiskMatrix, item: Item, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        row = RiskTreatment(risk=risk, what="Second line", expected_likelihood=3)
        treatments.save_treatment(row, by=None, at=noon)
        risk.residual_likelihood = 1
        risks.save_risk(risk, by=None, at=noon)
        row = RiskTreatment.objects.get()
        row.state = "done"
        treatments.save_treatment(row, by=None, at=noon)
        assert RiskTreatment.objects.get().done_on == noon.date()
