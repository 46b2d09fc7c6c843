"""Every function in use is reviewed within a year: opened, chased, discharged by an approval."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bia.choices import CampaignState, GapState
from bia.models import BusinessFunction, Campaign, Gap, ImpactScale, Interview
from bia.services import functions, gaps, interviews
from bia.services.reviews import reviews as reviews_of_bia
from core import obligations
from core.models import Deputy, Notification, Obligation
from core.providers import work_of
from tests.bia.building import make_function, make_interview
from tests.bia.test_duties import hand_in

pytestmark = pytest.mark.django_db
CADENCES = ("bia.reviews", "bia.interviews", "bia.campaigns", "bia.gap-dates")


def ask(at: datetime) -> None:
    for name in CADENCES:
        obligations.ask(name, at=at)


@pytest.fixture
def entered(function: BusinessFunction, noon: datetime) -> BusinessFunction:
    """The function, entered on the day the tests speak of."""
    BusinessFunction.objects.filter(pk=function.pk).update(created_at=noon)
    return function


def reviews() -> Any:
    return Obligation.objects.filter(kind="bia.review").order_by("pk")


def test_a_new_function_is_due_within_a_quarter_and_then_each_year(
    entered: BusinessFunction, interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    ask(noon)
    (first,) = reviews()
    assert (first.due_on, first.owner, first.is_quiet) == (date(2026, 8, 12), cast.owner, True)
    assert first.url == interview.get_absolute_url()
    handed_in = hand_in(interview, by=cast.owner, at=noon)
    done = interviews.approve(handed_in, by=cast.head, at=noon + timedelta(days=1))
    ask(noon + timedelta(days=1))
    first, second = reviews()
    assert (first.done_by, first.evidence) == (cast.head, done)
    assert (second.due_on, second.is_quiet, second.period.months) == (date(2027, 5, 13), False, 12)
    assert second.url == entered.get_absolute_url()


def test_what_is_returned_is_due_again(
    entered: BusinessFunction, interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    ask(noon)
    handed_in = hand_in(interview, by=cast.owner, at=noon)
    approved = interviews.approve(handed_in, by=cast.head, at=noon)
    ask(noon)
    interviews.return_(approved, by=cast.head, at=noon, comment="Payroll is missing")
    ask(noon)
    first, second = reviews()
    assert (first.done_at, first.evidence_label) == (None, "")
    assert second.dropped_at == noon
    again = hand_in(Interview.objects.get(), by=cast.owner, at=noon)
    interviews.approve(again, by=cast.head, at=noon)
    ask(noon)
    first, second = reviews()
    assert first.done_at == noon
    assert second.dropped_at is None


def test_a_late_review_goes_to_deputy_and_coordinator_then_to_the_manager(
    entered: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    Deputy.objects.create(person=cast.owner, deputy=cast.service_owner, from_on=date(2026, 1, 1))
    ask(noon)
    due = noon + timedelta(days=92)

    def told() -> set[str]:
        late = Notification.objects.filter(key__contains=":after")
        return set(late.values_list("person__name", flat=True))

    obligations.escalate(due + timedelta(days=14))
    assert told() == set()
    obligations.escalate(due + timedelta(days=15))
    assert told() == {"Carl", "Sven"}
    obligations.escalate(due + timedelta(days=28))
    assert told() == {"Carl", "Sven", "Mona"}


def test_a_retired_function_is_reviewed_no_more(
    entered: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    ask(noon)
    functions.retire(entered, by=cast.manager, at=noon, reason="Sold")
    ask(noon)
    assert reviews().get().dropped_at == noon


def test_asked_in_a_constant_number_of_queries_for_what_is_due(
    entered: BusinessFunction, cast: SimpleNamespace, noon: datetime,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(4):
        make_function(f"More {number}", unit=entered.item.unit, owner=cast.owner, at=noon)
    with django_assert_max_num_queries(12):
        assert len(list(reviews_of_bia())) == 5


def test_dates_of_campaigns_and_interviews_tell_nobody_twice(
    entered: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    campaign = Campaign.objects.create(
        name="BIA", due_on=date(2026, 5, 14), state=CampaignState.RUNNING
    )
    asked = make_interview(entered, scale, campaign=campaign)
    ask(noon)
    obligations.remind(noon)
    assert not Notification.objects.filter(key__startswith="obligation:").exists()
    kinds = dict(Obligation.objects.values_list("kind", "due_on"))
    assert kinds["bia.campaign"] == kinds["bia.interview"] == campaign.due_on
    hand_in(asked, by=cast.owner, at=noon)
    ask(noon)
    answer = Obligation.objects.get(kind="bia.interview")
    assert (answer.done_by, answer.evidence) == (cast.owner, asked)


def test_a_gap_is_one_line_of_my_work_and_closed_with_its_outcome(
    entered: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    gap = Gap.objects.create(
        function=entered,
        title="Too late",
        owner=cast.owner,
        due_on=date(2026, 5, 20),
        opened_at=noon,
    )
    ask(noon)
    lines = [item for item in work_of(cast.owner) if "Too late" in item.what]
    assert [line.verb for line in lines] == ["Decide"]
    Gap.objects.update(state=GapState.OPEN, due_on=date(2026, 5, 30))
    ask(noon)
    duty = Obligation.objects.get(kind="bia.gap")
    assert duty.due_on == date(2026, 5, 30)
    gaps.close(Gap.objects.get(), by=cast.manager, at=noon, outcome="A second line")
    duty.refresh_from_db()
    assert (duty.done_by, duty.outcome) == (cast.manager, "A second line")
    assert gap.pk
