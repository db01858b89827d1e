"""The chart in words, as a table and as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from report.cost_builders import costs, priced
from report.figure_builders import PASSES, evidence, with_costs

from advisor.report.figure import figure_csv, figure_summary, figure_table

ALL = costs(
    priced("prompt a", 0.02, 300),
    priced("rag b", None, None, "rag"),
    priced("ft c", 0.001, 9000, "fine-tuning"),
    priced("today", 0.4, 0, "baseline"),
)


def test_the_summary_names_every_variant_with_n_and_interval() -> None:
    summary = figure_summary(evidence())
    for name in PASSES:
        assert name in summary
    assert "n = 40" in summary
    assert "95 % interval 0.35 to 0.65" in summary


def test_the_summary_tells_costs_with_their_ranges_and_what_is_not_known() -> None:
    summary = figure_summary(with_costs(evidence(), ALL))
    assert "all-in cost of a finished piece of work $0.0225, range $0.0169 to $0.0281 (10-90 %)" in summary
    assert "At 10,000 finished pieces of work a month, over 12 months from 2026-11-28:" in summary
    assert "prompt a costs $2,700, range $2,025 to $3,375 (10-90 %) in total." in summary
    assert "The total is not known for rag b." in summary


def test_the_summary_tells_each_difference_from_the_best() -> None:
    assert "Minus ft c: -0.35, 90 % interval" in figure_summary(evidence())


def test_the_summary_begins_with_the_caveat() -> None:
    assert figure_summary(evidence(caveat="Simulated answers.")).startswith("Simulated answers. Quality (score)")


def test_the_table_has_every_variant_of_results_and_costs_once() -> None:
    rows = figure_table(with_costs(evidence(), ALL))
    assert [row["variant"] for row in rows] == ["prompt a", "rag b", "ft c", "today"]
    assert (rows[3]["approach"], rows[3]["n"], rows[3]["mean"]) == ("Today's process", 0, None)
    assert rows[3]["total_usd_median"] == pytest.approx(48_000)


def test_the_table_leaves_open_what_is_not_known() -> None:
    rows = {row["variant"]: row for row in figure_table(with_costs(evidence(told={}), ALL), monthly_volume=1000)}
    known = {key for key, value in rows["rag b"].items() if value is not None}
    assert [key for key in known if "usd" in key or "latency_p95" in key or "break_even" in key] == [
        "usd_per_request_as_told_n"
    ]
    assert rows["rag b"]["usd_per_request_as_told_n"] == 0
    assert rows["rag b"]["missing"] == "usd_per_request; engineering_hours"


def test_the_table_has_the_numbers_of_all_panels() -> None:
    row = figure_table(with_costs(evidence(has_latency=True), ALL, chances={"prompt a": 0.25}))[0]
    assert (row["n"], row["mean"], row["method"]) == (40, 0.5, "Wilson")
    assert row["all_in_usd_median"] == pytest.approx(0.0225)
    assert row["running_usd_low"] == pytest.approx(0.015)
    assert row["per_success_usd_high"] == pytest.approx(0.0225 / 0.8 * 1.25)
    assert row["latency_p95_low"] <= row["latency_p95_s"] <= row["latency_p95_high"]
    assert row["latency_p95_n"] == 40
    assert row["p_on_front"] == 0.25
    assert (row["difference_from_best"], row["difference_n"]) == (pytest.approx(-0.35), 40)
    assert row["difference_verdict"] == "shown worse"


def test_the_table_has_the_break_even_against_the_choice() -> None:
    found = with_costs(evidence(), ALL)
    assert found.choice.variant == "ft c"
    rows = {row["variant"]: row for row in figure_table(found)}
    assert rows["prompt a"]["break_even_against"] == "ft c"
    assert rows["prompt a"]["break_even_a_month"] == pytest.approx(8700 / (12 * 0.019))
    assert rows["ft c"]["break_even_against"] is None


def test_a_monthly_volume_gives_what_the_tool_told_as_dollars_a_month() -> None:
    rows = figure_table(evidence(), monthly_volume=20_000)
    assert [row["usd_per_month_as_told"] for row in rows] == pytest.approx([20, 80, 400])


def test_the_csv_is_the_table() -> None:
    found = with_costs(evidence(), ALL)
    read = list(csv.DictReader(io.StringIO(figure_csv(found))))
    assert read == [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in figure_table(found)
    ]


def test_no_cell_of_the_csv_can_act_as_a_formula() -> None:
    found = with_costs(evidence(), costs(priced("=1+1", 0.02, 300)))
    assert "'=1+1" in figure_csv(found)


def test_a_table_of_nothing_is_a_header() -> None:
    nothing = evidence().model_copy(update={"variants": (), "verdicts": (), "pairs": ()})
    assert figure_csv(nothing) == "variant\n"
    assert figure_summary(nothing) == "No variant has the score score."
