"""`advisor case new`: what is asked and in which order, what is refused, what is written and what is kept."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from advisor.cli.main import cli
from advisor.files.casebook import load_cases
from advisor.schema.cases import CODED

NEW = [sys.executable, "-m", "advisor.cli", "case", "new"]
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "300"}

SOURCE = ["How we sort messages", "https://shop.example/post", "2", "", "A Shop", "Sorting messages", "2025"]
SETTING = ["A shop sorts the messages", "of its customers.", "", "commerce"]
CODES = ["One task", "2", "label", *[""] * (len(CODED) - 3)]
FIRST = ["Ten examples", "prompting", "", "accuracy", "0.8", "", "", "$3"]
SECOND = ["A small model", "3", "8B", "error rate", "7", "no", "", ""]
OUTCOME = ["The small model sorted better.", "", "3", "3 prompting", "measured", "high"]
FILE = ["", ""]
ALL = [*SOURCE, *SETTING, *CODES, *FIRST, *SECOND, "", *OUTCOME, *FILE]

WRITTEN = """\
id: a-shop-sorting-messages
title: Sorting messages
org: A Shop
year: 2025
sector: commerce
source:
  title: How we sort messages
  url: https://shop.example/post
  kind: engineering-blog
setting: A shop sorts the messages of its customers.
answers:
  scope: narrow
  coverage: partial
  task: label
""" + "".join(f"  {question}: unknown\n" for question in CODED[3:])
TRIED = """\
approaches:
- label: Ten examples
  approach: prompting
  base_model: not stated
  metrics:
  - name: accuracy
    value: 0.8
    higher_is_better: true
  cost: $3
- label: A small model
  approach: fine-tuning
  base_model: 8B
  metrics:
  - name: error rate
    value: 7
    higher_is_better: false
