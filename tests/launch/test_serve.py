"""`bin/serve` from start to stop, in real processes."""

import os
import pty
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from continuity.launch import places
from continuity.launch.processes import Child, is_alive
from continuity.launch.servers import Postgres, Valkey
from tests.installation import READY, Installation, all_gone, wait_until

SERVE = [sys.executable, "-m", "continuity.launch.serve", "--empty", "--port", "0"]
EVERY_PROGRAM = {"db", "queue", "web", "worker", "beat"}


def test_serves_pages_and_keeps_what_was_saved(installation: Installation) -> None:
    installation.start()
    assert installation.page() == 200
    assert set(installation.programs()) == EVERY_PROGRAM
    installation.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    first = installation.all_processes()
    key = (installation.data / "secret_key").read_text()
    assert installation.stop() == 0
    assert all_gone(first)
    installation.start()
    installation.wait_for_line("/setup/?token=")
    assert len(installation.lines) == 2, "nothing is done again"
    assert installation.sql("SELECT answer FROM kept") == [[42]]
    assert (installation.data / "secret_key").read_text() == key
    assert (installation.data / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_every_process(installation: Installation, number: signal.Signals) -> None:
    processes = installation.start().all_processes()
    assert len(processes) > len(EVERY_PROGRAM)
    assert installation.stop(number) == 0
    assert not [pid for pid in processes if is_alive(pid)]
    assert not (installation.data / "postgres" / "postmaster.pid").exists()
    assert installation.lines[-1] == "Stopped."


def test_closed_terminal_stops_every_process(installation: Installation) -> None:
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", *SERVE],
        cwd=places.ROOT,
        env=installation.environment(),
        stdin=end,
        stdout=end,
        stderr=end,
        text=True,
    )
    os.close(end)
    installation.process = process
    shown = b""
    while READY.encode() not in shown:
        shown += os.read(terminal, 4096)
    processes = installation.all_processes()
    os.close(terminal)
    assert process.wait(30) == 0
    assert all_gone(processes, 1)


def test_killed_start_takes_every_process_with_it(installation: Installation) -> None:
    processes = installation.start().all_processes()
    os.kill(processes[0], signal.SIGKILL)
    assert all_gone(processes)


def test_recovers_when_everything_was_killed_at_once(
    installation: Installation, tmp_path: Path
) -> None:
    processes = installation.start().all_processes()
    installation.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert all_gone(processes)
    mark = installation.data / "postgres" / "postmaster.pid"
    assert mark.exists()
    account = Postgres(installation.data).account
    innocent = Child("innocent", ["/bin/sleep", "600"], tmp_path / "log", account=account)
    innocent.start()
    mark.write_text(mark.read_text().replace(mark.read_text().split()[0], str(innocent.pid)))
    stubborn = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"],
        env=installation.environment(CONTINUITY_SUPERVISED=str(installation.data)),
        start_new_session=True,
    )
    installation.start()
    assert stubborn.wait(1) == -signal.SIGKILL
    assert installation.sql("SELECT answer FROM kept") == [[42]]
    assert innocent.is_running(), "an old mark may name any process that runs now"
    innocent.stop()


def test_killed_programs_are_started_again(installation: Installation) -> None:
    installation.start()
    installation.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    for name in sorted(EVERY_PROGRAM):
        before = installation.programs()
        os.kill(before[name], signal.SIGKILL)
        installation.wait_for_line(f"{name} was ended by SIGKILL; starting it again in 0.5 s.")
        if name == "web":
            assert installation.page() == 200, "visitors wait until it is back"
        wait_until(lambda: set(installation.programs()) == EVERY_PROGRAM, 30)
        after = installation.programs()
        assert {other for other in after if after[other] != before[other]} == {name}
        wait_until(lambda: installation.page() == 200, 20)
    assert installation.sql("SELECT answer FROM kept") == [[42]]


def test_port_in_use_is_one_sentence(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        sentence = installation.refused("--port", port)
    assert sentence == f"Port {port} is in use by another program; choose another with --port."
    assert not (installation.data / "postgres" / "postmaster.pid").exists()


def test_second_start_names_the_first(installation: Installation) -> None:
    first = installation.start()
    assert first.process
    second = Installation(installation.data)
    sentence = second.refused()
    assert sentence.startswith(f"Continuity is already running: process {first.process.pid}, ")
    assert first.address in sentence
    assert first.page() == 200


def test_database_of_a_newer_version_is_refused_and_left_alone(installation: Installation) -> None:
    installation.start()
    installation.sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999_later', now())"
    )
    installation.stop()
    sentence = installation.refused()
    assert "newer version of Continuity (core.9999_later is not known here)" in sentence
    assert "Nothing was changed." in sentence


