"""Which risks a piece of news touches: of the estate, of a threat, of what matters most."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bia.choices import CauseKind, Degree, Happened, RuleKind
from bia.models import Contribution, Occurrence, Risk, RiskReview, StrategicObjective
from bia.services import riskreviews, riskrules
from bia.services.riskrules import Rules
from estate import services as estate
from estate.choices import Kind, Verb
from estate.models import EstateChange, RedundancyMember, Touched

MOVES = {"site", "region", "country"}
SHOWN = 20
"""Differences kept with a cause; an import may have thousands."""


# Changes of the estate


def of_estate(changes: Sequence[EstateChange], *, at: datetime) -> list[RiskReview]:
    """Reopen the risks on what major changes touch, each once per rule and import."""
    rules = riskrules.read()
    called = []
    for kind, found in _by_rule(changes, rules).items():
        called += _call(kind, found, at=at)
    return called


def _by_rule(changes: Sequence[EstateChange], rules: Rules) -> dict[str, list[EstateChange]]:
    """The changes each rule counts."""
    grouped = _members_of_groups(changes) if rules.counts(RuleKind.REDUNDANCY) else set()
    found: dict[str, list[EstateChange]] = {}
    for change in changes:
        for kind in _kinds(change, rules, grouped):
            found.setdefault(kind, []).append(change)
    items = {change.item_id for change in changes if change.run_id}
    if rules.counts(RuleKind.IMPORT) and len(items) > rules.limits[RuleKind.IMPORT]:
        found[RuleKind.IMPORT] = [change for change in changes if change.run_id]
    return found


def _kinds(change: EstateChange, rules: Rules, grouped: set[int]) -> Iterable[str]:
    tier = change.item.tier if change.item else None
    other = change.other.tier if change.other else None
    added = change.verb == Verb.CREATED and rules.critical(RuleKind.ADDED, tier)
    if added or (change.verb == Verb.LINKED and rules.critical(RuleKind.ADDED, other)):
        yield RuleKind.ADDED
    gone = _leaves(change)
    if gone and rules.critical(RuleKind.RETIRED, tier):
        yield RuleKind.RETIRED
    moved = change.verb == Verb.CHANGED and not MOVES.isdisjoint(change.fields)
    if moved and rules.critical(RuleKind.MOVED, tier):
        yield RuleKind.MOVED
    if rules.counts(RuleKind.REDUNDANCY) and (
        loses_spare(change) or (gone and change.item_id in grouped)
    ):
        yield RuleKind.REDUNDANCY


def _leaves(change: EstateChange) -> bool:
    """Whether an item is out of use now; retired after it was gone, it had left already."""
    if change.verb == Verb.RETIRED:
        return change.item is None or change.item.gone_on is None
    return change.verb == Verb.GONE


def loses_spare(change: EstateChange) -> bool:
    """Whether a group has fewer members to spare than before, or is no more."""
    if "group" not in change.fields:
        return False
    if change.verb == Verb.UNLINKED:
        return True
    old, new = (str(part) for part in change.fields.get("spare", ["", ""]))
    return old.isdecimal() and new.isdecimal() and int(new) < int(old)


def _members_of_groups(changes: Sequence[EstateChange]) -> set[int]:
    """The items gone or retired that some group in force still counts on."""
    gone = [change.item_id for change in changes if _leaves(change)]
    rows = RedundancyMember.objects.filter(provider__in=gone, group__retired_on=None)
    return set(rows.values_list("provider", flat=True)) if gone else set()


def _call(kind: str, changes: Sequence[EstateChange], *, at: datetime) -> list[RiskReview]:
    """Reopen the risks on the items these changes touch, each with its own differences."""
    of_item: dict[int, list[EstateChange]] = {}
    by_pk = {change.pk: change for change in changes}
    for change, item in Touched.objects.filter(change__in=by_pk).values_list("change", "item"):
        of_item.setdefault(item, []).append(by_pk[change])
    risks = list(Risk.objects.in_use().filter(item__in=of_item).select_related("owner"))
    details = {
        risk.pk: [difference(change) for change in of_item[risk.item_id][:SHOWN]] for risk in risks
    }
    first = changes[0]
    source = f"run{first.run_id}" if first.run_id else f"change{first.pk}"
    return riskreviews.call_for(
        risks,
        kind=CauseKind.ESTATE,
        key=f"estate:{kind}:{source}",
        words=_words(kind, changes),
        details=details,
        at=at,
    )


def difference(change: EstateChange) -> dict[str, Any]:
    """A change as a cause keeps it: what, and its fields from and to, in the words of the estate."""
    other = _("%(what)s %(other)s") % {"what": change.get_verb_display(), "other": change.other}
    what = other if change.other else change.get_verb_display()
    fields = {one.label: [one.before, one.after] for one in estate.differences(change.fields)}
    return {"what": f"{change.item}: {what}", "fields": fields, "change": change.pk}


def _words(kind: str, changes: Sequence[EstateChange]) -> str:
    label = str(RuleKind(kind).label)
    if kind == RuleKind.IMPORT or len(changes) > 1:
        return _("%(rule)s (%(count)s changes)") % {"rule": label, "count": len(changes)}
    return f"{label}: {changes[0].item}"


# Threats


def of_threat(
    risks: Any, *, key: str, words: str, at: datetime, details: riskreviews.Details = ()
) -> list[RiskReview]:
    """Reopen these risks for a changed threat, where that rule counts."""
    if not riskrules.read().counts(RuleKind.THREAT):
        return []
    return riskreviews.call_for(
        risks.select_related("owner"),
        kind=CauseKind.THREAT,
        key=key,
        words=words,
        details=details,
        at=at,
    )


def of_occurrence(row: Occurrence, *, at: datetime) -> list[RiskReview]:
    """Reopen the risks of a threat that came true, once for the event.

    Where it names an item, only those on it and on what rests on it.
    """
    if not riskrules.read().counts(RuleKind.THREAT):
        return []
    risks = Risk.objects.in_use().filter(threat=row.threat)
    if row.item_id:
        above = estate.dependents_of([row.item_id])[row.item_id]
        risks = risks.filter(item__in={row.item_id} | above)
    words = _("%(threat)s came true (%(where)s): %(what)s")
    return riskreviews.call_for(
        risks.select_related("owner"),
        kind=CauseKind.INCIDENT,
        key=f"occurrence:{row.pk}",
        words=words % {"threat": row.threat, "where": Happened(row.where).label, "what": row.what},
        at=at,
    )


# Priorities


def of_priority(changes: Sequence[EstateChange], *, at: datetime) -> list[RiskReview]:
    """Reopen the risks on functions whose tier, MTD or objective changed, and on what they rest on.

    Each is told by the estate as it moved against what was in force, whatever moved it.
    """
    if not riskrules.read().counts(RuleKind.PRIORITY):
        return []
    called = []
    for change in changes:
        if change.item is None or change.item.kind != Kind.FUNCTION:
            continue
        retiered = change.verb == Verb.CHANGED and "tier" in change.fields
        if not retiered and change.verb != Verb.OBJECTIVE:
            continue
        words = _("The priority of “%(function)s” changed.")
        if set(change.fields) == {"mtd"}:
            words = _("The MTD of “%(function)s” changed.")
        words %= {"function": change.item}
        called += _beneath([change.item.pk], f"change{change.pk}", words, [difference(change)], at)
    return called


def of_weight(objective: StrategicObjective, before: int, *, at: datetime) -> list[RiskReview]:
    """Reopen the risks beneath the functions that are more than a support to an objective."""
    if not riskrules.read().counts(RuleKind.PRIORITY):
        return []
    served = objective.contributions.filter(degree__gte=Degree.IMPORTANT)
    words = _("The weight of “%(objective)s” changed.") % {"objective": objective}
    details = [{"what": str(objective), "fields": {_("Weight"): [before, objective.weight]}}]
    items = served.filter(function__retired_on=None).values_list("function__item", flat=True)
    mark = f"objective{objective.pk}.{objective.version}"
    return _beneath(list(items), mark, words, details, at)


def of_degree(
    served: Contribution, before: int | None, after: int | None, *, at: datetime
) -> list[RiskReview]:
    """Reopen the risks beneath a function that serves an objective more or less than it did.

    None is not at all; where it is no more than a support before and after, nothing moves.
    """
    if max(before or 0, after or 0) < Degree.IMPORTANT or not riskrules.read().counts(
        RuleKind.PRIORITY
    ):
        return []
    values = {"function": served.function, "objective": served.objective}
    words = _("How much “%(function)s” serves “%(objective)s” changed.") % values
    shown = [str(Degree(each).label) if each else "–" for each in (before, after)]
    details = [{"what": str(served), "fields": {_("How much"): shown}}]
    mark = f"contribution{served.pk}.{served.version if after else 'gone'}"
    return _beneath([served.function.item_id], mark, words, details, at)


def _beneath(
    functions: Sequence[int], mark: str, words: str, details: riskreviews.Details, at: datetime
) -> list[RiskReview]:
    """Reopen the risks on these functions' items and on all they rest on."""
    items = set(functions).union(*estate.providers_of(list(functions)).values())
    return riskreviews.call_for(
        Risk.objects.in_use().filter(item__in=items).select_related("owner"),
        kind=CauseKind.PRIORITY,
        key=f"priority:{mark}",
        words=words,
        details=details,
        at=at,
    )
