"""Child processes that end with their parent, and what an earlier start may have left behind."""

import contextlib
import logging
import logging.handlers
import os
import pwd
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from continuity.launch.words import say

CHILD = Path(__file__).with_name("child.py")
LOG_BYTES = 5 * 2**20
# Every process of an installation carries this variable, so that the next start can find it.
MARK = "CONTINUITY_SUPERVISED"


@dataclass(frozen=True)
class Account:
    """An unprivileged account a program runs as when root starts it."""

    name: str
    uid: int
    gid: int

    @classmethod
    def named(cls, name: str) -> "Account":
        """The account of that name; KeyError where the machine has none."""
        entry = pwd.getpwnam(name)
        return cls(name, entry.pw_uid, entry.pw_gid)


@dataclass
class Child:
    """A program in its own session, in the foreground, logged, that dies with this process.

    `stop_signal` asks it to end, `patience` is how many seconds it may take; `death_signal` is what
    the kernel sends it when this process ends without a word. Start it from the main thread: the
    kernel takes the end of the starting thread for the end of the parent.
    """

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGTERM
    patience: float = 10
    account: Account | None = None
    enter: bool = False
    on_line: Callable[[str], None] | None = None
    keep_files: tuple[int, ...] = ()
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None

    def start(self) -> None:
        """Starts the program; its output goes to the log, and a line at a time to `on_line`."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [*self.wrapped(), *self.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **self.environment},
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=self.keep_files,
        )
        assert self.process.stdout
        arguments = (self.process.stdout, self.log, self.on_line)
        self.reader = threading.Thread(target=copy_lines, args=arguments, daemon=True)
        self.reader.start()

    def wrapped(self) -> list[str]:
        """The command that binds the program's life to ours and gives up root."""
        if not self.account:
            return bound_to_us(self.death_signal)
        enter = ":enter" if self.enter else ""
        return bound_to_us(self.death_signal, f"{self.account.uid}:{self.account.gid}{enter}")

    @property
    def pid(self) -> int | None:
        """The process id since the last start."""
        return self.process.pid if self.process else None

    def is_running(self) -> bool:
        """Whether the program runs now."""
        return self.process is not None and self.process.poll() is None

    def finish(self) -> int:
        """Waits until the program has ended and all its output is read; its exit code."""
        assert self.process
        assert self.reader
        code = self.process.wait()
        self.reader.join(2)
        return code

    def ask_to_stop(self) -> None:
        """Sends the signal to end, without waiting."""
        if self.process and self.is_running():
            self.process.send_signal(self.stop_signal)

    def stop(self, patience: float | None = None) -> None:
        """Asks the program to end, waits, and ends it and whatever it started by force."""
        if not self.process:
            return
        self.ask_to_stop()
        try:
            self.process.wait(self.patience if patience is None else patience)
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop in time and is ended.")
        self.end_group()

    def end_group(self) -> None:
        """Ends by force what is left of the program and its own children, and waits for it."""
        if not self.process:
            return
        end_group(self.process.pid)
        self.process.wait()

    def last_words(self, count: int = 15) -> str:
        """The last lines of the log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])
        except FileNotFoundError:
            return ""


def bound_to_us(death_signal: signal.Signals, account: str = "-") -> list[str]:
    """The start of a command line whose program cannot outlive this process; see child.py."""
    start = [sys.executable, "-I", "-S", str(CHILD)]
    return [*start, str(os.getpid()), str(int(death_signal)), account]


def copy_lines(lines: IO[str], log: Path, on_line: Callable[[str], None] | None) -> None:
    """Copies a program's output, until it ends, to a log of bounded size and to `on_line`."""
    logging.raiseExceptions = False  # a full disk must not stop the programs from being read
    writer = logging.handlers.RotatingFileHandler(log, "a", LOG_BYTES, 3, delay=True)
    with lines:
        for line in lines:
            text = line.rstrip("\n")
            writer.emit(logging.LogRecord("", logging.INFO, "", 0, text, None, None))
            if on_line:
                on_line(text)
    writer.close()


def end_group(leader: int) -> None:
    """Kills every process of the session that `leader` was started in; none is no error."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def process_ids() -> Iterator[int]:
    """The ids of all processes of this machine."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def is_alive(pid: int) -> bool:
    """Whether the process exists and is not merely waiting to be collected by its parent."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def left_over(mark: str) -> list[int]:
    """The processes that an earlier start with this mark has left running."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for pid in process_ids():
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            continue
        if wanted in environment.split(b"\0") and pid != os.getpid():
            found.append(pid)
    return found


def working_in(folder: Path, program: str) -> list[int]:
    """The running processes of that program whose working folder is `folder`."""
    found = []
    for pid in process_ids():
        try:
            here = Path(f"/proc/{pid}/cwd").readlink() == folder
            named = Path(f"/proc/{pid}/comm").read_text().strip() == program
        except OSError:
            continue
        if here and named:
            found.append(pid)
    return found


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    """Waits for the processes to end; those that have not in that time."""
    limit = time.monotonic() + seconds
    while (alive := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < limit:
        time.sleep(0.05)
    return alive


def end_processes(pids: list[int], ask: signal.Signals, patience: float) -> None:
    """Asks the processes to end, waits, and kills those that do not."""
    for number, seconds in ((ask, patience), (signal.SIGKILL, 5.0)):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        pids = wait_until_gone(pids, seconds)
