"""One function, "pay", judged in a small estate."""

from datetime import date

from engine.analyse import analyse
from engine.load import from_dict

TODAY = date(2026, 6, 1)
FRESH = {"on": "2026-05-01", "method": "restore"}
CHAIN = [("pay", "app"), ("app", "db")]


def model(nodes, requires=(), **more):
    """An estate of {id: facts}; "pay" is a function of 8 h that needs no time of its own."""
    pay = {"pay": {"kind": "function", "mtd_h": 8, "wrt_h": 0, "fallible": False}}
    edges = [{"dependent": a, "provider": b, "phase": "restore"} for a, b in requires]
    merged = pay | nodes
    return {
        "nodes": [{"id": one, **facts} for one, facts in merged.items()],
        "requires": edges,
        **more,
    }


def judged(nodes, requires=(), *, as_of=TODAY, **more):
    return analyse(from_dict(model(nodes, requires, **more)), as_of=as_of).functions[0]


def codes(answer):
    return [reason.code for reason in answer.reasons]


def function(**more):
    return {"kind": "function", "mtd_h": 8, "wrt_h": 0, "fallible": False, **more}
