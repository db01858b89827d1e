"""The chart: where marks stand, what they say, and what it says about what is not known."""

from __future__ import annotations

import dataclasses
from typing import Any

import plotly.graph_objects as go
import pytest

from advisor import Comparison, compare, read_evals
from advisor.report.figure import MARKS, figure_summary, figure_table, quality_cost_figure
from advisor.report.figure_axes import CostAxis, money
from advisor.report.figure_labels import Spot, place_labels
from advisor.report.figure_points import points

PASSES = {"prompt a": 20, "rag b": 30, "ft c": 34}
COSTS: dict[str, float | None] = {"prompt a": 0.001, "rag b": 0.004, "ft c": 0.02}


def evidence(
    passes: dict[str, int] = PASSES,
    costs: dict[str, float | None] | None = None,
    target: float | None = 0.8,
    margin: float = 0.05,
    simulated: str | None = None,
) -> Comparison:
    paid = COSTS if costs is None else costs
    rows = ["variant,item,score,cost"]
    for name, good in passes.items():
        cost = paid.get(name)
        rows += [f"{name},{i},{int(i < good)},{'' if cost is None else cost}" for i in range(40)]
    evals = read_evals([("figure.csv", "\n".join(rows).encode())])
    return compare(dataclasses.replace(evals, simulated=simulated), target=target, margin=margin)


def marks(figure: go.Figure) -> dict[str, Any]:
    """The traces of the left panel that are a labelled mark, by the first line of their label."""
    return {trace.text[0].split("<br>")[0]: trace for trace in figure.data if trace.text is not None}


def texts(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_every_variant_has_one_mark_with_its_name() -> None:
    assert set(marks(quality_cost_figure(evidence()))) == set(PASSES)


def test_shape_and_colour_tell_the_approach() -> None:
    mark = marks(quality_cost_figure(evidence()))["rag b"].marker
    assert (mark.symbol, mark.color) == MARKS["rag"]
    assert len({shape for shape, _ in MARKS.values()}) == len(MARKS)
    assert len({colour for _, colour in MARKS.values()}) == len(MARKS)


def test_the_bars_of_a_mark_are_its_95_percent_interval() -> None:
    found = evidence()
    interval = found.variants[0].scores["score"].interval
    mark = marks(quality_cost_figure(found))["prompt a"]
    assert interval is not None
    assert mark.y[0] + mark.error_y.array[0] == pytest.approx(interval.high)
    assert mark.y[0] - mark.error_y.arrayminus[0] == pytest.approx(interval.low)


def test_costs_that_differ_more_than_fivefold_are_on_a_log_axis() -> None:
    figure = quality_cost_figure(evidence())
    assert figure.layout.xaxis.title.text == "USD per request, log scale"


def test_costs_that_are_close_are_on_a_linear_axis_from_zero() -> None:
    figure = quality_cost_figure(evidence(costs={"prompt a": 0.001, "rag b": 0.002, "ft c": 0.003}))
    assert figure.layout.xaxis.title.text == "USD per request"
    assert figure.layout.xaxis.ticktext[0] == "$0"
    assert figure.layout.xaxis.tickvals[0] == 0


def test_an_unknown_cost_stands_on_a_rail_and_never_at_zero() -> None:
    figure = quality_cost_figure(evidence(costs={"prompt a": 0.001, "rag b": 0.004}))
    found = marks(figure)
    assert found["ft c"].x[0] > 1 > found["rag b"].x[0]
    assert "cost<br>unknown" in figure.layout.xaxis.ticktext
    assert "cost unknown" in found["ft c"].hovertext[0]


def test_a_chart_without_any_cost_is_drawn() -> None:
    figure = quality_cost_figure(evidence(costs={}))
    assert len(marks(figure)) == 3
    assert figure.layout.xaxis.ticktext == ("cost<br>unknown",)


def test_the_front_is_made_of_steps() -> None:
    (front,) = [trace for trace in quality_cost_figure(evidence()).data if trace.name == "front"]
    assert front.line.shape == "hv"


def test_target_margin_and_verdicts_are_named() -> None:
    found = texts(quality_cost_figure(evidence()))
    assert "target 0.8" in found
    assert "within 0.05 of the best" in found
    assert "margin 0.05" in found
    assert "shown worse" in found


def test_without_a_target_there_is_no_target_line() -> None:
    assert not [text for text in texts(quality_cost_figure(evidence(target=None))) if text.startswith("target")]


def test_simulated_numbers_are_marked_on_the_chart_and_in_the_summary() -> None:
    found = evidence(simulated="Simulated answers.")
    assert "<b>Simulated answers.</b>" in texts(quality_cost_figure(found))
    assert figure_summary(found, None).startswith("Simulated answers.")


def test_names_are_text_and_not_markup() -> None:
    figure = quality_cost_figure(evidence(passes={"<b>x</b>": 20, "rag b": 30}))
    assert "&lt;b&gt;x&lt;/b&gt;" in marks(figure)


def test_a_monthly_volume_is_told_in_labels_hover_texts_and_table() -> None:
    found = evidence()
    mark = marks(quality_cost_figure(found, monthly_volume=20_000))["rag b"]
    assert mark.text[0] == "rag b<br>$80.00 a month"
    assert "$80.00 a month at 20,000 requests" in mark.hovertext[0]
    assert [row["usd_per_month"] for row in figure_table(found, 20_000)] == pytest.approx([20, 80, 400])


def test_the_table_leaves_open_what_is_not_known() -> None:
    rows = {row["variant"]: row for row in figure_table(evidence(costs={"prompt a": 0.001}), 1000)}
    assert rows["rag b"]["usd_per_request"] is None
    assert rows["rag b"]["usd_per_month"] is None
    assert rows["rag b"]["latency_s"] is None
    assert rows["ft c"]["verdict"] == "best mean"


def test_the_summary_names_every_variant_with_n_interval_and_method() -> None:
    summary = figure_summary(evidence())
    for name in PASSES:
        assert name in summary
    assert "n = 40" in summary
    assert "Wilson" in summary


def test_differences_point_from_the_best_whichever_way_a_pair_is_kept() -> None:
    figure = quality_cost_figure(evidence(passes={"prompt a": 34, "rag b": 20}))
    (row,) = [trace for trace in figure.data if trace.name == "shown worse"]
    assert row.x[0] == pytest.approx(-0.35)


def test_more_than_twelve_variants_are_numbered() -> None:
    many = {f"prompt {chr(97 + i)}": 20 + i for i in range(13)}
    figure = quality_cost_figure(evidence(passes=many, costs=dict.fromkeys(many, 0.01)))
    assert "1" in marks(figure)
    assert any(name.startswith("13 ") for name in figure.layout.yaxis2.ticktext)


def test_labels_of_marks_on_one_spot_do_not_cover_each_other() -> None:
    spot = Spot(x=0.5, y=0.5, low=0.4, high=0.6, label="a label")
    assert len(set(place_labels([spot] * 4, []))) == 4


def test_labels_stay_inside_the_panel() -> None:
    assert place_labels([Spot(x=0.98, y=0.5, low=0.4, high=0.6, label="a label")], [])[0].endswith("left")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "$0"), (0.0000313, "$0.0000313"), (0.02, "$0.02"), (4.579, "$4.58"), (80, "$80.00"), (123456, "$123,456")],
)
def test_money_is_written_without_exponents(value: float, words: str) -> None:
    assert money(value) == words


def test_ticks_lie_inside_the_axis() -> None:
    axis = CostAxis.around(points(evidence()))
    assert all(0 <= place <= 1 for place in axis.layout()["tickvals"])
