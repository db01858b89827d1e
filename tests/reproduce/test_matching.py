"""Whether an answer in words says a fact."""

from __future__ import annotations

import pytest

from benchmarks.reproduce.bm25 import Index
from benchmarks.reproduce.matching import is_right


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("14 months", "14 months"),
        ("The battery lasts 14 Months.", "14 months"),
        ("That would be 14 month", "14 months"),
        ("€74", "74 euros"),
        ("74 €", "74 euros"),
        ("It costs 74 EUR.", "74 euros"),
        ("two screws", "2 screws"),
        ("on a Thursday", "Thursdays"),
        ("at 22:00", "22:00"),
        ("IP54", "IP54"),
        ("ip 54", "IP54"),
        ("like the cuckoo", "cuckoo"),
        ("\nLumo\nBrisa", "Lumo"),
    ],
)
def test_the_same_fact_in_other_words_is_right(answer: str, wanted: str) -> None:
    assert is_right(answer, wanted)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("4 months", "14 months"),
        ("14", "14 months"),
        ("140 months", "14 months"),
        ("14 days", "14 months"),
        ("12:00", "22:00"),
        ("", "Lumo"),
        ("Brisa\nLumo", "Lumo"),
        ("The cable reaches 60 metres. The radio reaches 2 metres.", "2 metres"),
        ("1,200 ppm", "200 ppm"),
    ],
)
def test_another_fact_or_a_later_line_is_wrong(answer: str, wanted: str) -> None:
    assert not is_right(answer, wanted)


def test_an_answer_that_says_old_and_new_is_wrong() -> None:
    assert is_right("20 months", "20 months", old="14 months")
    assert not is_right("14 months or 20 months", "20 months", old="14 months")


def test_the_number_alone_is_enough_where_the_question_names_the_unit() -> None:
    asked = "Up to how many sensors fit one hub?"
    assert is_right("The most is 16.", "16 sensors", old="8 sensors", question=asked)
    assert not is_right("The most is 8.", "16 sensors", old="8 sensors", question=asked)
    assert not is_right("16", "16 sensors", question="What fits one hub?")
    assert not is_right("16 seconds.", "16 sensors", question=asked)


def test_a_line_that_only_leads_to_the_answer_is_not_the_answer() -> None:
    assert is_right("The answer is:\n14 months", "14 months")
    assert not is_right("The answer is:\n4 months\n14 months", "14 months")


def test_retrieval_ranks_by_rare_words_and_leaves_one_out_when_told() -> None:
    index = Index(["the battery lasts", "the screen is wide", "charging takes two hours", "the cable is long"])
    assert index.nearest("how long does it charge", 1, without={3}) == [2]
    assert index.nearest("how long is the cable", 1) == [3]
    assert index.nearest("screen", 2) == [1, 0]
