"""What a function must meet: MTD from its impact curves, the RTO derived from it, workaround."""

from __future__ import annotations

from datetime import date

from engine.model import Impact, Node
from engine.results import CategoryMtd, Mtd, Need, Reason, WorkaroundCredit

SHOWN = "shown"
NO_TOLERANCE = "no tolerance shown"
BEYOND = "beyond the last band"
NOTHING_ASKED = Need(None, "none")


def mtd(node: Node) -> Mtd:
    """The maximum tolerable downtime: the smallest over categories, never the average.

    Per category the end of the last band before the first intolerable one (standards 4.1); for
    money with a loss curve the moment cumulative loss reaches the tolerance. A given `mtd_h`
    stands; the categories are shown beside it.

    >>> curve = Impact("legal", 4, ((1, 1), (4, 2), (8, 3), (24, 4)))
    >>> answer = mtd(Node("pay", impact=(curve,)))
    >>> answer.hours, answer.latest_h, answer.category
    (8, 24, 'legal')
    """
    categories = tuple(category_mtd(impact, node.loss) for impact in node.impact)
    if node.mtd_h is not None:
        return Mtd(node.mtd_h, "given", latest_h=node.mtd_h, categories=categories)
    if not categories:
        return Mtd(None, "not asked")
    untold = [one for one in categories if one.state == NO_TOLERANCE]
    if untold:
        binding = min(untold, key=lambda one: one.latest_h or 0)
        return Mtd(None, NO_TOLERANCE, binding.category, binding.latest_h, categories=categories)
    shown = [one for one in categories if one.hours is not None]
    if not shown:
        ends = [_last_asked(impact, node.loss) for impact in node.impact]
        return Mtd(None, BEYOND, at_least_h=min(ends), categories=categories)
    binding = min(shown, key=lambda one: one.hours or 0)
    return Mtd(binding.hours, SHOWN, binding.category, binding.latest_h, categories=categories)


def category_mtd(impact: Impact, loss: tuple[tuple[float, float], ...] = ()) -> CategoryMtd:
    """MTD in one category, conservative and latest.

    >>> category_mtd(Impact("money", 4, tolerance=500.0), ((0, 0), (4, 200), (24, 1200)))
    CategoryMtd(category='money', hours=10.0, latest_h=10.0, state='shown')

    Known as a range, money counts from its high value; the low one gives the latest.

    >>> ranged = Impact("money", 4, tolerance=500.0, high=((10, 500),), low=((20, 500),))
    >>> category_mtd(ranged, ((15, 500),))
    CategoryMtd(category='money', hours=10, latest_h=20, state='shown')
    """
    if impact.tolerance is not None and loss:
        crossing = loss_reaches(impact.high or loss, impact.tolerance)
        latest = loss_reaches(impact.low or loss, impact.tolerance)
        state = BEYOND if crossing is None else SHOWN if crossing else NO_TOLERANCE
        return CategoryMtd(impact.category, crossing or None, latest, state)
    before: float | None = None
    for end, level in impact.bands:
        if level >= impact.intolerable:
            state = NO_TOLERANCE if before is None else SHOWN
            return CategoryMtd(impact.category, before, end, state)
        before = end
    return CategoryMtd(impact.category, None, None, BEYOND)


def loss_reaches(loss: tuple[tuple[float, float], ...], amount: float) -> float | None:
    """The hour at which a cumulative loss curve first reaches an amount; None never does.

    Linear between its points; the curve starts at 0 h and 0 unless it says otherwise.

    >>> loss_reaches(((4, 20000), (24, 900000)), 20000)
    4
    """
    hour, lost = 0.0, 0.0
    for next_hour, next_lost in loss:
        if next_lost >= amount:
            if next_hour == 0 or next_lost == amount:
                return hour if lost >= amount else next_hour
            return hour + (next_hour - hour) * max(0.0, amount - lost) / (next_lost - lost)
        hour, lost = next_hour, next_lost
    return None


def derived_need(node: Node) -> Need:
    """What the item's own objectives ask: the agreed RTO, until then MTD less WRT, the latest.

    A WRT not given is not subtracted and stays None in the answer. An MTD beyond the last band
    gives the end of that band as a need that is met for certain ("at least").

    >>> need = derived_need(Node("pay", mtd_h=4, agreed_rto_h=6))
    >>> need.hours, need.basis, need.derived_h, need.looser
    (6, 'agreed', 4, True)
    """
    if not node.impact and node.mtd_h is None and node.agreed_rto_h is None:
        return NOTHING_ASKED
    limit = mtd(node)
    wrt = None if node.wrt is None else node.wrt.likely
    last = limit.at_least_h if limit.hours is None else limit.hours
    derived = None if last is None or last <= (wrt or 0) else last - (wrt or 0)
    if node.agreed_rto_h is None:
        basis = "none" if derived is None else "at least" if limit.hours is None else "derived"
        return Need(derived, basis, *_own(node, derived), derived_h=derived, wrt_h=wrt)
    firm = derived if limit.hours is not None else None
    looser = firm is not None and node.agreed_rto_h > firm
    agreed = node.agreed_rto_h
    own = _own(node, agreed)
    return Need(agreed, "agreed", *own, agreed_h=agreed, derived_h=firm, wrt_h=wrt, looser=looser)


def workaround_credit(
    node: Node, as_of: date | None, age_limit_days: float
) -> WorkaroundCredit | None:
    """How long the function goes on by hand, if that may be counted; None: no workaround.

    Credited only while rehearsed within the age limit, staffed, and with a capacity at or above
    the minimum level. The MTD itself never moves.

    >>> from engine.model import Workaround
    >>> by_hand = Workaround(12, 0.4, rehearsed_on=date(2026, 2, 1))
    >>> node = Node("pay", minimum_level=0.6, workaround=by_hand)
    >>> workaround_credit(node, date(2026, 3, 1), 365).reason.text
    'Capacity by hand (40 %) is below the minimum level (60 %).'
    """
    plan, level = node.workaround, node.minimum_level
    if plan is None:
        return None
    capacity = f"{plan.capacity * 100:.3g} %"
    if level is None:
        return WorkaroundCredit(False, None, Reason("workaround minimum unknown", {}))
    if plan.capacity < level:
        values = {"capacity": capacity, "minimum": f"{level * 100:.3g} %"}
        return WorkaroundCredit(False, None, Reason("workaround below minimum", values))
    if not plan.staffed:
        return WorkaroundCredit(False, None, Reason("workaround not staffed", {}))
    if plan.rehearsed_on is None or _too_old(plan.rehearsed_on, as_of, age_limit_days):
        return WorkaroundCredit(False, None, Reason("workaround not rehearsed", {}))
    reason = Reason("workaround credited", {"hours": plan.hours, "capacity": capacity})
    return WorkaroundCredit(True, plan.hours, reason)


def _last_asked(impact: Impact, loss: tuple[tuple[float, float], ...]) -> float:
    if impact.tolerance is not None and loss:
        return loss[-1][0]
    return impact.bands[-1][0] if impact.bands else 0.0


def _own(node: Node, hours: float | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if hours is None else (node.id, (node.id,))


def _too_old(on: date, as_of: date | None, age_limit_days: float) -> bool:
    return as_of is not None and not 0 <= (as_of - on).days <= age_limit_days
