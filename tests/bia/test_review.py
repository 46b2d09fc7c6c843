"""The review of an interview: what the answers imply, and how far, in plain words."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import answers, interviews, invitations
from tests.bia.building import make_interview, rates

pytestmark = pytest.mark.django_db

MILD = dict.fromkeys(("money", "members", "law"), "001122")


def review(interview: Interview, client: Client) -> str:
    """The review page of who came by the owner's link, in one line."""
    url = invitations.link_of(interview, by=None, at=timezone.now())
    home = str(client.post("/" + url.split("/", 3)[3])["Location"])
    return " ".join(client.get(f"{home}review/").content.decode().split())


def head_reads(interview: Interview, head: object) -> str:
    """The page of who approves it, in one line."""
    client = Client()
    client.force_login(head)  # type: ignore[arg-type]
    return " ".join(client.get(interview.get_absolute_url()).content.decode().split())


def test_what_is_not_intolerable_is_said_only_as_far_as_it_is_rated(
    interview: Interview, client: Client, cast: SimpleNamespace
) -> None:
    part = rates({"money": "001122"})
    answers.keep(interview, part, version=0)
    limited = "within 7 days, as far as it is rated: not all of it is."
    assert limited in review(interview, client)
    answers.write_step(answers.current(interview), "impact", by=cast.owner, at=timezone.now())
    assert limited in head_reads(interview, cast.head)
    draft = answers.find_draft(interview)
    answers.keep(interview, rates(MILD), version=draft.version if draft else 0)
    assert "Nothing becomes intolerable within 7 days." in review(interview, client)


def test_where_catching_up_leaves_no_time_the_review_says_so(
    interview: Interview, client: Client
) -> None:
    answers.keep(interview, {**rates(), "wrt": "3 days"}, version=0)
    page = review(interview, client)
    assert "imply no time yet" not in page
    assert (
        "Catching up takes 3 days, and it may be down for 8 h at most: no time is left for"
        " recovery. Change one of both." in page
    )
    assert "Catching up takes 3 days: no time is left for recovery." in page


def test_a_sheet_that_rated_little_is_not_told_as_no_limit(
    function: BusinessFunction,
    scale: ImpactScale,
    client: Client,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    last = make_interview(function, scale, state="imported")
    answers.keep(last, {"rate.all.money.2": "1", "rate.all.money.3": "2"}, version=0)
    answers.write_step(answers.current(last), "impact", by=cast.owner, at=noon)
    asked = make_interview(function, scale)
    interviews.prefill(asked, at=noon)
    answers.keep(asked, rates(), version=0)
    page = review(asked, client)
    assert "Last time it was not fully asked: what was rated shows no limit." in page
    assert "no limit within the times asked" not in page
