"""The chance of another choice: against the closed form for two variants, and in its limits."""

from __future__ import annotations

import numpy as np
import pytest

from advisor.stats.choice_change import chance_of_change, simplest_good, value_of_more
from advisor.stats.evsi import evsi
from advisor.stats.flip_probability import flip_probability


def _draws(difference: float, sd: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Two variants whose difference, the first minus the second, is normal."""
    random = np.random.default_rng(1)
    apart = difference + sd * random.standard_normal(200_000)
    return np.column_stack([apart, np.zeros_like(apart)])


@pytest.mark.parametrize(("difference", "margin"), [(-0.05, 0.03), (-0.02, 0.03), (0.0, 0.0), (-0.10, 0.03)])
@pytest.mark.parametrize("m", [50, 200, 1000])
def test_for_two_variants_it_is_the_flip_probability(difference: float, margin: float, m: int) -> None:
    # Raiffa and Schlaifer 1961, with the item's standard deviation such that n = 200 items gave this posterior.
    n, sd = 200, 0.035
    found = chance_of_change(_draws(difference, sd), m / (n + m), [True, True], margin)
    assert found == pytest.approx(flip_probability(difference, sd, sd * n**0.5, m, margin), abs=0.004)


def test_its_worth_is_the_evsi_of_two_options() -> None:
    n, sd, m = 200, 0.035, 200
    found = value_of_more(_draws(-0.02, sd), m / (n + m))
    assert found == pytest.approx(evsi(-0.02, sd, sd * n**0.5, m), abs=2e-4)


def test_nothing_measured_changes_nothing() -> None:
    draws = _draws(-0.05, 0.035)
    assert chance_of_change(draws, 0.0, [True, True], 0.03) == 0
    assert value_of_more(draws, 0.0) == 0


def test_the_simplest_near_the_best_is_chosen() -> None:
    means = np.array([[0.80, 0.82, 0.84], [0.82, 0.82, 0.84], [0.70, 0.71, 0.72]])
    assert simplest_good(means, [True] * 3, 0.03).tolist() == [1, 0, 0]
    assert simplest_good(means, [False, True, True], 0.03).tolist() == [1, 1, 1]
    assert simplest_good(means, [False] * 3, 0.03).tolist() == [-1, -1, -1]


def test_the_simplest_that_meets_the_target_comes_before_closeness() -> None:
    means = np.array([[0.80, 0.90], [0.70, 0.79]])
    assert simplest_good(means, [True, True], 0.03, target=0.80).tolist() == [0, 1]
