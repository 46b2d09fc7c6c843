"""Answers as plain text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.explain import hours, names
from engine.results import Analysis, Figure, ItemResult, WhatIf

MOST = 10
"""Single points shown; the JSON has all."""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell.

    >>> table(["id", "time"], [["dns", "4 h"]]).splitlines()
    ['id   time', '---  ----', 'dns  4 h']
    """
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def analysis(answer: Analysis) -> str:
    """Functions with their verdicts and reasons, single points, cycles."""
    head = ["function", "MTD", "need", "claim", "proof", "verdict", "worst scenario", "bound by"]
    parts = [
        f"As of {answer.as_of}; scenarios: {', '.join(answer.scenarios)}",
        table(head, [_row(one) for one in answer.functions]),
        _summary(answer),
        *(_reasons(one) for one in answer.functions),
    ]
    if any(one.rpo for one in answer.functions):
        parts.append(_points(answer))
    if answer.single_points:
        shown = answer.single_points[:MOST]
        rows = [[one.id, str(len(one.functions)), names(one.functions)] for one in shown]
        parts.append(table(["single point of failure", "functions", "which"], rows))
        if len(answer.single_points) > MOST:
            parts.append(f"and {len(answer.single_points) - MOST} more single points")
    for cycle in answer.cycles:
        parts.append(
            f"Wait for each other: {names(cycle.members, 20)}{_bound(cycle.kind, cycle.bound_h)}"
        )
    return "\n\n".join(parts)


def impact(answer: WhatIf) -> str:
    """What is down, and the functions that are not back in time."""
    parts = [
        f"Failed: {names(answer.failed, 20)}",
        f"Down ({len(answer.down)}): {names(answer.down, 40)}",
        f"Functions down ({len(answer.functions)}): {names(answer.functions, 40) or 'none'}",
    ]
    rows = [
        [
            one.function,
            hours(one.need_h) if one.need_h is not None else "-",
            hours(one.mtd_h) if one.mtd_h is not None else "-",
            hours(one.hours),
            " and ".join(one.limits) or "not known",
            names(one.missing) or " > ".join(one.critical_path),
        ]
        for one in answer.breaches
    ]
    if rows:
        parts.append(
            table(["breach", "need", "MTD", "back in", "breaks", "chain or missing"], rows)
        )
    else:
        parts.append("Every function that is down is back in time by the best evidence.")
    return "\n\n".join(parts)


def _row(one: ItemResult) -> list[str]:
    need = "-" if one.need_h is None else f"{hours(one.need_h)} {one.need.basis}"
    limit = one.mtd.state if one.mtd_h is None else hours(one.mtd_h)
    where = one.scenario or "none"
    claim, proof = _figure(one.claim), _figure(one.proof)
    return [one.id, limit, need, claim, proof, one.verdict, where, one.bound_by or "-"]


def _figure(figure: Figure) -> str:
    if figure.hours is None or figure.state == "not affected":
        return "-" if figure.state == "not affected" else "unknown"
    parallel = figure.parallel_h
    low = f"{hours(parallel)} to " if parallel is not None and parallel < figure.hours else ""
    plain = figure.state == "claimed"
    return f"{low}{hours(figure.hours)}" + ("" if plain else f" {figure.state}")


def _summary(answer: Analysis) -> str:
    counts = Counter(one.verdict for one in answer.functions)
    whole = sum(
        one.verdict == "held" and one.proof.state == "proven end to end" for one in answer.functions
    )
    held = f" (held: {whole} proven end to end, {counts['held'] - whole} in parts)"
    said = ", ".join(f"{many} {verdict}" for verdict, many in counts.most_common())
    count = len(answer.functions)
    return f"{count} {'function' if count == 1 else 'functions'}: {said or 'none'}" + (
        held if counts["held"] else ""
    )


def _reasons(one: ItemResult) -> str:
    lines = [f"{one.id}: {one.verdict}" + (f" in {one.scenario}" if one.scenario else "")]
    lines += [f"  {reason.text}" for reason in one.reasons]
    shown = one.evidence
    if shown.chain:
        links = [
            f"{link.id} {hours(link.hours)}"
            for link in shown.chain
            if link.state not in ("not lost", "beside")
        ]
        lines.append(f"  Chain: {' > '.join(links)}")
    if one.workaround is not None:
        lines.append(f"  {one.workaround.reason.text}")
    return "\n".join(lines)


def _points(answer: Analysis) -> str:
    head = ["function", "data", "RPO needed", "claim", "proof", "verdict", "set by"]
    rows = [
        [
            one.id,
            point.data or "all",
            hours(point.required_h),
            hours(point.claim_h),
            hours(point.proof_h),
            point.verdict,
            point.set_by or names(point.missing) or "-",
        ]
        for one in answer.functions
        for point in one.rpo
    ]
    return table(head, rows)


def _bound(kind: str, bound: float | None) -> str:
    if kind == "group":
        return " (through a group: if all of them are lost, none can start first)"
    if bound is None:
        return " (bound unknown: a time is missing)"
    return f" (at most {hours(bound)} in any order)"
