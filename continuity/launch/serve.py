"""Behind `bin/serve`: one installation on this machine, all its programs under one supervisor."""

import argparse
import contextlib
import errno
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from continuity.launch import places, static
from continuity.launch.prepare import DEMO, REFUSED
from continuity.launch.processes import MARK, Child, end_processes, left_over, wait_until_gone
from continuity.launch.servers import Postgres, Valkey
from continuity.launch.supervisor import Supervisor
from continuity.launch.words import NO_SPACE, Failure, explained, full_disk, refuse, say

PYTHON = sys.executable
SPACE_NEEDED_MB = 300
START_SECONDS = 120
START_ATTEMPTS = 3
# Celery's advice to a worker that root started; docs/operations.md says it once.
ROOT_WARNING = "ignore:You're running the worker with superuser privileges"
DATABASE = "continuity"
UNFINISHED = "continuity_unfinished"


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of the command."""
    parser = argparse.ArgumentParser(
        prog="bin/serve", description="Serves Continuity from this folder until Ctrl-C."
    )
    parser.add_argument("--port", type=int, default=8000, help="the port of the pages (8000)")
    parser.add_argument(
        "--empty", action="store_true", help="start a new installation without the demo"
    )
    return parser.parse_args(arguments)


@dataclass
class Installation:
    """What one start works with."""

    data: Path
    port: int
    demo: bool
    listener: socket.socket
    supervisor: Supervisor = field(default_factory=Supervisor)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def demo_mark(self) -> Path:
        """The file that says that the database holds the demo organisation."""
        return self.data / "demo"

    def child(self, name: str, *command: str, **more: object) -> Child:
        """A Python program of this installation, its lines shown with its name."""
        child = Child(
            name=name,
            command=[PYTHON, "-u", "-W", ROOT_WARNING, "-m", *command],
            log=self.data / "log" / f"{name}.log",
            environment=self.environment,
            on_line=partial(show, name),
        )
        for key, value in more.items():
            setattr(child, key, value)
        return child


def show(name: str, line: str) -> None:
    """Shows a line of a program with its name."""
    say(f"{name:<6} | {line}")


def show_alarm(name: str, line: str) -> None:
    """Shows of a server's lines only those a person must see now."""
    if "PANIC" in line or NO_SPACE in line:
        show(name, line)


def make_data_folder(data: Path) -> None:
    """Makes the data folder and refuses one that cannot hold an installation."""
    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    needed = int(os.environ.get("CONTINUITY_MIN_FREE_MB", SPACE_NEEDED_MB))
    free = shutil.disk_usage(existing).free // 2**20
    if free < needed:
        raise Failure(
            f"The disk of {data} has {free} MB left and Continuity needs {needed} MB to start; "
            "make room, or set CONTINUITY_DATA to a folder on another disk. Nothing was changed."
        )
    for folder in (data, data / "log", data / "files", data / "beat"):
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(data, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(data))


