"""Ratios of sums over items: draws with the moments and quantiles that are known exactly."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import beta

from advisor.stats.bootstrap_ratio import DRAWS, normal_ratio_draws, ratio_draws, ratio_error

FIGURES = np.random.default_rng(1).gamma(2.0, 300.0, 40)
ONES = np.ones(40)


def test_a_mean_has_the_moments_of_rubins_bayesian_bootstrap() -> None:
    draws = ratio_draws(FIGURES[:, None], ONES[:, None], draws=40_000)[:, 0]
    sd = math.sqrt(np.mean((FIGURES - FIGURES.mean()) ** 2) / 41)  # Rubin 1981: the variance over n + 1
    assert draws.mean() == pytest.approx(FIGURES.mean(), abs=4 * sd / math.sqrt(40_000))
    assert draws.std() == pytest.approx(sd, rel=0.02)


def test_a_share_is_drawn_from_its_beta_distribution() -> None:
    marks = np.repeat([1.0, 0.0], [30, 10])
    draws = ratio_draws(marks[:, None], ONES[:, None], draws=40_000)[:, 0]
    expected = beta.ppf([0.05, 0.5, 0.95], 30, 10)
    assert np.quantile(draws, [0.05, 0.5, 0.95]) == pytest.approx(expected, abs=0.003)


def test_columns_share_their_weights() -> None:
    above = np.column_stack([FIGURES, 2 * FIGURES, FIGURES + 5])
    draws = ratio_draws(above, np.column_stack([ONES] * 3))
    assert draws.shape == (DRAWS, 3)
    assert draws[:, 1] == pytest.approx(2 * draws[:, 0], rel=1e-12)
    assert draws[:, 2] == pytest.approx(draws[:, 0] + 5, rel=1e-12)


def test_the_order_of_the_columns_changes_no_digit() -> None:
    above = np.column_stack([FIGURES, FIGURES**2, np.sqrt(FIGURES)])
    below = np.column_stack([ONES, ONES, np.arange(40) % 2])
    straight, turned = ratio_draws(above, below), ratio_draws(above[:, ::-1], below[:, ::-1])
    assert straight.tolist() == turned[:, ::-1].tolist()


def test_the_error_of_a_ratio_is_the_spread_of_its_draws() -> None:
    finished = np.random.default_rng(2).integers(0, 3, 1_000).astype(float)
    spent = finished * 200 + np.random.default_rng(3).gamma(2.0, 100.0, 1_000)
    sums = float(spent @ spent), float(spent @ finished), float(finished @ finished)
    error = ratio_error(1_000, float(spent.sum()), float(finished.sum()), *sums)
    draws = ratio_draws(spent[:, None], finished[:, None], draws=20_000)[:, 0]
    assert error == pytest.approx(draws.std(), rel=0.03)


@pytest.mark.parametrize("n", [1, 2, 1_000_000])
def test_equal_figures_have_no_error(n: int) -> None:
    figure = 0.0003
    assert ratio_error(n, n * figure, n, n * figure**2, n * figure, n) == 0.0


def test_normal_draws_have_their_error_and_are_never_below_0() -> None:
    draws = normal_ratio_draws([100.0, 0.001], [2.0, 1.0], draws=20_000)
    assert draws[:, 0].mean() == pytest.approx(100.0, abs=0.06)
    assert draws[:, 0].std() == pytest.approx(2.0, rel=0.03)
    assert draws[:, 1].min() == 0.0
    assert np.corrcoef(draws.T)[0, 1] == pytest.approx(0.0, abs=0.03)
