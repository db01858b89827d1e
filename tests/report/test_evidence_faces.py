"""Eval results as text, Markdown and HTML: the answer first, 80 columns, every number with n, interval and method."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from advisor import Comparison, compare, read_evals
from advisor.evals.beside import Beside
from advisor.evals.failures import failure_summary
from advisor.files.rulebook import RuleBook
from advisor.report import labelled_words, stress_words

ROOT = Path(__file__).parents[2]


def comparison(**marks: str) -> Comparison:
    """Pass or fail, a mark an item, one variant a keyword."""
    rows = [
        {"variant": name.replace("_", " "), "item": f"i{i}", "score": int(mark)}
        for name, row in marks.items()
        for i, mark in enumerate(row)
    ]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    return compare(read_evals([("results.jsonl", data)]), target=0.9)


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(read_evals(ROOT / "tests" / "data" / "examples" / "expense-routing.promptfoo.json"), target=0.85)


def test_the_answer_comes_first_and_what_was_counted_last(example: Comparison) -> None:
    titles = re.findall(r"^(?=[A-Z])([A-Z, ]+)$", example.to_text(), re.MULTILINE)
    assert titles == [
        "EVAL RESULTS",
        "VARIANT BY VARIANT",
        "PAIRED DIFFERENCES",
        "EVAL HEALTH",
        "WHAT TO MEASURE NEXT",
        "FILES",
        "COUNTED, NOT HIDDEN",
        "WHAT THE RULES READ FROM THIS",
        "HOW COMPUTED",
    ]
    assert example.to_text().splitlines()[1].strip().startswith(example.choice.sentence[:40])


def test_text_keeps_to_eighty_columns_but_for_what_cannot_be_broken(example: Comparison) -> None:
    assert [line for line in example.to_text().splitlines() if len(line) > 80] == []


def test_a_table_too_wide_for_that_becomes_a_row_a_paragraph() -> None:
    found = comparison(**{"a_prompt_with_a_name_so_long_that_no_table_could_hold_it_in_eighty_columns": "1101" * 10})
    shown = found.to_text()
    assert "a prompt with a name so long that no table could hold it in eighty columns: n 40," in " ".join(
        shown.split()
    )
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def test_each_verdict_has_its_n_and_its_chances(example: Comparison) -> None:
    shown = " ".join(example.to_text().split())
    for each in example.verdicts:
        assert f"{each.sentence}" in shown
    assert shown.count("[n = 40; P(no more than 0.03 below the best)") == len(example.verdicts)


def test_methods_stand_under_how_computed_alone(example: Comparison) -> None:
    above, how = " ".join(example.to_text().split()).split("HOW COMPUTED")
    assert [name for name in ("Wilson", "Tango", "McNemar", "Holm", "bootstrap", "Pareto") if name in above] == []
    assert how.count(": Tango; p = ") == len(example.pairs)
    assert how.count("Verdict on ") == len(example.verdicts)
    assert "Intervals of the means by Wilson." in how


def test_the_same_parts_stand_in_every_face(example: Comparison) -> None:
    in_text = re.findall(r"^(?=[A-Z])([A-Z, ]+)$", example.to_text(), re.MULTILINE)
    in_markdown = [title.upper() for title in re.findall(r"^## (.*)$", example.to_markdown(), re.MULTILINE)]
    in_html = [title.upper() for title in re.findall(r"<h3>(.*?)</h3>", example.to_html())]
    assert in_text == in_markdown == in_html


def test_names_from_files_hold_no_markup_in_html() -> None:
    found = compare(read_evals([("r.jsonl", b'{"variant": "<script>x</script>", "item": "<b>", "score": 1}\n' * 1)]))
    assert "<script>" not in found.to_html()
    assert "&lt;script&gt;" in found.to_html()


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ({"prompt": "1" * 30}, "There is only one variant: load the results of two prompts or more on the same items."),
        ({"p1": "1" * 60, "p2": "0" * 60}, "Yes: this eval tells the two apart."),
        (
            {"p1": "10" * 15, "p2": "01" * 15},
            "Not yet: this eval does not tell the two apart. It could still go either way.",
        ),
        (
            {"p1": "1" * 60, "p2": "0" * 60, "p3": "0" * 60},
            "In part: this eval tells 2 of 3 pairs apart. 1 could still go either way.",
        ),
        (
            {"p1": "10" * 15, "p2": "01" * 15, "p3": "1001" * 7 + "10"},
            "Not yet: this eval tells none of 3 pairs apart. 3 could still go either way.",
        ),
    ],
)
def test_whether_an_eval_tells_variants_apart_is_one_sentence(marks: dict[str, str], said: str) -> None:
    assert stress_words.told_apart(comparison(**marks)) == said


BOOK = RuleBook.load()


@pytest.mark.parametrize(
    ("causes", "answered", "said"),
    [
        (["facts"] * 3, "form", "Too few labels to say anything yet."),
        (["facts"] * 8, "form", "Your labels say facts; you answered form. The labels count."),
        (["facts"] * 8, "facts", "Your labels say facts, as you answered."),
        (["facts"] * 8, "unknown", "Your labels say facts. That now answers the open question what is usually wrong."),
        (["facts", "form"] * 4, "form", "Your labels show no one cause that leads. Your answer stands: form."),
        (["facts", "form"] * 4, "unknown", "Your labels show no one cause that leads. The question stays open."),
    ],
)
def test_labels_stand_beside_the_answer(causes: list[str], answered: str, said: str) -> None:
    labels = {("prompt", f"i{i}"): cause for i, cause in enumerate(causes)}
    found = failure_summary(labels)  # type: ignore[arg-type]
    assert found is not None
    assert labelled_words.beside_the_answer(found, answered, BOOK) == said


def test_labelled_failures_stand_in_the_report_with_their_intervals() -> None:
    rows = b"".join(b'{"variant": "prompt", "item": "i%d", "score": %d}\n' % (i, i % 2) for i in range(40))
    labels = {("prompt", f"i{i}"): "form" for i in range(0, 20, 2)}
    found = compare(read_evals([("r.jsonl", rows)]), beside=Beside(failures=labels))  # type: ignore[arg-type]
    assert "Form: 10 of 10, 100 % (95 % interval 72 to 100)" in " ".join(found.to_text().split())
