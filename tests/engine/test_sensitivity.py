"""What would change the MTD: one answer at a time, the smallest moves first, never a hidden one."""

from hypothesis import given
from hypothesis import strategies as st

from engine.model import Impact, Node
from engine.objectives import mtd
from engine.sensitivity import changes

HOURS = (1.0, 4.0, 8.0, 24.0)


def curve(name: str, levels: str) -> Impact:
    return Impact(name, 3, tuple(zip(HOURS, map(float, levels), strict=True)))


def test_a_relaxed_answer_moves_the_mtd_only_where_no_other_category_binds() -> None:
    found = changes({"all": (curve("customers", "1233"), curve("law", "0012"))})
    told = {(one.category, one.at_h, one.after): one.mtd_after.hours for one in found}
    assert told[("customers", 8.0, 2.0)] == 8.0
    assert told[("customers", 4.0, 3.0)] == 1.0
    assert ("law", 24.0, 3.0) not in told


def test_a_peak_that_says_the_same_hides_the_move_of_another_day() -> None:
    both = {"all": (curve("law", "0133"),), "peak": (curve("law", "0133"),)}
    assert all(one.after == 3.0 for one in changes(both))


def test_an_amount_moves_the_mtd_by_the_hour() -> None:
    money = Impact("money", 4, tolerance=500.0)
    found = changes({"all": (money,)}, ((0, 0), (4, 200), (24, 1200)))
    more = next(one for one in found if one.at_h == 24 and one.after > one.before)
    assert more.mtd_before.hours == 10.0
    assert more.mtd_after.hours is not None
    assert more.mtd_after.hours < 10.0


levels = st.lists(st.integers(0, 4), min_size=4, max_size=4).map(sorted)


@given(levels, levels)
def test_what_is_told_follows_from_the_answers_moved(one: list[int], other: list[int]) -> None:
    curves = (curve("a", "".join(map(str, one))), curve("b", "".join(map(str, other))))
    present = mtd(Node("f", kind="function", impact=curves))
    for found in changes({"all": curves}):
        assert (found.mtd_before.hours, found.mtd_before.state) == (present.hours, present.state)
        assert (found.mtd_after.hours, found.mtd_after.state) != (present.hours, present.state)
        assert 1 <= found.effort <= 4
