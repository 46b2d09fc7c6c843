"""The migrated database that every test run copies, made once for each state of the migrations."""

import ast
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from continuity.launch import places, static
from continuity.launch.servers import THROWN_AWAY, Postgres
from continuity.launch.words import Failure, say

KEPT = 4
MANIFEST = "manifest.json"
# What decides, beside the migrations, what a migrated database looks like: these files, and of
# the settings, which change often, these names.
DECISIVE = ("requirements.txt", "continuity/launch/servers.py")
SETTINGS = "continuity/settings.py"
DECISIVE_SETTINGS = r"INSTALLED_APPS|MODULES|AUTH_USER_MODEL|DEFAULT_AUTO_FIELD|PGHISTORY_\w+"

Manifest = dict[str, str]


def current_manifest(root: Path = places.ROOT) -> Manifest:
    """The SHA-256 of every file that decides what a migrated database looks like."""
    folders = [entry for entry in root.iterdir() if entry.name not in places.NOT_OURS]
    files = [root / name for name in DECISIVE]
    files += [file for folder in folders for file in folder.glob("**/migrations/*.py")]
    contents = {
        str(file.relative_to(root)): file.read_bytes() for file in sorted(files) if file.is_file()
    }
    contents[SETTINGS] = decisive_settings((root / SETTINGS).read_text()).encode()
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def decisive_settings(code: str) -> str:
    """The assignments of the settings that decide what a migrated database looks like."""
    chosen = [
        ast.unparse(statement)
        for statement in ast.parse(code).body
        if isinstance(statement, ast.Assign)
        and re.fullmatch(DECISIVE_SETTINGS, ast.unparse(statement.targets[0]))
    ]
    return "\n".join(chosen)


def mark(manifest: Manifest) -> str:
    """The short name of a manifest."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file; one process at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another run that makes the test database.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy_tree(source: Path, target: Path) -> None:
    """Copies a folder with owners and modes, sharing blocks where the file system can."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)


@contextlib.contextmanager
def new_run(store: Path) -> Iterator[Path]:
    """A data folder of its own, filled from the current template, until the end of the block.

    Its database is `continuity`. It is held by a lock that the kernel gives back when this process
    is killed, so that the next run can tell what is abandoned.
    """
    with contextlib.ExitStack() as held:
        with locked(store / "lock"):
            remove_abandoned(store)
            run = Path(tempfile.mkdtemp(prefix="run-", dir=store))
            fcntl.flock(held.enter_context((run / "in-use").open("w")), fcntl.LOCK_EX)
        held.callback(remove_run, run)
        run.chmod(0o711)
        fill(run, store)
        yield run


def fill(data: Path, store: Path) -> None:
    """Puts a copy of the current template and of the current style sheets into a data folder."""
    with locked(store / "lock"):
        copy_tree(current_template(store) / "postgres", data / "postgres")
        copy_tree(current_static(store), data / "static")


def current_static(store: Path) -> Path:
    """The style sheets and scripts of the current sources, made when they are not there."""
    wanted = static.fingerprint()
    target = store / f"static-{wanted[:16]}"
    if not target.exists():
        static.build(store / "static.new", wanted).rename(target)
    keep_youngest(store, target, "static-*")
    return target


def keep_youngest(store: Path, used: Path, pattern: str) -> None:
    """Marks one entry as just used and removes those that were not used for long."""
    os.utime(used)
    by_age = sorted(store.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[KEPT:]:
        shutil.rmtree(old)


def remove_run(run: Path) -> None:
    """Removes a run and the folder of its sockets."""
    shutil.rmtree(run, ignore_errors=True)
    shutil.rmtree(places.socket_folder(run), ignore_errors=True)


def remove_abandoned(store: Path) -> None:
    """Removes what killed runs have left."""
    for run in store.glob("run-*"):
        gone_or_in_use = contextlib.suppress(FileNotFoundError, BlockingIOError)
        with gone_or_in_use, (run / "in-use").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove_run(run)


def current_template(store: Path) -> Path:
    """The template of the current migrations, made when it is not there. The lock is held."""
    manifest = current_manifest()
    template = store / f"template-{mark(manifest)}"
    if not template.exists():
        build(template, manifest)
    keep_youngest(store, template, "template-*")
    return template


def nearest(store: Path, manifest: Manifest) -> Path | None:
    """The template that lacks only migrations of `manifest`, and fewest of them."""
    found: dict[int, Path] = {}
    for template in store.glob("template-*"):
        older: Manifest = json.loads((template / MANIFEST).read_text())
        if older.items() <= manifest.items():
            found[len(older)] = template
    return found[max(found)] if found else None


def build(template: Path, manifest: Manifest) -> None:
    """Makes a template in another folder and renames it, so that it is whole or not there."""
    new = template.parent / "building"
    remove_run(new)
    new.mkdir(mode=0o711)
    if base := nearest(template.parent, manifest):
        copy_tree(base / "postgres", new / "postgres")
    say("Migrating the database that the tests copy (once for each state of the migrations).")
    postgres = Postgres(new, settings=THROWN_AWAY)
    postgres.start()
    try:
        if not postgres.has_database("continuity"):
            postgres.create_database("continuity")
        migrate(postgres.url(), new)
    finally:
        postgres.stop()
    (new / MANIFEST).write_text(json.dumps(manifest, indent=1))
    shutil.rmtree(places.socket_folder(new), ignore_errors=True)
    new.rename(template)


def migrate(database_url: str, data: Path) -> None:
    """Migrates the database; shows what went wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "continuity.launch.lean"],
        cwd=places.ROOT,
        env={**os.environ, "DATABASE_URL": database_url, "CONTINUITY_DATA": str(data)},
        check=False,
    )
    if done.returncode != 0:
        raise Failure("The migrations failed, see above; no test was run.")
