"""Many looks at the same items flatter the best result."""

from __future__ import annotations

import pytest
from evals.builders import check_of, eval_set

from advisor.evals.analysis import analyse
from advisor.evals.beside import Beside

CHECK = "overfitting"


def test_uncounted_looks_are_not_checked() -> None:
    found = check_of(eval_set({"prompt": "10"}), CHECK)
    assert (found.state, found.sentence) == (
        "unknown",
        "Say how many prompts and settings were scored on these items so far.",
    )


@pytest.mark.parametrize(
    ("looks", "held_out", "state"),
    [(10, False, "green"), (11, None, "amber"), (11, True, "amber"), (11, False, "red")],
)
def test_amber_above_ten_looks_red_without_a_held_out_set(looks: int, held_out: bool | None, state: str) -> None:
    beside = Beside(looks=looks, has_held_out_set=held_out)
    assert check_of(eval_set({"prompt": "10"}), CHECK, beside).state == state


def test_red_says_what_to_do() -> None:
    found = check_of(eval_set({"prompt": "10"}), CHECK, Beside(looks=25, has_held_out_set=False))
    assert (found.figure, found.sentence) == (
        "25 looks",
        "So many versions were tried on these items that the best looks better than it is: set 100 new items aside and"
        " compare on them.",
    )


def test_the_prompts_in_the_results_are_looks_that_nobody_has_to_count() -> None:
    found = check_of(eval_set({f"prompt {number}": "10" for number in range(11)}), CHECK)
    assert (found.state, found.figure) == ("amber", "at least 11 prompts")


def test_after_three_looks_only_a_99_percent_interval_shows_one_better() -> None:
    # 11 to 2 of 100: the 95 % interval of the difference is +2.1 to +17.3, the 99 % one reaches below 0.
    evals = eval_set({"prompt": "11" + "0" * 11 + "1" * 87, "rag": "00" + "1" * 98})
    three, four = (analyse(evals, beside=Beside(looks=looks)) for looks in (3, 4))
    assert (three.pairs[0].verdict, three.verdicts[1].verdict) == ("a better", "shown better")
    assert (four.pairs[0].verdict, four.facts["rag_vs_simpler"]) == ("not settled", "not_settled")
    assert four.verdicts[1].verdict != "shown better"
    assert four.pairs[0].sentence.endswith(
        ": not settled, because these items were looked at 4 times and the 99 % interval does not clear 0."
    )


def test_more_than_three_looks_are_noted() -> None:
    notes = analyse(eval_set({"prompt": "10"}), beside=Beside(looks=4)).notes
    assert notes[-1] == (
        "These items were looked at 4 times: after more than 3 looks a 95 % interval holds less often than it says, so"
        " only a 99 % interval that clears 0 shows that one variant is better."
    )
    assert not any("looked at" in note for note in analyse(eval_set({"prompt": "10"}), beside=Beside(looks=3)).notes)
