"""Intervals over clusters reproduce the reference numbers, and fall back to plain ones without clusters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import family, near

from advisor.stats.clustered_error import clustered_error, clustered_interval
from advisor.stats.clustered_wilson import clustered_wilson_interval, effective_items
from advisor.stats.standard_error import standard_error
from advisor.stats.wilson import wilson_interval

passes_of_clusters = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=1, max_size=40)


@family("clustered_se")
def test_the_clustered_standard_error_matches_statsmodels(case: dict[str, Any]) -> None:
    scores, clusters = case["inputs"]["scores"], case["inputs"]["cluster"]
    assert clustered_error(scores, clusters) == near(case, "se_cluster_cr1")
    assert clustered_interval(scores, clusters) == near(case, "ci95_cr1_t")


@family("clustered_wilson")
def test_the_clustered_wilson_interval_matches_its_reference(case: dict[str, Any]) -> None:
    passes, clusters = [score == 1 for score in case["inputs"]["scores"]], case["inputs"]["cluster"]
    assert effective_items(passes, clusters) == near(case, "n_eff")
    assert clustered_wilson_interval(passes, clusters) == near(case, "wilson_ci95")


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
