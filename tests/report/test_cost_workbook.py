"""The workbook: recalculated by another engine it gives the costs; changed cells give those of a changed plan."""

from __future__ import annotations

import datetime
import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report.cost_plans import PROMPT, RAG, TUNED, plan, worked_out
from report.recalculation import Recalculated

from advisor import CostReport
from advisor.report.cost_breaks import BY_FORMULA, WORKED_OUT
from advisor.report.cost_workbook import costs_as_workbook
from advisor.schema.costs import CostRange

FIGURES = {
    "Running cost": "running",
    "One-off cost": "one_off",
    "Cost of training again": "retraining",
    "Monthly cost": "monthly",
    "Total over the horizon": "total",
    "Total a month": "per_month",
    "All-in cost of a finished piece of work": "all_in",
}
MEASURED = "variant,item,score,tokens_in,tokens_out,calls,model\n" + "".join(
    f"prompt,{item},{item % 2},{3000 + 10 * item},{200 + item},{1 + item % 3},cached\n" for item in range(30)
)
BY_HAND = {"approach": "baseline", "minutes_per_request": 6}

PLANS: dict[str, dict[str, Any]] = {
    "a cache that follows the volume": plan(a={**PROMPT, "model": "cached"}),
    "a cache hit rate set by hand": {**plan(a={**PROMPT, "model": "cached"}), "cache_hit_rate": 0.6},
    "retries": plan(a={**PROMPT, "retry_rate": [0, 0.02, 0.05]}),
    "batches, cached tokens apart": plan(a={**PROMPT, "model": "batched", "batch_share": 0.25}),
    "batches at a price of the team's": plan(a={**PROMPT, "batch_share": 0.25, "batch_multiplier": 0.4}),
    "falling prices": {**plan(a=PROMPT, b=RAG), "price_decline_per_year": 0.5},
    "looking up": plan(a=RAG),
    "training and steps of replicas": {**plan(a=TUNED), "volume": 1_200_000},
    "a fixed number of replicas": plan(
        a={k: v for k, v in TUNED.items() if k not in ("tokens_per_second", "utilisation", "peak_factor")}
    ),
    "people and a known price": {
        **plan(a=BY_HAND, b={**PROMPT, "model": None, "usd_per_request": 0.03, "other_usd_per_request": 0.01}),
        "person_hourly_rate_usd": 35,
    },
    "no volume": {**plan(a={**PROMPT, "model": "cached"}, b=RAG), "volume": None},
    "a volume of 0": {**plan(a={**PROMPT, "model": "cached"}, b=TUNED), "volume": 0},
    "a month": {**plan(a=TUNED, b=PROMPT), "horizon_months": 1, "price_decline_per_year": 0.3},
    "something missing": plan(a=PROMPT, b={"approach": "prompting", "model": "plain"}, c={"approach": "fine-tuning"}),
}


def recalculated(found: CostReport, folder: Path) -> Recalculated:
    return Recalculated(found.to_xlsx(), folder)


def check_costs(book: Recalculated, found: CostReport) -> None:
    """Every likely figure of the costs stands in the workbook, and what is not known says so."""
    for own in found.variants:
        for title, name in FIGURES.items():
            expected: CostRange | None = getattr(own, name)
            shown = book.cost(title, own.variant)
            assert shown == ("not known" if expected is None else pytest.approx(expected.likely, rel=1e-9)), (
                own.variant,
                title,
            )


@pytest.mark.parametrize("given", PLANS.values(), ids=PLANS)
def test_the_formulas_give_the_likely_costs(given: dict[str, Any], tmp_path: Path) -> None:
    found = worked_out(given)
    check_costs(recalculated(found, tmp_path), found)


@pytest.mark.parametrize("given", [{"static_tokens": 2000}, {"static_tokens": 9000}, {}], ids=str)
def test_the_formulas_give_the_likely_costs_of_measured_tokens(given: dict[str, Any], tmp_path: Path) -> None:
    variants = {"prompt": {"engineering_hours": 10, "upkeep_hours_per_month": 1, **given}}
    found = worked_out({**plan(**variants), "cost_of_a_failure_usd": 2}, ("r.csv", MEASURED.encode()))
    book = recalculated(found, tmp_path)
    check_costs(book, found)
    (own,) = found.variants
    assert own.with_failures is not None
    assert book.cost("All-in with failures", "prompt") == pytest.approx(own.with_failures.likely, rel=1e-9)


