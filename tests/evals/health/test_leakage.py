"""Test items in the training data, the examples or the index, and whether that helped the tuned model."""

from __future__ import annotations

from evals.builders import check_of, set_of

from advisor.evals.beside import Beside
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample, SampleText

CHECK = "leakage"
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "jetty", "knoll", "larch")


def _question(place: int) -> str:
    """A text of twelve words that shares no run of eight with that of another place."""
    return "Answer in one word: " + " ".join(f"{word}{place}" for word in _WORDS)


def _set(tuned: str, base: str, name: str = "ft", *, expected: str | None = None) -> EvalSet:
    rows = [
        Sample(variant, f"i{place:03}", {"correct": float(mark)}, text=SampleText(_question(place), None, expected))
        for variant, marks in ((name, tuned), ("prompt", base))
        for place, mark in enumerate(marks)
    ]
    return set_of(rows, {name: "fine-tuning" if name == "ft" else "rag", "prompt": "prompting"})


def _training(*places: int) -> Beside:
    return Beside(training_texts=tuple(_question(place) for place in places))


def test_nothing_given_is_not_checked() -> None:
    assert check_of(_set("10", "10"), CHECK).sentence == (
        "Give what a model was tuned on, or what stands as examples in the prompt or in the index."
    )


def test_results_without_inputs_cannot_be_looked_up() -> None:
    evals = set_of([Sample("ft", "a", {"correct": 1.0})], {"ft": "fine-tuning"})
    assert check_of(evals, CHECK, _training(1)).sentence == (
        "These results hold no inputs, so they cannot be looked up in what you gave."
    )


def test_other_texts_are_green_and_the_template_is_no_overlap() -> None:
    found = check_of(_set("10" * 50, "01" * 50), CHECK, _training(1000, 1001))
    assert (found.state, found.figure) == ("green", "0 of 100 items found, 0 word for word")


def test_up_to_2_percent_is_amber() -> None:
    found = check_of(_set("10" * 50, "01" * 50), CHECK, _training(4, 5))
    assert (found.state, found.figure, found.items) == (
        "amber",
        "2 of 100 items found, 2 word for word",
        ("i004", "i005"),
    )
    assert found.sentence == (
        "A few test items were seen in training: take them out of what the model has seen, or out of the test."
    )


def test_more_than_2_percent_is_red() -> None:
    found = check_of(_set("10" * 50, "01" * 50), CHECK, _training(4, 5, 6))
    assert found.state == "red"
    assert found.sentence == (
        "Test items stand in what the model has seen: take them out of what the model has seen, or out of the test."
    )


def test_a_gain_on_the_items_that_were_seen_is_told() -> None:
    # The tuned model passes all twenty that it has seen and gains nothing on the eighty others.
    tuned, base = "1" * 20 + "10" * 40, "01" * 10 + "10" * 30 + "01" * 10
    found = check_of(_set(tuned, base), CHECK, _training(*range(20)))
    assert found.state == "red"
    assert found.sentence.startswith("The tuned model gained 50 points more on the items it had seen (p = ")


def test_any_item_among_the_examples_is_red_where_nothing_is_tuned() -> None:
    found = check_of(_set("10" * 50, "01" * 50, name="rag"), CHECK, _training(4))
    assert found.state == "red"
    assert found.sentence.startswith("Test items stand in the examples or the index: ")


def test_half_of_an_item_word_for_word_counts() -> None:
    # Twelve words without the template have five runs of eight; ten words hold three of them.
    part = " ".join(_question(7).split()[4:14])
    found = check_of(_set("10" * 50, "01" * 50), CHECK, Beside(training_texts=(part,)))
    assert (found.figure, found.items) == ("1 of 100 items found, 0 word for word", ("i007",))


def test_expected_answers_alone_are_amber() -> None:
    answer = "the refund is paid out within thirty days of the claim"
    evals = _set("10" * 10, "01" * 10, expected=answer)
    found = check_of(evals, CHECK, Beside(training_texts=(answer,)))
    assert (found.state, found.figure) == (
        "amber",
        "0 of 20 items found, 0 word for word, and 20 more expected answers",
    )
