"""`advisor backtest`: any folder of cases with the weights as they are, or its own by cross-validation, kept."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import DATA, ROOT
from typer.testing import CliRunner, Result

import advisor
from advisor import load_cases
from advisor.cli import progress
from advisor.cli.main import cli
from advisor.decision import cross_validation
from advisor.decision.backtesting import backtest
from advisor.errors import AdvisorError, CaseBookError, RuleBookError
from advisor.files.rulebook import RuleBook
from advisor.files.track_record import load_held_out_record, load_track_record
from advisor.schema.backtest import Backtest

KEYS = {"n", "compared", "open", "by_approach", "reliability", "cases"}
CASES = load_cases().cases
COMPARED = [case for case in CASES if case.counts]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = cross_validation.Procedure(penalties=(16.0, 256.0), folds=3, repeats=1, resamples=10, starts=3)
    monkeypatch.setattr(backtest, "Procedure", lambda: quick)
    monkeypatch.setattr(cross_validation, "Procedure", lambda seed: quick)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Three cases that compared approaches and one that did not."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for case in (*COMPARED[:3], next(case for case in CASES if not case.compared)):
        shutil.copy(ROOT / "case_studies" / f"{case.id}.yaml", folder)
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))


def line_of(start: str, path: Path) -> int:
    """The number of the first line that starts so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.lstrip().startswith(start))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["backtest", *map(str, arguments)])


