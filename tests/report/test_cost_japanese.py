"""Costs in Japanese: a report, a workbook and a list of prices leave no English sentence, and no number differs."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from report.cost_plans import PROMPT, RAG, TUNED, plan, worked_out
from report.recalculation import Recalculated

from advisor import CostReport, work_out_costs
from advisor.api import RuleBook
from advisor.costs.accuracy_target import accuracy_target
from advisor.costs.fields import PLAN_FIELDS, UNITS
from advisor.files.cost_plan import read_cost_plan
from advisor.files.cost_plan_draft import draft_cost_plan
from advisor.files.list_prices import _PAID_BESIDE
from advisor.files.model_prices import find_model_prices, known_models
from advisor.files.price_book import load_price_book
from advisor.language import _, catalogue, speaking
from advisor.report.cost_steps import BLOCKS, STEP_UNITS
from advisor.report.cost_words import AGES, ORIGINS, PART_KINDS, STANDINGS, money
from advisor.report.price_words import find_prices, prices_as_text
from advisor.schema.costs import LimitStanding, Origin, PartKind
from advisor.schema.prices import PriceAge, PriceUnit

TODAY = datetime.date(2026, 11, 28)
FIXED = {"model": "plain", "approach": "prompting", "engineering_hours": 1, "upkeep_hours_per_month": 0}
ROWS = "variant,item,score,tokens_in,tokens_out,cost_usd,error\n" + "".join(
    f"prompt_a,{item},{int(item < 10)},100,10,0.01,\n"
    f"prompt_b,{item},1,{9000 + item},900,,{'timeout' if item > 27 else ''}\n"
    for item in range(30)
)
PLANS: dict[str, dict[str, Any]] = {
    "all kinds of variants": {
        **plan(
            a={**PROMPT, "model": "cached"},
            b=RAG,
            c=TUNED,
            d={"approach": "fine-tuning", "model": "gpt-4o-mni"},
            e={"approach": "baseline", "minutes_per_request": 3},
            f={"approach": "prompting", "model": "openai:gpt-4o"},
            g={"approach": "rag", "embedding_model": "nothing-of-that-name"},
        ),
        "price_decline_per_year": 0.2,
        "cost_limit_usd": 0.01,
    },
    "no volume": {**plan(a={**PROMPT, "model": "cached"}, b=RAG), "volume": None},
    "one variant": plan(a=PROMPT),
    "nothing": plan(),
    "nothing known": plan(a={"approach": "prompting"}),
}
MEASURED = {
    "failures have a price": {**plan(prompt_a=FIXED, prompt_b=FIXED), "cost_of_a_failure_usd": 5, "latency_limit_s": 2},
    "no model": plan(prompt_a={**FIXED, "model": None}, prompt_b={**FIXED, "model": None}),
    "fixed parts": plan(
        prompt_a={**FIXED, "model": "cached", "static_tokens": 2000}, prompt_b={**FIXED, "model": "batched"}
    ),
}
NAMES = re.compile(
    r"`[^`]*`|<code>.*?</code>|"
    r"\[(?:[a-z0-9-]+(?:, )?)+\]|（(?:[a-z0-9-]+(?:, )?)+）|<[^>]+>|\$?[A-Z][\w.-]*(?: [A-Z\d][\w.-]*)*"
)
"""What stays as it is: ids, sources, tags, names of products."""
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b|\b(?:the|of|and|costs|is|to|each)\b")


def english_in(text: str) -> list[str]:
    """What reads like English."""
    return ENGLISH.findall(NAMES.sub("", " ".join(text.split())))


def in_japanese(given: dict[str, Any], results: Any = None) -> CostReport:
    with speaking("ja"):
        return worked_out(given, results)


def japanese(text: str) -> bool:
    return catalogue("ja").gettext(text) != text


@pytest.mark.parametrize("given", PLANS.values(), ids=PLANS)
def test_a_report_in_japanese_leaves_no_english_sentence(given: dict[str, Any]) -> None:
    found = in_japanese(given)
    assert english_in(worked_out(given).to_text())  # the test can tell
    for face in (found.to_text(), found.to_markdown().replace("\\", ""), found.to_html(), found.to_page()):
        assert not english_in(face)


@pytest.mark.parametrize("given", MEASURED.values(), ids=MEASURED)
def test_costs_of_results_in_japanese_leave_no_english_sentence(given: dict[str, Any]) -> None:
    assert not english_in(in_japanese(given, ("r.csv", ROWS.encode())).to_text())


def test_a_report_speaks_the_language_that_it_was_made_in() -> None:
    japanese, english = in_japanese(PLANS["one variant"]), worked_out(PLANS["one variant"])
    assert (japanese.lang, english.lang) == ("ja", "en")
    assert "費用" in japanese.to_text()
    with speaking("ja"):
        assert english.to_text().startswith("WHAT IT COSTS")
    assert '<html lang="ja">' in japanese.to_page()


def test_a_language_that_is_asked_for_reaches_the_texts_of_the_price_book() -> None:
    given = plan(a={**TUNED, "usd_per_label": "label-simple"}, b={**PROMPT, "model": "openai:gpt-4o"})
    found = work_out_costs(plan=given, lang="ja")
    assert not english_in(found.to_text())
    assert "短いテキストを数クラスに分けるラベル" in [each.title for each in found.inputs]
    assert work_out_costs(plan=given).notices[0].sentence.startswith("OpenAI shuts down GPT-4o")


def test_columns_and_figures_are_the_same_in_both_languages() -> None:
    given = PLANS["all kinds of variants"]
    assert in_japanese(given).to_csv() == worked_out(given).to_csv()
    assert in_japanese(given).facts == worked_out(given).facts


def test_money_is_in_us_dollars_and_a_range_reads_as_one() -> None:
    with speaking("ja"):
        assert [money(4234.4), money(-4234.4), money(0)] == ["US$4,230", "-US$4,230", "US$0"]
    text = " ".join(in_japanese(PLANS["one variant"]).to_text().split())
    assert re.search(r"月20,000件（14,300〜25,500件）、2026年12月1日から12 ?か月間で", text)


def test_the_workbook_is_in_japanese_and_its_formulas_give_the_same(tmp_path: Path) -> None:
    given = plan(a={**PROMPT, "model": "cached"}, b=RAG, c={"approach": "fine-tuning"})
    english = openpyxl.load_workbook(io.BytesIO(worked_out(given).to_xlsx()), data_only=True)
    book = Recalculated(in_japanese(given).to_xlsx(), tmp_path, "入力")
    assert book.file.sheetnames == ["はじめに", "入力", "コスト", "損益分岐点", "範囲", "価格"]
    for name, sheet in zip(book.file.sheetnames, english, strict=True):
        for line in sheet.iter_rows():
            for cell in line:
                kept = book.kept[name].cell(cell.row, cell.column).value
                same = kept == cell.value if isinstance(cell.value, int | float) else True
                assert same, (name, cell.coordinate)
                assert kept is None or not isinstance(cell.value, str) or not english_in(str(kept)), kept
    for name, row, column in book.formulas():
        found, kept = book.value(name, row, column), book.kept[name].cell(row, column).value
        assert kept == (pytest.approx(found, rel=1e-12) if isinstance(found, float) else found), (name, row)


def test_a_plan_to_fill_in_asks_in_japanese_and_is_read_as_it_is() -> None:
    given = read_cost_plan(plan(a=PROMPT, b={"approach": "rag"}))
    with speaking("ja"):
        draft = draft_cost_plan(given, worked_out(plan(a=PROMPT, b={"approach": "rag"})))
    comments = [line.strip("# ") for line in draft.splitlines() if line.strip().startswith("# ")]
    asked = [line for line in comments if not re.match(r"[a-z_]+: ", line)]
    assert len(asked) > 5
    assert not english_in(" ".join(asked).replace("advisor prices", ""))


def test_the_price_list_is_in_japanese_and_has_the_same_prices() -> None:
    with speaking("ja"):
        book = load_price_book()
        found = find_prices(book, RuleBook.load().sources, TODAY, models=known_models("gpt-4o-mini", when=TODAY))
        text = prices_as_text(found).split("\n出典\n")[0]
    english = load_price_book("en")
    assert {id: price.amount for id, price in book.prices.items()} == {
        id: price.amount for id, price in english.prices.items()
    }
    assert all(book.prices[id].title != price.title for id, price in english.prices.items())
    assert all(one.says != other.says for one, other in zip(book.availability, english.availability, strict=True))
    lines = [line for line in text.splitlines() if "models" not in line and not re.match(r"  \S+(?: \[|$)", line)]
    assert not [line for line in lines if english_in(re.sub(r"\[[\w.-]+\]|モデル：.*|出典 .*", "", line))]


def test_notes_on_prices_come_in_the_language_that_asks_for_them() -> None:
    english = find_model_prices("groq-cloud:gpt-4o-mini", when=TODAY)
    with speaking("ja"):
        japanese = find_model_prices("groq-cloud:gpt-4o-mini", when=TODAY)
    assert english is not None
    assert japanese is not None
    assert english.note is not None
    assert "the list does not know the provider" in english.note
    assert "価格表にプロバイダー`groq-cloud`がないため" in str(japanese.note)
    assert english.prices == japanese.prices


def test_a_target_from_money_is_told_in_japanese() -> None:
    with speaking("ja"):
        assert accuracy_target(2, 8, 0.5).sentence == (
            "正答率が85%以上なら、何もしないより利益が大きくなります（1件あたりUS$0.5の場合）。"
        )
        assert accuracy_target(1, 0, 3).target is None


def test_every_word_that_is_said_where_it_is_shown_has_japanese() -> None:
    assert set(get_args(PriceUnit)) <= set(UNITS)
    units = {field.unit for field in PLAN_FIELDS.values()} - {""}
    assert units <= set(UNITS)
    assert {step.unit for steps in BLOCKS.values() for step in steps} == set(STEP_UNITS)
    for kind, words in ((PartKind, PART_KINDS), (Origin, ORIGINS), (LimitStanding, STANDINGS), (PriceAge, AGES)):
        assert set(get_args(kind)) == set(words)
    said = [*UNITS, *STEP_UNITS, *PART_KINDS, *ORIGINS, *STANDINGS, *AGES, *BLOCKS, *_PAID_BESIDE.values()]
    assert [text for text in said if not japanese(text)] == []
    with speaking("ja"):
        assert [_(field.asks) for field in PLAN_FIELDS.values() if not _(field.asks).endswith(("。", "`。"))] == []
