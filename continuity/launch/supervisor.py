"""Keeps the programs of an installation running, and stops them in order."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from continuity.launch.processes import Child
from continuity.launch.words import say

LOOK_EVERY = 0.2
FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
# A program that ran this long before it ended has not failed to start.
STEADY_AFTER = 60.0


@dataclass
class Watched:
    """A program under supervision and how often it has failed of late, one after the other."""

    child: Child
    recover: Callable[[], None] | None = None
    started: float = 0.0
    start_again: float | None = None
    failures: int = 0

    def start(self) -> None:
        """Starts the program, after clearing what it left when it ended."""
        if self.recover:
            self.recover()
        self.child.start()
        self.started, self.start_again = time.monotonic(), None


def ending(code: int) -> str:
    """How a program ended, in words."""
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"


class Supervisor:
    """The programs in the order they were started; each is started again when it ends.

    A signal to stop raises KeyboardInterrupt once; a second one stops without patience.
    """

    def __init__(self) -> None:
        self.watched: list[Watched] = []
        self.stopping = False
        self.hurry = False

    def listen_to_signals(self) -> None:
        """Stops on Ctrl-C, SIGTERM and a closed terminal, unless nohup asked to stay."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self.on_signal)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Starts to stop, or hurries."""
        if self.stopping:
            self.hurry = True
            return
        self.stopping = True
        raise KeyboardInterrupt

    def add(self, child: Child, recover: Callable[[], None] | None = None) -> None:
        """Starts a program; one with something to recover first is a server others write to."""
        watched = Watched(child, recover)
        self.watched.append(watched)
        watched.start()

    def run(self) -> None:
        """Watches until a signal to stop."""
        while True:
            self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Looks once at every program and starts again what has ended, in time."""
        now = time.monotonic()
        for watched in self.watched:
            if watched.child.is_running():
                continue
            if watched.start_again is None:
                self.plan_start(watched, now)
            elif now >= watched.start_again:
                watched.start()

    def plan_start(self, watched: Watched, now: float) -> None:
        """Ends what a program left running and says when it is started again, later each time."""
        watched.child.end_group()
        if now - watched.started > STEADY_AFTER:
            watched.failures = 0
        delay = min(FIRST_DELAY * 2**watched.failures, LONGEST_DELAY)
        process = watched.child.process
        words = ending(process.returncode) if process else "did not start"
        say(f"{watched.child.name} {words}; starting it again in {delay:g} s.")
        watched.start_again = now + delay
        watched.failures += 1

    def failures(self, child: Child) -> int:
        """How often the program has failed of late, one after the other."""
        return sum(watched.failures for watched in self.watched if watched.child is child)

    def stop(self) -> None:
        """Stops the programs together, then the queue, then the database they write to."""
        self.stopping = True
        servers = [watched for watched in self.watched if watched.recover]
        programs = [watched for watched in self.watched if not watched.recover]
        for together in (programs, servers[1:], servers[:1]):
            for watched in together:
                watched.child.ask_to_stop()
            for watched in together:
                self.wait_for_end(watched.child)

    def wait_for_end(self, child: Child) -> None:
        """Waits for a program that was asked to stop, as long as nobody is in a hurry."""
        limit = time.monotonic() + child.patience
        while child.is_running() and time.monotonic() < limit and not self.hurry:
            time.sleep(0.05)
        if child.is_running():
            say(f"{child.name} did not stop in time and is ended.")
        child.end_group()
