"""How an item stands, in words and as the picture of its chain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.durations import format_duration
from core.figures import Chain, Link
from engine.objectives import NO_TOLERANCE
from estate.choices import Basis, Method
from estate.models import Claim, Item, Readiness
from estate.models.capability import NO_NEED

from .words import at_least, time_of

MEASURED = frozenset({"fresh", "stale", "expired"})
UNTOUCHED = frozenset({"not lost", "beside"})
"""Links that cost no time: they are up, or done while another is waited for."""
DELAYS = {"detection": gettext_lazy("Detection"), "decision": gettext_lazy("Decision")}
LINK_WORDS = {
    "fresh": gettext_lazy("measured"),
    "stale": gettext_lazy("measured, changed since"),
    "expired": gettext_lazy("measured too long ago"),
    "claimed": gettext_lazy("stated"),
    "assumed": gettext_lazy("assumed for its kind"),
    "delay": gettext_lazy("the organisation's own time"),
    "target": gettext_lazy("target, set by the organisation"),
    "measured": gettext_lazy("measured in real events"),
    "not lost": gettext_lazy("not affected"),
    "beside": gettext_lazy("done meanwhile"),
}
USED_UP = "nothing left"
"""The engine's word where the steps above leave an item no time: its need is no figure then."""
NEED_WORDS = {
    "agreed": gettext_lazy("agreed RTO"),
    "derived": gettext_lazy("derived from the MTD"),
    "at least": gettext_lazy("not intolerable within what was asked"),
    "passed down": gettext_lazy("from a function that rests on it"),
    "stated": gettext_lazy("stated by what rests on it"),
}
CLAIM_WORDS = {
    "claimed": gettext_lazy("its owner's word and those beneath it"),
    "assumed": gettext_lazy("partly assumed, nobody said"),
    "not affected": gettext_lazy("no planned loss reaches it"),
}
PROOF_WORDS = {
    "proven end to end": gettext_lazy("measured end to end"),
    "proven in parts": gettext_lazy("measured part by part"),
    "stale": gettext_lazy("measured, changed since"),
    "expired": gettext_lazy("measured too long ago"),
    "not affected": gettext_lazy("no planned loss reaches it"),
}

LACKS = {
    "unserved": gettext_lazy("not measured for this loss"),
    "part": gettext_lazy("measured only in part"),
    "never": gettext_lazy("never measured"),
}
SAID_ONLY = {
    "unserved": gettext_lazy("Said to come back in time, not proven for its worst planned loss"),
    "part": gettext_lazy("Said to come back in time, measured only in part"),
    "never": gettext_lazy("Said to come back in time, never measured"),
}


def mtd_words(row: Readiness) -> str:
    """The MTD as a person would say it, also where nothing or everything is intolerable."""
    limit = row.why.get("mtd", {})
    return limit_words(row.mtd, limit.get("state", ""), time_of(limit.get("at_least_h")))


def limit_words(mtd: timedelta | None, state: str, least: timedelta | None) -> str:
    """An MTD, the engine's word for how far it is known, and its lower bound, in words."""
    if mtd is None and state == NO_TOLERANCE:
        return _("at once")
    if mtd is None and least:
        return at_least(least)
    return format_duration(mtd) or "–"


@dataclass(frozen=True)
class Inherited:
    """How long an item may be down before a function above passes its MTD, and which way."""

    time: timedelta
    path: list[Item]

    @property
    def words(self) -> str:
        """The time; nothing is left of it where the functions' own work uses it up."""
        return format_duration(self.time) if self.time else _("no time at all")

    @property
    def note(self) -> str:
        """Whose MTD it is."""
        through = [str(item) for item in self.path[1:-1]]
        values = {"function": self.path[0], "through": ", ".join(through)}
        if through:
            return _("MTD of “%(function)s”, through %(through)s") % values
        return _("MTD of “%(function)s”") % values


def inherited_mtd(row: Readiness) -> Inherited | None:
    """The MTD an item has from the functions that rest on it, each less its own work after."""
    said = row.why.get("inherited") or {}
    time, path = time_of(said.get("hours")), said.get("path", [])
    items = Item.objects.in_bulk(path) if time is not None and len(path) > 1 else {}
    if time is None or not items or len(items) < len(path):
        return None
    return Inherited(time, [items[pk] for pk in path])


def need_words(row: Readiness) -> str:
    """The need as a person would say it: a lower bound is told as one, and what is used up as that."""
    if USED_UP in row.why.get("codes", []):
        return _("none left")
    return at_least(row.need) if row.need_basis == "at least" else format_duration(row.need) or "–"


def headline(row: Readiness) -> str:
    """The verdict as a person would say it."""
    if rests_on_nothing(row):
        return _("Nobody can say when it would be back")
    if row.claim_state == "not affected":
        return _("No planned loss reaches it")
    if row.need is None:
        if row.shown == NO_NEED:
            return _("No function is known to need it")
        return _("Nobody has said yet how soon it must be back")
    best = evidence_of(row)
    if "agreed looser" in row.why.get("codes", []) and (best is None or best <= row.need):
        return _("The agreed RTO is later than the answers allow")
    if row.verdict == "gap" and best is not None and best > row.need:
        late = {"late": format_duration(best - row.need)}
        if row.proof is not None:
            return _("Measured, it comes back %(late)s too late") % late
        return _("Even by what is stated, it comes back %(late)s too late") % late
    return {
        "held": _("Proven to come back in time"),
        "stale": _("Measured in time, but something beneath it has changed since"),
        "expired": _("Measured in time, but too long ago"),
        "claimed": str(SAID_ONLY[lack_of(row)]),
        "unknown": _("Nobody can say when it would be back"),
        "gap": _("It does not come back in time"),
    }[row.verdict]


