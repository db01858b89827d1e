"""House rules on the command line: one option, `--rules`, for a whole book and for a team's own rules."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import advisor
from places import DATA, ROOT

HOUSE = DATA / "house_rules"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    text = "scope: narrow\nformat: peculiar\nfailure: form\ncoverage: weak\ntask: code\ntuning_route: cloud\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_recommend_lays_house_rules_on_top_of_the_book(answers: Path) -> None:
    plain = json.loads(advisor("recommend", answers, "--format", "json").stdout)
    ours = json.loads(advisor("recommend", answers, "--rules", HOUSE, "--format", "json").stdout)
    assert (plain["approach"], ours["approach"]) == ("fine-tuning", "prompting")
    assert plain["rules_fingerprint"] != ours["rules_fingerprint"]
    assert {out["rule"] for out in ours["ruled_out"]} == {"our-data-stays-in-the-country"}


def test_recommend_takes_a_whole_book_with_house_rules_behind_it(answers: Path) -> None:
    book = ROOT / "rules"
    both = advisor("recommend", answers, "--rules", book, "--rules", HOUSE, "--format", "json")
    assert both.stdout == advisor("recommend", answers, "--rules", HOUSE, "--format", "json").stdout


def test_check_counts_what_house_rules_change() -> None:
    run = advisor("check", "--rules", HOUSE)
    assert run.returncode == 0
    last = run.stdout.splitlines()[-1]
    assert "rules (house rules: 1 added, 1 replaced, 1 switched off), 2 examples, " in last
    assert last.endswith("no mistake found.")


def test_a_mistake_in_house_rules_is_told_by_both_verbs(tmp_path: Path, answers: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(HOUSE, house)
    rules = house / "data_border.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("limits: [hosting]", "limit: [hosting]"), "utf-8")
    mistake = "house/data_border.yaml:11: there is no question or fact `limit`. Did you mean `limits`?"

    checked = advisor("check", "--rules", house)
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (1, mistake)
    assert checked.stdout.splitlines()[-1].endswith(": 1 to mend.")

    recommended = advisor("recommend", answers, "--rules", house)
    assert (recommended.returncode, recommended.stdout) == (2, "")
    assert recommended.stderr == f"advisor: {mistake}\n"


def test_a_folder_that_is_not_there_is_one_clear_line(answers: Path) -> None:
    run = advisor("recommend", answers, "--rules", "nowhere")
    assert run.returncode == 2
    assert run.stderr == (
        "advisor: nowhere: there is no such folder of rules; give one with `questions.yaml` (a whole book), "
        "or one with your own rules, which are laid on top of the book.\n"
    )
