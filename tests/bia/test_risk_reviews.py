"""Reviews of risks: one per cause, one at a time, closed once; the quarter's, and those of a change."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from bia.models import Risk, RiskCause, RiskMatrix, RiskReview, RiskScore, RiskTreatment
from bia.services import riskoutcome, riskquarter, riskreviews, risks, treatments
from core import obligations, services
from core.models import MailMessage, Notification, Obligation
from core.providers import work_of
from estate.models import Item
from tests.bia.risking import BAD, MILD, make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db


@pytest.fixture
def matrix(cast: SimpleNamespace, noon: datetime) -> RiskMatrix:
    return make_matrix(by=cast.manager, approver=cast.executive, at=noon)


@pytest.fixture
def item(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
    return make_item("Claims core", unit=units.claims, owner=cast.service_owner, at=noon)


@pytest.fixture
def risk(matrix: RiskMatrix, item: Item, noon: datetime) -> Risk:
    return make_risk(item, at=noon, **BAD)


@pytest.fixture
def review(risk: Risk, noon: datetime) -> RiskReview:
    (opened,) = riskreviews.call_for([risk], kind="threat", key="flood", words="The river", at=noon)
    return opened


class TestCauses:
    def test_same_cause_counts_once_for_ever(
        self, review: RiskReview, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        said = {"kind": "threat", "key": "flood", "words": "The river"}
        assert riskreviews.call_for([risk], **said, at=noon) == []
        riskoutcome.complete(review, by=cast.service_owner, at=noon, outcome="confirmed")
        assert riskreviews.call_for([risk], **said, at=noon) == []
        assert RiskReview.objects.count() == RiskCause.objects.count() == 1

    def test_new_cause_joins_the_open_review_and_brings_its_date_forward(
        self, review: RiskReview, risk: Risk, noon: datetime
    ) -> None:
        sooner = review.due_on - timedelta(days=5)
        riskreviews.call_for([risk], kind="estate", key="x", words="Moved", at=noon, due_on=sooner)
        later = sooner + timedelta(days=90)
        riskreviews.call_for([risk], kind="estate", key="y", words="Back", at=noon, due_on=later)
        review.refresh_from_db()
        assert (review.due_on, review.causes.count()) == (sooner, 3)
        assert RiskReview.objects.count() == 1

    def test_owner_is_told_once_for_all_risks_of_one_cause(
        self, risk: Risk, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        both = [risk, make_risk(item, at=noon, title="Another")]
        riskreviews.call_for(both, kind="threat", key="k", words="The river", at=noon)
        (told,) = Notification.objects.filter(person=cast.service_owner)
        assert told.text == "2 risks of yours are to be reviewed: The river"

    def test_what_priorities_of_a_day_reopened_is_told_once_when_it_is_over(
        self, risk: Risk, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        other = make_risk(item, at=noon, title="Another")
        for turn, found in enumerate(([risk, other], [risk], [risk, other])):
            words = f"The priority of “{turn}” changed."
            riskreviews.call_for(found, kind="priority", key=f"p{turn}", words=words, at=noon)
        assert riskreviews.tell_daily(at=noon + timedelta(hours=1)) == 0
        assert not Notification.objects.filter(person=cast.service_owner).exists()
        morning = noon + timedelta(hours=18)
        assert riskreviews.tell_daily(at=morning) == 1
        assert riskreviews.tell_daily(at=morning) == 0
        (told,) = Notification.objects.filter(person=cast.service_owner)
        assert told.text == (
            "2 risks of yours are to be reviewed: The priority of “0” changed. And 2 more changes."
        )
        assert MailMessage.objects.filter(person=cast.service_owner).count() == 1

    def test_what_was_reviewed_the_same_day_is_told_no_more(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        said = {"kind": "priority", "key": "p", "words": "Why", "at": noon}
        (opened,) = riskreviews.call_for([risk], **said)
        riskoutcome.complete(opened, by=cast.service_owner, at=noon, outcome="confirmed")
        assert riskreviews.tell_daily(at=noon + timedelta(days=1)) == 0


class TestOutcome:
    def test_confirmed_leaves_the_scores_and_dates_the_risk(
        self, review: RiskReview, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        done = riskoutcome.complete(review, by=cast.service_owner, at=noon, outcome="confirmed")
        risk.refresh_from_db()
        assert (done.state, done.done_by, risk.reviewed_on) == (
            "done",
            cast.service_owner,
            noon.date(),
        )
        assert done.before == done.after

    def test_changed_keeps_before_and_after_and_who_scored(
        self, review: RiskReview, cast: SimpleNamespace, noon: datetime
    ) -> None:
        done = riskoutcome.complete(
            review,
            by=cast.service_owner,
            at=noon,
            outcome="changed",
            note="Second line.",
            scores=MILD,
        )
        assert done.before is not None
        assert done.after is not None
        assert (done.before.residual_rating, done.after.residual_rating) == (4, 1)
        assert (done.after.by, done.after.why) == (cast.service_owner, "Second line.")
        assert Risk.objects.get().is_above is False

    def test_retired_takes_the_risk_off_the_register(
        self, review: RiskReview, cast: SimpleNamespace, noon: datetime
    ) -> None:
        riskoutcome.complete(
            review, by=cast.service_owner, at=noon, outcome="retired", note="The line is gone."
        )
        assert Risk.objects.get().retired_reason == "The line is gone."
        assert RiskReview.objects.get().outcome == "retired"

    @pytest.mark.parametrize(
        "said",
        [
            {"outcome": "changed", "note": "Why.", "scores": BAD},
            {"outcome": "confirmed", "scores": MILD},
            {"outcome": "changed", "note": " ", "scores": MILD},
            {"outcome": "retired"},
            {"outcome": "perhaps", "note": "Why."},
        ],
    )
    def test_what_does_not_fit_together_gets_a_sentence(
        self,
        review: RiskReview,
        cast: SimpleNamespace,
        noon: datetime,
        said: dict[str, Any],
    ) -> None:
        with pytest.raises(ValidationError):
            riskoutcome.complete(review, by=cast.service_owner, at=noon, **said)
        assert RiskReview.objects.get().state == "open"
        assert RiskScore.objects.count() == 1

    def test_others_do_not_review(
        self, review: RiskReview, cast: SimpleNamespace, noon: datetime
    ) -> None:
        for person in (cast.auditor, cast.executive, cast.stranger, cast.owner):
            with pytest.raises(PermissionDenied):
                riskoutcome.complete(review, by=person, at=noon, outcome="confirmed")

    def test_two_at_once_get_a_sentence_and_lose_nothing(
        self, review: RiskReview, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        address = reverse("bia:riskreview-complete", args=[review.pk])
        seen = f"{address}?version={review.version}"
        riskoutcome.complete(review, by=cast.manager, at=noon, outcome="confirmed", note="Holds.")
        client.force_login(cast.service_owner)
        typed = {"outcome": "changed", "note": "It is much milder now."} | {
            name: str(level) for name, level in MILD.items()
        }
        answer = client.post(seen, typed)
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "Mona has closed this review meanwhile: confirmed" in text
        assert "Holds." in text
        assert "It is much milder now." in text
        assert RiskReview.objects.get().done_by == cast.manager
        with pytest.raises(services.Conflict):
            riskoutcome.complete(review, by=cast.service_owner, at=noon, outcome="confirmed")

    def test_owner_does_it_on_the_page(
        self, review: RiskReview, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.service_owner)
        (waits,) = [one for one in work_of(cast.service_owner) if "Review the risk" in one.what]
        page = client.get(waits.url).content.decode()
        assert "The river" in page
        levels = {name: str(level) for name, level in BAD.items()}
        assert client.post(waits.url, levels).status_code == 422
        done = client.post(waits.url, levels | {"outcome": "confirmed"})
        assert done.status_code == 302
        assert RiskReview.objects.get().done_by == cast.service_owner

    def test_new_levels_point_at_figures_that_stay_and_may_be_changed_at_once(
        self, item: Item, matrix: RiskMatrix, cast: SimpleNamespace, noon: datetime, client: Client
    ) -> None:
        figures = dict.fromkeys(("rate_low", "rate_likely", "rate_high"), 0.5)
        figures |= dict.fromkeys(("loss_low", "loss_likely", "loss_high"), 200_000)
        risk = make_risk(item, at=noon, **BAD, **figures)
        client.force_login(cast.service_owner)
        said = {"outcome": "changed", "note": "Less likely."} | MILD
        for key, sent, loss in (("a", 0.5, 100_000), ("b", 0.25, 50_000)):
            (asked,) = riskreviews.call_for([risk], kind="threat", key=key, words="Why", at=noon)
            address = reverse("bia:riskreview-complete", args=[asked.pk])
            address = f"{address}?version={asked.version}"
            page = client.get(address).content.decode()
            assert "They come to €\u00a0100\u00a0k a year" in page
            typed = figures | dict.fromkeys(("rate_low", "rate_likely", "rate_high"), sent)
            done = client.post(address, said | typed, follow=True)
            stay = "How often and how much stay as they were" in done.content.decode()
            risk.refresh_from_db()
            assert (stay, risk.yearly_loss) == (sent == 0.5, loss)


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


class TestQuarter:
    def test_each_risk_of_before_gets_one_and_its_owner_one_mail(
        self, risk: Risk, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        make_risk(item, at=noon, title="Another")
        make_risk(item, at=at(7, 3), title="Too new")
        MailMessage.objects.all().delete()
        assert riskquarter.open_reviews(at=at(7, 4)) == 2
        assert riskquarter.open_reviews(at=at(7, 5)) == 0
        assert {one.due_on for one in RiskReview.objects.all()} == {date(2026, 8, 3)}
        (told,) = MailMessage.objects.filter(to=cast.service_owner.email)
        assert told.subject == "Q3 2026: review 2 risks of yours by 3 August 2026"

    def test_open_review_takes_the_next_quarter_too(self, risk: Risk) -> None:
        riskquarter.open_reviews(at=at(7, 1))
        riskquarter.open_reviews(at=at(10, 1))
        review = RiskReview.objects.get()
        assert [cause.key for cause in review.causes.all()] == [
            "quarter:2026-Q3",
            "quarter:2026-Q4",
        ]

    def test_review_of_a_change_in_the_quarter_counts_for_it(
        self, risk: Risk, cast: SimpleNamespace
    ) -> None:
        (opened,) = riskreviews.call_for([risk], kind="estate", key="x", words="Moved", at=at(7, 2))
        riskoutcome.complete(opened, by=cast.service_owner, at=at(7, 3), outcome="confirmed")
        assert riskquarter.open_reviews(at=at(7, 9)) == 0
        assert RiskReview.objects.get().causes.count() == 2
        assert riskquarter.open_reviews(at=at(10, 9)) == 1

    def test_quarters_of_an_outage_are_written_down_but_those_reviewed(
        self, risk: Risk, cast: SimpleNamespace
    ) -> None:
        (opened,) = riskreviews.call_for(
            [risk], kind="estate", key="x", words="Moved", at=at(10, 2)
        )
        riskoutcome.complete(opened, by=cast.service_owner, at=at(10, 3), outcome="confirmed")
        riskquarter.open_reviews(at=at(2, 1, 2027))
        review = RiskReview.objects.get(state="open")
        assert [cause.key for cause in review.causes.all()] == [
            "quarter:2027-Q1",
            "quarter:2026-Q3",
        ]

    def test_retired_risks_are_left_alone(self, risk: Risk) -> None:
        risks.retire(risk, by=None, at=at(6, 1), reason="Gone.")
        assert riskquarter.open_reviews(at=at(7, 1)) == 0

    def test_quarter_begins_in_the_organisations_zone(self, risk: Risk) -> None:
        late_evening = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
        assert riskquarter.open_reviews(at=late_evening - timedelta(hours=2)) == 1
        assert RiskCause.objects.get().key == "quarter:2026-Q3"
        riskquarter.open_reviews(at=late_evening)
        assert RiskCause.objects.filter(key="quarter:2026-Q4").exists()


def escalated() -> list[str]:
    """Whom the clock has told that something is late, in its order."""
    told = Notification.objects.filter(key__startswith="obligation:").order_by("at", "pk")
    return list(told.values_list("person__name", flat=True))


def look(*moments: datetime) -> None:
    """The clock asks at each of these moments what is due, and tells who must know."""
    for moment in moments:
        obligations.ask("bia.risk-reviews", at=moment)
        obligations.ask("core.escalations", at=moment)


class TestDuty:
    def test_each_review_has_its_own_escalated_together_and_discharged_by_itself(
        self, risk: Risk, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        make_risk(item, at=noon, title="Another")
        riskquarter.open_reviews(at=at(7, 1))
        look(at(7, 1), at(7, 1), at(8, 13))
        duties = Obligation.objects.filter(kind="bia.risk-review")
        assert {(duty.owner, duty.due_on) for duty in duties} == {
            (cast.service_owner, date(2026, 7, 31))
        }
        assert escalated() == []
        look(at(8, 15), at(8, 15))
        assert escalated() == ["Carl"]
        told = Notification.objects.get(key__startswith="obligation:")
        assert told.text == (
            "Risk review: 2 are past their date, the oldest by 15 days, owner Sven"
        )
        look(at(8, 29))
        assert escalated() == ["Carl", "Mona"]
        for review in RiskReview.objects.all():
            riskoutcome.complete(review, by=cast.service_owner, at=at(8, 30), outcome="confirmed")
            duty = duties.get(object_id=review.pk)
            assert (duty.done_at, duty.done_by, duty.evidence) == (
                at(8, 30),
                cast.service_owner,
                review,
            )

    def test_a_review_called_for_after_another_was_done_the_same_day_is_chased(
        self, review: RiskReview, item: Item, cast: SimpleNamespace, noon: datetime
    ) -> None:
        look(noon)
        riskoutcome.complete(review, by=cast.service_owner, at=noon, outcome="confirmed")
        second = make_risk(item, at=noon, title="Another")
        (later,) = riskreviews.call_for(
            [second], kind="threat", key="fire", words="A fire", at=noon
        )
        assert later.due_on == review.due_on
        look(noon)
        duty = Obligation.objects.open().get(kind="bia.risk-review")
        assert duty.subject == later
        look(noon + timedelta(days=14 + 28))
        assert set(escalated()) == {"Carl", "Mona"}

    def test_another_owner_is_asked_and_nobody_is_told_the_same_step_again(
        self, review: RiskReview, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        late = noon + timedelta(days=14 + 15)
        look(noon, late)
        assert escalated() == ["Carl"]
        risk.owner = cast.owner
        risks.save_risk(risk, by=None, at=late)
        look(late)
        assert escalated() == ["Carl"]
        assert Obligation.objects.open().get(kind="bia.risk-review").owner == cast.owner

    def test_a_treatment_that_is_not_done_after_all_is_to_be_done_again(
        self, risk: Risk, cast: SimpleNamespace, noon: datetime
    ) -> None:
        treatment = RiskTreatment(risk=risk, what="A second line", due_on=noon.date())
        treatments.save_treatment(treatment, by=None, at=noon)
        obligations.ask("bia.risk-treatments", at=noon)
        for state, is_open in (("done", False), ("running", True)):
            treatment.state = state
            treatments.save_treatment(treatment, by=None, at=noon)
            obligations.ask("bia.risk-treatments", at=noon)
            assert Obligation.objects.open().filter(kind="bia.risk-treatment").exists() == is_open
