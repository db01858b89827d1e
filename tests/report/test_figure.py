"""The chart: where marks stand, what they say, and what it says about what is not known."""

from __future__ import annotations

import pytest
from report.cost_builders import costs, priced
from report.figure_builders import PASSES, below, evidence, marks, shapes, texts, traces, with_costs

from advisor.report.figure import (
    axes_of,
    axes_with_data,
    default_axis,
    expanded,
    figure_caption,
    figure_methods,
    figure_summary,
    quality_cost_figure,
)
from advisor.report.figure_theme import MARKS, THEMES

ALL = costs(
    priced("prompt a", 0.02, 300),
    priced("rag b", 0.03, 4000, "rag"),
    priced("ft c", 0.001, 9000, "fine-tuning"),
)
PARTLY = costs(
    priced("prompt a", 0.02, 300), priced("rag b", None, None, "rag"), priced("ft c", 0.001, None, "fine-tuning")
)


def test_every_variant_has_one_mark_and_one_label() -> None:
    figure = quality_cost_figure(evidence())
    assert set(marks(figure)) == set(PASSES)
    assert sorted(texts(figure, "label")) == sorted(PASSES)


def test_shape_and_colour_tell_the_approach() -> None:
    mark = marks(quality_cost_figure(evidence()))["rag b"]
    assert (mark.symbol, mark.colour) == MARKS["rag"]
    assert len({shape for shape, _ in MARKS.values()}) == len(MARKS)
    assert len({colour for _, colour in MARKS.values()}) == len(MARKS)


def test_bars_up_and_down_are_the_95_percent_interval() -> None:
    found = evidence()
    interval = found.variants[0].scores["score"].interval
    mark = marks(quality_cost_figure(found))["prompt a"]
    assert interval is not None
    assert mark.y + mark.up == pytest.approx(interval.high)
    assert mark.y - mark.down == pytest.approx(interval.low)


def test_bars_across_are_the_10_to_90_percent_range_and_the_caption_says_what_they_are() -> None:
    found = with_costs(evidence(), ALL)
    figure = quality_cost_figure(found)
    axis, mark = axes_of(found).cost, marks(figure)["prompt a"]
    median = (300 + 0.02 * 120_000) / 120_000
    assert mark.x == pytest.approx(axis.at(median))
    assert mark.x - (mark.left or 0) == pytest.approx(axis.at(median * 0.75))
    assert mark.x + (mark.right or 0) == pytest.approx(axis.at(median * 1.25))
    assert "bars up and down: 95 % intervals." in below(figure)
    assert "Bars across: 10-90 % ranges, which are no confidence intervals, over 12 months from 2026-11-28." in below(
        figure
    )


def test_what_the_tool_told_has_no_bar_across() -> None:
    mark = marks(quality_cost_figure(evidence()))["prompt a"]
    assert (mark.left, mark.right) == (None, None)


def test_a_mark_is_filled_from_a_chance_of_one_half_on_and_hollow_below() -> None:
    chances = {"prompt a": 0.5, "rag b": 0.49, "ft c": 0.9}
    figure = quality_cost_figure(with_costs(evidence(), ALL, chances=chances))
    paper = THEMES["light"].paper
    found = marks(figure)
    assert {name: mark.fill == paper for name, mark in found.items()} == {
        "prompt a": False,
        "rag b": True,
        "ft c": False,
    }
    assert shapes(figure, "ring") == []


def test_a_chance_that_is_not_worked_out_has_a_dotted_outline() -> None:
    figure = quality_cost_figure(with_costs(evidence(), ALL, chances={"prompt a": 0.9, "rag b": 0.1, "ft c": None}))
    (ring,) = shapes(figure, "ring")
    assert ring.line.dash == "dot"
    assert ring.xanchor == marks(figure)["ft c"].x
    assert "Dotted outline: that chance is not worked out." in below(figure)


def test_a_chance_to_be_on_the_front_of_cost_says_nothing_about_latency() -> None:
    figure = quality_cost_figure(evidence(has_latency=True), axis="latency")
    assert len(shapes(figure, "ring")) == 3
    assert "Dotted outline: that chance is not worked out." in below(figure)


