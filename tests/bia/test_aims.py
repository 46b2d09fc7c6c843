"""Strategic objectives and what serves them, levels of function, and the tiers with their budgets."""

import html
import re
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from bia.choices import Degree, Level
from bia.models import (
    BusinessFunction,
    Contribution,
    Interview,
    RecoveryTier,
    RiskReview,
    StrategicObjective,
)
from bia.services import aims, answers, functions, interviews, levels, tiers
from bia.services.tiers import Tier
from core import services
from estate import services as estate
from tests.bia.building import hours, make_function, make_interview, rates
from tests.bia.risking import make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db
QUIET = {"members": "000111", "law": "000111"}


@pytest.fixture
def paid(cast: SimpleNamespace, noon: datetime) -> StrategicObjective:
    """The heavier of two objectives."""
    row = StrategicObjective(name="Members are paid", weight=60)
    saved = aims.save_objective(row, by=cast.manager, at=noon)
    aims.save_objective(StrategicObjective(name="Growth", weight=40), by=cast.manager, at=noon)
    return saved


def serve(function: BusinessFunction, objective: StrategicObjective, degree: int) -> None:
    Contribution.objects.create(function=function, objective=objective, degree=degree)


# What a function carries


def test_a_function_carries_weight_by_how_much_it_serves(
    function: BusinessFunction, paid: StrategicObjective
) -> None:
    assert aims.alignments([function])[function.pk].share == 0
    serve(function, paid, Degree.ESSENTIAL)
    serve(function, StrategicObjective.objects.get(name="Growth"), Degree.SUPPORTING)
    found = aims.alignments([function])[function.pk]
    assert found.share == pytest.approx((60 * 3 + 40 * 1) / (100 * 3))
    assert [str(one.objective) for one in found.contributions] == ["Members are paid", "Growth"]


@pytest.mark.parametrize(
    ("tier", "share", "number", "said"),
    [
        (2, 0.49, 2, "T2 by its MTD; it carries 49 %"),
        (2, 0.5, 1, "one tier earlier because it carries 50 %"),
        (0, 0.9, 0, "T0 by its MTD, and it carries 90 %"),
    ],
)
def test_who_carries_half_of_it_comes_one_tier_earlier(
    tier: int, share: float, number: int, said: str
) -> None:
    found = aims.criticality(Tier(tier, ""), aims.Alignment(share))
    assert found is not None
    assert found.number == number
    assert said in found.reason


def test_without_an_mtd_nothing_is_said_of_criticality() -> None:
    assert aims.criticality(None, aims.Alignment(1.0)) is None


def test_the_page_of_an_objective_names_what_is_not_proven(
    function: BusinessFunction, paid: StrategicObjective, cast: SimpleNamespace
) -> None:
    client = Client()
    client.force_login(cast.manager)
    page = client.get(paid.get_absolute_url()).content.decode()
    assert "Nobody has said which functions it rests on." in page
    serve(function, paid, Degree.ESSENTIAL)
    page = client.get(paid.get_absolute_url()).content.decode()
    assert "The one function it cannot do without is not proven to be back in time." in page
    page = client.get(function.get_absolute_url()).content.decode()
    assert "Members are paid" in page
    assert "Is essential for it" in page


def test_another_weight_has_risks_beneath_reviewed_once(
    function: BusinessFunction, paid: StrategicObjective, cast: SimpleNamespace, noon: datetime
) -> None:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    ledger, aside = make_item("Ledger", at=noon), make_item("Canteen", at=noon)
    estate.add_dependency(dependent=function.item, provider=ledger, by=None, at=noon)
    risk = make_risk(ledger, at=noon)
    make_risk(aside, at=noon)
    serve(function, paid, Degree.ESSENTIAL)
    paid.description = "In time."
    aims.save_objective(paid, by=cast.manager, at=noon)
    assert not RiskReview.objects.exists()
    paid.weight = 80
    aims.save_objective(paid, by=cast.manager, at=noon)
    (review,) = RiskReview.objects.all()
    assert review.risk == risk
    (cause,) = review.causes.all()
    assert cause.details[0]["fields"] == {"Weight": [60, 80]}


def test_serving_an_objective_more_or_less_has_risks_beneath_reviewed(
    function: BusinessFunction, paid: StrategicObjective, cast: SimpleNamespace, noon: datetime
) -> None:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    ledger, aside = make_item("Ledger", at=noon), make_item("Canteen", at=noon)
    estate.add_dependency(dependent=function.item, provider=ledger, by=None, at=noon)
    risk = make_risk(ledger, at=noon)
    make_risk(aside, at=noon)
    said = {"by": cast.manager, "at": noon}
    served = Contribution(function=function, objective=paid, degree=Degree.SUPPORTING)
    aims.save_contribution(served, **said)
    served.reason = "In the second line."
    aims.save_contribution(served, **said)
    assert not RiskReview.objects.exists(), "a support moves nothing, nor do other words"
    served.degree = Degree.ESSENTIAL
    aims.save_contribution(served, **said)
    aims.remove_contribution(served, **said)
    (review,) = RiskReview.objects.all()
    assert review.risk == risk
    moved = [cause.details[0]["fields"]["How much"] for cause in review.causes.all()]
    labels = [str(Degree(each).label) for each in (Degree.SUPPORTING, Degree.ESSENTIAL)]
    assert moved == [labels, [labels[1], "–"]]


