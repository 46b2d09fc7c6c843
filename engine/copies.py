"""Whether copies outlive what strikes: 3-2-1-1-0, locks, and how much a restore test shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.amounts import not_negative, one_of
from engine.results import Reason

LOCKS = ("none", "governance", "compliance")
ASSURANCE = (
    "file restored",
    "database mounted and checked",
    "application started",
    "business transaction validated",
)
"""What a restore test can show, the least first."""


def is_immutable(lock: str, *, offline: bool = False) -> bool:
    """Whether nobody can alter or remove a copy before its term: compliance mode, or offline.

    Governance mode can be bypassed by who holds the permission. Source: AWS S3 Object Lock
    documentation. Raises ValueError for another lock.

    >>> [is_immutable(lock) for lock in LOCKS], is_immutable("none", offline=True)
    ([False, False, True], True)
    """
    return one_of(lock, LOCKS, "the lock") == "compliance" or offline


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the data, production included. A location or medium left empty is unknown.

    `lock` is one of `LOCKS`, else ValueError.

    >>> Copy("ams", "disk").lock
    'none'
    """

    location: str
    medium: str
    lock: str = "none"
    offline: bool = False

    def __post_init__(self) -> None:
        one_of(self.lock, LOCKS, "the lock")

    @property
    def immutable(self) -> bool:
        """Whether it outlives an attacker with every right: compliance mode or offline."""
        return is_immutable(self.lock, offline=self.offline)


@dataclass(frozen=True, slots=True)
class Verification:
    """The last restore test: its day and the errors it found."""

    on: date
    errors: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of 3-2-1-1-0: whether it is met, and why."""

    name: str
    met: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class CopyScore:
    """The five clauses in order; `met` where all are."""

    met: bool
    clauses: tuple[Clause, ...]


def score_copies(
    copies: Sequence[Copy],
    *,
    primary_location: str,
    verified: Verification | None,
    as_of: date,
    age_limit_days: int,
) -> CopyScore:
    """Scores copies by 3-2-1-1-0, clause by clause; what is not known does not count.

    Three copies with production, two media, one off the primary site, one immutable or offline, no
    error in a restore test within the age limit. Source: the 3-2-1-1-0 rule as Veeam published it.
    Raises ValueError for an age limit below zero or no primary location.

    >>> copies = [Copy("ams", "disk"), Copy("ams", "tape", offline=True), Copy("fra", "disk")]
    >>> score = score_copies(copies, primary_location="ams", verified=None,
    ...                      as_of=date(2026, 6, 1), age_limit_days=90)
    >>> [clause.name for clause in score.clauses if not clause.met]
    ['0 errors']
    >>> score.clauses[-1].reason.text
    'No restore test is recorded: run one and record its errors.'
    """
    not_negative(age_limit_days, "the age limit in days")
    if not primary_location:
        raise ValueError("Name the primary location, so that off-site can be told.")
    media = len({copy.medium for copy in copies if copy.medium})
    away = sum(copy.location not in ("", primary_location) for copy in copies)
    safe = sum(copy.immutable for copy in copies)
    clauses = (
        _counted("3 copies", len(copies), 3, "copies counted"),
        _counted("2 media", media, 2, "media counted"),
        _counted("1 off-site", away, 1, "off-site counted"),
        _counted("1 immutable or offline", safe, 1, "immutable counted"),
        _verified(verified, as_of, age_limit_days),
    )
    return CopyScore(all(clause.met for clause in clauses), clauses)


@dataclass(frozen=True, slots=True)
class LockCheck:
    """Whether a lock lasts long enough, not too long, and holds; `needed_days` is the least."""

    met: bool
    long_enough: bool
    lawful: bool
    immutable: bool
    needed_days: float
    reasons: tuple[Reason, ...]


def check_lock(
    lock_days: float,
    *,
    lock: str,
    dwell_days: float,
    decision_days: float,
    restore_days: float,
    lawful_days: float,
) -> LockCheck:
    """Holds a lock to the attack it must outlast and to the time data may lawfully be kept.

    At least dwell (until the attack is detected) + decision + restore, at most lawful retention,
    all in days, and in compliance mode. Source: AWS S3 Object Lock documentation; GDPR 5(1)(e).
    Raises ValueError for days below zero or another lock.

    >>> check = check_lock(30, lock="governance", dwell_days=21, decision_days=2,
    ...                    restore_days=3, lawful_days=365)
    >>> check.met, check.needed_days, check.reasons[0].code
    (False, 26, 'lock can be lifted')
    """
    days = not_negative(lock_days, "lock days")
    spans = {"dwell": dwell_days, "decision": decision_days, "restore": restore_days}
    needed = sum(not_negative(span, f"{name} days") for name, span in spans.items())
    long_enough = days >= needed
    lawful = days <= not_negative(lawful_days, "days of lawful retention")
    immutable = is_immutable(lock)
    said = {
        "lock": f"{days:g} days",
        "needed": f"{needed:g} days",
        "lawful": f"{lawful_days:g} days",
    }
    held = {"lock too short": long_enough, "lock too long": lawful, "lock can be lifted": immutable}
    codes = [code for code, holds in held.items() if not holds] or ["lock holds"]
    reasons = tuple(Reason(code, said) for code in codes)
    return LockCheck(all(held.values()), long_enough, lawful, immutable, needed, reasons)


def assurance_level(shown: Iterable[str]) -> int:
    """How much a restore test shows, by its highest step of `ASSURANCE`: 1 to 4, 0 for nothing.

    Raises ValueError for another step.

    >>> assurance_level(["file restored", "application started"]), assurance_level([])
    (3, 0)
    """
    steps = (one_of(step, ASSURANCE, "what the test showed") for step in shown)
    return max((ASSURANCE.index(step) + 1 for step in steps), default=0)


def _counted(name: str, found: int, needed: int, code: str) -> Clause:
    return Clause(name, found >= needed, Reason(code, {"found": str(found), "needed": str(needed)}))


def _verified(verified: Verification | None, as_of: date, age_limit_days: int) -> Clause:
    name = "0 errors"
    if verified is None:
        return Clause(name, False, Reason("restore not tested", {}))
    values = {"on": verified.on.isoformat(), "errors": str(verified.errors)}
    if not 0 <= (as_of - verified.on).days <= age_limit_days:
        values["limit"] = f"{age_limit_days} days"
        return Clause(name, False, Reason("restore test out of date", values))
    code = "restore tested" if verified.errors == 0 else "restore test failed"
    return Clause(name, verified.errors == 0, Reason(code, values))
