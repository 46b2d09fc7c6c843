"""The workshop: several owners at one table, their functions side by side, and where they disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bia.choices import ANSWERABLE
from bia.models import Campaign, GuidedSession, Interview
from bia.services import guided
from bia.services.conflicts import offered as back_within
from bia.services.interviews import View
from core import services
from core.durations import format_duration
from core.models import User
from estate.models import Item

LEAST, MOST = 2, 6
"""How many functions stand side by side."""


def offered(campaign: Campaign, *, by: User) -> QuerySet[Interview]:
    """The interviews of a campaign this person may ask in person now."""
    rows: QuerySet[Interview] = (
        Interview.objects.permitted(by, "guide")
        .filter(campaign=campaign, state__in=ANSWERABLE, owner__isnull=False)
        .exclude(owner=by)
        .select_related("function__item__unit", "owner", "scale", "campaign", "based_on__scale")
        .order_by("function__item__name")
    )
    return rows


@transaction.atomic
def begin(campaign: Campaign, wanted: Iterable[int], *, by: User, at: datetime) -> list[Interview]:
    """Begin to ask the owners of these interviews together. Raises ValidationError."""
    services.require(by, "guide", campaign)
    found = list(offered(campaign, by=by).filter(pk__in=set(wanted)))
    if not LEAST <= len(found) <= MOST:
        said = _("Choose %(least)s to %(most)s functions that are being asked about.")
        raise ValidationError(said % {"least": LEAST, "most": MOST})
    names = ", ".join(dict.fromkeys(str(one.owner) for one in found))[:300]
    for one in found:
        session = guided.begin(one, by=by, at=at)
        if session.present == str(one.owner):
            session.present = names
            with services.why(by=by):
                session.save(update_fields=["present", "updated_at"])
    return found


def at_table(
    campaign: Campaign, wanted: Iterable[int], *, by: User
) -> list[tuple[Interview, GuidedSession]]:
    """Those of these interviews in which this person asks now, by name."""
    rows = list(offered(campaign, by=by).filter(pk__in=set(wanted))[:MOST])
    open_ = GuidedSession.objects.filter(interview__in=rows, facilitator=by, ended_at=None)
    sessions = {one.interview_id: one for one in open_}
    return [(row, sessions[row.pk]) for row in rows if row.pk in sessions]


@transaction.atomic
def end(campaign: Campaign, wanted: Iterable[int], *, by: User, at: datetime) -> int:
    """The workshop is over: each owner is asked to read the answers over; how many are."""
    services.require(by, "guide", campaign)
    found = at_table(campaign, wanted, by=by)
    for _interview, session in found:
        guided.end(session, by=by, at=at)
    return len(found)


@dataclass(frozen=True)
class Conflict:
    """Two who do not agree: who needs what how soon, and what the other says."""

    needs: str
    provider: str
    within: timedelta
    said: timedelta
    is_here: bool
    """Whether the other sits at the table too."""

    @property
    def sentence(self) -> str:
        """Both figures in one sentence."""
        values = {
            "needs": self.needs,
            "provider": self.provider,
            "within": format_duration(self.within),
            "said": format_duration(self.said),
        }
        if self.is_here:
            words = _(
                "“%(needs)s” needs “%(provider)s” in %(within)s; “%(provider)s” says %(said)s."
            )
        else:
            words = _("“%(needs)s” needs “%(provider)s” in %(within)s; it is back in %(said)s.")
        return words % values


def conflicts(seen: Sequence[View]) -> list[Conflict]:
    """Where somebody needs something sooner than its owner says, as it is typed now."""
    own = {
        str(one.answers.interview.function).casefold(): _time_of(one)
        for one in seen
        if _time_of(one) is not None
    }
    needs = [
        (str(one.answers.interview.function), str(row.values["name"]), row.values["needed_within"])
        for one in seen
        for row in one.answers.reading.kept("need")
        if row.values.get("name") and row.values.get("needed_within")
    ]
    known = _known({name for _function, name, _within in needs})
    found = []
    for function, name, within in needs:
        is_here = name.casefold() in own
        said = own[name.casefold()] if is_here else known.get(name.casefold())
        if said is not None and said > within and name.casefold() != function.casefold():
            found.append(Conflict(function, name, within, said, is_here))
    return sorted(found, key=lambda one: (not one.is_here, one.within, one.needs))


def _time_of(one: View) -> timedelta | None:
    """The time in which a function would be back by what is typed: agreed, or else derived."""
    agreed: timedelta | None = one.answers.reading.values.get("agreed_rto")
    return agreed or one.implied.derived_rto


def _known(names: set[str]) -> dict[str, timedelta]:
    """By when what is not at the table is back, as far as somebody said."""
    items = dict(Item.objects.in_use().filter(name__in=names).values_list("pk", "name"))
    return {items[pk].casefold(): time for pk, time in back_within(list(items)).items()}