def test_the_json_on_a_folder_has_the_agreed_keys(mine: Path) -> None:
    result = run("--cases", mine, "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert set(data) >= KEYS
    assert (data["n"], data["left_out"], data["weights"], data["seen"]) == (3, 1, "shipped", 3)
    assert set(data["compared"]) >= {"acceptable", "log_loss"}
    assert set(data["open"]) >= {"acceptable", "best", "log_loss", "brier"}
    assert [each["id"] for each in data["cases"]] == sorted(case.id for case in COMPARED[:3])
    for each, case in zip(data["cases"], COMPARED[:3], strict=True):
        assert set(each["probability"]) == {"prompting", "rag", "fine-tuning", "rag+fine-tuning"}
        assert sum(each["probability"].values()) == pytest.approx(1)
        assert each["recommended"] == max(each["probability"], key=each["probability"].__getitem__)
        assert each["acceptable"] == list(case.acceptable)
    assert Backtest.model_validate(data).n == 3


def test_the_text_says_first_what_was_right_and_what_that_rests_on(mine: Path) -> None:
    text = run("--cases", mine).stdout
    right = json.loads(run("--cases", mine, "--format", "json").stdout)["compared"]["rate"]["right"]
    words = " ".join(text.split())
    assert text.startswith("TRACK RECORD\n")
    assert f"Among the approaches each source compared, the advisor's first was right in {right} of 3 cases (" in words
    assert "The rules and their weights were used as they are; nothing was refitted." in words
    assert "All of these cases come from a source in the advisor's own case book" in words
    assert "1 case that compared nothing is left out." in words
    assert "cross-validated" not in words
    assert "rough" in words
    before, how = text.split("HOW COMPUTED")
    for name in ("Wilson", "Brier", "log loss", "logistic", "logit"):
        assert name not in before
    assert "Wilson" in how


def test_the_markdown_is_the_same_document(mine: Path) -> None:
    text = run("--cases", mine, "--format", "markdown").stdout
    assert text.startswith("## Track record\n\n**Among the approaches each source compared")
    assert "| The advisor |" in text
    assert "| Always the majority |" in text


def test_without_a_folder_the_figures_are_cross_validated_and_called_optimistic() -> None:
    words = " ".join(run().stdout.split())
    assert f"of {len(COMPARED)} cases" in words
    assert "Each case was judged with weights fitted without it" in words
    assert "Cross-validation: the cases are divided into" in words
    assert "The rules themselves were written with these cases in view, so the figures are optimistic." in words
    assert "written, and coded into answers, by language models" in words


def test_write_keeps_the_track_record_beside_the_rules_until_they_change(rules: Path) -> None:
    result = run("--rules", rules, "--write", "--format", "json")
    assert result.stderr == "Written: backtest.json\nWritten: backtest_held_out.json\n"
    book, cases = RuleBook.load(rules), load_cases()
    kept = load_track_record(book, cases, rules)
    assert kept == Backtest.model_validate_json(result.stdout)
    assert kept is not None
    assert (kept.weights, kept.seen, kept.folds) == ("refitted in each fold", None, 3)
    apart = load_held_out_record(book, rules)
    assert apart is not None
    assert (apart.weights, apart.seen) == ("shipped", 0)

    assert load_track_record(book, cases.model_copy(update={"fingerprint": "other"}), rules) is None
    weights = rules / "weights.yaml"
    weights.write_text(weights.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    assert load_track_record(RuleBook.load(rules), cases, rules) is None
    assert load_held_out_record(RuleBook.load(rules), rules) is None
    (rules / "backtest.json").write_text("{}", encoding="utf-8")
    assert load_track_record(book, cases, rules) is None
    (rules / "backtest.json").unlink()
    assert load_track_record(book, cases, rules) is None


def test_house_rules_are_tried_like_any_book(mine: Path) -> None:
    plain = json.loads(run("--cases", mine, "--format", "json").stdout)
    house = json.loads(run("--cases", mine, "--rules", DATA / "house_rules", "--format", "json").stdout)
    assert house["rules_fingerprint"] != plain["rules_fingerprint"]
    assert house["n"] == 3


def test_the_library_gives_the_same_record(mine: Path) -> None:
    found = advisor.backtest(load_cases(mine))
    assert found == Backtest.model_validate_json(run("--cases", mine, "--format", "json").stdout)
    assert advisor.backtest().weights == "refitted in each fold"


def test_a_bar_is_shown_only_to_somebody_who_waits_at_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    def drawn(stderr: io.StringIO, patience: float) -> str:
        monkeypatch.setattr(sys, "stderr", stderr)
        monkeypatch.setattr(progress, "PATIENCE", patience)
        with progress.Bar("Working") as bar:
            for done in (1, 2, 3):
                bar(done, 3)
        return stderr.getvalue()

    assert "Working" in drawn(Screen(), -1.0)
    assert drawn(Screen(), 60.0) == ""
    assert drawn(io.StringIO(), -1.0) == ""


def test_every_mistake_of_a_broken_folder_is_told(mine: Path) -> None:
    first, second = sorted(mine.glob("*.yaml"))[:2]
    first.write_text(first.read_text(encoding="utf-8").replace("scope:", "scpe:"), encoding="utf-8")
    second.write_text(re.sub("year: .*", "year: 19999", second.read_text(encoding="utf-8")), encoding="utf-8")
    shell = subprocess.run(
        [sys.executable, "-m", "advisor.cli", "backtest", "--cases", str(mine)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert (shell.returncode, shell.stdout) == (2, "")
    assert shell.stderr == (
        f"advisor: {first.name}:{line_of('scpe:', first)}: `scpe` is not a key here. Did you mean `scope`?\n"
        f"advisor: {second.name}:{line_of('year:', second)}: `year` is 19999, which is above 2100; write a smaller "
        "number.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "error", "line"),
    [
        (
            ["--cases", "mine", "--write"],
            AdvisorError,
            "--write keeps the track record on the advisor's own cases; leave out --cases or --write.",
        ),
        (
            ["--rules", "one", "--rules", "two", "--write"],
            AdvisorError,
            "--write keeps the track record of one whole book; give a single --rules or none.",
        ),
        (
            ["--rules", "house", "--write"],
            RuleBookError,
            "house: there is no `questions.yaml`, so this is no whole book whose track record could be kept; leave out "
            "--write, or give the folder of a whole book.",
        ),
        (
            ["--cases", "uncompared"],
            CaseBookError,
            "cases: none of the cases (1) compared approaches, so there is nothing to be right or wrong about; add "
            "cases with `compared: true`, in which approaches of at least two kinds were tried.",
        ),
    ],
)
def test_bad_input_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], error: type[AdvisorError], line: str
) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "uncompared").mkdir()
    alone = next(case for case in CASES if not case.compared)
    shutil.copy(ROOT / "case_studies" / f"{alone.id}.yaml", tmp_path / "uncompared")
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert type(result.exception) is error
    assert str(result.exception) == line
