"""The command line: a model file in, a table for people or JSON for programs out.

`analyse MODEL.json [--lost site=ams|ID… | --all] [--json]` and
`impact MODEL.json --fail ID… [--json]`. Exit 0 answered; 2 a bad model, file or argument, with
every problem on standard error (and as JSON on standard output with `--json`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from engine import impact, load
from engine.analyse import analyse, what_if
from engine.cli import tables
from engine.cli.naming import labels, named
from engine.graph import Graph, build
from engine.load import BadModel, Problem
from engine.model import EVERYTHING, Model, Scenario
from engine.results import as_json

BAD = 2


def main(argv: Sequence[str], *, today: date) -> int:
    """Run one command; `today` is used where neither `--as-of` nor the model says."""
    options = _parser().parse_args(argv)
    try:
        model = _read(options.model)
        as_of = options.as_of or model.as_of or today
        answer, table = COMMANDS[options.command](model, options, as_of)
    except BadModel as bad:
        return _refuse(bad.problems, options.json)
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) if options.json else table)
    sys.stdout.write("\n")
    return 0


def _analyse(model: Model, options: argparse.Namespace, as_of: date) -> tuple[object, str]:
    graph = build(model)
    scenarios = None
    if options.all:
        scenarios = [EVERYTHING]
    elif options.lost:
        ids = _lost(graph, options.lost)
        scenarios = [
            Scenario(f"{' '.join(options.lost)} lost", ids, data_destroyed=options.destroyed)
        ]
    answer = analyse(graph, as_of=as_of, scenarios=scenarios)
    return as_json(answer), tables.analysis(named(answer, labels(model)))


def _impact(model: Model, options: argparse.Namespace, as_of: date) -> tuple[object, str]:
    graph = build(model)
    ids = _lost(graph, options.fail)
    answer = what_if(graph, ids, as_of=as_of, data_destroyed=options.destroyed)
    return as_json(answer), tables.impact(named(answer, labels(model)))


COMMANDS = {"analyse": _analyse, "impact": _impact}


def _lost(graph: Graph, words: Sequence[str]) -> tuple[str, ...]:
    """Ids, or all fallible items of `attribute=value`; each word that matches none is a problem."""
    found: dict[str, None] = {}
    problems = []
    for word in words:
        key, equals, value = word.partition("=")
        if word in graph.index:
            found[word] = None
        elif equals:
            matching = impact.lost(graph, Scenario(word, attributes={key: (value,)}))
            found |= dict.fromkeys(matching)
            if not matching:
                problems.append(Problem(word, f"no item has {key} {value!r}"))
        else:
            problems.append(Problem(word, "unknown id"))
    if problems:
        raise BadModel(tuple(problems))
    return tuple(found)


def _read(path: Path) -> Model:
    try:
        return load.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadModel((Problem(str(path), f"cannot be read: {error}"),)) from None


def _refuse(problems: tuple[Problem, ...], as_data: bool) -> int:
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    sys.stderr.write(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}\n")
    if as_data:
        sys.stdout.write(json.dumps({"problems": as_json(problems)}, ensure_ascii=False) + "\n")
    return BAD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("analyse", "need, claim, proof and verdict of every function"),
        ("impact", "what is down if items fail, and which functions are not back in time"),
    ):
        one = commands.add_parser(name, help=what, description=what)
        one.add_argument("model", type=Path, metavar="MODEL.json")
        one.add_argument("--json", action="store_true", help="JSON instead of a table")
        one.add_argument("--as-of", type=date.fromisoformat, help="today, for the age of proofs")
        one.add_argument("--destroyed", action="store_true", help="data is destroyed too")
    chosen = commands.choices["analyse"].add_mutually_exclusive_group()
    chosen.add_argument("--lost", nargs="+", metavar="ID|KEY=VALUE", help="instead of the plans")
    chosen.add_argument("--all", action="store_true", help="everything is lost")
    commands.choices["impact"].add_argument(
        "--fail", nargs="+", required=True, metavar="ID|KEY=VALUE"
    )
    return parser
