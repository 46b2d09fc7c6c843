"""What distance and bandwidth allow: round trips, write latency, synchronous or not, backlog.

Rates are in MB/s, decimal; shares are from 0 to 1. `sent_share` is what is left of changed data
after compression and deduplication.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.amounts import at_least, not_negative, positive, share
from engine.copies import Copy
from engine.profiles import Profile
from engine.results import Reason

LIGHT_KM_PER_S = 299_792.458
GROUP_INDEX = 1.468
"""Group index of usual single-mode fibre."""
FIBRE_US_PER_KM = 4.9
"""One way, rounded as it is used for planning."""
PATH_FACTOR = 1.5
"""Cable length over the straight line: 1.2 to 2.0 is usual."""
SYNCHRONOUS, ASYNCHRONOUS, INFEASIBLE = "synchronous", "asynchronous", "infeasible"


def fibre_us_per_km(group_index: float = GROUP_INDEX) -> float:
    """Microseconds that light takes for a kilometre of fibre, one way: index over speed of light.

    Raises ValueError for an index below 1.

    >>> round(fibre_us_per_km(), 2)
    4.9
    """
    return at_least(group_index, 1, "the group index") / LIGHT_KM_PER_S * 1_000_000


def fibre_round_trip_ms(
    km: float, *, path_factor: float = PATH_FACTOR, equipment_ms: float = 0.0
) -> float:
    """Milliseconds there and back over so many kilometres as the crow flies.

    2 x km x path factor x 4.9 us, plus what equipment adds. Source: group index 1.468 of
    single-mode fibre. Raises ValueError for amounts below zero or a path factor below 1.

    >>> round(fibre_round_trip_ms(100), 2), round(fibre_round_trip_ms(300, equipment_ms=0.5), 2)
    (1.47, 4.91)
    """
    cable_km = not_negative(km, "the distance in km") * at_least(path_factor, 1, "the path factor")
    return 2 * cable_km * FIBRE_US_PER_KM / 1000 + not_negative(equipment_ms, "equipment in ms")


@dataclass(frozen=True, slots=True)
class SyncWrite:
    """A write that waits for the other side: its latency, what the distance adds to it, the rate.

    `writes_per_s` is the most one writer does that waits for each write.
    """

    latency_ms: float
    added_ms: float
    writes_per_s: float


def sync_write(
    local_ms: float, round_trip_ms: float, *, remote_commit_ms: float = 0.0, round_trips: int = 1
) -> SyncWrite:
    """A synchronous write: local latency, round trips, commit on the other side.

    One round trip for most arrays; two for plain SCSI writes. Raises ValueError for a local latency
    that is not above zero, amounts below zero or no round trip.

    >>> write = sync_write(0.5, 1.47, remote_commit_ms=0.5)
    >>> round(write.latency_ms, 2), round(write.writes_per_s)
    (2.47, 405)
    """
    trips = at_least(round_trips, 1, "round trips a write")
    added = trips * not_negative(round_trip_ms, "the round trip in ms")
    added += not_negative(remote_commit_ms, "the remote commit in ms")
    latency = positive(local_ms, "the local latency in ms") + added
    return SyncWrite(latency, added, 1000 / latency)


@dataclass(frozen=True, slots=True)
class Route:
    """The route between two sites, as measured; None where nobody measured. Loss is a share."""

    km: float
    round_trip_ms: float
    jitter_ms: float | None = None
    loss: float | None = None
    gbps: float | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """How to replicate: synchronous, asynchronous or infeasible, and every reason.

    `unmeasured` names what the profile limits and nobody measured: to be measured before relying
    on the advice.
    """

    mode: str
    reasons: tuple[Reason, ...]
    unmeasured: tuple[str, ...] = ()


def advise(
    route: Route, profile: Profile, *, zero_loss: bool, added_ms: float, bearable_ms: float
) -> Advice:
    """Synchronous where no data may be lost, the path is within the profile and writes bear it.

    Else asynchronous; infeasible where no data may be lost and the path or the writes forbid it.
    `added_ms` is what the distance adds to a write (`SyncWrite.added_ms`), `bearable_ms` the most
    the application bears. Raises ValueError for amounts below zero.

    >>> from engine.profiles import profile
    >>> far = Route(km=900, round_trip_ms=13.2)
    >>> answer = advise(far, profile("nutanix-metro"), zero_loss=True, added_ms=13.7, bearable_ms=5)
    >>> answer.mode, answer.reasons[0].text
    ('infeasible', 'The round trip is 13.2 ms; Nutanix Metro Availability asks for less than 5 ms.')
    """
    not_negative(route.km, "the distance in km")
    not_negative(route.round_trip_ms, "the round trip in ms")
    added = not_negative(added_ms, "what a write waits in ms")
    bearable = not_negative(bearable_ms, "what a write bears in ms")
    reasons, unmeasured = _against(route, profile)
    if added > bearable:
        values = {"added": f"{added:.3g} ms", "bearable": f"{bearable:.3g} ms"}
        reasons.append(Reason("writes too slow", values))
    if not zero_loss:
        return Advice(ASYNCHRONOUS, (Reason("loss may be borne", {}), *reasons))
    if reasons:
        return Advice(INFEASIBLE, (*reasons, Reason("nearer copy first", {})), unmeasured)
    within = [Reason("path within limits", {"profile": profile.name})]
    if unmeasured:
        within.append(Reason("path not measured", {"items": unmeasured, "profile": profile.name}))
    return Advice(SYNCHRONOUS, tuple(within), unmeasured)


@dataclass(frozen=True, slots=True)
class SnapshotLoss:
    """A snapshot's transfer in seconds and the worst RPO in minutes; None: it never catches up."""

    transfer_s: float
    worst_rpo_min: float | None
    reason: Reason


