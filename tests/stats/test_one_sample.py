"""Intervals of one variant reproduce the reference numbers: Wilson, t, Beta."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest
from stats.vectors import family, near

from advisor.stats.beta_posterior import beta_interval, beta_mean, p_rate_at_least
from advisor.stats.mean_interval import mean_interval, p_mean_at_least
from advisor.stats.standard_error import mean, standard_deviation, standard_error
from advisor.stats.wilson import wilson_interval


@family("mean_ci")
def test_the_t_interval_of_a_mean_matches_scipy_and_statsmodels(case: dict[str, Any]) -> None:
    scores = case["inputs"]["scores"]
    assert mean(scores) == near(case, "mean")
    assert standard_deviation(scores) == near(case, "sd_ddof1")
    assert standard_error(scores) == near(case, "se")
    if standard_error(scores):
        assert mean_interval(scores) == near(case, "t_ci95")


@family("repeats")
def test_the_standard_error_of_repeated_items_is_that_of_the_item_means(case: dict[str, Any]) -> None:
    item_means = [mean(epochs) for epochs in case["inputs"]["scores_items_by_epochs"]]
    assert mean(item_means) == near(case, "mean")
    assert standard_error(item_means) == near(case, "se_mean")


@family("proportion_ci")
def test_the_wilson_interval_matches_statsmodels(case: dict[str, Any]) -> None:
    k, n = case["inputs"]["successes"], case["inputs"]["n"]
    assert wilson_interval(k, n) == near(case, "wilson_ci95")
    assert wilson_interval(k, n, 0.90) == near(case, "wilson_ci90")
    assert beta_interval(k, n) == near(case, "beta11_credible95")
    assert beta_mean(k, n) == near(case, "beta11_mean")


@family("saturation")
def test_the_wilson_interval_of_a_best_variant_matches_the_health_check(case: dict[str, Any]) -> None:
    assert wilson_interval(case["inputs"]["best_successes"], case["inputs"]["n"]) == near(case, "best_wilson95")


@family("beta_posterior")
def test_the_beta_posterior_matches_scipy(case: dict[str, Any]) -> None:
    k, n = case["inputs"]["successes"], case["inputs"]["n"]
    assert beta_mean(k, n) == near(case, "mean")
    assert beta_interval(k, n) == near(case, "ci95")
    assert p_rate_at_least(k, n, case["inputs"]["threshold"]) == near(case, "p_above_threshold")


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
