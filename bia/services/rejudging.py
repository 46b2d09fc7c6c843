"""The same answers by another scale: which MTDs a draft would move, and what one in force moved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from bia.choices import KNOWN, InterviewState
from bia.models import BusinessFunction, ImpactScale, Interview, TimeBand
from bia.services import outcome, scales, storedcurves
from bia.services.before import implied_by
from bia.services.implied import Implied, imply, mtd_words
from bia.services.interviews import LATEST, View
from core.models import User
from core.models.papers import State


def with_scale(rows: Any) -> Any:
    """Interviews with the longest time their scale asks (`longest`), and whether it `is_older`."""
    bands = TimeBand.objects.filter(scale=OuterRef("scale")).order_by("-until")
    others = ImpactScale.objects.filter(state=State.APPROVED).exclude(pk=OuterRef("scale"))
    return rows.select_related("scale").annotate(
        longest=Subquery(bands.values("until")[:1]), is_older=Exists(others)
    )


@dataclass(frozen=True)
class JudgedNow:
    """What answers asked with an older scale imply by the one in force."""

    number: int
    since: datetime | None
    mtd: str


def judged_now(seen: View) -> JudgedNow | None:
    """The MTD by the scale in force; None where the answers' own scale says the same."""
    present, asked = scales.in_force(), seen.answers.scale
    if present is None or present.pk == asked.pk:
        return None
    judged = scales.rebased(asked, scales.read(present))
    implied = implied_by(replace(seen.answers, scale=judged))
    if implied.mtd == seen.implied.mtd and implied.state == seen.implied.state:
        return None
    return JudgedNow(present.number, present.approved_at, mtd_words(implied))


@dataclass(frozen=True)
class Move:
    """A function whose MTD another scale would move."""

    function: BusinessFunction
    before: Implied
    after: Implied

    @property
    def before_words(self) -> str:
        return mtd_words(self.before)

    @property
    def after_words(self) -> str:
        return mtd_words(self.after)


def moves(scale: ImpactScale) -> list[Move]:
    """Which MTDs change if this scale is used on the answers as last approved."""
    target, found = scales.read(scale), []
    rows = _in_force(newest(KNOWN))
    asked = {one.scale_id: one.scale for one in rows}
    own = {pk: scales.read(one) for pk, one in asked.items()}
    moved = {pk: scales.rebased(one, target) for pk, one in own.items()}
    curves, losses = storedcurves.levels_of(rows, own), storedcurves.losses_of(rows)
    for interview in rows:
        said = {"wrt": interview.wrt, "losses": losses[interview.pk]}
        rated = curves[interview.pk]
        before = imply(rated, own[interview.scale_id], **said)
        after = imply(rated, moved[interview.scale_id], **said)
        if (before.mtd, before.state) != (after.mtd, after.state):
            found.append(Move(interview.function, before, after))
    return found


@transaction.atomic
def put_in_force(
    scale: ImpactScale,
    *,
    by: User,
    at: datetime,
    comment: str = "",
    version: int | None = None,
) -> ImpactScale:
    """An executive approves a scale; every function is judged by it from now on."""
    approved = scales.approve(scale, by=by, at=at, comment=comment, version=version)
    for interview in _in_force(newest([InterviewState.APPROVED])):
        outcome.write_profile(interview, by=by, at=at)
    transaction.on_commit(outcome.start_follow_up)
    return approved


def newest(states: Iterable[str]) -> list[Interview]:
    """The last interview of each function in use that is in one of these states."""
    known = Interview.objects.filter(state__in=states, function__retired_on=None)
    latest = known.order_by("function_id", LATEST, "-pk").distinct("function_id")
    return list(latest.select_related("function__item", "scale"))


def _in_force(rows: list[Interview]) -> list[Interview]:
    """Those whose answers are the function's facts.

    Where an approved interview was returned, its facts stay until it is approved again, when the
    scale of then judges it: an earlier interview says nothing any more.
    """
    facts = outcome.sources_of([row.function.item_id for row in rows])
    return [
        row for row in rows if facts.get(row.function.item_id) in (None, outcome.reference(row))
    ]
