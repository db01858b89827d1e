"""A comparison in Japanese says nothing in English but names, and its chart has Japanese titles."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from evals.builders import eval_set

from advisor import Comparison, compare, read_evals
from advisor.evals.analysis import analyse
from advisor.evals.beside import Beside, PositionTrial
from advisor.files.cost_plan import load_cost_plan
from advisor.language import speaking
from advisor.report.figure import figure_caption, figure_methods, figure_summary

EXAMPLES = Path(__file__).parents[2] / "tests/data/examples"
NAMES = re.compile(r"`[^`]*`|McNemar mid-p|item|a_first|b_first")
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
"""Two words in a row, which no name of ours is."""


@pytest.fixture(scope="module")
def example() -> Comparison:
    with speaking("ja"):
        evals = read_evals(EXAMPLES / "expense-routing.promptfoo.json")
    plan = load_cost_plan(EXAMPLES / "expense-routing.plan.yaml")
    return compare(evals, target=0.85, plan=plan, lang="ja")


def english(said: Any) -> list[str]:
    """The English in what was said, however deep it lies; keys, ids and facts are no text."""
    if isinstance(said, str):
        return ENGLISH.findall(NAMES.sub("", said))
    if isinstance(said, dict):
        return [each for key, value in said.items() if key not in NO_TEXT for each in english(value)]
    if isinstance(said, list | tuple):
        return [each for value in said for each in english(value)]
    return []


NO_TEXT = {"verdict", "facts", "settings", "costs", "action", "cause", "variant", "a", "b", "compared_with", "models"}


def test_the_example_has_no_english_sentence_in_its_words(example: Comparison) -> None:
    assert english(json.loads(example.to_json())) == []
    assert english(example.to_markdown().replace("\\", "")) == []


def test_whatever_is_found_is_said_in_japanese() -> None:
    rng = random.Random(3)
    found = []
    with speaking("ja"):
        for n, share, gap in ((1, 0.5, 0), (12, 0.9, 0.3), (60, 0.5, 0.1), (60, 1.0, 0), (300, 0.8, 0.02)):
            marks = {
                name: "".join(rng.choices("10x", [share * (1 - gap), (1 - share) * (1 - gap), gap], k=n))
                for name in ("prompt", "rag", "weird", "ft")
            }
            beside = Beside(
                looks=n,
                positions=tuple(PositionTrial(f"i{i}", "A", rng.choice("AB")) for i in range(n)),
                labels={("rag", f"i{i:03}"): float(rng.random() < 0.5) for i in range(n)},
                failures={("prompt", f"i{i:03}"): rng.choice(["facts", "form", "wrong-test"]) for i in range(n)},  # type: ignore[misc]
            )
            for target in (None, 0.8):
                found.append(analyse(eval_set(marks, repeats=1 + (n == 60)), target=target, beside=beside))
    assert [each for one in found for each in english(one.model_dump(mode="json"))] == []


def test_the_chart_has_japanese_titles_and_fonts_that_write_them(example: Comparison) -> None:
    layout = example.figure().layout
    assert [layout[axis].title.text for axis in ("xaxis", "xaxis2", "xaxis3", "yaxis")] == [
        "処理1件の総費用（US$）",
        "スコアの単位、同じ項目、90%信頼区間",
        "月あたりの処理件数（対数）",
        "queue_correct（平均、95%信頼区間）",
    ]
    assert "Noto Sans CJK JP" in layout.font.family
    assert layout.hoverlabel.font.family == layout.font.family


def test_nothing_on_the_chart_or_beside_it_is_english(example: Comparison) -> None:
    with speaking("ja"):
        beside = [figure_summary(example), *figure_caption(example), *figure_methods(example)]
    figure = example.figure()
    shown = [each.text for each in figure.layout.annotations]
    shown += [text for trace in figure.data for text in trace.hovertext or ()]
    assert english([re.sub(r"<[^>]*>", "|", each) for each in (*beside, *shown)]) == []


def test_the_same_results_speak_each_language_asked_for() -> None:
    evals = read_evals(EXAMPLES / "expense-routing.promptfoo.json")
    first, japanese, again = (compare(evals, target=0.85, lang=lang) for lang in ("en", "ja", "en"))
    assert first == again
    assert [each.n for each in first.verdicts] == [each.n for each in japanese.verdicts]
    assert english(first.choice.sentence) != []
    assert first.facts == japanese.facts
    assert first.to_csv() == japanese.to_csv()