def test_dominated_variants_stay() -> None:
    found = evidence(passes={"prompt a": 34, "rag b": 20}, told={"prompt a": 0.001, "rag b": 0.02})
    assert found.front == ("prompt a",)
    assert set(marks(quality_cost_figure(found))) == {"prompt a", "rag b"}


def test_the_front_is_made_of_steps_and_ends_on_the_axis() -> None:
    found = evidence()
    (front,) = traces(quality_cost_figure(found), "front")
    axis = axes_of(found).cost
    assert front.line.shape == "hv"
    assert list(front.x) == pytest.approx([axis.at(0.001), axis.at(0.004), axis.at(0.02), 1.0])
    assert list(front.y) == pytest.approx([0.5, 0.75, 0.85, 0.85])


def test_an_unknown_cost_stands_on_a_rail_and_never_at_zero() -> None:
    figure = quality_cost_figure(evidence(told={"prompt a": 0.001, "rag b": 0.004}))
    found = marks(figure)
    assert found["ft c"].x > 1 > found["rag b"].x
    assert "cost<br>unknown" in figure.layout.xaxis.ticktext
    assert "cost per request: unknown" in found["ft c"].hover


def test_a_chart_without_any_cost_is_drawn() -> None:
    figure = quality_cost_figure(evidence(told={}))
    assert len(marks(figure)) == 3
    assert figure.layout.xaxis.ticktext == ("cost<br>unknown",)


def test_a_cost_of_zero_on_a_log_axis_stands_at_a_marked_break() -> None:
    free = costs(priced("prompt a", 0.0, 0.0), priced("rag b", 0.004, 0.0, "rag"), priced("ft c", 0.04, 0.0))
    figure = quality_cost_figure(with_costs(evidence(), free))
    assert len(shapes(figure, "break")) == 2
    assert marks(figure)["prompt a"].x < shapes(figure, "break")[0].xanchor < 0
    assert figure.layout.xaxis.ticktext[0] == "$0"
    assert "A log scale has no place for a total of $0: prompt a." in below(figure)


def test_without_a_cost_of_zero_there_is_no_break() -> None:
    assert shapes(quality_cost_figure(evidence()), "break") == []


def test_the_axis_is_all_in_where_totals_are_known_and_running_where_some_are_not() -> None:
    assert default_axis(with_costs(evidence(), ALL)) == "all-in"
    figure = quality_cost_figure(with_costs(evidence(), PARTLY, front="running"))
    assert figure.layout.xaxis.title.text == "USD per piece of work, running (log)"
    assert "The total is not known for all: ft c lacks engineering." in below(figure)


@pytest.mark.parametrize(
    ("axis", "title"),
    [
        ("all-in", "USD per piece of work, all in (log)"),
        ("running", "USD per piece of work, running (log)"),
        ("per-success", "USD per success, all in (log)"),
        ("latency", "p95 latency, seconds"),
        ("measured", "USD per request (log)"),
    ],
)
def test_the_axis_can_be_chosen(axis: str, title: str) -> None:
    found = with_costs(evidence(has_latency=True), ALL)
    assert quality_cost_figure(found, axis=axis).layout.xaxis.title.text == title  # type: ignore[arg-type]


def test_only_axes_with_something_to_show_are_offered() -> None:
    assert axes_with_data(evidence()) == ("measured",)
    found = with_costs(evidence(told={}, has_latency=True), ALL)
    assert axes_with_data(found) == ("all-in", "running", "per-success", "latency")


def test_the_latency_has_the_ends_of_its_interval_as_bar() -> None:
    found = evidence(has_latency=True)
    p95, axis = found.variants[0].latency_p95_s, axes_of(found, "latency").cost
    mark = marks(quality_cost_figure(found, axis="latency"))["prompt a"]
    assert p95 is not None
    assert p95.low is not None
    assert mark.x - (mark.left or 0) == pytest.approx(axis.at(p95.low))


