"""Pairs share items, say what was dropped, and give a verdict only when both readings agree and little is missing."""

from __future__ import annotations

import pytest
from evals.builders import eval_set, graded_set, set_of

from advisor.evals.analysis import analyse
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.schema.evidence import PairedDifference


def _pair(evals: EvalSet, margin: float = 0.03) -> PairedDifference:
    (pair,) = analyse(evals, margin=margin).pairs
    return pair


def test_the_less_simple_variant_is_a_and_the_difference_is_what_it_brings() -> None:
    pair = _pair(eval_set({"rag": "1111111111", "prompt": "0000000000"}))
    assert (pair.a, pair.b, pair.difference, pair.verdict) == ("rag", "prompt", 1.0, "a better")


def test_a_better_variant_is_said_with_items_difference_and_interval() -> None:
    # Where only one of the two ever wins, Tango's interval is Wilson's for 12 of 40.
    pair = _pair(eval_set({"ft": "1" * 40, "prompt": "1" * 28 + "0" * 12}))
    assert pair.sentence == (
        "On the same 40 items `ft` was 30 points above `prompt` (95 % CI +18.1 to +45.4): `ft` is better."
    )
    assert (pair.p_method, pair.interval95 is not None and pair.interval95.method) == ("McNemar mid-p", "Tango")
    assert pair.p_value == pytest.approx(2 * 0.5**12 - 0.5**12)


def test_a_worse_variant_is_said_the_other_way_round() -> None:
    pair = _pair(eval_set({"ft": "1" * 28 + "0" * 12, "prompt": "1" * 40}))
    assert pair.verdict == "b better"
    assert pair.sentence == (
        "On the same 40 items `ft` was 30 points below `prompt` (95 % CI -45.4 to -18.1): `prompt` is better."
    )


def test_close_variants_on_many_items_are_within_the_margin() -> None:
    pair = _pair(eval_set({"rag": "1" * 401 + "0" * 99, "prompt": "1" * 400 + "0" * 100}))
    assert pair.verdict == "within margin"
    assert pair.sentence == (
        "On the same 500 items `rag` was 0.2 points above `prompt` (90 % CI -0.3 to +0.9):"
        " closer than the margin of 3 points."
    )


def test_what_is_not_settled_says_what_is_known_and_how_many_items_would_settle_it() -> None:
    pair = _pair(eval_set({"rag": "1" * 26 + "0" * 4 + "1" * 10, "prompt": "1" * 26 + "1" * 4 + "1" * 2 + "0" * 8}))
    assert pair.verdict == "not settled"
    assert pair.sentence == (
        "On the same 40 items `rag` was 10 points above `prompt` (90 % CI -4.5 to +24.5): not settled, they differ by"
        " less than 24.5 points. About 2,100 items would settle a margin of 3 points; these are 40."
    )


def test_items_that_only_one_variant_has_are_dropped_and_counted() -> None:
    pair = _pair(eval_set({"rag": "11 0", "prompt": "1110"}))
    assert (pair.n_shared, pair.n_dropped) == (3, 1)


def test_more_than_5_percent_failed_gives_no_verdict_and_a_note_with_the_counts() -> None:
    evidence = analyse(eval_set({"ft": "1" * 37 + "xxx", "prompt": "0" * 40}))
    assert evidence.pairs[0].verdict == "not settled"
    assert evidence.pairs[0].sentence == (
        "On the same 37 items `ft` was 100 points above `prompt` (90 % CI +86.4 to +100.0): not settled, because 3 of"
        " 40 calls failed for `ft`."
    )
    assert "`ft`: 3 of 40 calls failed. That is more than 5 %, so its comparisons stay not settled." in evidence.notes
    assert evidence.facts["fine_tuning_vs_simpler"] == "not_settled"


def test_items_missing_against_the_other_variant_count_as_missing() -> None:
    evidence = analyse(eval_set({"ft": "1" * 30 + " " * 10, "prompt": "0" * 40}))
    assert evidence.pairs[0].verdict == "not settled"
    assert "`ft`: 10 of 40 items are missing. That is more than 5 %, so its comparisons stay not settled." in (
        evidence.notes
    )


def test_5_percent_failed_is_still_judged() -> None:
    assert _pair(eval_set({"ft": "1" * 38 + "xx", "prompt": "0" * 40})).verdict == "a better"


def test_a_verdict_that_turns_on_the_failed_calls_is_not_settled() -> None:
    # 100 items, 5 of them failed for `ft`: left out it is better, counted as 0 it is not.
    evals = eval_set({"ft": "1" * 90 + "0" * 5 + "x" * 5, "prompt": "1" * 80 + "0" * 10 + "1" * 5 + "1" * 5})
    pair = _pair(evals)
    alone = _pair(eval_set({"ft": "1" * 95, "prompt": "1" * 83 + "0" * 12}))
    assert alone.verdict == "a better"
    assert pair.verdict == "not settled"
    evals = eval_set({"ft": "1" * 95 + "x" * 5, "prompt": "1" * 87 + "0" * 8 + "1" * 5})
    assert _pair(evals).sentence == (
        "On the same 95 items `ft` was 8.4 points above `prompt` (90 % CI +4.8 to +14.3): not settled, because it reads"
        " differently when failed calls count as 0."
    )


