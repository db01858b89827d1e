"""Answers from mappings and files: any subset, and a repair instruction for everything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.errors import AnswersError
from advisor.files.answers import load_answers, read_answers
from advisor.schema.answers import Answers


def test_any_subset_may_be_given_and_none_means_unknown() -> None:
    assert read_answers({"scope": "narrow", "evals": None}).known == {"scope": "narrow"}
    assert read_answers({}) == Answers()
    assert read_answers(Answers(scope="open")) == Answers(scope="open")


@pytest.mark.parametrize("name", ["answers.yaml", "answers.json"])
def test_yaml_and_json_files_give_the_same_answers(tmp_path: Path, name: str) -> None:
    text = '{"scope": "narrow", "job": {"given": "a mail", "produces": "a label"}}'
    if name.endswith("yaml"):
        text = "scope: narrow\njob:\n  given: a mail\n  produces: a label\n"
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    answers = load_answers(path)
    assert answers.known == {"scope": "narrow"}
    assert answers.job is not None
    assert answers.job.sentence == "Given a mail, it produces a label."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"scoop": "narrow"}, "answers: there is no question `scoop`. Did you mean `scope`?"),
        (
            {"evals": "non"},
            "answers: `non` is not a value of `evals`. Did you mean `none`? "
            "It takes `none`, `eyeball`, `scored`, `trusted`, `unknown`.",
        ),
        (
            {"scope": 3},
            "answers: `3` is not a value of `scope`. It takes `open`, `several`, `narrow`, `unknown`.",
        ),
        ({"job": {"given": "x"}}, "answers: `produces` is missing; add it."),
        (
            {"job": {"given": "x", "produces": "y", "why": "z"}},
            "answers: `why` is not a key here. The keys are `given`, `produces`, `inputs`.",
        ),
        (
            ["narrow"],
            "answers: `list` is not a mapping; give question ids and options, "
            'such as {"scope": "narrow", "evals": "none"}.',
        ),
    ],
)
def test_a_wrong_mapping_is_answered_with_its_repair(given: Any, message: str) -> None:
    with pytest.raises(AnswersError) as found:
        read_answers(given)
    assert str(found.value) == message


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(AnswersError) as found:
        read_answers({"scoop": "narrow", "evals": "non", "gap": "meet"})
    assert len(found.value.lines) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "answers.yaml: the file is empty; write lines such as `scope: narrow`."),
        ("- scope\n", "answers.yaml: this is not a mapping; write lines such as `scope: narrow`."),
        ("scope: narrow\nscope: open\n", "answers.yaml:2: `scope` is given twice; keep one of them."),
        (
            "evals: none\nscope: narow\n",
            "answers.yaml:2: `narow` is not a value of `scope`. Did you mean `narrow`? "
            "It takes `open`, `several`, `narrow`, `unknown`.",
        ),
        (
            "scope: [narrow\n",
            "answers.yaml:2: this is not YAML (did not find expected ',' or ']'); "
            "mend the line or quote the text in it.",
        ),
        (
            "scope: 2026-02-31\n",
            "answers.yaml:1: `2026-02-31` is not a value of `scope`. It takes `open`, `several`, `narrow`, `unknown`.",
        ),
        (
            "scope: !!int foo\n",
            "answers.yaml:1: `foo` is not a value of `scope`. It takes `open`, `several`, `narrow`, `unknown`.",
        ),
        ("a: &x [1]\nb: *x\n", "answers.yaml:1: an alias (`*name`) is not read here; write the value out."),
    ],
)
def test_a_broken_file_is_answered_with_line_and_repair(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AnswersError) as found:
        load_answers(path)
    assert str(found.value) == message


def test_a_missing_a_binary_and_a_huge_file_are_one_sentence_each(tmp_path: Path) -> None:
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\x93\xfa\x96\x7b")
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"#" * 1_000_001)
    for path, message in [
        (tmp_path / "nowhere.yaml", "nowhere.yaml: there is no such file; check the name and the folder."),
        (binary, "binary.yaml: this is not UTF-8 text; save it as UTF-8 and try again."),
        (huge, "huge.yaml: larger than 1 MB; a file of answers is a few lines of YAML."),
    ]:
        with pytest.raises(AnswersError) as found:
            load_answers(path)
        assert str(found.value) == message


def test_a_bomb_of_nesting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("[" * 300 + "]" * 300, encoding="utf-8")
    with pytest.raises(AnswersError, match="nested more than 40 levels deep"):
        load_answers(path)
