"""What a notebook shows of what the library returns, and the notebook that comes with the documentation."""

from __future__ import annotations

import re
from typing import Any

import pytest
from notebook_run import kept, run_anew
from places import DATA

from advisor import Comparison, CostReport, Recommendation, compare, read_evals, recommend, work_out_costs

RESULTS = DATA / "eval_samples/promptfoo/a1/results.json"
PLAN = {"volume": 20_000, "horizon_months": 12, "variants": {"ours": {"approach": "prompting", "usd_per_request": 0.1}}}


def shown() -> list[Recommendation | Comparison | CostReport]:
    job = {"given": "<b>a question</b>", "produces": "a queue", "inputs": ["<h3>Path</h3>"]}
    return [
        recommend({"failure": "form", "job": job}),
        compare(RESULTS, target=0.9),
        work_out_costs(plan=PLAN),
    ]


@pytest.mark.parametrize("found", shown(), ids=lambda found: type(found).__name__)
def test_a_notebook_shows_all_of_it_with_the_answer_in_sight_and_the_rest_folded(
    found: Recommendation | Comparison | CostReport,
) -> None:
    html = found._repr_html_()
    assert _words(found.to_html()) == _words(html)
    titles = re.findall(r"<h3>(.*?)</h3>", found.to_html())
    in_sight = re.findall(r"<h3>(.*?)</h3>", html)
    assert titles == in_sight + re.findall(r"<summary><strong>(.*?)</strong></summary>", html)
    assert len(in_sight) <= 4
    assert html.count("<details>") == html.count("</details>") == len(titles) - len(in_sight) > 2
    assert found._repr_markdown_() == found.to_markdown()


def test_what_is_answered_and_what_to_do_stand_in_sight() -> None:
    in_sight = re.findall(r"<h3>(.*?)</h3>", shown()[0]._repr_html_())
    assert in_sight == ["Recommendation", "The job", "Next step", "Path"]


def test_at_a_prompt_one_line_says_what_it_is() -> None:
    recommendation, comparison, costs = shown()
    assert repr(recommendation) == f"<Recommendation: {recommendation.headline}>"  # type: ignore[union-attr]
    assert repr(comparison) == f"<Comparison: {comparison.choice.sentence}>"  # type: ignore[union-attr]
    assert repr(costs) == "<CostReport: 1 variants over 12 months>"
    assert repr(read_evals(RESULTS)) == (
        "<EvalSet: ft-small, prompt-fewshot, rag-policy; from results.json (promptfoo)>"
    )


def _words(html: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", html).split()


def test_the_notebook_of_the_documentation_shows_today_what_it_was_kept_with() -> None:
    notebook = kept()
    assert _in_sight(notebook) == _in_sight(run_anew(notebook)), "run: python tests/notebook_run.py"


def _in_sight(notebook: Any) -> list[list[dict[str, str]]]:
    """What each cell shows before anything is unfolded; of a picture how wide it is."""
    return [[_seen(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _seen(output: Any) -> dict[str, str]:
    shown = {"text/plain": "", **output.get("data", {"error": str(output)})}
    if "image/svg+xml" in shown:
        return dict(re.findall(r'(width)="(\d+)"', shown["image/svg+xml"])[:1])
    return {"text/html": shown["text/html"].partition("<details>")[0]} if "text/html" in shown else shown
