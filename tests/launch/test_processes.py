"""Children that end with their parent, and a supervisor that starts them again."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from continuity.launch import processes
from continuity.launch.processes import MARK, Child
from continuity.launch.supervisor import LONGEST_DELAY, Supervisor, ending
from tests.installation import all_gone, wait_until

SLEEP = [sys.executable, "-I", "-S", "-c", "import time; print('up', flush=True); time.sleep(600)"]
DEAF = [
    sys.executable,
    "-I",
    "-S",
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(9)",
]


def child(folder: Path, command: list[str], **more: object) -> Child:
    made = Child(name="it", command=command, log=folder / "it.log", patience=0.3)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def started(made: Child) -> Child:
    made.start()
    wait_until(partial(is_up, made), 10)
    return made


def is_up(made: Child) -> bool:
    return "up" in made.last_words()


def test_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from continuity.launch.processes import Child;"
        "c = Child('it', sys.argv[2:], Path(sys.argv[1])); c.start(); print(c.pid, flush=True);"
        "time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "log"), *SLEEP],
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        log = tmp_path / "log"
        wait_until(lambda: log.exists() and "up" in log.read_text(), 10)
        parent.kill()
    assert all_gone([pid], 5)


def test_child_that_ignores_the_signal_is_ended(tmp_path: Path) -> None:
    deaf = started(child(tmp_path, DEAF))
    deaf.stop()
    assert deaf.process
    assert deaf.process.returncode == -signal.SIGKILL


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    family = started(child(tmp_path, ["/bin/sh", "-c", "sleep 600 & echo $!; echo up; wait"]))
    grandchild = int(family.last_words().splitlines()[0])
    family.stop()
    assert all_gone([grandchild], 5)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
def test_child_of_root_gives_up_root_and_still_dies_with_its_parent(tmp_path: Path) -> None:
    nobody = processes.Account.named("nobody")
    tmp_path.chmod(0o700)
    (tmp_path / "inside").write_text("seen")
    look = ["/bin/sh", "-c", f"id -u; cat {tmp_path}/inside; grep CapEff /proc/self/status"]
    for enter in (False, True):
        made = child(tmp_path, look, account=nobody, enter=enter)
        made.log.unlink(missing_ok=True)
        made.start()
        made.finish()
        lines = made.last_words().splitlines()
        assert lines[0] == str(nobody.uid)
        assert ("seen" in made.last_words()) is enter
        assert lines[-1].split()[-1] == f"{2 if enter else 0:016x}", "no right but the one"


def test_lines_go_to_the_log_and_to_the_listener(tmp_path: Path) -> None:
    heard: list[str] = []
    made = child(tmp_path, ["/bin/echo", "one\ntwo"], on_line=heard.append)
    made.start()
    assert made.finish() == 0
    assert heard == ["one", "two"]
    assert made.log.read_text() == "one\ntwo\n"


def test_finds_what_carries_the_mark_of_an_installation() -> None:
    mark = f"/nowhere/{os.getpid()}"
    with subprocess.Popen(SLEEP, env={**os.environ, MARK: mark}) as marked:
        wait_until(lambda: processes.left_over(mark) == [marked.pid], 5)
        assert processes.left_over(f"{mark}/other") == []
        marked.kill()


def test_waits_longer_each_time_a_program_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor = Supervisor()
    failing = child(tmp_path, ["/bin/false"])
    supervisor.add(failing)
    limit = time.monotonic() + 15
    while supervisor.failures(failing) < 3 and time.monotonic() < limit:
        supervisor.look()
        time.sleep(0.02)
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"it ended with code 1; starting it again in {delay} s." for delay in ("0.5", "1", "2")
    ]
    supervisor.watched[0].failures = 20
    supervisor.watched[0].start_again = None
    supervisor.look()
    assert f"in {LONGEST_DELAY:g} s." in capsys.readouterr().out
    supervisor.stop()


def test_second_signal_does_not_wait(tmp_path: Path) -> None:
    supervisor = Supervisor()
    deaf = child(tmp_path, DEAF, patience=60)
    supervisor.add(deaf)
    wait_until(partial(is_up, deaf), 10)
    supervisor.stopping = True
    supervisor.on_signal(signal.SIGINT, None)
    before = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - before < 5


def test_first_signal_interrupts() -> None:
    with pytest.raises(KeyboardInterrupt):
        Supervisor().on_signal(signal.SIGTERM, None)


def test_servers_stop_after_the_programs_that_use_them(tmp_path: Path) -> None:
    order = tmp_path / "order"
    supervisor = Supervisor()
    for name, recover in (("server", lambda: None), ("program", None)):
        code = (
            "import signal, time\n"
            f"def end(n, f): open({str(order)!r}, 'a').write('{name}\\n'); raise SystemExit\n"
            "signal.signal(15, end); print('up', flush=True)\n"
            "while True: time.sleep(1)"
        )
        made = Child(name, [sys.executable, "-I", "-c", code], tmp_path / name)
        supervisor.add(made, recover)
        wait_until(partial(is_up, made), 10)
    supervisor.stop()
    assert order.read_text().split() == ["program", "server"]


def test_says_how_a_program_ended() -> None:
    assert ending(3) == "ended with code 3"
    assert ending(-9) == "was ended by SIGKILL"
