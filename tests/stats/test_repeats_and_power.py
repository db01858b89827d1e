"""Repeats, epochs and power reproduce the reference numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family, near

from advisor.stats.items_needed import items_to_settle
from advisor.stats.optimal_epochs import optimal_epochs
from advisor.stats.power_mcnemar import detectable_rate_difference, items_for_difference, mid_p_power
from advisor.stats.power_paired import detectable_difference, items_to_detect, paired_variance
from advisor.stats.power_ttest import items_for_t_test, t_test_power
from advisor.stats.repeats import Repeats, measure_repeats
from advisor.stats.standard_error import mean, standard_error


def _measured(rows: list[list[float]]) -> Repeats:
    runs = [np.array(row, dtype=float) for row in rows]
    return measure_repeats([len(row) for row in runs], [row.sum() for row in runs], [row @ row for row in runs])


@family("repeats")
def test_repeats_match_pingouin_and_statsmodels(case: dict[str, Any]) -> None:
    rows = case["inputs"]["scores_items_by_epochs"]
    found = _measured(rows)
    means = [mean(row) for row in rows]
    assert_all(
        case,
        {
            "mean": found.mean,
            "within_item_var": found.within,
            "between_item_mean_var": found.item_mean_variance,
            "item_var_component": found.between,
            "icc1": found.icc,
            "se_mean": found.se,
            "se_if_epochs_wrongly_treated_as_items": standard_error([score for row in rows for score in row]),
            "flip_rate": found.flip_rate,
            "all_pass_k_items": means.count(1) / len(means),
            "all_fail_k_items": means.count(0) / len(means),
            "always_same_items": (means.count(1) + means.count(0)) / len(means),
            "mean_pass_hat_K": mean([each ** len(rows[0]) for each in means]),
            "share_of_variance_of_mean_from_resampling_noise": found.noise_share,
        },
    )


@family("optimal_epochs")
def test_the_best_number_of_epochs_matches_a_numeric_minimum(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    found = optimal_epochs(cells["within_var"], cells["item_var"], cells["cost_per_new_item"], cells["cost_per_run"])
    assert_all(case, {"K_star_unrounded": found})


@family("power_paired")
def test_the_items_to_detect_match_millers_formula(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    variance = paired_variance(cells["omega2"], cells["sigma2_A"], cells["sigma2_B"], cells["K_A"], cells["K_B"])
    found = {
        "n_required_unrounded": items_to_detect(variance, cells["delta"], cells["alpha"], cells["power"]),
        "mde_at_n_200": detectable_difference(variance, 200, cells["alpha"], cells["power"]),
    }
    assert_all(case, found)


@family("power_mcnemar")
def test_the_items_for_a_difference_of_pass_rates_match_connor_and_the_exact_power(case: dict[str, Any]) -> None:
    psi, difference = case["inputs"]["discordant_rate"], case["inputs"]["difference"]
    items = items_for_difference(psi, difference, case["inputs"]["alpha"], case["inputs"]["power"])
    power = mid_p_power(math.ceil(items), psi, difference, case["inputs"]["alpha"])
    assert_all(case, {"n_required_unrounded": items, "exact_power_of_midp_mcnemar_at_ceil_n": power})


@family("power_noninferiority_binary")
def test_the_items_needed_match_the_formula(case: dict[str, Any]) -> None:
    found = items_to_settle(case["inputs"]["discordant_rate"], case["inputs"]["margin"])
    assert found == near(case, "n_required_unrounded")


@family("power_ttest")
def test_the_items_for_a_t_test_match_statsmodels(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    found = items_for_t_test(cells["effect_size_d"], cells["alpha"], cells["power"])
    assert_all(case, {"n_required_unrounded": found})


@pytest.mark.parametrize(
    ("n", "psi", "expected"), [(50, 0.2, 0.17), (100, 0.1, 0.09), (200, 0.3, 0.11), (1000, 0.4, 0.06)]
)
def test_the_smallest_detectable_difference_is_the_inverse_of_the_items_needed(
    n: int, psi: float, expected: float
) -> None:
    # The two-digit numbers: the project's table of smallest detectable differences.
    found = detectable_rate_difference(psi, n)
    assert found is not None
    assert items_for_difference(psi, found) == pytest.approx(n)
    assert found == pytest.approx(expected, abs=0.006)


def test_fifty_items_of_which_a_tenth_differ_can_show_no_difference() -> None:
    assert detectable_rate_difference(0.1, 50) is None
    assert detectable_rate_difference(0.0, 50) is None


def test_a_difference_larger_than_the_discordant_share_is_impossible() -> None:
    with pytest.raises(ValueError, match=r"^a difference of 0.3 cannot come from a discordant share of 0.2$"):
        items_for_difference(0.2, 0.3)


def test_a_large_effect_needs_no_more_than_two_items() -> None:
    assert items_for_t_test(100.0) == 2.0
    assert t_test_power(0.0, 20) == pytest.approx(0.05)


def test_the_epochs_are_endless_where_items_do_not_differ_and_none_where_runs_do_not() -> None:
    assert (optimal_epochs(0.1, 0.0, 1, 1), optimal_epochs(0.0, 0.1, 1, 1)) == (math.inf, 0.0)
    assert (optimal_epochs(0.1, 0.1, 1, 0), optimal_epochs(0.1, 0.1, 0, 1)) == (math.inf, 0.0)


def test_one_run_an_item_says_nothing_about_repeats() -> None:
    found = _measured([[1], [0], [1]])
    assert (found.within, found.between, found.icc, found.flip_rate, found.noise_share) == (None,) * 5
    assert found.se == pytest.approx(1 / 3)


def test_one_item_says_nothing_about_other_items() -> None:
    found = _measured([[1, 0, 1]])
    assert (found.item_mean_variance, found.se, found.between) == (None, None, None)
    assert found.within == pytest.approx(1 / 3)


def test_equal_scores_show_no_flakiness_whatever_the_rounding_of_their_sums() -> None:
    found = _measured([[0.1] * 7, [0.1] * 3])
    assert (found.within, found.between, found.icc, found.noise_share) == (0.0, 0.0, None, None)


def test_items_with_different_numbers_of_runs_use_the_mean_of_one_over_k() -> None:
    found = _measured([[1, 0], [1, 1, 0, 1], [0]])
    assert found.inverse_epochs == pytest.approx((1 / 2 + 1 / 4 + 1) / 3)
    assert found.within == pytest.approx((0.5 + 0.25) / 2)


@given(st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=4), min_size=2, max_size=8), st.integers(2, 4))
def test_running_every_item_again_with_the_same_result_does_not_narrow_the_bar(
    rows: list[list[float]], times: int
) -> None:
    assert _measured([row * times for row in rows]).se == pytest.approx(_measured(rows).se, abs=1e-9)
