"""`advisor cost`: every format, a plan to be filled in, and one line with exit status 2 on bad input."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import yaml
from report.cost_plans import PROMPT, RAG, plan

from advisor import load_cost_plan
from advisor.cli.main import run


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Advisor = Callable[..., Ended]

PRICES = """\
models:
  plain: {input: 2, output: 8}
  embedder: {input: 0.02, output: 0}
"""
RESULTS = "variant,item,score,tokens_in,tokens_out\n" + "".join(
    f"prompt,{item},{item % 2},{900 + item},90\nrag,{item},1,{3000 + item},80\n" for item in range(20)
)


@pytest.fixture
def cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Advisor:
    """Runs `advisor cost` in a folder with a plan, prices and results."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(yaml.safe_dump(plan(prompt=PROMPT, rag=RAG)), encoding="utf-8")
    Path("prices.yaml").write_text(PRICES, encoding="utf-8")
    Path("results.csv").write_text(RESULTS, encoding="utf-8")

    def ran(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["advisor", "cost", *arguments])
        with pytest.raises(SystemExit) as ended:
            run()
        shown = capsys.readouterr()
        return Ended(int(ended.value.code or 0), shown.out, shown.err)

    return ran


PLANNED = ("--plan", "plan.yaml", "--prices", "prices.yaml")


def variants(ended: Ended) -> dict[str, dict[str, Any]]:
    assert ended.status == 0, ended.err
    return {each["variant"]: each for each in json.loads(ended.out)["variants"]}


def test_each_format_prints_the_same_costs(cost: Advisor) -> None:
    found = variants(cost(*PLANNED, "--format", "json"))
    total = found["prompt"]["total"]["likely"]
    rows = {row["variant"]: row for row in csv.DictReader(io.StringIO(cost(*PLANNED, "--format", "csv").out))}
    assert float(rows["prompt"]["total_likely"]) == total
    text, markdown = cost(*PLANNED), cost(*PLANNED, "--format", "markdown")
    assert text.out.startswith("WHAT IT COSTS\n  `")
    assert markdown.out.startswith("## What it costs\n")


def test_the_ending_of_the_output_tells_the_format(cost: Advisor) -> None:
    assert cost(*PLANNED, "-o", "costs.xlsx") == Ended(0, "Wrote costs.xlsx.\n", "")
    assert openpyxl.load_workbook("costs.xlsx").sheetnames[:3] == ["Read me", "Inputs", "Costs"]
    for name, start in (("c.json", "{"), ("c.md", "## What it costs"), ("c.csv", "variant,"), ("c.txt", "WHAT IT")):
        assert cost(*PLANNED, "-o", name).out == f"Wrote {name}.\n"
        assert Path(name).read_text(encoding="utf-8").startswith(start)


def test_volume_and_horizon_stand_before_those_of_the_plan(cost: Advisor) -> None:
    data = json.loads(cost(*PLANNED, "--volume", "500", "--horizon", "6", "--format", "json").out)
    assert (data["volume"]["likely"], data["volume"]["low"], data["horizon_months"]) == (500, 500, 6)
    data = json.loads(cost(*PLANNED, "--volume", "5000,20000,80000", "--format", "json").out)
    volume = next(each for each in data["inputs"] if each["id"] == "volume")
    assert (volume["low"], volume["likely"], volume["high"]) == (5000, 20_000, 80_000)


def test_results_tell_the_tokens_and_a_model_can_be_named(cost: Advisor) -> None:
    named = ("results.csv", "--prices", "prices.yaml", "--model", "prompt=plain", "--format", "json")
    found = variants(cost(*named, "--volume", "1000", "--horizon", "12", "--approach", "prompt=prompting"))
    # 909.5 tokens in at $2 and 90 out at $8 a million
    assert found["prompt"]["running"]["likely"] == pytest.approx(909.5 * 2e-6 + 90 * 8e-6)
    assert found["rag"]["running"] is None
    assert found["rag"]["total"] is None


