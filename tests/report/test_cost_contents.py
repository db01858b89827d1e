"""Costs in words: who costs least first, money rounded for people, what is missing with the line to write."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from report.cost_plans import PROMPT, RAG, TUNED, book, plan, worked_out

from advisor import AdvisorError, CostReport, compare, recommend
from advisor.report.cost_csv import COLUMNS
from advisor.report.cost_words import money, old_prices, share, spread, with_range
from advisor.schema.costs import CostRange

OPEN = plan(a=PROMPT, b={"approach": "fine-tuning", "model": "gpt-4o-mni"})


def flat(text: str) -> str:
    return " ".join(text.split())


def section(report: CostReport, title: str) -> str:
    """A part of the text, on one line."""
    parts = re.split(r"^(?=[A-Z][A-Z -]+$)", report.to_text(), flags=re.MULTILINE)
    return flat(next(part for part in parts if part.startswith(title)))


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        (0, "$0"),
        (4234.4, "$4,230"),
        (1_234_567, "$1,230,000"),
        (123.4, "$123"),
        (12.345, "$12.35"),
        (9.999, "$10"),
        (1, "$1"),
        (0.01234, "$0.0123"),
        (0.0000012345, "$0.00000123"),
        (-4234.4, "-$4,230"),
    ],
)
def test_money_has_three_figures_and_cents_from_a_dollar_on(usd: float, shown: str) -> None:
    assert money(usd) == shown


def test_a_range_stands_behind_its_median_and_an_exact_one_has_none() -> None:
    found = CostRange(likely=4234, median=4500, low=3100, high=5900)
    assert (with_range(found), spread(found)) == ("$4,500 (3,100 to 5,900)", ("$4,230", "$4,500", "3,100 to 5,900"))
    exact = CostRange(likely=5, median=5, low=5, high=5)
    assert (with_range(exact), spread(exact)) == ("$5", ("$5", "$5", "exact"))
    assert (with_range(None), spread(None)) == ("not known", ("not known", "", ""))


def test_a_share_of_draws_is_never_rounded_to_certainty() -> None:
    assert [share(each) for each in (0, 0.001, 0.42, 0.999, 1)] == [
        "0 %",
        "less than 1 %",
        "42 %",
        "more than 99 %",
        "100 %",
    ]


def test_who_costs_least_comes_first_with_volume_horizon_and_certainty() -> None:
    found = worked_out(plan(a=PROMPT, b=RAG))
    cheapest = found.variants[0]
    assert flat(found.to_text()).startswith(
        f"WHAT IT COSTS `a` costs least: {with_range(cheapest.total)} at 20,000 finished pieces of work a month"
        f" (14,300 to 25,500) over 12 months from 2026-12-01, and least in {share(cheapest.p_cheapest or 0)} of the"
        " draws."
    )
    assert money(cheapest.total.likely if cheapest.total else 0) in section(found, "VARIANT BY VARIANT")


def test_all_faces_fit_and_say_the_same() -> None:
    found = worked_out(plan(a=PROMPT, b=RAG, c=TUNED))
    text = found.to_text()
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert str(found) == text
    for face in (text, found.to_markdown(), found.to_html()):
        for said in ("2,000 draws", f"Seed {found.seed}", "10 to 90 %", "your price file of 2026-11-01"):
            assert said in flat(face), said


def test_the_ranges_of_the_simulation_are_no_confidence_intervals() -> None:
    text = worked_out(plan(a=PROMPT, b=RAG)).to_text().lower()
    assert "confidence" not in text
    assert "significan" not in text


def test_what_is_missing_is_asked_with_the_line_to_write_and_what_waits_for_it() -> None:
    asked = section(worked_out(OPEN), "STILL TO BE ENTERED")
    assert (
        "b: How many hours of engineering to build it? In the plan, under `b` write"
        " `engineering_hours: [LOW, LIKELY, HIGH]`. Waits for it: what it costs once." in asked
    )
    assert "Did you mean `openai:gpt-4o-mini`" in asked
    assert "`b` has no total, because something is missing (below), and has no rank." in flat(
        worked_out(OPEN).to_text()
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {**plan(a=PROMPT), "volume": None},
            "No total is known: say how many finished pieces of work there are a month",
        ),
        (plan(a={"approach": "prompting"}), "No total is known: what is missing for it is listed below."),
        (OPEN, "; no other total is known."),
        (plan(), "There is no variant: give eval results, or a plan with `variants`."),
    ],
)
def test_where_nobody_is_cheapest_the_answer_says_why(given: dict[str, Any], said: str) -> None:
    assert said in flat(worked_out(given).to_text())


def test_failures_that_have_a_price_decide_who_costs_least() -> None:
    rows = "variant,item,score,tokens_in,tokens_out\n" + "".join(
        f"cheap,{item},{int(item < 10)},100,10\ndear,{item},1,9000,900\n" for item in range(30)
    )
    fixed = {"model": "plain", "approach": "prompting", "engineering_hours": 1, "upkeep_hours_per_month": 0}
    given = plan(cheap=fixed, dear=fixed)
    data = ("r.csv", rows.encode())
    assert "`cheap` costs least: " in worked_out(given, data).to_text()
    assert "Failures counted, `dear` costs least" in worked_out({**given, "cost_of_a_failure_usd": 5}, data).to_text()


def test_prices_that_are_old_are_said_with_their_day() -> None:
    found = worked_out(plan(a=PROMPT))
    assert old_prices(found) == []
    day = next(each.as_of for each in found.inputs if each.age)
    aged = tuple(
        each.model_copy(update={"age": "red"}) if each.id.endswith("price-in") else each for each in found.inputs
    )
    assert old_prices(found.model_copy(update={"inputs": aged})) == [
        f"RED: 180 days old or more: plain, input ({day}, your price file)."
    ]


def test_a_model_that_ends_is_said_with_its_day_and_source() -> None:
    found = worked_out(plan(a={**PROMPT, "model": "openai:gpt-4o-mini"}))
    ends = section(found, "MODELS THAT END")
    assert "openai:gpt-4o-mini (a): " in ends
    assert "14 January 2027" in ends
    assert "[openai-deprecations" in ends


def test_names_are_never_markup() -> None:
    found = worked_out(plan(**{"<b>x</b> *y*\x1b[31m": PROMPT, "z": RAG}))
    assert "<b>" not in found.to_html()
    assert "<b>" not in found.to_markdown()
    assert "\x1b" not in found.to_text()


def test_csv_has_a_row_a_variant_and_an_empty_cell_where_nothing_is_known() -> None:
    found = worked_out({**OPEN, "variants": {**OPEN["variants"], "=1+1": RAG}})
    rows = {row["variant"]: row for row in csv.DictReader(io.StringIO(found.to_csv()))}
    assert tuple(rows["a"]) == COLUMNS
    assert set(rows) == {"a", "b", "'=1+1"}
    total = next(own.total for own in found.variants if own.variant == "a")
    assert total is not None
    assert [float(rows["a"][f"total_{end}"]) for end in ("likely", "low", "high")] == [
        total.likely,
        total.low,
        total.high,
    ]
    assert (rows["b"]["total_likely"], rows["b"]["running_likely"]) == ("", "")
    assert "engineering_hours" in rows["b"]["missing"].split()


def test_a_caveat_stands_on_top() -> None:
    found = worked_out(plan(a=PROMPT))
    results = compare(("r.csv", b"variant,item,score\na,1,1\n"))
    marked = results.model_copy(update={"caveat": "These results are simulated."})
    assert "WHAT IT COSTS\n  These results are simulated.\n" in CostReport.of(found, marked).to_text()


def test_the_chart_asks_for_results() -> None:
    with pytest.raises(AdvisorError) as raised:
        worked_out(plan(a=PROMPT)).figure()
    assert str(raised.value) == (
        "The chart shows quality against cost: give eval results too, `work_out_costs(results)`."
    )


def test_the_chart_of_results_shows_them_with_their_costs() -> None:
    data = b"variant,item,score,tokens_in,tokens_out\n" + b"".join(b"a,%d,1,100,10\n" % item for item in range(10))
    found = worked_out(plan(a={"model": "plain", "approach": "prompting"}), ("r.csv", data))
    assert {axis for axis in found.figure().layout if axis.startswith("xaxis")} >= {"xaxis"}


def test_a_recommendation_and_a_comparison_tell_the_costs_that_they_rest_on() -> None:
    given, said = plan(a=PROMPT, b=RAG), "costs least: "
    assert said in recommend({}, plan=given, prices=book()).to_text()
    assert said not in recommend({}).to_text()
    data = b"variant,item,score\n" + b"".join(b"a,%d,1\nb,%d,1\n" % (item, item) for item in range(10))
    found = compare(("r.csv", data), plan=given, prices=book())
    for face in (found.to_text(), found.to_markdown(), found.to_html()):
        assert said in face
    assert [line for line in found.to_text().splitlines() if len(line) > 80] == []
    assert said in recommend({}, results=found).to_text()


def prompts(count: int) -> CostReport:
    """So many prompts; the last costs least."""
    same = {"approach": "prompting", "engineering_hours": 0, "upkeep_hours_per_month": 0}
    return worked_out(plan(**{f"p{n}": {**same, "usd_per_request": (99 - n) / 100} for n in range(count)}))


def test_of_very_many_pairs_those_with_the_cheapest_are_told_and_the_rest_counted() -> None:
    told = section(prompts(8), "BREAK-EVEN")
    assert (told.count("`p7` costs less than"), told.count(" costs ")) == (7, 7)
    assert told.endswith("- 21 more pairs are left out here; the JSON and the workbook hold them all.")


def test_seven_variants_have_all_their_pairs_told() -> None:
    told = section(prompts(7), "BREAK-EVEN")
    assert (told.count(" costs less than "), "left out" in told) == (21, False)