def test_failures_count_in_totals_and_break_evens_where_they_have_a_price(tmp_path: Path) -> None:
    rows = "variant,item,score,tokens_in,tokens_out\n" + "".join(
        f"a,{item},0,900,90\nb,{item},{int(item < 25)},9000,900\n" for item in range(30)
    )
    fixed = {"approach": "prompting", "model": "plain", "engineering_hours": 10, "upkeep_hours_per_month": 1}
    given = {**plan(a=fixed, b={**fixed, "engineering_hours": 90}), "cost_of_a_failure_usd": [1, 2, 4]}
    found = worked_out(given, ("r.csv", rows.encode()))
    book = recalculated(found, tmp_path)
    check_costs(book, found)
    for own in found.variants:  # without a success no cost of one is known
        assert own.with_failures is not None
        assert book.cost("All-in with failures", own.variant) == pytest.approx(own.with_failures.likely, rel=1e-9)
    (pair,) = found.break_evens
    assert pair.requests_per_month is not None
    assert book.break_even("break-even, pieces of work a month") == pytest.approx(pair.requests_per_month, rel=1e-9)
    assert book.break_even("cheaper at your volume") == "b"


def test_formulas_carry_the_values_that_they_come_to(tmp_path: Path) -> None:
    book = recalculated(worked_out(plan(a={**PROMPT, "model": "cached"}, b=RAG, c=TUNED)), tmp_path)
    places = book.formulas()
    assert len(places) > 80
    for sheet, row, column in places:
        kept = book.kept[sheet].cell(row, column).value
        expected = book.value(sheet, row, column)
        assert kept == (pytest.approx(expected, rel=1e-12) if isinstance(expected, float) else expected), (sheet, row)


CHANGES: dict[str, tuple[dict[str, float], dict[str, Any]]] = {
    "the volume": ({"volume": 77_000}, {"volume": 77_000}),
    "the horizon": ({"horizon": 24, "c/trainings": 5}, {"horizon_months": 24}),
    "the hit rate": ({"cache-hit-rate": 0.5}, {"cache_hit_rate": 0.5}),
    "the time in the cache": ({"cache-minutes": 60}, {"cache_minutes": 60}),
    "falling prices": ({"price-decline": 0.4}, {"price_decline_per_year": 0.4}),
    "an hour": ({"hourly-rate-usd": 100}, {"hourly_rate_usd": 100}),
    "a token price": ({"price/cached/price-out": 30}, {"prices": {"cached/price-out": 30}}),
}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """A prompt with a cache, RAG and a tuned model."""
    return recalculated(worked_out(THREE), tmp_path_factory.mktemp("workbook"))


THREE = plan(a={**PROMPT, "model": "cached"}, b=RAG, c=TUNED)


@pytest.mark.parametrize(("cells", "changed"), CHANGES.values(), ids=CHANGES)
def test_a_changed_cell_gives_the_costs_of_the_changed_plan(
    three: Recalculated, cells: dict[str, float], changed: dict[str, Any]
) -> None:
    three.change({})
    before = three.cost("Total over the horizon", "a")
    three.change(cells)
    check_costs(three, worked_out({**deepcopy(THREE), **changed}))
    assert three.cost("Total over the horizon", "a") != pytest.approx(before, rel=1e-6)


def test_straight_lines_break_even_by_formula_and_follow_a_changed_cell(tmp_path: Path) -> None:
    found = worked_out({**plan(prompt=PROMPT, rag=RAG), "volume": 100_000})
    book = recalculated(found, tmp_path)
    meets, side, how = "break-even, pieces of work a month", "other is cheaper", "how it was found"
    (pair,) = found.break_evens
    assert book.break_even(meets) == pytest.approx(pair.requests_per_month, rel=1e-9)
    assert (book.break_even(side), pair.verdict, book.break_even(how)) == ("above", "cheaper above", BY_FORMULA)
    assert book.break_even("cheaper at your volume") == "rag"
    book.change({"hourly-rate-usd": 800, "rag/vector-store-usd-per-month": 9000})
    changed = {**RAG, "vector_store_usd_per_month": 9000}
    (pair,) = worked_out({**plan(prompt=PROMPT, rag=changed), "hourly_rate_usd": 800, "volume": 100_000}).break_evens
    assert book.break_even(meets) == pytest.approx(pair.requests_per_month, rel=1e-9)
    assert book.break_even("cheaper at your volume") == "prompt"


