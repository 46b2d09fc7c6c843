"""Who rests on a function, as others say: its owner confirms it, or denies it and says why."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bia.choices import InterviewState
from bia.models import BusinessFunction, ImpactScale, Interview, Need, NeedReply
from bia.services import delegations, dependants, invitations, returning
from bia.work.answers import to_confirm
from core.models import Notification
from tests.bia.building import hours, make_function, make_interview

pytestmark = pytest.mark.django_db
Says = Callable[..., Need]


@pytest.fixture
def says(function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace) -> Says:
    """Another function, of another owner, says in an approved interview that it needs this one."""

    def said(name: str = "Letters", within: float | None = 4) -> Need:
        known = BusinessFunction.objects.filter(item__name=name).first()
        by, at = cast.service_owner, timezone.now()
        unit = function.item.unit
        dependent = known or make_function(name, unit=unit, owner=by, at=at)
        made = make_interview(
            dependent,
            scale,
            state=InterviewState.APPROVED,
            approved_at=at,
            approved_by=cast.head,
        )
        return Need.objects.create(
            interview=made,
            kind="service",
            name=str(function),
            item=function.item,
            needed_within=None if within is None else hours(within),
        )

    return said


def answered(function: BusinessFunction, need: Need, by: Any, **said: Any) -> NeedReply:
    return dependants.reply(
        function, dependent=need.interview.function, by=by, at=timezone.now(), **said
    )


def test_the_latest_answers_count_and_the_soonest_comes_first(
    function: BusinessFunction, says: Says
) -> None:
    says("Letters", within=8), says("Archive", within=None), says("Letters", within=4)
    found = dependants.of(function)
    assert [(str(one.function), one.within) for one in found] == [
        ("Letters", hours(4)),
        ("Archive", None),
    ]


def test_a_confirmation_holds_until_the_time_is_another(
    function: BusinessFunction, says: Says, cast: SimpleNamespace
) -> None:
    answered(function, says(), cast.owner, holds=True)
    says(within=4)
    assert dependants.of(function)[0].reply is not None
    says(within=2)
    assert dependants.of(function)[0].reply is None


def test_a_denial_goes_to_the_other_owner_and_holds_until_it_is_said_again(
    function: BusinessFunction, says: Says, cast: SimpleNamespace
) -> None:
    need = says()
    answered(function, need, cast.owner, holds=False, reason="They print themselves.")
    told = Notification.objects.get(person=cast.service_owner, key__startswith="bia.need-denied")
    assert told.text.endswith(
        "says that “Letters” does not need “Claims payment”: They print themselves."
    )
    dependent = need.interview.function
    assert dependants.denials(dependent)[function.item_id].reason == "They print themselves."
    assert dependants.of(function)[0].reply is not None
    says()
    assert dependants.of(function)[0].reply is None
    assert dependants.denials(dependent) == {}


def test_what_cannot_be_answered_is_refused_with_a_sentence(
    function: BusinessFunction, says: Says, cast: SimpleNamespace
) -> None:
    need = says()
    with pytest.raises(ValidationError, match="Say why not"):
        answered(function, need, cast.owner, holds=False, reason=" ")
    with pytest.raises(PermissionDenied):
        answered(function, need, cast.auditor, holds=True)
    need.delete()
    with pytest.raises(ValidationError, match="does not say that it needs"):
        answered(function, need, cast.owner, holds=True)
    assert not NeedReply.objects.exists()


def test_waits_among_the_owners_work_until_all_is_answered(
    function: BusinessFunction, says: Says, cast: SimpleNamespace
) -> None:
    need = says()
    (waiting,) = to_confirm(cast.owner)
    assert (waiting.what, waiting.why) == (
        "Who rests on “Claims payment”?",
        "Say whether it is so: Letters.",
    )
    answered(function, need, cast.owner, holds=True)
    assert list(to_confirm(cast.owner)) == []


def test_who_answers_it_within_the_interview_is_one_of_those_who_answered(
    function: BusinessFunction, interview: Interview, says: Says, cast: SimpleNamespace
) -> None:
    answered(function, says(), cast.coordinator, holds=True, asked_in=interview)
    assert delegations.has_answered(interview, cast.coordinator)


def test_is_answered_within_the_interview_by_its_link(
    client: Client, interview: Interview, says: Says, noon: datetime
) -> None:
    need = says()
    pk = need.interview.function_id
    url = invitations.link_of(interview, by=None, at=timezone.now())
    home = str(client.post("/" + url.split("/", 3)[3])["Location"])
    review = client.get(f"{home}review/").content.decode()
    assert "Who rests on it" in review
    assert f'href="{home}dependants/"' in review
    page = client.get(f"{home}dependants/").content.decode()
    assert "Letters needs it within 4\u00a0h" in page
    refused = client.post(f"{home}dependants/", {f"holds.{pk}": "no", f"reason.{pk}": ""})
    assert refused.status_code == 422
    assert "Say why not, for the other side." in refused.content.decode()
    long = client.post(f"{home}dependants/", {f"holds.{pk}": "no", f"reason.{pk}": "x" * 301})
    assert "at most 300 characters" in long.content.decode()
    assert "x" * 301 in long.content.decode()
    done = client.post(f"{home}dependants/", {f"holds.{pk}": "no", f"reason.{pk}": "By fax."})
    assert done["Location"] == f"{home}review/"
    assert NeedReply.objects.get().reason == "By fax."
    assert "By fax." in client.get(f"{home}review/").content.decode()


def test_stands_on_both_functions_pages(
    client: Client, function: BusinessFunction, says: Says, cast: SimpleNamespace
) -> None:
    need = says()
    client.force_login(cast.owner)
    page = client.get(function.get_absolute_url()).content.decode()
    assert "not confirmed" in page
    assert f"/functions/{function.pk}/dependants/" in page
    pk = need.interview.function_id
    confirm = reverse("bia:function-dependants", args=[function.pk])
    done = client.post(confirm, {f"holds.{pk}": "no", f"reason.{pk}": "By fax."})
    assert done["Location"] == function.get_absolute_url()
    assert "By fax." in client.get(function.get_absolute_url()).content.decode()
    client.force_login(cast.manager)
    other = client.get(need.interview.function.get_absolute_url()).content.decode()
    assert "By fax." in other


def test_news_name_only_what_is_not_confirmed(
    interview: Interview, function: BusinessFunction, says: Says, cast: SimpleNamespace
) -> None:
    need = says()
    assert [one.place for one in returning.of_dependants(function)] == ["dependants"]
    answered(function, need, cast.owner, holds=True)
    assert list(returning.of_dependants(function)) == []


def test_costs_the_same_for_many(
    function: BusinessFunction, says: Says, django_assert_num_queries: Any
) -> None:
    says("Letters")
    with django_assert_num_queries(3):
        dependants.of(function)
    for number in range(11):
        says(f"Letters {number}")
    with django_assert_num_queries(3):
        assert len(dependants.of(function)) == 12
