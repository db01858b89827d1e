"""Paired methods reproduce the reference numbers: Tango, McNemar, t on differences, sign flips, items needed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family

from advisor.stats.bonett_price import bonett_price_interval
from advisor.stats.mcnemar import mcnemar_exact, mcnemar_mid_p
from advisor.stats.moments import Moments, moments_of
from advisor.stats.noninferiority import (
    equivalence_p_binary,
    equivalence_p_graded,
    noninferiority_p,
    noninferiority_p_binary,
    noninferiority_p_graded,
)
from advisor.stats.paired_mean import moments_t_p, paired_differences, paired_interval, paired_t_p
from advisor.stats.sign_flip import MOST_ITEMS, sign_flip_p
from advisor.stats.standard_error import mean
from advisor.stats.tango import score_statistic, tango_interval


def _table(case: dict[str, Any]) -> tuple[int, int, int]:
    cells = case["inputs"]
    b, c = cells["only_A_right"], cells["only_B_right"]
    return b, c, cells["both_right"] + b + c + cells["both_wrong"]


@family("paired_binary_ci")
def test_the_paired_intervals_match_the_inverted_likelihood_and_the_closed_form(case: dict[str, Any]) -> None:
    b, c, n = _table(case)
    assert_all(
        case,
        {
            "diff_A_minus_B": (b - c) / n,
            "tango_score_ci95": tango_interval(b, c, n),
            "tango_score_ci90": tango_interval(b, c, n, 0.90),
            "bonett_price_ci95": bonett_price_interval(b, c, n),
        },
        not_shipped=["newcombe_square_and_add_ci95", "wald_ci95_for_contrast"],
    )


@family("noninferiority_binary")
def test_the_binary_noninferiority_test_matches_tango(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    b, c, n, margin = cells["only_A_right"], cells["only_B_right"], cells["n"], cells["margin"]
    p = noninferiority_p_binary(b, c, n, margin)
    z = score_statistic(b, c, n, -margin)
    assert_all(case, {"z_H0_A_minus_B_le_minus_margin": z, "p_one_sided": p, "A_noninferior_at_0.05": p < 0.05})


@family("mcnemar")
def test_both_mcnemar_p_values_match_statsmodels(case: dict[str, Any]) -> None:
    b, c, n = _table(case)
    differs = {"diff_A_minus_B": (b - c) / n, "discordant_rate": (b + c) / n}
    found = {"p_exact": mcnemar_exact(b, c), "p_mid": mcnemar_mid_p(b, c), **differs}
    assert_all(case, found, not_shipped=["chi2_no_correction", "p_asymptotic"])


@family("paired_mean_diff")
def test_the_paired_t_matches_scipy(case: dict[str, Any]) -> None:
    a, b = case["inputs"]["A"], case["inputs"]["B"]
    found = moments_of(paired_differences(b, a))
    assert found.se is not None
    assert_all(
        case,
        {
            "diff_B_minus_A": found.mean,
            "se_paired": found.se,
            "t": found.mean / found.se,
            "df": found.n - 1,
            "p_two_sided": paired_t_p(b, a),
            "ci95": paired_interval(b, a),
        },
        not_shipped=["se_unpaired", "corr", "variance_ratio_paired_over_unpaired"],
    )
    assert moments_t_p(found) == paired_t_p(b, a)


@family("noninferiority_graded")
def test_the_graded_noninferiority_test_matches_statsmodels(case: dict[str, Any]) -> None:
    a, b, margin = case["inputs"]["A"], case["inputs"]["B"], case["inputs"]["margin"]
    differences = moments_of(paired_differences(a, b))
    assert differences.se is not None
    assert_all(
        case,
        {
            "t_lower": (differences.mean + margin) / differences.se,
            "p_noninferior_A_vs_B": noninferiority_p_graded(differences, margin),
            "p_tost_equivalence": equivalence_p_graded(differences, margin),
            "ci90_A_minus_B": paired_interval(a, b, 0.90),
        },
    )


@family("sign_flip_exact")
def test_the_sign_flip_p_value_matches_full_enumeration(case: dict[str, Any]) -> None:
    differences = paired_differences(case["inputs"]["B"], case["inputs"]["A"])
    found = {"diff_B_minus_A": mean(differences), "p_two_sided": sign_flip_p(differences)}
    assert_all(case, found, not_shipped=["p_greater"])


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
    with pytest.raises(ValueError, match="the exact test takes at most 20 differences, here are 21"):
        sign_flip_p([0.1] * (MOST_ITEMS + 1))


def test_differences_without_spread_have_no_t_test() -> None:
    assert paired_t_p([1, 1], [0, 0]) is None


@given(_TABLES, st.floats(0.01, 0.3))
def test_not_worse_by_the_margin_is_a_90_percent_interval_above_it(table: tuple[int, int, int], margin: float) -> None:
    b, c, n = table
    low, _ = tango_interval(b, c, n, 0.90)
    if abs(low + margin) > 1e-9:
        assert (noninferiority_p_binary(b, c, n, margin) < 0.05) == (low > -margin)


@given(_TABLES)
def test_swapping_a_and_b_mirrors_the_closed_interval(table: tuple[int, int, int]) -> None:
    b, c, n = table
    low, high = bonett_price_interval(b, c, n)
    assert bonett_price_interval(c, b, n) == pytest.approx((-high, -low))
    assert low < high


def test_equivalence_is_the_harder_of_the_two_sides() -> None:
    assert equivalence_p_binary(4, 9, 100, 0.1) == noninferiority_p_binary(4, 9, 100, 0.1)
    assert equivalence_p_binary(9, 4, 100, 0.1) == noninferiority_p_binary(4, 9, 100, 0.1)


def test_differences_without_spread_have_no_noninferiority_test() -> None:
    flat = Moments(5, 0.0, 0.0)
    assert (noninferiority_p_graded(flat, 0.1), equivalence_p_graded(flat, 0.1)) == (None, None)
    assert noninferiority_p(0.0, None, 4, 0.1) is None
