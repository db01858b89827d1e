"""What a notebook shows of what the library returns, and the notebook that comes with the documentation."""

from __future__ import annotations

import re

import pytest
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


def test_a_picture_is_as_wide_as_was_asked_for() -> None:
    found = shown()[1]
    assert isinstance(found, Comparison)
    assert b'width="900"' in found.picture("svg", width=900)[:300]
