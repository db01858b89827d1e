"""Labels, training texts, pairwise verdicts and labelled failures from files, and one sentence for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas
import pytest

from advisor import AdvisorError, Beside, compare, read_beside, recommend
from advisor.evals.beside import PositionTrial

Upload = tuple[str, bytes]


def _file(text: str, name: str = "given.csv") -> Upload:
    return name, text.encode()


def _problem(**given: Any) -> str:
    with pytest.raises(AdvisorError) as error:
        read_beside(**given)
    return str(error.value)


def test_nothing_given_is_nothing() -> None:
    assert read_beside() == Beside()


def test_labels_are_words_or_numbers_and_blank_ones_are_none() -> None:
    given = _file("Variant,Item,Label\nrag,7,pass\nrag,8,0\nrag,9,\nft,7,0.5\n")
    assert read_beside(labels=given).labels == {("rag", "7"): 1.0, ("rag", "8"): 0.0, ("ft", "7"): 0.5}


def test_labels_come_from_any_table(tmp_path: Path) -> None:
    rows = [{"variant": "rag", "item": 7, "label": True}]
    frame = pandas.DataFrame(rows)
    parquet, lines = tmp_path / "labels.parquet", tmp_path / "labels.jsonl"
    frame.to_parquet(parquet)
    lines.write_text(json.dumps({"variant": "rag", "item": "7", "label": "correct"}), encoding="utf-8")
    for source in (frame, parquet, str(parquet), lines):
        assert read_beside(second_labels=source).second_labels == {("rag", "7"): 1.0}


def test_failures_take_causes_by_name() -> None:
    given = _file("variant,item,cause\np,a,Facts\np,b,cost\np,c,wrong test\np,d,\n")
    assert read_beside(failures=given).failures == {
        ("p", "a"): "facts",
        ("p", "b"): "economics",
        ("p", "c"): "wrong-test",
    }


def test_positions_are_two_winners_a_pair() -> None:
    given = _file("item,a_first,b_first\n1,A,b\n2,tie,B\n")
    assert read_beside(positions=given).positions == (PositionTrial("1", "A", "B"), PositionTrial("2", "tie", "B"))


def test_training_texts_come_from_chats_completions_tables_and_plain_text() -> None:
    chats = {"messages": [{"role": "user", "content": "How much?"}, {"role": "assistant", "content": "Nine euros."}]}
    parts = {"messages": [{"role": "user", "content": [{"type": "text", "text": "And now?"}]}]}
    pairs = {"prompt": "Who pays?", "completion": "The firm."}
    lines = "\n".join(json.dumps(row) for row in (chats, parts, pairs, chats))
    given = [_file(lines, "train.jsonl"), _file("q,a\nWhen?,Now.\n"), _file("One line.\n\nAnother.\n", "index.txt")]
    assert read_beside(train=given).training_texts == (
        "How much?",
        "Nine euros.",
        "And now?",
        "Who pays?",
        "The firm.",
        "When?",
        "Now.",
        "One line.\n\nAnother.\n",
        "One line.",
        "Another.",
    )


@pytest.mark.parametrize(
    ("what", "text", "problem"),
    [
        (
            "labels",
            "variant,item,mark\nrag,1,1\n",
            "`given.csv` has no column `label`; its columns are `variant`, `item`, `mark`: name them `variant`, `item`,"
            " `label`.",
        ),
        (
            "labels",
            "variant,item,label\nrag,1,good\n",
            "`given.csv`, row 2: `label` is `good`, which is no number, pass/fail, true/false, yes/no or C/I/P/N: write"
            " one of these, or leave it blank.",
        ),
        ("labels", "variant,item,label\nrag,,1\n", "`given.csv`, row 2, has no `item`: fill it in."),
        ("labels", "variant,item,label\nrag,1,\n", "`given.csv` has no row with a `label`: fill it in."),
        (
            "labels",
            "variant,item,label\nrag,1,1\nrag,1,0\n",
            "`given.csv`, row 3: variant `rag`, item `1` is there twice with different values of `label`: keep"
            " one of them.",
        ),
        (
            "failures",
            "variant,item,cause\nrag,1,weather\n",
            "`given.csv`, row 2: `cause` is `weather`: write facts, form, judgement, economics or wrong-test.",
        ),
        (
            "positions",
            "item,a_first,b_first\n1,A,me\n",
            "`given.csv`, row 2: `b_first` is `me`: write who won, A, B or tie.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(what: str, text: str, problem: str) -> None:
    assert _problem(**{what: _file(text)}) == problem


def test_other_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    assert _problem(labels=tmp_path / "none.csv") == "`none.csv` is not there: check the path."
    assert _problem(labels=tmp_path).endswith("is a folder: give one file.")
    assert _problem(train=[tmp_path]).endswith("is a folder: give the training files in it.")
    assert _problem(labels=_file("", "empty.csv")) == "`empty.csv` is empty: export the results again."
    assert _problem(train=("a.png", b"\x89PNG")).endswith(": give the CSV or JSON behind it.")


def test_numbers_that_make_no_sense_are_refused() -> None:
    assert _problem(looks=-1) == "`looks` is -1: write how often these items were scored, from 0 up."
    assert _problem(minutes_per_item=0) == "`minutes_per_item` is 0: write the minutes that one item takes, such as 3."
    assert _problem(mix={"web": -0.1}) == (
        "The share of segment `web` is -0.1: write its part of the traffic, such as 0.3."
    )
    assert _problem(mix={"web": 0.0}) == (
        "The shares of all segments are 0: write the part of the traffic that each has."
    )


def test_what_was_compared_takes_nothing_beside_it_any_more() -> None:
    found = compare(pandas.DataFrame({"variant": ["rag"], "item": ["1"], "score": [1]}))
    with pytest.raises(AdvisorError, match=r"^`results` were compared without this `beside`; give the eval set itself"):
        compare(found, beside=Beside(looks=3))


def test_a_recommendation_reads_what_is_given_beside_the_results() -> None:
    frame = pandas.DataFrame({"variant": ["prompt"] * 9, "item": [str(place) for place in range(9)], "score": [0] * 9})
    beside = read_beside(failures=frame.assign(cause="form"))
    evidence = recommend({"failure": "facts"}, results=frame, beside=beside).evidence
    assert evidence is not None
    assert evidence.facts["measured_failure"] == "form"
