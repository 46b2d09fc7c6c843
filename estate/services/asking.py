"""Service owners are asked for the recovery times of what they own: by link, five items a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import links, mail
from core.clock import organisation_day
from core.models import User
from estate.choices import Clock, Kind, Lifecycle
from estate.models import (
    CapabilityRequest,
    Claim,
    Dependency,
    FunctionProfile,
    Item,
    Objective,
    Readiness,
    RedundancyGroup,
    RequestedItem,
)

from .capability import record_claim
from .changes import write
from .words import listed

PURPOSE = "estate.capability"
A_PAGE = 5
GOOD_FOR = timedelta(days=60)
NOT_ASKED = (Kind.FUNCTION,)
"""A function's recovery comes from what is beneath it and from its own interview."""
NO_DATA = (
    Kind.NETWORK,
    Kind.CIRCUIT,
    Kind.RACK,
    Kind.POWER,
    Kind.TEAM,
    Kind.REGION,
    Kind.SITE,
)
"""Kinds that hold no data of the business: nobody is asked how much of it may be lost."""


@dataclass(frozen=True)
class Said:
    """What an owner says of one item."""

    likely: timedelta
    low: timedelta | None = None
    high: timedelta | None = None
    rpo: timedelta | None = None
    basis: str = ""


def askable(person: User) -> QuerySet[Item]:
    """The items in use a person answers for, those nobody has stated first."""
    rows: QuerySet[Item] = Item.objects.in_use().filter(owner=person).exclude(kind__in=NOT_ASKED)
    rows = rows.exclude(lifecycle=Lifecycle.STOPPED)
    stated = Count("claims", filter=Q(claims__superseded_at=None))
    return rows.annotate(stated=stated).order_by("stated", "tier", "name")


def unstated(person: User) -> int:
    """How many of the items a person answers for have no stated recovery time."""
    return sum(1 for item in askable(person) if not item.stated)  # type: ignore[attr-defined, misc]


def owners() -> QuerySet[User]:
    """People who own items that can be asked about, with how many, and how many are not stated."""
    mine = Q(items__retired_on=None) & ~Q(items__kind__in=NOT_ASKED)
    stated = mine & Q(items__claims__superseded_at=None, items__claims__isnull=False)
    rows = User.objects.filter(is_active=True).annotate(
        owned=Count("items", filter=mine, distinct=True),
        stated=Count("items", filter=stated, distinct=True),
    )
    found: QuerySet[User] = rows.filter(owned__gt=0).order_by("name")
    return found


@transaction.atomic
def ask_owners(
    *,
    people: Sequence[User],
    by: User | None,
    at: datetime,
    due_on: date | None = None,
    note: str = "",
) -> list[CapabilityRequest]:
    """Ask each person, by mail with a link, for the items they own."""
    if not people:
        raise ValidationError(_("Choose at least one owner."))
    made = []
    for person in people:
        items = list(askable(person))
        if not items:
            continue
        row = CapabilityRequest(person=person, note=note, due_on=due_on, sent_at=at)
        write(row, by=by, at=at)
        for item in items:
            write(RequestedItem(request=row, item=item), by=by, at=at, trusted=True)
        _send(row, len(items), by=by, at=at)
        made.append(row)
    return made


def _send(row: CapabilityRequest, count: int, *, by: User | None, at: datetime) -> None:
    url = links.issue(
        purpose=PURPOSE, subject=row, person=row.person, by=by, at=at, expires_at=at + GOOD_FOR
    )
    subject = ngettext(
        "How fast is it back? %(count)s item of yours",
        "How fast are they back? %(count)s items of yours",
        count,
    )
    mail.queue(
        to=row.person.email,
        person=row.person,
        subject=subject % {"count": count},
        template="estate_capability",
        context={
            "url": url,
            "count": count,
            "note": row.note,
            "due_on": row.due_on,
            "by": str(by) if by else "",
        },
        key=f"{PURPOSE}:{row.pk}",
        due_at=at,
    )


def still_asked(row: CapabilityRequest) -> QuerySet[RequestedItem]:
    """Of what a request asks for: the items in use that the person still answers for."""
    asked: QuerySet[RequestedItem] = row.asked.filter(item__in=askable(row.person).values("pk"))
    return asked.select_related("item", "item__site").order_by("pk")


def no_longer_asked(row: CapabilityRequest) -> list[RequestedItem]:
    """Items a request asked for that were retired since, or are somebody else's."""
    left = still_asked(row).values("pk")
    return list(row.asked.exclude(pk__in=left).select_related("item").order_by("pk"))


def page_of(row: CapabilityRequest, number: int) -> list[RequestedItem]:
    """The five items of a page, from 0."""
    return list(still_asked(row)[number * A_PAGE : (number + 1) * A_PAGE])


