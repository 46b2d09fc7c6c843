"""Tiers by the MTD: the edges belong to the more urgent tier, and a tighter MTD is never less urgent."""

from hypothesis import given
from hypothesis import strategies as st

from engine.results import Mtd
from engine.tiers import EDGES, tier


def test_an_edge_belongs_to_the_more_urgent_tier() -> None:
    assert [tier(Mtd(edge, "shown")) for edge in EDGES] == [0, 1, 2, 3, 4]
    assert [tier(Mtd(edge + 0.1, "shown")) for edge in EDGES] == [1, 2, 3, 4, 5]


def test_what_nobody_asked_has_no_tier() -> None:
    assert tier(Mtd(None, "not asked")) is None


@given(st.floats(0.1, 1000), st.floats(0.1, 1000))
def test_a_tighter_mtd_is_never_less_urgent(one: float, other: float) -> None:
    low, high = (tier(Mtd(hours, "shown")) for hours in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low <= high
