"""The style sheets, scripts and images as they are served, made anew only when a source changed."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from continuity.launch import places
from continuity.launch.words import NO_SPACE, Failure, full_disk, say

# What decides, beside the files under static/, what is served.
DECISIVE = (
    "continuity/frontend.py",
    "continuity/settings.py",
    "package-lock.json",
    "requirements.txt",
)
MARK = "made-from"
COLLECT = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
# Packages bring files that no page uses; those of django_htmx cannot even be hashed, because
# their comments look like imports of files that are not there.
IGNORED = ("django_htmx", "redoc", "rest_framework")


def sources(root: Path) -> Iterator[tuple[str, int, int]]:
    """Every file that decides what is served, with its size and its time."""
    modules = [folder for folder in root.iterdir() if folder.name not in places.NOT_OURS]
    folders = [root / "static", *(module / "static" for module in modules)]
    files = [root / name for name in DECISIVE]
    files += [file for folder in folders for file in folder.rglob("*")]
    for file in sorted(files):
        if file.is_file():
            status = file.stat()
            yield str(file.relative_to(root)), status.st_size, status.st_mtime_ns


def fingerprint() -> str:
    """The SHA-256 of everything that decides what is served."""
    return hashlib.sha256(repr(list(sources(places.ROOT))).encode()).hexdigest()


def collect(data: Path) -> None:
    """Makes `data/static` from the sources, whole or not at all, unless it is up to date."""
    wanted, target = fingerprint(), data / "static"
    mark = target / MARK
    if mark.exists() and mark.read_text() == wanted:
        return
    say("Preparing style sheets and scripts.")
    new = build(data / "static.new", wanted)
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)


def build(place: Path, mark: str) -> Path:
    """Collects and hashes the files as the application would from the data folder `place`."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    done = subprocess.run(
        [*COLLECT, *(f"--ignore={name}" for name in IGNORED)],
        cwd=places.ROOT,
        env={
            **os.environ,
            "CONTINUITY_DATA": str(place),
            "STATIC_ROOT": str(place / "static"),
        },
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        if NO_SPACE in done.stderr:
            raise full_disk(place)
        raise Failure(
            f"{done.stderr.rstrip()}\nStyle sheets and scripts could not be prepared, see above."
        )
    (place / "static" / MARK).write_text(mark)
    return place / "static"


if __name__ == "__main__":
    collect(Path(os.environ["CONTINUITY_DATA"]))
