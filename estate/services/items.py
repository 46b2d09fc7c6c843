"""Items, sites and teams: made, changed, retired."""

from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import search, services
from core.clock import organisation_day
from core.models import Unit, User
from core.services import InUse
from core.values import field_text
from estate.choices import Kind, Verb
from estate.models import Dependency, Item, RedundancyGroup, RedundancyMember, Site, Team

from .changes import MATERIAL, News, difference, record_changes, write

PLACES: dict[Any, Any] = {Kind.SITE: (Site, "place"), Kind.TEAM: (Team, "crew")}


class Told(TypedDict, total=False):
    """What may be said of a new item besides its kind and name, in the words of `Item`."""

    unit: Unit | None
    owner: User | None
    site: Site | None
    region: str
    country: str
    supplier: Item | None
    team: Team | None
    hands: int
    lifecycle: str
    tier: int | None
    type: str
    description: str
    passes_on: bool
    yearly_cost: Decimal | None


def create_item(
    *,
    kind: str,
    name: str,
    by: User | None,
    at: datetime,
    reason: str = "",
    **told: Unpack[Told],
) -> Item:
    """A new item; one of kind site or team comes with its Site or Team.

    A function passes failures on unless said otherwise: it is back when what it rests on is back.
    """
    told.setdefault("passes_on", kind == Kind.FUNCTION)
    return save_item(Item(kind=kind, name=name, **told), by=by, at=at, reason=reason)


