"""A grader is trusted as far as people agree with it: red, amber and green by kappa, one-sided errors, corrections."""

from __future__ import annotations

import pytest
from evals.builders import check_of, eval_set, graded_set, set_of

from advisor.errors import EvalFileError
from advisor.evals.analysis import analyse
from advisor.evals.beside import Beside, Cell
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample

CHECK = "judge-agreement"


def _labels(variant: str, marks: str) -> dict[Cell, float]:
    """Human marks of the items in order; a space is no mark."""
    return {(variant, f"i{place:03}"): float(mark) for place, mark in enumerate(marks) if mark != " "}


def _one(judge: str, human: str, second: str = "") -> Beside:
    return Beside(labels=_labels("rag", human), second_labels=_labels("rag", second))


def test_without_labels_it_says_what_to_give() -> None:
    found = check_of(eval_set({"rag": "1100"}), CHECK)
    assert (found.state, found.sentence) == (
        "unknown",
        "Give human labels for a random part of the answers of every variant.",
    )


def test_code_needs_no_agreement_but_may_measure_the_wrong_thing() -> None:
    evals = set_of([Sample("rag", "a", {"match": 1.0}, graders={"match": "code"})], {"rag": "rag"})
    found = check_of(evals, CHECK)
    assert (found.state, found.sentence) == (
        "unknown",
        "No model graded these answers; mark some by hand to see whether the score means quality.",
    )


def test_a_grader_that_agrees_is_green_and_shows_kappa_and_ac1() -> None:
    judge = "1" * 30 + "0" * 20
    found = check_of(eval_set({"rag": judge}), CHECK, _one(judge, "1" * 29 + "0" * 21))
    # 49 of 50 agree: Po .98, Pe (30*29 + 20*21)/2500 = .516, kappa .959; AC1 Pe = 2 * .59 * .41 = .4838, AC1 .961.
    assert found.state == "green"
    assert (found.figure, found.computed) == (
        "98 % agreement on 50 answers",
        "kappa 0.96 (95 % CI 0.88 to 1.04), AC1 0.96",
    )
    assert found.sentence == "The grader agrees with people."


def test_a_kappa_that_ends_below_0_6_is_red_and_holds_every_verdict_back() -> None:
    judge = "10" * 40
    evals = eval_set({"rag": judge, "prompt": "0" * 80})
    beside = Beside(labels=_labels("rag", "1100" * 20))
    found = check_of(evals, CHECK, beside)
    assert found.state == "red"
    assert found.sentence == "The grader agrees too little with people: mend its instructions first."
    evidence = analyse(evals, beside=beside)
    assert {each.verdict for each in evidence.verdicts} == {"not settled"}
    assert evidence.choice.sentence.startswith(
        "No variant can be chosen on these results, because the eval does not pass its check “A grader that"
        " agrees with people”."
    )


def test_few_labels_of_the_rarer_mark_are_never_red() -> None:
    found = check_of(eval_set({"rag": "1" * 40}), CHECK, _one("", "1" * 36 + "0" * 4))
    assert (found.state, found.figure) == ("amber", "90 % agreement on 40 answers, 4 of the rarer mark")
    assert found.sentence == (
        "Too few labels of the rarer mark to judge the grader: label more answers, until 15 have it."
    )


def test_errors_of_one_side_are_amber() -> None:
    # 12 answers are passed by the grader and failed by people, none the other way: McNemar mid-p 2^-12 is below 5 %.
    judge = "1" * 72 + "0" * 28
    found = check_of(eval_set({"rag": judge}), CHECK, _one(judge, "1" * 60 + "0" * 40))
    assert found.state == "amber"
    assert found.sentence == ("The grader is too lenient: it marks 12 answers higher than people do and 0 lower.")


def test_two_people_who_agree_much_better_than_the_grader_are_red() -> None:
    human = "10" * 30
    judge = "10" * 25 + "01" * 5
    found = check_of(eval_set({"rag": judge}), CHECK, _one(judge, human, second=human))
    assert found.state == "red"
    assert found.sentence == (
        "Two people agree on 100 % of the same 60 answers, the grader with them on 83 %: the grader can do better."
    )


