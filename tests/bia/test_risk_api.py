"""Programs read the whole register: how risks stand, what called for reviews, scores, the map, duties."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bia.api import CauseRows, ScoreRows
from bia.models import Risk, RiskCause, RiskMatrix, RiskReview, RiskScore
from bia.services import riskoutcome, riskreviews
from core import obligations
from estate.models import Item
from tests.bia.risking import BAD, MILD, make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db
Read = Callable[..., Any]
FIGURED = dict.fromkeys(("rate_low", "rate_likely", "rate_high"), 0.5) | dict.fromkeys(
    ("loss_low", "loss_likely", "loss_high"), 200_000
)


@pytest.fixture
def matrix(cast: SimpleNamespace, noon: datetime) -> RiskMatrix:
    return make_matrix(by=cast.manager, approver=cast.executive, at=noon)


@pytest.fixture
def item(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
    return make_item("Claims core", unit=units.claims, owner=cast.service_owner, at=noon)


@pytest.fixture
def risk(matrix: RiskMatrix, item: Item, noon: datetime) -> Risk:
    return make_risk(item, at=noon, **BAD, **FIGURED)


@pytest.fixture
def review(risk: Risk, noon: datetime) -> RiskReview:
    details = [{"what": "Core: moved", "fields": {"Site": ["A", "B"]}}]
    (opened,) = riskreviews.call_for(
        [risk], kind="estate", key="k", words="Moved", details=details, at=noon
    )
    return opened


@pytest.fixture
def read(client: Client) -> Read:
    """Reads an address as a person; the answer's status and what it says."""

    def asked(person: Any, name: str, *args: Any, **query: Any) -> Any:
        client.force_login(person)
        answer = client.get(reverse(name, args=args), query)
        return answer.status_code, answer.json()

    return asked


