"""What backups can give back: chains, storage, times and the worst-case loss.

Sizes are decimal: 1 TB is 1,000,000 MB. Shares are from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.amounts import at_least, not_negative, one_of, positive, share
from engine.results import Reason

FULL, DIFFERENTIAL, INCREMENTAL = "full", "differential", "incremental"
METHODS = (FULL, DIFFERENTIAL, INCREMENTAL)
CONSISTENCY = ("crash", "file system", "application")
"""How far a point in time can be trusted, the least first."""
MB_PER_TB = 1_000_000
SECONDS_PER_HOUR = 3600
DAYS_AFTER_FULL = range(1, 7)
"""A week is one full and a backup on each of six days after it."""


def restore_chain_length(method: str, days_after_full: int) -> int:
    """How many backup sets a restore reads, for a daily point so many days after the last full.

    Full: 1; differential: 2, the full itself 1; incremental: one more each day. Source: the
    backup methods of NIST SP 800-34. Raises ValueError for another method or days below 0.

    >>> [restore_chain_length(method, 4) for method in METHODS]
    [1, 2, 5]
    """
    one_of(method, METHODS, "the backup method")
    not_negative(days_after_full, "days after the full")
    if method == FULL or days_after_full == 0:
        return 1
    return 2 if method == DIFFERENTIAL else 1 + days_after_full


def chain_success(set_success: float, sets: int) -> float:
    """The chance that a whole chain is readable when each set is, independently, with one chance.

    Source: product rule of independent events. Raises ValueError for a chance outside 0 to 1 or
    a chain of no set.

    >>> round(chain_success(0.99, 7), 3), round(chain_success(0.99, 2), 3)
    (0.932, 0.98)
    """
    return float(share(set_success, "the chance of a set") ** at_least(sets, 1, "sets"))


def week_storage_tb(method: str, full_tb: float, daily_change: float) -> float:
    """TB kept for a week of one full and six days, each changing the same share of other blocks.

    Differentials grow linearly: full x (1 + 21 c); incremental: full x (1 + 6 c); seven fulls.
    Before deduplication and compression. Raises ValueError for another method, a size below 0 or a
    change outside 0 to 1.

    >>> [round(week_storage_tb(method, 10, 0.03), 1) for method in METHODS]
    [70, 16.3, 11.8]
    """
    one_of(method, METHODS, "the backup method")
    not_negative(full_tb, "the full in TB")
    change = share(daily_change, "daily change")
    if method == FULL:
        return full_tb * (1 + len(DAYS_AFTER_FULL))
    days = sum(DAYS_AFTER_FULL) if method == DIFFERENTIAL else len(DAYS_AFTER_FULL)
    return full_tb * (1 + days * change)


def week_storage_unique_blocks_tb(full_tb: float, daily_change: float) -> float:
    """TB kept for a week of differentials where the same block may change again.

    After i days a share of 1 - (1 - c)^i has changed at all: never more than the linear figure.
    Raises ValueError for a size below 0 or a change outside 0 to 1.

    >>> round(week_storage_unique_blocks_tb(10, 0.03), 2)
    15.99
    """
    not_negative(full_tb, "the full in TB")
    kept = 1 - share(daily_change, "daily change")
    return full_tb * (1 + sum(1 - kept**day for day in DAYS_AFTER_FULL))


def window_h(
    tb: float, mb_per_s: float, *, utilisation: float = 1.0, dedupe_ratio: float = 1.0
) -> float:
    """Hours to move so many TB at a throughput in MB/s.

    `utilisation` is the share of the throughput that is really had (0.6 to 0.8 is usual),
    `dedupe_ratio` how many bytes become one sent. Raises ValueError for a throughput or utilisation
    that is not above zero, or a ratio below 1.

    >>> round(window_h(10, 500), 2), round(window_h(10, 500, utilisation=0.8, dedupe_ratio=2), 2)
    (5.56, 3.47)
    """
    sent_mb = not_negative(tb, "the data in TB") * MB_PER_TB
    sent_mb /= at_least(dedupe_ratio, 1, "the deduplication ratio")
    rate = positive(mb_per_s, "throughput in MB/s")
    rate *= positive(share(utilisation, "utilisation"), "utilisation")
    return sent_mb / rate / SECONDS_PER_HOUR


def link_tb_per_hour(gbps: float, *, utilisation: float = 1.0) -> float:
    """TB an hour through a link of so many Gbit/s: 8 bits a byte, no protocol overhead.

    Raises ValueError for a rate below zero or a utilisation outside 0 to 1.

    >>> round(link_tb_per_hour(1), 2), round(link_tb_per_hour(10, utilisation=0.7), 2)
    (0.45, 3.15)
    """
    gb_per_s = not_negative(gbps, "the link in Gbit/s") / 8
    return gb_per_s * share(utilisation, "utilisation") * SECONDS_PER_HOUR / 1000


@dataclass(frozen=True, slots=True)
class RestoreTime:
    """The hours of a restore, part by part, each after the one before; `hours` is their sum."""

    download_h: float
    reading_h: float
    handling_h: float
    replay_h: float
    start_h: float
    validation_h: float
    hours: float


def restore_time(
    sizes_tb: Sequence[float],
    mb_per_s: float,
    *,
    per_set_h: float = 0.0,
    replay_h: float = 0.0,
    start_h: float = 0.0,
    validation_h: float = 0.0,
    download_mb_per_s: float | None = None,
) -> RestoreTime:
    """Hours to bring back a chain of sets: read, handle each, replay logs, start, validate.

    `download_mb_per_s` is for copies that must first be fetched (cloud, another site). Raises
    ValueError for no set, a throughput that is not above zero, or amounts below zero.

    >>> restore_time([10, 0.3], 500, per_set_h=0.25, validation_h=1).hours
    7.222222222222222
    """
    at_least(len(sizes_tb), 1, "the number of sets")
    total_tb = sum(not_negative(size, "the size of a set in TB") for size in sizes_tb)
    parts = (
        window_h(total_tb, download_mb_per_s) if download_mb_per_s is not None else 0.0,
        window_h(total_tb, mb_per_s),
        not_negative(per_set_h, "hours per set") * len(sizes_tb),
        not_negative(replay_h, "hours of log replay"),
        not_negative(start_h, "hours to start"),
        not_negative(validation_h, "hours of validation"),
    )
    return RestoreTime(*parts, hours=sum(parts))


@dataclass(frozen=True, slots=True)
class WorstLoss:
    """The oldest the youngest usable point can be, in hours; None: no usable point."""

    hours: float | None
    reason: Reason


def worst_case_rpo(
    interval_h: float,
    job_h: float,
    *,
    consistency: str,
    needed: str,
    site_lost: bool = False,
    offsite_h: float | None = None,
) -> WorstLoss:
    """The most data that can be lost, in hours: interval, job, and the copy out of the site's reach.

    The failure may strike just before a job ends. `offsite_h` is the time until the off-site or
    immutable copy is complete after the job; it counts where the site is lost, and None is no such
    copy. A point less consistent than needed (`CONSISTENCY`) is no point. Raises ValueError for
    amounts below zero or another consistency.

    >>> worst_case_rpo(24, 2, consistency="application", needed="crash").hours
    26
    >>> kept_here = worst_case_rpo(24, 2, consistency="crash", needed="crash", site_lost=True)
    >>> kept_here.hours, kept_here.reason.text
    (None, 'No copy is off the lost site: plan an off-site or immutable copy.')
    """
    one_of(consistency, CONSISTENCY, "the consistency of a point")
    one_of(needed, CONSISTENCY, "the consistency needed")
    hours = positive(interval_h, "the interval in hours") + not_negative(job_h, "job hours")
    if CONSISTENCY.index(consistency) < CONSISTENCY.index(needed):
        values = {"consistency": consistency, "needed": needed}
        return WorstLoss(None, Reason("point not consistent", values))
    if not site_lost:
        return WorstLoss(hours, Reason("loss on site", {"interval": interval_h, "job": job_h}))
    if offsite_h is None:
        return WorstLoss(None, Reason("no copy off site", {}))
    hours += not_negative(offsite_h, "hours until the off-site copy is complete")
    parts = {"interval": interval_h, "job": job_h, "offsite": offsite_h}
    return WorstLoss(hours, Reason("loss off site", parts))
