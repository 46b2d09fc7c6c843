"""What an owner types: odd names, rows in their order, too long, losses against levels."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from bia.choices import InterviewState
from bia.models import BusinessFunction, ImpactRating, ImpactScale, Interview, Peak
from bia.services import answers, interviews, outcome, scales, sheet
from estate import services as estate
from tests.bia.building import hours, make_interview, rates
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["²1", "१२", "9" * 30, "-1", " 1"])
def test_odd_keys_from_outside_harm_nobody(
    interview: Interview, cast: SimpleNamespace, noon: datetime, key: str
) -> None:
    odd = {f"peak.{key}.name": "x", f"peak.{key}.own_curve": "1", f"rate.{key}.money.0": "2"}
    fill(interview, **odd, **{f"need.{key}.name": "y", f"resource.{key}.at.²": "3"})
    assert interviews.view(interview).implied.mtd == hours(8)
    for step in ("function", "impact", "needs", "resources"):
        assert not answers.write_step(answers.current(interview), step, by=cast.owner, at=noon)
    submit(interview, cast, noon)
    assert interview.needs.get().name == "y"


def test_a_rating_belongs_to_a_peak_of_its_own_interview(
    interview: Interview, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    other = make_interview(interview.function, scale, state=InterviewState.DROPPED)
    theirs = Peak.objects.create(interview=other, name="Month end", own_curve=True)
    key = str(theirs.pk)
    fill(interview, **{f"peak.{key}.name": "x", f"peak.{key}.own_curve": "1"})
    keep(interview, rates({"money": "444444"}, variant=key))
    answers.write_step(answers.current(interview), "impact", by=cast.owner, at=noon)
    assert not ImpactRating.objects.filter(peak=theirs).exists()
    theirs.refresh_from_db()
    assert theirs.name == "Month end"


LISTS = {"peak": "name", "need": "name", "resource": "name", "workaround": "what"}


@pytest.mark.parametrize(("head", "field"), LISTS.items())
def test_rows_added_one_after_the_other_all_stay_in_their_order(
    interview: Interview, cast: SimpleNamespace, noon: datetime, head: str, field: str
) -> None:
    step = sheet.LISTS[head][0]
    said = [f"Thing {number}" for number in range(12)]
    for text in said:
        rows = answers.current(interview).reading.rows[head]
        keep(interview, {f"{head}.{sheet.free_key(rows)}.{field}": text})
    found = answers.current(interview)
    assert [row.typed[field] for row in found.reading.rows[head]] == said
    assert not answers.write_step(found, step, by=cast.owner, at=noon)
    stored = answers.current(interview)
    assert [row.typed[field] for row in stored.reading.rows[head]] == said
    assert stored.draft_names == set()


def test_a_row_sent_again_after_its_step_was_left_stays_one_row(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    row = {"need.new1.kind": "application", "need.new1.name": "Ledger"}
    for said, count in ((row, 1), (row, 1), (row | {"need.new1.needed_within": "2 h"}, 2)):
        keep(interview, said)
        answers.write_step(answers.current(interview), "needs", by=cast.owner, at=noon)
        assert interview.needs.count() == count


def test_a_row_without_a_name_is_asked_for_one_and_not_dropped(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(interview, {"need.new1.needed_within": "2 h", "resource.new1.at.1": "3"})
    found = answers.current(interview)
    assert answers.write_step(found, "needs", by=cast.owner, at=noon).keys() == {"need.new1.name"}
    assert found.reading.errors["resource.new1.name"] == "Give it a name, or remove it."


def test_too_long_a_text_is_kept_whole_and_said(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(interview, {"purpose": "x" * 5000})
    found = answers.current(interview)
    assert found.sheet["purpose"] == "x" * 5000
    assert found.reading.errors["purpose"] == "Too long: at most 4,000 characters."
    assert answers.write_step(found, "function", by=cast.owner, at=noon).keys() == {"purpose"}
    beyond = {"purpose": "x" * 20_001, "comment": "kept"}
    assert sheet.refused(beyond).keys() == {"purpose"}
    keep(interview, beyond)
    assert answers.current(interview).sheet["purpose"] == "x" * 5000


def test_the_curve_of_a_peak_not_yet_written_is_not_lost(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, **{"peak.new1.name": "Month end", "peak.new1.own_curve": "1"})
    keep(interview, rates({"money": "134444"}, variant="new1"))
    assert interviews.view(interview).implied.mtd == hours(4)
    assert not answers.write_step(answers.current(interview), "impact", by=cast.owner, at=noon)
    assert interviews.view(interview).implied.mtd == hours(4)
    assert ImpactRating.objects.filter(peak=interview.peaks.get()).count() == 6
    answers.write_step(answers.current(interview), "function", by=cast.owner, at=noon)
    assert interview.peaks.count() == 1
    assert ImpactRating.objects.filter(peak=interview.peaks.get()).count() == 6


def test_leaving_one_step_leaves_what_was_typed_in_others(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, **{"peak.new1.name": "Month end", "need.new1.name": "Ledger"})
    answers.write_step(answers.current(interview), "function", by=cast.owner, at=noon)
    key = interview.peaks.get().pk
    keep(interview, {f"peak.{key}.when": "last day"})
    answers.write_step(answers.current(interview), "needs", by=cast.owner, at=noon)
    assert answers.current(interview).sheet[f"peak.{key}.when"] == "last day"


def test_what_was_typed_while_a_step_was_left_stays_in_the_draft(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(interview, {"purpose": "first"})
    seen = answers.current(interview)
    keep(interview, {"purpose": "second"})
    answers.write_step(seen, "function", by=cast.owner, at=noon)
    assert answers.current(interview).sheet["purpose"] == "second"


def test_a_workaround_was_not_tried_in_days_to_come(interview: Interview) -> None:
    tried = {"workaround.new1.what": "By hand", "workaround.new1.rehearsed_on": "2999-01-01"}
    keep(interview, tried)
    errors = interviews.view(interview).answers.reading.errors
    assert errors["workaround.new1.rehearsed_on"].startswith("This day is still to come.")


def test_an_interview_of_nobody_asks_for_an_owner_first(interview: Interview) -> None:
    interview.owner = None
    interview.save()
    with pytest.raises(ValidationError, match="Name an owner first"):
        keep(interview, {"purpose": "x"}, version=0)


def test_a_loss_that_falls_is_doubted(interview: Interview) -> None:
    fill(interview, **{"loss.1": "50.000", "loss.2": "20,000"})
    asked = {one.code: one for one in interviews.view(interview).challenges}
    assert "€\u00a050,000" in asked["loss-falls"].question
    assert asked["loss-falls"].replies[0].sets == (("loss.2", "50000"),)


@pytest.mark.parametrize("losses", [("10k", "20k", "30k"), ("10k", "60k", "90k"), ("60k",)])
def test_the_curve_of_money_agrees_with_the_limit_from_its_amounts(
    interview: Interview, losses: tuple[str, ...]
) -> None:
    fill(interview, **rates({"members": "000000", "law": "000000"}))
    keep(interview, {f"loss.{at + 1}": text for at, text in enumerate(losses)})
    found = answers.current(interview)
    first, *others = found.scale.categories
    judged = (replace(first, tolerance=Decimal(50_000)), *others)
    seen = interviews.view_of(replace(found, scale=replace(found.scale, categories=judged)))
    money = seen.implied.curves[0].levels
    intolerable = [at for at, level in enumerate(money) if level == 4]
    assert bool(intolerable) == (seen.implied.mtd is not None)
    if intolerable:
        assert intolerable[0] < seen.implied.limit_at <= intolerable[0] + 1
    assert "loss-differs-money" in {one.code for one in seen.challenges}


def test_amounts_without_a_rating_reach_the_estate(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.categories.filter(key="money").update(tolerance=50_000, model="mixed")
    draft.reason = "Money is asked in euro"
    draft.save()
    scales.submit(draft, by=cast.manager, at=noon)
    scales.approve(draft, by=cast.executive, at=noon)
    interview = make_interview(function, draft)
    keep(interview, rates({"members": "000000", "law": "000000"}))
    keep(interview, {"loss.0": "10k", "loss.2": "90k", "wrt": "0"})
    submit(interview, cast, noon)
    outcome.write_profile(interview, by=None, at=noon)
    graph = estate.load_graph()
    node = graph.model.nodes[graph.index[str(interview.function.item_id)]]
    money = next(one for one in node.impact if one.category == "Money")
    assert money.tolerance == 50_000
    assert not money.bands


@pytest.mark.parametrize(("kind", "refused"), [("application", True), ("", True), ("data", False)])
def test_only_data_is_lost(interview: Interview, kind: str, refused: bool) -> None:
    fill(interview, **{"need.new1.kind": kind, "need.new1.name": "Core", "need.new1.loss": "1 h"})
    said = answers.current(interview).reading.errors.get("need.new1.loss", "")
    assert said.startswith("Only records and data can be lost.") is refused
