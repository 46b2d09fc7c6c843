"""A model from JSON and back: everything wrong is said at once, with its place."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine import load, reading
from engine.load import BadModel, Problem, check, from_dict, from_json, to_dict, to_json
from engine.model import Delays, Group, Model, Node, Pert, Requirement, Scenario
from tests.engine.estates import estates, promise

ENGINE = Path(load.__file__).parent
EXAMPLES = sorted((ENGINE / "examples").glob("*.json"))
GOOD = [path for path in EXAMPLES if path.stem != "bad"]


def problems(data):
    with pytest.raises(BadModel) as refused:
        from_dict(data)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_examples_load_and_come_back_equal(path):
    model = from_json(path.read_text(encoding="utf-8"))
    assert from_json(to_json(model)) == model
    assert check(model) == ()


def test_example_of_the_specification_loads():
    data = {
        "nodes": [
            {
                "id": "payments",
                "kind": "function",
                "impact": [
                    {"category": "financial", "intolerable": 4, "bands": [[1, 1], [4, 2], [8, 4]]}
                ],
                "wrt_h": 1,
                "agreed_rto_h": 6,
                "minimum_level": 0.6,
                "claim_h": [0.5, 1, 3],
                "claim_rpo_h": 0.25,
                "measured": [
                    {
                        "hours": 2.5,
                        "rpo_h": 0.2,
                        "on": "2026-03-14",
                        "clock": "declaration",
                        "method": "restore",
                        "end_to_end": True,
                        "fingerprint": "…",
                    }
                ],
                "unavailability": 0.001,
                "needs": {"apps": 1},
                "attributes": {"site": "ams", "vendor": "", "unit": "treasury"},
                "loss": [[0, 0], [4, 20000], [24, 900000]],
                "workaround": {
                    "hours": 12,
                    "capacity": 0.4,
                    "rehearsed_on": "2026-02-01",
                    "backlog_h": 2,
                },
            },
            {"id": "ledger-db"},
            {"id": "ams-fw-1"},
            {"id": "ams-fw-2"},
        ],
        "requires": [
            {
                "dependent": "payments",
                "provider": "ledger-db",
                "phase": "restore",
                "data": True,
                "needed_within_h": 2,
                "tolerates_h": 1,
            }
        ],
        "groups": [{"dependent": "payments", "required": 1, "providers": ["ams-fw-1", "ams-fw-2"]}],
        "resources": {"apps": 2, "dba": 1},
        "delays": {"detect_h": 0.2, "declare_h": 0.5, "mobilise_h": 0.5},
    }
    model = from_dict(data)
    pay = model.nodes[0]
    assert pay.claim == Pert(0.5, 1, 3)
    assert pay.measured[0].on == date(2026, 3, 14)
    assert model.requires[0].needed_within_h == 2
    assert model.delays.declare == Pert.of(0.5)
    assert to_dict(model) == data


def test_bad_example_lists_every_problem_in_one_go():
    with pytest.raises(BadModel) as refused:
        from_json((ENGINE / "examples" / "bad.json").read_text(encoding="utf-8"))
    assert {problem.place for problem in refused.value.problems} == {
        "nodes[0].claim_h",
        "nodes[0].colour",
        "nodes[1].id",
        "nodes[2].claim_h",
        "nodes[2].wrt_h",
        "nodes[3].id",
        "requires[0].provider",
        "requires[1]",
        "requires[2].phase",
        "requires[3]",
        "groups[0].providers[1]",
        "groups[0].required",
        "delays.detect_h",
        "scenarios[0].lost",
    }


NODE = {"id": "a"}
PAIR = [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], "file: expected an object, not []"),
        ({"knots": []}, "knots: unknown key"),
        ({"nodes": {}}, "nodes: expected a list, not {}"),
        ({"nodes": [3]}, "nodes[0]: expected an object, not 3"),
        ({"nodes": [{}]}, "nodes[0].id: is required"),
        ({"nodes": [{"id": ""}]}, "nodes[0].id: expected an id or a name, not ''"),
        ({"nodes": [{"id": 7}]}, "nodes[0].id: expected an id or a name, not 7"),
        ({"nodes": [NODE, NODE]}, "nodes[1].id: 'a' is given twice"),
        (
            {"nodes": [NODE | {"claim_h": True}]},
            "nodes[0].claim_h: expected a number, not True",
        ),
        (
            {"nodes": [NODE | {"claim_h": float("nan")}]},
            "nodes[0].claim_h: expected a finite number, not nan",
        ),
        (
            {"nodes": [NODE | {"claim_h": 10**400}]},
            "nodes[0].claim_h: expected a finite number",
        ),
        (
            {"nodes": [NODE | {"claim_h": [1, 2]}]},
            "nodes[0].claim_h: expected one number or [low, likely, high]",
        ),
        (
            {"nodes": [NODE | {"claim_h": 1, "restore_h": 2}]},
            "nodes[0].restore_h: states claim a second time",
        ),
        (
            {"nodes": [NODE | {"minimum_level": 60}]},
            "nodes[0].minimum_level: expected a share from 0 to 1, not 60",
        ),
        (
            {"nodes": [NODE | {"loss": [[0, 5], [1, 4]]}]},
            "nodes[0].loss: cumulative loss cannot fall, 4 follows 5",
        ),
        (
            {"nodes": [NODE | {"loss": [[2, 5], [1, 9]]}]},
            "nodes[0].loss: hours must ascend, 1 follows 2",
        ),
        (
            {"nodes": [NODE | {"measured": [{"hours": 1, "on": "14.3.2026"}]}]},
            "nodes[0].measured[0].on: expected a date like 2026-03-14, not '14.3.2026'",
        ),
        (
            {"nodes": [NODE | {"measured": [{"hours": 1, "clock": "noon"}]}]},
            "nodes[0].measured[0].clock: expected one of disruption, detection, declaration,"
            " not 'noon'",
        ),
        ({"nodes": [NODE | {"measured": [{}]}]}, "nodes[0].measured[0].hours: is required"),
        ({"nodes": [NODE | {"needs": {"dba": 1}}]}, "nodes[0].needs.dba: unknown resource"),
        (
            {"nodes": [NODE | {"rpo": [{"hours": 1, "data": "x"}]}]},
            "nodes[0].rpo[0].data: unknown id 'x'",
        ),
        (
            {"nodes": [NODE | {"impact": [{"category": "c", "intolerable": 4}] * 2}]},
            "nodes[0].impact[1].category: 'c' is given twice",
        ),
        (
            {"nodes": [NODE | {"mtd_h": 4, "wrt_h": 5}]},
            "nodes[0].wrt_h: 5 h of work leaves nothing of the MTD of 4 h",
        ),
        (
            {"nodes": PAIR, "requires": [{"dependent": "a"}]},
            "requires[0].provider: is required",
        ),
        (
            {"nodes": PAIR, "groups": [{"dependent": "a", "required": 2, "providers": ["b"]}]},
            "groups[0].required: 2 required of 1 providers",
        ),
        (
            {"nodes": PAIR, "groups": [{"dependent": "a", "required": 0, "providers": ["b"]}]},
            "groups[0].required: expected a whole number, 1 or more, not 0",
        ),
        (
            {"nodes": PAIR, "groups": [{"dependent": "a", "required": 1, "providers": ["a"]}]},
            "groups[0].providers: 'a' requires itself",
        ),
        (
            {"nodes": PAIR, "groups": [{"dependent": "a", "required": 1, "providers": ["b"]}] * 2},
            "groups[1]: the same group of 'a' is given twice",
        ),
        (
            {"nodes": PAIR, "groups": [{"dependent": "x", "required": 1, "providers": ["b"]}]},
            "groups[0].dependent: unknown id 'x'",
        ),
        (
            {"scenarios": [{"name": "s", "lost": {"ids": ["x"]}}]},
            "scenarios[0].lost.ids: unknown id 'x'",
        ),
        (
            {"nodes": PAIR, "scenarios": [{"name": "s", "lost": {"all": True}}] * 2},
            "scenarios[1].name: 's' is given twice",
        ),
        ({"consistent": [["x"]]}, "consistent[0]: unknown id 'x'"),
        ({"as_of": 2026}, "as_of: expected a date like 2026-03-14, not 2026"),
        ({"delays": {"detect_h": -1}}, "delays.detect_h: expected 0 or more, not -1"),
        ({"defaults": {"server": "4 h"}}, "defaults.server: expected a number, not '4 h'"),
    ],
)
def test_each_problem_has_its_place(data, expected):
    assert expected in problems(data)


@pytest.mark.parametrize(
    ("text", "place"),
    [("{", "line 1 column 2"), ("[" * 100_000, "file"), ("", "line 1 column 1")],
)
def test_what_is_not_json_is_refused(text, place):
    with pytest.raises(BadModel) as refused:
        from_json(text)
    assert refused.value.problems[0].place == place


def test_key_given_twice_is_refused():
    with pytest.raises(BadModel, match="key 'id' is given twice"):
        from_json('{"nodes": [{"id": "a", "id": "b"}]}')


def test_model_built_in_code_is_checked_like_a_file():
    model = Model(
        nodes=(Node("a", claim=Pert(3, 2, 1)), Node("a")),
        requires=(Requirement("a", "ghost"),),
        groups=(Group("a", 2, ("a",)),),
    )
    flat = Model(nodes=(Node("a", claim=Pert(1, 5, 1)),))
    assert check(flat)[0].place == "nodes[0].claim_h"
    places = {problem.place for problem in check(model)}
    assert {"nodes[0].claim_h", "nodes[1].id", "requires[0].provider"} <= places
    assert isinstance(check(model)[0], Problem)


def test_scenarios_come_back():
    attack = Scenario(
        "attack",
        kinds=("server",),
        attributes={"site": ("ams", "fra")},
        data_destroyed=True,
        methods=("rebuild",),
    )
    model = Model(scenarios=(attack, Scenario("all", everything=True)), delays=Delays(Pert.of(1)))
    assert from_json(to_json(model)) == model


@promise(estates())
def test_any_model_comes_back_equal(model):
    assert from_json(to_json(model)) == model


TABLES = {
    "node": reading.NODE,
    "measurement": reading.MEASURED,
    "impact": reading.IMPACT,
    "rpo": reading.RPO,
    "workaround": reading.WORKAROUND,
    "requirement": reading.REQUIREMENT,
    "group": reading.GROUP,
    "delays": reading.DELAYS,
    "scenario": reading.SCENARIO,
    "lost": reading.LOST,
}


def test_schema_names_exactly_the_keys_that_are_read():
    schema = json.loads((ENGINE / "model.schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]) == set(reading.MODEL)
    objects = {name: part for name, part in schema["$defs"].items() if part.get("type") == "object"}
    assert set(objects) == set(TABLES)
    for name, part in objects.items():
        assert set(part["properties"]) == set(TABLES[name]), name
        assert part["additionalProperties"] is False


def test_what_the_schema_requires_is_required():
    schema = json.loads((ENGINE / "model.schema.json").read_text(encoding="utf-8"))
    homes = {"node": "nodes", "requirement": "requires", "group": "groups", "scenario": "scenarios"}
    for name, key in homes.items():
        for needed in schema["$defs"][name]["required"]:
            assert any(f"{key}[0].{needed}:" in problem for problem in problems({key: [{}]}))
