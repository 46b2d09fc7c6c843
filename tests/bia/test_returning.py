"""An owner who answered before: one page of what may have changed, and what others changed since."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bia.choices import InterviewState
from bia.models import BusinessFunction, ImpactScale, Interview, Need
from bia.services import answers, campaigns, interviews, invitations, returning
from estate import services as estate
from estate.models import Dependency
from tests.bia.building import hours, make_campaign, make_function, make_interview, rates
from tests.bia.test_validation import know

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(interview: Interview, cast: SimpleNamespace, noon: datetime) -> Interview:
    """The interview of a function asked again, a year after all was said."""
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    said = rates() | {"wrt": "1 h", "purpose": "It pays."}
    answers.keep(interview, said, version=0)
    Need.objects.create(
        interview=interview,
        kind="application",
        name="Claims core",
        item=core,
        needed_within=hours(2),
    )
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    campaign = make_campaign("BIA 2027", due_on=(noon + timedelta(days=400)).date())
    campaigns.plan(campaign, [interview.function], by=cast.manager, at=noon)
    campaigns.start(campaign, by=cast.manager, at=noon)
    return Interview.objects.get(campaign=campaign)


def enter(client: Client, interview: Interview, noon: datetime) -> tuple[str, str]:
    """The address of the interview by its link, and the first page."""
    url = invitations.link_of(interview, by=None, at=noon)
    home = str(client.post("/" + url.split("/", 3)[3])["Location"])
    return home, client.get(home, follow=True).content.decode()


def texts(interview: Interview) -> list[str]:
    return [one.text for one in returning.news(interviews.view(interview))]


def test_who_answered_before_begins_with_all_of_it(
    client: Client, again: Interview, noon: datetime
) -> None:
    home, page = enter(client, again, noon)
    assert "What has changed since 12 May 2026?" in page
    assert "Since then" not in page
    step = client.get(f"{home}needs/").content.decode()
    assert "Done: back to all answers" in step
    assert 'name="go" value="review"' in step


def test_who_never_answered_begins_with_the_first_step(
    client: Client, interview: Interview
) -> None:
    assert 'data-step="function"' in enter(client, interview, timezone.now())[1]


def test_half_an_answer_of_last_time_is_asked_step_by_step(
    client: Client, again: Interview, noon: datetime
) -> None:
    assert again.based_on is not None
    again.based_on.ratings.filter(category__name="Law").delete()
    again.ratings.filter(category__name="Law").delete()
    assert 'data-step="function"' in enter(client, again, noon)[1]


def test_says_what_is_out_of_use_and_what_is_stated_too_slow(
    client: Client, again: Interview, noon: datetime
) -> None:
    core = again.needs.get().item
    estate.record_claim(item=core, likely=hours(24), by=None, at=noon)
    assert texts(again) == ["“Claims core” is back in 24 h, and you need it within 2 h."]
    link = Dependency.objects.get(dependent=again.function.item, provider=core)
    estate.end_dependency(dependency=link, by=None, at=noon, reason="Replaced.")
    estate.retire_item(item=core, by=None, at=noon, reason="Replaced.")
    (said,) = texts(again)
    assert said.startswith("“Claims core” is out of use since")
    home, page = enter(client, again, noon)
    assert said in page
    assert f'{home}needs/">Look</a>' in page


def test_says_when_a_function_it_rests_on_is_back_as_its_answers_derive(
    again: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    unit, owner = again.function.item.unit, cast.service_owner
    cheques = make_function("Cheque run", unit=unit, owner=owner, at=noon)
    know(cheques, noon, mtd=26, wrt=2)
    again.needs.update(item=cheques.item, name="Cheque run")
    assert texts(again) == ["“Cheque run” is back in 24 h, and you need it within 2 h."]


def test_says_who_rests_on_it_by_their_latest_answers(
    again: Interview, scale: ImpactScale, cast: Any, noon: datetime
) -> None:
    letters = make_function("Letters", unit=None, owner=cast.owner, at=noon)  # type: ignore[arg-type]
    for within in (hours(8), hours(4)):
        made = make_interview(
            letters,
            scale,
            state=InterviewState.APPROVED,
            approved_at=noon,
            approved_by=cast.head,
        )
        item = again.function.item
        Need.objects.create(
            interview=made, kind="service", name="Claims", item=item, needed_within=within
        )
    assert texts(again) == ["“Letters” says that it needs this within 4 h."]
    BusinessFunction.objects.filter(pk=letters.pk).update(retired_on=noon.date())
    assert texts(again) == []
