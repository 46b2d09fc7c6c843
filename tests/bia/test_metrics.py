"""The figures and proofs that governance finds: with their rows, in a scope, never good for nothing."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bia.models import (
    BusinessFunction,
    Campaign,
    ImpactScale,
    Interview,
    ResponsibilityMatrix,
    Risk,
    RiskReview,
)
from bia.services import answers, interviews, riskoutcome, riskquarter
from core.providers import Metric, Scope, evidence_of, metrics_of
from estate.models import Item
from tests.bia.building import make_function, make_interview, rates
from tests.bia.risking import BAD, make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db

KEYS = {
    "bia.currency",
    "bia.interviews",
    "bia.objectives",
    "bia.risk_reviews",
    "bia.appetite",
    "bia.responsibilities",
}


def figure(key: str, today: datetime, scope: Scope | None = None) -> Metric:
    found = metrics_of(scope or Scope(), today=today.date())
    return next(each for each in found if each.key == key)


def approved(function: BusinessFunction, scale: ImpactScale, at: datetime) -> Interview:
    signed: dict[str, Any] = {"approved_by": function.item.owner, "approved_at": at}
    return make_interview(function, scale, state="approved", **signed)


def test_of_nothing_nothing_is_known(noon: datetime) -> None:
    found = metrics_of(Scope(), today=noon.date())
    assert {each.key for each in found} == KEYS
    assert {each.share for each in found} == {None}
    assert not evidence_of(Scope(), since=date(2000, 1, 1), until=noon.date())


def test_every_figure_asks_as_often_for_many_rows(
    units: SimpleNamespace, cast: SimpleNamespace, scale: ImpactScale, noon: datetime
) -> None:
    counts = []
    for number in (2, 6):
        for each in range(number):
            name = f"Function {number} {each}"
            approved(make_function(name, unit=units.claims, owner=cast.owner, at=noon), scale, noon)
            make_risk(make_item(name, at=noon, kind="server"), at=noon)
        with CaptureQueriesContext(connection) as caught:
            found = metrics_of(Scope(cast.manager), today=noon.date())
            evidence_of(Scope(cast.manager), since=noon.date(), until=noon.date())
        assert sum(len(each.met) for each in found) >= number
        counts.append(len(caught))
    assert counts[0] == counts[1]


class TestCurrency:
    def test_an_analysis_counts_for_twelve_months(
        self, function: BusinessFunction, scale: ImpactScale, noon: datetime
    ) -> None:
        found = figure("bia.currency", noon)
        assert (found.share, found.missed, found.unknown) == (None, (function,), (function,))
        approved(function, scale, noon - timedelta(days=366))
        found = figure("bia.currency", noon)
        assert (found.share, found.missed, found.unknown) == (0.0, (function,), ())
        approved(function, scale, noon - timedelta(days=360))
        assert figure("bia.currency", noon).met == (function,)

    def test_is_of_the_unit_asked_and_of_what_one_may_read(
        self,
        function: BusinessFunction,
        scale: ImpactScale,
        units: SimpleNamespace,
        cast: SimpleNamespace,
        noon: datetime,
    ) -> None:
        approved(function, scale, noon)
        assert figure("bia.currency", noon, Scope(unit=units.operations)).share == 1
        assert figure("bia.currency", noon, Scope(unit=units.payments)).share is None
        assert figure("bia.currency", noon, Scope(cast.manager)).share == 1
        assert figure("bia.currency", noon, Scope(cast.stranger)).share is None


@pytest.mark.parametrize(
    ("days", "share"),
    [
        ((10, 11), 1.0),
        ((10, 10), 1.0),
        ((10, 9), 0.0),
        ((10, None), 0.0),
        ((-1, None), None),
        ((400, 401), None),
    ],
)
def test_interviews_on_time(
    function: BusinessFunction,
    scale: ImpactScale,
    noon: datetime,
    days: tuple[int, int | None],
    share: float | None,
) -> None:
    ended, handed_in = days
    campaign = Campaign.objects.create(name="BIA", due_on=noon.date() - timedelta(days=ended))
    at = None if handed_in is None else noon - timedelta(days=handed_in)
    said: dict[str, Any] = {"invited_at": noon - timedelta(days=410), "submitted_at": at}
    state = "invited" if at is None else "submitted"
    make_interview(function, scale, campaign=campaign, state=state, **said)
    assert figure("bia.interviews", noon).share == share


def test_an_interview_sent_back_is_missed_until_it_is_handed_in_again_in_time(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    last_day = noon.date() + timedelta(days=5)
    campaign = Campaign.objects.create(name="BIA", due_on=last_day, state="running")
    interview = make_interview(function, scale, campaign=campaign, invited_at=noon)
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    handed_in = interviews.submit(interview, by=cast.owner, at=noon)
    later = noon + timedelta(days=60)
    assert figure("bia.interviews", later).met == (interview,)
    returned = interviews.return_(handed_in, by=cast.head, at=noon, comment="Look again.")
    assert figure("bia.interviews", later).missed == (interview,)
    interviews.submit(returned, by=cast.owner, at=noon + timedelta(days=2))
    assert figure("bia.interviews", later).met == (interview,)


class TestRisks:
    @pytest.fixture
    def item(self, units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
        make_matrix(by=cast.manager, approver=cast.executive, at=noon)
        return make_item("Claims core", at=noon, unit=units.claims, owner=cast.owner)

    def test_one_that_nobody_rated_is_not_within_appetite(self, item: Item, noon: datetime) -> None:
        unrated = Risk.objects.create(code="R-9", title="Unrated", item=item)
        assert figure("bia.appetite", noon).share is None
        mild, bad = make_risk(item, at=noon), make_risk(item, at=noon, title="Bad", **BAD)
        found = figure("bia.appetite", noon)
        assert (found.met, set(found.missed)) == ((mild,), {bad, unrated})
        assert (found.share, found.unknown) == (1 / 3, (unrated,))

    @pytest.mark.parametrize(
        ("due", "done", "share"),
        [
            (5, 6, 1.0),
            (5, 4, 0.0),
            (5, None, 0.0),
            (-5, None, None),
            (400, 390, None),
            (400, None, 0.0),
        ],
    )
    def test_reviews_on_time(
        self, item: Item, noon: datetime, due: int, done: int | None, share: float | None
    ) -> None:
        RiskReview.objects.create(
            risk=make_risk(item, at=noon),
            opened_at=noon - timedelta(days=420),
            due_on=noon.date() - timedelta(days=due),
            done_at=None if done is None else noon - timedelta(days=done),
            state="open" if done is None else "done",
            outcome="" if done is None else "confirmed",
        )
        assert figure("bia.risk_reviews", noon).share == share

    def test_every_quarter_a_review_was_left_open_over_is_missed(
        self, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        make_risk(item, at=noon)
        quarters = [datetime(2026, month, 2, 9, tzinfo=UTC) for month in (7, 10)]
        for at in quarters:
            riskquarter.open_reviews(at=at)
        review = RiskReview.objects.get()
        late = datetime(2026, 11, 5, 9, tzinfo=UTC)
        found = figure("bia.risk_reviews", late)
        assert [str(row) for row in found.missed] == [str(review.risk), "Quarterly review, Q4 2026"]
        riskoutcome.complete(
            review, by=cast.owner, at=datetime(2026, 10, 20, 9, tzinfo=UTC), outcome="confirmed"
        )
        assert figure("bia.risk_reviews", late).share == 0.5

    def test_quarters_skipped_in_an_outage_are_missed(
        self, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        make_risk(item, at=noon)
        back = datetime(2027, 4, 2, 9, tzinfo=UTC)
        riskquarter.open_reviews(at=back)
        riskquarter.open_reviews(at=back)
        review = RiskReview.objects.get()
        assert [str(cause) for cause in review.causes.all()] == [
            "Quarterly review, Q2 2027",
            *(
                f"Skipped in {name}: nobody was asked."
                for name in ("Q3 2026", "Q4 2026", "Q1 2027")
            ),
        ]
        riskoutcome.complete(review, by=cast.owner, at=back, outcome="confirmed")
        found = figure("bia.risk_reviews", datetime(2027, 5, 5, 9, tzinfo=UTC))
        assert (len(found.met), len(found.missed)) == (1, 3)


def test_shared_responsibility_is_settled_said_or_not_known(noon: datetime) -> None:
    seller = make_item("Seller", at=noon, kind="vendor")
    hosted = make_item("Hosted", at=noon, supplier=seller)
    assert figure("bia.responsibilities", noon).unknown == (hosted,)
    matrix = ResponsibilityMatrix.objects.create(item=hosted, backup="nobody")
    assert figure("bia.responsibilities", noon).share == 0
    areas = ("backup", "restore", "failover", "patching", "identity", "monitoring")
    ResponsibilityMatrix.objects.filter(pk=matrix.pk).update(**dict.fromkeys(areas, "provider"))
    assert figure("bia.responsibilities", noon).met == (hosted,)


def test_evidence_of_a_day_and_no_other(
    function: BusinessFunction, scale: ImpactScale, noon: datetime
) -> None:
    interview = approved(function, scale, noon)
    day = noon.date()
    found = evidence_of(Scope(), since=day, until=day)
    (proof,) = (one for one in found if one.record == interview)
    assert (proof.kind, proof.on) == ("bia", day)
    assert proof.by == str(function.item.owner)
    before, later = day - timedelta(days=1), day + timedelta(days=1)
    assert not evidence_of(Scope(), since=before, until=before)
    assert not evidence_of(Scope(), since=later, until=later)
