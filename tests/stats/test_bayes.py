"""The joint posterior reproduces the reference numbers, for few, many and clustered items."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta
from stats.vectors import assert_all, family

from advisor.stats import bayes_bootstrap as engine
from advisor.stats.bayes_bootstrap import bayes_bootstrap, clustered_bayes_bootstrap
from advisor.stats.bayes_pair import p_a_better, p_a_within, pair_difference, pair_weights
from advisor.stats.normal_posterior import normal_posterior


@family("smoothed_bayes_boot_pair")
def test_the_exact_pair_matches_the_integral(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    b, c, n, variants = cells["only_A_right"], cells["only_B_right"], cells["n"], cells["n_variants_K"]
    names = "alpha_only_A", "alpha_only_B", "alpha_rest"
    mean, sd = pair_difference(b, c, n, variants)
    within = {"p_A_within_0.05_of_B": p_a_within(b, c, n, 0.05, variants)}
    weights = dict(zip(names, pair_weights(b, c, n, variants), strict=True))
    better = p_a_better(b, c, variants)
    assert_all(case, {**weights, "mean_diff_A_minus_B": mean, "sd_diff": sd, "p_A_better": better, **within})


@family("smoothed_bayes_boot_joint")
def test_the_joint_posterior_matches_a_million_draws(case: dict[str, Any]) -> None:
    patterns = Counter(zip(*case["inputs"]["scores"].values(), strict=True))
    found = bayes_bootstrap(list(patterns), list(patterns.values()), margin=case["inputs"]["margin"])
    assert_all(
        case,
        {
            "p_best": found.p_best,
            "expected_regret": found.expected_regret,
            "p_within_margin_of_best": found.p_within_margin,
            "posterior_mean": found.mean,
        },
    )


@family("selection_normal3")
def test_the_normal_posterior_matches_the_orthants(case: dict[str, Any]) -> None:
    found = normal_posterior(case["inputs"]["mean"], case["inputs"]["cov"], margin=0.03)
    assert_all(case, {"p_best": found.p_best, "expected_regret": found.expected_regret})


@family("p_front_normal3")
def test_the_chance_to_be_on_the_front_matches_the_orthants(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    found = normal_posterior(cells["mean"], cells["cov"], margin=0.03, costs=cells["cost"])
    assert_all(case, {"p_on_pareto_front": found.p_on_front})


_PATTERNS = st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(_PATTERNS)
def test_the_order_of_patterns_and_variants_does_not_change_a_digit(rows: list[tuple[int, int, int]]) -> None:
    turned = [row[::-1] for row in rows[::-1]]
    one = bayes_bootstrap(rows, [1] * len(rows), margin=0.03, draws=500)
    other = bayes_bootstrap(turned, [1] * len(rows), margin=0.03, draws=500)
    scores = sorted(zip(*rows, strict=True))
    if len(set(scores)) == 3:  # variants with equal scores on all items are told apart by their place only
        sums = {sum(column) for column in zip(*rows, strict=True)}
        if len(sums) == 3:
            assert one.p_best.tolist() == other.p_best[::-1].tolist()
            assert one.mean.tolist() == other.mean[::-1].tolist()
    assert one.p_best.sum() == pytest.approx(1)


def test_saying_a_pattern_twice_is_counting_it_twice() -> None:
    one = bayes_bootstrap([[1, 0], [1, 1]], [6, 30], margin=0.05)
    other = bayes_bootstrap([[1, 1], [1, 0], [1, 1], [0, 0]], [10, 6, 20, 0], margin=0.05)
    assert one.draws.tobytes() == other.draws.tobytes()


def test_pass_rates_have_the_beta_posterior_also_when_all_pass() -> None:
    found = bayes_bootstrap([[1, 1, 1], [1, 0, 1]], [40, 10], margin=0.05)
    quantiles = found.quantiles(0.025, 0.5, 0.975)
    assert quantiles[:, 0] == pytest.approx(beta.ppf([0.025, 0.5, 0.975], 51, 1), abs=0.003)
    assert quantiles[:, 1] == pytest.approx(beta.ppf([0.025, 0.5, 0.975], 41, 11), abs=0.003)
    assert found.p_meets(0.9)[1] == pytest.approx(beta.sf(0.9, 41, 11), abs=0.01)


def test_graded_scores_are_smoothed_at_the_ends_of_their_own_scale() -> None:
    binary = bayes_bootstrap([[1, 0], [1, 1], [0, 1]], [7, 20, 3], margin=0.05)
    stars = bayes_bootstrap([[5, 1], [5, 5], [1, 5]], [7, 20, 3], margin=0.2, scale=(1, 5))
    assert (stars.draws - 1) / 4 == pytest.approx(binary.draws)


def test_clusters_of_one_item_are_items() -> None:
    rows = [[1, 0], [1, 1], [0, 1], [1, 1]]
    items = bayes_bootstrap(rows, [1] * 4, margin=0.05)
    clusters = clustered_bayes_bootstrap(rows, [1] * 4, margin=0.05, draws=100_000)
    assert clusters.mean == pytest.approx(items.mean, abs=0.005)
    assert clusters.sd == pytest.approx(items.sd, abs=0.005)


def test_clusters_that_agree_within_widen_the_posterior() -> None:
    together = clustered_bayes_bootstrap([[10, 10], [10, 0], [0, 10], [10, 10], [10, 10]], [10] * 5, margin=0.05)
    apart = bayes_bootstrap([[1, 1], [1, 0], [0, 1]], [30, 10, 10], margin=0.05)
    assert (together.sd > 1.5 * apart.sd).all()


def test_a_cheaper_equal_takes_the_other_off_the_front_and_an_unknown_cost_is_said() -> None:
    # A normal posterior without spread leaves the front of the means.
    found = normal_posterior([0.8, 0.8, 0.9, 0.7], np.zeros((4, 4)), margin=0.03, costs=[1, 2, 3, np.nan])
    assert found.p_on_front is not None
    assert found.p_on_front.tolist() == pytest.approx([1, 0, 1, np.nan], nan_ok=True)
    assert normal_posterior([0.8], [[0.01]], margin=0.03).p_on_front is None


def test_variants_that_share_the_first_place_share_the_probability() -> None:
    assert normal_posterior([0.5, 0.5], np.zeros((2, 2)), margin=0.0).p_best.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("most", ["MOST_PATTERNS", "MOST_REPEATED"])
def test_with_too_many_patterns_the_normal_approximation_says_so_and_agrees(
    most: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(3)
    rows, counts = random.random((1500, 3)) ** [1.0, 1.05, 1.1], random.integers(2, 4, 1500)
    exact = bayes_bootstrap(rows, counts, margin=0.01, costs=[1, 2, 3])
    monkeypatch.setattr(engine, most, 1000)
    normal = bayes_bootstrap(rows, counts, margin=0.01, costs=[1, 2, 3])
    assert (exact.method, normal.method) == ("Bayesian bootstrap, smoothed, {n} draws", "normal approximation")
    assert normal.p_best == pytest.approx(exact.p_best, abs=0.012)
    assert normal.sd == pytest.approx(exact.sd, rel=0.02)
    assert normal.p_on_front == pytest.approx(exact.p_on_front, abs=0.012)


def test_single_precision_gives_the_same_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(4).random((600, 2))
    double = bayes_bootstrap(rows, np.ones(600), margin=0.01)
    monkeypatch.setattr(engine, "SINGLE_PRECISION_FROM", 100)
    single = bayes_bootstrap(rows, np.ones(600), margin=0.01)
    assert single.mean == pytest.approx(double.mean, abs=1e-3)
    assert single.sd == pytest.approx(double.sd, rel=0.03)


def test_a_pair_without_ties_in_it_has_no_rest() -> None:
    # K = 2 and every item discordant: theta_A - theta_B = 2v - 1, v ~ Beta(4, 3).
    assert p_a_within(3, 2, 5, 0.1) == pytest.approx(beta.sf(0.45, 4, 3))


def test_clusters_whose_items_are_not_alike_are_smoothed_by_single_items() -> None:
    # One pass and one failure are added to each variant: (160 + 1) / (200 + 2), and not a cluster of ten of each.
    found = clustered_bayes_bootstrap([[8, 9]] * 20, [10] * 20, margin=0.05)
    assert found.mean == pytest.approx([161 / 202, 181 / 202], abs=0.002)


def test_clusters_that_all_pass_are_smoothed_by_whole_clusters() -> None:
    # Nothing tells how alike the items of a cluster are: as if each cluster were one item, Beta(10 + 1, 0 + 1).
    found = clustered_bayes_bootstrap([[20, 20]] * 10, [20] * 10, margin=0.05)
    assert found.p_meets(0.9) == pytest.approx([1 - 0.9**11] * 2, abs=0.01)
