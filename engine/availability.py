"""How much of the time something is up: series, redundancy, common causes, failover.

Availability is a share of time, from 0 to 1; unavailability is what is missing to 1. The products
assume that members fail independently: something shared by several (identity, DNS, power) is
counted once by a cut set, never by multiplying here.
"""

from collections.abc import Iterable, Sequence
from math import prod

from engine.amounts import at_least, not_negative, positive, share

HOURS_A_YEAR = 8760.0


def of_times(mtbf_h: float, mttr_h: float) -> float:
    """Availability from the mean time up between failures and the mean time to repair, in hours.

    MTBF / (MTBF + MTTR), MTBF being time *up* (strictly MTTF); IEC 60050-192, steady state.
    Raises ValueError for an MTBF that is not above zero or an MTTR below zero.

    >>> round(of_times(8760, 4), 6)
    0.999544
    """
    up = positive(mtbf_h, "MTBF in hours")
    return up / (up + not_negative(mttr_h, "MTTR in hours"))


def in_series(availabilities: Iterable[float]) -> float:
    """Availability where every member is needed: the product. No member: always up.

    Source: reliability block diagrams, IEC 61078. Raises ValueError outside 0 to 1.

    >>> round(in_series([0.99, 0.99]), 4)
    0.9801
    """
    return prod((share(one, "availability") for one in availabilities), start=1.0)


def in_parallel(availabilities: Iterable[float]) -> float:
    """Availability where one member is enough: not all down at once. No member: never up.

    Source: reliability block diagrams, IEC 61078. Raises ValueError outside 0 to 1.

    >>> round(in_parallel([0.99, 0.99]), 4)
    0.9999
    """
    return 1 - prod((1 - share(one, "availability") for one in availabilities), start=1.0)


def k_of(k: int, availabilities: Sequence[float]) -> float:
    """Availability where `k` of the members are needed, whatever the availability of each.

    Adds member by member to the distribution of how many are up (k-out-of-n, IEC 61078), so that
    no binomial coefficient overflows. Raises ValueError for `k` below 0 or above the members.

    >>> round(k_of(2, [0.99, 0.99, 0.9]), 6)
    0.99792
    """
    if not 0 <= k <= len(availabilities):
        raise ValueError(f"Ask for 0 to {len(availabilities)} of the members, not {k}.")
    up = [1.0]
    for one in availabilities:
        a = share(one, "availability")
        grown = [*(chance * (1 - a) for chance in up), 0.0]
        for count, chance in enumerate(up):
            grown[count + 1] += chance * a
        up = grown
    return min(1.0, sum(up[k:]))


def k_of_n(k: int, n: int, availability: float) -> float:
    """Availability where `k` of `n` equal members are needed.

    The sum over i from k to n of C(n, i) A^i (1 - A)^(n - i). Raises ValueError for `k` below 0
    or above `n`, or an availability outside 0 to 1.

    >>> round(k_of_n(2, 3, 0.99), 6)
    0.999702
    """
    return k_of(k, (share(availability, "availability"),) * n)


def with_common_cause(availability: float, beta: float, n: int = 2) -> float:
    """Availability of 1 of `n` equal members of which a share `beta` of failures strikes all.

    U = beta U0 + ((1 - beta) U0)^n, the beta-factor model (IEC 61508-6, annex D): a sum of small
    chances, for members up at least half of the time. Raises ValueError
    for shares outside 0 to 1 or fewer than one member.

    >>> round(with_common_cause(0.99, 0.05), 8)
    0.99940975
    """
    at_least(n, 1, "members")
    down = 1 - share(availability, "availability")
    common = share(beta, "beta")
    return 1 - (common * down + ((1 - common) * down) ** n)


def downtime_hours_a_year(availability: float) -> float:
    """Hours down in a year of 8760 hours.

    Raises ValueError outside 0 to 1.

    >>> round(downtime_hours_a_year(0.999), 2)
    8.76
    """
    return (1 - share(availability, "availability")) * HOURS_A_YEAR


def failover_unavailability(
    failures_a_year: float, switch_h: float, fails: float = 0.0, by_hand_h: float = 0.0
) -> float:
    """What switching over adds to the unavailability of the redundant pair, as a share of time.

    Rate times (detection and switch + chance that the failover fails times hours by hand), over
    8760 h; a first-order sum, at most 1. Raises ValueError for amounts below zero or a chance
    outside 0 to 1.

    >>> round(failover_unavailability(2, 0.05, fails=0.1, by_hand_h=4) * 8760, 3)
    0.9
    """
    hours = not_negative(switch_h, "detection and switch hours") + share(
        fails, "the chance that the failover fails"
    ) * not_negative(by_hand_h, "hours by hand")
    return min(1.0, not_negative(failures_a_year, "failures a year") * hours / HOURS_A_YEAR)