@transaction.atomic
def save_item(
    item: Item,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> Item:
    """Write an item and what changed of it. Raises Conflict, PermissionDenied, ValidationError."""
    before = None if item._state.adding else _stored(item.pk)
    check_item(item, before)
    services.save(item, by=by, at=at, version=version, reason=reason, where=where)
    _keep_place(item, by=by, at=at)
    changed = difference(before, item)
    if before is None:
        news = [News(item, Verb.CREATED, is_new=True)]
    else:
        news = [News(item, Verb.CHANGED, fields=changed, is_material=is_material(changed))]
    record_changes(news if before is None or changed else [], by=by, at=at, reason=reason)
    return item


@transaction.atomic
def save_item_by_hand(
    item: Item,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> Item:
    """Write an item from a page or the API. A function is made and named with its interview."""
    before = None if item._state.adding else Item.objects.get(pk=item.pk)
    kinds = {item.kind, before.kind if before else item.kind}
    if before is None and item.kind == Kind.FUNCTION:
        sentence = _("Add it as a function: it is made here with it, and asked about its needs.")
        raise ValidationError({"kind": sentence})
    if before and Kind.FUNCTION in kinds and len(kinds) == 2:
        sentence = _("A function stays one, and nothing else becomes one. Make a new item.")
        raise ValidationError({"kind": sentence})
    if before and Kind.FUNCTION in kinds and before.name != item.name:
        raise ValidationError({"name": _("Rename the function instead: this is its name here.")})
    return save_item(item, by=by, at=at, version=version, reason=reason, where=where)


def retire_item_by_hand(*, item: Item, by: User | None, at: datetime, reason: str) -> Item:
    """Take an item out of use from its page. Raises InUse for a function's."""
    if item.kind == Kind.FUNCTION:
        raise InUse(_("Retire the function instead: this item goes with it."))
    return retire_item(item=item, by=by, at=at, reason=reason)


def is_material(changed: Any) -> bool:
    """Whether a change of these fields bears on recovery."""
    return not MATERIAL.isdisjoint(changed)


def _stored(pk: int) -> Item:
    related = Item.objects.select_related("unit", "owner", "site", "supplier", "team")
    found: Item = related.select_for_update(of=("self",)).get(pk=pk)
    return found


def check_item(item: Item, before: Item | None) -> None:
    """Refuse what its kind does not allow."""
    if item.supplier_id and item.supplier and item.supplier.kind != Kind.VENDOR:
        sentence = _("“%(item)s” is not a vendor service. Choose one, or make it one first.")
        raise ValidationError({"supplier": sentence % {"item": item.supplier}})
    if before is not None and before.kind != item.kind and before.kind in PLACES:
        sentence = _("A site or a team stays one. Retire it and make a new item.")
        raise ValidationError({"kind": sentence})


def _keep_place(item: Item, *, by: User | None, at: datetime) -> None:
    """Give an item of kind site or team its Site or Team, of the same name and unit."""
    if item.kind not in PLACES:
        return
    model, related = PLACES[item.kind]
    place = model.objects.filter(item=item).first()
    if place is None:
        place = model(item=item)
    elif place.name == item.name and place.unit_id == item.unit_id:
        return
    place.name, place.unit = item.name, item.unit
    write(place, by=by, at=at, trusted=True)
    if item.kind == Kind.SITE and item.site_id != place.pk:
        item.site = place
        write(item, by=by, at=at, trusted=True)
    setattr(item, related, place)


@transaction.atomic
def save_site(
    site: Site,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> Site:
    """Write a site; its item gets the same name and unit, and the change is recorded there."""
    _save_place(site, Kind.SITE, by=by, at=at, version=version, reason=reason, where=where)
    return site


@transaction.atomic
def save_team(
    team: Team,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> Team:
    """Write a team; its item gets the same name and unit, and the change is recorded there."""
    _save_place(team, Kind.TEAM, by=by, at=at, version=version, reason=reason, where=where)
    return team


def _save_place(place: Any, kind: Kind, *, by: User | None, at: datetime, **how: Any) -> None:
    adding = place._state.adding
    before = None if adding else type(place).objects.get(pk=place.pk)
    if adding:
        place.item = write(
            Item(kind=kind, name=place.name, unit=place.unit), by=by, at=at, trusted=True
        )
    services.save(place, by=by, at=at, **how)
    item = place.item
    if (item.name, item.unit_id) != (place.name, place.unit_id) or (
        kind == Kind.SITE and item.site_id != place.pk
    ):
        item.name, item.unit = place.name, place.unit
        item.site = place if kind == Kind.SITE else item.site
        write(item, by=by, at=at, trusted=True)
    changed = {} if adding else place_difference(before, place)
    if adding or changed:
        verb = Verb.CREATED if adding else Verb.CHANGED
        material = not {"region", "country", "capacity", "site"}.isdisjoint(changed)
        news = News(item, verb, fields=changed, is_material=material, is_new=adding)
        record_changes([news], by=by, at=at, reason=how.get("reason", ""))


def place_difference(before: Any, after: Any) -> dict[str, list[str]]:
    """What differs between two states of a site or team, field → [before, after]."""
    names = [
        column.name
        for column in after._meta.concrete_fields
        if column.editable and not column.primary_key
    ]
    texts = ((name, field_text(before, name), field_text(after, name)) for name in names)
    return {name: [old, new] for name, old, new in texts if old != new}


@transaction.atomic
def retire_item(*, item: Item, by: User | None, at: datetime, reason: str) -> Item:
    """Take an item out of use with what it rested on. Raises InUse while others rest on it."""
    services.require(by, "retire", item)
    stored = _stored(item.pk)
    if stored.retired_on:
        return stored
    if not reason.strip():
        raise ValidationError({"retired_reason": _("Say why it is retired.")})
    if names := _resting_on(stored):
        sentence = _("%(names)s still rest on “%(item)s”. End these dependencies first.")
        raise InUse(sentence % {"names": ", ".join(names), "item": stored})
    today = organisation_day(at)
    stored.retired_on, stored.retired_reason = today, reason.strip()[:300]
    write(stored, by=by, at=at, reason=reason, trusted=True)
    for model in (Dependency, RedundancyGroup):
        for row in model.objects.filter(dependent=stored, retired_on=None):
            row.retired_on, row.retired_reason = today, stored.retired_reason
            write(row, by=by, at=at, reason=reason, trusted=True)
    search.forget(stored)
    record_changes([News(stored, Verb.RETIRED, is_material=True)], by=by, at=at, reason=reason)
    return stored


def _resting_on(item: Item) -> list[str]:
    """Up to five names of items in use that rest on this one."""
    live = {"retired_on": None, "dependent__retired_on": None}
    names = list(
        Dependency.objects.filter(provider=item, **live).values_list("dependent__name", flat=True)
    )
    names += RedundancyMember.objects.filter(
        provider=item, group__retired_on=None, group__dependent__retired_on=None
    ).values_list("group__dependent__name", flat=True)
    names += (
        Item.objects.in_use()
        .filter(site__item=item)
        .exclude(pk=item.pk)
        .values_list("name", flat=True)[:6]
    )
    return sorted(set(names))[:5]
