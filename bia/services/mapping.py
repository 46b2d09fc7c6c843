"""Names owners typed that are no items yet: which is meant?"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import MappingState
from bia.models import MappingTask
from bia.services import items, outcome
from bia.services.items import Candidate
from core import services
from core.models import User
from estate import services as estate
from estate.models import Item


@dataclass(frozen=True)
class Question:
    """A task with the items that may be meant."""

    task: MappingTask
    candidates: list[Candidate]


def questions(tasks: list[MappingTask]) -> list[Question]:
    """The tasks with their likeliest items; the estate's names are read once."""
    known = items.nameable()
    return [Question(task, items.best(task.need.name, known, at_least=70.0)) for task in tasks]


@transaction.atomic
def map_to(task: MappingTask, item: Item, *, by: User, at: datetime) -> MappingTask:
    """Say which item is meant; so is every open task of that name the person may map."""
    services.require(by, "map", task)
    if task.state != MappingState.OPEN:
        raise ValidationError(_("This name has been dealt with already."))
    same = (
        MappingTask.objects.permitted(by, "map")
        .filter(
            state=MappingState.OPEN, need__name__iexact=task.need.name, need__kind=task.need.kind
        )
        .select_related("need__interview__function__item")
    )
    for one in [task, *same.exclude(pk=task.pk)]:
        taken = one.need.interview.needs.filter(item=item).exclude(pk=one.need_id).exists()
        with services.why(by=by):
            if taken:
                _leave_out(one, by=by, at=at, reason=_("Named twice."))
                continue
            outcome.take_item(one.need, item, by=by, at=at)
            _finish(one, MappingState.MAPPED, at=at)
    return task


@transaction.atomic
def create(task: MappingTask, *, kind: str, by: User, at: datetime) -> Item:
    """Make an item of what was typed, and map to it."""
    services.require(by, "map", task)
    item = estate.create_item(
        kind=kind,
        name=task.need.name,
        unit=task.need.interview.function.item.unit,
        by=by,
        at=at,
        reason=_("Named in an interview."),
    )
    map_to(task, item, by=by, at=at)
    return item


@transaction.atomic
def dismiss(task: MappingTask, *, by: User, at: datetime, reason: str) -> MappingTask:
    """Leave a name out of the estate, with the reason."""
    services.require(by, "map", task)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is not needed.")})
    with services.why(by=by, reason=reason):
        _leave_out(task, by=by, at=at, reason=reason.strip())
    return task


def _leave_out(task: MappingTask, *, by: User, at: datetime, reason: str) -> None:
    """One name less to wait for: an approved function may be known whole now."""
    _finish(task, MappingState.DISMISSED, at=at, reason=reason)
    if outcome.is_in_force(task.need.interview):
        outcome.settle(task.need.interview, by=by, at=at)
        transaction.on_commit(outcome.start_follow_up)


def _finish(task: MappingTask, state: MappingState, *, at: datetime, reason: str = "") -> None:
    task.state, task.done_at, task.reason = state, at, reason[:300]
    task.save(update_fields=["state", "done_at", "reason", "updated_at"])
