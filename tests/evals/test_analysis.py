"""The analysis chooses a score and says so, keeps a front of what is priced, and refuses arguments that do not fit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evals.builders import eval_set, graded_set, set_of

from advisor.errors import EvalFileError
from advisor.evals.analysis import analyse
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.schema.evidence import FileRead


def _with_scores(*names: str, blended: frozenset[str] = frozenset()) -> EvalSet:
    values = {"brevity": (0.5, 1.0), "score": (0.5, 1.0), "stars": (3.0, 5.0)}
    rows = [{name: values.get(name, (0.0, 1.0))[place] for name in names} for place in (0, 1)]
    return replace(set_of(Sample("rag", f"i{n}", row) for n, row in enumerate(rows)), blended=blended)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (("brevity", "queue_correct", "score"), "queue_correct"),
        (("fast_enough", "polite", "score"), "polite"),
        (("exact_match", "accuracy_of_tone"), "accuracy_of_tone"),
        (("stars", "polite"), "polite"),
        (("stars", "score"), "stars"),
        (("success", "score"), "success"),
        (("score",), "score"),
    ],
)
def test_quality_is_the_pass_fail_score_that_speaks_of_correctness(names: tuple[str, ...], chosen: str) -> None:
    assert analyse(_with_scores(*names, blended=frozenset({"score", "success"}))).score == chosen


def test_the_choice_and_the_alternatives_are_noted() -> None:
    assert analyse(_with_scores("brevity", "queue_correct")).notes[0] == (
        "There are 2 scores (`brevity`, `queue_correct`): `queue_correct` is taken as quality;"
        " name another with `score`."
    )


def test_a_score_can_be_named() -> None:
    evidence = analyse(_with_scores("brevity", "queue_correct"), score="brevity")
    assert evidence.score == "brevity"
    assert not any("taken as quality" in note for note in evidence.notes)


def test_a_score_that_is_not_there_is_answered_with_those_there_are() -> None:
    with pytest.raises(EvalFileError) as raised:
        analyse(_with_scores("brevity", "queue_correct"), score="accuracy")
    assert str(raised.value) == ("The score `accuracy` is not in these results: they hold `brevity`, `queue_correct`.")


def test_results_without_any_score_cannot_be_analysed() -> None:
    with pytest.raises(EvalFileError) as raised:
        analyse(eval_set({"rag": "--"}))
    assert str(raised.value) == "No row has a score: check that the score column holds numbers or pass/fail."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"target": 90.0}, "`target` is 90, but `correct` runs from 0 to 1: write 0.9 for 90 %."),
        ({"target": float("nan")}, "`target` is nan: write a number in the units of `correct`."),
        ({"margin": -0.1}, "`margin` is -0.1: write a number from 0 up in score units, such as 0.03."),
        ({"margin": float("inf")}, "`margin` is inf: write a number from 0 up in score units, such as 0.03."),
    ],
)
def test_a_target_or_margin_that_does_not_fit_is_answered_with_the_repair(
    arguments: dict[str, float], message: str
) -> None:
    with pytest.raises(EvalFileError) as raised:
        analyse(eval_set({"rag": "10"}), **arguments)
    assert str(raised.value) == message


def test_a_target_above_1_fits_ratings() -> None:
    assert analyse(graded_set({"rag": [4.0, 5.0, 4.5]}), target=2.0).facts["measured_rag"] == "meets_target"


def test_the_front_holds_priced_variants_the_cheapest_first() -> None:
    costs = {"prompt": 0.01, "rag": 0.03, "ft": 0.02}
    evidence = analyse(eval_set({"prompt": "1000", "rag": "1100", "ft": "1110", "raft": "1111"}, costs=costs))
    assert evidence.front == ("prompt", "ft")
    assert {found.variant: found.on_front for found in evidence.variants} == {
        "prompt": True,
        "rag": False,
        "ft": True,
        "raft": None,
    }
    assert "No cost is known for `raft`: left out where cost is weighed against quality." in evidence.notes


def test_a_cost_of_zero_is_named_as_unknown() -> None:
    evidence = analyse(eval_set({"prompt": "10", "ft": "11"}, costs={"prompt": 0.01, "ft": 0.0}))
    assert "A cost of 0 is taken as unknown, not as free (`ft`): give prices to place them." in evidence.notes


def test_variants_come_the_simplest_first() -> None:
    evidence = analyse(eval_set(dict.fromkeys(("zzz", "raft", "ft", "rag", "prompt", "human"), "10")))
    assert [found.variant for found in evidence.variants] == ["human", "prompt", "rag", "ft", "raft", "zzz"]
    assert "The names of these variants do not tell their approach, say it with `approaches`: `zzz`." in evidence.notes


def test_a_variant_without_the_chosen_score_is_noted_and_left_out() -> None:
    samples = (*eval_set({"rag": "10"}).samples, Sample("ft", "i000", {"other": 1.0}))
    evidence = analyse(set_of(samples, {"rag": "rag", "ft": "fine-tuning"}), score="correct")
    assert "`ft` has no row with the score `correct`." in evidence.notes
    assert (evidence.pairs, evidence.facts["measured_fine_tuning"]) == ((), "untested")


def test_a_stopped_run_is_noted() -> None:
    notes = ("Run with status `started`: 2 of 40 samples.",)
    file = FileRead(name="a.eval", tool="inspect-ai", tool_version=None, status="partial", rows=2, notes=notes)
    assert analyse(replace(eval_set({"rag": "10"}), files=(file,))).notes[0] == (
        "`a.eval` is not a whole run: Run with status `started`: 2 of 40 samples."
    )


def test_a_caveat_goes_with_the_evidence() -> None:
    evals = replace(eval_set({"rag": "10"}), caveat="answers drawn at random")
    assert analyse(evals).caveat == "answers drawn at random"


def test_evidence_survives_json() -> None:
    evidence = analyse(eval_set({"prompt": "1101", "rag": "11x1"}), target=0.5)
    assert type(evidence).model_validate_json(evidence.model_dump_json()) == evidence
