"""The simulation of costs beside plain NumPy, and what a cost plan adds to a comparison.

    python -m pip install -e ".[costs]"
    python benchmarks/costs/run.py [--runs 30]

The peer is one pass of plain NumPy over the same draws: every input of every variant is an array of 2,000 draws, all
variants stand in one array, and the whole formula is evaluated once. It is timed with its inputs drawn already, and
with drawing them. Ours is timed for the totals of all variants in every scenario, which are the draws and two more for
each input; and for all that is told of them: ranges of all parts, swings, break-evens of all pairs with their ranges,
curves, facts. All ways take turns; times are medians, ratios are medians of each round's ratio. Times are no promise.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from advisor.costs.cost_summary import sum_up
from advisor.costs.ingredients import Costing
from advisor.costs.ownership import Ownership, own_everything
from advisor.costs.plan_checks import planned_places
from advisor.costs.sheet import DRAWS
from advisor.evals.analysis import analyse
from advisor.evals.eval_set import EvalSet
from advisor.evals.sample_table import table_of
from advisor.evals.samples import Sample
from advisor.files.costing import read_costing
from advisor.schema.cost_plan import CostPlan
from advisor.schema.prices import ModelPrices, PriceBook, TokenPrices

TODAY = datetime.date(2026, 11, 28)
MONTHS = 12
VOLUME = (8_000, 10_000, 20_000)
PRICES = ModelPrices(
    model="m",
    id="m",
    provider="maker",
    prices=TokenPrices(input=1, output=4, cache_read=0.1),
    origin="a list",
    as_of=TODAY,
)
EMBEDDING = PRICES.model_copy(update={"id": "e", "prices": TokenPrices(input=0.02, output=0)})
LIKELY: dict[str, float] = {
    "static_tokens": 2000, "context_tokens": 3000, "query_tokens": 200, "output_tokens": 250, "calls_per_request": 1.5,
    "retry_rate": 0.02, "rerank_usd_per_request": 0.001, "vector_read_usd_per_request": 0.0001,
    "corpus_tokens": 1e7, "corpus_change_per_month": 0.1, "vector_store_usd_per_month": 50, "labels": 500,
    "usd_per_label": 2, "training_tokens": 1e6, "epochs": 3, "usd_per_1m_training_tokens": 3, "training_runs": 2,
    "retraining_hours": 10, "hosting_usd_per_hour": 2, "tokens_per_second": 1000, "utilisation": 0.5, "peak_factor": 4,
    "engineering_hours": 80, "upkeep_hours_per_month": 4, "eval_usd": 300,
}  # fmt: skip
SHARED: dict[str, tuple[float, float, float]] = {"volume": VOLUME, "hourly_rate_usd": (60, 100, 160)}


def main() -> None:
    """Both tables."""
    options = _options()
    print(f"{os.cpu_count()} cores, NumPy {np.__version__}, {options.runs} rounds, {DRAWS:,} draws\n")
    simulation(options.runs)
    comparison(options.runs)


def simulation(runs: int) -> None:
    """Ours beside one pass of NumPy, 4 and 10 variants."""
    print("| variants | NumPy, drawn ms | with drawing ms | our totals ms | all told ms | totals / NumPy drawn |"
          " all told / NumPy drawn | all told / with drawing |")  # fmt: skip
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for variants in (4, 10):
        costing = _costing(variants)
        drawn = _draw(variants)
        _check(drawn, _own(costing), variants)
        found = _take_turns(
            {
                "pass": lambda drawn=drawn: _total(drawn),
                "drawing": lambda variants=variants: _total(_draw(variants)),
                "totals": lambda costing=costing: _own(costing).totals,
                "told": lambda costing=costing: sum_up(_own(costing), [], {}),
            },
            runs,
        )
        ratios = [_ratio(found, *pair) for pair in (("totals", "pass"), ("told", "pass"), ("told", "drawing"))]
        times = [statistics.median(found[way]) * 1e3 for way in ("pass", "drawing", "totals", "told")]
        print(
            f"| {variants} | {' | '.join(f'{each:.2f}' for each in times)} | {' | '.join(f'{r:.0f}' for r in ratios)} |"
        )
    print()


def comparison(runs: int) -> None:
    """What a plan adds to the comparison of results of 500 items."""
    print("| variants | comparison ms | with a plan ms | ratio |")
    print("|---:|---:|---:|---:|")
    for variants in (4, 10):
        evals = _evals(variants)
        plan = {"volume": list(VOLUME), "horizon_months": MONTHS, "hourly_rate_usd": 100, "variants": _plans(variants)}
        costing = read_costing(plan, PriceBook(prices={}, availability=(), models={"m": PRICES, "e": EMBEDDING}), TODAY)
        found = _take_turns(
            {
                "plain": lambda evals=evals: analyse(evals),
                "priced": lambda evals=evals, costing=costing: analyse(evals, costing=costing),
            },
            max(5, runs // 3),
        )
        plain, priced = (statistics.median(found[way]) * 1e3 for way in ("plain", "priced"))
        print(f"| {variants} | {plain:.0f} | {priced:.0f} | {_ratio(found, 'priced', 'plain'):.2f} |")


def _total(x: dict[str, Any]) -> Any:
    """The total cost of ownership of all variants in all draws, the whole formula in one pass."""
    calls = x["calls_per_request"] * (1 + x["retry_rate"])
    hits = -np.expm1(-x["volume"] / 43_200 * 5)
    into = x["static_tokens"] * (hits * 0.1 + (1 - hits) * 1.0) + x["context_tokens"] + x["query_tokens"]
    each = calls * (into + x["output_tokens"] * 4) / 1e6
    each = each + x["query_tokens"] * 0.02e-6 + x["rerank_usd_per_request"] + x["vector_read_usd_per_request"]
    run = x["training_tokens"] * x["epochs"] / 1e6 * x["usd_per_1m_training_tokens"] * x["training_runs"]
    index = x["corpus_tokens"] * 0.02e-6
    once = (
        x["engineering_hours"] * x["hourly_rate_usd"] + x["labels"] * x["usd_per_label"] + run + index + x["eval_usd"]
    )
    again = run + x["retraining_hours"] * x["hourly_rate_usd"]
    a_second = x["volume"] * calls * x["output_tokens"] * x["peak_factor"] / (730 * 3600)
    replicas = np.maximum(1, np.ceil(a_second / (x["tokens_per_second"] * x["utilisation"]) - 1e-9))
    monthly = (
        x["vector_store_usd_per_month"]
        + index * x["corpus_change_per_month"]
        + replicas * x["hosting_usd_per_hour"] * 730
    )
    monthly = monthly + x["upkeep_hours_per_month"] * x["hourly_rate_usd"]
    return once + again + MONTHS * (monthly + x["volume"] * each)


def _draw(variants: int) -> dict[str, Any]:
    """Each input of all variants: (variants, DRAWS); what they share (DRAWS,)."""
    dice = np.random.default_rng(1)
    own = {name: dice.triangular(value * 0.8, value, value * 1.3, (variants, DRAWS)) for name, value in LIKELY.items()}
    return own | {name: dice.triangular(*ends, DRAWS) for name, ends in SHARED.items()}


def _check(drawn: dict[str, Any], owned: Ownership, variants: int) -> None:
    """Both work out the same: with every input likely to the cent, and much the same medians."""
    likely = {name: np.full((variants, 1), value) for name, value in LIKELY.items()}
    likely |= {name: np.array([ends[1]]) for name, ends in SHARED.items()}
    ours = np.array([total[0] for total in owned.totals.values()])
    assert np.allclose(ours, _total(likely)[:, 0], rtol=1e-9), (ours, _total(likely)[:, 0])
    medians = np.array([np.median(owned.draws(total)) for total in owned.totals.values()])
    assert np.allclose(medians, np.median(_total(drawn), axis=1), rtol=0.05)


def _plans(variants: int) -> dict[str, dict[str, Any]]:
    own: dict[str, Any] = {name: [value * 0.8, value, value * 1.3] for name, value in LIKELY.items()}
    own |= {
        "approach": "rag+fine-tuning", "model": "m", "embedding_model": "e", "base_model_ends": "never",
        "retrain_every_months": 6,
    }  # fmt: skip
    return {f"variant-{place}": dict(own) for place in range(variants)}


def _costing(variants: int) -> Costing:
    shared = {name: list(ends) for name, ends in SHARED.items()}
    plan = CostPlan.model_validate({**shared, "horizon_months": MONTHS, "variants": _plans(variants)})
    return Costing(plan, PriceBook(prices={}, availability=()), {"m": PRICES, "e": EMBEDDING}.get, TODAY)


def _own(costing: Costing) -> Ownership:
    return own_everything(costing, planned_places(costing.plan), {})


def _evals(variants: int) -> EvalSet:
    dice = np.random.default_rng(2)
    samples = [
        Sample(
            f"variant-{k}", f"i{item}", {"correct": float(dice.random() < 0.8)}, tokens_in=2000 + item, tokens_out=250
        )
        for k in range(variants)
        for item in range(500)
    ]
    return EvalSet(
        table_of(samples), approaches={f"variant-{k}": "rag+fine-tuning" for k in range(variants)}, numbered=True
    )


def _take_turns(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {way: [] for way in ways}
    for place in range(runs + 2):
        for way, work in ways.items():
            start = time.perf_counter()
            work()
            if place >= 2:
                found[way].append(time.perf_counter() - start)
    return found


def _ratio(found: dict[str, list[float]], way: str, beside: str) -> float:
    return statistics.median(mine / theirs for mine, theirs in zip(found[way], found[beside], strict=True))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=30, help="rounds; each way is run once in every one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
