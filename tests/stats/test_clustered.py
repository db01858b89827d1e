"""Intervals over clusters reproduce the reference numbers, and fall back to plain ones without clusters."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family

from advisor.stats.clustered_error import (
    cluster_totals,
    clustered_error,
    clustered_error_of_totals,
    clustered_interval,
    clustered_interval_of_totals,
    design_effect,
)
from advisor.stats.clustered_wilson import (
    clustered_wilson_interval,
    clustered_wilson_of_totals,
    effective_items,
)
from advisor.stats.paired_mean import paired_differences
from advisor.stats.standard_error import mean, standard_error
from advisor.stats.wilson import wilson_interval

passes_of_clusters = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=1, max_size=40)


def _clustered(scores: list[float], clusters: list[int]) -> dict[str, Any]:
    groups, plain, error = len(set(clusters)), standard_error(scores), clustered_error(scores, clusters)
    assert error is not None
    return {
        "n": len(scores),
        "clusters": groups,
        "mean": mean(scores),
        "se_iid": plain,
        "se_cluster_cr0": error / math.sqrt(groups / (groups - 1)),
        "se_cluster_cr1": error,
        "ci95_cr1_t": clustered_interval(scores, clusters),
        "deff_cr1": design_effect(error, plain),
    }


@family("clustered_se")
def test_the_clustered_standard_error_matches_statsmodels(case: dict[str, Any]) -> None:
    assert_all(case, _clustered(case["inputs"]["scores"], case["inputs"]["cluster"]))


@family("clustered_paired")
def test_the_clustered_error_of_a_difference_matches_statsmodels(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    assert_all(case, _clustered(paired_differences(cells["B"], cells["A"]), cells["cluster"]))


@family("clustered_wilson")
def test_the_clustered_wilson_interval_matches_its_reference(case: dict[str, Any]) -> None:
    passes, clusters = [score == 1 for score in case["inputs"]["scores"]], case["inputs"]["cluster"]
    found = {"n_eff": effective_items(passes, clusters), "wilson_ci95": clustered_wilson_interval(passes, clusters)}
    assert_all(case, found, not_shipped=["n_eff_df_adjusted"])


def test_items_on_their_own_have_the_plain_standard_error_and_nearly_the_plain_interval() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]
    assert clustered_error(values, range(6)) == pytest.approx(standard_error(values))
    found = clustered_wilson_interval([value == 1 for value in values], range(6))
    assert found == pytest.approx(wilson_interval(5 * 4 / 6, 5.0))


def test_one_cluster_says_no_more_than_one_item() -> None:
    assert (clustered_error([1.0, 0.0], "aa"), clustered_interval([1.0, 0.0], "aa")) == (None, None)
    assert clustered_wilson_interval([True, True, True], "aaa") == wilson_interval(1, 1)
    assert clustered_wilson_interval([True], "a") == wilson_interval(1, 1)


@given(passes_of_clusters)
def test_the_interval_holds_the_share_and_the_order_of_items_does_not_matter(items: list[tuple[bool, int]]) -> None:
    passes, clusters = [each[0] for each in items], [each[1] for each in items]
    low, high = clustered_wilson_interval(passes, clusters)
    assert 0 <= low <= sum(passes) / len(passes) + 1e-12
    assert sum(passes) / len(passes) - 1e-12 <= high <= 1
    assert low < high
    assert clustered_wilson_interval(passes[::-1], clusters[::-1]) == pytest.approx((low, high), abs=1e-12)


@given(passes_of_clusters)
def test_saying_every_item_twice_does_not_narrow_the_interval(items: list[tuple[bool, int]]) -> None:
    passes, clusters = [each[0] for each in items], list(range(len(items)))
    low, high = clustered_wilson_interval(passes, clusters)
    twice = clustered_wilson_interval(passes * 2, clusters * 2)
    assert twice[0] <= low + 1e-12
    assert twice[1] >= high - 1e-12


@given(passes_of_clusters)
def test_the_sum_and_the_size_of_each_cluster_are_enough(items: list[tuple[bool, int]]) -> None:
    passes, clusters = [each[0] for each in items], [each[1] for each in items]
    values = [float(each) for each in passes]
    sums, sizes = cluster_totals(values, clusters)
    assert sum(sizes) == len(items)
    assert clustered_error_of_totals(sums, sizes) == clustered_error(values, clusters)
    assert clustered_interval_of_totals(sums, sizes) == clustered_interval(values, clusters)
    assert clustered_wilson_of_totals(sums, sizes) == clustered_wilson_interval(passes, clusters)


def test_equal_scores_have_no_clustered_error_whatever_the_rounding_of_their_sums() -> None:
    assert clustered_error([0.1] * 10, "aaabbbbccc") == 0.0


def test_the_design_effect_of_an_unknown_or_zero_error_is_unknown() -> None:
    assert (design_effect(None, 0.1), design_effect(0.1, None), design_effect(0.0, 0.0)) == (None, None, None)