def pages(row: CapabilityRequest) -> int:
    """How many pages a request has."""
    return max(1, -(-still_asked(row).count() // A_PAGE))


def unanswered(row: CapabilityRequest) -> int:
    """How many items of a request wait for an answer."""
    return still_asked(row).filter(answered_at=None).count()


def first_open_page(row: CapabilityRequest) -> int:
    """The page of the first item not answered, from 0."""
    answered = list(still_asked(row).values_list("answered_at", flat=True))
    place = next((number for number, at in enumerate(answered) if at is None), 0)
    return place // A_PAGE


def present_claims(asked: Sequence[RequestedItem]) -> dict[int, Claim]:
    """What is stated now, by item."""
    rows = Claim.objects.filter(superseded_at=None, item__in=[each.item_id for each in asked])
    return {claim.item_id: claim for claim in rows}


@dataclass(frozen=True)
class Around:
    """Why an item is asked about: what it rests on, how soon it is needed, and by what."""

    rests_on: str
    need: timedelta | None = None
    needed_by: str = ""
    loss: timedelta | None = None
    """The least data loss that a function can bear of it, or that is agreed."""


def around(asked: Sequence[RequestedItem]) -> dict[int, Around]:
    """What stands around the items of a page, by item; a constant number of queries."""
    items = [each.item_id for each in asked]
    beneath: dict[int, list[str]] = {pk: [] for pk in items}
    links = Dependency.objects.filter(dependent__in=items, retired_on=None)
    for pk, name in links.order_by("pk").values_list("dependent_id", "provider__name"):
        beneath[pk].append(name)
    groups = RedundancyGroup.objects.filter(dependent__in=items, retired_on=None)
    for pk, name in groups.order_by("pk").values_list("dependent_id", "name"):
        beneath[pk].append(name)
    judged = {row.item_id: row for row in Readiness.objects.filter(item__in=items)}
    paths = {pk: row.why.get("need_path") or [] for pk, row in judged.items()}
    first = {path[0] for path in paths.values() if path}
    names = dict(Item.objects.filter(pk__in=first).values_list("pk", "name"))
    limits = _loss_limits(items)
    return {
        pk: Around(
            listed(beneath[pk]),
            judged[pk].need if pk in judged else None,
            names.get(next(iter(paths.get(pk, ())), 0), ""),
            limits.get(pk),
        )
        for pk in items
    }


def _loss_limits(items: Sequence[int]) -> dict[int, timedelta]:
    """The tightest limit of data loss of each item that has one.

    Where a function has agreed to a loss, that counts for the data it stated one of.
    """
    agreed = dict(Objective.objects.filter(rpo__isnull=False).values_list("item_id", "rpo"))
    said = [(pk, agreed[pk]) for pk in items if pk in agreed]
    wanted = {str(pk): pk for pk in items}
    profiles = FunctionProfile.objects.filter(item__retired_on=None)
    for function, needs in profiles.values_list("item_id", "rpo_needs"):
        said += [
            (wanted[need["data"]], agreed.get(function, timedelta(hours=need["hours"])))
            for need in needs
            if need["data"] in wanted
        ]
    return {pk: min(limit for one, limit in said if one == pk) for pk, _limit in said}


def without_owner() -> QuerySet[Item]:
    """Items in use nobody answers for: nobody can be asked about them."""
    rows: QuerySet[Item] = Item.objects.in_use().filter(owner=None)
    return rows


@transaction.atomic
def answer(
    *, request: CapabilityRequest, said: dict[int, Said], by: User, at: datetime
) -> CapabilityRequest:
    """Take what the asked person says of some of the items; what is not answered stays open.

    Raises ValidationError for an item that was not asked about, was retired since, or is somebody
    else's now.
    """
    list(Item.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=said))
    asked = {row.item_id: row for row in still_asked(request)}
    for pk in said:
        if pk not in asked:
            raise ValidationError(_refusal(request, pk))
    present = present_claims(list(asked.values()))
    for pk, each in said.items():
        record_claim(
            item=asked[pk].item,
            low=each.low,
            likely=each.likely,
            high=each.high,
            rpo=each.rpo,
            basis=each.basis,
            clock=present[pk].clock if pk in present else Clock.DISRUPTION,
            by=by,
            at=at,
            stated_on=organisation_day(at),
            source_ref=f"estate.capabilityrequest:{request.pk}",
        )
        asked[pk].answered_at = at
        write(asked[pk], by=by, at=at, trusted=True)
    if request.done_at is None and all(row.answered_at for row in asked.values()):
        request.done_at = at
        write(request, by=by, at=at, trusted=True)
    return request


def _refusal(request: CapabilityRequest, pk: int) -> str:
    gone = request.asked.filter(item=pk).select_related("item").first()
    if gone is None:
        return _("You were not asked about this item.")
    sentence = _(
        "“%(item)s” is no longer yours to answer for, and is left out now. Nothing was saved: send "
        "the rest again."
    )
    return sentence % {"item": gone.item}
