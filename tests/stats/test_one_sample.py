"""Intervals of one variant reproduce the reference numbers: Wilson, t, Beta."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest
from stats.vectors import assert_all, family

from advisor.stats.beta_posterior import beta_interval, beta_mean, p_rate_at_least
from advisor.stats.bootstrap_percentile import bootstrap_interval, quantile_interval
from advisor.stats.mean_interval import mean_interval, moments_interval, p_mean_at_least, p_moments_at_least
from advisor.stats.moments import Moments, moments_of, moments_of_counts
from advisor.stats.standard_error import standard_deviation, standard_error
from advisor.stats.wilson import wilson_interval


@family("mean_ci")
def test_the_t_interval_of_a_mean_matches_scipy_and_statsmodels(case: dict[str, Any]) -> None:
    scores = case["inputs"]["scores"]
    found = moments_of(scores)
    assert_all(
        case,
        {
            "n": found.n,
            "mean": found.mean,
            "sd_ddof1": standard_deviation(scores),
            "se": found.se,
            "t_ci95": mean_interval(scores),
        },
    )


@family("proportion_ci")
def test_the_wilson_interval_matches_statsmodels(case: dict[str, Any]) -> None:
    k, n = case["inputs"]["successes"], case["inputs"]["n"]
    assert_all(
        case,
        {
            "estimate": k / n,
            "wilson_ci95": wilson_interval(k, n),
            "wilson_ci90": wilson_interval(k, n, 0.90),
            "beta11_credible95": beta_interval(k, n),
            "beta11_mean": beta_mean(k, n),
        },
        not_shipped=["jeffreys_ci95", "clopper_pearson_ci95", "agresti_coull_ci95", "wald_for_contrast_ci95"],
    )


@family("beta_posterior")
def test_the_beta_posterior_matches_scipy(case: dict[str, Any]) -> None:
    k, n = case["inputs"]["successes"], case["inputs"]["n"]
    p_above = p_rate_at_least(k, n, case["inputs"]["threshold"])
    assert_all(case, {"mean": beta_mean(k, n), "ci95": beta_interval(k, n), "p_above_threshold": p_above})


@family("bootstrap_percentile")
def test_the_percentile_interval_matches_many_resamples(case: dict[str, Any]) -> None:
    differences = np.subtract(case["inputs"]["B"], case["inputs"]["A"])
    # The standard error of the resampled mean is known: s / sqrt(n) with ddof 0.
    found = {"percentile_ci95": bootstrap_interval([differences], np.mean), "se": float(differences.std()) / 40**0.5}
    assert_all(case, found)


def test_48_of_50_stays_just_short_of_probably_90_percent_and_49_do_not() -> None:
    # A second route: P(Beta(k+1, n-k+1) >= t) = P(Bin(n+1, t) <= k).
    assert p_rate_at_least(48, 50, 0.9) == pytest.approx(binom.cdf(48, 51, 0.9)) == pytest.approx(0.896, abs=5e-4)
    assert p_rate_at_least(49, 50, 0.9) == pytest.approx(binom.cdf(49, 51, 0.9)) == pytest.approx(0.969, abs=5e-4)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_wilson_agrees_with_scipy_for_whole_successes(k_of_n: tuple[int, int], level: float) -> None:
    k, n = k_of_n
    expected = binomtest(k, n).proportion_ci(level, method="wilson")
    assert wilson_interval(k, n, level) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(st.integers(1, 500))
def test_all_pass_leaves_the_wilson_interval_with_a_width(n: int) -> None:
    low, high = wilson_interval(n, n)
    assert (low < 1.0, high) == (True, 1.0)


def test_one_value_has_no_standard_error_and_no_interval() -> None:
    assert (standard_error([0.5]), mean_interval([0.5]), p_mean_at_least([0.5], 0.4)) == (None, None, None)


def test_the_probability_that_a_mean_reaches_itself_is_one_half() -> None:
    values = [0.2, 0.4, 0.9]
    assert p_mean_at_least(values, 0.5) == pytest.approx(0.5)


def test_a_target_outside_a_rate_is_certain_or_impossible() -> None:
    assert (p_rate_at_least(3, 5, 0.0), p_rate_at_least(3, 5, 1.0)) == (1.0, 0.0)


_COUNTED = st.dictionaries(st.floats(-5, 5), st.integers(0, 5), min_size=1, max_size=6).filter(
    lambda counted: sum(counted.values()) > 0
)


@given(_COUNTED)
def test_values_with_counts_have_the_moments_of_the_values(counted: dict[float, int]) -> None:
    values = [value for value, count in counted.items() for _ in range(count)]
    found, expected = moments_of_counts(list(counted), list(counted.values())), moments_of(values)
    assert (found.n, found.mean) == (expected.n, pytest.approx(expected.mean, abs=1e-12))
    assert found.variance == pytest.approx(expected.variance, abs=1e-12)
    turned = moments_of_counts(list(counted)[::-1], list(counted.values())[::-1])
    assert turned == found


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=12))
def test_the_moments_are_enough_for_the_interval_and_the_target(values: list[float]) -> None:
    assert moments_interval(moments_of(values)) == mean_interval(values)
    assert p_moments_at_least(moments_of(values), 0.3) == p_mean_at_least(values, 0.3)
    assert moments_of(values[::-1]) == moments_of(values)


def test_equal_values_have_exactly_that_mean_and_no_variance() -> None:
    assert moments_of_counts([0.1, 0.1], [7, 3]) == Moments(10, 0.1, 0.0)
    assert moments_of_counts([0.1], [1]).se is None


def test_the_interval_of_a_quantile_is_that_of_many_resamples() -> None:
    values = np.random.default_rng(2).exponential(size=79)
    ranks = np.random.default_rng(3).integers(0, 79, (20_000, 79))
    resampled = np.sort(values[ranks], axis=1)[:, 75]  # ceil(79 x 0.95) = 76th smallest
    expected = np.quantile(resampled, [0.025, 0.975], method="inverted_cdf")
    assert quantile_interval(values, 0.95) == tuple(expected)
    assert quantile_interval(values[::-1], 0.95) == tuple(expected)
    assert quantile_interval([1.0], 0.5) is None


def test_the_resampled_interval_depends_on_the_seed_and_not_on_the_order() -> None:
    cost, success = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]

    def ratio(costs: np.ndarray, successes: np.ndarray, axis: int) -> Any:
        return np.mean(costs, axis=axis) / (np.mean(successes, axis=axis) + 0.1)

    found = bootstrap_interval([cost, success], ratio)
    assert found == bootstrap_interval([cost[::-1], success[::-1]], ratio)
    assert found != bootstrap_interval([cost, success], ratio, seed=1)
    assert bootstrap_interval([[1.0]], np.mean) is None
