"""The README says what is so: its figures, its Python and YAML, its commands and its places."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from counts import GENERATED, HOUSE_RULES, MARKED, QUOTING, rewritten
from doc_pages import check_commands, check_python, renewed_readme
from places import ROOT

from advisor import recommend
from advisor.ui.parts.quick_course import UNLIKELY

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
YAML = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
PLACES = [
    re.findall(r"`([^`]+)`", cell) for cell in re.findall(r"^\| (`[^|]+) \|", TEXT, re.MULTILINE)
]  # the first is whole, the others of a row may be named from its folder


def test_everything_that_can_be_generated_is_quoted() -> None:
    assert sorted(GENERATED) == sorted(found[2] for found in MARKED.finditer(TEXT))


@pytest.mark.parametrize("path", QUOTING, ids=lambda path: path.stem)
def test_what_is_generated_is_that_of_today(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run: python tests/counts.py"


def test_the_figures_on_the_fit_are_those_of_the_report() -> None:
    said = next(found[3] for found in MARKED.finditer(TEXT) if found[2] == "fit")
    report = json.loads((ROOT / "rules/weights_fit.json").read_text(encoding="utf-8"))
    judged = {(each["weights"], each["on"]): each for each in report["judged"]}
    by_hand, fitted = judged["hand-set", "the cases"], judged["fitted", "cases held out"]
    assert f"{report['cases']} cases of {report['sources']} sources" in said
    for among in ("compared", "open"):
        assert f"{fitted[among]['log_loss']:.3f}" in said
        assert f"{by_hand[among]['log_loss']:.3f}" in said
    assert ("are better than those set by hand" in said) == (report["gain"]["low"] > 0)


def test_the_first_python_example_gives_the_headline_it_shows() -> None:
    shown = re.search(r"found\.headline\s+# (.*)", PYTHON[0])
    assert shown is not None
    scope: dict[str, Any] = {}
    exec(PYTHON[0], scope)
    assert scope["found"].headline == shown[1]


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_the_python_examples_run_and_give_the_values_they_show(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HOUSE_RULES.parent, "our_rules")
    Path("plan.yaml").write_text(YAML[2], encoding="utf-8")
    results = (ROOT / "tests/data/eval_samples/promptfoo/a1/results.json").read_text(encoding="utf-8")
    Path("results.json").write_text(results.replace("ft-small", "v7-small"), encoding="utf-8")
    check_python(code, {"recommend": recommend})


@pytest.mark.parametrize("named", PLACES, ids=lambda named: named[0])
def test_every_place_it_names_exists(named: list[str]) -> None:
    first = ROOT / named[0]
    assert first.exists()
    for other in named[1:]:
        assert (ROOT / other).exists() or (first.parent / other).exists(), other


def test_every_command_and_option_it_names_exists() -> None:
    assert check_commands(TEXT) > 6


def test_the_session_it_shows_is_what_comes_out() -> None:
    assert renewed_readme() == TEXT, "run: python tests/doc_pages.py"


def test_its_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert pictures == ["docs/images/advise.png"]
    assert 10_000 < (ROOT / pictures[0]).stat().st_size < 200_000


def test_the_answers_it_shows_are_legal() -> None:
    assert recommend(yaml.safe_load(YAML[0])).approach is not None


def test_the_house_rules_it_shows_are_those_that_are_tested() -> None:
    assert HOUSE_RULES.read_text(encoding="utf-8") == YAML[1]


def test_quick_mode_stops_at_the_chance_it_says() -> None:
    said = re.search(r"chance that one does is under\s+(\d+) %", TEXT)
    assert said is not None
    assert int(said[1]) == round(100 * UNLIKELY)
