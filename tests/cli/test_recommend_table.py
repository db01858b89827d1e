"""`advisor recommend --table`: one row a job, what stands beside each, and what is said of the files with mistakes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from advisor.cli.main import cli
from advisor.errors import AdvisorError
from advisor.report.job_table import JobRow, JobTable, jobs_as_csv, jobs_as_markdown, jobs_as_text
from advisor.report.yearly_effect import PathEffort, SavedRange, YearlyEffect, path_effort
from advisor.schema.recommendation import PathStep
from advisor.schema.rules import Effort

PROMPT = "evals: trusted\ngap: meets\nfailure: nothing\ntask: label\n"
"""Answers that stop at prompting."""
TUNED = (
    "job: {given: a question, produces: a query}\nscope: narrow\nformat: peculiar\nfailure: form\ncoverage: weak\n"
    "task: code\n"
)

BY_HAND = "  by-hand: {approach: baseline, usd_per_request: 1}\n"
A_PROMPT = (
    "  prompt: {approach: prompting, usd_per_request: 0.1, engineering_hours: 0, eval_usd: 600,"
    " upkeep_hours_per_month: 0}\n"
)
PLAN = f"volume: 1000\nhorizon_months: 24\nvariants:\n{BY_HAND}{A_PROMPT}"
"""By hand 24,000 over two years, with the prompt 24,000 * 0.1 + 600 = 3,000: 10,500 a year are saved."""


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(**files: str) -> None:
    """`a__costs="…"` as the file `a.costs.yaml`."""
    for name, text in files.items():
        Path(f"{name.replace('__', '.')}.yaml").write_text(text, encoding="utf-8")


def listed(*arguments: str, format: str = "json") -> Any:
    run = CliRunner().invoke(cli, ["recommend", *arguments, "--table", "--format", format])
    assert run.exception is None, run.exception
    return json.loads(run.stdout) if format == "json" else run.stdout


def yearly(plan: str, answers: str = PROMPT) -> dict[str, Any]:
    write(a=answers, a__costs=plan)
    return dict(listed("a.yaml")["jobs"][0]["yearly"])


def mistake(*arguments: str) -> str:
    run = CliRunner().invoke(cli, ["recommend", *arguments])
    assert isinstance(run.exception, AdvisorError)
    return str(run.exception)


def row(**given: Any) -> JobRow:
    """A row with what is given; the rest as it is where nothing is known."""
    nothing = YearlyEffect(saved_usd=None, why_not_known="no cost plan")
    blank: dict[str, Any] = {
        "file": "a.yaml",
        "job": None,
        "approach": "prompting",
        "kind": "prompt",
        "probability": None,
        "standing": "default",
        "has_results": False,
        "caveat": None,
        "results_decide": False,
        "now": "first-prompt",
        "now_title": "Write a prompt",
        "path": ("first-prompt",),
        "effort": PathEffort(low=None, likely=None, high=None, steps=1, steps_without=1),
        "yearly": nothing,
    }
    return JobRow(**{**blank, **given})


def table(*rows: JobRow) -> JobTable:
    return JobTable(jobs=rows, not_read=(), made="2026-11-28", rules_fingerprint="f")


def test_jobs_stand_in_the_order_in_which_they_were_given() -> None:
    write(b=PROMPT, a=TUNED, c=PROMPT)
    found = listed("b.yaml", "a.yaml", "c.yaml")
    assert [(job["file"], job["approach"]) for job in found["jobs"]] == [
        ("b.yaml", "prompting"),
        ("a.yaml", "fine-tuning"),
        ("c.yaml", "prompting"),
    ]
    assert found["jobs"][1]["job"] == "Given a question, it produces a query."
    assert found["jobs"][1]["now"] == found["jobs"][1]["path"][0]


def test_a_row_says_what_the_recommendation_of_the_file_alone_says() -> None:
    write(a=TUNED)
    alone = json.loads(CliRunner().invoke(cli, ["recommend", "a.yaml", "--format", "json"]).stdout)
    job = listed("a.yaml")["jobs"][0]
    for field in ("approach", "kind", "probability", "standing"):
        assert alone[field] == job[field]
    assert [step["id"] for step in alone["path"]] == job["path"]


def test_the_yearly_effect_is_the_difference_of_the_whole_costs_by_the_years_of_the_horizon() -> None:
    assert yearly(PLAN) == {
        "saved_usd": {"middle": 10_500, "low": 10_500, "high": 10_500},
        "p_cheaper": 1.0,
        "variant": "prompt",
        "against": "by-hand",
        "left_out": 0,
        "why_not_known": None,
    }


def test_the_range_lays_the_ranges_of_both_costs_end_to_end() -> None:
    ranged = PLAN.replace("usd_per_request: 1}", "usd_per_request: [0.5, 1, 2]}")
    saved = yearly(ranged)["saved_usd"]
    assert saved["low"] < saved["middle"] < saved["high"]
    assert saved["low"] > 12_000 * 0.5 - 1500
    assert saved["high"] < 12_000 * 2 - 1500
    assert "In brackets the 10-90 % range of the difference." in " ".join(listed("a.yaml", format="text").split())


def test_without_todays_process_the_simplest_approach_is_what_it_is_compared_with() -> None:
    tuned = (
        "  tuned: {approach: fine-tuning, usd_per_request: 0.05, engineering_hours: 0, eval_usd: 0, labels: 0,"
        " usd_per_training_run: 100, training_runs: 1, retrain_every_months: never, base_model_ends: never,"
        " upkeep_hours_per_month: 0, hosting_usd_per_hour: 0}\n"
    )
    found = yearly(f"volume: 1000\nhorizon_months: 24\nvariants:\n{tuned}{A_PROMPT}", TUNED)
    assert (found["variant"], found["against"]) == ("tuned", "prompt")
    # 3,000 with the prompt, 24,000 * 0.05 + 100 with the tuned model, in two years
    assert found["saved_usd"] == {"middle": 850, "low": 850, "high": 850}


def test_of_two_variants_the_cheaper_stands_for_the_approach_and_an_unpriced_one_is_counted() -> None:
    dearer = A_PROMPT.replace("  prompt:", "  long-prompt:").replace("0.1", "0.3")
    found = yearly(f"{PLAN}{dearer}  other-prompt: {{approach: prompting, usd_per_request: 0.01}}\n")
    assert (found["variant"], found["left_out"]) == ("prompt", 1)


@pytest.mark.parametrize(
    ("plan", "answers", "why"),
    [
        (f"volume: 1000\nhorizon_months: 24\nvariants:\n{A_PROMPT}", PROMPT, "nothing to compare with in the plan"),
        (PLAN, TUNED, "no variant of Fine-tuning in the plan"),
        (PLAN.replace(" engineering_hours: 0,", ""), PROMPT, "1 number missing for prompt"),
        (PLAN.replace("usd_per_request: 1}", "}"), PROMPT, "1 number missing for by-hand"),
    ],
    ids=["nothing beside it", "another approach", "a number is open", "today's process is not priced"],
)
def test_what_is_not_known_says_why_and_is_no_zero(plan: str, answers: str, why: str) -> None:
    found = yearly(plan, answers)
    assert (None, why) == (found["saved_usd"], found["why_not_known"])


def test_a_job_without_a_plan_has_no_yearly_effect() -> None:
    write(a=PROMPT)
    assert listed("a.yaml")["jobs"][0]["yearly"]["why_not_known"] == "no cost plan"


@pytest.mark.parametrize("place", ["a.evals.csv", "a.evals/results.csv"])
def test_eval_results_beside_a_job_are_read_with_it(place: str) -> None:
    write(a=PROMPT, b=PROMPT)
    Path(place).parent.mkdir(exist_ok=True)
    rows = [f"{variant},{item},{int(item % 4 > 0)}" for variant in ("prompt", "rag") for item in range(40)]
    Path(place).write_text("\n".join(["variant,item,score", *rows]), encoding="utf-8")
    assert [job["has_results"] for job in listed("a.yaml", "b.yaml")["jobs"]] == [True, False]


def test_a_plan_that_the_shell_lists_beside_its_job_is_no_job() -> None:
    write(a=PROMPT, a__costs=PLAN)
    assert [job["file"] for job in listed("a.costs.yaml", "a.yaml")["jobs"]] == ["a.yaml"]


def test_a_plan_without_its_job_is_told() -> None:
    write(a__costs=PLAN)
    assert mistake("a.costs.yaml", "--table") == (
        "a.costs.yaml: this is named as a cost plan of `a.yaml`, which is not in the list; add that file, or name this"
        " one otherwise."
    )


def test_two_plans_of_one_job_are_told() -> None:
    write(a=PROMPT, a__costs=PLAN)
    Path("a.costs.json").write_text("{}", encoding="utf-8")
    assert (
        mistake("a.yaml", "--table")
        == "a.yaml: `a.costs.yaml` and `a.costs.json` are two cost plans of one job; keep one of them."
    )


def test_broken_files_are_told_with_their_names_and_the_others_are_listed() -> None:
    Path("team").mkdir()
    write(a=PROMPT, b=PROMPT, b__costs="volum: 3\n")
    Path("team/a.yaml").write_text("scope: narow\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "advisor.cli", "recommend", "team/a.yaml", "a.yaml", "b.yaml", "c.yaml", "--table"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        "advisor: team/a.yaml:1: `narow` is not a value of `scope`. Did you mean `narrow`? It takes `open`, `several`,"
        " `narrow`, `unknown`.",
        "advisor: b.yaml: b.costs.yaml:1: `volum` is not a key here. Did you mean `volume`?",
        "advisor: c.yaml: there is no such file; check the name and the folder.",
    ]
    assert "\na.yaml " in run.stdout
    assert "Not in here, as 3 jobs could not be read: team/a.yaml, b.yaml and c.yaml." in run.stdout


def test_several_files_without_a_table_are_told() -> None:
    assert mistake("a.yaml", "b.yaml") == (
        "`b.yaml` is one file too many; add --table to list many jobs, or put eval results behind --evals."
    )


def test_eval_files_for_all_jobs_at_once_are_told() -> None:
    assert mistake("a.yaml", "--table", "--evals", "x.json") == (
        "--evals: `x.json` is for one job; with --table put results beside each `job.yaml`, into the folder `job.evals`"
        " or a file such as `job.evals.json`."
    )


def test_csv_without_a_table_is_told() -> None:
    assert (
        mistake("a.yaml", "--format", "csv")
        == "--format: `csv` is for tables; add --table, or write text, markdown or json."
    )


def test_the_text_fits_100_columns_and_shows_control_characters() -> None:
    write(
        a='job: {given: "日本語で書かれた長い質問文章がここに入りますそれはとても長い", produces: "\\e[31mred"}\n',
        a_very_long_name_of_a_file_without_any_place_to_break_it=PROMPT,
        b=PROMPT,
        b__costs=PLAN,
    )
    said = listed("a.yaml", "a_very_long_name_of_a_file_without_any_place_to_break_it.yaml", "b.yaml", format="text")
    assert max(cell_len(line) for line in said.splitlines()) <= 100
    assert "\x1b" not in said
    assert "saves 10,500" in said
    assert "against by-hand" in said


def test_text_that_was_entered_cannot_break_the_markdown_table_or_act_in_a_spreadsheet() -> None:
    entered = table(row(file="=1+1.yaml", job="Given a | b, it produces *c*."))
    assert r"| =1+1.yaml; Given a \| b, it produces \*c\*. |" in jobs_as_markdown(entered)
    (cells,) = csv.DictReader(io.StringIO(jobs_as_csv(entered)))
    assert cells["file"] == "'=1+1.yaml"
    assert cells["saved_usd_per_year"] == ""


def test_csv_shows_a_probability_only_where_it_may_be_shown() -> None:
    write(a=PROMPT, b="scope: narrow\n")
    first, second = csv.DictReader(io.StringIO(listed("a.yaml", "b.yaml", format="csv")))
    assert 0 < float(first["probability"]) < 1
    assert second["probability"] == ""


def test_without_a_percentage_the_approach_rests_on_rules_only() -> None:
    write(b="scope: narrow\n")
    assert "| Prompting; rules only |" in listed("b.yaml", format="markdown")


def test_what_costs_more_is_said_so_with_the_range_the_right_way_round() -> None:
    dearer = YearlyEffect(
        saved_usd=SavedRange(middle=-1234.5, low=-3000, high=50), p_cheaper=0.125, variant="b", against="a", left_out=1
    )
    assert (
        "| costs 1,230 more (-50.00 to 3,000); against a; cheaper in 12 % of draws; 1 variant without a known cost left"
        " out |"
    ) in jobs_as_markdown(table(row(yearly=dearer)))


def test_the_effort_of_a_path_is_summed_over_the_steps_that_have_one_and_the_others_are_counted() -> None:
    def step(effort: Effort | None) -> PathStep:
        return PathStep.model_construct(effort=effort)

    some = [Effort(low=1, likely=2, high=4), None, Effort(low=0.5, likely=3, high=6)]
    effort = path_effort([step(each) for each in some])
    assert PathEffort(low=1.5, likely=5, high=10, steps=3, steps_without=1) == effort
    assert PathEffort(low=None, likely=None, high=None, steps=1, steps_without=1) == path_effort([step(None)])
    said = jobs_as_text(table(row(effort=effort)))
    assert "1.5 to 10," in said
    assert (
        "Effort: sums over the steps to the approach; 1 of 3 steps are not in them, as no source gives their effort."
    ) in " ".join(said.split())


def test_results_stand_beside_the_approach_and_a_caveat_is_told() -> None:
    said = jobs_as_markdown(
        table(
            row(has_results=True, results_decide=True),
            row(has_results=True, caveat="The answers of stub models."),
        )
    )
    assert "| Prompting; results decide; with results |" in said
    assert "| Prompting; rules only; with results that carry a caveat |" in said


def test_where_every_approach_is_ruled_out_the_row_says_so() -> None:
    said = jobs_as_markdown(table(row(approach=None, kind=None, now=None, now_title=None, path=())))
    assert "| none: every one is ruled out | Look at the answers that rule all out |" in said


def test_two_hundred_jobs_read_the_rule_book_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from advisor import api
    from advisor.api import RuleBook

    loads = []
    load = RuleBook.load
    monkeypatch.setattr(api, "_books", {})
    monkeypatch.setattr(RuleBook, "load", lambda *given, **named: loads.append(given) or load(*given, **named))
    names = [f"job_{i}" for i in range(200)]
    write(**dict.fromkeys(names, TUNED))
    assert len(listed(*(f"{name}.yaml" for name in names))["jobs"]) == 200
    assert len(loads) == 1
