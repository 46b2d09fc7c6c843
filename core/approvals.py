"""How a version comes into force: drafted, submitted, approved by somebody else, superseded.

Every step is a row (core.Approval). Whoever submits does not approve. The database refuses to change
what is in review or approved (core.models.papers.KeepApproved).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from core import registry, signals
from core.models import Approval, Link, Record, User, Versioned
from core.models.papers import State, subject_of
from core.notifications import notify
from core.services import Conflict, require, save, why

V = TypeVar("V", bound=Versioned)
R = TypeVar("R", bound=Record)
Step = Approval.Step

BOOKKEEPING = {
    *("id", "version", "created_at", "updated_at", "series", "number", "state", "based_on"),
    *("submitted_by", "submitted_at", "approved_by", "approved_at"),
    *("retired_on", "retired_reason"),
}


# Versions


@transaction.atomic
def start_draft(
    record_cls: type[V],
    *,
    by: User | None,
    at: datetime,
    based_on: V | None = None,
    copy_parts: Callable[[V, V], None] | None = None,
    **values: Any,
) -> V:
    """Begin the next version of `based_on`, or the first of a new series from `values`.

    Every field is copied but those given; `copy_parts(old, new)` copies the parts. Raises
    ValidationError when the series has a version in work already, PermissionDenied.
    """
    series, number = uuid4(), 1
    if based_on is not None:
        require(by, "change", based_on)
        series, values = based_on.series, copy_of(based_on, values)
        rows = record_cls.objects.filter(series=series)
        list(rows.select_for_update(of=("self",)))
        # Read again: who waited for the lock was not shown what was written meanwhile.
        versions = list(rows)
        number = max(row.number for row in versions) + 1
        for row in versions:
            if row.state in (State.DRAFT, State.REVIEW):
                said = {"number": row.number, "record": row}
                raise ValidationError(
                    _("Version %(number)s of “%(record)s” is being worked on already.") % said
                )
    draft = record_cls(**values, series=series, number=number, based_on=based_on, state=State.DRAFT)
    save(draft, by=by, at=at)
    if copy_parts is not None and based_on is not None:
        with why(by=by):
            copy_parts(based_on, draft)
    return draft


def copy_of(record: models.Model, changed: dict[str, Any]) -> dict[str, Any]:
    """The record's own fields for a new row, some of them changed; no bookkeeping is copied."""
    kept = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if field.name not in BOOKKEEPING and field.name not in changed
    }
    return kept | changed


def copy_rows(rows: Iterable[R], **changed: Any) -> dict[int, R]:
    """Copies of the rows with some fields changed, by the id of the row each was made from.

    For copy_parts: `copy_rows(old.steps.all(), plan=new)`.
    """
    made: dict[int, R] = {}
    for row in rows:
        copy = type(row)(**copy_of(row, changed))
        copy.save()
        made[row.pk] = copy
    return made


@transaction.atomic
def submit(record: V, *, by: User, at: datetime, comment: str = "") -> V:
    """Hand a draft in for review. From now on nobody changes it."""
    stored = _locked(record, by, "submit", State.DRAFT, _("“%(record)s” is not a draft."))
    stored.submitted_by, stored.submitted_at = by, at
    return _move(
        stored, State.REVIEW, Step.SUBMITTED, signals.submitted, by=by, at=at, comment=comment
    )


@transaction.atomic
def approve(
    record: V, *, by: User, at: datetime, comment: str = "", version: int | None = None
) -> V:
    """Bring a submitted version into force and supersede the one before.

    Whoever submitted it may not. `version` is the one the approver read; another one stored raises
    Conflict.
    """
    stored = _locked(record, by, "approve", State.REVIEW, _("“%(record)s” is not in review."))
    if version is not None and stored.version != version:
        raise Conflict(stored)
    if by.stands_with(stored.submitted_by_id):
        raise PermissionDenied(_("Who submits does not approve. Ask somebody else to."))
    with why(by=by, reason=comment):
        for earlier in type(stored).objects.approved().filter(series=stored.series):
            earlier.state = State.SUPERSEDED
            earlier.save(update_fields=["state", "updated_at"])
    stored.approved_by, stored.approved_at = by, at
    moved = _move(
        stored, State.APPROVED, Step.APPROVED, signals.approved, by=by, at=at, comment=comment
    )
    _tell_submitter(moved, _("%(person)s approved “%(record)s”."), by=by, at=at)
    return moved


@transaction.atomic
def return_(record: V, *, by: User, at: datetime, comment: str) -> V:
    """Send a submitted version back to work, saying what is missing."""
    if not comment.strip():
        raise ValidationError({"comment": _("Say what is missing, so that it can be mended.")})
    stored = _locked(record, by, "return", State.REVIEW, _("“%(record)s” is not in review."))
    text = _("%(person)s returned “%(record)s”: %(comment)s")
    _tell_submitter(stored, text, by=by, at=at, comment=comment)
    return _back(stored, Step.RETURNED, signals.returned, by=by, at=at, comment=comment)