def test_two_variants_without_a_shared_item_are_no_pair_but_a_note_with_the_repair() -> None:
    evidence = analyse(eval_set({"ft": "1101    ", "prompt": "    0101"}))
    assert evidence.pairs == ()
    assert "`ft` and `prompt` share no item, so they cannot be compared: run both on the same items." in evidence.notes


def test_graded_pairs_of_few_items_are_tested_by_all_sign_flips() -> None:
    pair = _pair(graded_set({"ft": [0.9, 0.8, 0.7, 1.0], "prompt": [0.5, 0.6, 0.65, 0.7]}))
    assert (pair.p_method, pair.p_value) == ("sign flips, exact", 2 / 16)
    assert pair.interval95 is not None
    assert pair.interval95.method == "paired t"


def test_graded_pairs_without_any_spread_keep_a_width() -> None:
    pair = _pair(graded_set({"ft": [0.5, 0.7, 0.9], "prompt": [0.5, 0.7, 0.9]}))
    assert pair.interval95 is not None
    assert (pair.interval95.method, pair.verdict) == ("Tango width, no spread", "not settled")
    assert pair.interval95.high > 0.5


def test_one_shared_item_outside_0_to_1_settles_nothing() -> None:
    pair = _pair(set_of((Sample("ft", "a", {"stars": 5.0}), Sample("prompt", "a", {"stars": 2.0}))))
    assert (pair.interval95, pair.verdict) == (None, "not settled")
    assert pair.sentence == (
        "On the same 1 item `prompt` was 3 below `ft`: not settled, one item or no spread tells too little."
    )


def _in_clusters_of_four(marks: dict[str, list[float]]) -> EvalSet:
    return set_of(
        Sample(variant, f"i{place:03}", {"grade": value}, cluster=f"c{place // 4}")
        for variant, values in marks.items()
        for place, value in enumerate(values)
    )


def test_pairs_that_never_differ_are_as_many_as_their_clusters() -> None:
    # Tango's interval for n pairs without a difference is ±z²/(n + z²); here are 5 clusters of 4 items each.
    pair = _pair(_in_clusters_of_four({"ft": [1, 0, 1, 1] * 5, "prompt": [1, 0, 1, 1] * 5}))
    assert pair.interval95 is not None
    assert (pair.interval95.high, pair.p_value) == (pytest.approx(1.959964**2 / (5 + 1.959964**2), abs=1e-6), 1.0)


def test_clusters_in_which_fractions_cancel_have_no_bar_as_narrow_as_their_rounding() -> None:
    pair = _pair(_in_clusters_of_four({"ft": [2 / 3, 0, 1, 1] * 5, "prompt": [1 / 3, 1 / 3, 1, 1] * 5}))
    assert pair.interval95 is not None
    assert (pair.difference, pair.interval95.method) == (0.0, "Tango width, no spread")


def test_differences_that_are_equal_but_for_rounding_have_no_spread() -> None:
    pair = _pair(graded_set({"ft": [0.3, 0.7, 0.9, 0.1 + 0.2] * 6, "prompt": [0.2, 0.6, 0.8, 0.2] * 6}))
    assert pair.interval95 is not None
    assert (pair.interval95.method, pair.p_value, pair.verdict) == ("Tango width, no spread", None, "not settled")


def test_an_item_that_one_variant_lacks_does_not_take_its_whole_cluster_from_the_chances() -> None:
    whole = [
        Sample(variant, f"i{place:03}", {"grade": float(value)}, cluster=f"c{place // 5}")
        for variant, row in (("prompt", [0, 1, 0, 1, 1]), ("rag", [1, 1, 1, 0, 1]))
        for place, value in enumerate(row * 10)
    ]
    lacking = [each for each in whole if each.variant == "prompt" or int(each.item[1:]) % 5 != 4]
    chances = [analyse(set_of(rows)).verdicts[0].p_best for rows in (whole, lacking)]
    assert chances[0] == pytest.approx(chances[1], abs=0.02)


def test_the_order_of_the_rows_changes_no_digit_where_thirds_are_added_up_by_cluster() -> None:
    rows = [
        Sample(variant, f"i{place:03}", {"grade": (place * step % 4) / 3}, cluster=f"c{place // 7}")
        for variant, step in (("prompt", 3), ("rag", 5), ("ft", 7))
        for place in range(70)
    ]
    assert analyse(set_of(rows)).model_dump_json() == analyse(set_of(rows[::-1])).model_dump_json()