class TestRisk:
    def test_says_how_it_stands_and_when_it_is_reviewed(
        self, review: RiskReview, risk: Risk, cast: SimpleNamespace, read: Read
    ) -> None:
        _status, said = read(cast.auditor, "bia-risk-detail", risk.pk)
        assert (said["inherent_rating"], said["residual_rating"], said["is_above"]) == (4, 4, True)
        assert (said["state"], said["yearly_loss"]) == ("open", "100000.00")
        assert said["review_due"] == review.due_on.isoformat()
        assert (said["reviewed_on"], said["retired_on"]) == (None, None)
        _status, listed = read(cast.auditor, "bia-risk-list", attention="above")
        assert listed["results"] == [said]

    def test_what_is_worked_out_is_not_taken(
        self, risk: Risk, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        answer = client.patch(
            reverse("bia-risk-detail", args=[risk.pk]),
            {"is_above": False, "residual_rating": 1, "title": "Called otherwise"},
            content_type="application/json",
            headers={"If-Match": f'"{risk.version}"'},
        )
        assert answer.status_code == 200, answer.content
        risk.refresh_from_db()
        assert (risk.title, risk.residual_rating, risk.is_above) == ("Called otherwise", 4, True)

    @pytest.mark.parametrize(("sent", "field"), [(6, "residual_impact"), (None, "residual_impact")])
    def test_level_off_the_matrix_or_taken_back_is_refused_at_its_field(
        self, risk: Risk, cast: SimpleNamespace, client: Client, sent: int | None, field: str
    ) -> None:
        client.force_login(cast.manager)
        answer = client.patch(
            reverse("bia-risk-detail", args=[risk.pk]),
            {"inherent_impact": 5, field: sent},
            content_type="application/json",
            headers={"If-Match": f'"{risk.version}"'},
        )
        assert answer.status_code == 400
        assert list(answer.json()) == [field]

    def test_figures_may_be_reviewed_with_the_levels(
        self, review: RiskReview, risk: Risk, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.service_owner)
        answer = client.post(
            reverse("bia-riskreview-verb-complete", args=[review.pk]),
            {"outcome": "changed", "note": "Half as often.", "rate_low": 0.25, "rate_likely": 0.25}
            | {"rate_high": 0.25},
            content_type="application/json",
            headers={"If-Match": f'"{review.version}"'},
        )
        assert answer.status_code == 200, answer.content
        risk.refresh_from_db()
        assert (risk.yearly_loss, risk.residual_rating) == (50_000, 4)


class TestReviews:
    def test_review_says_why_it_was_asked_with_the_difference(
        self, review: RiskReview, cast: SimpleNamespace, read: Read
    ) -> None:
        _status, said = read(cast.service_owner, "bia-riskreview-detail", review.pk)
        (cause,) = said["causes"]
        assert (cause["kind"], cause["words"]) == ("estate", "Moved")
        assert cause["details"][0]["fields"] == {"Site": ["A", "B"]}
        assert said["before"] == RiskScore.objects.get().pk

    def test_scores_are_the_trend_and_causes_a_list(
        self, review: RiskReview, risk: Risk, cast: SimpleNamespace, read: Read, noon: datetime
    ) -> None:
        riskoutcome.complete(
            review, by=cast.service_owner, at=noon, outcome="changed", note="Less.", scores=MILD
        )
        _status, scores = read(cast.auditor, "bia-riskscore-list", risk=risk.pk)
        said = [(row["residual_rating"], row["is_above"]) for row in scores["results"]]
        assert said == [(4, True), (1, False)]
        assert scores["results"][1]["why"] == "Less."
        _status, causes = read(cast.auditor, "bia-riskcause-list", review=review.pk)
        assert [row["words"] for row in causes["results"]] == ["Moved"]


class TestRights:
    @pytest.mark.parametrize("page", [ScoreRows, CauseRows])
    def test_rows_of_another_unit_are_not_there(
        self, page: Any, review: RiskReview, cast: SimpleNamespace, read: Read
    ) -> None:
        row = {RiskScore: RiskScore, RiskCause: RiskCause}[page.model].objects.get()
        name = f"bia-{page.model._meta.model_name}"
        assert read(cast.auditor, f"{name}-detail", row.pk)[0] == 200
        status, said = read(cast.stranger, f"{name}-list")
        assert (status, said.get("results", [])) in ((200, []), (403, []))
        assert read(cast.stranger, f"{name}-detail", row.pk)[0] in (403, 404)

    @pytest.mark.parametrize("page", [ScoreRows, CauseRows])
    def test_rows_are_read_only(
        self, page: Any, review: RiskReview, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        address = reverse(f"bia-{page.model._meta.model_name}-list")
        assert client.post(address, {}, content_type="application/json").status_code == 405

    @pytest.mark.parametrize("name", ["risk", "riskreview", "riskscore", "riskcause"])
    def test_as_many_queries_for_three_rows_as_for_twelve(
        self, name: str, review: RiskReview, cast: SimpleNamespace, read: Read, noon: datetime
    ) -> None:
        def asked(count: int) -> int:
            made = [make_risk(review.risk.item, at=noon, title=str(turn)) for turn in range(count)]
            key = f"{count} more"
            riskreviews.call_for(made, kind="threat", key=key, words="Why", at=noon, tell=False)
            with CaptureQueriesContext(connection) as queries:
                status, said = read(cast.auditor, f"bia-{name}-list")
            assert status == 200
            assert said["count"] == len(said["results"])
            return len(queries)

        asked(0)
        assert asked(2) == asked(9)


class TestMap:
    def test_counts_as_the_page_does(
        self, risk: Risk, cast: SimpleNamespace, read: Read, client: Client
    ) -> None:
        _status, said = read(cast.executive, "bia-risk-reading-heat-map")
        cells = {(cell["likelihood"], cell["impact"]): cell for cell in said["cells"]}
        assert len(cells) == 25
        assert (cells[4, 4]["count"], cells[4, 4]["rating"]) == (1, 4)
        assert said["ratings"][3] == {"level": 4, "name": "critical"}
        assert (said["above_appetite"], said["unrated"]) == (1, 0)
        assert said["over_time"][-1]["above_appetite"] == 1
        _status, inherent = read(cast.executive, "bia-risk-reading-heat-map", kind="inherent")
        assert [cell["count"] for cell in inherent["cells"] if cell["count"]] == [1]

    def test_shows_only_what_one_may_see_and_knows_two_kinds(
        self, risk: Risk, cast: SimpleNamespace, read: Read
    ) -> None:
        _status, said = read(cast.stranger, "bia-risk-reading-heat-map")
        assert sum(cell["count"] for cell in said["cells"]) == 0
        assert read(cast.executive, "bia-risk-reading-heat-map", kind="both")[0] == 400

    def test_without_a_matrix_nothing_is_rated(self, cast: SimpleNamespace, read: Read) -> None:
        status, said = read(cast.executive, "bia-risk-reading-heat-map")
        assert (status, said["matrix"], said["cells"]) == (200, None, [])


class TestDuties:
    @pytest.fixture
    def duty(self, review: RiskReview, noon: datetime) -> None:
        obligations.ask("bia.risk-reviews", at=noon)

    def test_duty_says_whose_it_is_and_by_when(
        self, duty: None, review: RiskReview, cast: SimpleNamespace, read: Read
    ) -> None:
        _status, said = read(cast.service_owner, "core-obligation-list", state="open")
        (row,) = said["results"]
        assert (row["kind"], row["owner"]) == ("bia.risk-review", cast.service_owner.pk)
        assert row["due_on"] == review.due_on.isoformat()
        later = review.due_on + timedelta(days=1)
        assert not read(cast.service_owner, "core-obligation-list", due_after=later)[1]["results"]
        assert not read(cast.service_owner, "core-obligation-list", state="done")[1]["results"]

    def test_duty_of_another_unit_is_not_there(
        self, duty: None, cast: SimpleNamespace, read: Read
    ) -> None:
        assert read(cast.stranger, "core-obligation-list")[1]["results"] == []


class TestNowhere:
    @pytest.mark.parametrize(
        "path", ["/api/nothing/", "/api/bia/nothing/", "/api/bia/risk/1/nothing/"]
    )
    def test_is_answered_as_a_program_reads_it(
        self, path: str, cast: SimpleNamespace, client: Client
    ) -> None:
        assert client.get(path).status_code == 401
        client.force_login(cast.manager)
        for answer in (client.get(path), client.post(path, {}, content_type="application/json")):
            assert answer.status_code == 404
            assert answer["Content-Type"] == "application/json"
            assert "/api/docs/" in answer.json()["detail"]

    def test_address_without_its_last_slash_leads_on(
        self, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        assert client.get("/api/bia/risk").headers["Location"] == "/api/bia/risk/"


def test_description_says_what_readings_and_verbs_take_and_give(
    cast: SimpleNamespace, read: Read
) -> None:
    _status, said = read(cast.manager, "api-schema", format="json")
    reading = said["paths"]["/api/bia/risk/heat-map/"]["get"]
    assert [one["name"] for one in reading["parameters"]] == ["kind"]
    assert "HeatMap" in str(reading["responses"]["200"])
    verb = said["paths"]["/api/bia/riskreview/{id}/complete/"]["post"]
    assert "ReviewRequest" in str(verb["requestBody"])
    duties = said["paths"]["/api/core/obligation/"]["get"]
    assert {"state", "due_after"} <= {one["name"] for one in duties["parameters"]}
