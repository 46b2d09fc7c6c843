"""How a version comes into force, and what the database refuses whoever asks."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction

from core import approvals, links, services, signals
from core.models import Approval, Link, Notification, Unit, User
from core.services import Conflict
from tests.core import papers
from tests.core.waiting import someone_waits_for_a_lock, until

pytestmark = pytest.mark.django_db
Step = Approval.Step


@pytest.fixture
def kinds(db: None) -> Iterator[SimpleNamespace]:
    """The versioned sample classes."""
    yield from papers.tables()


@pytest.fixture
def draft(kinds: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Any:
    """A first version of a paper of claims, with a chapter and a line."""
    claims = Unit.objects.get(name="Claims")
    paper = approvals.start_draft(kinds.Paper, by=cast.manager, at=noon, name="Plan", unit=claims)
    chapter = kinds.Chapter.objects.create(paper=paper, name="One")
    kinds.Line.objects.create(chapter=chapter, text="First")
    return paper


@pytest.fixture
def submitted(draft: Any, cast: SimpleNamespace, noon: datetime) -> Any:
    return approvals.submit(draft, by=cast.manager, at=noon)


@pytest.fixture
def approved(submitted: Any, cast: SimpleNamespace, noon: datetime) -> Any:
    return approvals.approve(submitted, by=cast.head, at=noon, comment="Good")


def copy_parts(old: Any, new: Any) -> None:
    """All chapters with their lines."""
    chapters = approvals.copy_rows(old.chapters.all(), paper=new)
    for pk, chapter in chapters.items():
        lines = type(chapter).objects.get(pk=pk).lines.all()
        approvals.copy_rows(lines, chapter=chapter)


def test_approved_by_somebody_else(approved: Any, cast: SimpleNamespace, noon: datetime) -> None:
    assert (approved.state, approved.number) == ("approved", 1)
    assert (approved.submitted_by, approved.approved_by) == (cast.manager, cast.head)
    assert approved.approved_at == noon
    taken = [(one.step, one.by, one.comment) for one in approvals.steps(approved)]
    assert taken == [("submitted", cast.manager, ""), ("approved", cast.head, "Good")]
    assert Approval.objects.first().label == "Plan"


def test_who_submits_does_not_approve(
    draft: Any, cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    both = person("bo", "unit_head", Unit.objects.get(name="Claims"))
    both_too = User.objects.get(pk=both.pk)
    type(draft).objects.filter(pk=draft.pk).update(
        state="review", submitted_by=both, submitted_at=noon
    )
    with pytest.raises(PermissionDenied, match="does not approve"):
        approvals.approve(draft, by=both_too, at=noon)


def test_approval_needs_the_right_in_this_unit(
    submitted: Any, cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    elsewhere = person("elsa", "unit_head", Unit.objects.get(name="Payments"))
    for reader in (cast.auditor, cast.coordinator, elsewhere):
        with pytest.raises(PermissionDenied):
            approvals.approve(submitted, by=reader, at=noon)
    submitted.refresh_from_db()
    assert submitted.state == "review"


def test_new_version_supersedes_the_old(
    approved: Any, kinds: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    second = approvals.start_draft(
        kinds.Paper,
        based_on=approved,
        by=cast.manager,
        at=noon,
        copy_parts=copy_parts,
        name="Plan B",
    )
    assert (second.number, second.series, second.based_on) == (2, approved.series, approved)
    assert (second.unit, second.approved_by, second.submitted_at) == (approved.unit, None, None)
    assert [line.text for c in second.chapters.all() for line in c.lines.all()] == ["First"]
    approvals.submit(second, by=cast.manager, at=noon)
    approvals.approve(second, by=cast.head, at=noon)
    states = kinds.Paper.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["superseded", "approved"]
    assert kinds.Paper.objects.approved().get() == second


def test_one_draft_at_a_time(
    approved: Any, kinds: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    approvals.start_draft(kinds.Paper, based_on=approved, by=cast.manager, at=noon)
    with pytest.raises(ValidationError, match="worked on already"):
        approvals.start_draft(kinds.Paper, based_on=approved, by=cast.manager, at=noon)


def test_returned_with_a_reason(submitted: Any, cast: SimpleNamespace, noon: datetime) -> None:
    with pytest.raises(ValidationError, match="Say what is missing"):
        approvals.return_(submitted, by=cast.head, at=noon, comment=" ")
    back = approvals.return_(submitted, by=cast.head, at=noon, comment="No owner")
    assert (back.state, back.submitted_by) == ("draft", None)
    assert approvals.last_step(back).comment == "No owner"
    assert Notification.objects.get(person=cast.manager).text == "Hedy returned “Plan”: No owner"
    approvals.submit(back, by=cast.manager, at=noon)


def test_withdrawn_by_who_submitted(submitted: Any, cast: SimpleNamespace, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        approvals.withdraw(submitted, by=cast.coordinator, at=noon)
    assert approvals.withdraw(submitted, by=cast.manager, at=noon).state == "draft"


def test_each_step_needs_its_state(
    draft: Any, approved: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    for verb, by in ((approvals.submit, cast.manager), (approvals.approve, cast.head)):
        with pytest.raises(ValidationError, match="is not"):
            verb(approved, by=by, at=noon)


def test_approver_approves_what_they_read(
    submitted: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    seen = submitted.version
    approvals.withdraw(submitted, by=cast.manager, at=noon)
    approvals.submit(submitted, by=cast.manager, at=noon)
    with pytest.raises(Conflict):
        approvals.approve(submitted, by=cast.head, at=noon, version=seen)


def test_modules_hear_of_each_step(draft: Any, cast: SimpleNamespace, noon: datetime) -> None:
    heard = []

    def hear(sender: Any, record: Any, by: User, at: datetime, **more: Any) -> None:
        heard.append((more["signal"], record.state, by))

    for signal in (signals.submitted, signals.approved, signals.returned):
        signal.connect(hear)
    approvals.submit(draft, by=cast.manager, at=noon)
    approvals.return_(draft, by=cast.head, at=noon, comment="No")
    approvals.submit(draft, by=cast.manager, at=noon)
    approvals.approve(draft, by=cast.head, at=noon)
    assert heard == [
        (signals.submitted, "review", cast.manager),
        (signals.returned, "draft", cast.head),
        (signals.submitted, "review", cast.manager),
        (signals.approved, "approved", cast.head),
    ]


# What the database refuses


def refused(write: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        write()


def test_approved_row_does_not_change(approved: Any, kinds: SimpleNamespace) -> None:
    rows = kinds.Paper.objects.filter(pk=approved.pk)
    for change in ({"name": "Other"}, {"state": "draft"}, {"approved_by": None}, {"number": 7}):
        refused(lambda change=change: rows.update(**change), "approved version is not changed")
    refused(lambda: rows._raw_delete("default"), "Only a draft is deleted")
    rows.update(state="superseded")
    refused(lambda: rows.update(state="approved"), "approved version is not changed")


def test_row_in_review_does_not_change(submitted: Any, kinds: SimpleNamespace) -> None:
    rows = kinds.Paper.objects.filter(pk=submitted.pk)
    refused(lambda: rows.update(name="Other"), "in review is not changed")
    refused(lambda: rows._raw_delete("default"), "Only a draft is deleted")


def test_parts_stay_with_their_version(
    submitted: Any, kinds: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    chapter = submitted.chapters.get()
    line = chapter.lines.get()
    free = approvals.start_draft(kinds.Paper, by=cast.manager, at=noon, name="Free")
    own = kinds.Chapter.objects.create(paper=free, name="Own")
    writes: list[Callable[[], Any]] = [
        lambda: kinds.Chapter.objects.create(paper=submitted, name="New"),
        lambda: kinds.Chapter.objects.filter(pk=chapter.pk).update(name="Other"),
        lambda: kinds.Chapter.objects.filter(pk=chapter.pk).update(paper=free),
        lambda: kinds.Chapter.objects.filter(pk=own.pk).update(paper=submitted),
        lambda: kinds.Line.objects.create(chapter=chapter, text="New"),
        lambda: kinds.Line.objects.filter(pk=line.pk).update(text="Other"),
        lambda: kinds.Line.objects.filter(pk=line.pk).update(chapter=own),
        line.delete,
        chapter.delete,
    ]
    for write in writes:
        refused(write, "only while its version is a draft")
    kinds.Line.objects.create(chapter=own, text="Free")


@pytest.mark.django_db(transaction=True)
def test_part_written_at_the_moment_of_submission_is_refused(
    draft: Any, kinds: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    refusals = []

    def write() -> None:
        with closing(connections["default"]):
            try:
                kinds.Chapter.objects.create(paper_id=draft.pk, name="Late")
            except IntegrityError as error:
                refusals.append(str(error))

    late = Thread(target=write)
    with transaction.atomic():
        approvals.submit(draft, by=cast.manager, at=noon)
        late.start()
        until(someone_waits_for_a_lock)
    late.join()
    assert "only while its version is a draft" in refusals[0]


def test_edit_of_what_is_in_review_is_refused_with_a_sentence(
    submitted: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    submitted.name = "Other"
    with pytest.raises(ValidationError, match="Version 1 is in review and is not changed"):
        services.save(submitted, by=cast.manager, at=noon)


# Steps of anything


def test_questionnaire_goes_from_hand_to_hand(
    draft: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    def step(name: Approval.Step, by: User, comment: str = "") -> Approval:
        return approvals.record_step(draft, step=name, by=by, at=noon, comment=comment)

    for early in (Step.APPROVED, Step.RETURNED):
        with pytest.raises(ValidationError, match="cannot be"):
            step(early, cast.head, "x")
    step(Step.SUBMITTED, cast.coordinator)
    step(Step.RETURNED, cast.head, "No")
    step(Step.SUBMITTED, cast.coordinator)
    step(Step.APPROVED, cast.head)
    with pytest.raises(PermissionDenied, match="Ask another"):
        step(Step.APPROVED, cast.head)
    assert approvals.last_step(draft).step == "approved"


def test_step_needs_the_right(draft: Any, cast: SimpleNamespace, noon: datetime) -> None:
    for by in (cast.auditor, cast.owner, cast.stranger):
        with pytest.raises(PermissionDenied):
            approvals.record_step(draft, step=Step.SUBMITTED, by=by, at=noon)


def test_who_came_by_link_submits_by_the_link(
    draft: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    links.issue(
        purpose="test",
        subject=draft,
        person=cast.nobody,
        by=cast.manager,
        at=noon,
        expires_at=noon + timedelta(days=7),
    )
    link = Link.objects.get()

    def submit(by: User, at: datetime) -> None:
        approvals.record_step(draft, step=Step.SUBMITTED, by=by, at=at, link=link)

    for by, at in ((cast.owner, noon), (cast.nobody, noon + timedelta(days=8))):
        with pytest.raises(PermissionDenied):
            submit(by, at)
    submit(cast.nobody, noon)
    assert approvals.last_step(draft).by == cast.nobody
    with pytest.raises(PermissionDenied):
        approvals.record_step(draft, step=Step.APPROVED, by=cast.nobody, at=noon, link=link)
