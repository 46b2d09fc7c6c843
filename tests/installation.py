"""A whole installation as `bin/serve` runs it, in real processes on a database of its own.

For tests that need a worker, a scheduler and servers that can be killed: import the fixture
`installation` and call `start()`. A start takes some seconds, so one test may check many things.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from continuity.launch import places, template
from continuity.launch.processes import bound_to_us, is_alive

START_SECONDS = 300
READY = "Continuity runs at"
OUTER = ("DATABASE_URL", "REDIS_URL", "CONTINUITY_TEST_TEMPLATE", "SECRET_KEY", "SITE_URL")
# What tells the programs of an installation apart, in their command lines.
PROGRAMS = {
    "db": "bin/postgres",
    "queue": "valkey-server",
    "web": "gunicorn",
    "worker": " continuity worker ",
    "beat": " continuity beat ",
}


class Installation:
    """An installation in a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def environment(self, **more: str) -> dict[str, str]:
        """The environment a person at a terminal would have."""
        mine = {name: value for name, value in os.environ.items() if name not in OUTER}
        return {**mine, "CONTINUITY_DATA": str(self.data), "CONTINUITY_MIN_FREE_MB": "1", **more}

    def launch(self, *options: str, **environment: str) -> subprocess.Popen[str]:
        """Starts `bin/serve` and returns at once; its lines are collected."""
        bound = bound_to_us(signal.SIGTERM)
        command = [*bound, sys.executable, "-m", "continuity.launch.serve", *options]
        if "--port" not in options:
            command += ["--port", "0"]
        self.lines = []
        self.process = subprocess.Popen(
            command,
            cwd=places.ROOT,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()
        return self.process

    def read(self, process: subprocess.Popen[str]) -> None:
        """Collects the lines of one start."""
        assert process.stdout
        with process.stdout:
            for line in process.stdout:
                self.lines.append(line.rstrip("\n"))

    def start(self, *options: str, demo: bool = False, **environment: str) -> "Installation":
        """Starts and waits until the pages answer."""
        self.launch(*options, *(() if demo else ("--empty",)), **environment)
        self.address = self.wait_for_line(READY, START_SECONDS).split()[3].rstrip("/")
        return self

    def refused(self, *options: str, **environment: str) -> str:
        """Starts what cannot start; the one sentence it ends with."""
        process = self.launch("--empty", *options, **environment)
        wait_until(lambda: process.poll() is not None or self.has_line(READY), START_SECONDS)
        assert process.poll() == 1, self.lines
        wait_until(lambda: bool(self.lines), 2)
        assert not any("Traceback" in line for line in self.lines), self.lines
        return self.lines[-1]

    def has_line(self, text: str) -> bool:
        """Whether a line with that text was shown."""
        return any(text in line for line in list(self.lines))

    def wait_for_line(self, text: str, seconds: float = 60) -> str:
        """Waits for a line with that text; fails with all lines when it does not come."""
        assert self.process
        limit, over = time.monotonic() + seconds, False
        while not over:
            over = time.monotonic() > limit or self.process.poll() is not None
            for line in list(self.lines):
                if text in line:
                    return line
            time.sleep(0.05)
        pytest.fail(f"no line with {text!r} in:\n" + "\n".join(self.lines))

    def page(self, path: str = "/account/login/") -> int:
        """Reads a page as a visitor; the status."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                status: int = answer.status
                return status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def programs(self) -> dict[str, int]:
        """The process ids of the running programs, by name."""
        assert self.process
        found: dict[str, int] = {}
        for pid in children_of().get(self.process.pid, []):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                found |= {name: pid for name, mark in PROGRAMS.items() if mark in command}
        return found

    def all_processes(self) -> list[int]:
        """Every process of the installation, children of children too."""
        assert self.process
        found, wanted, children = [], [self.process.pid], children_of()
        while wanted:
            pid = wanted.pop()
            found.append(pid)
            wanted += children.get(pid, [])
        return found

    def kill(self, name: str) -> dict[str, int]:
        """Kills a program and waits until another has taken its place; the programs then."""
        old = self.programs()[name]
        os.kill(old, signal.SIGKILL)
        wait_until(lambda: self.programs().get(name, old) != old, 30)
        return self.programs()

    def manage(self, *arguments: str) -> str:
        """Runs a management command on this installation, as a person beside it would."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=places.ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sql(self, statement: str) -> list[list[object]]:
        """Runs one statement on the running installation's database; its rows."""
        code = (
            "import json; from django.db import connection; c = connection.cursor(); "
            f"c.execute({statement!r}); "
            "print(json.dumps(c.fetchall() if c.description else [], default=str))"
        )
        rows: list[list[object]] = json.loads(self.manage("shell", "--no-imports", "-c", code))
        return rows

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 40) -> int:
        """Sends the signal and waits for the end; the exit code."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(seconds)


def children_of() -> dict[int, list[int]]:
    """The processes by parent. The kernel's own lists of children may leave out a sibling of one
    that ends while they are read; the parent that each process names is always true."""
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            found.setdefault(parent, []).append(int(stat.parent.name))
    return found


def wait_until(question: Callable[[], bool], seconds: float) -> None:
    """Waits until the answer is yes; fails when it never is."""
    limit = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < limit, f"not within {seconds} s"
        time.sleep(0.05)


def all_gone(pids: list[int], seconds: float = 40) -> bool:
    """Whether all these processes end within the time."""
    wait_until(lambda: not any(is_alive(pid) for pid in pids), seconds)
    return True


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A stopped installation with a migrated, empty database; stopped again after the test."""
    data = tmp_path / "var"
    data.mkdir()
    template.fill(data, Path(os.environ["CONTINUITY_TEST_STORE"]))
    made = Installation(data)
    yield made
    if made.process and made.process.poll() is None:
        made.stop()