def test_a_limit_stands_on_the_axis_that_it_is_set_for() -> None:
    limited = ALL.model_copy(update={"cost_limit_usd": 0.01, "latency_limit_s": 2.5})
    found = with_costs(evidence(has_latency=True), limited)
    assert "limit $0.01" in texts(quality_cost_figure(found, axis="running"), "line")
    assert "limit 2.5 s" in texts(quality_cost_figure(found, axis="latency"), "line")
    whole = quality_cost_figure(found)
    assert [text for text in texts(whole, "line") if text.startswith("limit")] == []
    assert "The limit of $0.01 is for running costs and stands on that axis." in below(whole)


def test_target_margin_and_verdicts_are_named() -> None:
    figure = quality_cost_figure(evidence())
    assert sorted(texts(figure, "line")) == ["target 0.8", "within 0.05 of the best"]
    assert "margin 0.05" in texts(figure)
    assert texts(figure, "row") == [
        "<b>prompt a</b>: shown worse",
        "<b>rag b</b>: shown worse",
        "<b>ft c</b>: the best",
    ]


def test_without_a_target_there_is_no_target_line() -> None:
    assert texts(quality_cost_figure(evidence(target=None)), "line") == ["within 0.05 of the best"]


def test_a_caveat_stands_on_the_chart() -> None:
    assert texts(quality_cost_figure(evidence(caveat="Simulated answers.")), "caveat") == ["Simulated answers."]


def test_names_are_text_and_not_markup_wherever_they_stand() -> None:
    name = "<i>x</i>%{y}"
    found = with_costs(
        evidence(passes={name: 20, "rag b": 30}, told={}),
        costs(priced(name, 0.02, 300), priced("rag b", None, None, "rag"), priced("<u>", 0.01, 900)),
    )
    figure = quality_cost_figure(found).to_dict()
    # `meta` is data: Plotly shows it only where a template asks for it
    drawn = [{key: value for key, value in each.items() if key != "meta"} for each in figure["data"]]
    assert "<i>" not in str([drawn, figure["layout"]])
    assert "<u>" not in str([drawn, figure["layout"]])
    (line,) = [trace for trace in quality_cost_figure(found).data if trace.meta == "&lt;i&gt;x&lt;/i&gt;%{y}"]
    assert "%{y}" not in line.hovertemplate


def test_differences_point_from_the_best_whichever_way_a_pair_is_kept() -> None:
    figure = quality_cost_figure(evidence(passes={"prompt a": 34, "rag b": 20}))
    (row,) = traces(figure, "shown worse")
    assert row.x[0] == pytest.approx(-0.35)


def test_more_than_twelve_variants_are_numbered_and_the_numbers_have_a_key() -> None:
    many = {f"prompt {chr(97 + i)}": 20 + i for i in range(13)}
    found = evidence(passes=many, told=dict.fromkeys(many, 0.01))
    both = quality_cost_figure(found)
    assert sorted(texts(both, "label"), key=int) == [str(i) for i in range(1, 14)]
    assert texts(both, "row")[-1] == "13 <b>prompt m</b>: the best"
    assert "1 prompt a; 2 prompt b;" in below(quality_cost_figure(found, panels=("quality",)))


def test_on_a_phone_more_than_six_variants_are_numbered() -> None:
    seven = {f"prompt {chr(97 + i)}": 20 + i for i in range(7)}
    found = evidence(passes=seven, told=dict.fromkeys(seven, 0.01))
    assert "prompt a" in texts(quality_cost_figure(found, panels=("quality",)), "label")
    assert "1" in texts(quality_cost_figure(found, panels=("quality",), width=390), "label")


def test_panels_stand_alone_or_beside_each_other() -> None:
    found = with_costs(evidence(), ALL)
    titles = ["<b>Quality and all-in cost</b>", "<b>Difference from the best</b>", "<b>Total cost and volume</b>"]
    assert [text for text in texts(quality_cost_figure(found)) if text in titles] == titles
    for panel, title in zip(("quality", "differences", "volume"), titles, strict=True):
        alone = quality_cost_figure(found, panels=(panel,))  # type: ignore[arg-type]
        assert [text for text in texts(alone) if text in titles] == [title]
        assert alone.layout.xaxis.domain == (0.0, 1.0)


def test_without_costs_there_is_no_panel_of_volume() -> None:
    assert "<b>Total cost and volume</b>" not in texts(quality_cost_figure(evidence()))