def test_cluster_of_another_postgres_is_refused(installation: Installation) -> None:
    version = installation.data / "postgres" / "PG_VERSION"
    version.write_text("17\n")
    assert "was written by PostgreSQL 17" in installation.refused()
    assert version.read_text() == "17\n"


def test_little_space_is_refused_before_anything_is_written(installation: Installation) -> None:
    sentence = installation.refused(CONTINUITY_MIN_FREE_MB=str(10**9))
    assert "Continuity needs 1000000000 MB to start" in sentence
    assert not (installation.data / "secret_key").exists()


def test_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    data = tmp_path / "file" / "var"
    sentence = Installation(data).refused()
    assert sentence.startswith(str(data))
    assert "set CONTINUITY_DATA" in sentence


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_impossible_port_is_one_sentence(installation: Installation, port: str) -> None:
    assert installation.refused("--port", port) == (
        f"There is no port {port}; choose one from 1 to 65535."
    )


def test_first_start_that_was_killed_is_done_again(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "var")
    installation.launch()
    installation.wait_for_line("Migrating the database", 60)
    processes = installation.all_processes()
    os.kill(processes[0], signal.SIGKILL)
    assert all_gone(processes)
    assert not (installation.data / "demo").exists()
    installation.start(demo=True)
    assert any("starting afresh" in line for line in installation.lines)
    installation.wait_for_line("Password of all", 20)
    assert installation.sql("SELECT count(*) > 0 FROM core_user") == [[True]]
    installation.stop()


def test_first_start_can_be_interrupted(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "var")
    process = installation.launch("--empty")
    installation.wait_for_line("Migrating the database", 60)
    processes = installation.all_processes()
    process.send_signal(signal.SIGINT)
    assert process.wait(40) == 0
    assert all_gone(processes, 1)
    assert installation.lines[-1] == "Stopped."


def test_half_made_cluster_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "half").write_text("")
    server = Postgres(tmp_path)
    server.start()
    assert server.run_sql("SELECT 1") == "1"
    server.stop()
    assert not (tmp_path / "postgres.new").exists()


def test_given_servers_are_used_and_none_is_started(
    installation: Installation, tmp_path: Path
) -> None:
    postgres, valkey = Postgres(installation.data), Valkey(tmp_path)
    postgres.start()
    valkey.start()
    outside = Installation(tmp_path / "other")
    outside.start(DATABASE_URL=postgres.url(), REDIS_URL=valkey.url())
    assert set(outside.programs()) == {"web", "worker", "beat"}
    assert not (outside.data / "postgres").exists()
    outside.stop()
    valkey.stop()
    sentence = outside.refused(DATABASE_URL=postgres.url(), REDIS_URL=valkey.url())
    assert sentence.startswith("The queue (REDIS_URL) does not answer: ")
    postgres.stop()
    valkey.start()
    sentence = outside.refused(DATABASE_URL=postgres.url(), REDIS_URL=valkey.url())
    assert sentence.startswith("The database (DATABASE_URL) does not answer: ")
    valkey.stop()


def test_long_data_path_gets_short_sockets(installation: Installation, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    installation.data = installation.data.rename(deep / "var")
    installation.start()
    assert installation.sql("SELECT 1") == [[1]]
    sockets = places.socket_folder(installation.data)
    assert sockets.parent == Path("/tmp")
    assert sockets.exists()
    installation.stop()
    assert not sockets.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 200 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200m,mode=0711", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_full_disk_is_one_sentence_and_leaves_the_data_whole(
    installation: Installation, small_disk: Path
) -> None:
    subprocess.run(["cp", "-a", str(installation.data), str(small_disk)], check=True)
    installation.data = small_disk / "var"
    installation.start()
    installation.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    installation.stop()
    fill = small_disk / "fill"
    with suppress(OSError), fill.open("wb") as file:
        while True:
            file.write(bytes(65536))
    sentence = installation.refused(CONTINUITY_MIN_FREE_MB="0")
    assert sentence == (
        f"The disk of {installation.data} is full (0 MB free); "
        "make room and start again, what was saved is whole."
    )
    fill.unlink()
    installation.start()
    assert installation.sql("SELECT answer FROM kept") == [[42]]
    installation.stop()
