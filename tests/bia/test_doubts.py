"""Doubts about curves: of peaks as of ordinary days, and of what runs seldom."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bia.models import ChallengeReply, Interview
from bia.services import answers, interviews
from tests.bia.building import hours, rates
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db
PEAK = {"peak.new1.name": "Month end", "peak.new1.own_curve": "1"}


def codes(interview: Interview) -> dict[str, Any]:
    return {one.code: one for one in interviews.view(interview).challenges}


def test_impact_that_falls_in_a_peak_is_doubted_like_on_any_day(interview: Interview) -> None:
    fill(interview, **PEAK, **rates({"money": "123441"}, "new1"))
    doubt = codes(interview)["falls-money-month-end"]
    assert doubt.question == "Month end: Money falls from 4 to 1 at 7 days. Does it get better?"
    assert doubt.replies[0].sets == (("rate.new1.money.5", "4"),)


def test_a_reply_about_a_peak_stays_when_the_peak_becomes_a_row(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, **PEAK, **rates({"money": "444444", "members": "444444"}, "new1"))
    assert "all-top-month-end" in codes(interview)
    keep(interview, {"reply.all-top-month-end": "Yes, all of it"})
    answers.write_step(answers.current(interview), "function", by=cast.owner, at=noon)
    answers.write_step(answers.current(interview), "impact", by=cast.owner, at=noon)
    assert codes(interview)["all-top-month-end"].reply == "Yes, all of it"
    assert codes(interview)["flat-money-month-end"].reply == ""


def test_only_on_the_day_it_runs_makes_that_day_a_peak_with_the_curve(
    interview: Interview,
) -> None:
    fill(interview, frequency="monthly")
    only = codes(interview)["rhythm"].replies[1]
    assert only.opens
    keep(interview, dict(only.sets))
    assert dict(interviews.view(interview).implied.variants) == {
        "Any day": hours(8),
        "The day it runs": hours(8),
    }
    beside = codes(interview)["rhythm-peak"]
    assert "on days other than “The day it runs”" in beside.question
    keep(interview, rates({"money": "000001", "members": "000012", "law": "000001"}))
    assert not codes(interview).keys() & {"rhythm", "rhythm-peak"}


def test_a_peak_that_is_named_already_takes_the_curve(interview: Interview) -> None:
    fill(interview, frequency="monthly", **{"peak.new1.name": "Month end"})
    sets = dict(codes(interview)["rhythm"].replies[1].sets)
    assert sets["peak.new1.own_curve"] == "1"
    assert "peak.new1.name" not in sets


def test_the_figure_says_on_which_day_it_counts(
    interview: Interview, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    fill(interview, **PEAK, **rates({"money": "134444"}, "new1"))
    client.force_login(cast.owner)
    for place in ("impact", "review"):
        page = client.get(reverse("bia:interview-place", args=[interview.pk, place]))
        assert "Money (Month end)" in page.content.decode()
    handed_in = submit(interview, cast, noon)
    assert (handed_in.mtd_category, handed_in.mtd_day) == ("Money", "Month end")
    interviews.approve(handed_in, by=cast.head, at=noon)
    client.force_login(cast.manager)
    for address in (
        handed_in.get_absolute_url(),
        handed_in.function.get_absolute_url(),
        reverse("bia:consolidation"),
    ):
        assert "Money (Month end)" in client.get(address).content.decode()


def test_last_time_the_figure_was_of_a_day_too(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, **PEAK, **rates({"money": "134444"}, "new1"))
    interviews.approve(submit(interview, cast, noon), by=cast.head, at=noon)
    again = Interview.objects.create(
        function=interview.function, scale=interview.scale, owner=cast.owner, state="invited"
    )
    interviews.prefill(again, at=noon)
    before = interviews.view(again).before
    assert before is not None
    assert before.implied.set_by == "Money (Month end)"


def test_where_every_day_is_alike_no_day_is_named(interview: Interview) -> None:
    fill(interview, **PEAK, **rates(variant="new1"))
    assert interviews.view(interview).implied.set_by == "Money"


def test_doubts_without_a_reply_are_asked_for_once_and_then_shown_as_left_open(
    interview: Interview, cast: SimpleNamespace, client: Client
) -> None:
    fill(interview, frequency="monthly")
    client.force_login(cast.owner)
    home = reverse("bia:interview-answer", args=[interview.pk])
    asked = client.post(f"{home}submit/", {"version": "1"})
    assert asked.status_code == 422
    assert "One answer was doubted and has no reply yet." in asked.content.decode()
    assert 'name="reply.rhythm"' in asked.content.decode()
    client.post(f"{home}submit/", {"version": "1", "left": "1"})
    interview.refresh_from_db()
    assert interview.state == "submitted"
    client.force_login(cast.head)
    page = client.get(interview.get_absolute_url()).content.decode()
    assert "It runs every month, yet may be down for only 8 h?" in page
    assert "left open: handed in without an answer" in page


def test_a_reply_in_a_sentence_of_ones_own_is_enough(
    interview: Interview, cast: SimpleNamespace, client: Client
) -> None:
    fill(interview, frequency="monthly")
    client.force_login(cast.owner)
    home = reverse("bia:interview-answer", args=[interview.pk])
    client.post(f"{home}submit/", {"version": "1", "reply.rhythm": "The banks close early."})
    interview.refresh_from_db()
    assert interview.state == "submitted"
    (reply,) = ChallengeReply.objects.all()
    assert reply.reply == "The banks close early."
    assert reply.question == "It runs every month, yet may be down for only 8 h?"


def test_what_was_left_open_is_gone_once_the_answer_has_changed(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, frequency="monthly")
    handed_in = submit(interview, cast, noon)
    assert ChallengeReply.objects.get().reply == ""
    back = interviews.return_(handed_in, by=cast.head, at=noon, comment="Monthly?")
    keep(back, {"frequency": "daily"})
    submit(back, cast, noon)
    assert not ChallengeReply.objects.exists()


def test_purpose_and_frequency_are_asked_for_with_the_way_to_them(
    interview: Interview, cast: SimpleNamespace, client: Client
) -> None:
    fill(interview, purpose="", frequency="")
    client.force_login(cast.owner)
    home = reverse("bia:interview-answer", args=[interview.pk])
    page = client.post(f"{home}submit/", {"version": "1"}).content.decode()
    assert "Say what it does, and for whom." in page
    assert "Choose how often it runs." in page
    assert f'href="{home}function/"' in page
    interview.refresh_from_db()
    assert interview.state != "submitted"
