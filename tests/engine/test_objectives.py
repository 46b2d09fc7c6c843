"""MTD, derived RTO, workaround credit: published values and every state by name."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st

from engine.model import Impact, Node, Pert, Workaround
from engine.objectives import category_mtd, derived_need, loss_reaches, mtd, workaround_credit
from tests.engine.estates import promise

VECTORS = json.loads((Path(__file__).parent / "data" / "formula_vectors.json").read_text())


def impact(category="legal", intolerable=4, bands=((1, 1), (4, 2), (8, 3), (24, 4)), **more):
    return Impact(category, intolerable, bands, **more)


def test_published_mtpd():
    case = VECTORS["mtpd"]
    bands = tuple(zip(case["bands_h"], case["scores"], strict=True))
    answer = category_mtd(Impact("any", case["threshold"], bands))
    assert answer.hours == case["conservative_h"]
    assert answer.latest_h == case["latest_h"]


@pytest.mark.parametrize("case", VECTORS["pert_lambda4"])
def test_published_pert_means(case):
    assert Pert(case["a"], case["m"], case["b"]).mean == pytest.approx(case["mean"])


def test_smallest_category_counts_and_is_named():
    node = Node("pay", impact=(impact("legal"), impact("money", bands=((2, 1), (6, 5)))))
    answer = mtd(node)
    assert (answer.hours, answer.latest_h, answer.category) == (2, 6, "money")
    assert [one.hours for one in answer.categories] == [8, 2]


def test_first_band_intolerable_shows_no_tolerance():
    answer = mtd(Node("pay", impact=(impact(), impact("life", bands=((1, 5), (4, 5))))))
    assert (answer.hours, answer.state, answer.category) == (None, "no tolerance shown", "life")
    assert answer.latest_h == 1


def test_never_intolerable_is_beyond_the_last_band():
    answer = mtd(Node("pay", impact=(impact(intolerable=5), impact("x", 5, ((72, 3),)))))
    assert (answer.hours, answer.state, answer.at_least_h) == (None, "beyond the last band", 24)


def test_first_crossing_counts_even_if_a_later_band_is_lower():
    assert category_mtd(impact(bands=((1, 1), (4, 4), (8, 2)))).hours == 1


def test_nothing_asked():
    assert mtd(Node("pay")).state == "not asked"
    assert derived_need(Node("pay")).basis == "none"


def test_given_mtd_stands_and_the_curve_is_shown_beside():
    answer = mtd(Node("pay", mtd_h=6, impact=(impact(),)))
    assert (answer.hours, answer.state) == (6, "given")
    assert answer.categories[0].hours == 8


def test_money_crossing_replaces_the_band():
    loss = ((0.0, 0.0), (4.0, 20_000.0), (24.0, 900_000.0))
    money = impact("financial", tolerance=460_000.0)
    answer = mtd(Node("pay", impact=(money,), loss=loss))
    assert (answer.hours, answer.latest_h) == (14, 14)
    assert mtd(Node("pay", impact=(money,))).hours == 8


@pytest.mark.parametrize(
    ("loss", "amount", "hour"),
    [
        (((0, 0), (10, 100)), 50, 5),
        (((10, 100),), 50, 5),
        (((0, 60), (10, 100)), 50, 0),
        (((0, 0), (5, 0), (10, 100)), 50, 7.5),
        (((0, 0), (10, 100)), 100, 10),
        (((0, 0), (10, 100)), 101, None),
        ((), 1, None),
    ],
)
def test_loss_curve_is_linear_between_its_points(loss, amount, hour):
    assert loss_reaches(loss, amount) == hour


def test_money_lost_at_once_shows_no_tolerance():
    answer = mtd(Node("pay", impact=(impact(tolerance=50.0),), loss=((0, 60), (1, 70))))
    assert answer.state == "no tolerance shown"


def test_derived_rto_is_mtd_less_wrt():
    need = derived_need(Node("pay", mtd_h=8, wrt=Pert(1, 2, 3)))
    assert (need.hours, need.basis, need.wrt_h, need.looser) == (6, "derived", 2, False)


def test_wrt_not_asked_stays_visible():
    need = derived_need(Node("pay", mtd_h=8))
    assert (need.hours, need.wrt_h) == (8, None)


def test_wrt_of_zero_is_an_answer():
    assert derived_need(Node("pay", mtd_h=8, wrt=Pert.of(0))).wrt_h == 0


def test_wrt_not_below_mtd_derives_nothing():
    assert derived_need(Node("pay", mtd_h=2, wrt=Pert.of(2))).basis == "none"


def test_agreed_rto_is_the_need_and_looser_is_flagged():
    looser = derived_need(Node("pay", mtd_h=4, wrt=Pert.of(1), agreed_rto_h=6))
    assert (looser.hours, looser.derived_h, looser.looser) == (6, 3, True)
    tighter = derived_need(Node("pay", mtd_h=4, wrt=Pert.of(1), agreed_rto_h=2))
    assert (tighter.hours, tighter.looser) == (2, False)


def test_beyond_the_last_band_gives_a_need_that_is_surely_enough():
    need = derived_need(Node("pay", impact=(impact(intolerable=5),), wrt=Pert.of(4)))
    assert (need.hours, need.basis) == (20, "at least")
    agreed = derived_need(Node("pay", impact=(impact(intolerable=5),), agreed_rto_h=48))
    assert (agreed.hours, agreed.looser) == (48, False)


BY_HAND = Workaround(12, 0.8, date(2026, 2, 1))


@pytest.mark.parametrize(
    ("level", "plan", "code"),
    [
        (0.6, BY_HAND, "workaround credited"),
        (None, BY_HAND, "workaround minimum unknown"),
        (0.9, BY_HAND, "workaround below minimum"),
        (0.6, Workaround(12, 0.8, date(2025, 1, 1)), "workaround not rehearsed"),
        (0.6, Workaround(12, 0.8), "workaround not rehearsed"),
        (0.6, Workaround(12, 0.8, date(2026, 7, 1)), "workaround not rehearsed"),
        (0.6, Workaround(12, 0.8, date(2026, 2, 1), staffed=False), "workaround not staffed"),
    ],
)
def test_workaround_is_credited_only_rehearsed_staffed_and_large_enough(level, plan, code):
    node = Node("pay", minimum_level=level, workaround=plan)
    answer = workaround_credit(node, date(2026, 6, 1), 365)
    assert answer.reason.code == code
    assert answer.until_h == (12 if answer.credited else None)
    assert answer.reason.text


def test_no_workaround_no_credit():
    assert workaround_credit(Node("pay"), None, 365) is None


bands = st.lists(
    st.tuples(st.integers(1, 100), st.integers(1, 5)),
    min_size=1,
    max_size=6,
    unique_by=lambda b: b[0],
).map(lambda pairs: tuple(sorted(pairs)))


@promise(bands, st.integers(2, 5), st.integers(0, 5))
def test_a_worse_impact_never_loosens_the_need(pairs, intolerable, at):
    worse = tuple(
        (hour, min(5, level + 1)) if index == at else (hour, level)
        for index, (hour, level) in enumerate(pairs)
    )
    before = mtd(Node("pay", impact=(Impact("c", intolerable, pairs),)))
    after = mtd(Node("pay", impact=(Impact("c", intolerable, worse),)))
    assert _tolerated(after) <= _tolerated(before)


@promise(bands, bands, st.integers(2, 5))
def test_another_category_never_loosens_the_need(one, two, intolerable):
    alone = mtd(Node("pay", impact=(Impact("a", intolerable, one),)))
    both = mtd(Node("pay", impact=(Impact("a", intolerable, one), Impact("b", intolerable, two))))
    assert _tolerated(both) <= _tolerated(alone)


def _tolerated(answer):
    if answer.state == "no tolerance shown":
        return 0
    return float("inf") if answer.hours is None else answer.hours


@promise(st.lists(st.floats(0, 1e6), min_size=2, max_size=6), st.floats(1, 1e6), st.floats(1, 3))
def test_a_wider_range_of_money_never_gives_more_time(amounts, tolerance, spread):
    likely = tuple((float(at + 1), lost) for at, lost in enumerate(sorted(amounts)))
    high = tuple((at, lost * spread) for at, lost in likely)
    low = tuple((at, lost / spread) for at, lost in likely)
    end = likely[-1][0] + 1
    plain = category_mtd(Impact("money", 4, tolerance=tolerance), likely)
    ranged = category_mtd(Impact("money", 4, (), tolerance, high, low), likely)
    assert (ranged.hours or end) <= (plain.hours or end) or ranged.state == "no tolerance shown"
    assert (ranged.latest_h or end) >= (plain.latest_h or end)