@pytest.mark.parametrize(
    ("other", "side", "verdict"),
    [
        ({"output_tokens": 100, "engineering_hours": 30}, "always", "always cheaper"),
        ({"output_tokens": 300, "engineering_hours": 90}, "never", "never cheaper"),
        ({"output_tokens": 300, "engineering_hours": 30}, "below", "cheaper below"),
        ({"engineering_hours": 30}, "always", "always cheaper"),
        ({"engineering_hours": 90}, "never", "never cheaper"),
    ],
)
def test_a_break_even_by_formula_says_on_which_side_the_other_is_cheaper(
    other: dict[str, Any], side: str, verdict: str, tmp_path: Path
) -> None:
    found = worked_out(plan(a=PROMPT, b={**PROMPT, **other}))
    book = recalculated(found, tmp_path)
    assert (book.break_even("other is cheaper"), found.break_evens[0].verdict) == (side, verdict)
    if side != "below":
        assert book.break_even("break-even, pieces of work a month") == "none"


def test_where_a_cache_or_replicas_bend_a_line_the_break_even_stands_as_it_was_worked_out(three: Recalculated) -> None:
    three.change({})
    pairs = worked_out(THREE).break_evens
    assert [(pair.a, pair.b) for pair in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    for row, pair in enumerate(pairs):
        assert three.break_even("how it was found", row) == WORKED_OUT
        assert three.break_even("break-even, pieces of work a month", row) == pytest.approx(pair.requests_per_month)
    three.change({"volume": 5_000_000})
    changed = {own.variant: own.total for own in worked_out({**THREE, "volume": 5_000_000}).variants}
    assert changed["b"] is not None
    assert three.break_even("total, other") == pytest.approx(changed["b"].likely)


def test_texts_from_files_are_never_formulas(tmp_path: Path) -> None:
    names = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "http://x.y/z", "{=1}", 'a"b\x07\ud800']
    given = plan(**{name: {**PROMPT, "model": None, "usd_per_request": 0.01} for name in names})
    book = openpyxl.load_workbook(io.BytesIO(worked_out(given).to_xlsx()))
    head = [cell.value for cell in book["Costs"][4]][2:]
    assert sorted(head) == sorted([*names[:-1], 'a"b\ufffd\ufffd'])
    texts = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert not [cell.value for cell in texts if "cmd" in cell.value or "http" in cell.value or "1+1" in cell.value]
    assert not [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.hyperlink]


def test_inputs_say_where_they_come_from_and_only_likely_cells_are_marked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(worked_out(THREE).to_xlsx()))
    assert book.sheetnames == ["Read me", "Inputs", "Costs", "Break-even", "Ranges", "Prices"]
    sheet = book["Inputs"]
    rows = {line[0].value: line for line in sheet.iter_rows(min_row=5)}
    assert [cell.value for cell in rows["price/cached/price-in"]] == [
        "price/cached/price-in", "cached, input", None, 3, 3, 3, "USD per 1M tokens", "given", "your price file",
        datetime.datetime(2026, 11, 1), "fresh",
    ]  # fmt: skip
    assert [cell.value for cell in rows["a/query-tokens"]][:6] == ["a/query-tokens", "Request", "a", 200, 300, 500]
    marked = {cell.coordinate[0] for line in rows.values() for cell in line if cell.fill.fgColor.rgb == "FFFFF4C2"}
    assert marked == {"E"}


def test_ranges_are_told_as_those_of_the_simulation() -> None:
    found = worked_out(THREE)
    sheet = openpyxl.load_workbook(io.BytesIO(found.to_xlsx()))["Ranges"]
    assert sheet["A2"].value == (
        f"10 and 90 % of 2,000 draws, seed {found.seed}. Worked out when this workbook was made: they do not follow"
        " your changes."
    )
    total = found.variants[0].total
    assert total is not None
    shown = next(line for line in sheet.iter_rows(min_row=5, values_only=True) if line[1] == "Total over the horizon")
    assert shown[2:6] == pytest.approx((total.likely, total.low, total.median, total.high))


def test_the_read_me_asks_for_what_is_missing() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(worked_out(PLANS["something missing"]).to_xlsx()))["Read me"]
    texts = [line[1] for line in sheet.iter_rows(values_only=True) if line[1]]
    assert (
        "b: How many hours of engineering to build it? In the plan, under `b` write"
        " `engineering_hours: [LOW, LIKELY, HIGH]`. Waits for it: what it costs once." in texts
    )


def test_the_same_costs_on_the_same_day_give_the_same_bytes() -> None:
    found, day = worked_out(plan(a=PROMPT)), datetime.date(2026, 11, 28)
    assert costs_as_workbook(found, day) == costs_as_workbook(found, day)
