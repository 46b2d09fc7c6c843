"""The migrated database that test runs copy."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from continuity.launch import places, template
from tests.installation import OUTER, Installation, all_gone, wait_until

SETTINGS = 'INSTALLED_APPS = ["core"]\nDEBUG = False\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A clone with one migration."""
    for name in ("core/migrations", "continuity/launch", ".venv/lib/migrations"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "core/migrations/0001_initial.py").write_text("one")
    (tmp_path / ".venv/lib/migrations/0001_initial.py").write_text("not ours")
    (tmp_path / "requirements.txt").write_text("django")
    (tmp_path / "continuity/settings.py").write_text(SETTINGS)
    (tmp_path / "continuity/launch/servers.py").write_text("")
    return tmp_path


def test_manifest_names_what_decides(root: Path) -> None:
    assert sorted(template.current_manifest(root)) == [
        "continuity/launch/servers.py",
        "continuity/settings.py",
        "core/migrations/0001_initial.py",
        "requirements.txt",
    ]


@pytest.mark.parametrize(
    ("file", "content", "new_template"),
    [
        ("core/migrations/0001_initial.py", "changed", True),
        ("core/migrations/0002_more.py", "two", True),
        ("requirements.txt", "django pghistory", True),
        ("continuity/settings.py", SETTINGS.replace("core", "estate"), True),
        ("continuity/settings.py", SETTINGS.replace("False", "True"), False),
        ("core/models.py", "class Record: ...", False),
    ],
)
def test_new_template_only_for_what_changes_the_database(
    root: Path, file: str, content: str, new_template: bool
) -> None:
    before = template.mark(template.current_manifest(root))
    (root / file).write_text(content)
    assert (template.mark(template.current_manifest(root)) != before) is new_template


def test_goes_on_from_the_template_that_lacks_least(tmp_path: Path) -> None:
    manifests = {
        "template-a": {"1": "x"},
        "template-b": {"1": "x", "2": "y"},
        "template-c": {"1": "other"},
        "template-d": {"1": "x", "2": "y", "3": "z", "4": "z"},
    }
    for name, manifest in manifests.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / template.MANIFEST).write_text(json.dumps(manifest))
    found = template.nearest(tmp_path, {"1": "x", "2": "y", "3": "z"})
    assert found == tmp_path / "template-b"
    assert template.nearest(tmp_path, {"9": "x"}) is None


def test_keeps_the_youngest(tmp_path: Path) -> None:
    for age in range(template.KEPT + 2):
        (tmp_path / f"template-{age}").mkdir()
        os.utime(tmp_path / f"template-{age}", (1000 - age, 1000 - age))
    oldest = tmp_path / f"template-{template.KEPT + 1}"
    template.keep_youngest(tmp_path, oldest, "template-*")
    assert len(list(tmp_path.iterdir())) == template.KEPT
    assert oldest.exists(), "it was just used"


def test_removes_runs_that_were_killed_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template, "fill", lambda run, store: None)
    (tmp_path / "run-killed").mkdir()
    with template.new_run(tmp_path) as run:
        assert not (tmp_path / "run-killed").exists()
        code = (
            "from pathlib import Path; from continuity.launch import template;"
            f"template.remove_abandoned(Path({str(tmp_path)!r}))"
        )
        subprocess.run([sys.executable, "-c", code], check=True, cwd=places.ROOT)
        assert run.exists()
    assert not run.exists()


def test_pytest_by_itself_names_the_command() -> None:
    environment = {name: value for name, value in os.environ.items() if "CONTINUITY" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/launch/test_template.py"],
        cwd=places.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert "Start the tests with bin/test" in done.stdout + done.stderr


def test_templates_are_stopped_clusters() -> None:
    made = list(Path(os.environ["CONTINUITY_TEST_STORE"]).glob("template-*"))
    assert made
    assert not [one for one in made if (one / "postgres" / "postmaster.pid").exists()]


def test_killed_run_takes_its_servers_and_pytest_with_it(tmp_path: Path) -> None:
    sleeper = tmp_path / "test_sleeper.py"
    asleep = tmp_path / "asleep"
    sleeper.write_text(
        "import time, pathlib\n"
        f"def test_sleeps():\n    pathlib.Path({str(asleep)!r}).touch()\n    time.sleep(600)\n"
    )
    outer = (*OUTER, "PYTEST_XDIST_WORKER")
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    store = Path(os.environ["CONTINUITY_TEST_STORE"])
    run = Installation(store.parent)
    for number, code in ((signal.SIGTERM, 2), (signal.SIGKILL, -signal.SIGKILL)):
        run.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "continuity.launch.test",
                str(sleeper),
                "-p",
                "no:cacheprovider",
            ],
            cwd=places.ROOT,
            env={**environment, "CONTINUITY_DATA": str(store.parent)},
            stdout=subprocess.DEVNULL,
            text=True,
        )
        wait_until(asleep.exists, 60)
        asleep.unlink()
        processes = run.all_processes()
        run.process.send_signal(number)
        assert run.process.wait(30) == code
        assert all_gone(processes)