def async_snapshot_rpo(
    interval_min: float, change_mb_s: float, bandwidth_mb_s: float, *, sent_share: float = 1.0
) -> SnapshotLoss:
    """The most that is lost where snapshots are sent at an interval: interval and transfer.

    Transfer = interval x change x sent share / bandwidth, and must be done within the interval.
    Raises ValueError for an interval or bandwidth that is not above zero.

    >>> answer = async_snapshot_rpo(15, 20, 50, sent_share=0.5)
    >>> answer.transfer_s, answer.worst_rpo_min
    (180.0, 18.0)
    """
    interval_s = positive(interval_min, "the interval in minutes") * 60
    sent = not_negative(change_mb_s, "changed MB/s") * share(sent_share, "the share sent")
    transfer_s = interval_s * sent / positive(bandwidth_mb_s, "bandwidth in MB/s")
    values = {"transfer": transfer_s / 3600, "interval": interval_s / 3600}
    if transfer_s > interval_s:
        return SnapshotLoss(transfer_s, None, Reason("transfer too slow", values))
    worst = interval_min + transfer_s / 60
    return SnapshotLoss(transfer_s, worst, Reason("transfer in time", values))


def is_steady(mean_change_mb_s: float, bandwidth_mb_s: float, *, sent_share: float = 1.0) -> bool:
    """Whether asynchronous replication keeps up in the long run: sent less than the bandwidth.

    At equality any burst stays for ever. Raises ValueError for amounts below zero or no bandwidth.

    >>> is_steady(20, 50, sent_share=0.5), is_steady(50, 50)
    (True, False)
    """
    sent = not_negative(mean_change_mb_s, "changed MB/s") * share(sent_share, "the share sent")
    return sent < positive(bandwidth_mb_s, "bandwidth in MB/s")


@dataclass(frozen=True, slots=True)
class Load:
    """Data changing at one rate for so many seconds."""

    change_mb_s: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is not sent yet after so many seconds, in MB, and how long sending it takes."""

    at_s: float
    backlog_mb: float
    lag_s: float


def backlog(
    loads: Iterable[Load],
    bandwidth_mb_s: float,
    *,
    sent_share: float = 1.0,
    start_mb: float = 0.0,
) -> tuple[Backlog, ...]:
    """Backlog and lag at the end of each load, one after the other: never below nothing.

    B' = max(0, B + (sent - bandwidth) x seconds); lag = B / bandwidth. Between the ends it rises or
    falls in a line, so the worst is among them or the start. Raises ValueError for amounts below
    zero or no bandwidth.

    >>> [one.lag_s for one in backlog([Load(120, 600), Load(0, 60)], 50, sent_share=0.5)]
    [120.0, 60.0]
    """
    rate = positive(bandwidth_mb_s, "bandwidth in MB/s")
    part = share(sent_share, "the share sent")
    waiting, at, answer = not_negative(start_mb, "the backlog in MB"), 0.0, []
    for load in loads:
        sent = not_negative(load.change_mb_s, "changed MB/s") * part
        at += not_negative(load.seconds, "seconds of a load")
        waiting = max(0.0, waiting + (sent - rate) * load.seconds)
        answer.append(Backlog(at, waiting, waiting / rate))
    return tuple(answer)


@dataclass(frozen=True, slots=True)
class Protection:
    """Whether data comes back, and why."""

    met: bool
    reason: Reason


def against_destroyed_data(backups: Sequence[Copy]) -> Protection:
    """Whether data destroyed or encrypted by an attack comes back: only from an immutable backup.

    Replicas are no argument here: replication is not backup, it copies corruption and encryption
    within seconds. Source: AWS S3 Object Lock documentation for what is immutable.

    >>> against_destroyed_data([]).reason.text
    'Replication is not backup: it copies what an attack does. Plan a backup that cannot be altered.'
    >>> against_destroyed_data([Copy("fra", "object", lock="compliance")]).met
    True
    """
    if not backups:
        return Protection(False, Reason("replication only", {}))
    if not any(copy.immutable for copy in backups):
        return Protection(False, Reason("backups can be altered", {}))
    return Protection(True, Reason("backup outlives attack", {}))


def _against(route: Route, profile: Profile) -> tuple[list[Reason], tuple[str, ...]]:
    """Every limit of the profile that the path breaks, and those nobody measured."""
    broken, unmeasured = [], []
    for limit in profile.limits:
        found = getattr(route, limit.measure)
        if found is None:
            unmeasured.append(limit.label)
        elif not limit.holds(found):
            values = {"measure": limit.label, "found": limit.said(found), "profile": profile.name}
            broken.append(Reason("path over limit", {**values, "limit": limit.asked}))
    return broken, tuple(unmeasured)
