"""Behind `bin/test`: everything a change must pass, or, with arguments, pytest alone."""

import concurrent.futures
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from continuity.launch import places, template
from continuity.launch.processes import bound_to_us
from continuity.launch.servers import THROWN_AWAY, Postgres, Valkey
from continuity.launch.words import Failure, explained, refuse, say

PYTHON = sys.executable
PROGRAMS = Path(PYTHON).parent
CHECKS = {
    "format": [str(PROGRAMS / "ruff"), "format", "--check", "."],
    "lint": [str(PROGRAMS / "ruff"), "check", "."],
    "types": [str(PROGRAMS / "mypy")],
    "import contracts": [str(PROGRAMS / "lint-imports")],
    "migrations in step": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
}


@dataclass(frozen=True)
class Result:
    """How one step ended."""

    name: str
    passed: bool
    seconds: float
    output: str = ""

    def line(self) -> str:
        """The step in the table."""
        return f"  {self.name:<20} {'passed' if self.passed else 'FAILED':<8} {self.seconds:6.1f} s"


def data_folder() -> Path:
    """The installation's data folder; the tests keep their templates in it."""
    return Path(os.environ.get("CONTINUITY_DATA", places.ROOT / "var")).absolute()


@contextlib.contextmanager
def test_servers(store: Path) -> Iterator[dict[str, str]]:
    """A copy of the migrated database and a queue of its own; the environment to reach them."""
    with template.new_run(store) as run:
        postgres, valkey = Postgres(run, settings=THROWN_AWAY), Valkey(run)
        postgres.child.death_signal = signal.SIGQUIT
        postgres.child.stop_signal = signal.SIGQUIT  # nothing of it is kept
        try:
            postgres.start()
            valkey.start()
            yield {
                "DATABASE_URL": postgres.url(),
                "REDIS_URL": valkey.url(),
                "CONTINUITY_DATA": str(run),
                "SECRET_KEY": "known to the tests, and to nobody's installation",
                "CONTINUITY_TEST_TEMPLATE": "continuity",
                "CONTINUITY_TEST_STORE": str(store),
                "DJANGO_SETTINGS_MODULE": "continuity.settings",
            }
        finally:
            valkey.stop()
            postgres.stop()


def run_check(name: str, command: list[str], environment: dict[str, str]) -> Result:
    """Runs one of the checks that only read the code."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=places.ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(name, done.returncode == 0, time.monotonic() - started, done.stdout)


def run_checks(environment: dict[str, str]) -> list[Result]:
    """Runs the checks side by side and shows what those that failed have to say."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = [pool.submit(run_check, *check, environment) for check in CHECKS.items()]
        results = [one.result() for one in waiting]
    for result in results:
        if not result.passed:
            say(f"\n{result.name} failed:\n{result.output.rstrip()}")
    say("\nChecks:")
    for result in results:
        say(result.line())
    say("")
    return results


def run_pytest(arguments: list[str], environment: dict[str, str]) -> int:
    """Runs pytest with its own output and gives its exit code."""
    command = [PYTHON, "-m", "pytest", "-p", "tests.database", *arguments]
    pytest = subprocess.Popen(
        [*bound_to_us(signal.SIGTERM), *command],
        cwd=places.ROOT,
        env={**os.environ, **environment},
    )
    while True:
        try:
            return pytest.wait()
        except Terminated:
            pytest.send_signal(signal.SIGINT)
        except KeyboardInterrupt:
            pass  # the terminal sent it to pytest too, which now tears down and ends


def run_all(store: Path) -> int:
    """Every check, then every test; pytest's own summary comes last."""
    with test_servers(store) as environment:
        results = run_checks(environment)
        workers = str(2 * (os.cpu_count() or 1))  # a third of a run is waiting
        code = run_pytest(["-n", workers, "--dist", "worksteal"], environment)
    if failed := [result.name for result in results if not result.passed]:
        return refuse(f"Not passed: {', '.join(failed)}" + (", pytest" if code else ""))
    return code


class Terminated(KeyboardInterrupt):
    """A signal to stop that, unlike Ctrl-C, reached this process alone."""


def end_quietly(number: int, frame: FrameType | None) -> None:
    """Ends like Ctrl-C on a signal to stop, so that the servers are stopped and removed."""
    raise Terminated


def main(arguments: list[str]) -> int:
    """Runs the tests; the exit code."""
    # In the background a shell ignores SIGINT for us, and pytest would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, end_quietly)
    signal.signal(signal.SIGHUP, end_quietly)
    store = data_folder() / "test"
    try:
        if not arguments:
            return run_all(store)
        with test_servers(store) as environment:
            return run_pytest(arguments, environment)
    except Failure as failure:
        return refuse(failure)
    except OSError as error:
        return refuse(explained(error, store))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