def test_panels_do_not_overlap() -> None:
    layout = quality_cost_figure(with_costs(evidence(), ALL)).layout
    (a, b), (c, d), (e, f) = (axis.domain for axis in (layout.xaxis, layout.xaxis2, layout.xaxis3))
    assert a == 0 < b < c < d < e < f == 1


def test_the_ghost_stands_behind_where_the_variants_were() -> None:
    before = with_costs(evidence(), costs(priced("prompt a", 0.04, 300)))
    after = with_costs(evidence(), ALL)
    figure = quality_cost_figure(after, ghost=before)
    (ghost,) = traces(figure, "before")
    assert list(ghost.x) == pytest.approx([axes_of(after).cost.at(0.04 + 300 / 120_000)])
    assert ghost.marker.opacity < 1
    assert figure.data.index(ghost) < min(i for i, each in enumerate(figure.data) if each.error_y.array is not None)


def test_held_axes_keep_their_ranges() -> None:
    before, after = with_costs(evidence(), ALL), with_costs(evidence(target=None), PARTLY)
    held = expanded(axes_of(before, "running"), axes_of(after, "running"))
    first, second = (quality_cost_figure(each, axis="running", axes=held).layout for each in (before, after))
    for name in ("xaxis", "yaxis", "xaxis2", "xaxis3", "yaxis3"):
        assert first[name].range == second[name].range
    assert first.xaxis.tickvals == second.xaxis.tickvals


def test_held_axes_grow_where_something_would_fall_outside() -> None:
    small = with_costs(evidence(), costs(priced("prompt a", 0.001, 300)))
    found = with_costs(evidence(), costs(priced("prompt a", 0.9, 300)))
    mark = marks(quality_cost_figure(found, axis="running", axes=axes_of(small, "running")))["prompt a"]
    assert 0 <= mark.x + (mark.right or 0) <= 1


def test_a_monthly_volume_is_told_in_hover_texts() -> None:
    mark = marks(quality_cost_figure(evidence(), monthly_volume=20_000))["rag b"]
    assert "$80.00 a month at 20,000 requests" in mark.hover


def test_a_variant_without_the_score_is_named() -> None:
    found = with_costs(evidence(), costs(priced("today", 0.4, 0, "baseline")))
    assert "Without this score, so not among the marks: today." in below(quality_cost_figure(found))


def test_no_results_at_all_are_said() -> None:
    found = evidence().model_copy(update={"variants": (), "verdicts": (), "pairs": ()})
    assert below(quality_cost_figure(found)) == "No variant has the score score."


def test_the_caption_can_be_left_to_the_page() -> None:
    found = with_costs(evidence(), ALL)
    assert texts(quality_cost_figure(found, has_caption=False), "caption") == []
    assert " ".join(figure_caption(found)) == below(quality_cost_figure(found))
    assert figure_caption(found, panels=("differences",)) == ("Differences: n = 40 shared items; 90 % intervals.",)


def test_methods_are_named_apart_from_the_figure() -> None:
    found = with_costs(evidence(), ALL)
    assert figure_methods(found, panels=("differences",)) == ("Differences: Tango.",)
    assert figure_methods(found)[0] == "Bars up and down: Wilson."
    shown = [quality_cost_figure(found).to_json(), figure_summary(found), *figure_caption(found)]
    assert [name for name in ("Wilson", "Tango", "ootstrap", "Pareto") if name in "".join(shown)] == []


def test_no_line_of_text_is_cut_off_on_a_phone() -> None:
    figure = quality_cost_figure(with_costs(evidence(), ALL), panels=("quality",))
    assert max(len(line) for line in texts(figure, "caption")[0].split("<br>")) * 6.4 < 360


def test_a_zoom_is_kept_until_another_kind_of_axis_is_shown() -> None:
    found = with_costs(evidence(has_latency=True), ALL)
    first, moved, other = (
        quality_cost_figure(each, axis=axis).layout.uirevision
        for each, axis in ((found, "all-in"), (with_costs(evidence(), ALL), "all-in"), (found, "latency"))
    )
    assert first == moved != other
