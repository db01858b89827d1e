"""`advisor report` and `advisor recheck`: the same bytes by every door, and a decision that notices what changes."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest
import yaml
from command import advisor
from places import ROOT

from advisor import load_answers, recommend
from advisor.files.decision_file import digests

EXAMPLES = ROOT / "tests/data/examples"
DAY = "2026-11-28"
PRICE = "price/openai/text-embedding-3-small/price-embedding"
GIVEN = ["--target", "0.85", "--made-on", DAY, "--owner", "Mika", "--due", "2027-01-15"]


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with answers, results and a cost plan, and a decision that was kept there."""
    folder = tmp_path_factory.mktemp("job")
    for each in EXAMPLES.glob("expense-routing.*"):
        shutil.copy(each, folder / each.name)
    kept = advisor(
        "report", "expense-routing.yaml", "--evals", "expense-routing.promptfoo.json", *GIVEN,
        "--plan", "expense-routing.plan.yaml", "--format", "markdown", "-o", "report.md", "--keep", "decision.yaml",
        "--ics", "dates.ics", cwd=folder,
    )  # fmt: skip
    assert kept.returncode == 0, kept.stderr
    return folder


def changed(job: Path, tmp_path: Path, **entries: object) -> Path:
    """The decision with other entries, beside the files."""
    folder = tmp_path / "job"
    shutil.copytree(job, folder)
    kept = yaml.safe_load((folder / "decision.yaml").read_text(encoding="utf-8"))
    (folder / "decision.yaml").write_text(yaml.safe_dump({**kept, **entries}), encoding="utf-8")
    return folder


def test_the_command_and_the_library_write_the_same_bytes(job: Path) -> None:
    from advisor import compare, load_cost_plan

    plan = load_cost_plan(job / "expense-routing.plan.yaml")
    results = job / "expense-routing.promptfoo.json"
    found = recommend(
        load_answers(job / "expense-routing.yaml"), results=compare(results, target=0.85, plan=plan), target=0.85
    ).report(
        owner="Mika", due=datetime.date(2027, 1, 15), made_on=datetime.date.fromisoformat(DAY),
        evals=digests([results]), plan="expense-routing.plan.yaml",
    )  # fmt: skip
    assert (job / "report.md").read_bytes() == found.to_markdown().encode()
    assert (job / "decision.yaml").read_bytes() == found.to_yaml().encode()
    assert (job / "dates.ics").read_bytes() == found.to_ics()
    assert found.to_json() == found.to_json()


def test_page_one_stands_alone(job: Path) -> None:
    page, rest = (job / "report.md").read_text(encoding="utf-8").split("## Context and Problem Statement")
    for title in ("What each option brings and costs", "Next step", "Largest risk", "What would change our mind"):
        assert f"## {title}" in page
    for option in ("Today's process", "Prompting", "RAG", "Fine-tuning (recommended)", "RAG + fine-tuning"):
        assert f"| {option} |" in page
    assert "95 % interval 0.74 to 0.95, n = 40" in page
    assert "- **Owner:** Mika\n- **Due:** 2027-01-15\n- **Done when:** " in page
    for title in ("Decision Drivers", "Considered Options", "Decision Outcome", "More Information"):
        assert f"## {title}" in rest


def test_a_decision_that_nothing_touches_stands(job: Path) -> None:
    again = advisor("recheck", "decision.yaml", "--on", DAY, cwd=job)
    assert (again.returncode, again.stdout) == (0, f"The decision of {DAY} stands.\n")


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (
            {"recommended": {"approach": "rag", "now": "grow-the-eval-set", "path": []}},
            "The recommendation was RAG and is fine-tuning now.",
        ),
        (
            {"prices": {PRICE: {"usd": 0.01, "unit": "USD per 1M tokens"}}},
            f"The price `{PRICE}` was 0.01 USD per 1M tokens and is 0.02 now.",
        ),
        (
            {"model_ends": [{"model": "gpt-9", "ends": "2026-12-24"}]},
            "No end is known of `gpt-9` any more; it was shut down on 2026-12-24.",
        ),
        (
            {"triggers": [{"kind": "volume passes", "sentence": "", "threshold": 19_000, "about": ["a", "b"]}]},
            "Look again when the volume passes 19,000 a month",
        ),
    ],
)
def test_another_recommendation_price_end_or_trigger_calls_it_into_question(
    job: Path, tmp_path: Path, entries: dict[str, object], why: str
) -> None:
    again = advisor("recheck", "decision.yaml", "--on", DAY, cwd=changed(job, tmp_path, **entries))
    assert again.returncode == 1
    assert f"- {why}" in again.stdout


def test_a_quarter_later_and_with_other_results_it_says_why(job: Path, tmp_path: Path) -> None:
    folder = changed(job, tmp_path)
    whole = json.loads((folder / "expense-routing.promptfoo.json").read_text(encoding="utf-8"))
    whole["results"]["results"] = [each for each in whole["results"]["results"] if each["testIdx"] < 30]
    (folder / "expense-routing.promptfoo.json").write_text(json.dumps(whole), encoding="utf-8")
    told = advisor("recheck", "decision.yaml", "--on", "2027-03-01", cwd=folder).stdout
    assert "- Look again on 2027-02-27, a quarter later." in told
    assert "(The eval file `expense-routing.promptfoo.json` is another one than it was; it was read anew.)" in told


