"""What a finished piece of work used: failed tries are paid for, unknown figures are left out, variants stay paired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from evals.backend_rows import BACKENDS, our_columns, rows, set_in
from evals.builders import set_of

from advisor import read_evals
from advisor.costs.usage import Usage
from advisor.errors import EvalFileError
from advisor.evals import latency, usage
from advisor.evals.analysis import analyse
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.evals.usage import usage_of
from advisor.files.joining import join_sets
from advisor.schema.evidence import Quantile
from advisor.stats.bootstrap_percentile import quantile_interval


def _row(item: str, variant: str = "rag", **known: object) -> Sample:
    failed = bool(known.get("failed"))
    return Sample(variant, item, {} if failed else {"correct": 1.0}, **known)  # type: ignore[arg-type]


def _figures(found: Usage) -> list[object]:
    used = [(name, own.mean, own.draws.tolist(), own.items, own.rows) for name, own in sorted(found.measures.items())]
    rest = (found.finished, found.failed, found.failed_without_figures, found.smallest_input, found.largest_input)
    return [found.variant, used, rest, found.latency_p95]


def test_a_failed_try_is_paid_by_the_finished_ones() -> None:
    found = usage_of(
        set_of(
            [
                _row("a", tokens_in=100, tokens_out=10, cost_usd=0.02, calls=1),
                _row("b", tokens_in=300, tokens_out=30, cost_usd=0.04, calls=3),
                _row("c", tokens_in=80, tokens_out=0, cost_usd=0.03, calls=1, failed=True),
                _row("d", failed=True),
            ]
        )
    )["rag"]
    means = {name: own.mean for name, own in found.measures.items()}
    assert means == {"tokens_in": 240.0, "tokens_out": 20.0, "calls": 2.5, "cost_usd": 0.045}
    assert {own.rows for own in found.measures.values()} == {3}
    assert (found.finished, found.failed, found.failed_without_figures) == (2, 2, 1)
    assert (found.smallest_input, found.largest_input) == (100, 300)


def test_a_figure_that_is_not_known_counts_on_neither_side() -> None:
    found = usage_of(set_of([_row("a", tokens_in=100, tokens_out=5), _row("b", tokens_in=None, tokens_out=7)]))["rag"]
    assert (found.measures["tokens_in"].mean, found.measures["tokens_in"].items) == (100.0, 1)
    assert found.measures["tokens_out"].mean == 6.0
    assert "tokens_cached" not in found.measures


def test_a_cost_of_0_is_believed_where_the_totals_believe_it() -> None:
    free = [_row(f"i{place}", cost_usd=0.0) for place in range(3)]
    odd = [_row("a", cost_usd=0.0, tokens_in=5), _row("b", cost_usd=0.2), _row("c", cost_usd=0.0)]
    assert usage_of(set_of(free))["rag"].measures == {}
    found = usage_of(set_of(odd))["rag"].measures["cost_usd"]
    assert (found.mean, found.rows) == (0.1, 2)


def test_a_variant_of_which_every_call_failed_has_no_mean() -> None:
    found = usage_of(set_of([_row("a", tokens_in=9, cost_usd=1.0, failed=True), _row("a", "prompt", tokens_in=5)]))
    assert found["rag"].measures == {}
    assert (found["rag"].finished, found["rag"].smallest_input) == (0, None)


def test_results_without_figures_say_nothing_of_them() -> None:
    found = usage_of(set_of([_row("a"), _row("b")]))["rag"]
    assert _figures(found) == ["rag", [], (2, 0, 0, None, None), None]


def test_repeats_belong_to_their_item_and_variants_stay_paired() -> None:
    samples = [
        _row(f"i{place}", variant, epoch=epoch, tokens_in=100 * (place + 1) * times)
        for variant, times in (("prompt", 1), ("rag", 2))
        for place in range(20)
        for epoch in (1, 2, 3)
    ]
    found = usage_of(set_of(samples))
    prompt, rag = found["prompt"].measures["tokens_in"], found["rag"].measures["tokens_in"]
    assert (prompt.items, prompt.rows) == (20, 60)
    assert rag.draws == pytest.approx(2 * prompt.draws, rel=1e-12)
    once = usage_of(set_of([own for own in samples if own.epoch == 1]))["rag"].measures["tokens_in"]
    assert rag.draws == pytest.approx(once.draws, rel=1e-12)


def test_items_of_one_cluster_count_as_one() -> None:
    samples = [_row(f"i{place:02}", cluster=f"d{place // 10}", tokens_in=100 + place // 10 * 50) for place in range(40)]
    clustered = usage_of(set_of(samples))["rag"].measures["tokens_in"]
    alone = usage_of(set_of([replace(own, cluster=None) for own in samples]))["rag"].measures["tokens_in"]
    assert (clustered.mean, clustered.items) == (alone.mean, 40)
    assert clustered.draws.std() > 2.5 * alone.draws.std()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("clustered", [True, False], ids=["clusters", "no clusters"])
@pytest.mark.parametrize("most", [5_000, 10], ids=["drawn", "normal"])
def test_usage_is_the_same_from_every_library_and_order_of_the_rows(
    backend: str, clustered: bool, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usage, "MOST_ITEMS", most)
    table = our_columns(rows(clustered=clustered))
    turned = table.take(np.random.default_rng(5).permutation(len(table)))
    expected = [_figures(own) for own in usage_of(set_in(table)).values()]
    assert [_figures(own) for own in usage_of(set_in(BACKENDS[backend](turned))).values()] == expected


def test_normal_draws_spread_as_the_bootstrap_does(monkeypatch: pytest.MonkeyPatch) -> None:
    table = our_columns(rows(clustered=True))
    drawn = usage_of(set_in(table))["rag"].measures["tokens_in"]
    monkeypatch.setattr(usage, "MOST_ITEMS", 10)
    normal = usage_of(set_in(table))["rag"].measures["tokens_in"]
    assert (normal.mean, normal.is_normal, drawn.is_normal) == (drawn.mean, True, False)
    assert normal.draws.std() == pytest.approx(drawn.draws.std(), rel=0.1)


@pytest.mark.parametrize("backend", ["Polars", "DuckDB"])
def test_one_row_an_item_and_a_grouping_say_the_same(backend: str) -> None:
    items = [f"i{place}" for place in range(30)]
    single = pa.table(
        {
            "variant": ["prompt"] * 30 + ["rag"] * 30,
            "item": items * 2,
            "failed": [place % 7 == 0 for place in range(60)],
            "tokens_in": [None if place % 5 == 0 else 100.0 + place for place in range(60)],
            "s0": [None if place % 7 == 0 else 1.0 for place in range(60)],
        }
    )
    again = pa.concat_tables([single, single.slice(59, 1)])  # one repeat, so that the items are grouped
    once = usage_of(set_in(BACKENDS[backend](single)))
    grouped = usage_of(set_in(BACKENDS[backend](again)))
    assert _figures(grouped["prompt"]) == _figures(once["prompt"])
    assert (once["rag"].measures["tokens_in"].rows, grouped["rag"].measures["tokens_in"].rows) == (24, 25)


def test_the_summary_divides_by_finished_work_and_names_the_models() -> None:
    evals = set_of([_row("a", cost_usd=0.02, tokens_in=9, tokens_cached=4, models=("openai:gpt-4o",)),
                    _row("b", cost_usd=0.01, tokens_in=7, failed=True)])  # fmt: skip
    (found,) = analyse(replace(evals, models=evals.table.models_by_variant())).variants
    assert (found.cost_per_request_usd, found.cost_per_finished_usd) == (0.015, 0.03)
    assert (found.tokens_in, found.tokens_cached, found.models) == (16, 4, ("openai:gpt-4o",))


# --- models ---


def test_models_are_added_for_variants_that_are_there() -> None:
    evals = set_of([_row("a"), _row("a", "prompt")]).with_models({"rag": "openai:gpt-4o", "prompt": ["a", "b"]})
    assert evals.models == {"rag": ("openai:gpt-4o",), "prompt": ("a", "b")}
    assert usage_of(evals)["prompt"].models == ("a", "b")
    with pytest.raises(EvalFileError) as error:
        evals.with_models({"ragg": "x"})
    assert str(error.value) == "`ragg` in `models` is no variant of these results: they hold `prompt`, `rag`."


def test_models_of_files_that_are_joined_are_those_of_all() -> None:
    told = ("small", "large"), ("large", "embedder")
    first, second = (EvalSet(set_of([_row("a")]).table, models={"rag": names}) for names in told)
    assert join_sets(first, second).models == {"rag": ("small", "large", "embedder")}


FRAMES: dict[str, Callable[[Any], Any]] = {
    "Polars": pl.DataFrame,
    "DuckDB": lambda table: duckdb.from_arrow(pa.table(table)),
}


@pytest.mark.parametrize("library", FRAMES)
def test_columns_of_a_table_tell_calls_cached_tokens_and_models(library: str) -> None:
    table = {
        "variant": ["rag", "rag", "prompt"],
        "item": ["a", "b", "a"],
        "score": [1, 0, 1],
        "model": ["gpt-4o", "gpt-4o-mini", None],
        "calls": [2, 1, 1],
        "tokens_in": [10, 20, 30],
        "tokens_cached": [4, 0, 0],
    }
    evals = read_evals(FRAMES[library](table))
    assert evals.models == {"rag": ("gpt-4o", "gpt-4o-mini")}
    assert {(row.variant, row.calls, row.tokens_cached) for row in evals.samples} == {
        ("rag", 2, 4), ("rag", 1, 0), ("prompt", 1, 0)
    }  # fmt: skip


def test_a_model_that_is_the_variant_is_the_model_too() -> None:
    rows_read = [{"model": "gpt-4o", "item": "a", "score": 1}, {"model": "llama", "item": "a", "score": 0}]
    evals = read_evals(pl.DataFrame(rows_read), columns={"variant": "model"})
    assert evals.models == {"gpt-4o": ("gpt-4o",), "llama": ("llama",)}


def test_a_column_of_several_models_is_still_asked_about_where_no_variant_is_named() -> None:
    text = "model,item,score\ngpt-4o,a,1\nllama,a,0\n"
    with pytest.raises(EvalFileError) as error:
        read_evals(("runs.csv", text.encode()))
    assert str(error.value) == (
        "`runs.csv` has no column `variant`, and its column `model` holds 2 values: say what is compared, for example"
        ' columns={"variant": "model"}.'
    )


# --- latency ---


def _latencies(seconds: list[float]) -> tuple[Quantile | None, Quantile | None]:
    samples = [_row(f"i{place}", latency_s=value) for place, value in enumerate(seconds)]
    (found,) = analyse(set_of(samples)).variants
    return found.latency_p50_s, found.latency_p95_s


def test_latency_has_the_ends_of_the_exact_bootstrap() -> None:
    seconds = np.random.default_rng(3).gamma(3, 1, 200).round(3).tolist()
    p50, p95 = _latencies(seconds)
    ordered = sorted(seconds)
    low, high = quantile_interval(seconds, 0.95) or (None, None)
    assert p95 == Quantile(value=ordered[189], low=low, high=high, n=200)
    assert p50 is not None
    assert p50.value == ordered[99]


def test_few_rows_have_a_95th_percentile_without_ends() -> None:
    p50, p95 = _latencies([float(place) for place in range(1, 20)])
    assert p95 == Quantile(value=19.0, low=None, high=None, n=19)
    assert p50 == Quantile(value=10.0, low=6.0, high=14.0, n=19)
    assert _latencies([1.0] * 5)[0] == Quantile(value=1.0, low=None, high=None, n=5)


def test_failed_calls_have_no_latency() -> None:
    samples = [_row("a", latency_s=1.0), _row("b", latency_s=90.0, failed=True)]
    assert usage_of(set_of(samples))["rag"].latency_p95 == (1.0, None, None)


@pytest.mark.parametrize("backend", BACKENDS)
def test_many_latencies_are_binned_to_a_thousandth(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = our_columns(rows(clustered=False))
    exact = {name: own.latency_p95 for name, own in usage_of(set_in(table)).items()}
    monkeypatch.setattr(latency, "MOST_ROWS", 10)
    binned = {name: own.latency_p95 for name, own in usage_of(set_in(BACKENDS[backend](table))).items()}
    assert {name: pytest.approx(own, rel=1e-3) for name, own in exact.items()} == binned
