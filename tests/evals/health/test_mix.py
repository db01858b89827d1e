"""A verdict that would be another one at the mix of the traffic is red."""

from __future__ import annotations

from evals.builders import check_of, set_of

from advisor.evals.beside import Beside
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample

CHECK = "mix"


def _set(**segments: tuple[str, str]) -> EvalSet:
    """Segment -> marks of the prompt and of rag."""
    rows = [
        Sample(variant, f"{segment}{place}", {"correct": float(mark)}, segment=segment)
        for segment, both in segments.items()
        for variant, marks in zip(("prompt", "rag"), both, strict=True)
        for place, mark in enumerate(marks)
    ]
    return set_of(rows, {"prompt": "prompting", "rag": "rag"})


EASY_AND_HARD = _set(easy=("1" * 90, "1" * 90), hard=("0" * 10, "1" * 10))
"""Rag helps on the hard tenth only."""


def test_nothing_given_is_not_checked() -> None:
    assert check_of(EASY_AND_HARD, CHECK).sentence == (
        "Give the share of each segment in your traffic to see whether the mix matters."
    )


def test_results_without_segments_say_what_to_give() -> None:
    evals = set_of([Sample("rag", "a", {"correct": 1.0})], {"rag": "rag"})
    assert check_of(evals, CHECK, Beside(mix={"easy": 1.0})).sentence == (
        "These results name no segments: give a column `segment`."
    )


def test_the_same_mix_is_green() -> None:
    found = check_of(EASY_AND_HARD, CHECK, Beside(mix={"easy": 90, "hard": 10}))
    assert (found.state, found.figure) == ("green", "`easy`: 90 % of the items, 90 % of the traffic")


def test_another_mix_that_changes_no_verdict_is_amber() -> None:
    found = check_of(EASY_AND_HARD, CHECK, Beside(mix={"easy": 0.5, "hard": 0.5}))
    assert found.state == "amber"
    assert found.sentence == "The items are mixed otherwise than the traffic; no settled verdict changes by that."


def test_a_verdict_that_turns_is_red() -> None:
    evals = _set(web=("0" * 70 + "1" * 10, "1" * 70 + "0" * 10), mail=("1" * 20, "0" * 20))
    found = check_of(evals, CHECK, Beside(mix={"web": 0.2, "mail": 0.8}))
    # 60 points up on the web, 100 down by mail; at 20 to 80: .2 * 75 - .8 * 100 = 65 down.
    assert found.state == "red"
    assert found.sentence == (
        "`rag` was 40 points above `prompt`, but 65 points below it at the mix of your traffic. Add items where the"
        " traffic is, or compare by segment."
    )


def test_traffic_that_no_item_is_from_is_said() -> None:
    found = check_of(EASY_AND_HARD, CHECK, Beside(mix={"easy": 0.6, "hard": 0.1, "fax": 0.3}))
    assert found.state == "amber"
    assert found.sentence.endswith(" No item is from `fax`.")


def test_names_of_other_segments_are_a_mistake_to_mend() -> None:
    found = check_of(EASY_AND_HARD, CHECK, Beside(mix={"Easy": 1.0}))
    assert (found.state, found.sentence) == (
        "amber",
        "None of your segments is in these results, which name `easy`, `hard`: write them alike.",
    )
