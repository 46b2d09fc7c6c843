"""Who rests on a function: derived from what others said of their needs, for its owner to confirm.

A confirmation holds while the time said stays the same; a denial holds for the interview it was said of,
so that a need its owner repeats is asked about again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from bia.choices import KNOWN
from bia.models import BusinessFunction, Interview, Need, NeedReply
from bia.services import delegations
from core import notifications, services
from core.models import User


@dataclass(frozen=True)
class Dependant:
    """A function that says, in its latest answers known, that it needs another one."""

    need: Need
    reply: NeedReply | None
    """What the owner of what is needed answered to just this; none while it is open."""

    @property
    def function(self) -> BusinessFunction:
        """The function that needs the other one."""
        found: BusinessFunction = self.need.interview.function
        return found

    @property
    def within(self) -> timedelta | None:
        """How soon it is needed, as far as that was said."""
        found: timedelta | None = self.need.needed_within
        return found


def of(function: BusinessFunction) -> list[Dependant]:
    """Who rests on a function, the soonest first."""
    return of_all([function])[function.pk]


def of_all(functions: Iterable[BusinessFunction]) -> dict[int, list[Dependant]]:
    """The same for many, by function, in a constant number of queries."""
    asked = {one.item_id: one.pk for one in functions}
    rows = list(
        Need.objects.filter(
            item__in=asked, interview__state__in=KNOWN, interview__function__retired_on=None
        )
        .exclude(interview__function__item=F("item"))
        .select_related("interview__function__item__owner")
        .order_by(F("needed_within").asc(nulls_last=True), "pk")
    )
    latest = _latest({row.interview.function_id for row in rows})
    replies = {
        (row.function_id, row.dependent_id): row
        for row in NeedReply.objects.filter(function__in=asked.values()).select_related("said_by")
    }
    found: dict[int, list[Dependant]] = {pk: [] for pk in asked.values()}
    for row in rows:
        if latest[row.interview.function_id] != row.interview_id or row.item_id is None:
            continue
        pk = asked[row.item_id]
        reply = replies.get((pk, row.interview.function_id))
        found[pk].append(Dependant(row, reply if reply and _answers(reply, row) else None))
    return found


def _latest(functions: set[int]) -> dict[int, int]:
    """The latest interview known of each function."""
    oldest_first = (F("approved_at").asc(nulls_first=True), "pk")
    known = Interview.objects.filter(function__in=functions, state__in=KNOWN)
    return dict(known.order_by(*oldest_first).values_list("function_id", "pk"))


def _answers(reply: NeedReply, need: Need) -> bool:
    """Whether a reply still speaks of what is said now."""
    if reply.holds:
        return bool(reply.needed_within == need.needed_within)
    return reply.said_in_id == need.interview_id


def denials(function: BusinessFunction) -> dict[int, NeedReply]:
    """What others deny to provide of all the function says it needs, by item."""
    rows = NeedReply.objects.filter(
        dependent=function, holds=False, function__retired_on=None
    ).select_related("said_by", "function")
    latest = _latest({function.pk}).get(function.pk)
    return {row.function.item_id: row for row in rows if row.said_in_id == latest}


@transaction.atomic
def reply(
    function: BusinessFunction,
    *,
    dependent: BusinessFunction,
    holds: bool,
    by: User,
    at: datetime,
    reason: str = "",
    asked_in: Interview | None = None,
) -> NeedReply:
    """The owner confirms that another function needs this one, or denies it and says why.

    `asked_in` is the interview on this function in which it is answered, by whom it is answered.
    Raises ValidationError, PermissionDenied.
    """
    if asked_in is not None and asked_in.function_id == function.pk:
        delegations.require_answering(asked_in, by=by)
    else:
        services.require(by, "answer", function)
    BusinessFunction.objects.select_for_update(of=("self",)).get(pk=function.pk)
    found = next((one for one in of(function) if one.function.pk == dependent.pk), None)
    if found is None:
        values = {"dependent": dependent, "function": function}
        raise ValidationError(
            {"dependent": _("“%(dependent)s” does not say that it needs “%(function)s”.") % values}
        )
    made = NeedReply.objects.filter(function=function, dependent=dependent).first()
    made = made or NeedReply(function=function, dependent=dependent)
    made.said_in, made.needed_within = found.need.interview, found.within
    made.holds, made.reason = holds, "" if holds else reason.strip()
    made.said_by, made.said_at = by, at
    if not holds and not made.reason:
        raise ValidationError({"reason": _("Say why not, for the other side.")})
    with services.why(by=by, reason=made.reason):
        if asked_in is not None:
            delegations.note_answering(asked_in, by=by)
        saved: NeedReply = services.save(made, by=None, at=at)
    if not holds:
        _tell(saved, at=at)
    return saved


def _tell(said: NeedReply, *, at: datetime) -> None:
    """Who named the need learns that the other side sees it otherwise."""
    owner = said.dependent.item.owner
    if owner is None or owner.pk == said.said_by_id:
        return
    words = _("%(person)s says that “%(dependent)s” does not need “%(function)s”: %(reason)s")
    values = {
        "person": said.said_by,
        "dependent": said.dependent,
        "function": said.function,
        "reason": said.reason,
    }
    notifications.notify(
        person=owner,
        text=words % values,
        url=said.dependent.get_absolute_url(),
        key=f"bia.need-denied.{said.pk}.{said.version}",
        at=at,
        subject=said.dependent,
    )
