"""What was agreed or approved later stands: no older interview takes its place unasked."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from bia.choices import MappingState
from bia.models import (
    BusinessFunction,
    ImpactScale,
    Interview,
    MappingTask,
    Need,
    Objective,
    RecoveryAgreement,
)
from bia.services import (
    agreements,
    answers,
    campaigns,
    interviews,
    mapping,
    objectives,
    rejudging,
    scales,
)
from core.models import User
from estate import services as estate
from estate.models import Dependency, FunctionProfile
from tests.bia.building import hours, make_campaign, make_interview
from tests.bia.test_agreements import link, proposed, row
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db
__all__ = ["link", "row"]


def agree(function: BusinessFunction, number: float, cast: SimpleNamespace, at: datetime) -> None:
    """Put an objective in force as a validation round does."""
    objectives.put_in_force(
        function,
        agreed_rto=hours(number),
        agreed_rpo=None,
        derived_rto=hours(6),
        mtd=hours(8),
        reason="The bank's cut-off moved.",
        submitted_by=cast.owner,
        submitted_at=at,
        by=cast.head,
        at=at,
    )


def agreed(function: BusinessFunction) -> timedelta:
    found: Objective = Objective.objects.approved().get(function=function)
    return found.agreed_rto


@pytest.fixture
def asked(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Interview:
    """An interview filled in from an agreed 4 h, of which 2 h is agreed before it is handed in."""
    agree(function, 4, cast, noon)
    campaign = make_campaign(due_on=(noon + timedelta(days=30)).date())
    campaigns.plan(campaign, [function], by=cast.manager, at=noon)
    campaigns.start(campaign, by=cast.manager, at=noon)
    agree(function, 2, cast, noon + timedelta(days=1))
    interview = Interview.objects.get()
    fill(interview)
    return interview


@pytest.mark.parametrize("said", ["4 h", ""])
def test_an_objective_agreed_since_stays_and_the_answers_take_it_over(
    said: str, asked: Interview, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    keep(asked, {"agreed_rto": said})
    handed_in = submit(asked, cast, noon)
    client.force_login(cast.head)
    page = client.get(asked.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "approving leaves it in force" in page
    assert "approving ends" not in page
    done = interviews.approve(handed_in, by=cast.head, at=noon)
    assert (agreed(asked.function), done.agreed_rto) == (hours(2), hours(2))
    assert Objective.objects.filter(function=asked.function).count() == 2


def test_the_owner_is_asked_and_what_is_decided_with_open_eyes_replaces_it(
    asked: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    (doubt,) = (one for one in interviews.view(asked).challenges if one.code.startswith("agreed-"))
    assert doubt.question == "2 h has been agreed since (Hedy, 13 May 2026). You say 4 h here."
    kept, replaced = doubt.replies
    assert kept.sets == (("agreed_rto", "2 h"),)
    keep(asked, {f"reply.{doubt.code}": f"{replaced.text}|{doubt.question}"})
    interviews.approve(submit(asked, cast, noon), by=cast.head, at=noon)
    assert agreed(asked.function) == hours(4)


def test_an_objective_agreed_since_beyond_the_mtd_is_decided_on_before_handing_in(
    asked: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    agree(asked.function, 9, cast, noon + timedelta(days=2))
    with pytest.raises(ValidationError, match="9 h has been agreed since, which is beyond the MTD"):
        submit(asked, cast, noon)
    (doubt,) = (one for one in interviews.view(asked).challenges if one.code.startswith("agreed-"))
    assert (
        doubt.why == "The 9 h cannot stay: it is beyond the MTD of 8 h. Say that yours replaces it."
    )
    (replaced,) = doubt.replies
    keep(asked, {f"reply.{doubt.code}": f"{replaced.text}|{doubt.question}"})
    interviews.approve(submit(asked, cast, noon), by=cast.head, at=noon)
    assert agreed(asked.function) == hours(4)


def test_the_head_is_told_to_return_answers_whose_mtd_an_objective_agreed_later_breaks(
    asked: Interview, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    handed_in = submit(asked, cast, noon)
    client.force_login(cast.head)
    approve = f"/bia/interviews/{asked.pk}/approve/"
    assert approve in client.get(asked.get_absolute_url()).content.decode()
    agree(asked.function, 9, cast, noon + timedelta(days=2))
    page = client.get(asked.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "beyond the MTD of 8 h" in page
    assert "Return it to its owner." in page
    assert "approving leaves it in force" not in page
    assert approve not in page
    with pytest.raises(ValidationError, match="Return it to its owner"):
        interviews.approve(handed_in, by=cast.head, at=noon)


def test_what_is_agreed_after_handing_in_was_seen_by_neither(
    asked: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(asked, {"agreed_rto": "2 h"})
    handed_in = submit(asked, cast, noon)
    agree(asked.function, 1, cast, noon + timedelta(days=2))
    interviews.approve(handed_in, by=cast.head, at=noon)
    assert agreed(asked.function) == hours(1)


def test_what_it_agreed_itself_is_no_news_to_an_interview_that_came_back(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, agreed_rto="3 h")
    interviews.approve(submit(interview, cast, noon), by=cast.head, at=noon)
    back = interviews.return_(
        Interview.objects.get(pk=interview.pk), by=cast.head, at=noon, comment="Sooner?"
    )
    keep(back, {"agreed_rto": "2 h"})
    assert "agreed-" not in {one.code[:7] for one in interviews.view(back).challenges}
    interviews.approve(submit(back, cast, noon), by=cast.head, at=noon)
    assert agreed(interview.function) == hours(2)


def test_what_it_took_over_is_no_news_to_an_interview_that_came_back(
    asked: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    done = interviews.approve(submit(asked, cast, noon), by=cast.head, at=noon)
    back = interviews.return_(done, by=cast.head, at=noon, comment="Sooner?")
    keep(back, {"agreed_rto": "1 h"})
    assert "agreed-" not in {one.code[:7] for one in interviews.view(back).challenges}
    interviews.approve(submit(back, cast, noon), by=cast.head, at=noon)
    assert agreed(asked.function) == hours(1)


@pytest.fixture
def returned(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Interview:
    """A second interview, approved after the first and then returned."""
    for wrt in ("1 h", "2 h"):
        interview = make_interview(function, scale)
        fill(interview, wrt=wrt, **{"need.n1.name": f"Ledger {wrt}"})
        submit(interview, cast, noon)
        interviews.approve(Interview.objects.get(pk=interview.pk), by=cast.head, at=noon)
    return interviews.return_(
        Interview.objects.get(pk=interview.pk), by=cast.head, at=noon, comment="Look again."
    )


def facts(function: BusinessFunction) -> FunctionProfile:
    return FunctionProfile.objects.get(item=function.item_id)


def test_facts_of_a_returned_interview_stay_whatever_scale_comes_into_force(
    returned: Interview, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    client.force_login(User.objects.get(pk=cast.head.pk))
    page = client.get(returned.get_absolute_url()).content.decode()
    assert "what it said then counts until it is approved again" in page
    answers.keep(returned, {"wrt": "5 h"}, version=0)
    answers.write_step(answers.current(returned), "impact", by=cast.owner, at=noon)
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.reason = "Other words."
    draft.save()
    scales.submit(draft, by=cast.manager, at=noon)
    draft.refresh_from_db()
    assert rejudging.moves(draft) == []
    rejudging.put_in_force(draft, by=cast.executive, at=noon)
    assert facts(returned.function).wrt == hours(2)
    interviews.approve(
        submit(Interview.objects.get(pk=returned.pk), cast, noon), by=cast.head, at=noon
    )
    assert facts(returned.function).wrt == hours(5)


def test_a_name_of_an_older_interview_mapped_late_changes_no_facts(
    returned: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    ledger = estate.create_item(kind="application", name="Main ledger", by=None, at=noon)
    task = MappingTask.objects.get(need__name="Ledger 1 h")
    assert mapping.map_to(task, ledger, by=cast.manager, at=noon).state == MappingState.MAPPED
    assert facts(returned.function).wrt == hours(2)
    assert not returned.function.item.rests_on.filter(provider=ledger).exists()


@pytest.fixture
def under_way(
    row: RecoveryAgreement, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Interview:
    """An interview that started from “Ledger within 2 h”, which an agreement is about."""
    campaign = make_campaign(due_on=(noon + timedelta(days=30)).date())
    campaigns.plan(campaign, [row.dependent], by=cast.manager, at=noon)
    campaigns.start(campaign, by=cast.manager, at=noon)
    interview = Interview.objects.get()
    fill(interview)
    return interview


def settle(number: float, cast: SimpleNamespace, at: datetime) -> None:
    """Both sides sign that the dependent waits longer."""
    made = proposed(RecoveryAgreement.objects.get(), cast.owner, at, time=hours(number))
    agreements.accept(made, by=cast.service_owner, at=at)


@pytest.mark.parametrize(
    ("typed", "then"), [("", 8), ("120 min", 8), ("1 h", 1)], ids=["read", "typed again", "sooner"]
)
def test_answers_under_way_take_over_the_longer_time_both_signed_and_keep_another(
    typed: str,
    then: float,
    under_way: Interview,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    need = Need.objects.get(interview=under_way)
    if typed:
        keep(under_way, {f"need.{need.pk}.needed_within": typed})
    settle(8, cast, noon)
    assert Dependency.objects.get().needed_within == hours(8)
    interviews.approve(submit(under_way, cast, noon), by=cast.head, at=noon)
    assert Dependency.objects.get().needed_within == hours(then)


def test_answers_handed_in_take_over_the_longer_time_both_signed(
    under_way: Interview,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    handed_in = submit(under_way, cast, noon)
    settle(8, cast, noon)
    interviews.approve(handed_in, by=cast.head, at=noon)
    assert Dependency.objects.get().needed_within == hours(8)
