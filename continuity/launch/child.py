"""Becomes another program that cannot outlive the process that started it.

Run as a script, before any package is imported:

    child.py PARENT SIGNAL ACCOUNT PROGRAM ARGUMENTS…

PARENT is the process that must live, SIGNAL what the program is sent when that process ends, even
by kill -9. ACCOUNT is `-`, or `UID:GID` to become that account first, or `UID:GID:enter` to keep
the right to pass through folders that are closed to it (a clone in root's home; Postgres refuses
to run as root).
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def control(option: int, *values: int) -> None:
    """One prctl call; raises OSError where the kernel refuses."""
    arguments = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    if libc.prctl(option, *arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def keep_entering() -> None:
    """Keeps, as an ordinary account, the one capability that opens folders, across exec too."""
    mask = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    if libc.capset(header, sets) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE)


def become(account: str) -> None:
    """Gives up root for the account, which starts with no supplementary groups."""
    uid, gid, *enter = account.split(":")
    if enter:
        control(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setgid(int(gid))
    os.setuid(int(uid))
    if enter:
        keep_entering()


def main(parent: str, death_signal: str, account: str, *program: str) -> None:
    """Never returns: the program takes this process's place."""
    if account != "-":
        become(account)
    # After the change of account, which clears it.
    control(PR_SET_PDEATHSIG, int(death_signal))
    if os.getppid() != int(parent):
        raise SystemExit("the process that started this one has ended")
    os.execv(program[0], program)


if __name__ == "__main__":
    main(*sys.argv[1:])
