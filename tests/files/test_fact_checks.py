"""Mistakes in the facts read off eval results, and strengths that only results may have, with place and repair."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from places import ROOT

from advisor.files.rulebook_reading import read_rule_folder

RULE = """rules:
  - id: a-loud-claim
    when: {scope: [narrow]}
    effect: {supports: [rag]}
    strength: measured
    because: It is so.
    source: [{ref: hamel-2024}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("compiled.json"))
    return tmp_path / "rules"


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        (
            "    overrides: failure\n",
            "    overrides: failures\n",
            "there is no question `failures`. Did you mean `failure`?",
        ),
        (
            "    beside: evals\n",
            "    beside: eval\n",
            "there is no question `eval`. Did you mean `evals`?",
        ),
        (
            "    overrides: failure\n",
            "    overrides: freshness\n",
            "no value of `measured_failure` is an option of `freshness`, so it overrides nothing; use `static`, "
            "`months`, `weeks`, `live` or take the line out.",
        ),
        (
            "    default: untested\n    overrides: failure\n",
            "    default: form\n    overrides: failure\n",
            "`form` is an option of `failure`, so the answer would count for nothing even without results; choose a "
            "default that is none.",
        ),
        (
            "    default: untested\n    beside: evals\n",
            "    default: blue\n    beside: evals\n",
            "`blue` is not a value of `eval_health`; write one of `untested`, `green`, `amber`, `red`.",
        ),
    ],
    ids=["no such question", "none to stand beside", "nothing in common", "a default that answers", "no such default"],
)
def test_a_fact_that_fits_no_question_is_told_with_its_line(
    folder: Path, line: str, instead: str, message: str
) -> None:
    facts = folder / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    assert text.count(line) == 1
    changed = text.replace(line, instead)
    at = next(
        i for i, (was, is_) in enumerate(zip(text.split("\n"), changed.split("\n"), strict=True), 1) if was != is_
    )
    facts.write_text(changed, encoding="utf-8")
    found = [each for each in read_rule_folder(folder).mistakes if each.startswith("facts.yaml")]
    assert found == [f"facts.yaml:{at}: {message}"]


def test_the_strength_of_results_is_for_rules_that_need_results(folder: Path) -> None:
    (folder / "house.yaml").write_text(RULE, encoding="utf-8")
    assert read_rule_folder(folder).mistakes == (
        "house.yaml:5: `measured` is for what results show, but `a-loud-claim` also holds without any; "
        "write weak, moderate or strong.",
    )