def test_a_new_plan_holds_what_is_known_and_asks_for_the_rest(cost: Advisor) -> None:
    ended = cost("results.csv", "--volume", "1000,2000,4000", "--model", "prompt=plain", "--prices", "prices.yaml",
                 "--new-plan", "new.yaml")  # fmt: skip
    assert ended == Ended(0, "Wrote new.yaml: fill in what it asks, then give it with --plan.\n", "")
    text = Path("new.yaml").read_text(encoding="utf-8")
    read = load_cost_plan("new.yaml")
    assert read.volume is not None
    assert (read.volume.low, read.volume.high, read.variants["prompt"].model) == (1000, 4000, "plain")
    for line in (
        "# hourly_rate_usd: [LOW, LIKELY, HIGH]",
        "    # Tokens in: 909.5 tokens a piece of work (n = 20 items)",
        "    # How many hours of engineering to build it? (hours)",
        "    # engineering_hours: [LOW, LIKELY, HIGH]",
    ):
        assert line in text.splitlines()
    filled = text.replace("# hourly_rate_usd: [LOW, LIKELY, HIGH]", "hourly_rate_usd: [60, 80, 120]")
    for field in ("engineering_hours", "upkeep_hours_per_month"):
        filled = filled.replace(f"    # {field}: [LOW, LIKELY, HIGH]", f"    {field}: 10")
    Path("filled.yaml").write_text(filled, encoding="utf-8")
    found = variants(cost("results.csv", "--plan", "filled.yaml", "--prices", "prices.yaml", "--format", "json"))
    assert found["prompt"]["total"] is not None
    assert found["rag"]["total"] is None


def test_a_new_plan_out_of_nothing_asks_about_three_variants(cost: Advisor) -> None:
    assert cost("--new-plan", "new.yaml").status == 0
    assert {name: own.approach for name, own in load_cost_plan("new.yaml").variants.items()} == {
        "prompt": "prompting",
        "rag": "rag",
        "tuned": "fine-tuning",
    }


def test_a_new_plan_never_overwrites_a_file(cost: Advisor) -> None:
    before = Path("plan.yaml").read_bytes()
    assert cost("--new-plan", "plan.yaml") == Ended(
        2, "", "advisor: --new-plan: `plan.yaml` is already there and stays as it is; name a new file.\n"
    )
    assert Path("plan.yaml").read_bytes() == before


def test_an_unknown_model_is_asked_for_with_names_like_it(cost: Advisor) -> None:
    ended = cost(*PLANNED, "--model", "prompt=openai:gpt-4o-mni")
    assert ended.status == 0
    assert "`openai:gpt-4o-mni` is in no price list. Did you mean `openai:gpt-4o-mini`" in " ".join(ended.out.split())
    assert "`prompt` has no total" in " ".join(ended.out.split())


BAD: dict[str, tuple[tuple[str, ...], str]] = {
    "nothing": (
        (),
        "There is nothing to work out: give eval files, or a plan with `variants` (--plan FILE; --new-plan FILE writes"
        " one to fill in).",
    ),
    "a negative volume": ((*PLANNED, "--volume", "-5"), "--volume is `-5.0`: write numbers from 0 up."),
    "an absurd volume": (
        (*PLANNED, "--volume", "1e30"),
        "--volume is `1e+30`: write at most 10,000,000,000 finished pieces of work a month.",
    ),
    "no number": (
        (*PLANNED, "--volume", "abc"),
        "--volume: `abc` is no number; write such as 20000 (no commas within it), or low,likely,high such as"
        " 5000,20000,80000.",
    ),
    "a comma within a number": (
        (*PLANNED, "--volume", "20,000"),
        "--volume: `20,000` is no number; write such as 20000 (no commas within it), or low,likely,high such as"
        " 5000,20000,80000.",
    ),
    "infinite": ((*PLANNED, "--volume", "inf"), "--volume is `inf`: write finite numbers."),
    "out of order": (
        (*PLANNED, "--volume", "3,2,1"),
        "--volume is `[3.0, 2.0, 1.0]`: write them in order: low, likely, high.",
    ),
    "no horizon": ((*PLANNED, "--horizon", "0"), "--horizon is 0, which is below 1; write a larger number."),
    "a horizon of a lifetime": (
        (*PLANNED, "--horizon", "1000"),
        "--horizon is 1000, which is above 120; write a smaller number.",
    ),
    "a workbook into a terminal": (
        (*PLANNED, "--format", "xlsx"),
        "--format xlsx: a workbook is no text; say where to write it, such as -o costs.xlsx.",
    ),
    "an ending that tells nothing": (
        (*PLANNED, "-o", "costs"),
        "-o: the ending of `costs` tells no format; end it in one of .txt, .md, .json, .csv, .xlsx, .html, .svg, .png,"
        " or add --format.",
    ),
    "its own plan as output": (
        (*PLANNED, "-o", "plan.yaml", "--format", "text"),
        "-o: `plan.yaml` is a file that is read; name another one.",
    ),
    "a folder that is not there": (
        (*PLANNED, "-o", "nowhere/costs.txt"),
        "-o: `nowhere/costs.txt` cannot be written (No such file or directory).",
    ),
    "a model of no variant": (
        (*PLANNED, "--model", "promt=plain"),
        "--model: there is no variant `promt`; write one of `prompt`, `rag`.",
    ),
    "no plan": (("--plan", "no.yaml"), "no.yaml: there is no such file; check the name and the folder."),
    "no results": (("no.csv",), "`no.csv` is not there: check the path."),
}


