"""What `bin/serve` and `bin/test` install, and what they say when they cannot."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from continuity.launch import bootstrap, places
from continuity.launch.words import Failure, explained


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty clone in which nothing is installed."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(bootstrap, "NODE_MODULES", tmp_path / "node_modules")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def test_needs_nothing_but_python_itself() -> None:
    """Everything `bin/serve` imports before it installs anything comes with Python."""
    code = (
        "import sys; sys.path.insert(0, 'continuity'); import launch.bootstrap;"
        "print([n for n, m in sys.modules.items() if 'site-packages' in (getattr(m, '__file__', '')"
        " or '')])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        cwd=places.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_names_the_packages_of_what_is_missing() -> None:
    libraries = {"libc.so.6": "libc6", "libnowhere.so.0": "libnowhere0"}
    programs = {"sh": "dash", "nowhere": "nowhere-utils"}
    assert bootstrap.missing_packages(libraries, programs) == ["libnowhere0", "nowhere-utils"]


@pytest.mark.skipif(os.geteuid() != 0, reason="root becomes an ordinary person for this")
def test_names_the_command_when_it_may_not_install() -> None:
    code = (
        "import os, sys; sys.path.insert(0, 'continuity');"
        "from launch.bootstrap import install_packages; os.setuid(65534);"
        "install_packages(['libpango-1.0-0'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=places.ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1].endswith(
        "System packages are missing; "
        "run: sudo apt-get install -y --no-install-recommends libpango-1.0-0"
    )


def test_installs_nothing_when_the_requirements_are_the_same(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(sys.executable)
    names = ("requirements.txt",)
    stamp = {"requirements.txt": bootstrap.digest(clone / "requirements.txt")}
    bootstrap.STAMP.write_text(json.dumps({**stamp, "place": str(bootstrap.VENV)}))
    before = bootstrap.STAMP.stat().st_mtime_ns
    bootstrap.install_python_packages(names)
    assert bootstrap.STAMP.stat().st_mtime_ns == before
    (clone / "requirements.txt").write_text("# changed")
    bootstrap.install_python_packages(names)
    assert json.loads(bootstrap.STAMP.read_text())["requirements.txt"] == bootstrap.digest(
        clone / "requirements.txt"
    )


def test_failed_installation_leaves_no_mark(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (clone / "requirements.txt").write_text("not a requirement !\n")
    with pytest.raises(Failure, match="Installing the Python packages failed"):
        bootstrap.install_python_packages(("requirements.txt",))
    assert not bootstrap.STAMP.exists()


def test_environment_that_was_moved_or_half_made_is_not_used(clone: Path) -> None:
    assert not bootstrap.is_usable()
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(clone / "gone")
    assert not bootstrap.is_usable()
    (clone / ".venv" / "bin" / "python").unlink()
    (clone / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert bootstrap.is_usable()
    bootstrap.STAMP.write_text(json.dumps({"place": "/somewhere/else/.venv"}))
    assert not bootstrap.is_usable()


def test_never_clears_the_environment_of_another_clone(
    clone: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other") / ".venv"
    other.mkdir()
    (other / "precious").write_text("")
    (clone / ".venv").symlink_to(other)
    for name, path in {"VENV": other, "PYTHON": other / "bin/python"}.items():
        monkeypatch.setattr(bootstrap, name, path)
    with pytest.raises(Failure, match="is another clone's; remove the link"):
        bootstrap.install_python_packages(("requirements.txt",))
    assert (other / "precious").exists()


def test_brings_its_own_node_where_the_machine_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    command = bootstrap.npm_command()
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.strip().partition(".")[0].isdigit()


def test_old_python_is_one_sentence() -> None:
    """An older Python must still be able to read the file as far as the sentence."""
    for name in ("serve", "test"):
        source = (places.ROOT / "bin" / name).read_text()
        script = source.replace("sys.version_info < (3, 11)", "sys.version_info > (3, 11)")
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr.startswith("Continuity needs Python 3.11 or newer; this is 3.")
        assert len(done.stderr.splitlines()) == 1


def test_full_disk_is_named(tmp_path: Path) -> None:
    sentence = str(explained(OSError(28, "No space left on device"), tmp_path))
    assert sentence.startswith(f"The disk of {tmp_path} is full (")
    assert sentence.endswith("MB free); make room and start again, what was saved is whole.")
