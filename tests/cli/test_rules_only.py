"""The command line where too few cases share the task: the JSON has the number, marked as not to be shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.cli.main import cli
from advisor.files.rulebook import RuleBook

COUNTED = RuleBook.load().weights.fitted_on


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.yaml"


def printed(answers: Path, task: str, format: str) -> str:
    answers.write_text(f"task: {task}\nformat: peculiar\n", encoding="utf-8")
    return CliRunner().invoke(cli, ["recommend", str(answers), "--format", format]).stdout


@pytest.mark.parametrize("task", COUNTED)
def test_the_json_has_the_number_and_says_whether_it_may_be_shown(answers: Path, task: str) -> None:
    data = json.loads(printed(answers, task, "json"))
    for each in (data, *data["ranking"]):
        assert isinstance(each["probability"]["value"], float)
        assert each["probability"]["shown"] == (COUNTED[task].cases >= 5)


@pytest.mark.parametrize("task", COUNTED)
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_what_is_printed_has_a_percentage_exactly_where_it_may_be_shown(answers: Path, task: str, format: str) -> None:
    said = " ".join(printed(answers, task, format).split())
    enough = COUNTED[task].cases >= 5
    assert ("of published cases that look like yours" in said) == enough
    assert ("Rules only: " in said) != enough
