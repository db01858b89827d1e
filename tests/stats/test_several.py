"""Several variants at once reproduce the reference numbers: Holm, false discovery, good enough, Cochran's Q."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family

from advisor.stats.cochran_q import cochran_q
from advisor.stats.false_discovery import false_discovery_adjust
from advisor.stats.good_enough import GoodEnough, good_enough
from advisor.stats.holm import holm_adjust
from advisor.stats.noninferiority import noninferiority_p_binary

_P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def _matrix(scores: list[list[int]], margin: float) -> list[list[float]]:
    n = len(scores[0])
    pairs = [[Counter(zip(a, b, strict=True)) for b in scores] for a in scores]
    return [[noninferiority_p_binary(pair[1, 0], pair[0, 1], n, margin) for pair in row] for row in pairs]


@family("holm")
def test_the_adjusted_p_values_match_statsmodels(case: dict[str, Any]) -> None:
    p = case["inputs"]["p"]
    assert_all(case, {"holm": holm_adjust(p), "bh_fdr": false_discovery_adjust(p)})


@family("good_enough_rule")
def test_the_good_enough_rule_matches_its_reference(case: dict[str, Any]) -> None:
    scores, order = case["inputs"]["scores"], case["inputs"]["order_simplest_first"]
    found = good_enough(_matrix([scores[name] for name in order], case["inputs"]["margin"]))
    passed = [name for name, passes in zip(order, found.passes, strict=True) if passes]
    assert_all(
        case,
        {
            "p_iut": dict(zip(order, found.p_iut, strict=True)),
            "p_holm": dict(zip(order, found.p_holm, strict=True)),
            "shown_good_enough": passed,
            "pick": passed[0],
        },
    )


@family("cochran_q")
def test_cochran_q_matches_statsmodels(case: dict[str, Any]) -> None:
    patterns = Counter(map(tuple, case["inputs"]["scores_items_by_variants"]))
    found = cochran_q(list(patterns), list(patterns.values()))
    assert found is not None
    assert_all(case, {"Q": found.q, "df": found.degrees, "p": found.p})


@given(_P_VALUES)
def test_holm_never_lowers_a_p_value_and_keeps_their_order(p_values: list[float]) -> None:
    adjusted = holm_adjust(p_values)
    assert all(p <= after <= 1 for p, after in zip(p_values, adjusted, strict=True))
    ranked = sorted(zip(p_values, adjusted, strict=True))
    assert [after for _, after in ranked] == sorted(adjusted)


@given(_P_VALUES)
def test_the_order_of_the_comparisons_does_not_matter(p_values: list[float]) -> None:
    assert holm_adjust(p_values[::-1]) == holm_adjust(p_values)[::-1]


def test_no_comparison_needs_no_adjustment() -> None:
    assert (holm_adjust([]), false_discovery_adjust([])) == ([], [])


def test_a_missing_comparison_is_said_does_not_pass_and_still_counts_for_the_others() -> None:
    found = good_enough([[math.nan, 0.01, None], [0.01, 0.0, 0.02], [0.001, 0.004, 0.0]])
    assert found == GoodEnough((None, 0.02, 0.004), (None, 0.04, 0.012), (False, True, True))


def test_a_variant_on_its_own_is_not_shown_good_enough() -> None:
    assert good_enough([[0.0]]) == GoodEnough((None,), (None,), (False,))


def test_the_p_values_must_be_square() -> None:
    with pytest.raises(ValueError, match=r"^the p-values must be a square matrix, here the shape is \(1, 2\)$"):
        good_enough([[0.1, 0.2]])


def test_items_that_all_pass_or_all_fail_tell_cochran_nothing() -> None:
    assert cochran_q([[1, 1, 1], [0, 0, 0]], [5, 3]) is None


def test_a_variant_that_is_worse_by_the_margin_is_rarely_called_good_enough() -> None:
    # 500 seeds, 100 items, three variants of which the two simpler ones are truly 5 points worse than the third: the
    # claim that one of these is good enough is false. The bound is 5 % and three standard errors of 500 seeds.
    random = np.random.default_rng(5)
    false = 0
    for _ in range(500):
        level = random.standard_normal((100, 1)) * math.sqrt(0.5) + random.standard_normal((100, 3)) * math.sqrt(0.5)
        scores = (level < [0.5244, 0.5244, 0.6745]).astype(int)  # pass rates .70, .70, .75
        found = good_enough(_matrix(scores.T.tolist(), 0.05))
        false += any(found.passes[:2])
    assert false / 500 <= 0.05
