"""What rests on what: dependencies and redundancy groups, made, changed, ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import services
from core.clock import organisation_day
from core.models import User
from core.values import field_text
from estate.choices import Verb
from estate.models import Dependency, Item, RedundancyGroup, RedundancyMember

from .changes import Difference, News, record_changes, write

MATERIAL = frozenset({"phase", "is_data", "required", "members", "dependent", "provider"})


@transaction.atomic
def add_dependency(
    *,
    dependent: Item,
    provider: Item,
    by: User | None,
    at: datetime,
    phase: str = "",
    is_data: bool = False,
    needed_within: timedelta | None = None,
    tolerates: timedelta | None = None,
    note: str = "",
    source_ref: str = "",
    reason: str = "",
) -> Dependency:
    """One item rests on another. The same pair again changes what differs, and only that."""
    Item.objects.select_for_update(no_key=True).get(pk=dependent.pk)
    found: Dependency | None = Dependency.objects.filter(
        dependent=dependent, provider=provider, retired_on=None
    ).first()
    row = found or Dependency(dependent=dependent, provider=provider)
    values = {
        "phase": phase,
        "is_data": is_data,
        "needed_within": needed_within,
        "tolerates": tolerates,
        "note": note,
        "source_ref": source_ref or row.source_ref,
    }
    if found and all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    return save_dependency(row, by=by, at=at, reason=reason, trusted=bool(source_ref))


@transaction.atomic
def save_dependency(
    row: Dependency,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
    trusted: bool = False,
) -> Dependency:
    """Write a dependency and what changed of it."""
    before = None if row._state.adding else _stored(Dependency, row.pk)
    _check_ends([row.dependent, row.provider])
    write(row, by=by, at=at, version=version, reason=reason, trusted=trusted)
    changed = told(before, row)
    if before is None:
        news = [News(row.dependent, Verb.LINKED, row.provider, is_material=True)]
    else:
        material = not MATERIAL.isdisjoint(changed)
        news = [News(row.dependent, Verb.RELINKED, row.provider, changed, material)]
    record_changes(news if before is None or changed else [], by=by, at=at, reason=reason)
    return row


@transaction.atomic
def end_dependency(
    *, dependency: Dependency, by: User | None, at: datetime, reason: str
) -> Dependency:
    """The one no longer rests on the other; kept for what was proven on it."""
    services.require(by, "retire", dependency)
    row: Dependency = _stored(Dependency, dependency.pk)
    if row.retired_on:
        return row
    row.retired_on, row.retired_reason = organisation_day(at), reason[:300]
    write(row, by=by, at=at, reason=reason, trusted=True)
    news = News(row.dependent, Verb.UNLINKED, row.provider, is_material=True)
    record_changes([news], by=by, at=at, reason=reason)
    return row


@transaction.atomic
def add_group(
    *,
    dependent: Item,
    name: str,
    providers: Sequence[Item],
    by: User | None,
    at: datetime,
    required: int = 1,
    phase: str = "",
    is_data: bool = False,
    reason: str = "",
) -> RedundancyGroup:
    """An item rests on any `required` of these providers."""
    if len({provider.pk for provider in providers}) < max(required, 1):
        sentence = _("A group that needs %(required)s needs at least as many members.")
        raise ValidationError({"required": sentence % {"required": max(required, 1)}})
    _check_ends([dependent, *providers])
    group = RedundancyGroup(
        dependent=dependent, name=name, required=required, phase=phase, is_data=is_data
    )
    write(group, by=by, at=at, reason=reason)
    for provider in providers:
        write(
            RedundancyMember(group=group, provider=provider),
            by=by,
            at=at,
            reason=reason,
            trusted=True,
        )
    record_changes([_group_news(group, Verb.LINKED)], by=by, at=at, reason=reason)
    return group


def _group_news(
    group: RedundancyGroup, verb: str, fields: Difference | None = None, material: bool = True
) -> News:
    said: Difference = {"group": ["", group.name], **(fields or {})}
    return News(group.dependent, verb, fields=said, is_material=material)


@transaction.atomic
def save_group(
    group: RedundancyGroup,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> RedundancyGroup:
    """Write a group's own fields. Required above its members is refused."""
    before = None if group._state.adding else _stored(RedundancyGroup, group.pk)
    members = group.members.count() if group.pk else 0
    if before is not None and group.required > max(members, 1):
        sentence = _("The group has %(count)s members. Add members first, or require fewer.")
        raise ValidationError({"required": sentence % {"count": members}})
    _check_ends([group.dependent])
    services.save(group, by=by, at=at, version=version, reason=reason, where=where)
    changed = told(before, group)
    if before is not None and before.required != group.required:
        changed["spare"] = [str(members - before.required), str(members - group.required)]
    if before is None or changed:
        verb = Verb.LINKED if before is None else Verb.RELINKED
        record_changes([_group_news(group, verb, changed)], by=by, at=at, reason=reason)
    return group


@transaction.atomic
def save_member(
    member: RedundancyMember,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
) -> RedundancyMember:
    """Write a member of a group."""
    if member.provider_id == member.group.dependent_id:
        raise ValidationError({"provider": _("An item does not rest on itself.")})
    _check_ends([member.provider])
    services.save(member, by=by, at=at, version=version, reason=reason, where=where)
    news = _group_news(member.group, Verb.RELINKED, {"members": ["–", str(member.provider)]})
    record_changes([news], by=by, at=at, reason=reason)
    return member


@transaction.atomic
def remove_member(
    member: RedundancyMember, *, by: User | None, at: datetime, reason: str = ""
) -> None:
    """Take a member out of its group, unless too few would be left."""
    group, provider = member.group, str(member.provider)
    if group.retired_on is None and group.members.count() <= group.required:
        sentence = _("The group needs %(required)s members. Require fewer first, or end it.")
        raise services.InUse(sentence % {"required": group.required})
    spare = group.members.count() - group.required
    services.delete(member, by=by, at=at, reason=reason)
    said = {"members": [provider, "–"], "spare": [str(spare), str(spare - 1)]}
    news = _group_news(group, Verb.RELINKED, said)
    record_changes([news], by=by, at=at, reason=reason)


@transaction.atomic
def end_group(*, group: RedundancyGroup, by: User | None, at: datetime, reason: str) -> None:
    """The item no longer rests on the group; kept for what was proven on it."""
    services.require(by, "retire", group)
    row = _stored(RedundancyGroup, group.pk)
    if row.retired_on:
        return
    row.retired_on, row.retired_reason = organisation_day(at), reason[:300]
    write(row, by=by, at=at, reason=reason, trusted=True)
    record_changes([_group_news(row, Verb.UNLINKED)], by=by, at=at, reason=reason)


def told(before: Any, after: Any) -> Difference:
    """What differs between two states of a dependency or group, as people read it."""
    if before is None:
        return {}
    names = [
        column.name
        for column in after._meta.concrete_fields
        if column.editable and not column.primary_key
    ]
    texts = ((name, field_text(before, name), field_text(after, name)) for name in names)
    return {name: [old, new] for name, old, new in texts if old != new}


def _stored(model: Any, pk: int) -> Any:
    return model.objects.select_for_update(of=("self",)).get(pk=pk)


def _check_ends(items: Sequence[Item]) -> None:
    for item in items:
        if item.retired_on:
            sentence = _("“%(item)s” is retired. Choose an item in use.")
            raise ValidationError(sentence % {"item": item})
