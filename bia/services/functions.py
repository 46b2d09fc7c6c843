"""Business functions: a record here and an item in the estate, made and changed together."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bia.models import BusinessFunction
from bia.services import campaigns, gaps
from core import search, services
from core.models import Unit, User
from estate import services as estate
from estate.models import Item

OF_ITEM = ("name", "unit", "owner")
"""What is said of a function and kept by its item."""


@transaction.atomic
def save_function(
    function: BusinessFunction,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
    name: str | None = None,
    unit: Unit | None = None,
    owner: User | None = None,
) -> BusinessFunction:
    """Save a function with its item; `name`, `unit` and `owner` are the item's."""
    if name is not None:
        item: Any = function.item if function.item_id else None
        if item is None:
            function.item = estate.create_item(
                kind="function",
                name=name,
                unit=unit,
                owner=owner,
                passes_on=True,
                by=by,
                at=at,
                reason=reason,
            )
        elif (item.name, item.unit, item.owner) != (name, unit, owner):
            item.name, item.unit, item.owner = name, unit, owner
            estate.save_item(item, by=by, at=at, reason=reason)
    saved: BusinessFunction = services.save(
        function, by=by, at=at, version=version, reason=reason, where=where
    )
    search.index(saved)
    return saved


@transaction.atomic
def retire(function: BusinessFunction, *, by: User, at: datetime, reason: str) -> BusinessFunction:
    """Take a function out of use with its item; its history and evidence stay."""
    services.require(by, "retire", function)
    reason = reason or _("Not done any more.")
    with services.why(by=by, reason=reason):
        estate.retire_item(item=function.item, by=by, at=at, reason=reason)
    function.refresh_from_db()
    return function


def adopt(item: Item, *, at: datetime) -> BusinessFunction:
    """The function of an item that came by an import; made where there is none."""
    found: BusinessFunction | None = BusinessFunction.objects.filter(item=item).first()
    if found is None:
        found = services.save(BusinessFunction(item=item), by=None, at=at)
        search.index(found)
    return found


def follow(item: Item, *, by: User | None, at: datetime) -> None:
    """A function found by its item's name of now, and retired when its item is."""
    function: BusinessFunction | None = BusinessFunction.objects.filter(item=item).first()
    if function is None:
        return
    function.item = item
    if item.retired_on and function.retired_on is None:
        function.retired_on = item.retired_on
        services.save(function, by=None, at=at)
        campaigns.drop(function, by=by, at=at)
        gaps.close_all(function, at=at, outcome=_("The function is not done any more."))
    if function.retired_on is None:
        search.index(function)