@transaction.atomic
def withdraw(record: V, *, by: User, at: datetime, comment: str = "") -> V:
    """Take back what one has submitted oneself; others need the right to withdraw."""
    stored = _locked(record, None, "", State.REVIEW, _("“%(record)s” is not in review."))
    require(by, "submit" if stored.submitted_by_id == by.pk else "withdraw", stored)
    return _back(stored, Step.WITHDRAWN, signals.withdrawn, by=by, at=at, comment=comment)


def _locked(record: V, by: User | None, action: str, state: State, refusal: str) -> V:
    """The stored row, its whole series locked, if it stands as it must and `by` may."""
    rows = type(record).objects.select_for_update(of=("self",), no_key=True)
    series = rows.filter(series=record.series).order_by("pk")
    stored: V = next(row for row in series if row.pk == record.pk)
    require(by, action, stored)
    if stored.state != state:
        raise ValidationError(refusal % {"record": stored})
    return stored


def _back(
    stored: V, step: Approval.Step, signal: Signal, *, by: User, at: datetime, comment: str
) -> V:
    stored.submitted_by, stored.submitted_at = None, None
    return _move(stored, State.DRAFT, step, signal, by=by, at=at, comment=comment)


def _move(
    stored: V,
    state: State,
    step: Approval.Step,
    signal: Signal,
    *,
    by: User,
    at: datetime,
    comment: str,
) -> V:
    """Write the new state and its step, tell the modules above."""
    stored.state = state
    names = ["state", "submitted_by", "submitted_at", "approved_by", "approved_at", "updated_at"]
    with why(by=by, reason=comment):
        stored.save(update_fields=names)
        _write(stored, step, by=by, at=at, comment=comment)
    stored.refresh_from_db()
    signal.send(sender=type(stored), record=stored, by=by, at=at, comment=comment)
    return stored


def _tell_submitter(stored: V, text: str, *, by: User, at: datetime, comment: str = "") -> None:
    if stored.submitted_by is None:
        return
    words = text % {"person": by, "record": stored, "comment": comment}
    label = f"{stored._meta.label_lower}:{stored.pk}:{stored.version}"
    notify(
        person=stored.submitted_by,
        text=words,
        url=stored.get_absolute_url() if type(stored) in registry.by_model() else "",
        key=f"approval:{label}",
        at=at,
        subject=stored,
    )


# Steps of anything


def steps(subject: Record) -> Any:
    """The steps of a record's approval, oldest first."""
    return Approval.objects.about(subject).select_related("by").order_by("pk")


def last_step(subject: Record) -> Approval | None:
    """Where a record's approval stands."""
    found: Approval | None = steps(subject).last()
    return found


MAY_FOLLOW: dict[Approval.Step, set[Approval.Step | None]] = {
    Step.SUBMITTED: {None, Step.RETURNED, Step.WITHDRAWN},
    Step.APPROVED: {Step.SUBMITTED, Step.APPROVED},
    Step.RETURNED: {Step.SUBMITTED, Step.APPROVED},
    Step.WITHDRAWN: {Step.SUBMITTED},
}
NEEDS = {
    Step.SUBMITTED: "submit",
    Step.APPROVED: "approve",
    Step.RETURNED: "return",
    Step.WITHDRAWN: "withdraw",
}


@transaction.atomic
def record_step(
    subject: Record,
    *,
    step: Approval.Step,
    by: User,
    at: datetime,
    comment: str = "",
    link: Link | None = None,
    trusted: bool = False,
) -> Approval:
    """Write the next step of a record that has no versions, such as a questionnaire.

    Submitted may be approved, by several people one after another, or returned or withdrawn and
    submitted again. In a round nobody takes two parts. The right is the action's on the subject;
    who came by link submits by the link. Trusted: whoever calls has checked the right already.
    Raises ValidationError, PermissionDenied.
    """
    type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    by_link = step in (Step.SUBMITTED, Step.WITHDRAWN) and _opens(link, subject, by, at)
    if not (trusted or by_link):
        require(by, NEEDS[step], subject)
    taken = list(steps(subject))
    last = taken[-1].step if taken else None
    if last not in MAY_FOLLOW[step]:
        said = {"record": subject, "step": Step(step).label.lower()}
        raise ValidationError(_("“%(record)s” cannot be %(step)s now.") % said)
    if step == Step.APPROVED and by.stands_with(*_this_round(taken)):
        raise PermissionDenied(_("Who submits or has approved does not approve. Ask another."))
    if step == Step.RETURNED and not comment.strip():
        raise ValidationError({"comment": _("Say what is missing, so that it can be mended.")})
    with why(by=by, reason=comment):
        return _write(subject, step, by=by, at=at, comment=comment)


def _opens(link: Link | None, subject: Record, by: User, at: datetime) -> bool:
    """Whether the person came by an open link to this very subject."""
    return (
        link is not None
        and link.is_open(at)
        and link.person_id == by.pk
        and link.subject == subject
    )


def _this_round(taken: list[Approval]) -> set[int]:
    """Who has taken part since it was last submitted."""
    people: set[int] = set()
    for one in reversed(taken):
        people.add(one.by_id)
        if one.step == Step.SUBMITTED:
            break
    return people


def _write(
    subject: Record, step: Approval.Step, *, by: User, at: datetime, comment: str
) -> Approval:
    return Approval.objects.create(
        **subject_of(subject), step=step, by=by, at=at, comment=comment.strip()
    )