@pytest.mark.parametrize(("arguments", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_status_2(cost: Advisor, arguments: tuple[str, ...], message: str) -> None:
    assert cost(*arguments) == Ended(2, "", f"advisor: {message}\n")
    assert not Path("costs").exists()


FILES: dict[str, tuple[str, str, str]] = {
    "a misspelt key of prices": (
        "prices.yaml",
        "models:\n  plain: {input: 2, output: 8, cache_reed: 0.2}\n",
        "prices.yaml:2: `cache_reed` is not a key here. Did you mean `cache_read`?",
    ),
    "another currency": (
        "prices.yaml",
        "currency: EUR\n" + PRICES,
        "prices.yaml:1: `currency` is `EUR`, but prices here are in US dollars; convert them and write `USD`, or add"
        " `usd_per_unit`, the dollars that one EUR is, such as 1.08.",
    ),
    "a misspelt key of the plan": (
        "plan.yaml",
        "variants:\n  prompt:\n    approach: prompting\n    enginering_hours: 8\n",
        "plan.yaml:4: `enginering_hours` is not a key here. Did you mean `engineering_hours`?",
    ),
    "zero tokens": (
        "plan.yaml",
        "variants: {a: {approach: prompting, model: plain, static_tokens: 0, query_tokens: 0, output_tokens: 0}}\n",
        "plan: all tokens of `a` are 0, which no model call takes: write how many there are, or `model: none` where no"
        " tokens are paid.",
    ),
    "a price that does not exist": (
        "plan.yaml",
        "variants: {a: {approach: rag, vector_store_usd_per_month: pinecone}}\n",
        "plan: there is no price `pinecone` for `vector_store_usd_per_month` of `a`.",
    ),
}


@pytest.mark.parametrize(("file", "text", "message"), FILES.values(), ids=FILES)
def test_mistakes_in_files_are_told_at_their_place(cost: Advisor, file: str, text: str, message: str) -> None:
    Path(file).write_text(text, encoding="utf-8")
    ended = cost(*PLANNED)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"advisor: {message}"), ended.err
    assert ended.err.count("\n") == 1


def test_tokens_of_0_in_results_tell_nothing(cost: Advisor) -> None:
    Path("results.csv").write_text("variant,item,score,tokens_in,tokens_out\na,1,1,0,0\na,2,1,0,0\n", encoding="utf-8")
    named = ("results.csv", "--prices", "prices.yaml", "--model", "a=plain", "--approach", "a=prompting")
    found = variants(cost(*named, "--volume", "10", "--format", "json"))
    assert found["a"]["running"] is None
    assert {"static_tokens", "query_tokens", "output_tokens"} <= {each["field"] for each in found["a"]["missing"]}


def test_variants_without_costs_are_no_error_and_have_no_rank(cost: Advisor) -> None:
    Path("results.csv").write_text("variant,item,score\na,1,1\nb,1,0\n", encoding="utf-8")
    ended = cost("results.csv", "--volume", "1000")
    assert ended.status == 0
    assert "No total is known: what is missing for it is listed below." in ended.out
    assert "$0" not in ended.out


@pytest.mark.parametrize(
    "given", [("--target", "0.9"), ("--score", "it"), ("--approach", "a=rag"), ("--column", "a=b"), ("--margin", "0.1")]
)
def test_what_goes_with_results_is_refused_without_them(cost: Advisor, given: tuple[str, str]) -> None:
    ended = cost(*PLANNED, *given)
    assert ended == (
        2,
        "",
        f"advisor: {given[0]}: this goes with eval results; give their files too, or leave it out.\n",
    )


@pytest.mark.parametrize("format", ["svg", "png"])
def test_a_picture_needs_a_file(cost: Advisor, format: str) -> None:
    assert cost("--plan", "plan.yaml", "--format", format).err == (
        f"advisor: --format {format}: a picture is no text; say where to write it, such as -o costs.{format}.\n"
    )


def test_a_page_holds_the_costs_and_the_chart(cost: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.report.chart_page.picture", lambda figure, format: b"<svg/>")
    page = cost("results.csv", "--plan", "plan.yaml", "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+"' in page
