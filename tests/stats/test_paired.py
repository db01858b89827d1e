"""Paired methods reproduce the reference numbers: Tango, McNemar, t on differences, sign flips, items needed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, stdtr
from stats.vectors import family, near

from advisor.stats.items_needed import items_to_settle
from advisor.stats.mcnemar import mcnemar_exact, mcnemar_mid_p
from advisor.stats.paired_mean import paired_differences, paired_interval, paired_t_p
from advisor.stats.sign_flip import MOST_ITEMS, sign_flip_p
from advisor.stats.standard_error import mean, standard_error
from advisor.stats.tango import score_statistic, tango_interval


def _table(case: dict[str, Any]) -> tuple[int, int, int]:
    cells = case["inputs"]
    b, c = cells["only_A_right"], cells["only_B_right"]
    return b, c, cells["both_right"] + b + c + cells["both_wrong"]


@family("paired_binary_ci")
def test_the_tango_interval_matches_the_inverted_likelihood(case: dict[str, Any]) -> None:
    assert tango_interval(*_table(case)) == near(case, "tango_score_ci95")
    assert tango_interval(*_table(case), 0.90) == near(case, "tango_score_ci90")


@family("noninferiority_binary")
def test_the_tango_statistic_matches_the_one_sided_test(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    z = score_statistic(cells["only_A_right"], cells["only_B_right"], cells["n"], -cells["margin"])
    assert z == near(case, "z_H0_A_minus_B_le_minus_margin")
    assert 1 - ndtr(z) == near(case, "p_one_sided")


@family("mcnemar")
def test_both_mcnemar_p_values_match_statsmodels(case: dict[str, Any]) -> None:
    b, c, _ = _table(case)
    assert mcnemar_exact(b, c) == near(case, "p_exact")
    assert mcnemar_mid_p(b, c) == near(case, "p_mid")


@family("paired_mean_diff")
def test_the_paired_t_matches_scipy(case: dict[str, Any]) -> None:
    a, b = case["inputs"]["A"], case["inputs"]["B"]
    differences = paired_differences(b, a)
    assert mean(differences) == near(case, "diff_B_minus_A")
    assert standard_error(differences) == near(case, "se_paired")
    assert paired_interval(b, a) == near(case, "ci95")
    assert paired_t_p(b, a) == near(case, "p_two_sided")


@family("noninferiority_graded")
def test_the_90_percent_interval_matches_the_two_one_sided_tests(case: dict[str, Any]) -> None:
    a, b, margin = case["inputs"]["A"], case["inputs"]["B"], case["inputs"]["margin"]
    assert paired_interval(a, b, 0.90) == near(case, "ci90_A_minus_B")
    differences = paired_differences(a, b)
    error = standard_error(differences)
    assert error is not None
    lower = (mean(differences) + margin) / error
    assert lower == near(case, "t_lower")
    assert 1 - stdtr(len(a) - 1, lower) == near(case, "p_noninferior_A_vs_B")


@family("sign_flip_exact")
def test_the_sign_flip_p_value_matches_full_enumeration(case: dict[str, Any]) -> None:
    assert sign_flip_p(paired_differences(case["inputs"]["B"], case["inputs"]["A"])) == near(case, "p_two_sided")


@family("power_noninferiority_binary")
def test_the_items_needed_match_the_formula(case: dict[str, Any]) -> None:
    found = items_to_settle(case["inputs"]["discordant_rate"], case["inputs"]["margin"])
    assert found == near(case, "n_required_unrounded")


_TABLES = st.integers(1, 300).flatmap(
    lambda n: st.integers(0, n).flatmap(lambda b: st.tuples(st.just(b), st.integers(0, n - b), st.just(n)))
)


@given(_TABLES)
def test_swapping_a_and_b_mirrors_the_tango_interval(table: tuple[int, int, int]) -> None:
    b, c, n = table
    low, high = tango_interval(b, c, n)
    assert tango_interval(c, b, n) == (-high, -low)


@given(_TABLES)
def test_the_tango_interval_holds_the_estimate_and_has_a_width(table: tuple[int, int, int]) -> None:
    b, c, n = table
    low, high = tango_interval(b, c, n)
    assert -1 <= low <= (b - c) / n <= high <= 1
    assert high - low > 0


@given(_TABLES)
def test_the_ends_of_the_tango_interval_are_just_rejected(table: tuple[int, int, int]) -> None:
    b, c, n = table
    low, high = tango_interval(b, c, n)
    ends = [score_statistic(b, c, n, end) for end in (low, high) if -1 < end < 1]
    assert [abs(z) for z in ends] == pytest.approx([1.959964] * len(ends), abs=1e-4)


def test_pairs_that_never_differ_have_the_closed_form() -> None:
    z2 = 1.959963984540054**2
    assert tango_interval(0, 0, 25) == pytest.approx((-z2 / (25 + z2), z2 / (25 + z2)), abs=1e-12)


def test_no_discordant_pair_gives_p_one() -> None:
    assert (mcnemar_exact(0, 0), mcnemar_mid_p(0, 0)) == (1.0, 1.0)


def test_the_exact_sign_flip_refuses_too_many_items() -> None:
    with pytest.raises(ValueError, match="the exact test takes at most 14 differences, here are 15"):
        sign_flip_p([0.1] * (MOST_ITEMS + 1))


def test_differences_without_spread_have_no_t_test() -> None:
    assert paired_t_p([1, 1], [0, 0]) is None
