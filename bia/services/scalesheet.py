"""The draft of an impact scale written whole: its words, times, categories and levels."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.models import ImpactCategory, ImpactLevel, ImpactScale, TimeBand
from bia.services import guidedchoice, scales
from bia.services.parts import put
from core import services
from core.models import User
from core.models.papers import State


@transaction.atomic
def write(
    scale: ImpactScale,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    bands: Sequence[timedelta],
    categories: Sequence[Mapping[str, Any]],
    **words: Any,
) -> ImpactScale:
    """Write a draft whole. A category is known by its key; what is not sent any more is removed.

    Raises ValidationError with what cannot be taken, Conflict where it was changed meanwhile.
    """
    services.require(by, "change", scale)
    if scale.state != State.DRAFT:
        raise ValidationError(_("Only a draft is edited; begin the next version."))
    if scale.based_on_id and not words["reason"]:
        raise ValidationError({"reason": scales.reason_wanted()})
    for name, value in words.items():
        setattr(scale, name, value)
    saved: ImpactScale = services.save(scale, by=by, at=at, version=version)
    _put_bands(saved, bands, by, at)
    _put_categories(saved, categories, by, at)
    return saved


def _put_bands(scale: ImpactScale, bands: Sequence[timedelta], by: User, at: datetime) -> None:
    if not all(bands):
        raise ValidationError({"bands": _("Give a time above zero.")})
    if len(set(bands)) < len(bands):
        raise ValidationError({"bands": _("A time stands twice. Remove one of the two.")})
    stored = {row.until: row for row in TimeBand.objects.filter(scale=scale)}
    for until, row in stored.items():
        if until not in bands:
            services.delete(row, by=by, at=at)
    for until in bands:
        if until not in stored:
            services.save(TimeBand(scale=scale, until=until), by=by, at=at)


def _put_categories(
    scale: ImpactScale, categories: Sequence[Mapping[str, Any]], by: User, at: datetime
) -> None:
    stored = {row.key: row for row in ImpactCategory.objects.filter(scale=scale)}
    sent = [one["key"] for one in categories if one.get("key")]
    for key in sent:
        if key not in stored or sent.count(key) > 1:
            said = _(
                "“%(key)s” is no category of this draft, or stands twice. A new one has no key."
            )
            raise ValidationError({"categories": said % {"key": key}})
    for key, row in stored.items():
        if key not in sent:
            services.delete(row, by=by, at=at)
    for place, one in enumerate(categories, start=1):
        row = stored.get(one.get("key", "")) or ImpactCategory(scale=scale)
        _put_category(row, place, one, by, at)


def _put_category(
    row: ImpactCategory, place: int, said: Mapping[str, Any], by: User, at: datetime
) -> None:
    kept = row.model_reason if row.model == said["model"] else ""
    put(
        row,
        by,
        at,
        scales.save_category,
        name=said["name"],
        hint=said.get("hint", ""),
        model=said["model"],
        # A model changed by hand has no longer the reason of the guided choice.
        model_reason=said.get("model_reason", kept),
        intolerable=said["intolerable"],
        tolerance=said["tolerance"],
        position=place,
    )
    levels = ImpactLevel.objects.filter(category=row).order_by("level")
    for level, means in zip(levels, said["levels"], strict=True):
        put(
            level,
            by,
            at,
            words=means.get("words", ""),
            money_from=means.get("money_from"),
            money_to=means.get("money_to"),
        )


@transaction.atomic
def choose_models(
    scale: ImpactScale, *, by: User, at: datetime, version: int | None, counted: str, **said: str
) -> None:
    """Give each category of a draft the scoring model that fits; `counted` is a category's key."""
    category = ImpactCategory.objects.filter(scale=scale, key=counted).first()
    if counted and category is None:
        raise ValidationError({"counted": _("This is no category of the scale.")})
    for name, value in said.items():
        setattr(scale, name, value)
    guidedchoice.record(scale, counted=category, by=by, at=at, version=version)
