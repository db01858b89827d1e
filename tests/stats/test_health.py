"""Items, leakage and mixes reproduce the reference numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family

from advisor.stats.contamination_did import gain_difference
from advisor.stats.item_analysis import analyse_items
from advisor.stats.moments import moments_of
from advisor.stats.ngram_containment import TrainingTexts, words_of
from advisor.stats.saturation import saturation
from advisor.stats.stratified_mean import StratifiedMean, stratified_mean
from advisor.stats.wilson import wilson_interval


@family("saturation")
def test_the_ceiling_and_the_floor_match_their_reference(case: dict[str, Any]) -> None:
    k, n = case["inputs"]["best_successes"], case["inputs"]["n"]
    interval = wilson_interval(k, n)
    found = saturation(k / n, interval)
    assert_all(
        case,
        {
            "headroom": found.headroom,
            "best_wilson95": interval,
            "ceiling_flag_lower_ge_0.9": found.at_ceiling,
            "floor_flag_upper_le_0.15": found.at_floor,
        },
    )


@family("item_analysis")
def test_the_items_match_numpy_and_pingouin(case: dict[str, Any]) -> None:
    items = np.array(case["inputs"]["scores_variants_by_items"]).T
    found = analyse_items(items, np.ones(len(items)))
    assert_all(
        case,
        {
            "difficulty_pass_rate": found.difficulty,
            "corrected_item_total_corr": [None if math.isnan(each) else each for each in found.discrimination.tolist()],
            "zero_variance_items": np.flatnonzero(found.is_dead).tolist(),
            "negative_discrimination_items": np.flatnonzero(found.discrimination < 0).tolist(),
            "cronbach_alpha_kr20": found.alpha,
        },
    )
    assert found.dead_share == 2 / 14


@family("ngram_containment")
def test_the_containment_matches_sklearn(case: dict[str, Any]) -> None:
    training = TrainingTexts(iter(case["inputs"]["train_texts"]), case["inputs"]["n"])
    texts = case["inputs"]["eval_texts"]
    found = {
        "containment": [training.containment(text) for text in texts],
        "exact_normalised_match": [training.has_exactly(text) for text in texts],
    }
    assert_all(case, found)


@family("contamination_did")
def test_the_difference_of_gains_matches_welch(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    found = gain_difference(moments_of(cells["gain_on_overlapping_items"]), moments_of(cells["gain_on_clean_items"]))
    assert found is not None
    numbers = {"did": found.difference, "t": found.t, "df": found.degrees}
    assert_all(case, {**numbers, "p_two_sided": found.p, "ci95": found.interval})


@family("stratified_mean")
def test_the_re_weighted_mean_matches_statsmodels(case: dict[str, Any]) -> None:
    strata = [moments_of(scores) for scores in case["inputs"]["strata_scores"]]
    found = stratified_mean(strata, case["inputs"]["production_weights"])
    as_sampled = stratified_mean(strata, [stratum.n for stratum in strata])
    assert_all(case, {"weighted_mean": found.mean, "se": found.se, "unweighted_mean": as_sampled.mean})


def test_a_segment_with_one_item_leaves_the_error_unknown_unless_it_has_no_weight() -> None:
    strata = [moments_of([0.0, 1.0]), moments_of([1.0])]
    assert stratified_mean(strata, [1, 1]) == StratifiedMean(0.75, None)
    assert stratified_mean(strata, [2, 0]) == StratifiedMean(0.5, 0.5)


def test_gains_without_spread_or_with_one_item_have_no_test() -> None:
    flat, one = moments_of([0.1, 0.1]), moments_of([0.3])
    assert (gain_difference(flat, flat), gain_difference(flat, one)) == (None, None)


def test_a_scale_of_one_to_five_has_its_ceiling_at_four_point_six() -> None:
    assert saturation(4.8, (4.6, 5.0), scale=(1, 5)).at_ceiling is True
    assert saturation(4.8, (4.59, 5.0), scale=(1, 5)).at_ceiling is False
    assert saturation(4.8, (4.6, 5.0), scale=(1, 5)).headroom == pytest.approx(0.2)


_ROWS = st.lists(st.tuples(*[st.integers(0, 1)] * 4), min_size=2, max_size=12)


@given(_ROWS)
def test_patterns_with_counts_say_the_same_of_the_items_as_the_items(rows: list[tuple[int, ...]]) -> None:
    patterns = sorted(set(rows))
    counted = analyse_items(patterns, [rows.count(pattern) for pattern in patterns])
    whole = analyse_items(rows, [1] * len(rows))
    place = [patterns.index(row) for row in rows]
    assert counted.discrimination[place] == pytest.approx(whole.discrimination, nan_ok=True)
    assert counted.dead_share == pytest.approx(whole.dead_share)
    assert counted.alpha == pytest.approx(whole.alpha)


def test_variants_with_equal_totals_have_no_reliability() -> None:
    assert analyse_items([[1, 0], [0, 1]], [1, 1]).alpha is None
    assert analyse_items([[1, 0]], [1]).alpha is None


def test_words_have_neither_case_nor_punctuation() -> None:
    assert words_of("Where's the DRIVER, please?") == ["where", "s", "the", "driver", "please"]


@given(st.lists(st.text("ab ", max_size=12), max_size=8), st.text("ab ", max_size=12))
def test_containment_is_the_share_of_distinct_grams_seen_in_training(texts: list[str], text: str) -> None:
    def grams(of: str) -> set[tuple[str, ...]]:
        words = words_of(of)
        return {tuple(words[start : start + 2]) for start in range(len(words) - 1)}

    seen = {gram for each in texts for gram in grams(each)}
    expected = len(grams(text) & seen) / len(grams(text)) if grams(text) else None
    training = TrainingTexts(texts, n=2)
    assert training.containment(text) == expected
    assert training.has_exactly(text) == (words_of(text) != [] and words_of(text) in [words_of(each) for each in texts])


def test_grams_are_found_across_the_batches_in_which_they_were_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.stats.ngram_containment._BATCH", 5)
    training = TrainingTexts([f"word{number} of the text" for number in range(100)], n=3)
    assert [training.containment(f"word{number} of the text") for number in (0, 50, 99, 100)] == [1, 1, 1, 0.5]
