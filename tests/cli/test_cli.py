"""The command line: what it prints, and one clear line with exit status 2 on bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import advisor

ADVISOR = [sys.executable, "-m", "advisor.cli"]


def in_a_process(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ADVISOR, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text("scope: narrow\nformat: peculiar\nfailure: form\ncoverage: weak\ntask: code\n", encoding="utf-8")
    return path


def test_recommend_prints_the_recommendation(answers: Path) -> None:
    run = in_a_process("recommend", answers)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("RECOMMENDATION\n")
    assert "Headed for: fine-tuning" in run.stdout


def test_recommend_prints_json_and_markdown(answers: Path) -> None:
    data = json.loads(advisor("recommend", answers, "--format", "json").stdout)
    assert data["approach"] == "fine-tuning"
    assert data["answers"]["scope"] == "narrow"
    assert advisor("recommend", answers, "--format", "markdown").stdout.startswith("## Recommendation\n")


def test_check_finds_no_mistake_in_what_ships() -> None:
    run = advisor("check")
    assert run.stdout.endswith("no mistake found.\n"), run.stdout
    assert run.returncode == 0


def test_check_lists_the_mistakes_of_a_folder_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n", encoding="utf-8")
    run = advisor("check", "--cases", tmp_path)
    assert run.returncode == 1
    assert "a.yaml:1: `title` is missing; add it." in run.stdout


def test_check_says_what_to_do_about_a_folder_without_cases(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    run = advisor("check", "--cases", folder)
    assert run.returncode == 1
    assert run.stdout.startswith(
        "cases: there is no case in this folder; put one into it, a file `<id>.yaml` each, "
        f"or write one with `advisor case new --out {folder}`.\n"
    )
    assert run.stdout.endswith(" 0 cases: 1 to mend.\n")


def test_schema_prints_a_json_schema() -> None:
    assert json.loads(advisor("schema", "answers").stdout)["additionalProperties"] is False


def test_without_a_verb_it_prints_its_help() -> None:
    run = in_a_process()
    assert run.returncode == 0
    for verb in ("recommend", "evals", "check", "app", "schema"):
        assert verb in run.stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["recommend", "nowhere.yaml"], "advisor: nowhere.yaml: there is no such file; check the name and the folder."),
        (["recomend"], "advisor: No such command 'recomend'."),
        (["recommend", "ok.yaml", "--format", "pdf"], "advisor: Invalid value for '--format'"),
        (["recommend", "ok.yaml", "--target", "high"], "advisor: Invalid value for '--target'"),
        (["recommend", "ok.yaml", "--margin", "-1"], "advisor: `margin` is -1.0; write a number from 0 up"),
        (["recommend", "ok.yaml", "--evals", "nowhere.csv"], "advisor: `nowhere.csv` is not there: "),
        (["recommend", "bad.yaml"], "advisor: bad.yaml:1: there is no question `scoop`. Did you mean `scope`?"),
        (["evals", "nowhere.csv"], "advisor: `nowhere.csv` is not there: "),
        (
            ["evals", "ok.yaml", "--approach", "ft"],
            "advisor: --approach: `ft` has no two sides;",
        ),
        (["check", "--rules", "nowhere"], "advisor: nowhere: there is no such folder of rules;"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(tmp_path: Path, arguments: list[str], line: str) -> None:
    (tmp_path / "ok.yaml").write_text("scope: narrow\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("scoop: narrow\n", encoding="utf-8")
    run = advisor(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1, run.stderr
    assert run.stderr.startswith(line), run.stderr


def test_a_table_with_other_columns_is_told_the_option_that_maps_them(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("model,question,correct\na,1,1\n", encoding="utf-8")
    run = advisor("evals", "t.csv", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.endswith(" Here: --column OURS=THEIRS.\n")
    mapped = ["--column", "variant=model", "--column", "item=question", "--column", "score=correct"]
    assert "1.00" in advisor("evals", "t.csv", *mapped, cwd=tmp_path).stdout


def test_a_broken_eval_file_is_left_out_and_said_while_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("variant,item,score\na,1,1\na,2,0\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    run = advisor("evals", "good.csv", "bad.json", "--format", "json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert (
        "Left out: `bad.json` breaks off in line 1: it is not complete, export or copy it again."
        in json.loads(run.stdout)["notes"]
    )


def test_several_eval_files_stand_behind_one_option(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("scope: narrow\n", encoding="utf-8")
    for name in ("prompt", "rag"):
        rows = "".join(f"{name},i{i},{i % 2}\n" for i in range(20))
        (tmp_path / f"{name}.csv").write_text(f"variant,item,score\n{rows}", encoding="utf-8")
    run = advisor("recommend", "a.yaml", "--evals", "prompt.csv", "rag.csv", "--format", "json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert len(json.loads(run.stdout)["evidence"]["variants"]) == 2
    assert advisor("recommend", "a.yaml", "b.csv", cwd=tmp_path).returncode == 2


def test_a_reader_that_goes_away_is_no_error(answers: Path) -> None:
    pipe = subprocess.run(
        f'"{sys.executable}" -m advisor.cli recommend "{answers}" | head -1', shell=True, capture_output=True, text=True
    )
    assert pipe.stderr == ""
    assert pipe.stdout == "RECOMMENDATION\n"


def test_a_saved_column_mapping_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text("variant: model\nitem: question\nscore: [ok]\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("model,question,ok\nrag,1,pass\nprompt,1,fail\n", encoding="utf-8")
    given = [str(tmp_path / "t.csv"), "--columns", str(tmp_path / "mapping.yaml"), "--format", "json"]
    found = json.loads(advisor("evals", *given).stdout)
    assert [each["variant"] for each in found["variants"]] == ["prompt", "rag"]