def test_what_is_typed_about_one_function_is_not_restored_for_another(
    function: BusinessFunction, paid: StrategicObjective, cast: SimpleNamespace
) -> None:
    client = Client()
    client.force_login(cast.manager)
    pages = {
        asked: client.get(f"{reverse('bia:contribution-create')}{asked}").content.decode()
        for asked in ("", f"?function={function.pk}", f"?objective={paid.pk}")
    }
    places = {re.search(r'data-draft="([^"]+)"', page)[1] for page in pages.values()}  # type: ignore[index]
    assert len(places) == len(pages)
    for place in places:
        answer = client.post(
            html.unescape(place),
            {"data": {"reason": "half typed"}, "version": 0},
            content_type="application/json",
        )
        assert answer.status_code == 200, answer.content


# Levels


def part(name: str, whole: BusinessFunction, level: str, noon: datetime) -> BusinessFunction:
    made = make_function(name, unit=whole.item.unit, owner=None, at=noon, level=level)
    made.part_of = whole
    return functions.save_function(made, by=None, at=noon)


def test_a_part_is_smaller_than_its_whole(function: BusinessFunction, noon: datetime) -> None:
    assert function.level == Level.PROCESS
    part("Check the invoice", function, Level.ACTIVITY, noon)
    with pytest.raises(ValidationError, match="cannot be part of “Claims payment”"):
        part("Insurance", function, Level.PRODUCT, noon)
    with pytest.raises(ValidationError, match="cannot be part of"):
        part("Another", function, Level.PROCESS, noon)
    function.level = Level.ACTIVITY
    with pytest.raises(ValidationError, match="“Check the invoice”"):
        functions.save_function(function, by=None, at=noon)


def approve(function: BusinessFunction, scale: object, money: str, cast: SimpleNamespace) -> None:
    interview = make_interview(function, scale)  # type: ignore[arg-type]
    interview.owner = cast.owner
    interview.save()
    answers.keep(interview, rates(QUIET | {"money": money}) | {"wrt": "0 h"}, version=0)
    at = datetime.fromisoformat("2026-05-12T12:00+00:00")
    interviews.submit(interview, by=cast.owner, at=at)
    interviews.approve(interview, by=cast.head, at=at)
    estate.refresh_readiness(at=at)


def test_a_whole_that_may_stop_longer_than_a_part_is_told(
    function: BusinessFunction, scale: object, cast: SimpleNamespace, noon: datetime
) -> None:
    check = part("Check the invoice", function, Level.ACTIVITY, noon)
    assert "Nobody has said yet" in levels.roll_up(function, cast.manager).sentence
    approve(check, scale, "124444", cast)
    found = levels.roll_up(BusinessFunction.objects.get(pk=function.pk), cast.manager)
    assert "so “Claims payment” may not stop for longer" in found.sentence
    approve(function, scale, "111144", cast)
    whole = BusinessFunction.objects.get(pk=function.pk)
    found = levels.roll_up(whole, cast.manager)
    assert "one of the two is mistaken" in found.sentence
    assert [str(one.function) for one in found.parts] == ["Check the invoice"]
    client = Client()
    client.force_login(cast.manager)
    assert "one of the two is mistaken" in client.get(whole.get_absolute_url()).content.decode()
    assert levels.roll_up(whole, cast.stranger).parts == []


# Tiers


def test_the_tiers_are_the_usual_until_they_are_written(
    cast: SimpleNamespace, noon: datetime
) -> None:
    usual = tiers.table()
    assert tiers.take_usual(by=cast.manager, at=noon) == 6
    assert tiers.table() == usual
    assert tiers.take_usual(by=cast.manager, at=noon) == 0
    first = RecoveryTier.objects.get(longest=hours(1))
    first.longest, first.budget = hours(2), 3
    services.save(first, by=cast.manager, at=noon)
    assert tiers.table().edges == (2, 4, 24, 72, 168)
    assert tiers.table().budgets == (3, None, None, None, None, None)


def test_two_tiers_of_one_limit_are_refused(cast: SimpleNamespace, noon: datetime) -> None:
    tiers.take_usual(by=cast.manager, at=noon)
    for limit in (hours(4), None):
        with pytest.raises(ValidationError, match="with this longest MTD already"):
            services.save(RecoveryTier(longest=limit, meaning="Soon."), by=cast.manager, at=noon)


def test_a_unit_with_too_much_at_the_top_is_asked(
    interview: Interview, scale: object, cast: SimpleNamespace, noon: datetime
) -> None:
    unit = interview.function.item.unit
    other = make_function("Claims intake", unit=unit, owner=cast.owner, at=noon)
    approve(other, scale, "123444", cast)
    answers.keep(interview, rates(QUIET | {"money": "123444"}), version=0)
    assert "budget" not in {one.code for one in interviews.view(interview).challenges}
    RecoveryTier.objects.create(longest=hours(24), budget=1)
    (doubt,) = [one for one in interviews.view(interview).challenges if one.code == "budget"]
    assert doubt.question.startswith(
        "Claims already has all the functions foreseen in tier T0 (1 of 1)."
    )
