"""The simplest variant that is good enough wins; what the others would bring is said with its price."""

from __future__ import annotations

from evals.builders import eval_set, graded_set

from advisor.evals.analysis import analyse
from advisor.evals.beside import Beside
from advisor.schema.evidence import Evidence


def _words(evidence: Evidence) -> dict[str, str]:
    return {found.variant: found.verdict for found in evidence.verdicts}


def test_with_a_target_the_simplest_variant_that_meets_it_wins_though_another_scores_higher() -> None:
    evidence = analyse(
        eval_set({"prompt": "1" * 180 + "0" * 20, "rag": "1" * 199 + "0"}, costs={"prompt": 0.001, "rag": 0.004}),
        target=0.8,
    )
    assert (evidence.choice.variant, evidence.choice.standing, evidence.choice.basis) == ("prompt", "shown", "target")
    assert evidence.choice.sentence.startswith(
        "`prompt` passed 180 of 200 (90 %, 95 % CI 85 to 93): the simplest variant that meets the target of 0.8."
    )
    assert evidence.choice.others == (
        "`rag` scores 9.5 points more (95 % CI +6.2 to +14.4), for $3 more per 1,000 requests.",
    )


def test_the_price_of_more_points_is_told_for_a_year_where_the_volume_is_known() -> None:
    evidence = analyse(
        eval_set({"prompt": "1" * 180 + "0" * 20, "rag": "1" * 199 + "0"}, costs={"prompt": 0.001, "rag": 0.004}),
        target=0.8,
        beside=Beside(monthly_volume=10_000),
    )
    assert evidence.choice.others == (
        "`rag` scores 9.5 points more (95 % CI +6.2 to +14.4), for $360 more a year at 10,000 requests a month.",
    )


def test_forty_eight_of_fifty_probably_meet_ninety_percent_only_when_they_do() -> None:
    # Wilson's low end of 49 of 50 is 89.5 %, with P(>= 90 %) = 0.97; of 48 it is 87 %, with P = 0.896.
    near = analyse(eval_set({"prompt": "1" * 49 + "0"}), target=0.9).choice
    assert (near.variant, near.standing) == ("prompt", "probable")
    assert analyse(eval_set({"prompt": "1" * 48 + "00"}), target=0.9).choice.standing == "open"


def test_without_a_target_the_simplest_that_is_shown_to_be_close_enough_wins() -> None:
    evidence = analyse(eval_set({"prompt": "1" * 800 + "0" * 200, "rag": "1" * 801 + "0" * 199}))
    assert _words(evidence) == {"prompt": "shown good enough", "rag": "shown good enough"}
    assert (evidence.choice.variant, evidence.choice.standing, evidence.choice.basis) == (
        "prompt",
        "shown",
        "closeness",
    )


def test_a_dearer_variant_that_is_shown_better_wins_over_one_that_is_shown_worse() -> None:
    evidence = analyse(eval_set({"prompt": "1" * 100 + "0" * 100, "ft": "1" * 180 + "0" * 20}))
    assert _words(evidence) == {"prompt": "shown worse", "ft": "shown better"}
    assert evidence.choice.variant == "ft"


def test_nothing_is_chosen_on_a_handful_of_items_and_that_is_said() -> None:
    evidence = analyse(graded_set({"prompt": [0.5, 0.9, 0.1, 0.4], "rag": [0.6, 0.2, 0.7, 0.5]}))
    assert _words(evidence) == {"prompt": "not settled", "rag": "not settled"}
    assert (evidence.choice.variant, evidence.choice.standing) == (None, "open")


def test_today_s_process_takes_part_and_may_win() -> None:
    evidence = analyse(eval_set({"baseline": "1" * 300 + "0" * 20, "prompt": "1" * 240 + "0" * 80}))
    assert (evidence.choice.variant, evidence.choice.approach) == ("baseline", "baseline")
    assert evidence.facts["measured_baseline"] == "ahead"


def test_repeats_of_one_item_never_make_a_verdict_surer() -> None:
    marks = {"prompt": "1" * 26 + "0" * 14, "ft": "1" * 33 + "0" * 7}
    once, often = analyse(eval_set(marks)), analyse(eval_set(marks, repeats=5))
    assert [(found.verdict, found.p_best, found.n) for found in once.verdicts] == [
        (found.verdict, found.p_best, found.n) for found in often.verdicts
    ]


def test_the_same_results_give_the_same_bytes() -> None:
    marks = {"prompt": "1101x01" * 9, "rag": "1111-01" * 9, "ft": "0111101" * 9}
    assert analyse(eval_set(marks)).model_dump_json() == analyse(eval_set(marks)).model_dump_json()


def test_what_is_not_settled_says_from_which_margin_on_it_would_be_enough_and_how_many_items_are_missing() -> None:
    evidence = analyse(eval_set({"prompt": "1" * 60 + "0" * 40, "rag": "0" * 8 + "1" * 52 + "1" * 10 + "0" * 30}))
    known = {found.variant: found.known for found in evidence.verdicts}
    assert known["prompt"].startswith("With a margin of 10.9 points it would be good enough already. About 1,300 items")


def test_of_variants_with_the_same_marks_the_simplest_is_chosen() -> None:
    marks = "1" * 34 + "0" * 6
    evidence = analyse(eval_set({"prompt": marks, "rag": marks, "ft": marks}))
    chances = {(found.verdict, found.p_best, found.p_good_enough) for found in evidence.verdicts}
    assert len(chances) == 1
    assert evidence.choice.variant in ("prompt", None)


def test_nothing_is_shown_beside_a_variant_of_which_much_is_missing() -> None:
    evidence = analyse(eval_set({"prompt": "0" * 30 + "1" * 120, "rag": "1" * 134 + " " * 16}))
    (pair,) = evidence.pairs
    assert [pair.verdict, *(found.verdict for found in evidence.verdicts)] == ["not settled"] * 3
    reason = "because 16 of 150 items are missing for `rag`"
    assert all(found.sentence.endswith(f": not settled, {reason}.") for found in evidence.verdicts)
    assert evidence.choice.sentence.startswith(
        f"These results do not settle which variant is good enough, {reason}: run them again."
    )


def test_variants_of_which_nothing_is_missing_are_still_told_apart_beside_one_of_which_much_is() -> None:
    evidence = analyse(eval_set({"prompt": "0" * 60 + "1" * 90, "rag": "1" * 150, "ft": "0" * 100 + " " * 50}))
    assert {found.variant: found.verdict for found in evidence.verdicts} == {
        "prompt": "shown worse",
        "rag": "shown better",
        "ft": "not settled",
    }
    assert evidence.choice.variant is None


def test_nearly_all_is_not_called_all() -> None:
    evidence = analyse(eval_set({"prompt": "1" * 399 + "0", "rag": "0" * 200 + "1" * 200}))
    assert evidence.verdicts[0].sentence.startswith("`prompt` passed 399 of 400 (over 99 %, 95 % CI 99 to 100).")