@contextlib.contextmanager
def only_one(data: Path) -> Iterator[IO[str]]:
    """Holds the installation's lock, which the kernel gives back however this process ends."""
    with (data / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Failure(f"Continuity is already running: {lock.read().strip()}.") from None
        yield lock


def note_in(lock: IO[str], data: Path, port: int) -> None:
    """Leaves in the lock who holds it, for the next one that tries."""
    lock.truncate(0)
    lock.write(f"process {os.getpid()}, http://localhost:{port}/, data in {data}")
    lock.flush()


def end_left_over(data: Path) -> None:
    """Ends the programs that a start ended by kill -9 has left behind."""
    if left := left_over(str(data)):
        say("Ending what an earlier start has left running.")
        end_processes(wait_until_gone(left, 3), signal.SIGKILL, 5)


def listen(port: int) -> socket.socket:
    """The socket of the pages; it outlives restarts of the web server, so that visitors wait."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OverflowError:
        raise Failure(f"There is no port {port}; choose one from 1 to 65535.") from None
    except PermissionError:
        raise Failure(f"Port {port} is for root only; choose another with --port.") from None
    except OSError:
        raise Failure(
            f"Port {port} is in use by another program; choose another with --port."
        ) from None
    listener.listen(128)
    return listener


def secret_key(data: Path) -> str:
    """The installation's signing key: from the environment, else made once, whole."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    stored = data / "secret_key"
    if not stored.exists():
        new = data / "secret_key.new"
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        new.rename(stored)
    return stored.read_text().strip()


def start_servers(run: Installation) -> Postgres | None:
    """Starts the embedded servers that no address replaces; the database, where it is ours."""
    postgres = None
    if "DATABASE_URL" not in os.environ:
        postgres = Postgres(run.data)
        postgres.child.on_line = partial(show_alarm, "db")
        postgres.make_sure()
        run.supervisor.add(postgres.child, postgres.recover)
        postgres.wait_ready()
        run.environment["DATABASE_URL"] = postgres.url()
    if "REDIS_URL" not in os.environ:
        valkey = Valkey(run.data)
        run.supervisor.add(valkey.child, valkey.recover)
        valkey.wait_ready()
        run.environment["REDIS_URL"] = valkey.url()
    return postgres


def prepare(run: Installation, postgres: Postgres | None) -> None:
    """Brings the database in step. A new one of ours appears under its name only when whole."""
    if postgres is None or postgres.has_database(DATABASE):
        run_prepare(run)
        return
    if postgres.has_database(UNFINISHED):
        say("An earlier first start was stopped before it was done; starting afresh.")
        postgres.run_sql(f"DROP DATABASE {UNFINISHED} WITH (FORCE)")
    run.demo_mark.unlink(missing_ok=True)
    postgres.create_database(UNFINISHED)
    run_prepare(run, {"DATABASE_URL": postgres.url(UNFINISHED)})
    postgres.run_sql(f"ALTER DATABASE {UNFINISHED} RENAME TO {DATABASE}")


def run_prepare(run: Installation, environment: dict[str, str] | None = None) -> None:
    """Runs the process that checks and migrates the database; raises what it refuses."""
    lines: list[str] = []

    def take(line: str) -> None:
        lines.append(line)
        if line == DEMO:
            run.demo_mark.touch()
        elif not line.startswith(REFUSED):
            say(line)

    options = ["--demo"] if run.demo else []
    child = run.child("prepare", "continuity.launch.prepare", *options, on_line=take)
    child.environment = {**run.environment, **(environment or {})}
    child.start()
    try:
        code = child.finish()
    finally:
        child.stop(patience=2)
    if code == 0:
        return
    if any(NO_SPACE in line for line in lines):
        raise full_disk(run.data)
    for line in lines:
        if line.startswith(REFUSED):
            raise Failure(line.removeprefix(REFUSED))
    raise Failure("The database could not be prepared, see above; what was saved is whole.")


def start_programs(run: Installation) -> Child:
    """Starts web, worker and scheduler under the supervisor; the web server."""
    descriptor = run.listener.fileno()
    web = run.child(
        "web",
        *("gunicorn", "continuity.wsgi", "--bind", f"fd://{descriptor}", "--preload"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "8", "--no-control-socket", "--log-level", "warning"),
        keep_files=(descriptor,),
    )
    worker = run.child(
        "worker",
        *("celery", "--quiet", "--app", "continuity", "worker", "--concurrency", "2"),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    )
    schedule = str(run.data / "beat" / "schedule")
    beat = run.child(
        "beat",
        *("celery", "--quiet", "--app", "continuity", "beat", "--loglevel", "WARNING"),
        *("--schedule", schedule, "--pidfile", ""),
    )
    for child in (web, worker, beat):
        run.supervisor.add(child)
    return web


def wait_for_pages(run: Installation, web: Child) -> str:
    """Waits until a page answers, and meanwhile starts again what ends; the page's address."""
    limit = time.monotonic() + START_SECONDS
    while not (address := answer(run.port, web)):
        run.supervisor.look()
        if time.monotonic() > limit or run.supervisor.failures(web) >= START_ATTEMPTS:
            raise Failure(f"The pages do not answer; see the lines of web above and {web.log}.")
        time.sleep(0.1)
    return address


def answer(port: int, web: Child) -> str:
    """The address that the login page leads to, empty while nothing answers; raises on an error."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=5) as page:
            return str(page.url)
    except urllib.error.HTTPError as error:
        error.close()
        raise Failure(f"The login page fails ({error}); see {web.log}.") from None
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return ""


def announce(run: Installation, started: float, first_page: str) -> None:
    """Prints the address and who can sign in to the demo, or where a new one is set up."""
    say(
        f"Continuity runs at {run.environment['SITE_URL']}/ "
        f"(started in {time.monotonic() - started:.0f} s). Ctrl-C stops it."
    )
    if run.demo_mark.exists():
        say(told_by(run, "demo_logins"))
    elif "/setup/" in first_page:
        say(f"Nobody can log in yet. Set it up at {told_by(run, 'setup_address')}")


def told_by(run: Installation, command: str) -> str:
    """What one of our commands prints."""
    done = subprocess.run(
        [PYTHON, "manage.py", command],
        cwd=places.ROOT,
        env={**os.environ, **run.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.rstrip()


def settings(data: Path, port: int) -> dict[str, str]:
    """The environment of every program of the installation."""
    return {
        MARK: str(data),
        "CONTINUITY_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "continuity.settings",
        "SECRET_KEY": secret_key(data),
        "CONTINUITY_SET_UP_TOLD": "1",
        "STATIC_ROOT": str(data / "static"),
        "SITE_URL": os.environ.get("SITE_URL", f"http://localhost:{port}").rstrip("/"),
    }


def serve(options: argparse.Namespace, data: Path) -> None:
    """Starts everything and keeps it running until a signal to stop."""
    started = time.monotonic()
    make_data_folder(data)
    with only_one(data) as lock:
        end_left_over(data)
        listener = listen(options.port)
        port = listener.getsockname()[1]
        note_in(lock, data, port)
        run = Installation(data, port, not options.empty, listener)
        run.environment |= settings(data, port)
        run.supervisor.listen_to_signals()
        try:
            static.collect(data)
            prepare(run, start_servers(run))
            run.environment["CONTINUITY_DEMO"] = "1" if run.demo_mark.exists() else ""
            first_page = wait_for_pages(run, start_programs(run))
            announce(run, started, first_page)
            run.supervisor.run()
        finally:
            run.supervisor.stop()
            listener.close()
            shutil.rmtree(places.socket_folder(data), ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Serves until it is told to stop; the exit code."""
    options = parse(arguments)
    data = Path(os.environ.get("CONTINUITY_DATA", places.ROOT / "var")).absolute()
    try:
        serve(options, data)
    except Failure as failure:
        return refuse(failure)
    except OSError as error:
        advice = "; set CONTINUITY_DATA to a folder that can be written"
        return refuse(explained(error, data, advice))
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
