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


def test_more_than_three_looks_are_noted() -> None:
    notes = analyse(eval_set({"prompt": "10"}), beside=Beside(looks=4)).notes
    assert notes[-1] == (
        "These items were looked at 4 times: after more than 3 looks a 95 % interval holds less often than it says, so"
        " take a difference as shown only on new items, or where its p-value is below 0.01."
    )
    assert not any("looked at" in note for note in analyse(eval_set({"prompt": "10"}), beside=Beside(looks=3)).notes)
