"""Eval files of a visitor: each read by itself, then together, then measured."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from advisor.ui.parts.results import load, measured, table_columns
from advisor.ui.parts.visit import Visit

ROWS = "".join(f"{v},{i},{int((i * 3 + k) % 10 < 7)}\n" for k, v in enumerate(("prompt", "rag")) for i in range(30))
GOOD = load("good.csv", f"variant,item,score\n{ROWS}".encode())
OTHER = load("other.csv", f"system,case,ok\n{ROWS.replace('rag', 'lora').replace('prompt', 'sql')}".encode())
BAD = load("bad.csv", b"\x00\x01\x02")
MAPPED = dataclasses.replace(OTHER, columns=(("item", "case"), ("score", "ok"), ("variant", "system")))


def test_without_files_nothing_is_measured() -> None:
    assert measured(Visit()).comparison is None


def test_a_bad_file_has_a_sentence_and_the_good_one_is_measured() -> None:
    visit = Visit(files=(BAD, GOOD))
    found = measured(visit)
    assert set(found.problems) == {BAD.digest}
    assert "bad.csv" in found.problems[BAD.digest]
    assert found.comparison is not None
    assert [each.variant for each in found.comparison.variants] == ["prompt", "rag"]


def test_the_columns_of_a_table_that_needs_a_mapping_are_offered() -> None:
    assert table_columns(OTHER) == ("system", "case", "ok")
    assert table_columns(BAD) == ()


def test_a_mapped_table_joins_one_that_needs_no_mapping() -> None:
    found = measured(Visit(files=(GOOD, MAPPED)))
    assert found.problems == {}
    assert found.results is not None
    assert found.results.variants() == ("lora", "prompt", "rag", "sql")


def test_a_place_that_was_corrected_counts() -> None:
    visit = Visit(files=(GOOD,))
    assert measured(visit).comparison is not None
    visit.places = {"rag": "fine-tuning", "gone": "rag"}
    found = measured(visit).comparison
    assert found is not None
    assert {each.variant: each.approach for each in found.variants} == {"prompt": "prompting", "rag": "fine-tuning"}


@pytest.mark.parametrize("target", [90.0, float("nan")])
def test_a_target_that_does_not_fit_is_said_and_the_figures_stay(target: float) -> None:
    found = measured(Visit(files=(GOOD,), target=target))
    assert found.setting_problem is not None
    assert found.comparison is not None
    assert found.comparison.target is None


def test_a_negative_margin_is_said_and_the_figures_stay() -> None:
    found = measured(Visit(files=(GOOD,), margin=-1.0))
    assert found.setting_problem is not None
    assert found.comparison is not None


def test_the_caveat_of_a_file_stays_with_its_results() -> None:
    found = measured(Visit(files=(dataclasses.replace(GOOD, caveat="An example."),)))
    assert found.comparison is not None
    assert found.comparison.caveat == "An example."


def test_the_same_setting_is_worked_out_once() -> None:
    visit = Visit(files=(GOOD,), target=0.7)
    assert measured(visit) is measured(visit)


def test_a_file_that_says_nothing_alone_explains_another() -> None:
    folder = Path(__file__).parents[1] / "data" / "eval_samples" / "lm-eval" / "a1" / "ft-small"
    found = measured(Visit(files=tuple(load(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.json*")))))
    assert found.problems == {}
    assert found.results is not None
    assert [each.name[:8] for each in found.results.files] == ["results_", "samples_"]


def test_the_means_of_a_run_without_its_samples_are_told_and_the_rest_is_read() -> None:
    folder = Path(__file__).parents[1] / "data" / "eval_samples" / "lm-eval" / "a1" / "ft-small"
    means = next(folder.rglob("results_*.json"))
    found = measured(Visit(files=(load(means.name, means.read_bytes()), GOOD)))
    assert [text.partition(" holds only")[0] for text in found.problems.values()] == [f"`{means.name}`"]
    assert found.comparison is not None


def test_a_fault_of_the_program_is_a_sentence_and_the_file_can_be_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("advisor.ui.parts.results.compare", fail)
    found = measured(Visit(files=(GOOD,)))
    assert found.comparison is None
    assert found.joint_problem == (
        "These results could not be compared by a fault of this program: remove files one by one to find which."
    )
