"""Total cost against volume: a line a variant, the team's volume, and where the cheapest changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from report.cost_builders import break_even, costs, priced
from report.figure_builders import below, evidence, texts, traces, with_costs

from advisor.report.figure import quality_cost_figure
from advisor.report.figure_break_evens import changes_of_cheapest, total_at
from advisor.schema.costs import Costs

PROMPT = priced("prompt a", 0.02, 300)
RAG = priced("rag b", 0.03, 4000, "rag")
TUNED = priced("ft c", 0.001, 9000, "fine-tuning")
ALL = costs(PROMPT, RAG, TUNED)


def volume_figure(found: Costs = ALL, **options: object):  # type: ignore[no-untyped-def]
    return quality_cost_figure(with_costs(evidence(), found), panels=("volume",), **options)  # type: ignore[arg-type]


def test_every_variant_with_a_total_has_a_line_a_shaded_range_and_a_name() -> None:
    figure = volume_figure()
    for name in ("prompt a", "rag b", "ft c"):
        assert len(traces(figure, name)) == 1
        assert traces(figure, f"range of {name}")[0].fill == "toself"
    assert sorted(texts(figure, "line")) == ["ft c", "prompt a", "rag b"]


def test_both_axes_are_logarithmic() -> None:
    layout = volume_figure().layout
    assert (layout.xaxis.type, layout.yaxis.type) == ("log", "log")
    assert layout.yaxis.title.text == "total over 12 months (log)"


def test_the_volume_of_the_team_is_a_line_with_its_number() -> None:
    figure = volume_figure()
    assert "your volume 10,000" in texts(figure)
    assert [shape.x0 for shape in figure.layout.shapes if shape.type == "line"] == [10_000]


def test_without_a_volume_there_is_no_such_line() -> None:
    figure = volume_figure(ALL.model_copy(update={"volume": None}))
    assert [text for text in texts(figure) if text.startswith("your volume")] == []


def test_only_break_evens_at_which_the_cheapest_changes_are_marked() -> None:
    # prompting and tuning meet at (9000 - 300) / (12 * (0.02 - 0.001)); rag is never the cheapest
    at = 8700 / (12 * 0.019)
    (change,) = changes_of_cheapest(ALL)
    assert change.volume == pytest.approx(at)
    assert change.usd == pytest.approx(300 + 0.02 * 12 * at, rel=0.05)
    assert {change.pair.a, change.pair.b} == {"prompt a", "ft c"}
    (mark,) = traces(volume_figure(), "break-even")
    assert list(mark.x) == pytest.approx([at])
    assert texts(volume_figure(), "break-even") == ["38,000"]


def test_the_bar_of_a_break_even_is_its_10_to_90_percent_range() -> None:
    pair = break_even(PROMPT, TUNED)
    (mark,) = traces(volume_figure(), "break-even")
    assert pair is not None
    assert pair.low is not None
    assert pair.high is not None
    assert mark.x[0] - mark.error_x.arrayminus[0] == pytest.approx(pair.low)
    assert mark.x[0] + mark.error_x.array[0] == pytest.approx(pair.high)


def test_a_break_even_without_a_range_has_no_bar() -> None:
    pairs = [each.model_copy(update={"low": None, "high": None}) for each in ALL.break_evens]
    (mark,) = traces(volume_figure(ALL.model_copy(update={"break_evens": tuple(pairs)})), "break-even")
    assert (mark.error_x.array, mark.error_x.arrayminus) == ((None,), (None,))


def test_both_ends_of_a_span_in_which_one_is_cheaper_are_marked() -> None:
    pair = break_even(PROMPT, TUNED)
    assert pair is not None
    # the lines of two variants that lie on each other cross wherever they are said to
    twin = priced("twin", 0.02, 300)
    between = pair.model_copy(
        update={"b": "twin", "verdict": "cheaper between", "spans": ((500.0, 2000.0),), "requests_per_month": 500.0}
    )
    found = costs(PROMPT, twin).model_copy(update={"break_evens": (between,)})
    assert [change.volume for change in changes_of_cheapest(found)] == [500.0, 2000.0]


def test_a_total_is_read_between_the_points_of_a_curve_and_not_beyond() -> None:
    curve = ALL.curves[0]
    assert total_at(curve, 10_000) == pytest.approx(300 + 0.02 * 120_000)
    assert total_at(curve, 50) is None
    assert total_at(curve, 2e6) is None


def test_variants_without_a_line_are_named() -> None:
    found = costs(PROMPT, priced("rag b", None, None, "rag"), priced("ft c", 0.0, 0.0, "fine-tuning"))
    said = below(volume_figure(found))
    assert "Without a known total, so without a line: rag b." in said
    assert "A log scale has no place for a total of $0: ft c." in said


def test_where_no_total_is_known_the_panel_says_so() -> None:
    found = costs(priced("prompt a", None), priced("rag b", 0.02, None, "rag"))
    assert "no total is known yet:<br>something is missing for 2 of 2 variants" in texts(volume_figure(found))


def test_lines_of_one_approach_differ_in_their_dashes() -> None:
    found = costs(priced("p1", 0.01), priced("p2", 0.02), priced("p3", 0.03))
    dashes = [traces(volume_figure(found), name)[0].line.dash for name in ("p1", "p2", "p3")]
    assert dashes == ["solid", "dash", "dot"]


def test_names_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    found = costs(*[priced(f"p{i}", 0.02 + i / 10_000, 300) for i in range(8)])
    figure = volume_figure(found)
    top, bottom = figure.layout.yaxis.range[1], figure.layout.yaxis.range[0]
    pixels = sorted(
        (each.y - bottom) / (top - bottom) * 340 + (-each.ay if each.showarrow else each.yshift or 0)
        for each in figure.layout.annotations
        if each.name == "line"
    )
    assert min(b - a for a, b in pairwise(pixels)) >= 15.9