def _used_up(row: Readiness) -> str:
    """Whose time is used up by which steps above, where none is left for the item."""
    told = zip(row.why.get("codes", []), row.why.get("reasons", []), strict=False)
    return next((text for code, text in told if code == USED_UP), "")


def evidence_of(row: Readiness) -> timedelta | None:
    """What the verdict goes by: the proof, else measured and stated times along the chain."""
    links = row.why.get("evidence_chain")
    summed = time_of(sum(link["hours"] for link in links)) if links else None
    found: timedelta | None = row.proof if row.proof is not None else summed or row.claim
    return found


def lack_of(row: Readiness) -> str:
    """Why there is no proof, as `lack_in` says."""
    return lack_in(row.why.get("evidence_chain", []))


def lack_in(links: Sequence[Mapping[str, Any]]) -> str:
    """Why a chain is no proof: measured otherwise ("unserved"), in "part", or "never"."""
    if any(link.get("other") for link in links):
        return "unserved"
    return "part" if any(link["state"] in MEASURED for link in links) else "never"


def rests_on_nothing(row: Readiness) -> bool:
    """Whether it is a function of which nothing beneath is known."""
    return "rests on nothing" in row.why.get("codes", [])


def figure_notes(row: Readiness) -> dict[str, str]:
    """What stands under need, claim and proof."""
    unsaid = _("nobody has said all of it") if row.claim is None else ""
    need = _used_up(row) or str(NEED_WORDS.get(row.need_basis, _("nobody has said")))
    if rests_on_nothing(row):
        nothing = _("nothing it rests on is known")
        return {"need": need, "claim": nothing, "proof": nothing}
    return {
        "need": need,
        "claim": unsaid or str(CLAIM_WORDS.get(row.claim_state, "")),
        "proof": str(PROOF_WORDS.get(row.proof_state, LACKS[lack_of(row)])),
    }


def chain_of(
    row: Readiness,
    *,
    items: Mapping[int, Item] | None = None,
    claims: Mapping[int, timedelta] | None = None,
) -> Chain | None:
    """The chain of the best evidence, each link with what is stated and measured of it.

    What costs no time in that loss is left out: it stands where nothing happens. Who shows many
    chains gives all their items and stated times, read at once.
    """
    stated = _slow(row.why.get("claim_chain", []))
    told = _slow(row.why.get("evidence_chain", [])) or stated
    if not told:
        return None
    ids = [link["id"] for link in (*told, *stated) if isinstance(link["id"], int)]
    if items is None:
        items = Item.objects.select_related("owner").in_bulk(ids)
    if claims is None:
        claims = stated_times(ids)
    notes = figure_notes(row)
    is_apart = row.claim is not None and _ids(stated) != _ids(told)
    return Chain(
        row.need,
        row.claim,
        row.proof,
        [_link(link, items, claims, row.bound_by_id) for link in told],
        row.mtd,
        claim_note=notes["claim"],
        proof_note=notes["proof"],
        state=row.verdict,
        claim_chain=_in_words(stated, items) if is_apart else "",
        need_text=need_words(row),
    )


def _slow(links: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The links that take time."""
    return [link for link in links if link["state"] not in UNTOUCHED]


def _ids(links: Sequence[Mapping[str, Any]]) -> list[int | str]:
    return [link["id"] for link in links]


def _in_words(links: Sequence[Mapping[str, Any]], items: Mapping[int, Item]) -> str:
    """A chain in a line: "Storage 30 min, Case file store 6 h"."""
    return ", ".join(
        f"{_name_of(link, items)} {format_duration(time_of(link['hours']))}" for link in links
    )


def _name_of(link: Mapping[str, Any], items: Mapping[int, Item]) -> str:
    item = items.get(link["id"])
    return item.name if item else str(DELAYS.get(link["id"], link["id"]))


def stated_times(ids: Iterable[int]) -> dict[int, timedelta]:
    """What is stated of the own work of each item."""
    rows = Claim.objects.filter(item__in=list(ids), superseded_at=None)
    return dict(rows.values_list("item_id", "likely"))


def _link(
    link: Mapping[str, Any],
    items: Mapping[int, Item],
    claims: Mapping[int, timedelta],
    binding: int | None,
) -> Link:
    item = items.get(link["id"]) if isinstance(link["id"], int) else None
    time, state = time_of(link["hours"]), link.get("basis") or link["state"]
    if state == Basis.TARGET:
        note = str(LINK_WORDS[state])
        return Link(str(DELAYS[link["id"]]), note=note, target=time)
    measured = state in MEASURED or link["id"] in DELAYS
    note = _otherwise(link["other"]) if link.get("other") else str(LINK_WORDS.get(state, ""))
    owner = item.owner.name if item and item.owner else ""
    return Link(
        _name_of(link, items),
        claims.get(link["id"]) if measured else time,
        time if measured else None,
        ", ".join(part for part in (owner, note) if part),
        item.get_absolute_url() if item else "",
        binding=item is not None and item.pk == binding,
    )


def _otherwise(other: Mapping[str, Any]) -> str:
    """A stated link that was measured in a way that does not prove it: how, and when."""
    day = (
        date_format(date.fromisoformat(other["on"]), "j F Y") if other["on"] else _("no known day")
    )
    if other["method"] == Method.FAILOVER:
        return _("stated; the failover measured on %(day)s does not prove a rebuild") % {"day": day}
    return _("stated; the test of %(day)s, its method not said, does not prove a rebuild") % {
        "day": day
    }
