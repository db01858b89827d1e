"""Eval results in a workshop: the same figures as from the files, and nothing of what was asked or answered."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from evals.builders import eval_set, set_of

from advisor import compare, read_evals
from advisor.errors import WorkshopError
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample, SampleText
from advisor.schema.workshop import AttachedEvidence
from advisor.workshop import attached
from advisor.workshop.attached import as_eval_set, marks_alone

SAMPLES = Path(__file__).parents[1] / "data" / "eval_samples"
TODAY = datetime.date(2026, 11, 28)
TOOLS = sorted(each.name for each in SAMPLES.iterdir())
FOLDERS = [
    *(sorted((SAMPLES / tool).iterdir())[0] for tool in TOOLS),
    SAMPLES / "inspect-ai" / "more" / "several_tasks",
]


def kept(evals: EvalSet, score: str | None = None, target: float | None = 0.8) -> AttachedEvidence:
    """What a workshop keeps, through JSON and back."""
    evidence = marks_alone(evals, TODAY, score=score, target=target, margin=0.03)
    return AttachedEvidence.model_validate_json(evidence.model_dump_json())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(SAMPLES)))
def test_the_figures_of_each_tools_files_come_out_the_same(folder: Path) -> None:
    evals = read_evals(folder)
    expected = compare(evals, target=0.8)
    evidence = kept(evals, expected.score)
    found = compare(as_eval_set(evidence), score=evidence.score, target=evidence.target, margin=evidence.margin)
    for name in ("score", "target", "margin", "variants", "pairs", "verdicts", "choice", "facts"):
        assert getattr(found, name) == getattr(expected, name), name
    assert found.health.state == expected.health.state
    assert found.health.maturity == expected.health.maturity


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(SAMPLES)))
def test_nothing_that_was_asked_or_answered_is_kept(folder: Path) -> None:
    evals = read_evals(folder)
    text = kept(evals).model_dump_json()
    public = {*evals.variants(), *evals.score_names(), *(file.tool for file in evals.files)}
    said: set[str | None] = {path.name for path in folder.rglob("*") if path.is_file()}
    for sample in evals.samples:
        said |= {sample.item, sample.cluster, sample.segment, sample.error}
        if sample.text is not None:
            said |= {sample.text.input, sample.text.output, sample.text.expected, sample.text.reason}
    told = {each for each in said if each and each not in public}
    assert {each for each in told if f'"{each}"' in text or (len(each) > 6 and each in text)} == set()


def test_each_part_of_a_row_that_may_say_something_stays_behind() -> None:
    secrets = SampleText(input="SECRET-in", output="SECRET-out", expected="SECRET-expected", reason="SECRET-reason")
    samples = [
        Sample("plain", "SECRET-item", {"correct": 1.0}, cluster="SECRET-cluster", segment="SECRET-segment",
               graders={"correct": "SECRET-grader"}, text=secrets),
        Sample("plain", "SECRET-other", {}, failed=True, error="SECRET-error"),
    ]  # fmt: skip
    evidence = kept(set_of(samples))
    assert "SECRET" not in evidence.model_dump_json()
    assert evidence.graders == (("plain", "correct", "grader 1"),)
    assert [(row.item, row.cluster, row.failed) for row in evidence.rows] == [(1, 1, False), (2, None, True)]


def test_an_item_without_a_cluster_does_not_fall_into_the_cluster_of_the_same_number() -> None:
    samples = [
        Sample("plain", name, {"correct": 1.0}, cluster=own) for name, own in [("a", None), ("b", "x"), ("c", "y")]
    ]
    back = as_eval_set(kept(set_of(samples)))
    names = [each.cluster or each.item for each in back.samples]
    assert len(set(names)) == 3


def test_what_makes_a_comparison_unfair_is_kept() -> None:
    evals = read_evals(SAMPLES / "inspect-ai" / "more" / "several_tasks")
    expected = next(each for each in compare(evals).health.checks if each.check == "fairness")
    found = next(each for each in compare(as_eval_set(kept(evals))).health.checks if each.check == "fairness")
    assert (expected.state, expected.figure) == ("red", "2 values of dataset")
    assert (found.state, found.figure) == ("red", "2 values of dataset")
    assert found.sentence == "The files were made with different datasets (`1`, `2`): run all variants on the same."


def test_who_graded_is_kept_as_code_human_or_a_number() -> None:
    marks = [("plain", "gpt"), ("tuned", "human")]
    samples = [Sample(name, "a", {"correct": 1.0}, graders={"correct": who}) for name, who in marks]
    back = as_eval_set(kept(set_of(samples)))
    assert back.table.graders == {("plain", "correct", "grader 1"), ("tuned", "correct", "human")}


def test_repeats_failures_costs_and_unknowns_stay_what_they_are() -> None:
    evals = eval_set({"prompting": "1x0-", "rag": "11 0"}, costs={"rag": 0.01}, repeats=2)
    back = as_eval_set(kept(evals))
    before = [
        (s.variant, dict(s.scores), s.epoch, s.failed, s.cost_usd, s.latency_s, s.tokens_in) for s in evals.samples
    ]
    after = [(s.variant, dict(s.scores), s.epoch, s.failed, s.cost_usd, s.latency_s, s.tokens_in) for s in back.samples]
    assert after == before
    assert back.approaches == evals.approaches


def test_more_rows_than_there_is_room_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "MOST_EVIDENCE_ROWS", 3)
    with pytest.raises(WorkshopError) as error:
        kept(eval_set({"prompting": "1010"}))
    assert str(error.value) == "The eval results have 4 rows; attach between 1 and 3, such as one run."


def test_no_rows_at_all_are_refused() -> None:
    with pytest.raises(WorkshopError) as error:
        kept(set_of([]))
    assert str(error.value) == "The eval results have 0 rows; attach between 1 and 200,000, such as one run."


@pytest.mark.parametrize("key", ["caveat", "simulated"])
def test_what_is_to_be_borne_in_mind_is_kept_and_read_under_its_old_name_too(key: str) -> None:
    evals = replace(read_evals(FOLDERS[0]), caveat="Measured on a laptop.")
    said = marks_alone(evals, TODAY, score=None, target=0.8, margin=0.03).model_dump_json()
    assert said.count('"caveat":') == 1
    found = AttachedEvidence.model_validate_json(said.replace('"caveat":', f'"{key}":'))
    assert as_eval_set(found).caveat == "Measured on a laptop."
