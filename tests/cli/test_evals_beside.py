"""`advisor evals` with what is given beside the results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cli.test_cli import advisor


def _results(folder: Path) -> Path:
    lines = ["variant,item,segment,score"]
    for place in range(40):
        lines += [f"prompt,{place},web,{int(place < 20)}", f"rag,{place},web,{int(place < 30)}"]
    path = folder / "results.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _states(found: dict[str, Any]) -> dict[str, str]:
    return {check["check"]: check["state"] for check in found["health"]["checks"]}


def test_every_option_reaches_its_check(tmp_path: Path) -> None:
    marks = [f"rag,{place},{int(place < 30)}" for place in range(40)]
    labels = _file(tmp_path, "labels.csv", "variant,item,label", *marks)
    positions = _file(tmp_path, "positions.csv", "item,a_first,b_first", *(f"{place},A,A" for place in range(12)))
    failures = _file(
        tmp_path, "failures.csv", "variant,item,cause", *(f"prompt,{place},form" for place in range(20, 30))
    )
    run = advisor(
        "evals", _results(tmp_path), "--labels", labels, "--second-labels", labels, "--positions", positions,
        "--failures", failures, "--looks", "5", "--no-held-out", "--segment-share", "web=100%",
        "--train", _file(tmp_path, "train.txt", "something else"), "--format", "json",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    states = _states(found)
    assert [states[name] for name in ("judge-agreement", "position-bias", "overfitting", "wrong-tests")] == [
        "green"
    ] * 4
    assert found["facts"]["measured_failure"] == "form"
    assert [each["variant"] for each in found["health"]["judged"]] == ["rag"]
    assert any("looked at 5 times" in note for note in found["notes"])


def test_without_options_these_checks_are_not_made(tmp_path: Path) -> None:
    states = _states(json.loads(advisor("evals", _results(tmp_path), "--format", "json").stdout))
    asked = ("judge-agreement", "position-bias", "grader-noise", "leakage", "overfitting", "mix", "wrong-tests")
    assert {states[name] for name in asked} == {"unknown"}


def test_what_is_wrong_is_one_line_and_status_2(tmp_path: Path) -> None:
    results = _results(tmp_path)
    run = advisor("evals", results, "--segment-share", "web=most")
    assert (run.returncode, run.stderr) == (
        2,
        "advisor: --segment-share: `most` is no share; write SEGMENT=0.3 or SEGMENT=30%.\n",
    )
    run = advisor("evals", results, "--labels", _file(tmp_path, "labels.csv", "variant,item", "rag,1"))
    assert (run.returncode, run.stderr) == (
        2,
        "advisor: `labels.csv` has no column `label`; its columns are `variant`, `item`: name them `variant`, `item`,"
        " `label`.\n",
    )
