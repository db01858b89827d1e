"""The chart of a case: a plot for each published metric, and nothing that was not published."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.files.casebook import load_cases
from advisor.language import speaking
from advisor.report.case_figure import axis_range, case_figure
from advisor.report.case_metrics import PublishedMetric, metrics_in_words, published_metrics
from advisor.report.figure import MARKS
from advisor.schema.cases import Case

CASES = {case.id: case for case in load_cases().cases}


def case_with(*approaches: dict[str, Any]) -> Case:
    return CASES["airbnb-test-migration"].model_copy(
        update={"approaches": Case.model_validate(made(approaches)).approaches}
    )


def made(approaches: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {**CASES["airbnb-test-migration"].model_dump(mode="json"), "approaches": list(approaches)}


def tried(label: str, approach: str, base_model: str | None = None, **metrics: float) -> dict[str, Any]:
    named = [
        {"name": name.replace("_", " "), "value": value, "higher_is_better": "latency" not in name}
        for name, value in metrics.items()
    ]
    return {"label": label, "approach": approach, "base_model": base_model, "metrics": named}


TWO = case_with(
    tried("a prompt", "prompting", accuracy=0.5, latency_s=2.0),
    tried("a tuned model", "fine-tuning", accuracy=0.8, latency_s=0.5, gain_in_points=-3.0),
)


def test_a_metric_of_several_systems_stands_together_and_before_one_of_a_single_system() -> None:
    assert [(metric.title, [each.value for each in metric.figures]) for metric in published_metrics(TWO)] == [
        ("accuracy", [0.5, 0.8]),
        ("latency s (lower is better)", [2.0, 0.5]),
        ("gain in points", [-3.0]),
    ]


def test_each_metric_has_axes_of_its_own() -> None:
    figure = case_figure(published_metrics(TWO))
    places = [(trace.x[0], trace.xaxis, trace.yaxis) for trace in figure.data if trace.x[0] is not None]
    assert places == [
        (0.5, "x", "y"),
        (0.8, "x", "y"),
        (2.0, "x2", "y2"),
        (0.5, "x2", "y2"),
        (-3.0, "x3", "y3"),
    ]
    domains = [axis.domain for axis in (figure.layout.yaxis, figure.layout.yaxis2, figure.layout.yaxis3)]
    assert domains[0][0] > domains[1][1] > domains[1][0] > domains[2][1]


def test_the_marks_have_the_shape_and_colour_of_their_approach_and_are_hollow() -> None:
    figure = case_figure(published_metrics(TWO))
    drawn = {(trace.name, trace.marker.symbol, trace.marker.color) for trace in figure.data}
    assert drawn == {
        ("Prompting", "circle-open", MARKS["prompting"][1]),
        ("Fine-tuning", "diamond-open", MARKS["fine-tuning"][1]),
    }


def test_a_hover_text_says_the_system_the_figure_and_its_doubt() -> None:
    figure = case_figure(published_metrics(case_with(tried("a <b>prompt</b>", "prompting", "gpt-4", accuracy=0.5))))
    assert figure.data[0].hovertext == (
        "<b>a &lt;b&gt;prompt&lt;/b&gt;</b><br>Prompting, gpt-4<br>accuracy: 0.5<br>as published; no interval given",
    )


def test_texts_of_a_case_are_escaped_wherever_plotly_would_read_them_as_html() -> None:
    figure = case_figure(published_metrics(case_with(tried("<i>x</i>", "rag", **{"<i>score</i>": 0.5}))))
    assert "<i>" not in figure.to_json()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.5, 0.8], (0.0, 1.0)),
        ([0.0], (0.0, 1.0)),
        ([15, 7, 0.5], (0.0, 15)),
        ([-21.5], (-21.5, 0.0)),
        ([-2, 6], (-2, 6)),
    ],
)
def test_an_axis_begins_at_0_and_shares_go_to_1(values: list[float], expected: tuple[float, float]) -> None:
    assert axis_range(values) == expected


def test_two_systems_of_one_name_are_told_apart_by_their_base_model() -> None:
    twins = case_with(
        tried("with chunks", "rag", "Mistral 7B", accuracy=0.9), tried("with chunks", "rag", "Orca2 7B", accuracy=0.8)
    )
    (metric,) = published_metrics(twins)
    assert [each.system for each in metric.figures] == ["with chunks (Mistral 7B)", "with chunks (Orca2 7B)"]


def test_a_base_model_that_is_not_stated_is_said_so_in_the_language_spoken() -> None:
    case = case_with(
        tried("a model", "prompting", base_model="not stated", accuracy=0.5),
        tried("a model", "prompting", base_model="Llama 3", accuracy=0.4),
    )
    assert [each.system for each in published_metrics(case)[0].figures] == [
        "a model (base model not stated)",
        "a model (Llama 3)",
    ]
    with speaking("ja"):
        metrics = published_metrics(case)
        assert metrics[0].figures[0].system == "a model (ベースモデルの記載なし)"
        assert "、ベースモデルの記載なし<br>" in case_figure(metrics).data[0].hovertext[0]


def test_the_words_for_a_screen_reader_hold_every_figure() -> None:
    assert metrics_in_words(published_metrics(TWO)) == (
        "Published figures. accuracy: a prompt (Prompting) 0.5, a tuned model (Fine-tuning) 0.8. "
        "latency s (lower is better): a prompt (Prompting) 2, a tuned model (Fine-tuning) 0.5. "
        "gain in points: a tuned model (Fine-tuning) -3. All as published; no interval given."
    )


def test_every_published_figure_of_every_case_is_drawn_once() -> None:
    for case in CASES.values():
        metrics = published_metrics(case)
        figures = [each.value for metric in metrics for each in metric.figures]
        assert sorted(metric.value for each in case.approaches for metric in each.metrics) == sorted(figures)
        if metrics:
            drawn = [trace.x[0] for trace in case_figure(metrics).data if trace.x[0] is not None]
            assert drawn == figures


def test_no_two_systems_of_a_plot_have_the_same_name() -> None:
    def names(metric: PublishedMetric) -> list[str]:
        return [each.system for each in metric.figures]

    doubled = [
        (case.id, metric.name)
        for case in CASES.values()
        for metric in published_metrics(case)
        if len(set(names(metric))) < len(names(metric))
    ]
    assert doubled == []
