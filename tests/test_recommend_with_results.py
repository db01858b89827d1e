"""Eval results become facts that rules read: real files of real tools, run on stub models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from places import DATA

from advisor import AdvisorError, compare, read_evals, recommend

PROMPTFOO = DATA / "eval_samples/promptfoo/a1/results.json"
INSPECT = sorted((DATA / "eval_samples/inspect-ai/a1_model_per_variant").glob("*.eval"))
TUNING = {"format": "peculiar", "failure": "form", "coverage": "weak", "task": "code", "evals": "scored"}


def test_if_prompting_is_measured_to_meet_the_target_it_stops_there() -> None:
    found = recommend(TUNING, results=PROMPTFOO, target=0.5)
    assert found.evidence is not None
    assert found.evidence.facts["measured_prompting"] == "meets_target"
    assert found.approach == "prompting"
    assert found.standing == "decided"
    assert found.reasons_for[0].rule == "stop-at-a-measured-prompt"
    assert found.reasons_for[0].from_data


def test_without_the_file_the_same_answers_lead_elsewhere() -> None:
    assert recommend(TUNING).approach == "fine-tuning"


def test_it_stops_from_numbers_alone_and_names_the_answer_that_could_undo_it() -> None:
    found = recommend({}, results=PROMPTFOO, target=0.5)
    assert found.standing == "decided"
    assert found.now is not None
    assert found.now.id == "keep-the-prompt"
    assert found.reasons_for[0].presumes == ("failure",)


def test_a_prompt_measured_below_the_target_speaks_against_prompting() -> None:
    found = recommend({"gap": "meets", "evals": "scored"}, results=PROMPTFOO, target=0.85)
    assert found.standing != "decided"
    below = [reason for reason in found.reasons_on_others if reason.rule == "a-prompt-measured-to-fall-short"]
    assert below or found.approach == "prompting"


def test_forty_scored_items_lift_the_need_to_build_evals_first() -> None:
    steps = [step.id for step in recommend({**TUNING, "evals": "none"}, results=PROMPTFOO, target=0.85).path]
    assert "build-evals" not in steps
    assert "build-evals" in [step.id for step in recommend({**TUNING, "evals": "none"}).path]


def test_paths_several_paths_a_data_frame_and_an_eval_set_are_all_results() -> None:
    frame = pd.DataFrame(
        [
            {"variant": variant, "item": f"i{i}", "score": int(i % step != 0), "cost": cost}
            for variant, step, cost in [("prompt", 3, 0.002), ("rag", 4, 0.004)]
            for i in range(30)
        ]
    )
    for results in (PROMPTFOO, str(PROMPTFOO), INSPECT, frame, read_evals(PROMPTFOO), compare(PROMPTFOO, target=0.9)):
        found = recommend({}, results=results, target=0.9)
        assert found.evidence is not None
        assert found.evidence.facts["measured_prompting"] != "untested"


def test_the_approach_of_a_variant_can_be_named() -> None:
    evals = read_evals(PROMPTFOO, approaches={"ft-small": "baseline"})
    summary = {variant.variant: variant.approach for variant in compare(evals).variants}
    assert summary == {"prompt-fewshot": "prompting", "rag-policy": "rag", "ft-small": "baseline"}


def test_todays_process_measured_ahead_is_kept_and_the_best_of_the_four_is_marked_not_worth_it_now() -> None:
    rows = [("people", 1)] * 60 + [("prompt", 0)] * 40 + [("prompt", 1)] * 20
    frame = pd.DataFrame([{"variant": v, "item": f"i{n % 60}", "score": s} for n, (v, s) in enumerate(rows)])
    found = recommend({}, results=read_evals(frame, approaches={"people": "baseline"}), target=0.9)
    assert found.evidence is not None
    assert found.evidence.facts["measured_baseline"] == "ahead"
    assert found.now is not None
    assert found.now.id == "keep-today"
    assert not found.worth_it_now
    assert "not worth it now" in found.headline


def passes(**counts: int) -> pd.DataFrame:
    return pd.DataFrame(
        [{"variant": v, "item": f"i{i}", "score": int(i < k)} for v, k in counts.items() for i in range(100)]
    )


@pytest.mark.parametrize(
    "frame", [passes(prompt=90, ft=40), passes(prompt=90, rag=40), passes(prompt=90, rag=40, ft=40)]
)
def test_a_prompt_below_target_does_not_lose_to_what_nobody_tried_and_nothing_supports(frame: pd.DataFrame) -> None:
    assert recommend({}, results=frame, target=0.99).approach == "prompting"


def test_a_search_shown_to_meet_the_target_that_the_prompt_misses_wins_over_answers_that_lean_to_training() -> None:
    leaning = {**TUNING, "evals": "trusted", "prompting": "plateaued", "style": "tacit", "examples": "thousands"}
    assert recommend(leaning).approach == "fine-tuning"
    found = recommend(leaning, results=passes(prompt=40, rag=95), target=0.85)
    assert (found.approach, found.standing, found.results_decide) == ("rag", "decided", True)
    assert found.reasons_for[0].rule == "stop-at-a-measured-search"
    assert "come from your eval results" in found.to_text()


def test_what_is_shown_worse_is_not_recommended_though_the_answers_lean_to_it() -> None:
    leaning = {**TUNING, "evals": "trusted", "prompting": "plateaued", "style": "tacit", "examples": "thousands"}
    found = recommend(leaning, results=passes(prompt=90, ft=40))
    assert found.approach != "fine-tuning"
    assert found.ranking[-1].approach == "fine-tuning"


def test_a_part_measured_to_harm_speaks_against_the_combination_too() -> None:
    answers = {"evals": "scored", "failure": "form", "format": "peculiar"}
    found = recommend(answers, results=passes(prompt=90, ft=40), target=0.99)
    both = next(each for each in found.ranking if each.approach == "rag+fine-tuning")
    assert "a-tune-that-harms-is-not-combined-either" in both.opposed_by


@pytest.mark.parametrize("margin", [0, 1e-300, 1e-12, 50])
def test_any_margin_from_zero_up_gives_an_answer(margin: float) -> None:
    assert compare(PROMPTFOO, target=0.9, margin=margin).margin == margin


def test_a_target_that_anything_meets_is_refused() -> None:
    with pytest.raises(AdvisorError, match="which any result of `queue_correct` meets"):
        compare(PROMPTFOO, target=0.0)


def test_compared_results_keep_their_own_target_and_margin_and_refuse_others() -> None:
    found = compare(PROMPTFOO, target=0.5, margin=0.1)
    assert recommend({}, results=found).evidence is not None
    with pytest.raises(AdvisorError, match="give the eval set itself"):
        compare(found, margin=0.5)


def test_compared_results_cannot_be_given_with_another_target() -> None:
    with pytest.raises(AdvisorError, match="give the eval set itself"):
        recommend({}, results=compare(PROMPTFOO, target=0.9), target=0.8)


def test_every_face_of_a_comparison_shows_n_interval_and_method() -> None:
    found = compare(PROMPTFOO, target=0.8)
    for face in (found.to_text(), found.to_markdown(), found.to_html()):
        assert "prompt-fewshot" in face
        said = " ".join(face.split())
        assert "0.68 (0.52 to 0.80)" in said
        assert "n counts items." in said
        assert "Intervals of the means by Wilson." in said
    assert json.loads(found.to_json())["score"] == "queue_correct"
    whole = recommend({}, results=found, target=0.8).to_text()
    assert " ".join(found.to_text().split()) in " ".join(whole.split())


def test_the_command_line_prints_the_same_figures_as_json(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "advisor.cli", "evals", str(PROMPTFOO), "--format", "json", "--target", "0.8"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    variants = {variant["variant"]: variant for variant in json.loads(run.stdout)["variants"]}
    assert set(variants) == {"prompt-fewshot", "rag-policy", "ft-small"}
    score = variants["ft-small"]["scores"]["queue_correct"]
    assert (score["n"], score["scored_rows"]) == (40, 40)
    assert score["mean"] == pytest.approx(0.875)
    assert score["se"] == pytest.approx(0.052957, abs=1e-6)
    assert variants["rag-policy"]["total_cost_usd"] == pytest.approx(0.030879, abs=1e-6)
    assert variants["rag-policy"]["tokens_in"] == 60028


def test_bad_eval_files_are_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("scope: narrow\n", encoding="utf-8")
    (tmp_path / "cut.json").write_bytes(PROMPTFOO.read_bytes()[:5000])
    command = [sys.executable, "-m", "advisor.cli", "recommend", "a.yaml", "--evals", "cut.json"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "cut.json" in run.stderr