def test_other_answers_volumes_and_prices_are_told_even_where_they_change_nothing(job: Path, tmp_path: Path) -> None:
    kept = yaml.safe_load((job / "decision.yaml").read_text(encoding="utf-8"))
    given = {**kept["answers"], "erasure": "consented"}
    folder = changed(job, tmp_path, answers=given, volume=19_000.0, prices={})
    told = advisor("recheck", "decision.yaml", "--answers", "expense-routing.yaml", "--on", DAY, cwd=folder)
    assert told.returncode == 0
    assert told.stdout.count("(The answer to “") == 1
    assert "(The volume was 19,000 a month and is 20,000 now.)" in told.stdout
    assert f"(The price `{PRICE}` is new: 0.02 USD per 1M tokens.)" in told.stdout


def test_a_table_with_other_columns_is_mended_where_the_decision_is_kept(job: Path, tmp_path: Path) -> None:
    folder = changed(job, tmp_path)
    (folder / "new.csv").write_text("which,question,right\na,1,1\nb,1,0\n", encoding="utf-8")
    told = advisor("recheck", "decision.yaml", "--evals", "new.csv", cwd=folder)
    assert told.returncode == 2
    assert told.stderr.endswith("Here: `columns: {OURS: THEIRS}` in the decision file.\n")


def test_names_of_columns_and_rules_of_ones_own_are_kept_too(job: Path, tmp_path: Path) -> None:
    folder = changed(job, tmp_path)
    rows = [f"{name},{i},{int(i % 10 < good)}" for name, good in (("prompting", 5), ("rag", 9)) for i in range(60)]
    (folder / "results.csv").write_text("\n".join(("which,question,right", *rows)), encoding="utf-8")
    shutil.copytree(ROOT / "tests/data/house_rules", folder / "house")
    columns = [word for each in ("variant=which", "item=question", "score=right") for word in ("--column", each)]
    kept = advisor(
        "report", "expense-routing.yaml", "--evals", "results.csv", *columns, "--rules", "house",
        "--format", "json", "-o", "report.json", "--keep", "kept/decision.yaml", cwd=_with(folder, "kept"),
    )  # fmt: skip
    assert (kept.returncode, kept.stderr) == (0, "")
    again = advisor("recheck", "kept/decision.yaml", cwd=folder)
    assert (again.returncode, again.stdout.count("\n"), again.stderr) == (0, 1, "")


def _with(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        ({"answers": {"scope": "tiny"}}, "`tiny` is not a value of `scope`."),
        ({"plan": "plan\0.yaml"}, "is not written as `plan` must be"),
        (
            {"triggers": [{"kind": "volume passes", "sentence": "", "threshold": 1, "about": ["a"]}]},
            "`about` must name 2 and names 1",
        ),
    ],
)
def test_a_decision_that_was_written_wrong_by_hand_is_told_by_its_line(
    job: Path, tmp_path: Path, entries: dict[str, object], error: str
) -> None:
    told = advisor("recheck", "decision.yaml", cwd=changed(job, tmp_path, **entries))
    (line,) = told.stderr.splitlines()
    assert (told.returncode, line.startswith("advisor: decision.yaml:"), error in line) == (2, True, True)


def test_a_key_that_stands_twice_in_a_decision_is_told(job: Path, tmp_path: Path) -> None:
    folder = changed(job, tmp_path)
    with (folder / "decision.yaml").open("a", encoding="utf-8") as file:
        file.write("target: 0.5\n")
    told = advisor("recheck", "decision.yaml", cwd=folder)
    assert (told.returncode, "`target`" in told.stderr) == (2, True)


def test_a_title_is_one_line_that_any_file_can_hold() -> None:
    found = recommend({}).report(title="\x1b]0;a\n\ud83d  b\0", owner=" \n ")
    assert (found.decision.title, found.page_one.owner) == ("\ufffd]0;a \ufffd b\ufffd", None)
    for text in (found.to_html(), found.to_markdown(), found.to_ics().decode()):
        assert "\x1b" not in text
        assert "\0" not in text


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            ["recheck", "none.yaml"],
            "advisor: none.yaml: it cannot be read (No such file or directory); check the name.",
        ),
        (
            ["recheck", "expense-routing.yaml"],
            "advisor: expense-routing.yaml: this holds no decision; give what `advisor report --keep` wrote.",
        ),
        (["recheck", "decision.yaml", "--on", "soon"], "advisor: --on: `soon` is no day; write it as 2026-12-31."),
        (
            ["report", "expense-routing.yaml", "--due", "1.5."],
            "advisor: --due: `1.5.` is no day; write it as 2026-12-31.",
        ),
        (
            ["report", "expense-routing.yaml", "--made-on", "9999-12-31"],
            "advisor: --made-on: `9999-12-31` is no day; write it as 2026-12-31.",
        ),
        (
            ["report", "expense-routing.yaml", "more.json"],
            "advisor: `more.json` is one file too many; put eval results behind --evals.",
        ),
        (
            ["report", "expense-routing.yaml", "-o", "no/such/report.html"],
            "advisor: no/such/report.html: it cannot be written (No such file or directory); choose another place.",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_status_two(job: Path, words: list[str], error: str) -> None:
    told = advisor(*words, cwd=job)
    assert (told.returncode, told.stderr.strip()) == (2, error)


def test_the_example_workflow_asks_for_this_decision() -> None:
    steps = yaml.safe_load((ROOT / "docs/examples/advisor-recheck.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in steps["jobs"]["recheck"]["steps"] if "run" in step]
    assert runs[-1] == "advisor recheck decision.yaml --evals results.json"
