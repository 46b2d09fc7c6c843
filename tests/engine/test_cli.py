"""The command line: tables, JSON, exit codes; the same figures as the calls."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from engine import load
from engine.analyse import analyse
from engine.cli import main
from engine.results import as_json

ROOT = Path(load.__file__).parents[1]
EXAMPLES = ROOT / "engine" / "examples"
TODAY = date(2026, 6, 1)
PAYMENTS = str(EXAMPLES / "payments.json")
SITES = str(EXAMPLES / "two-sites.json")


def run(capsys, *argv):
    code = main([str(one) for one in argv], today=TODAY)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("name", ["payments", "cycle", "two-sites", "unknown"])
def test_json_is_what_the_call_answers(capsys, name):
    path = EXAMPLES / f"{name}.json"
    code, out, _ = run(capsys, "analyse", path, "--json")
    model = load.from_json(path.read_text(encoding="utf-8"))
    assert code == 0
    assert json.loads(out) == as_json(analyse(model, as_of=TODAY))


def test_table_names_functions_verdicts_and_reasons(capsys):
    code, out, _ = run(capsys, "analyse", PAYMENTS)
    assert code == 0
    assert "proven end to end" in out
    assert "Measured end to end at 6.75 h" in out
    assert "single point of failure" in out
    assert "RPO needed" in out


def test_tables_say_names_and_json_says_ids(capsys, tmp_path):
    model = {
        "nodes": [
            {"id": "80", "name": "Pay out", "kind": "function", "agreed_rto_h": 2},
            {"id": "40", "name": "Claims core", "kind": "application", "claim_h": 9},
            {"id": "41", "name": "Vault", "kind": "server"},
            {"id": "42", "name": "Vault", "kind": "server", "claim_h": 1},
        ],
        "requires": [
            {"dependent": "80", "provider": "40"},
            {"dependent": "40", "provider": "41"},
            {"dependent": "40", "provider": "42"},
        ],
    }
    path = tmp_path / "exported.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    code, out, err = run(capsys, "analyse", path, "--all")
    assert (code, err) == (0, "")
    assert "Pay out: unknown" in out
    assert "No recovery time is known for Pay out and Vault (41)" in out
    assert "Claims core              1          Pay out" in out
    failed = run(capsys, "impact", path, "--fail", "42")[1]
    assert failed.startswith("Failed: Vault (42)")
    answer = json.loads(run(capsys, "analyse", path, "--all", "--json")[1])
    assert [one["id"] for one in answer["functions"]] == ["80"]
    assert "41" in answer["functions"][0]["missing"]


def test_lost_attribute_and_all_replace_the_plans(capsys):
    _, site, _ = run(capsys, "analyse", SITES, "--lost", "site=ams", "--json")
    assert json.loads(site)["scenarios"] == ["site=ams lost"]
    assert json.loads(site)["functions"][0]["claim"]["hours"] == 0
    _, everything, _ = run(capsys, "analyse", SITES, "--all", "--json")
    assert json.loads(everything)["functions"][0]["claim"]["hours"] == 6.5


def test_destroyed_data_takes_the_failover_away(capsys):
    argv = ["analyse", SITES, "--lost", "db-ams", "db-fra", "--json"]
    _, kept, _ = run(capsys, *argv)
    _, gone, _ = run(capsys, *argv, "--destroyed")
    assert json.loads(kept)["functions"][0]["evidence"]["hours"] == 0.5
    assert json.loads(gone)["functions"][0]["evidence"]["hours"] == 6


def test_as_of_outranks_model_and_clock(capsys):
    _, out, _ = run(capsys, "analyse", PAYMENTS, "--json", "--as-of", "2030-01-01")
    assert {one["verdict"] for one in json.loads(out)["functions"]} == {"expired"}


def test_impact_says_what_is_down_and_what_breaks(capsys):
    code, out, _ = run(capsys, "impact", PAYMENTS, "--fail", "ams-network", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["down"][:3] == ["payments", "reporting", "onboarding"]
    assert answer["breaches"] == []
    _, table, _ = run(capsys, "impact", str(EXAMPLES / "unknown.json"), "--fail", "printer-room")
    assert "printer-room" in table
    assert "not known" in table


def test_bad_model_exits_2_with_every_problem(capsys):
    code, out, err = run(capsys, "analyse", EXAMPLES / "bad.json")
    assert (code, out) == (2, "")
    assert "14 problems" in err
    assert "requires[0].provider: unknown id 'dns'" in err
    code, out, _ = run(capsys, "impact", EXAMPLES / "bad.json", "--fail", "x", "--json")
    assert code == 2
    assert len(json.loads(out)["problems"]) == 14


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["analyse", "nowhere.json"], "cannot be read"),
        (["impact", PAYMENTS, "--fail", "ghost", "spook"], "2 problems"),
        (["analyse", PAYMENTS, "--lost", "site=mars"], "no item has site 'mars'"),
    ],
)
def test_bad_arguments_exit_2(capsys, argv, said):
    code, _, err = run(capsys, *argv)
    assert code == 2
    assert said in err


@pytest.mark.parametrize("argv", [["analyse"], ["impact", PAYMENTS], ["fly", PAYMENTS]])
def test_wrong_usage_exits_2(argv):
    with pytest.raises(SystemExit) as left:
        main(argv, today=TODAY)
    assert left.value.code == 2


def test_module_runs_without_django():
    code = "import sys; from engine.cli import main; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
    command = [sys.executable, "-m", "engine", "impact", PAYMENTS, "--fail", "ledger", "--json"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "ledger" in json.loads(done.stdout)["down"]
