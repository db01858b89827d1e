"""`advisor calibrate`: it prints its report, and changes weights only when told to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from places import ROOT
from typer.testing import CliRunner, Result

from advisor.cli.main import cli
from advisor.decision import calibration
from advisor.decision.cross_validation import Procedure
from advisor.errors import AdvisorError, CaseBookError, RuleBookError
from advisor.files.rulebook import RuleBook
from advisor.schema.calibration import Calibration


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = Procedure(penalties=(16.0, 256.0), folds=4, repeats=1, resamples=10, starts=3)
    monkeypatch.setattr(calibration, "Procedure", lambda: quick)
    monkeypatch.setattr("advisor.decision.cross_validation.Procedure", lambda seed: quick)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["calibrate", *map(str, arguments)])


def test_it_prints_the_numbers_and_how_they_do_and_changes_nothing(rules: Path) -> None:
    before = {path.name: path.read_bytes() for path in rules.iterdir() if path.is_file()}
    result = run("--rules", rules)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("WEIGHTS fitted to ")
    for words in ("by hand", "cases held out", "slope", "bootstrap over sources", "those set by hand", "chosen"):
        assert words in result.stdout
    assert {path.name: path.read_bytes() for path in rules.iterdir() if path.is_file()} == before


def test_the_json_is_the_report(rules: Path) -> None:
    report = Calibration.model_validate(json.loads(run("--rules", rules, "--format", "json").stdout))
    assert report.weights.fitted
    assert report.rules == len(RuleBook.load(rules).rules)


def test_write_puts_the_weights_into_the_book_and_the_report_beside_them(rules: Path) -> None:
    before = RuleBook.load(rules)
    result = run("--rules", rules, "--write")
    assert result.stderr == "Written: weights.yaml\nWritten: weights_fit.json\n"
    report = Calibration.model_validate_json((rules / "weights_fit.json").read_text(encoding="utf-8"))
    after = RuleBook.load(rules)
    assert after.weights == report.weights
    assert RuleBook.load(rules, lang="ja").weights.method.startswith("手法を比較した公開事例")
    assert after.weights.settled_lead == before.weights.settled_lead
    assert (after.rules, after.steps, after.facts) == (before.rules, before.steps, before.facts)
    assert not list(rules.glob("*.tmp"))


def test_a_second_run_finds_the_same_weights(rules: Path) -> None:
    run("--rules", rules, "--write")
    first = (rules / "weights.yaml").read_bytes()
    run("--rules", rules, "--write")
    assert (rules / "weights.yaml").read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "error", "line"),
    [
        (["--cases", "nowhere"], CaseBookError, "nowhere: there is no such folder of cases; check the name."),
        (
            ["--rules", "house", "--write"],
            RuleBookError,
            "house: there is no `weights.yaml` to write to; give the folder of a whole book.",
        ),
    ],
)
def test_bad_input_is_one_clear_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    error: type[AdvisorError],
    line: str,
) -> None:
    (tmp_path / "house").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert str(result.exception) == line
