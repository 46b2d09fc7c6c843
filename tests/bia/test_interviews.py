"""The life of an interview: typed, kept, handed in, approved, returned."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bia.choices import InterviewState, MappingState
from bia.models import (
    BusinessFunction,
    ImpactRating,
    ImpactScale,
    Interview,
    MappingTask,
    Objective,
)
from bia.services import answers, interviews, mapping
from core.drafts import Overtaken
from core.models import Approval, Notification
from estate import services as estate
from estate.models import Dependency, Item
from estate.models import Objective as Agreed
from tests.bia.building import DESCRIBED, hours, make_interview, rates


def keep(interview: Interview, changes: dict[str, str], version: int | None = None) -> Any:
    draft = answers.find_draft(interview)
    seen = version if version is not None else (draft.version if draft else 0)
    return answers.keep(interview, changes, version=seen)


def fill(interview: Interview, **changes: str) -> None:
    keep(interview, {**rates(), "wrt": "2 h", "purpose": "Pays claims", **changes})


def submit(interview: Interview, cast: Any, noon: datetime) -> Interview:
    return interviews.submit(interview, by=cast.owner, at=noon)


def test_answers_imply_the_mtd_and_the_rto_while_they_are_typed(interview: Interview) -> None:
    fill(interview)
    seen = interviews.view(interview)
    assert seen.implied.mtd == hours(8)
    assert seen.implied.category == "Money"
    assert seen.implied.derived_rto == hours(6)
    assert seen.implied.limit_at == 3


def test_what_is_typed_waits_in_a_draft_until_the_step_is_left(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    assert not ImpactRating.objects.exists()
    errors = answers.write_step(answers.current(interview), "impact", by=cast.owner, at=noon)
    assert not errors
    assert ImpactRating.objects.filter(interview=interview).count() == 18
    interview.refresh_from_db()
    assert interview.wrt == hours(2)
    assert interview.purpose == DESCRIBED["purpose"]
    assert interviews.view(interview).implied.mtd == hours(8)


def test_a_second_tab_does_not_overwrite_the_first(interview: Interview) -> None:
    keep(interview, {"purpose": "Pays claims"}, version=0)
    with pytest.raises(Overtaken):
        keep(interview, {"purpose": "Something else"}, version=0)
    differ = answers.overtaken_by(interview, {"purpose": "Something else"}, {"purpose": ""})
    assert differ == {"purpose": {"theirs": "Pays claims", "mine": "Something else"}}
    assert answers.current(interview).sheet["purpose"] == "Pays claims"


def test_what_another_tab_has_written_as_rows_is_not_overwritten_either(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(interview, {"purpose": "Pays claims", "comment": "a"}, version=0)
    answers.write_step(answers.current(interview), "function", by=cast.owner, at=noon)
    mine = {"purpose": "Something else", "comment": "b"}
    differ = answers.overtaken_by(interview, mine, {"purpose": "", "comment": "a"})
    assert differ == {"purpose": {"theirs": "Pays claims", "mine": "Something else"}}


def test_what_cannot_be_read_is_kept_and_said(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(interview, {"wrt": "soon", "minimum_level": "140"})
    found = answers.current(interview)
    assert "Write it like 40 min" in found.reading.errors["wrt"]
    assert answers.write_step(found, "impact", by=cast.owner, at=noon).keys() == {"wrt"}
    assert answers.current(interview).sheet["wrt"] == "soon"


def test_names_from_outside_that_are_no_answers_are_left_out(interview: Interview) -> None:
    keep(interview, {"state": "approved", "owner": "1", "need.n1.item": "5", "purpose": "x"})
    assert answers.current(interview).draft_names == {"purpose"}


def test_lists_are_added_changed_and_removed(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    keep(
        interview,
        {
            "workaround.n1.what": "By hand",
            "workaround.n1.lasts": "12 h",
            "workaround.n1.capacity": "40",
        },
    )
    answers.write_step(answers.current(interview), "workarounds", by=cast.owner, at=noon)
    row = interview.workarounds.get()
    assert (row.lasts, row.capacity) == (hours(12), 40)
    keep(interview, {f"workaround.{row.pk}.capacity": "60 %"})
    answers.write_step(answers.current(interview), "workarounds", by=cast.owner, at=noon)
    row.refresh_from_db()
    assert row.capacity == 60
    keep(interview, {f"workaround.{row.pk}.gone": "1"})
    answers.write_step(answers.current(interview), "workarounds", by=cast.owner, at=noon)
    assert not interview.workarounds.exists()


def test_a_peak_with_its_own_curve_tightens_the_limit(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, **{"peak.n1.name": "Month end", "peak.n1.own_curve": "1"})
    answers.write_step(answers.current(interview), "function", by=cast.owner, at=noon)
    peak = interview.peaks.get()
    keep(interview, rates({"money": "134444"}, variant=str(peak.pk)))
    implied = interviews.view(interview).implied
    assert implied.mtd == hours(4)
    assert dict(implied.variants) == {"Any day": hours(8), "Month end": hours(4)}


def test_handed_in_it_waits_for_the_head_of_the_unit(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    submit(interview, cast, noon)
    interview.refresh_from_db()
    assert interview.state == InterviewState.SUBMITTED
    assert (interview.mtd, interview.derived_rto) == (hours(8), hours(6))
    assert answers.find_draft(interview) is None
    assert Notification.objects.filter(person=cast.head).count() == 1
    assert Approval.objects.about(interview).get().step == "submitted"


def test_an_empty_interview_is_not_taken(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    with pytest.raises(ValidationError, match="how bad it gets"):
        submit(interview, cast, noon)
    interview.refresh_from_db()
    assert interview.state == InterviewState.INVITED


@pytest.mark.parametrize("wrt", ["9 h", "8 h"])
def test_catching_up_that_takes_all_the_time_there_is_is_refused(
    interview: Interview, cast: SimpleNamespace, noon: datetime, wrt: str
) -> None:
    fill(interview, wrt=wrt)
    with pytest.raises(ValidationError, match=f"takes {wrt}, but the longest .* is 8 h"):
        submit(interview, cast, noon)


def test_nobody_else_answers(interview: Interview, cast: SimpleNamespace, noon: datetime) -> None:
    fill(interview)
    for other in (cast.stranger, cast.auditor, cast.nobody, cast.head):
        with pytest.raises(PermissionDenied):
            interviews.submit(interview, by=other, at=noon)


def test_only_the_head_approves_and_not_who_answered(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    submit(interview, cast, noon)
    for other in (cast.owner, cast.manager, cast.stranger, cast.coordinator):
        with pytest.raises(PermissionDenied):
            interviews.approve(interview, by=other, at=noon)
    done = interviews.approve(interview, by=cast.head, at=noon)
    assert (done.state, done.approved_by) == (InterviewState.APPROVED, cast.head)


def test_approval_hands_the_estate_what_the_function_needs(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    fill(
        interview,
        **{
            "need.n1.kind": "application",
            "need.n1.name": "claims CORE",
            "need.n1.needed_within": "4 h",
            "agreed_rto": "6 h",
        },
    )
    submit(interview, cast, noon)
    interviews.approve(interview, by=cast.head, at=noon)
    dependency = Dependency.objects.get()
    assert (dependency.provider, dependency.needed_within) == (core, hours(4))
    assert Objective.objects.approved().get().agreed_rto == hours(6)
    interview.function.refresh_from_db()
    assert interview.function.purpose == "Pays claims"
    assert interview.function.reviewed_on == noon.date()


def test_what_is_not_named_any_more_ends_but_what_others_recorded_stays(
    interview: Interview, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    made = {
        name: estate.create_item(kind="application", name=name, by=None, at=noon)
        for name in ("Claims core", "Rules", "Found by scan")
    }
    estate.add_dependency(
        dependent=interview.function.item, provider=made["Found by scan"], by=None, at=noon
    )
    fill(interview, **{"need.n1.name": "Claims core", "need.n2.name": "Rules"})
    submit(interview, cast, noon)
    interviews.approve(interview, by=cast.head, at=noon)
    again = make_interview(interview.function, scale)
    interviews.prefill(again, at=noon)
    rules = again.needs.get(name="Rules")
    keep(again, {f"need.{rules.pk}.gone": "1"})
    submit(again, cast, noon)
    interviews.approve(again, by=cast.head, at=noon)
    left = Dependency.objects.in_use().values_list("provider__name", flat=True)
    assert set(left) == {"Claims core", "Found by scan"}


def test_a_name_nobody_knows_becomes_a_task_and_is_mapped_later(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    fill(interview, **{"need.n1.name": "the claims core system"})
    submit(interview, cast, noon)
    interviews.approve(interview, by=cast.head, at=noon)
    task = MappingTask.objects.get()
    assert not Dependency.objects.exists()
    question = mapping.questions([task])[0]
    assert question.candidates[0].pk == core.pk
    mapping.map_to(task, core, by=cast.manager, at=noon)
    task.refresh_from_db()
    assert task.state == MappingState.MAPPED
    assert Dependency.objects.get().provider == core


def test_a_function_is_known_whole_once_its_last_name_means_what_is_named_already(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    names = {"need.n1.name": "Claims core", "need.n2.name": "the claims core system"}
    fill(interview, **names)
    submit(interview, cast, noon)
    interviews.approve(interview, by=cast.head, at=noon)
    item = interview.function.item
    assert not Item.objects.get(pk=item.pk).passes_on
    mapping.map_to(MappingTask.objects.get(), core, by=cast.manager, at=noon)
    assert MappingTask.objects.get().state == MappingState.DISMISSED
    assert Item.objects.get(pk=item.pk).passes_on


def test_returned_with_a_comment_it_opens_again(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    submit(interview, cast, noon)
    with pytest.raises(ValidationError, match="looked at again"):
        interviews.return_(interview, by=cast.manager, at=noon, comment=" ")
    back = interviews.return_(interview, by=cast.manager, at=noon, comment="What of month end?")
    assert back.state == InterviewState.RETURNED
    assert interviews.is_open(back)
    assert "month end" in Notification.objects.get(person=cast.owner).text
    submit(back, cast, noon + timedelta(hours=1))


def test_the_manager_checks_quality_but_does_not_approve(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    submit(interview, cast, noon)
    checked = interviews.check(interview, by=cast.manager, at=noon)
    assert checked.checked_at == noon
    assert checked.state == InterviewState.SUBMITTED
    with pytest.raises(PermissionDenied):
        interviews.check(interview, by=cast.head, at=noon)


def test_the_next_interview_starts_from_the_last(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    first = make_interview(function, scale)
    fill(first, **{"need.n1.name": "Ledger", "workaround.n1.what": "By hand", "loss.3": "20,000"})
    submit(first, cast, noon)
    interviews.approve(first, by=cast.head, at=noon)
    second = make_interview(function, scale)
    interviews.prefill(second, at=noon)
    assert second.based_on == first
    seen = interviews.view(second)
    assert seen.implied.mtd == hours(8)
    assert seen.before
    assert seen.before.implied.mtd == hours(8)
    assert [row.name for row in second.needs.all()] == ["Ledger"]
    assert second.losses.get().amount == 20000
    keep(second, {"rate.all.money.2": "4"})
    asked = interviews.view(second).challenges
    assert [one.code for one in asked] == ["changed-money"]
    assert "8 h: 3 last time, 4 now" in asked[0].question
    assert "from 8 h to 4 h" in asked[0].why


def test_a_second_open_interview_of_a_function_is_refused(
    interview: Interview, scale: ImpactScale
) -> None:
    other = Interview(function=interview.function, scale=scale, owner=interview.owner)
    with pytest.raises(ValidationError, match="already"):
        other.full_clean()


def test_what_is_not_rated_is_named_and_filled_by_one_reply(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    said = rates({"money": "1234", "members": "0123"})
    keep(interview, {name: value for name, value in said.items() if name != "rate.all.members.1"})
    (asked,) = (one for one in interviews.view(interview).challenges if one.code == "unrated")
    assert asked.question == "Not rated yet: Members at 4 h, 2 days, 7 days; Law."
    with pytest.raises(ValidationError, match="Not rated yet: Members at 4 h"):
        submit(interview, cast, noon)
    keep(interview, dict(asked.replies[0].sets))
    assert submit(interview, cast, noon).state == "submitted"
    levels = interview.ratings.filter(category__key="members").order_by("band__until")
    assert list(levels.values_list("level", flat=True)) == [0, 0, 2, 3, 3, 3]


def test_the_agreed_time_is_asked_again_and_ends_where_it_is_taken_out(
    interview: Interview, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview, agreed_rto="3 h")
    submit(interview, cast, noon)
    interviews.approve(interview, by=cast.head, at=noon)
    item = interview.function.item
    assert Agreed.objects.get(item=item).agreed_rto == hours(3)
    again = make_interview(interview.function, scale)
    interviews.prefill(again, at=noon)
    assert again.agreed_rto == hours(3)
    keep(again, {"agreed_rto": ""})
    submit(again, cast, noon)
    interviews.approve(again, by=cast.head, at=noon)
    assert Agreed.objects.get(item=item).agreed_rto is None
    assert not interview.function.objectives.approved().exists()


def test_a_reply_under_a_name_no_doubt_can_have_is_not_taken(
    interview: Interview, noon: datetime
) -> None:
    keep(interview, {f"reply.{'x' * 90}{end}": "yes" for end in "ab"})
    found = interviews.view(interview)
    assert answers.write_step(found.answers, "review", by=interview.owner, at=noon) == {}