def test_few_labels_leave_the_scores_uncorrected() -> None:
    judge = "1" * 40 + "0" * 10
    evals, beside = eval_set({"rag": judge}), _one(judge, judge)
    assert check_of(evals, CHECK, beside).sentence == (
        "The grader agrees with people. Fewer than 15 labels of the rarer mark (10): the scores stay uncorrected."
    )
    (own,) = analyse(evals, beside=beside).health.judged
    assert (own.labelled, own.rarer, own.corrected, own.interval) == (50, 10, None, None)


def test_enough_labels_correct_the_mean_by_ppi() -> None:
    # 40 labelled, 160 not; people fail 4 of the 24 that the grader passes.
    judge = ("1" * 24 + "0" * 16) + "1" * 96 + "0" * 64
    evals, beside = eval_set({"rag": judge}), _one(judge, "1" * 20 + "0" * 20)
    (own,) = analyse(evals, beside=beside).health.judged
    assert (own.labelled, own.rarer, own.judged) == (40, 20, 0.6)
    assert (own.sensitivity, own.specificity) == (1.0, 0.8)
    # The grader's mean is .6 on both parts, so whatever its share is the corrected mean is that of people, .5.
    assert own.corrected == pytest.approx(0.5)
    assert own.interval is not None
    assert own.interval.method == "PPI++"
    # Human labels alone: .5 ± 1.96 sqrt(.25 / 40) = ± .155; the grader's marks make it narrower.
    assert 0.08 < own.interval.high - 0.5 < 0.155


def test_labels_of_everything_are_their_own_mean() -> None:
    judge = "1" * 20 + "0" * 20
    (own,) = analyse(eval_set({"rag": judge}), beside=_one(judge, judge)).health.judged
    assert own.corrected == 0.5
    assert own.interval is not None
    assert own.interval.method == "human marks only"


def test_a_difference_that_the_labels_take_back_is_red() -> None:
    # The grader passes all that rag says; people find it no better than the prompt.
    judge = {"prompt": "10" * 60, "rag": "1" * 120}
    beside = Beside(labels={**_labels("prompt", "10" * 30), **_labels("rag", "10" * 30)})
    found = check_of(eval_set(judge), CHECK, beside)
    assert found.state == "red"
    assert (
        "By the grader `rag` was 50 points above `prompt`, corrected by the human labels level with" in found.sentence
    )


def test_graded_scores_get_the_quadratic_kappa_and_spearman() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 5.0] * 8
    labels = {("rag", f"i{place:03}"): value for place, value in enumerate(values)}
    found = check_of(graded_set({"rag": [value + 0.2 for value in values]}), CHECK, Beside(labels=labels))
    assert found.state == "green"
    assert found.computed == "quadratic kappa 1.00 (95 % CI 1.00 to 1.00), AC1 1.00, Spearman 1.00"


def _with_human_scores() -> EvalSet:
    rows = [
        Sample(
            "rag",
            f"i{place:03}",
            {"correct": float(place % 2), "correct (gpt)": float(place % 2)},
            graders={"correct": "human", "correct (gpt)": "gpt"},
        )
        for place in range(60)
    ]
    return set_of(rows, {"rag": "rag"})


def test_a_score_of_the_same_name_that_people_gave_stands_for_labels() -> None:
    found = check_of(_with_human_scores(), CHECK, score="correct (gpt)")
    assert (found.figure, found.computed) == (
        "100 % agreement on 60 answers",
        "kappa 1.00 (95 % CI 1.00 to 1.00), AC1 1.00",
    )


def test_agreement_makes_a_scored_eval_a_trusted_one() -> None:
    evals = _with_human_scores()
    assert analyse(evals, score="correct (gpt)").health.maturity == "trusted"
    assert analyse(eval_set({"rag": "10" * 30})).health.maturity == "scored"


def test_labels_on_another_scale_are_a_mistake_to_mend() -> None:
    with pytest.raises(EvalFileError) as error:
        analyse(eval_set({"rag": "10"}), beside=Beside(labels={("rag", "i000"): 4.0}))
    assert str(error.value) == (
        "A human label is 4, but `correct` runs from 0 to 1: write the labels on the scale of the score."
    )


def test_labels_of_answers_that_are_not_there_are_counted_and_said() -> None:
    labels = {**_labels("rag", "10"), ("other", "i000"): 1.0}
    notes = analyse(eval_set({"rag": "10"}), beside=Beside(labels=labels)).notes
    assert (
        "1 of 3 human labels not used: no scored answer has that name, such as variant `other`, item `i000`." in notes
    )
