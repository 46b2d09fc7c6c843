"""Risk in money against published figures."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.risk import Pert, expected_loss, falls, simulate

VECTORS = json.loads((Path(__file__).parent / "data" / "formula_vectors.json").read_text())
COMPOUND = VECTORS["annual_loss_compound_poisson"]


@pytest.mark.parametrize("known", VECTORS["pert_lambda4"])
def test_pert_as_published(known: dict[str, float]) -> None:
    found = Pert(known["a"], known["m"], known["b"])
    assert found.alpha == pytest.approx(known["alpha"])
    assert found.beta == pytest.approx(known["beta"])
    assert found.mean == pytest.approx(known["mean"])
    assert found.sd**2 == pytest.approx(known.get("var", known.get("sd", 0) ** 2))


def test_expected_loss_as_published() -> None:
    rate = Pert(COMPOUND["lef"], COMPOUND["lef"], COMPOUND["lef"])
    expected = expected_loss(rate, Pert(*COMPOUND["pert"]))
    assert expected == pytest.approx(COMPOUND["analytic_mean"])


def test_simulated_year_as_published_within_its_own_error() -> None:
    rate = Pert(COMPOUND["lef"], COMPOUND["lef"], COMPOUND["lef"])
    found = simulate(rate, Pert(*COMPOUND["pert"]), seed=12345, trials=100_000)
    known = COMPOUND["mc_100k"]
    assert found.mean == pytest.approx(known["mean"], abs=4 * found.standard_error)
    assert found.median == known["q50"]
    assert found.q90 == pytest.approx(known["q90"], rel=0.02)
    assert found.q95 == pytest.approx(known["q95"], rel=0.02)
    assert found.q99 == pytest.approx(known["q99"], rel=0.03)


def test_same_seed_same_answer() -> None:
    rate, loss = Pert(0, 1, 3), Pert(10, 20, 60)
    assert simulate(rate, loss, seed=1, trials=500) == simulate(rate, loss, seed=1, trials=500)
    assert simulate(rate, loss, seed=1, trials=500) != simulate(rate, loss, seed=2, trials=500)


def test_nothing_ever_happens_costs_nothing() -> None:
    found = simulate(Pert(0, 0, 0), Pert(10, 20, 60), seed=1, trials=100)
    assert (found.mean, found.q99) == (0, 0)


@pytest.mark.parametrize("values", [(2, 1, 3), (1, 3, 2), (0, float("nan"), 1)])
def test_refuses_what_is_no_range(values: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="range"):
        Pert(*values)


def test_refuses_a_rate_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        simulate(Pert(-1, 0, 1), Pert(1, 2, 3), seed=1)
    with pytest.raises(ValueError, match="trial"):
        simulate(Pert(0, 1, 2), Pert(1, 2, 3), seed=1, trials=0)


@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted))
def test_mean_lies_within_the_range(values: list[float]) -> None:
    found = Pert(*values)
    assert found.low - 1e-6 <= found.mean <= found.high + 1e-6


@pytest.mark.parametrize(
    ("ratings", "cells"),
    [([[2, 1], [2, 2]], [(0, 1)]), ([[2, 2], [1, 2]], [(1, 0)]), ([[1, 2], [1, 2]], [])],
)
def test_a_cell_falls_along_either_axis(
    ratings: list[list[int]], cells: list[tuple[int, int]]
) -> None:
    assert falls(ratings) == cells


@given(st.lists(st.lists(st.integers(1, 4), min_size=4, max_size=4), min_size=3, max_size=3))
def test_a_sorted_matrix_never_falls(rows: list[list[int]]) -> None:
    ascending = [sorted(row) for row in rows]
    columns = [sorted(column) for column in zip(*ascending, strict=True)]
    assert falls([list(row) for row in zip(*columns, strict=True)]) == []
