"""The facts for the rules take few values, each from its own condition, and stay open where the data do."""

from __future__ import annotations

import pytest
from evals.builders import eval_set, graded_set

from advisor.evals.analysis import analyse


def _facts(marks: dict[str, str], target: float | None = None, margin: float = 0.03) -> dict[str, str]:
    return analyse(eval_set(marks), target=target, margin=margin).facts


def test_all_facts_are_always_there() -> None:
    assert _facts({"prompt": "10"}) == {
        "measured_prompting": "no_target",
        "measured_rag": "untested",
        "measured_fine_tuning": "untested",
        "measured_rag_fine_tuning": "untested",
        "measured_items": "few",
        "rag_vs_simpler": "untested",
        "fine_tuning_vs_simpler": "untested",
        "rag_fine_tuning_vs_simpler": "untested",
        "measured_baseline": "untested",
        "measured_failure": "untested",
        "eval_health": "amber",
    }


@pytest.mark.parametrize(
    ("passed", "fact"), [(50, "meets_target"), (49, "probably_meets"), (48, "not_settled"), (40, "below_target")]
)
def test_fifty_items_against_90_percent(passed: int, fact: str) -> None:
    # Wilson lower end of 50 of 50 is 93 %; of 49 it is 89.5 % with P(>= 90 %) = .97; of 48 P = .896, just short.
    assert _facts({"prompt": "1" * passed + "0" * (50 - passed)}, target=0.9)["measured_prompting"] == fact


def test_graded_scores_are_judged_by_t() -> None:
    good = graded_set({"rag": [0.9, 0.8, 1.0, 0.9, 0.85]})
    assert analyse(good, target=0.7).facts["measured_rag"] == "meets_target"
    assert analyse(good, target=0.86).facts["measured_rag"] == "not_settled"
    assert analyse(good, target=0.83).facts["measured_rag"] == "probably_meets"
    assert analyse(good, target=0.99).facts["measured_rag"] == "below_target"


def test_a_target_met_only_when_failed_calls_are_left_out_is_not_settled() -> None:
    marks = {"rag": "1" * 95 + "x" * 5}
    assert _facts(marks, target=0.95)["measured_rag"] == "not_settled"
    assert _facts(marks, target=0.80)["measured_rag"] == "meets_target"


def test_more_than_5_percent_failed_leaves_the_target_open() -> None:
    assert _facts({"rag": "1" * 90 + "x" * 10}, target=0.5)["measured_rag"] == "not_settled"


@pytest.mark.parametrize(("n", "fact"), [(19, "few"), (20, "some"), (199, "some"), (200, "many")])
def test_the_items_are_those_of_the_smallest_variant(n: int, fact: str) -> None:
    assert _facts({"rag": "1" * n, "prompt": "1" * 300})["measured_items"] == fact


def test_an_approach_is_better_worse_close_or_not_settled_against_the_best_simpler_one() -> None:
    prompt = "1" * 200 + "0" * 200
    assert _facts({"prompt": prompt, "rag": "1" * 260 + "0" * 140})["rag_vs_simpler"] == "better"
    assert _facts({"prompt": prompt, "rag": "1" * 140 + "0" * 260})["rag_vs_simpler"] == "worse"
    assert _facts({"prompt": prompt, "rag": "1" * 201 + "0" * 199})["rag_vs_simpler"] == "close"
    assert _facts({"prompt": prompt[190:210], "rag": "1" * 12 + "0" * 8})["rag_vs_simpler"] == "not_settled"


def test_a_slightly_worse_approach_is_neither_worse_nor_close() -> None:
    # 10 of 400 items lost: the 90 % interval ends above -3 points and begins below them: probably as good.
    facts = _facts({"prompt": "1" * 300 + "0" * 100, "rag": "1" * 290 + "0" * 110})
    assert facts["rag_vs_simpler"] == "probably_close"


def test_fine_tuning_is_compared_with_the_best_of_prompting_and_rag() -> None:
    facts = _facts({"prompt": "0" * 60, "rag": "1" * 60, "ft": "1" * 30 + "0" * 30})
    assert facts["rag_vs_simpler"] == "better"
    assert facts["fine_tuning_vs_simpler"] == "worse"


def test_the_best_variant_stands_for_its_approach_and_a_note_says_how_many_were_tried() -> None:
    evidence = analyse(eval_set({"prompt a": "1" * 50, "prompt b": "0" * 50}), target=0.8)
    assert evidence.facts["measured_prompting"] == "meets_target"
    assert (
        "2 variants of prompting were tried; the best by mean, `prompt a`, stands for it, which flatters it a little."
        in evidence.notes
    )


def test_todays_process_is_ahead_only_when_it_beats_every_other_variant() -> None:
    assert _facts({"human": "1" * 40, "prompt": "0" * 40, "rag": "0" * 40})["measured_baseline"] == "ahead"
    assert _facts({"human": "1" * 40, "prompt": "0" * 40, "rag": "1" * 40})["measured_baseline"] == "not_settled"
    assert _facts({"human": "0" * 40, "prompt": "0" * 40, "rag": "1" * 40})["measured_baseline"] == "behind"
    assert _facts({"human": "0" * 40})["measured_baseline"] == "not_settled"


def test_todays_process_is_no_simpler_approach() -> None:
    assert _facts({"human": "1" * 40, "rag": "0" * 40})["rag_vs_simpler"] == "untested"


def test_approaches_on_other_items_are_not_settled_against_each_other() -> None:
    facts = _facts({"prompt": "1111    ", "rag": "    1111"}, target=0.1)
    assert facts["rag_vs_simpler"] == "not_settled"
    assert facts["measured_prompting"] == "meets_target"


def test_better_by_less_than_the_margin_is_close_so_that_the_simpler_one_wins() -> None:
    # 20 of 2,000 items more: the 95 % interval lies above 0 and the 90 % interval below the margin.
    facts = _facts({"prompt": "1" * 1500 + "0" * 500, "rag": "1" * 1520 + "0" * 480})
    assert facts["rag_vs_simpler"] == "close"


def test_today_s_process_within_the_margin_of_every_variant_is_close() -> None:
    facts = _facts({"baseline": "1" * 801 + "0" * 199, "prompt": "1" * 800 + "0" * 200})
    assert facts["measured_baseline"] == "close"


def test_nothing_measured_is_settled_on_a_red_eval() -> None:
    marks = [0.9] * 30 + [95.0]
    evidence = analyse(graded_set({"prompt": marks, "rag": [0.1, 0.3] * 15 + [0.1]}), target=0.5)
    assert {name: value for name, value in evidence.facts.items() if value not in ("untested", "some")} == {
        "measured_prompting": "not_settled",
        "measured_rag": "not_settled",
        "rag_vs_simpler": "not_settled",
        "eval_health": "red",
    }
