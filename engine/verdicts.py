"""From need, claim and proof to one word and its reasons."""

from __future__ import annotations

from engine.explain import AtLeast
from engine.results import Figure, Need, Reason, Verdict

CLOSE = 1e-9
"""Hours that are noise of floating point."""

PROVEN = ("proven end to end", "proven in parts")


def over(hours: float, limit: float) -> bool:
    """Whether hours exceed a limit by more than noise.

    >>> over(0.1 + 0.2, 0.3), over(4.1, 4)
    (False, True)
    """
    return hours > limit + CLOSE


def judge(
    need: Need, claim: Figure, proof: Figure, best: Figure, waits: tuple[str, ...] = ()
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict in one scenario that reaches the item, and why.

    `best` is the chain on the best evidence of each item; it decides where the whole chain is
    not proven. `waits` are items that wait for themselves.

    >>> need, claim = Need(4.0, "derived"), Figure(5.0, "claimed")
    >>> judge(need, claim, Figure(None, "unknown"), claim)[0]
    'gap'
    """
    verdict, reasons = _judge(need, claim, proof, best, waits)
    if need.spent_h is not None and verdict in ("gap", "unknown"):
        values = {"function": need.function, "hours": need.spent_h, "items": need.path[:-1]}
        reasons = (Reason("nothing left", values), *reasons)
    if need.looser:
        values = {"agreed": need.agreed_h, "derived": need.derived_h}
        return "gap", (Reason("agreed looser", values), *reasons)
    return verdict, reasons


def _judge(
    need: Need, claim: Figure, proof: Figure, best: Figure, waits: tuple[str, ...]
) -> tuple[Verdict, tuple[Reason, ...]]:
    figure = proof if proof.hours is not None else best
    hours = figure.hours
    if hours is None:
        return "unknown", _why_unknown(need, claim, best, waits)
    if need.hours is None:
        return "unknown", (Reason("no objective", {}),)
    if over(hours, need.hours):
        return _too_long(need, claim, proof, hours)
    bound = need.basis == "at least"
    values = {"hours": hours, "need": AtLeast(need.hours) if bound else need.hours}
    if proof.state == "proven end to end":
        source = proof.chain[-1].source or proof.chain[-1].on or "source not stated"
        return "held", (Reason("held end to end", values | {"source": str(source)}),)
    if proof.state == "proven in parts":
        return "held", (Reason("held in parts", values),)
    if proof.state == "stale":
        return "stale", (Reason("stale", {"items": _weak(proof, "stale")}),)
    if proof.state == "expired":
        return "expired", _why_expired(proof)
    reasons = [Reason("claimed", values | {"items": proof.missing})]
    assumed = _weak(best, "assumed")
    if assumed:
        reasons.append(Reason("assumed", {"items": assumed}))
    return "claimed", tuple(reasons)


def _too_long(
    need: Need, claim: Figure, proof: Figure, hours: float
) -> tuple[Verdict, tuple[Reason, ...]]:
    if need.basis == "at least":
        return "unknown", (Reason("beyond bands", {"hours": hours, "limit": need.hours}),)
    values = {"hours": hours, "need": need.hours}
    if proof.hours is not None:
        return "gap", (Reason("proof over need", values),)
    if claim.hours is not None and abs(claim.hours - hours) <= CLOSE:
        return "gap", (Reason("claim over need", values),)
    return "gap", (Reason("evidence over need", values),)


def _why_unknown(
    need: Need, claim: Figure, best: Figure, waits: tuple[str, ...]
) -> tuple[Reason, ...]:
    reasons = []
    missing = tuple(one for one in best.missing or claim.missing if one not in waits)
    if missing:
        reasons.append(Reason("missing", {"items": missing}))
    if waits:
        reasons.append(Reason("waits", {"items": waits}))
    if need.hours is None:
        reasons.append(Reason("no objective", {}))
    return tuple(reasons)


def _why_expired(proof: Figure) -> tuple[Reason, ...]:
    undated = tuple(one.id for one in proof.chain if one.state == "expired" and one.on is None)
    dated = tuple(one for one in _weak(proof, "expired") if one not in undated)
    reasons = [Reason("expired", {"items": dated})] if dated else []
    if undated:
        reasons.append(Reason("undated", {"items": undated}))
    return tuple(reasons)


def _weak(figure: Figure, state: str) -> tuple[str, ...]:
    return tuple(one.id for one in figure.chain if one.state == state)
