"""What an import would change, or has changed, in numbers and in words."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from core.values import readable
from estate.choices import Verb
from estate.imports.picture import Picture
from estate.imports.plan import Plan
from estate.models import Item

from .stored import Known

SHOWN = 300
TWINS = 5
"""How many items that are here already are named."""


def counts_of(plan: Plan, picture: Picture) -> dict[str, Any]:
    """How many of each, as the person and the command line are told."""
    return {
        "kinds": dict(sorted(Counter(item.kind for item in picture.items).items())),
        "created_kinds": dict(sorted(Counter(item.kind for item in plan.created).items())),
        "items": len(picture.items),
        "dependencies": len(picture.dependencies),
        "groups": len(picture.groups),
        "changes": plan.count,
        "created": len(plan.created),
        "changed": len({each.external_id for each in (*plan.changed, *plan.places)}),
        "unchanged": plan.unchanged,
        "gone": len(plan.gone),
        "back": len(plan.back),
        "claimed": len(plan.claimed),
        "linked": len(plan.links) + len(plan.groups),
        "relinked": len(plan.relinked) + len(plan.regrouped),
        "unlinked": len(plan.unlinked) + len(plan.ungrouped),
        "refused": len(plan.problems),
        "left_out": picture.left_out,
    }


def twins_of(plan: Plan, known: Known) -> dict[str, Any]:
    """The new items whose name and kind an item of another source, or made by hand, has already.

    How many, the first of them as (name, id of the one there, its source), and the ids of sources.
    """
    others = Item.objects.in_use().exclude(pk__in=known.by_pk)
    there = {
        (kind, name.casefold()): (pk, source, said or "")
        for kind, name, pk, source, said in others.order_by("-pk").values_list(
            "kind", "name", "pk", "source", "source__name"
        )
    }
    found = [
        (item.name, *there[key])
        for item in plan.created
        if (key := (item.kind, item.name.casefold())) in there
    ]
    return {
        "count": len(found),
        "by_hand": sum(1 for *_rest, source, _said in found if source is None),
        "examples": [[name, pk, said] for name, pk, _source, said in found[:TWINS]],
        "sources": sorted({(said, source) for *_rest, source, said in found if source}),
    }


def lines_of(plan: Plan, picture: Picture, known: Known) -> list[dict[str, Any]]:
    """The changes of a plan, one a line, as people read them; the rest is counted."""
    names = {key: item.name for key, item in known.items.items()}
    names |= {item.external_id: item.name for item in picture.items}
    lines = _differing(plan, names, known)
    lines += [{"verb": "gone", "name": names.get(key, key)} for key in plan.gone]
    lines += [{"verb": "back", "name": names.get(key, key)} for key in plan.back]
    lines += [
        {"verb": "unlinked", "name": names.get(one, one), "other": names.get(other, other)}
        for one, other in plan.unlinked
    ]
    lines += [
        {"verb": "relinked", "name": names[each.dependent], "other": names[each.provider]}
        for each, _changes in plan.relinked
    ]
    lines += [
        {"verb": "relinked", "name": names[g.dependent], "other": g.name} for g in plan.regrouped
    ]
    lines += [{"verb": "created", "name": item.name, "kind": item.kind} for item in plan.created]
    if not plan.created or len(lines) < SHOWN:
        lines += [
            {"verb": "linked", "name": names[each.dependent], "other": names[each.provider]}
            for each in plan.links
        ]
    return json.loads(json.dumps(lines[:SHOWN], default=str))  # type: ignore[no-any-return]


def _differing(plan: Plan, names: dict[str, str], known: Known) -> list[dict[str, Any]]:
    """The lines of what is there and differs: items, places, recovery times."""
    words = _Words(names, known)
    return [
        {
            "verb": verb,
            "name": names.get(each.external_id, each.external_id),
            "fields": {
                name: [words.said(name, old), words.said(name, new)]
                for name, (old, new) in each.changes.items()
            },
        }
        for verb, part in (
            (Verb.CHANGED.value, (*plan.changed, *plan.places)),
            (Verb.CLAIMED.value, plan.claimed),
        )
        for each in part
    ]


class _Words:
    """What the values of a plan are called: units and people, items of the source, times."""

    def __init__(self, names: dict[str, str], known: Known) -> None:
        self.items = names
        self.units = {str(unit.pk): unit.name for unit in known.units.values()}
        self.people = {str(person.pk): person.name for person in known.people.values()}

    def said(self, name: str, value: Any) -> str:
        """A value of a field in words, a dash for nothing."""
        if value in (None, ""):
            return "–"
        if isinstance(value, timedelta):
            return readable(value)
        by_name = {
            "unit": self.units,
            "owner": self.people,
            "site": self.items,
            "supplier": self.items,
        }
        return by_name.get(name, {}).get(str(value), str(value))
