"""Who decides in a validation round, and the one link by which each comes to it without a login."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import OPEN_VALIDATIONS, CampaignState, ValidationState
from bia.models import BusinessFunction, Validation, ValidationRound
from bia.services import invitations
from core import links, mail, notifications, services
from core.models import Notification, User
from core.values import readable

PURPOSE = "bia.validation"


def decided_by(person: User) -> QuerySet[Validation]:
    """The rows a person decides: of functions they own, role or not, or whose owner they deputise."""
    owned = Q(function__item__owner=person)
    standing_in = Validation.objects.permitted(person, "sign").values("pk")
    rows: QuerySet[Validation] = Validation.objects.filter(owned | Q(pk__in=standing_in))
    return rows


def require_deciding(row: Validation, *, by: User) -> None:
    """Refuse whoever neither owns the function nor stands in for its owner."""
    if not decided_by(by).filter(pk=row.pk).exists():
        services.require(by, "sign", row)


def rows_of(round_: ValidationRound, person: User) -> QuerySet[Validation]:
    """What of a round a person decides, decided or not."""
    return decided_by(person).filter(round=round_)


def ask(
    round_: ValidationRound,
    rows: Iterable[Validation],
    *,
    by: User | None,
    at: datetime,
    reminder: bool = False,
) -> int:
    """Write to the owners of these rows, and to who stands in for them: one e-mail, one link each.

    Returns the number of e-mails.
    """
    owned: dict[User, list[Validation]] = {}
    for row in rows:
        if (owner := row.function.item.owner) and owner.is_active:
            owned.setdefault(owner, []).append(row)
    asked: dict[User, list[Validation]] = {}
    for owner, theirs in owned.items():
        _tell(round_, owner, len(theirs), at=at, reminder=reminder)
        for person in _readers(round_, owner, at=at):
            asked.setdefault(person, []).extend(theirs)
    for person, theirs in asked.items():
        words = _words(theirs, reminder=reminder)
        _write(round_, person, words, rows=theirs, reminder=reminder, by=by, at=at)
    return len(asked)


def _readers(round_: ValidationRound, owner: User, *, at: datetime) -> list[User]:
    """The owner, and the deputies who may decide instead."""
    deputies = notifications.deputies_of(owner, at=at)
    theirs = Q(function__item__owner=owner)
    return [owner, *(one for one in deputies if rows_of(round_, one).filter(theirs).exists())]


def _words(rows: Sequence[Validation], *, reminder: bool) -> str:
    asked = ngettext(
        "Confirm the objectives of “%(name)s”",
        "Confirm the objectives of %(count)s functions",
        len(rows),
    ) % {"name": rows[0].function, "count": len(rows)}
    return _("Reminder: %(asked)s") % {"asked": asked} if reminder else asked


def _tell(
    round_: ValidationRound, owner: User, count: int, *, at: datetime, reminder: bool
) -> None:
    said = ngettext(
        "%(round)s: confirm the objectives of %(count)s function until %(day)s.",
        "%(round)s: confirm the objectives of %(count)s functions until %(day)s.",
        count,
    ) % {"round": round_, "count": count, "day": readable(round_.due_on)}
    notifications.notify(
        person=owner,
        text=_("Reminder: %(asked)s") % {"asked": said} if reminder else said,
        url=f"{reverse('bia:validation-list')}?round={round_.pk}",
        key=f"{_told(round_)}{owner.pk}.{at:%Y%m%d%H%M%S}",
        at=at,
        subject=round_,
        mail=False,
    )


def _told(round_: ValidationRound) -> str:
    """How the keys begin under which owners were asked in a round."""
    return f"bia.validationround.{round_.pk}.asked."


def _write(
    round_: ValidationRound,
    person: User,
    subject: str,
    *,
    rows: Sequence[Validation],
    by: User | None,
    at: datetime,
    **told: Any,
) -> None:
    """One e-mail with a link of the person's own to all they decide in the round."""
    first = rows[0]
    url = links.issue(
        purpose=PURPOSE,
        subject=round_,
        person=person,
        by=by,
        at=at,
        expires_at=invitations.good_until(round_.due_on, at=at),
    )
    mail.queue(
        to=person.email,
        person=person,
        subject=subject,
        template="bia_validation",
        context={"round": round_, "rows": rows, "url": url, **told},
        key=f"{PURPOSE}:{round_.pk}:{person.pk}:{first.pk}.{first.version}:{at:%Y%m%d%H%M%S}",
        due_at=at,
    )


def send_back(row: Validation, *, by: User, at: datetime) -> None:
    """Tell the owner that the head gave the decision back, by a link that opens it again."""
    owner = row.function.item.owner
    if owner is None or not owner.is_active:
        return
    said = _("“%(function)s” came back to you: %(comment)s")
    notifications.notify(
        person=owner,
        text=said % {"function": row.function, "comment": row.return_comment},
        url=row.get_absolute_url(),
        key=f"bia.validation.{row.pk}.returned.{row.version}",
        at=at,
        subject=row,
        mail=False,
    )
    subject = _("“%(function)s” came back to you") % {"function": row.function}
    for person in _readers(row.round, owner, at=at):
        _write(row.round, person, subject, rows=[row], returned=row, by=by, at=at)


def remind_due(*, at: datetime) -> int:
    """Send the reminders that are due and have not been sent; run by the scheduler."""
    sent = 0
    for round_ in ValidationRound.objects.filter(state=CampaignState.RUNNING):
        moment = invitations.last_reminder_before(round_.due_on, at=at)
        if moment is None or round_.started_at is None or round_.started_at >= moment:
            continue
        told = Notification.objects.filter(key__startswith=_told(round_), at__gte=moment)
        done = set(told.exclude(key__contains=":for:").values_list("person", flat=True))
        late = [one for one in waiting(round_) if one.function.item.owner_id not in done]
        sent += ask(round_, late, by=None, at=at, reminder=True)
    return sent


def waiting(round_: ValidationRound) -> QuerySet[Validation]:
    """The rows of a round that wait for their owner."""
    rows: QuerySet[Validation] = round_.rows.filter(state=ValidationState.WAITING)
    return rows.select_related("function__item__owner")


def hand_over(functions: Iterable[BusinessFunction], *, by: User | None, at: datetime) -> None:
    """Ask the present owners of functions for what waits; who has nothing left loses the link."""
    rows = Validation.objects.filter(
        function__in=functions, state__in=OPEN_VALIDATIONS, round__state=CampaignState.RUNNING
    ).select_related("round", "function__item__owner")
    for round_, found in groupby(rows.order_by("round_id", "pk"), key=lambda row: row.round):
        ask(round_, [row for row in found if row.state == ValidationState.WAITING], by=by, at=at)
        for person in links.holders(subject=round_, purpose=PURPOSE):
            if not rows_of(round_, person).exists():
                links.revoke(subject=round_, purpose=PURPOSE, person=person, at=at)


def close(round_: ValidationRound, *, at: datetime) -> None:
    """Nobody is asked any more: the links of a round stop working."""
    links.revoke(subject=round_, purpose=PURPOSE, at=at)