outcome: The small model sorted better.
best: fine-tuning
acceptable:
- fine-tuning
- prompting
best_basis: measured
compared: true
confidence: high
"""


def new(lines: list[str], folder: Path, *arguments: str) -> Result:
    """What is typed there, in this process: a new one takes longer to start than to ask."""
    with contextlib.chdir(folder):
        return CliRunner().invoke(cli, ["case", "new", *arguments], input=_typed(lines), env={"COLUMNS": "300"})


def in_a_terminal(lines: list[str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*NEW, *arguments],
        input=_typed(lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=ENVIRONMENT,
    )


def _typed(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_a_case_is_asked_for_and_written(tmp_path: Path) -> None:
    run = in_a_terminal(ALL, tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    path = tmp_path / "a-shop-sorting-messages.yaml"
    assert path.read_text(encoding="utf-8") == WRITTEN + TRIED
    assert run.stdout.endswith(
        "Written: a-shop-sorting-messages.yaml\n"
        "Check it among the others with: advisor check --cases .\n"
        "Then send it: a pull request to the project with this one file in `case_studies/`.\n"
    )
    assert [case.id for case in load_cases(tmp_path).cases] == ["a-shop-sorting-messages"]


def test_the_setting_is_coded_before_the_outcome_is_asked_for(tmp_path: Path) -> None:
    shown = new(ALL, tmp_path).stdout
    titles = re.findall(r"\d+ of 10: ([\w, ]+?) ─", shown)
    assert titles == [
        "Source",
        "Setting",
        "Domain",
        "Eval maturity",
        "Syntax, style and rules",
        "Fresh and private facts",
        "Practical limits",
        "What was tried",
        "Outcome",
        "File",
    ]
    assert shown.index("How narrow is the job?") < shown.index("Which approach is it?") < shown.index("How it ended")


def test_it_is_written_into_the_folder_of_cases_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "case_studies").mkdir()
    assert "Written: case_studies/a-shop-sorting-messages.yaml\n" in new(ALL, tmp_path).stdout
    elsewhere = new(ALL, tmp_path, "--out", "ours/new")
    assert "Written: ours/new/a-shop-sorting-messages.yaml\n" in elsewhere.stdout


@pytest.mark.parametrize(
    ("right", "typed", "says"),
    [
        (
            "https://shop.example/post",
            ["shop.example/post", "https://shop.example/post"],
            "`shop.example/post` is not written as `url` must be: write a web address that begins with `https://`.",
        ),
        ("2025", ["soon", "2025"], "`soon` is not a whole number; write `year` with digits alone."),
        ("2025", ["199", "2025"], "`year` is 199, which is below 1990; write a larger number."),
        ("A Shop", ["", "A Shop"], "`org` cannot be left out; write it, or press Ctrl-C to go on another day."),
        (
            "commerce",
            ["comerce", "commerce"],
            "`comerce` is not a value of `sector`. Did you mean `commerce`? It takes `software`, `finance`, `health`, "
            "`law`, `commerce`, `industry`, `media`, `education`, `public`, `science`, `general`.",
        ),
        (
            "One task",
            ["narow", "narrow"],
            "`narow` is not a value of `scope`. Did you mean `narrow`? It takes `open`, `several`, `narrow`, "
            "`unknown`.",
        ),
        ("0.8", ["0,8", "0.8"], "`0,8` is not a number; write `value` with digits and a point, such as 0.61."),
        ("3 prompting", ["prompting", "3, 1"], "`fine-tuning` is the best but not in `acceptable`; add it."),
    ],
)
def test_a_wrong_entry_is_told_and_asked_for_again(tmp_path: Path, right: str, typed: list[str], says: str) -> None:
    at = ALL.index(right)
    run = new([*ALL[:at], *typed, *ALL[at + 1 :]], tmp_path)
    assert run.exit_code == 0, run.output
    assert says in run.stdout
    assert (tmp_path / "a-shop-sorting-messages.yaml").exists()


def test_the_best_has_to_have_been_tried(tmp_path: Path) -> None:
    at = ALL.index("3 prompting") - 1
    run = new([*ALL[:at], "rag", *ALL[at:]], tmp_path)
    assert run.exit_code == 0, run.output
    assert (
        "`rag` is not among the approaches tried (`fine-tuning`, `prompting`); name one of them, or add to "
        "`approaches` the system that used it."
    ) in run.stdout


def test_the_setting_can_be_read_again_while_it_is_coded(tmp_path: Path) -> None:
    at = ALL.index("label")
    shown = new([*ALL[:at], "?", *ALL[at:]], tmp_path).stdout
    asked = shown.index("What does the model mainly produce?")
    assert "A shop sorts the messages of its customers." in shown[asked : shown.index("When a good prompt fails today")]


def test_an_entry_can_be_changed_before_the_file_is_written(tmp_path: Path) -> None:
    changes = ["confidence", "low", "nonsense", "compared", "source.url", "https://shop.example/other", ""]
    run = new([*ALL[:-1], *changes], tmp_path)
    assert run.exit_code == 0, run.output
    (case,) = load_cases(tmp_path).cases
    assert (case.confidence, case.source.url) == ("low", "https://shop.example/other")
    assert "`nonsense` is not an entry; the entries are source.title, source.url," in run.stdout
    assert "`compared` follows from the approaches that were tried; change `approaches`." in run.stdout


def test_what_was_tried_can_be_changed_and_what_no_longer_fits_is_asked_for(tmp_path: Path) -> None:
    run = new([*ALL[:-1], "approaches", *FIRST, "", "1", ""], tmp_path)
    assert run.exit_code == 0, run.output
    (case,) = load_cases(tmp_path).cases
    assert (case.best, case.acceptable, case.compared) == (
        "prompting",
        ("fine-tuning", "prompting"),
        False,
    )


def test_no_file_is_written_over(tmp_path: Path) -> None:
    there = tmp_path / "a-shop-sorting-messages.yaml"
    there.write_text("mine", encoding="utf-8")
    run = new([*ALL, "another-id", ""], tmp_path)
    assert run.exit_code == 0, run.output
    assert (
        "a-shop-sorting-messages.yaml: there is such a file already, and it stays as it is; give this case another "
        "`id`."
    ) in run.stdout
    assert there.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "another-id.yaml").exists()


def test_an_id_that_is_taken_is_refused_at_once(tmp_path: Path) -> None:
    run = new([*ALL[:-2], "honeycomb-query-assistant", "", "a-shop", ""], tmp_path)
    assert "`honeycomb-query-assistant` is already the id of another case; choose another." in run.stdout
    assert (tmp_path / "a-shop.yaml").exists()


@pytest.mark.parametrize(
    "cut", [1, len(SOURCE) + 2, len(SOURCE + SETTING) + 5, len(ALL) - 20, len(ALL) - 4, len(ALL) - 1]
)
def test_what_was_entered_before_the_input_ended_is_kept_and_gone_on_with(tmp_path: Path, cut: int) -> None:
    run = new(ALL[:cut], tmp_path)
    assert run.exit_code == 130
    (draft,) = tmp_path.glob("*.draft")
    assert run.stdout.endswith(
        f"What was entered is kept in {draft.name}; go on with: advisor case new --resume {draft.name}\n"
    )
    rest = ALL[cut:]
    if cut == len(SOURCE) + 2:  # the end of the input ended the setting too
        rest = rest[1:]
    again = new(rest, tmp_path, "--resume", draft.name)
    assert again.exit_code == 0, again.output
    assert (tmp_path / "a-shop-sorting-messages.yaml").read_text(encoding="utf-8") == WRITTEN + TRIED
    assert again.stdout.endswith(f"The draft {draft.name} is no longer needed.\n")


def test_ctrl_c_keeps_what_was_entered(tmp_path: Path) -> None:
    run = subprocess.Popen(
        NEW, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=tmp_path, env=ENVIRONMENT
    )
    assert run.stdin is not None
    assert run.stdout is not None
    run.stdin.write("How we sort messages\nhttps://shop.example/post\n")
    run.stdin.flush()
    shown = ""
    while "What kind of source is it?" not in shown:
        shown += run.stdout.read(1)
    time.sleep(0.3)  # until it waits for the next line
    run.send_signal(signal.SIGINT)
    rest, _ = run.communicate(timeout=30)
    assert run.returncode == 130
    assert rest.endswith("What was entered is kept in case.draft; go on with: advisor case new --resume case.draft\n")
    assert (tmp_path / "case.draft").read_text(encoding="utf-8") == (
        "source:\n  title: How we sort messages\n  url: https://shop.example/post\n"
    )


def test_nothing_is_written_where_nothing_was_entered(tmp_path: Path) -> None:
    run = new([], tmp_path)
    assert run.exit_code == 130
    assert run.stdout.endswith("Nothing new was entered; nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_in_a_draft_is_told_and_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.draft").write_text(
        (WRITTEN + TRIED).replace("year: 2025", "year: soon\ncolour: blue").replace("best: fine", "best: fein"),
        encoding="utf-8",
    )
    run = new(["2025", "3", ""], tmp_path, "--resume", "a.draft")
    assert run.exit_code == 0, run.output
    assert "`soon` is not a whole number; write `year` with digits alone." in run.stdout
    assert "`colour` is not a key here." in run.stdout
    assert (tmp_path / "a-shop-sorting-messages.yaml").read_text(encoding="utf-8") == WRITTEN + TRIED


def test_a_draft_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    run = in_a_terminal([], tmp_path, "--resume", "nowhere.draft")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "advisor: nowhere.draft: there is no such draft; check the name and the folder.\n"
