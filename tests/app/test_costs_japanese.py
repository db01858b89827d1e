"""The page of costs in Japanese, and what stands in sight on it: plain words, the names of methods in a fold."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor.api import load_cost_plan
from advisor.language import Language, speaking
from advisor.ui.parts.cost_entries import Entries, entries_of, mistake_in
from advisor.ui.parts.cost_prices import price_book
from advisor.ui.parts.examples import EXAMPLES, example_answers
from advisor.ui.parts.results import load
from advisor.ui.parts.visit import Visit

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "data" / "examples"
RESULTS = EXAMPLE / "expense-routing.promptfoo.json"
PLAN = entries_of(load_cost_plan(EXAMPLE / "expense-routing.plan.yaml"))
OPEN = {("variants", "mine", "approach"): "rag", ("variants", "mine", "model"): "openai:gpt-4o-minni"}
FOLDS = ("cost_shared", "cost_prices", "cost_inputs_0_prompt-fewshot", "cost_target_fold")
METHODS = re.compile(
    r"tornado|bootstrap|triangular|Bayes|quantile|confidence|draws|トルネード|ブートストラップ|三角分布|ベイズ|試行",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"<code>.*?</code>|`[^`]*`|https?://\S+|prompt-fewshot|rag-policy|ft-small|openai:\S+|rag-v2|"
    r"\b[A-Z][\w.-]*(?: [A-Z\d][\w.-]*)*"
)
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b|^[a-z]{3,}$")
KINDS = ("button", "text_input", "number_input", "selectbox", "slider", "select_slider", "expander", "file_uploader")
HOW_COMPUTED = {"en": "How computed", "ja": "計算方法"}


def page(lang: Language, costs: Entries, *, results: bool) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    files = (load(RESULTS.name, RESULTS.read_bytes(), "模擬回答です。"),) if results else ()
    app.session_state["visit"] = Visit(files=files, costs=costs, monthly_volume=20_000, target=0.8)
    if lang != "en":
        app.session_state["spoken"] = lang
    for fold in FOLDS:
        app.session_state[fold] = True
    app._page_hash = calc_hash("costs")
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    bodies = [str(element.proto.body) for element in app.get("html")]
    return "".join(re.sub(r"<(style|script).*?</\1>", "", body, flags=re.DOTALL) for body in bodies)


def labels(app: AppTest) -> list[str]:
    """What widgets say, their hints included."""
    kinds = (
        "button",
        "text_input",
        "number_input",
        "selectbox",
        "slider",
        "select_slider",
        "expander",
        "file_uploader",
    )
    found = [widget.proto if kind == "expander" else widget for kind in kinds for widget in app.get(kind)]
    texts = [getattr(each, name, "") or "" for each in found for name in ("label", "placeholder", "help")]
    return [*texts, *(widget.proto.label for widget in app.get("download_button"))]


def english(text: str) -> list[str]:
    return ENGLISH.findall(NAMES.sub("", re.sub(r"<[^>]+>", "\n", re.sub("<code>.*?</code>", "", text))).strip())


@pytest.mark.parametrize(("costs", "results"), [(PLAN, True), ({}, True), (OPEN, False), ({}, False)])
def test_the_page_runs_in_japanese_and_its_widgets_speak_it(costs: Entries, results: bool) -> None:
    app = page("ja", costs, results=results)
    assert "<h1>コスト</h1>" in html(app)
    assert [text for text in labels(app) if text != "English" and english(text)] == []


def test_without_results_no_word_of_the_page_is_english() -> None:
    app = page("ja", OPEN, results=False)
    assert english(unescape(html(app))) == []
    assert "もしかして" not in html(app)
    assert "<code>openai:gpt-4o-minni</code>の価格がわかりません。" in html(app)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_methods_are_named_only_under_how_computed(lang: Language) -> None:
    app = page(lang, PLAN, results=True)
    panels = [each for each in app.get("html") if 'class="tornado"' in str(each.proto.body)]
    (decides,) = (str(each.proto.body) for each in panels)
    above, below = decides.split(f"<summary>{HOW_COMPUTED[lang]}</summary>")
    in_sight = html(app).replace(decides, above)
    assert METHODS.findall(unescape(re.sub(r"<[^>]+>", " ", in_sight + " ".join(labels(app))))) == []
    assert METHODS.findall(unescape(below))


def test_what_is_worked_out_anew_in_another_language_is_the_same() -> None:
    app = page("en", PLAN, results=True)
    before = app.session_state["visit"].priced.costs
    next(button for button in app.button if button.label == "日本語").click().run()
    assert not app.exception
    after = app.session_state["visit"].priced.costs
    assert before.variants[0].total == after.variants[0].total
    assert before.break_evens[0].sentence != after.break_evens[0].sentence
    assert "より安くなります" in after.break_evens[0].sentence
    assert app.session_state["visit"].held.before is None


def test_a_bad_entry_is_told_in_japanese() -> None:
    with speaking("ja"):
        book = price_book(Visit())
        assert mistake_in(("hourly_rate_usd",), "a week", book) == (
            "`a week`は数ではありません。80のような1つの数か、小さい順に3つの数（60 80 120）を入力してください。"
        )
        assert mistake_in(("volume",), "0", book) == "`0`は小さすぎます。0より大きい数を入力してください。"
    assert mistake_in(("volume",), "0", book) == "`0` is too little here; write a number above 0."


def test_the_jobs_of_the_examples_are_told_in_japanese() -> None:
    with speaking("ja"):
        jobs = [example_answers(each).job for each in EXAMPLES]
        sentences = [each.sentence for each in jobs if each]
    assert sentences == [
        "入力は顧客のシステムについての平易な文章の質問と、その顧客のスキーマ、出力はベンダー独自のクエリ言語で書かれた、実行可能なクエリです。",
        "入力は1つの表についての平易な文章の質問と、その表の列、出力はどのモデルも見たことのない小さなクエリ言語「Sieve」のクエリです。",
        "入力はハンドブックが改訂されていく製品「Orrin」についての質問、出力は現行のハンドブックに沿った短い回答です。",
    ]
