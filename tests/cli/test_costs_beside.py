"""A cost plan beside eval results and answers: `--plan` and `--prices` of `advisor evals` and `advisor recommend`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from report.cost_plans import PROMPT, RAG, plan

from advisor.cli.main import run

PRICES = "models:\n  plain: {input: 2, output: 8}\n  embedder: {input: 0.02, output: 0}\n"
RESULTS = "variant,item,score\n" + "".join(f"prompt,{item},{item % 2}\nrag,{item},1\n" for item in range(20))

Advisor = Callable[..., Any]


@pytest.fixture
def advisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Advisor:
    """Runs `advisor`; what it prints as JSON, or its complaint."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(yaml.safe_dump(plan(prompt=PROMPT, rag=RAG)), encoding="utf-8")
    Path("prices.yaml").write_text(PRICES, encoding="utf-8")
    Path("results.csv").write_text(RESULTS, encoding="utf-8")
    Path("job.yaml").write_text("evals: trusted\nvolume: large\n", encoding="utf-8")

    def ran(*arguments: str) -> Any:
        monkeypatch.setattr(sys, "argv", ["advisor", *arguments, "--format", "json"])
        with pytest.raises(SystemExit) as ended:
            run()
        shown = capsys.readouterr()
        return shown.err if ended.value.code else json.loads(shown.out)

    return ran


PLANNED = ("--plan", "plan.yaml", "--prices", "prices.yaml")


def total_of(costs: dict[str, Any], variant: str) -> float:
    """Its likely total."""
    return next(float(each["total"]["likely"]) for each in costs["variants"] if each["variant"] == variant)


def test_a_plan_puts_costs_beside_results(advisor: Advisor) -> None:
    alone = advisor("cost", *PLANNED)
    assert advisor("evals", "results.csv", *PLANNED)["costs"]["horizon_months"] == alone["horizon_months"]
    assert total_of(advisor("evals", "results.csv", *PLANNED)["costs"], "rag") == total_of(alone, "rag")
    assert advisor("evals", "results.csv")["costs"] is None


@pytest.mark.parametrize("results", [(), ("--evals", "results.csv")])
def test_a_plan_counts_in_a_recommendation(advisor: Advisor, results: tuple[str, ...]) -> None:
    found = advisor("recommend", "job.yaml", *results, *PLANNED)
    costs = found["evidence"]["costs"] if results else found["costs"]
    assert total_of(costs, "rag") == total_of(advisor("cost", *PLANNED), "rag")


def test_prices_without_a_plan_are_told(advisor: Advisor) -> None:
    says = "advisor: --prices: `prices.yaml` is for a cost plan; give one with --plan, or leave it out.\n"
    assert says == advisor("evals", "results.csv", "--prices", "prices.yaml")
    assert says == advisor("recommend", "job.yaml", "--prices", "prices.yaml")


def test_a_table_takes_its_plans_beside_the_jobs(advisor: Advisor) -> None:
    assert advisor("recommend", "job.yaml", "--table", "--plan", "plan.yaml") == (
        "advisor: --plan: `plan.yaml` is for one job; with --table put its cost plan beside each `job.yaml`, as"
        " `job.costs.yaml`.\n"
    )


def test_a_table_takes_prices_for_all_its_plans(advisor: Advisor) -> None:
    Path("job.costs.yaml").write_bytes(Path("plan.yaml").read_bytes())
    Path("other.yaml").write_text("evals: none\n", encoding="utf-8")
    found = advisor("recommend", "job.yaml", "other.yaml", "--table", "--prices", "prices.yaml")
    assert found["jobs"][0]["yearly"]["why_not_known"] != "no cost plan"
    assert found["jobs"][1]["yearly"]["why_not_known"] == "no cost plan"
