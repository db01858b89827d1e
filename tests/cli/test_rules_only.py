"""The command line where too few cases share the task: the JSON has the number, marked as not to be shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from advisor.cli.main import cli

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture(params=[0, 1, 4, 5, 20])
def cases(request: pytest.FixtureRequest) -> int:
    """How many cases of the task the weights were fitted to."""
    return int(request.param)


@pytest.fixture
def rules(tmp_path: Path, cases: int) -> Path:
    """The shipped rules, as if their weights had been fitted to so many cases of the task `code`."""
    folder = Path(shutil.copytree(RULES, tmp_path / "rules"))
    weights = folder / "weights.yaml"
    data = yaml.safe_load(weights.read_text(encoding="utf-8"))
    data["fitted_on"]["code"] = {"cases": cases, "papers": 0, "before_2025": 0}
    weights.write_text(yaml.safe_dump(data), encoding="utf-8")
    return folder


def printed(rules: Path, format: str) -> str:
    answers = rules.parent / "answers.yaml"
    answers.write_text("task: code\nformat: peculiar\n", encoding="utf-8")
    command = ["recommend", str(answers), "--rules", str(rules), "--format", format]
    return CliRunner().invoke(cli, command).stdout


def test_the_json_has_the_number_and_says_whether_it_may_be_shown(rules: Path, cases: int) -> None:
    data = json.loads(printed(rules, "json"))
    for each in (data, *data["ranking"]):
        assert isinstance(each["probability"]["value"], float)
        assert each["probability"]["shown"] == (cases >= 5)


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_what_is_printed_has_a_percentage_exactly_where_it_may_be_shown(rules: Path, cases: int, format: str) -> None:
    said = " ".join(printed(rules, format).split())
    assert ("of published cases that look like yours" in said) == (cases >= 5)
    assert ("Rules only: " in said) != (cases >= 5)
