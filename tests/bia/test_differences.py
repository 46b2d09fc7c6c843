"""What is not as it was last time: every answer, and what was agreed or stated the last time."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import campaigns, interviews, lastyear, scales
from bia.views.differences import differences
from tests.bia.building import make_campaign, rates
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> BusinessFunction:
    """A sheet of years ago stated an RTO of 4 h."""
    sheet = lastyear.propose(
        ["Function", "RTO", "Money 4 h"], [["Claims payment", "4 h", "2"]], scales.read(scale)
    )
    lastyear.write(sheet.lines, {}, scale=scale, stated_on=noon.date(), by=cast.manager, at=noon)
    return function


def ask(function: BusinessFunction, name: str, cast: Any, at: datetime) -> Interview:
    campaign = make_campaign(name, due_on=(at + timedelta(days=30)).date())
    campaigns.plan(campaign, [function], by=cast.manager, at=at)
    campaigns.start(campaign, by=cast.manager, at=at)
    return Interview.objects.select_related("function__item", "campaign").get(campaign=campaign)


def listed(interview: Interview) -> dict[str, tuple[str, str]]:
    interview = Interview.objects.get(pk=interview.pk)
    return {one.label: (one.before, one.after) for one in differences(interviews.view(interview))}


def test_last_time_is_the_last_interview_and_no_older_sheet(
    imported: BusinessFunction, cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    first = ask(imported, "BIA 2025", cast, noon)
    fill(first, frequency="daily", agreed_rto="6 h")
    assert listed(first)["Stated RTO"] == ("4 h", "6 h")
    interviews.approve(submit(first, cast, noon), by=cast.head, at=noon)
    again = ask(imported, "BIA 2026", cast, noon + timedelta(days=360))
    assert again.stated_rto is None
    assert listed(again) == {}
    client.force_login(cast.owner)
    page = client.get(reverse("bia:interview-place", args=[again.pk, "impact"])).content.decode()
    assert "RTO agreed last time" in page
    assert "RTO stated last time" not in page


def test_every_answer_that_changed_is_listed(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    first = ask(function, "BIA 2025", cast, noon)
    rows = {"need.new1.name": "Ledger", "need.new1.kind": "application"}
    rows |= {"need.new1.needed_within": "4 h", "workaround.new1.what": "Paper"}
    rows |= {"peak.new1.name": "Month end", "peak.new1.own_curve": "1"}
    rows |= {"resource.new1.name": "Clerks", "resource.new1.at.1": "3", **rates(variant="new1")}
    fill(first, frequency="daily", minimum_level="50", **rows)
    interviews.approve(submit(first, cast, noon), by=cast.head, at=noon)
    again = ask(function, "BIA 2026", cast, noon + timedelta(days=360))
    assert listed(again) == {}
    need, hand = again.needs.get().pk, again.workarounds.get().pk
    peak, clerks = again.peaks.get().pk, again.resources.get().pk
    keep(
        again,
        {
            "purpose": "Pays everybody",
            "frequency": "weekly",
            "minimum_level": "40",
            "minimum_service": "Urgent ones",
            "rate.all.members.0": "1",
            f"rate.{peak}.law.5": "2",
            "loss.1": "20k",
            f"need.{need}.needed_within": "2 h",
            f"workaround.{hand}.gone": "1",
            f"resource.{clerks}.at.1": "5",
            f"peak.{peak}.rule": "month_end",
            f"peak.{peak}.days": "3",
            f"rate.{peak}.money.2": "4",
        },
    )
    assert listed(again) == {
        "MTD": ("8 h", "4 h"),
        "Set by": ("Money", "Money (Month end)"),
        "Derived RTO": ("6 h", "2 h"),
        "Money, Month end": ("3 after 8 h", "4 after 8 h"),
        "What it does": ("Pays claims", "Pays everybody"),
        "How often it runs": ("Every day", "Every week"),
        "Least it must deliver": ("50 %", "40 %"),
        "Least, in words": ("–", "Urgent ones"),
        "Members": ("0 after 1 h", "1 after 1 h"),
        "Law, Month end": ("3 after 7 days", "2 after 7 days"),
        "Loss in money": ("–", "€\xa020,000 after 4 h"),
        "Peak: Month end": (
            "its own curve",
            "Last working days of the month: 3, its own curve",
        ),
        "Rests on: Ledger": (
            "Application, needed within 4 h",
            "Application, needed within 2 h",
        ),
        "People and places: Clerks": ("People, 3 after 4 h", "People, 5 after 4 h"),
        "By hand: Paper": ("not enough people", "–"),
    }
