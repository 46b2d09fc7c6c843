"""Risks are rated, kept in figures, accepted by those who may, and retired; the catalogue and matrix."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from bia.choices import ThreatKind
from bia.models import (
    SCORES,
    Risk,
    RiskLevel,
    RiskMatrix,
    RiskReview,
    RiskScore,
    RiskTreatment,
    Threat,
)
from bia.services import (
    riskacceptances,
    riskjudging,
    riskmatrix,
    riskoutcome,
    riskreviews,
    risks,
    riskstanding,
    threats,
)
from bia.views.matrixedit import stored
from bia.work.risks import risks_nobody_bears
from core import search
from estate.models import Item
from tests.bia.risking import (
    BAD,
    MILD,
    make_item,
    make_matrix,
    make_risk,
    put_small,
    small_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def matrix(cast: SimpleNamespace, noon: datetime) -> RiskMatrix:
    return make_matrix(by=cast.manager, approver=cast.executive, at=noon)


@pytest.fixture
def item(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
    return make_item("Claims core", unit=units.claims, owner=cast.service_owner, at=noon)


class TestCatalogue:
    def test_holds_thirty_and_more_of_every_class(
        self, cast: SimpleNamespace, noon: datetime
    ) -> None:
        assert threats.take_catalogue(by=cast.manager, at=noon) >= 30
        kinds = set(Threat.objects.values_list("kind", flat=True))
        assert kinds == set(ThreatKind.values)

    def test_is_added_at_once_found_and_kept_in_the_history(
        self, cast: SimpleNamespace, noon: datetime, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(60):
            threats.take_catalogue(by=cast.manager, at=noon)
        assert [one.label for one in search.find(actor=cast.manager, text="flood")]
        flood = Threat.objects.get(code="flood")
        (event,) = apps.get_model("bia", "ThreatEvent").objects.filter(pgh_obj_id=flood.pk)
        assert event.pgh_context.metadata["user"] == cast.manager.pk

    def test_is_not_for_everybody_to_add(self, cast: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(PermissionDenied):
            threats.take_catalogue(by=cast.owner, at=noon)

    def test_taken_again_leaves_what_was_changed(
        self, cast: SimpleNamespace, noon: datetime
    ) -> None:
        threats.take_catalogue(by=cast.manager, at=noon)
        threat = Threat.objects.get(code="flood")
        threat.name = "The Amstel"
        threats.save_threat(threat, by=cast.manager, at=noon)
        assert threats.take_catalogue(by=cast.manager, at=noon) == 0
        assert Threat.objects.get(code="flood").name == "The Amstel"

    def test_first_step_shows_and_adds(self, cast: SimpleNamespace, client: Client) -> None:
        client.force_login(cast.manager)
        address = reverse("bia:catalogue")
        assert b"Ransomware" in client.get(address).content
        assert client.post(address).status_code == 302
        assert Threat.objects.count() >= 30
        assert "All of it is there" in client.get(address).content.decode()

    def test_every_likelihood_is_one_of_the_five(self) -> None:
        assert all(1 <= said["likelihood"] <= 5 for said in threats.catalogue().values())


class TestMatrix:
    def test_only_an_executive_puts_it_in_force(
        self, cast: SimpleNamespace, noon: datetime
    ) -> None:
        threats.take_catalogue(by=cast.manager, at=noon)
        draft = riskmatrix.start_draft(by=cast.manager, at=noon)
        riskmatrix.submit(draft, by=cast.manager, at=noon)
        draft.refresh_from_db()
        with pytest.raises(PermissionDenied):
            riskjudging.put_in_force(draft, by=cast.head, at=noon)

    def test_rates_and_knows_the_appetite(self, matrix: RiskMatrix) -> None:
        whole = riskmatrix.read(matrix)
        assert whole.rating_name(whole.rate(4, 4)) == "critical"
        assert whole.rate(6, 1) is None
        assert whole.rate(None, 1) is None
        category = next(iter(whole.appetite))
        assert (whole.is_above(category, 3), whole.is_above(category, 2)) == (True, False)
        assert whole.is_above(None, 3), "without a category the smallest appetite counts"

    def test_worse_pair_rated_lower_is_refused_with_its_names(
        self, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        threats.take_catalogue(by=cast.manager, at=noon)
        draft = riskmatrix.start_draft(by=cast.manager, at=noon)
        client.force_login(cast.manager)
        address = reverse("bia:matrix-edit", args=[draft.pk])
        page = client.get(address)
        assert page.status_code == 200
        typed = typed_of(draft) | {"cell.5.5": "1"}
        refused = client.post(address, typed)
        assert refused.status_code == 422
        assert "is rated lower than something milder" in refused.content.decode()
        assert client.post(address, typed | {"cell.5.5": "3"}).status_code == 422
        saved = client.post(address, typed | {"cell.5.5": "4", "impact.5.name": "Ruinous"})
        assert saved.status_code == 302
        assert RiskLevel.objects.filter(matrix=draft, name="Ruinous").exists()

    def test_new_version_rates_every_risk_and_keeps_old_scores(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        draft = riskmatrix.start_draft(by=cast.manager, at=noon)
        draft.reason = "Fewer levels."
        sheet = small_sheet(draft)
        riskmatrix.save_draft(draft, sheet, by=cast.manager, at=noon)
        riskmatrix.submit(draft, by=cast.manager, at=noon)
        later = noon + timedelta(days=1)
        riskjudging.put_in_force(RiskMatrix.objects.get(pk=draft.pk), by=cast.executive, at=later)
        risk.refresh_from_db()
        assert risk.residual_rating is None, "level 4 is not on the new matrix"
        assert RiskReview.objects.get(risk=risk).causes.get().kind == "matrix"
        first, last = RiskScore.objects.filter(risk=risk).order_by("pk")
        assert (first.matrix, first.residual_rating) == (matrix, 4)
        assert (last.matrix_id, last.residual_rating) == (draft.pk, None)

    def test_risk_whose_levels_are_gone_stays_in_sight_until_it_is_rated(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        put_small(cast, at=noon)
        risk.refresh_from_db()
        assert risk.is_above
        client.force_login(cast.manager)
        page = client.get(reverse("bia:risk-list"), {"attention": "unrated"}).content.decode()
        assert risk.title in page
        assert "To be rated" in page
        assert risk.title in client.get(reverse("bia:risk-map")).content.decode()
        until = noon.date() + timedelta(days=30)
        with pytest.raises(ValidationError, match="rate it first"):
            riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Why.")
        review = RiskReview.objects.get(risk=risk)
        with pytest.raises(ValidationError, match="Choose “Changed” and rate it"):
            riskoutcome.complete(review, by=cast.service_owner, at=noon, outcome="confirmed")
        ones = dict.fromkeys(BAD, 1)
        riskoutcome.complete(
            review, by=cast.service_owner, at=noon, outcome="changed", note="Anew.", scores=ones
        )
        risk.refresh_from_db()
        assert (risk.residual_rating, risk.is_above) == (1, False)


def typed_of(draft: RiskMatrix) -> dict[str, str]:
    said = {"title": draft.title, "currency": "EUR", "version": str(draft.version)}
    return stored(draft) | said


class TestRegister:
    def test_number_unit_and_owner_follow_where_left_empty(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        first, second = make_risk(item, at=noon), make_risk(item, at=noon, title="Two")
        assert (first.code, second.code) == ("R-001", "R-002")
        assert (first.unit, first.owner) == (item.unit, cast.service_owner)

    def test_rated_and_scored_when_levels_change_only(
        self, matrix: RiskMatrix, item: Item, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        assert (risk.inherent_rating, risk.residual_rating, risk.is_above) == (4, 4, True)
        risk.description = "More words."
        risks.save_risk(risk, by=None, at=noon)
        assert RiskScore.objects.filter(risk=risk).count() == 1
        risk.residual_likelihood = risk.residual_impact = 2
        risks.save_risk(risk, by=None, at=noon)
        assert (risk.residual_rating, risk.is_above) == (1, False)
        assert RiskScore.objects.filter(risk=risk).count() == 2

    def test_residual_worse_than_inherent_is_refused(self, item: Item, noon: datetime) -> None:
        with pytest.raises(ValidationError, match="does not make it worse"):
            make_risk(item, at=noon, inherent_impact=2, residual_impact=3)

    @pytest.mark.parametrize("name", SCORES)
    def test_level_once_given_is_not_taken_back(
        self, matrix: RiskMatrix, item: Item, noon: datetime, name: str
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        setattr(risk, name, None)
        with pytest.raises(ValidationError, match="stays rated") as refused:
            risks.save_risk(risk, by=None, at=noon)
        assert list(refused.value.message_dict) == [name]
        assert Risk.objects.get().is_above

    def test_rule_s_risk_may_wait_for_its_levels(
        self, matrix: RiskMatrix, item: Item, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **dict.fromkeys(SCORES))
        risk.description = "More words."
        risks.save_risk(risk, by=None, at=noon)
        assert Risk.objects.get().residual_rating is None

    @pytest.mark.parametrize("name", SCORES)
    def test_level_the_matrix_does_not_have_is_refused(
        self, matrix: RiskMatrix, item: Item, noon: datetime, name: str
    ) -> None:
        with pytest.raises(ValidationError, match="levels from 1 to 5") as refused:
            make_risk(item, at=noon, **dict.fromkeys(SCORES, 5) | {name: 6})
        assert list(refused.value.message_dict) == [name]

    def test_level_of_an_earlier_matrix_stands_until_it_is_changed(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        put_small(cast, at=noon)
        risk.refresh_from_db()
        risk.description = "More words."
        risks.save_risk(risk, by=None, at=noon)
        risk.residual_impact = 3
        with pytest.raises(ValidationError, match="levels from 1 to 2"):
            risks.save_risk(risk, by=None, at=noon)

    def test_figures_give_the_expected_and_the_bad_year(
        self, matrix: RiskMatrix, item: Item, noon: datetime
    ) -> None:
        rates = dict.fromkeys(("rate_low", "rate_likely", "rate_high"), 0.4)
        losses = {"loss_low": 50_000, "loss_likely": 200_000, "loss_high": 1_500_000}
        risk = make_risk(item, at=noon, **rates, **losses)
        assert risk.yearly_loss == Decimal("156666.67")
        assert risk.bad_year is not None
        assert 700_000 < risk.bad_year < 850_000

    @pytest.mark.parametrize(
        "said",
        [
            {"rate_low": 1.0},
            {"rate_low": 3.0, "rate_likely": 2.0, "rate_high": 4.0},
            {"rate_low": 1.0, "rate_likely": 2.0, "rate_high": 4000.0},
        ],
    )
    def test_half_or_turned_ranges_get_a_sentence(
        self, item: Item, noon: datetime, said: dict[str, float]
    ) -> None:
        with pytest.raises(ValidationError, match=r"give all three|At most once a day"):
            make_risk(item, at=noon, **said)

    def test_without_a_matrix_it_is_recorded_and_not_rated(
        self, item: Item, noon: datetime
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        assert (risk.residual_rating, risk.is_above) == (None, False)

    def test_retired_with_a_reason_and_never_deleted(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        risk = make_risk(item, at=noon)
        client.force_login(cast.manager)
        address = reverse("bia:risk-retire", args=[risk.pk])
        assert client.post(address, {"comment": " "}).status_code == 422
        assert client.post(address, {"comment": "The machine is gone."}).status_code == 302
        risk.refresh_from_db()
        assert risk.retired_reason == "The machine is gone."
        assert str(risk.title) not in client.get(reverse("bia:risk-list")).content.decode()

    def test_list_begins_with_the_worst_and_its_views_count(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        mild, bad = make_risk(item, at=noon, title="Mild"), make_risk(item, at=noon, **BAD)
        client.force_login(cast.manager)
        page = client.get(reverse("bia:risk-list"))
        shown = [row.record for row in page.context["table"].paginated_rows]
        assert shown == [bad, mild]
        counts = {tab.name: tab.count for tab in page.context["views"]}
        assert (counts["Above appetite"], counts["Untreated"], counts["Mine"]) == (1, 1, 0)
        cell = client.get(reverse("bia:risk-list"), {"residual": "4-4"})
        assert [row.record for row in cell.context["table"].paginated_rows] == [bad]


class TestPages:
    def test_every_thing_to_mend_is_counted_and_leads_to_its_field(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        typed = {"title": "Fire", "item": item.pk, "currency": "euro", "rate_low": 3, "loss_low": 1}
        typed |= dict.fromkeys(("inherent_likelihood", "inherent_impact"), 2)
        typed |= dict.fromkeys(("residual_likelihood", "residual_impact"), 3)
        page = client.post(reverse("bia:risk-create"), typed)
        assert page.status_code == 422
        wrong = {"residual_likelihood", "residual_impact", "rate_low", "loss_low", "currency"}
        assert set(page.context["form"].errors) == wrong
        text = page.content.decode()
        assert "5 things to mend" in text
        assert all(f'<a href="#id_{name}">' in text for name in wrong)

    def test_risk_says_why_it_stands_as_it_does(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        risk = make_risk(item, at=noon, description="A disk fails.", **BAD)
        client.force_login(cast.auditor)
        text = client.get(risk.get_absolute_url()).content.decode()
        assert "What is left is critical, and no more than moderate is borne" in text
        assert "4 likely × 4 severe" in text
        assert "Nothing is done about it, and nobody bears it." in text

    def test_heat_map_counts_and_shows_where_a_risk_came_from(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        risk = make_risk(item, at=noon, **BAD)
        riskreviews.call_for([risk], kind="threat", key="x", words="Why", at=noon)
        riskoutcome.complete(
            RiskReview.objects.get(),
            by=cast.manager,
            at=noon,
            outcome="changed",
            note="Second line.",
            scores=MILD,
        )
        client.force_login(cast.executive)
        found = client.get(reverse("bia:risk-map")).context["map"]
        cells = {cell.key: cell for _level, row in found.rows for cell in row}
        assert [cells[key].rating_short for key in ("1-1", "3-3", "3-4", "4-4")] == [*"LMHC"]
        assert (cells["2-2"].count, cells["2-2"].came) == (1, 1)
        assert (cells["4-4"].count, cells["4-4"].left) == (0, 1)
        inherent = client.get(reverse("bia:risk-map"), {"kind": "inherent"}).context["map"]
        assert inherent.placed == 1
        moved = riskstanding.with_facts(Risk.objects.all()).get()
        assert riskstanding.movement(moved) == "down"

    def test_number_not_rated_opens_those(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        make_risk(item, at=noon, **BAD)
        bare = make_risk(item, at=noon, title="Bare", **dict.fromkeys(SCORES))
        client.force_login(cast.executive)
        for kind in ("residual", "inherent"):
            page = client.get(reverse("bia:risk-map"), {"kind": kind})
            address = f"{reverse('bia:risk-list')}?{page.context['map'].unplaced_query}"
            assert f'<a href="{address}">1 is not rated</a>' in page.content.decode()
            table = client.get(address).context["table"]
            assert [row.record for row in table.paginated_rows] == [bare]

    @pytest.mark.parametrize(
        ("moment", "at_the_end"),
        [
            (datetime(2026, 6, 30, 21, 30, tzinfo=UTC), 1),
            (datetime(2026, 6, 30, 22, tzinfo=UTC), 0),
        ],
    )
    def test_quarters_end_by_the_organisations_clock(
        self,
        matrix: RiskMatrix,
        item: Item,
        cast: SimpleNamespace,
        moment: datetime,
        at_the_end: int,
    ) -> None:
        make_risk(item, at=moment, **BAD)
        later = datetime(2026, 8, 1, 12, tzinfo=UTC)
        found = riskstanding.above_over_time(cast.auditor, at=later, quarters=3)
        assert found == [("Q1 26", 0), ("Q2 26", at_the_end), ("now", 1)]

    def test_risk_retired_after_a_quarter_stood_above_at_its_end(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        risk, first_of_july = make_risk(item, at=noon, **BAD), datetime(2026, 7, 1, 8, tzinfo=UTC)
        risks.retire(risk, by=None, at=first_of_july, reason="Replaced.")
        found = riskstanding.above_over_time(cast.auditor, at=first_of_july, quarters=2)
        assert found == [("Q2 26", 1), ("now", 0)]

    def test_head_reads_how_many_more_nobody_bears(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        for number in range(5):
            make_risk(item, at=noon, title=f"Risk {number}", **BAD)
        *named, rest = risks_nobody_bears(cast.head)
        assert (len(named), rest.what) == (3, "Decide on 2 more risks")
        client.force_login(cast.head)
        assert len(client.get(rest.url).context["table"].paginated_rows) == 5

    def test_map_shows_only_what_one_may_see(
        self, matrix: RiskMatrix, item: Item, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        make_risk(item, at=noon, **BAD)
        client.force_login(cast.stranger)
        assert client.get(reverse("bia:risk-map")).context["total"] == 0


def test_register_costs_the_same_for_many_risks_at_work(
    cast: SimpleNamespace,
    units: SimpleNamespace,
    noon: datetime,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)

    def at_work(count: int) -> None:
        for at in range(count):
            app = make_item(f"App {at}", unit=units.claims, owner=cast.service_owner, at=noon)
            risk = make_risk(app, title=f"{count} of {at}", at=noon)
            RiskReview.objects.create(risk=risk, opened_at=noon, due_on=noon.date())
            RiskTreatment.objects.create(risk=risk, what="Spare parts", due_on=noon.date())

    client.force_login(cast.manager)
    listed = reverse("bia:risk-list")
    at_work(3)
    client.get(listed)
    with django_assert_max_num_queries(40) as few:
        client.get(listed)
    at_work(9)
    with django_assert_max_num_queries(len(few)):
        client.get(listed)
