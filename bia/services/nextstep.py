"""What the continuity manager does next about a function: one sentence and one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bia.choices import GapKind, GapState, InterviewState
from bia.models import BusinessFunction, Gap, Interview
from core.clock import organisation_day
from estate.models import Item, Readiness

UNMET = (GapKind.RECOVERY, GapKind.OBJECTIVE)
LACKING = {
    "claimed": ("claimed", "assumed"),
    "stale": ("stale",),
    "expired": ("expired",),
}
"""The links of a chain that make its verdict what it is."""
VERDICTS = ("gap", "unknown", "expired", "stale", "claimed")
NAMED = 3


@dataclass(frozen=True)
class Step:
    """What to do next: why, in a sentence, and the verb with where it leads."""

    text: str
    verb: str = ""
    url: str = ""


def first_step(function: BusinessFunction, asked: Interview | None = None) -> Step:
    """What to do where nobody has answered yet; `asked` is the interview under way."""
    if asked is not None:
        return _asked_step(asked)
    url = f"{reverse('bia:campaign-create')}?functions={function.pk}"
    return Step(
        _("Ask its owner how bad it gets and what it rests on."), _("Start an interview"), url
    )


def _asked_step(asked: Interview) -> Step:
    said: dict[str, Any] = {
        "owner": asked.owner,
        "unit": asked.function.item.unit,
        "invited": _day(organisation_day(asked.invited_at) if asked.invited_at else None),
        "day": _day(organisation_day(asked.submitted_at) if asked.submitted_at else None),
    }
    look = (_("Open the interview"), asked.get_absolute_url())
    if asked.state == InterviewState.SUBMITTED:
        text = _("Handed in on %(day)s: it counts once the head of “%(unit)s” has approved it.")
        return Step(text % said, *look)
    if asked.owner is None:
        url = reverse("bia:businessfunction-update", args=[asked.function_id])
        return Step(_("Name an owner: nobody can be asked."), _("Name an owner"), url)
    if asked.state == InterviewState.PLANNED and asked.campaign:
        text = _("Send the invitations of “%(campaign)s”: %(owner)s has not been asked yet.")
        said["campaign"] = asked.campaign
        return Step(text % said, _("Open the campaign"), asked.campaign.get_absolute_url())
    if asked.state == InterviewState.RETURNED:
        return Step(_("It went back to %(owner)s: wait for the answers.") % said, *look)
    return Step(_("%(owner)s was asked on %(invited)s: wait for the answers.") % said, *look)


def next_step(
    function: BusinessFunction,
    row: Readiness,
    items: dict[int, Item],
    gaps: Sequence[Gap],
    asked: Interview | None = None,
) -> Step:
    """The step that moves the verdict; `gaps` are the function's open and accepted ones."""
    missing = [items[pk] for pk in row.why.get("missing", []) if pk in items]
    if row.need is None:
        return first_step(function, asked)
    if row.verdict == "gap":
        return _gap_step(function, [gap for gap in gaps if gap.kind in UNMET])
    if row.verdict == "unknown" and [item.pk for item in missing] == [function.item_id]:
        return _unsaid_step(function, asked)
    if row.verdict == "unknown" and missing:
        return _missing_step(missing)
    if row.verdict == "unknown":
        return first_step(function, asked)
    if row.verdict in LACKING:
        return _test_step(function, row, items)
    return _data_step(function, row, items, gaps) or Step(
        _("Nothing to do: it is proven. Ask again when the year is over.")
    )


def _data_step(
    function: BusinessFunction, row: Readiness, items: dict[int, Item], gaps: Sequence[Gap]
) -> Step | None:
    """What its data still lacks once it is proven to be back in time; the worst data set first."""
    points = [point for point in row.why.get("data", []) if point["verdict"] != "held"]
    if not points:
        return None
    verdict = min((point["verdict"] for point in points), key=VERDICTS.index)
    if verdict == "gap":
        return _gap_step(function, [gap for gap in gaps if gap.kind == GapKind.DATA])
    weak = [
        items.get(point["item"], function.item) for point in points if point["verdict"] == verdict
    ]
    owner = next((item.owner for item in weak if item.owner), None)
    text = {
        "unknown": _("It is back in time; ask %(owner)s how old the data of %(names)s would be.")
        if owner
        else _("It is back in time; find out how old the data of %(names)s would be."),
        "claimed": _(
            "It is back in time; measure how old the data of %(names)s is when restored:"
            " that is only stated."
        ),
        "stale": _(
            "It is back in time; measure again how old the data of %(names)s is when restored:"
            " what it rests on has changed since."
        ),
        "expired": _(
            "It is back in time; measure again how old the data of %(names)s is when restored:"
            " the last proof is too old."
        ),
    }[verdict]
    said = {"owner": owner, "names": _names(weak), "name": weak[0].name}
    return Step(text % said, _("Open %(name)s") % said, page_of(weak[0]))


