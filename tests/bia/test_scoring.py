"""The scoring models: levels, money as a range, both; which fits; and where they disagree."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bia.choices import ScoringModel
from bia.models import BusinessFunction, ImpactLevel, ImpactScale, Interview
from bia.services import answers, calibration, guidedchoice, interviews, posture, rejudging, scales
from core.models.papers import State
from estate.models import FunctionProfile
from tests.bia.building import hours, make_function, make_interview, rates

pytestmark = pytest.mark.django_db

RANGES = ((0, 10_000), (10_000, 50_000), (50_000, 250_000), (250_000, None))
AMOUNTS = {"loss.0": "5k", "loss.1": "20k", "loss.2": "100k", "loss.3": "250k", "loss.4": "600k"}
SPREAD = {"high.2": "250k", "low.3": "90k", "low.4": "250k"}


def draft_in_money(
    model: str, *, cast: SimpleNamespace, at: datetime, tolerance: int | None = 250_000
) -> ImpactScale:
    """The next version, in which the levels of money have ranges and its model is `model`."""
    draft = scales.start_draft(by=cast.manager, at=at)
    draft.reason = "Money is known now."
    draft.save()
    money = draft.categories.get(key="money")
    money.tolerance, money.model = tolerance and Decimal(tolerance), model
    money.save()
    for level, (low, high) in enumerate(RANGES, start=1):
        ImpactLevel.objects.filter(category=money, level=level).update(
            money_from=low, money_to=high
        )
    return draft


def in_force(draft: ImpactScale, *, cast: SimpleNamespace, at: datetime) -> ImpactScale:
    """The draft, handed in and approved."""
    scales.submit(draft, by=cast.manager, at=at)
    return rejudging.put_in_force(ImpactScale.objects.get(pk=draft.pk), by=cast.executive, at=at)


def approved(
    function: BusinessFunction,
    scale: ImpactScale,
    said: dict[str, str],
    *,
    cast: SimpleNamespace,
    at: datetime,
) -> Interview:
    """An interview answered, handed in and approved."""
    interview = make_interview(function, scale)
    answers.keep(interview, said, version=0)
    interviews.submit(interview, by=cast.owner, at=at)
    return interviews.approve(interview, by=cast.head, at=at)


def test_the_same_function_under_the_three_models(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.MIXED, cast=cast, at=noon)
    mixed = in_force(draft, cast=cast, at=noon)
    quiet = {"money": "112334", "members": "000011", "law": "000000"}
    approved(function, mixed, rates(quiet) | AMOUNTS, cast=cast, at=noon)
    found = calibration.of(function)
    assert found is not None
    assert found.qualitative
    assert found.quantitative
    assert found.mixed
    assert (found.qualitative.time, found.qualitative.category) == (hours(48), "Money")
    assert (found.quantitative.time, found.quantitative.category) == (hours(24), "Money")
    assert found.mixed.time == hours(24)
    assert (found.gap, found.widest.name) == (hours(24), "Money")
    assert "amounts are too much after 24 h" in found.widest.advice
    assert [row.gap for row in found.rows] == [hours(24), None, None]
    impact = posture.impact_of(function)
    assert impact is not None
    assert impact.implied.mtd == found.mixed.time


def test_money_as_a_range_counts_from_its_high_value(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.QUANTITATIVE, cast=cast, at=noon)
    counted = in_force(draft, cast=cast, at=noon)
    quiet = {"members": "000011", "law": "000000"}
    approved(function, counted, rates(quiet) | AMOUNTS | SPREAD, cast=cast, at=noon)
    impact = posture.impact_of(function)
    assert impact is not None
    curve = impact.implied.curves[0]
    assert (impact.implied.mtd, curve.latest) == (hours(8), hours(48))
    assert "at worst after 8 h" in curve.because
    assert "likely: 24 h" in curve.because
    (stored,) = [
        one
        for one in FunctionProfile.objects.get(item=function.item).impact
        if one["category"] == "Money"
    ]
    assert (stored["bands"], stored["high"][2], stored["low"][4]) == (
        [],
        [8.0, 250000.0],
        [48.0, 250000.0],
    )


def test_a_category_in_money_only_is_asked_for_its_amounts(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.QUANTITATIVE, cast=cast, at=noon)
    counted = in_force(draft, cast=cast, at=noon)
    interview = make_interview(function, counted)
    client = Client()
    client.force_login(cast.owner)
    page = client.get(f"/bia/interviews/{interview.pk}/answer/impact/").content.decode()
    assert 'name="high.0"' in page
    assert 'name="rate.all.money.0"' not in page
    answers.keep(interview, rates({"members": "000011", "law": "000000"}), version=0)
    with pytest.raises(ValidationError, match="Not rated yet: Money"):
        interviews.submit(interview, by=cast.owner, at=noon)


def test_a_low_amount_above_the_likely_one_is_refused_and_kept_as_typed(
    function: BusinessFunction, scale: ImpactScale
) -> None:
    interview = make_interview(function, scale)
    said = {"loss.0": "10k", "low.0": "20k", "high.1": "5k", "loss.2": "8k", "high.2": "7k"}
    seen = answers.keep(interview, said, version=0)
    assert set(seen.reading.errors) == {"low.0", "loss.1", "high.2"}
    assert seen.sheet["low.0"] == "20k"


def test_all_losses_are_one_amount_and_one_amount_is_too_much(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.QUANTITATIVE, cast=cast, at=noon, tolerance=None)
    with pytest.raises(ValidationError, match="say the most we would lose"):
        scales.submit(draft, by=cast.manager, at=noon)
    draft.categories.exclude(key="law").update(tolerance=250_000, model=ScoringModel.MIXED)
    with pytest.raises(ValidationError, match="choose one category for money"):
        scales.submit(draft, by=cast.manager, at=noon)


def test_a_new_model_leaves_old_answers_the_model_they_were_given_under(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    approved(function, scale, rates(), cast=cast, at=noon)
    draft = draft_in_money(ScoringModel.QUANTITATIVE, cast=cast, at=noon)
    assert rejudging.moves(draft) == []
    in_force(draft, cast=cast, at=noon)
    impact = posture.impact_of(function)
    assert impact is not None
    assert impact.implied.mtd == hours(8)
    found = calibration.of(function)
    assert found is not None
    assert found.mixed
    assert found.mixed.time == hours(8)


@pytest.mark.parametrize(
    ("said", "model"),
    [
        (("none", "amount", "finance"), ScoringModel.QUALITATIVE),
        (("some", "amount", "finance"), ScoringModel.MIXED),
        (("most", "order", "finance"), ScoringModel.MIXED),
        (("most", "amount", "owners"), ScoringModel.MIXED),
        (("most", "amount", "finance"), ScoringModel.QUANTITATIVE),
    ],
)
def test_the_model_follows_from_the_figures_there_are(
    said: tuple[str, str, str], model: ScoringModel
) -> None:
    assert guidedchoice.advise(*said).model == model


def test_the_choice_is_kept_with_the_draft_and_its_reason_carried_on(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.QUALITATIVE, cast=cast, at=noon)
    money = draft.categories.get(key="money")
    client = Client()
    client.force_login(cast.manager)
    address = f"/bia/scales/{draft.pk}/models/"
    assert client.post(address, {"figures": "most"}).status_code == 422
    said = {
        "figures": "most",
        "precision": "amount",
        "answered_by": "finance",
        "counted": money.pk,
        "version": ImpactScale.objects.get(pk=draft.pk).version,
    }
    assert client.post(address, said).status_code == 302
    draft.refresh_from_db()
    money.refresh_from_db()
    assert (draft.figures, money.model) == ("most", ScoringModel.QUANTITATIVE)
    assert "finance helps" in client.get(draft.get_absolute_url()).content.decode()
    in_force(draft, cast=cast, at=noon)
    later = scales.start_draft(by=cast.manager, at=noon)
    assert later.categories.get(key="money").model_reason == money.model_reason
    closed = client.post(address, said | {"version": "1"})
    assert closed.status_code == 403


def test_a_scale_in_force_is_not_given_other_models(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    assert scale.state == State.APPROVED
    with pytest.raises(ValidationError, match="begin the next version"):
        guidedchoice.record(scale, counted=None, by=cast.manager, at=noon)


def test_the_pages_of_calibration_say_where_the_models_disagree(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.MIXED, cast=cast, at=noon)
    mixed = in_force(draft, cast=cast, at=noon)
    said = rates({"money": "112334", "members": "000011", "law": "000000"}) | AMOUNTS
    approved(function, mixed, said, cast=cast, at=noon)
    client = Client()
    client.force_login(cast.manager)
    listed = client.get("/bia/calibration/").content.decode()
    assert "1 function is judged differently" in listed
    assert "Claims payment" in listed
    page = client.get(f"/bia/functions/{function.pk}/calibration/").content.decode()
    assert "apart, in Money" in page
    assert client.post(f"/bia/functions/{function.pk}/calibration/").status_code == 405
    assert "Not comparable: its levels have no range of money" in page
    client.force_login(cast.stranger if hasattr(cast, "stranger") else cast.coordinator)
    assert "Claims payment" not in client.get("/bia/calibration/").content.decode()


def test_the_list_names_the_category_it_compares_and_what_sets_the_rest(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = draft_in_money(ScoringModel.MIXED, cast=cast, at=noon)
    mixed = in_force(draft, cast=cast, at=noon)
    said = rates({"money": "112334", "members": "004444", "law": "000000"}) | AMOUNTS
    approved(function, mixed, said, cast=cast, at=noon)
    client = Client()
    client.force_login(cast.manager)
    page = " ".join(client.get("/bia/calibration/").content.decode().split())
    assert "<b>Money: 24 h</b><small>2 days by levels, 24 h by money</small>" in page
    assert "Members sets the 4 h by levels and cannot be counted in money." in page
    one = client.get(f"/bia/functions/{function.pk}/calibration/").content.decode()
    assert "Members sets the 4" in one


def test_calibration_costs_the_same_for_many(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    approved(function, scale, rates(), cast=cast, at=noon)
    client, counts = Client(), []
    client.force_login(cast.manager)
    client.get("/bia/calibration/")
    for number in (3, 12):
        for each in range(number):
            name = f"Function {number} {each}"
            made = make_function(name, unit=function.item.unit, owner=cast.owner, at=noon)
            approved(made, scale, rates(), cast=cast, at=noon)
        with CaptureQueriesContext(connection) as caught:
            client.get("/bia/calibration/")
        counts.append(len(caught))
    assert counts[0] == counts[1]
