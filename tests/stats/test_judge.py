"""Agreement of a judge with humans, its biases and its corrections reproduce the reference numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr
from stats.vectors import assert_all, family

from advisor.stats.confusion import agreement, confusion_table, sensitivity, specificity
from advisor.stats.gwet_ac1 import gwet_ac1
from advisor.stats.kappa import Agreement, cohen_kappa
from advisor.stats.krippendorff_alpha import krippendorff_alpha
from advisor.stats.mcnemar import mcnemar_exact
from advisor.stats.moments import moments_of
from advisor.stats.position_bias import PositionBias, count_positions
from advisor.stats.ppi_mean import ppi_mean
from advisor.stats.rogan_gladen import Calibration, corrected_error, corrected_interval, corrected_rate
from advisor.stats.standard_error import mean
from advisor.stats.wilson import wilson_interval


@family("judge_agreement_binary")
def test_the_agreement_of_pass_and_fail_matches_statsmodels_and_irrcac(case: dict[str, Any]) -> None:
    human, judge = case["inputs"]["human"], case["inputs"]["judge"]
    table, _ = confusion_table(human, judge)
    kappa, ac1 = cohen_kappa(table), gwet_ac1(table)
    assert kappa is not None
    assert ac1 is not None
    assert_all(
        case,
        {
            "agreement": agreement(table),
            "agreement_wilson95": wilson_interval(float(np.trace(table)), len(human)),
            "kappa": kappa.value,
            "kappa_se": kappa.se,
            "kappa_ci95": kappa.interval(),
            "gwet_ac1": ac1.value,
            "sensitivity": sensitivity(human, judge),
            "specificity": specificity(human, judge),
            "judge_minus_human_pass_rate": mean(judge) - mean(human),
            "mcnemar_exact_p_for_judge_bias": mcnemar_exact(int(table[0, 1]), int(table[1, 0])),
            "krippendorff_alpha_nominal": krippendorff_alpha(table),
        },
    )


@family("judge_agreement_ordinal")
def test_the_agreement_of_ordered_marks_matches_sklearn_and_krippendorff(case: dict[str, Any]) -> None:
    human, judge = case["inputs"]["human"], case["inputs"]["judge"]
    table, labels = confusion_table(human, judge)
    kappas = [cohen_kappa(table, weights) for weights in ("none", "linear", "quadratic")]
    assert_all(
        case,
        {
            **dict(
                zip(
                    ("kappa_unweighted", "kappa_linear", "kappa_quadratic"),
                    [kappa.value if kappa else None for kappa in kappas],
                    strict=True,
                )
            ),
            "alpha_ordinal": krippendorff_alpha(table, "ordinal"),
            "alpha_interval": krippendorff_alpha(table, "interval", labels),
            "spearman": float(spearmanr(human, judge).statistic),
        },
    )


@family("position_bias")
def test_the_position_bias_matches_its_counts(case: dict[str, Any]) -> None:
    found = count_positions(case["inputs"]["winner_when_A_shown_first"], case["inputs"]["winner_when_B_shown_first"])
    assert_all(
        case,
        {
            "position_consistency": found.consistency,
            "first_slot_win_rate": found.first_slot_rate,
            "flips_to_first_slot": found.to_first,
            "flips_to_second_slot": found.to_second,
            "p_position_bias_exact_binomial_on_flips": found.p,
            "consistent_wins_A": found.wins_a,
            "consistent_wins_B": found.wins_b,
        },
    )


@family("ppi_mean")
def test_the_corrected_mean_matches_ppi_python(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    human, judge, rest = cells["human_labelled"], cells["judge_on_labelled"], cells["judge_on_unlabelled"]
    unlabelled = moments_of(rest)
    found, trusting, human_only = (ppi_mean(human, judge, unlabelled, tuning) for tuning in (None, 1.0, 0.0))
    assert_all(
        case,
        {
            "naive_judge_mean_all": mean(judge + rest),
            "human_only_mean": human_only.mean,
            "human_only_se_ddof0": human_only.se,
            "ppi_lambda1_mean": trusting.mean,
            "ppi_lambda1_ci95": trusting.interval(),
            "lambda_hat": found.tuning,
            "ppi_pp_mean": found.mean,
            "ppi_pp_se": found.se,
            "ppi_pp_ci95": found.interval(),
            "variance_ratio_vs_human_only": (found.se / human_only.se) ** 2,
        },
    )


@family("rogan_gladen")
def test_the_corrected_rate_matches_the_reference_code_of_lee_et_al(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    known = Calibration(cells["sensitivity"], cells["specificity"], cells["m_true_pass"], cells["m_true_fail"])
    judged, n = cells["judge_pass_rate"], cells["n_test"]
    found = {
        "corrected": corrected_rate(judged, known),
        "ci95": corrected_interval(judged, n, known),
        "plain_delta_se": corrected_error(judged, n, known),
    }
    assert_all(case, found)


def test_a_judge_no_better_than_chance_cannot_be_corrected() -> None:
    known = Calibration(sensitivity=0.5, specificity=0.5, passing=50, failing=50)
    assert corrected_rate(0.7, known) is None
    assert corrected_error(0.7, 100, known) is None
    assert corrected_interval(0.7, 100, known) is None


_TABLES = st.lists(st.integers(0, 30), min_size=9, max_size=9).map(lambda cells: np.reshape(cells, (3, 3)) + np.eye(3))


@given(_TABLES)
def test_swapping_the_graders_leaves_every_coefficient_alone(table: np.ndarray[Any, Any]) -> None:
    for coefficient in (cohen_kappa, gwet_ac1):
        one, other = coefficient(table), coefficient(table.T)
        assert one is not None
        assert other is not None
        assert (one.value, one.se) == pytest.approx((other.value, other.se), abs=1e-12)
    assert krippendorff_alpha(table, "ordinal") == pytest.approx(krippendorff_alpha(table.T, "ordinal"))


@given(_TABLES)
def test_the_error_of_ac1_is_that_of_the_delta_method(table: np.ndarray[Any, Any]) -> None:
    # A second route: numeric derivatives of AC1 by the cell shares, and the variance of a multinomial share.
    table = table + 1  # so that a cell can be nudged both ways

    def ac1(cells: np.ndarray[Any, Any]) -> float:
        found = gwet_ac1(cells * 1e6)
        assert found is not None
        return found.value

    n, share, step = table.sum(), table / table.sum(), 1e-5
    slope = np.array([[0.0] * 3] * 3)
    for cell in np.ndindex(3, 3):
        nudge = np.zeros((3, 3))
        nudge[cell] = step
        up, down = (share + nudge) / (1 + step), (share - nudge) / (1 - step)
        slope[cell] = (ac1(up) - ac1(down)) / (2 * step)
    variance = (share * slope**2).sum() - (share * slope).sum() ** 2
    found = gwet_ac1(table)
    assert found is not None
    assert found.se == pytest.approx(math.sqrt(max(variance, 0.0) / (n - 1)), abs=1e-6)


def test_one_label_leaves_agreement_beyond_chance_unknown() -> None:
    assert (cohen_kappa([[12]]), gwet_ac1([[12]]), krippendorff_alpha([[12]])) == (None, None, None)
    assert cohen_kappa([[12, 0], [0, 0]]) is None


def test_one_item_has_agreement_but_no_error() -> None:
    found = gwet_ac1([[1, 0], [0, 0]])
    assert found == Agreement(1.0, None)
    assert found.interval() is None


def test_nothing_passed_or_failed_leaves_its_share_unknown() -> None:
    assert (sensitivity([False], [True]), specificity([True], [True])) == (None, None)


def test_ties_of_a_judge_are_counted_and_not_taken_for_flips() -> None:
    found = count_positions(["A", "tie", "tie", "A", "B"], ["A", "tie", "B", "B", "A"])
    assert found == PositionBias(wins_a=1, wins_b=0, to_first=1, to_second=1, tied_twice=1, tied_once=1)
    assert (found.pairs, found.consistency, found.first_slot_rate, found.p) == (5, 0.4, 0.5, 1.0)
    assert (PositionBias(0, 0, 0, 0).consistency, PositionBias(0, 0, 0, 0).first_slot_rate) == (None, None)


def test_a_judge_that_always_says_the_same_is_not_used() -> None:
    found = ppi_mean([1, 0, 1, 1], [1, 1, 1, 1], moments_of([1.0] * 50))
    assert (found.tuning, found.mean) == (0.0, 0.75)