def _gap_step(function: BusinessFunction, gaps: Sequence[Gap]) -> Step:
    if not gaps:
        url = f"{reverse('bia:gap-create')}?function={function.pk}"
        return Step(_("Name who closes the gap and until when."), _("Record the gap"), url)
    gap = min(gaps, key=lambda one: (one.state == GapState.ACCEPTED, one.due_on or date.max))
    said = {
        "gap": gap.title,
        "owner": gap.owner,
        "by": gap.accepted_by,
        "day": _day(gap.accepted_until if gap.state == GapState.ACCEPTED else gap.due_on),
        "way": gap.way_out,
    }
    url = gap.get_absolute_url()
    if gap.state == GapState.ACCEPTED:
        text = _("%(by)s bears “%(gap)s” until %(day)s; it opens again then.")
    elif gap.owner is None or gap.due_on is None:
        text = _("Name who closes “%(gap)s” and until when, or let the head of the unit accept it.")
        url = reverse("bia:gap-update", args=[gap.pk])
        return Step(text % said, _("Name an owner and a day"), url)
    elif not gap.way_out:
        text = _("Agree with %(owner)s how to close “%(gap)s” by %(day)s: nothing is decided yet.")
    else:
        text = _("%(owner)s closes “%(gap)s” by %(day)s: %(way)s.")
    return Step(text % said, _("Open the gap"), url)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _missing_step(missing: Sequence[Item]) -> Step:
    first = missing[0]
    said = {"owner": first.owner, "names": _names(missing), "name": first.name}
    text = (
        _("Ask %(owner)s for the recovery time of %(names)s.")
        if first.owner
        else _("Name who answers for %(names)s, and ask for the recovery time.")
    )
    return Step(text % said, _("Open %(name)s") % said, page_of(first))


def _test_step(function: BusinessFunction, row: Readiness, items: dict[int, Item]) -> Step:
    """Which links of the chain to test, the longest first."""
    links = [link for link in row.why.get("evidence_chain", []) if _lacks(link, row.verdict)]
    links.sort(key=lambda link: -(link["hours"] or 0))
    weak = [items[link["id"]] for link in links if link["id"] in items] or [
        row.bound_by or function.item
    ]
    only_otherwise = bool(links) and all(link.get("other") for link in links)
    text = {
        "claimed": _("Rebuild %(names)s in a test: what was measured does not prove a rebuild.")
        if only_otherwise
        else _("Plan a test of %(names)s: the time is stated and not proven."),
        "stale": _("Test %(names)s again: what it rests on has changed since."),
        "expired": _("Test %(names)s again: the last proof is too old."),
    }[row.verdict]
    return Step(text % {"names": _names(weak)}, _("Record a test"), page_of(weak[0]))


def _lacks(link: dict[str, Any], verdict: str) -> bool:
    return link["state"] in LACKING[verdict]


def _names(items: Sequence[Item]) -> str:
    shown = ", ".join(item.name for item in items[:NAMED])
    more = len(items) - NAMED
    return _("%(names)s and %(more)s more") % {"names": shown, "more": more} if more > 0 else shown


def _unsaid_step(function: BusinessFunction, asked: Interview | None) -> Step:
    """A function of which not all is known that it rests on."""
    rounds = Interview.objects.filter(function=function, state=InterviewState.APPROVED)
    known = rounds.annotate(named=Count("needs")).order_by("-approved_at", "-pk").first()
    if known is None:
        return first_step(function, asked)
    if not known.named:
        return Step(
            _("Its owner named nothing it rests on: add it, or ask again."),
            _("Add what it rests on"),
            f"{reverse('estate:dependency-create')}?dependent={function.item_id}",
        )
    return Step(
        _("Say which items are meant by the names its owner typed."),
        _("Map the names"),
        reverse("bia:mappingtask-list"),
    )


def page_of(item: Item) -> str:
    """The item's page, or none where the estate has no pages."""
    try:
        return item.get_absolute_url()
    except NoReverseMatch:
        return ""
