"""How the commands speak: a line at a time, and one clear sentence when they cannot go on."""

import errno
import shutil
import sys
from pathlib import Path

NO_SPACE = "No space left on device"


class Failure(Exception):
    """Why a command cannot go on: one sentence a person can act on, shown without a traceback."""


def say(text: str) -> None:
    """Writes one line for the person at the terminal; a closed terminal is no error."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError:
        pass


def refuse(text: object) -> int:
    """Says why the command stops, apart from its output, and gives its exit code."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        pass
    return 1


def explained(error: OSError, folder: Path, advice: str = "") -> Failure:
    """The sentence for an error of the operating system while working in the folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk(folder)
    place = error.filename or folder
    return Failure(f"{place} cannot be used ({error.strerror or error}){advice}.")


def full_disk(folder: Path) -> Failure:
    """The sentence for a full disk, with what is left."""
    free = shutil.disk_usage(folder).free // 2**20
    return Failure(
        f"The disk of {folder} is full ({free} MB free); "
        "make room and start again, what was saved is whole."
    )
